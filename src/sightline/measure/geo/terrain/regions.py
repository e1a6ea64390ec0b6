"""Say where a camera may have stood around one hill of likelihood, and how sure that is.

The likelihood is taken at a lattice of places, with heading, pitch, roll, focal length and the scale of all errors
fitted at each [1]. Samples along a ridge are not independent: neighbours err together. So the likelihood is tempered by
how far the residuals hang together; and where less is left over than the errors thought of, those are still believed.
The lattice is widened or narrowed until it holds the region; the ellipse is that of the weights.

Sources:
[1] R. T. Birge, The calculation of errors by the method of least squares, Physical Review 40 (1932), 207-227,
    https://doi.org/10.1103/PhysRev.40.207
"""

import math
from typing import Final

import numpy as np
from attrs import evolve, frozen

from sightline.measure.geo.terrain.candidates import Country
from sightline.measure.geo.terrain.fitting import Errors, Fit, fit, look, residuals, samples_of, window_of
from sightline.measure.geo.terrain.surface import Floats
from sightline.measure.geo.terrain.traced import Trace

_HALF: Final = 5
_NARROWEST_M: Final = 6.0
_WIDEST_M: Final = 200.0
LEAST_INSIDE: Final = 0.05
"""Part of a hill of likelihood that must lie within the region asked about for it to be a place there."""
_FITTED: Final = 6
"""East, north, heading, pitch, roll, focal length."""
OWN_ERROR: Final = 1.0
"""Factor on the axes of ellipses; counted on made-up land, 1 was enough: see ``cameras``."""


@frozen(slots=True, eq=False)
class Region:
    """A lattice of places around one hill, with the likelihood of each."""

    east: Floats
    north: Floats
    cost: Floats
    """(n); minus twice the logarithm of the likelihood for independent samples."""
    heading: Floats
    step_m: float
    best: int
    pitch_deg: float
    roll_deg: float
    focal_px: float
    rest_deg: float
    """Root mean square of what is left over at the best place."""
    temper: float
    """What costs are divided by: how many samples hang together, and more where less is left over than thought."""
    misfit: float
    """Residuals over what was thought of the errors; 1 is as thought."""
    distance_m: float
    """Median distance of the ridge."""
    edge: float = 0.0
    """Part of the weights on the lattice's edge, 0 to 1: where it is much, the likeliest places lie beyond."""
    inside: float = 1.0
    """Part of the weights that lay within the region asked about, had it no border; 0: the hill lies outside."""


def first_look(
    country: Country,
    trace: Trace,
    focal_px: float,
    errors: Errors,
    east: Floats,
    north: Floats,
    heading: Floats,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Try a small lattice around each hill; return cost, east, north and heading of the best of each, (n)."""
    step = country.spacing_m / 6
    line = np.arange(-2, 3) * step
    over, up = (one.ravel() for one in np.meshgrid(line, line))
    window = window_of(trace, focal_px, errors)
    x, y = (east[:, None] + over).ravel(), (north[:, None] + up).ravel()
    turned = np.repeat(heading, len(over))
    seen = look(country.surface, x, y, turned, window, country.view, slack_deg=2.5, growth=0.004)
    found = fit(seen, window, errors, height_m=math.hypot(errors.height_m, 0.15 * step))
    cost = np.where(np.isfinite(found.cost), found.cost, np.inf).reshape(len(east), -1)
    pick = cost.argmin(axis=1) + len(over) * np.arange(len(east))
    return cost.min(axis=1), x[pick], y[pick], found.heading[pick]


def region(
    country: Country,
    trace: Trace,
    focals_px: Floats,
    prior: Floats,
    errors: Errors,
    place: tuple[float, float, float],
) -> Region | None:
    """Take the likelihood around one hill; None where the ground there is unknown.

    A hill that reaches over the region's border is taken twice: as if there were none, to tell which part of it lies
    within, and then only what lies within. The mean of places in a circle lies in it, so no camera comes out outside,
    but for hills that lie outside nearly whole: of those only how much is ``inside`` counts.

    :param focals_px: focal lengths to choose among at each place [pixels]; :param prior: (as many) cost of each.
    :param place: east, north [m] and heading [degrees] to begin at, in the surface's grid.
    """
    free = _followed(country, trace, focals_px, prior, errors, place, within=math.inf)
    if free is None:
        return None
    lies = np.hypot(free.east, free.north) <= country.radius_m
    if bool(lies.all()):
        return free
    weight = weights(free, float(free.cost.min()))
    inside = float(weight[lies].sum() / weight.sum())
    held = None
    if inside >= LEAST_INSIDE:
        held = _followed(country, trace, focals_px, prior, errors, place, within=country.radius_m)
    return evolve(free, inside=0.0) if held is None else evolve(held, inside=inside)


def _followed(
    country: Country,
    trace: Trace,
    focals_px: Floats,
    prior: Floats,
    errors: Errors,
    place: tuple[float, float, float],
    *,
    within: float,
) -> Region | None:
    """Take the likelihood at lattices that follow the hill, as far as ``within`` from the middle [m]."""
    step = 20.0
    east0, north0, heading0 = place
    out = math.hypot(east0, north0) / within
    east0, north0 = (east0 / out, north0 / out) if out > 1 else (east0, north0)
    pitch: float | None = None
    roll = 0.0
    found: Region | None = None
    for _ in range(5):
        at = _lattice(
            country, trace, focals_px, prior, errors, (east0, north0, heading0), step, pitch=pitch, roll=roll,
            within=within,
        )  # fmt: skip
        if at is None:
            return found
        weight = weights(at, float(at.cost.min()))
        share = weight / weight.sum()
        rim = np.maximum(abs(at.east - east0), abs(at.north - north0)) > (_HALF - 0.5) * step
        found = evolve(at, edge=float(share[rim].sum()))
        held = 1.0 / float((share * share).sum())
        turned = pitch is not None and abs(found.pitch_deg - pitch) < 0.5
        pitch, roll = found.pitch_deg, found.roll_deg
        east0, north0 = float(share @ found.east), float(share @ found.north)
        heading0 = float(found.heading[found.best])
        if found.edge > 0.01 and step < _WIDEST_M:
            step *= 1.8
        elif held < 12 and step > _NARROWEST_M:
            step /= 1.8
        elif turned:
            break
    return found


def weights(region_of: Region, least: float, temper: float | None = None) -> Floats:
    """Turn costs into relative likelihoods, 1 for a cost of ``least``."""
    by = region_of.temper if temper is None else temper
    found: Floats = np.exp(-0.5 * np.minimum((region_of.cost - least) / by, 200.0))
    return found


def _lattice(
    country: Country,
    trace: Trace,
    focals_px: Floats,
    prior: Floats,
    errors: Errors,
    place: tuple[float, float, float],
    step: float,
    *,
    pitch: float | None,
    roll: float,
    within: float,
) -> Region | None:
    line = np.arange(-_HALF, _HALF + 1) * step
    east, north = (one.ravel() for one in np.meshgrid(place[0] + line, place[1] + line))
    heading = np.full(len(east), place[2])
    wide = window_of(trace, float(focals_px.min()), errors, pitch_deg=pitch, roll_deg=roll)
    slack = 1.0 + math.degrees(min(0.1, 1.5 * _HALF * step / 2_000.0))
    seen = look(country.surface, east, north, heading, wide, country.view, slack_deg=slack, growth=0.005)
    fits: list[Fit] = []
    windows = []
    for focal in focals_px:
        windows.append(
            window_of(
                trace, float(focal), errors, step_deg=wide.step_deg, pitch_deg=wide.pitch_deg, roll_deg=roll
            )
        )
        fits.append(fit(seen, windows[-1], errors, height_m=errors.height_m))
    # a longer focal length has fewer samples of the same step: costs are compared a sample
    rows = np.stack([one.cost / samples_of(w) for one, w in zip(fits, windows, strict=True)])
    costs = rows * samples_of(wide) + prior[:, None]
    costs = np.where(np.isfinite(costs) & (np.hypot(east, north) <= within), costs, np.inf)
    pick = costs.argmin(axis=0)
    cost = costs.min(axis=0)
    best = int(cost.argmin())
    if not math.isfinite(cost[best]):
        return None
    chosen, window = fits[pick[best]], windows[pick[best]]
    left, sigma = residuals(seen, chosen, window, place=best, height_m=errors.height_m)
    if len(left) <= _FITTED:
        return None
    ratio = left / sigma
    misfit = math.sqrt(float(ratio @ ratio) / (len(ratio) - _FITTED))
    headings = np.stack([one.heading for one in fits])[pick, np.arange(len(east))]
    far = seen.distance[best]
    return Region(
        east,
        north,
        np.where(np.isfinite(cost), cost, cost[best] + 1e6),
        headings,
        step,
        best,
        float(chosen.pitch[best]),
        float(chosen.roll[best]),
        window.focal_px,
        float(np.sqrt(np.mean(left * left))),
        max(1.0, 1.0 / max(misfit * misfit, 0.05)) * together(ratio),
        misfit,
        float(np.median(far[far > 0])) if bool((far > 0).any()) else math.nan,
    )


def together(values: Floats) -> float:
    """Tell how many neighbouring values count as one, from how far they hang together; 1 or more."""
    spread = values - values.mean()
    power = float(spread @ spread)
    if power <= 0 or len(spread) < 16:
        return 1.0
    total = 1.0
    for lag in range(1, len(spread) // 4):
        like = float(spread[:-lag] @ spread[lag:]) / power
        if like < 0.05:
            break
        total += 2 * like
    return total
