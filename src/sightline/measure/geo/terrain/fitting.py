"""Fit one traced skyline to the skylines seen from some places: heading, pitch and roll, and how well they fit.

Every sample of the skyline has its own error: the traced line is off by some pixels, and the model's ground by some
metres, which is much of an angle for a near ridge and little for a far one. What is compared between places is
minus twice the logarithm of the likelihood, without its constant.
"""

import math
from typing import Any, Final

import numba
import numpy as np
from attrs import frozen

from sightline.measure.geo.terrain.rays import cast
from sightline.measure.geo.terrain.surface import Floats, Surface, height_at
from sightline.measure.geo.terrain.traced import Trace, directions

SAMPLES: Final = 128
USUAL_SKYLINE_DEG: Final = 2.0
"""Mean elevation that a skyline is taken to have before anything is fitted: only the pitch it is turned back by."""


@frozen(slots=True)
class Errors:
    """What is thought of the errors, each one standard deviation."""

    trace_px: float = 1.5
    height_m: float = 5.0
    roll_deg: float = 4.0
    """Of the camera about level."""


@frozen(slots=True, eq=False)
class Window:
    """A trace sampled at equal steps of azimuth about the optical axis."""

    step_deg: float
    first: int
    """Number of the first sample: its azimuth is ``first * step_deg``."""
    elevation: Floats
    """(m) [degrees], NaN in gaps."""
    pitch_deg: float
    roll_deg: float
    """Already turned back."""
    focal_px: float
    sigma_deg: float
    """Error of the trace."""


@frozen(slots=True)
class View:
    """How cameras see."""

    eye_m: float
    """Above the ground."""
    reach_m: float
    refraction: float


@frozen(slots=True, eq=False)
class Seen:
    """Skylines seen from some places."""

    elevation: Floats
    """(n, k) [degrees]."""
    distance: Floats
    """(n, k) [m]."""
    heading: Floats
    """(n) that the samples count from, in the surface's grid [degrees]."""
    first: int
    """Number of the first sample: it lies ``first`` steps right of the heading."""


@frozen(slots=True, eq=False)
class Fit:
    """How a trace fits at some places; arrays (n)."""

    cost: Floats
    """Minus twice the logarithm of the likelihood, without its constant, for independent samples; the scale of all
    errors together is fitted too."""
    chi2: Floats
    """Sum of squares of what is left over, each over its error."""
    heading: Floats
    """Of the optical axis in the surface's grid [degrees]."""
    pitch: Floats
    roll: Floats
    """Of the camera [degrees]."""


def usual_pitch(trace: Trace, focal_px: float) -> float:
    """Guess the camera's pitch from where the skyline stands in the picture [degrees]."""
    return USUAL_SKYLINE_DEG - float(np.mean(directions(trace, focal_px)[1]))


def window_of(
    trace: Trace,
    focal_px: float,
    errors: Errors,
    *,
    samples: int = SAMPLES,
    step_deg: float | None = None,
    pitch_deg: float | None = None,
    roll_deg: float = 0.0,
) -> Window:
    """Sample a trace at equal steps of azimuth, about so many or of a given size, turned back by a first pitch."""
    pitch = usual_pitch(trace, focal_px) if pitch_deg is None else pitch_deg
    azimuth, elevation = directions(trace, focal_px, pitch_deg=pitch, roll_deg=roll_deg)
    order = np.argsort(azimuth, kind="stable")
    azimuth, elevation = azimuth[order], elevation[order]
    step = max((azimuth[-1] - azimuth[0]) / samples, 1e-4) if step_deg is None else step_deg
    first, last = math.ceil(azimuth[0] / step), math.floor(azimuth[-1] / step)
    at = np.arange(first, last + 1) * step
    found = np.interp(at, azimuth, elevation)
    apart = np.diff(azimuth)
    for gap in np.flatnonzero(apart > 3.5 * max(step, float(np.median(apart)))):
        found[(at > azimuth[gap]) & (at < azimuth[gap + 1])] = np.nan
    return Window(step, first, found, pitch, roll_deg, focal_px, math.degrees(errors.trace_px / focal_px))


def look(
    surface: Surface,
    east: Floats,
    north: Floats,
    heading: Floats,
    window: Window,
    view: View,
    *,
    slack_deg: float,
    growth: float,
) -> Seen:
    """See the skylines that a window could be, and ``slack_deg`` more on both sides.

    :param east, north, heading: (n) of the cameras in the surface's grid [m, degrees].
    :param growth: as for rays.
    """
    slack = math.ceil(slack_deg / window.step_deg)
    first = window.first - slack
    offsets = (first + np.arange(len(window.elevation) + 2 * slack)) * window.step_deg
    slope, distance, _ = cast(
        surface,
        east,
        north,
        height_at(surface, east, north) + view.eye_m,
        np.radians(heading[:, None] + offsets[None, :]),
        nearest=surface.grid.step_m,
        reach=view.reach_m,
        refraction=view.refraction,
        growth=growth,
    )
    return Seen(np.degrees(np.arctan(slope)), distance, heading, first)


def fit(seen: Seen, window: Window, errors: Errors, *, height_m: float, likely: bool = True) -> Fit:
    """Find for each place the heading, pitch and roll at which a trace fits best.

    :param height_m: error of the ground, one standard deviation [m].
    :param likely: False takes as cost the weighted root mean square of what is left over [degrees], which does not
        prefer places whose skyline is far off; for a first choice among places that are not quite the right ones.
    """
    n = len(seen.heading)
    trace = np.nan_to_num(window.elevation, nan=0.0)
    there = np.isfinite(window.elevation)
    at = np.radians((window.first + np.arange(len(trace))) * window.step_deg)
    found = np.full((5, n), np.nan)
    _fit(
        np.ascontiguousarray(seen.elevation), np.ascontiguousarray(seen.distance), trace, there, np.cos(at),
        -np.sin(at), window.sigma_deg, height_m, errors.roll_deg, window.roll_deg, likely, found,
    )  # fmt: skip
    turned = seen.heading + (seen.first + found[2] - window.first) * window.step_deg
    return Fit(found[0], found[1], turned, window.pitch_deg + found[3], window.roll_deg + found[4])


def residuals(
    seen: Seen, found: Fit, window: Window, *, place: int, height_m: float
) -> tuple[Floats, Floats]:
    """Return what is left over at the best fit of one place, and the errors [degrees], without gaps; (k) each."""
    elevation, distance = seen.elevation[place], seen.distance[place]
    m = len(window.elevation)
    at = np.arange(m) + window.first - seen.first
    at = at + (float(found.heading[place]) - seen.heading[place]) / window.step_deg
    own = np.arange(len(elevation))
    azimuth = np.radians((window.first + np.arange(m)) * window.step_deg)
    left = (
        np.interp(at, own, elevation)
        - window.elevation
        - (found.pitch[place] - window.pitch_deg) * np.cos(azimuth)
        + (found.roll[place] - window.roll_deg) * np.sin(azimuth)
    )
    with np.errstate(divide="ignore"):
        sigma = np.hypot(window.sigma_deg, np.degrees(height_m / np.interp(at, own, distance)))
    kept = np.isfinite(left) & np.isfinite(sigma)
    return left[kept], sigma[kept]


def _fit_loop(  # noqa: PLR0915 - one loop of machine code
    elevation: Any,
    distance: Any,
    trace: Any,
    there: Any,
    cosine: Any,
    sine: Any,
    sigma: Any,
    height_m: Any,
    roll_sigma: Any,
    roll0: Any,
    likely: Any,
    found: Any,
) -> None:
    """Try all shifts at all places; found: (5, n): cost, chi2, shift, pitch, roll, written."""
    n, wide = elevation.shape
    m = trace.shape[0]
    shifts = wide - m + 1
    costs = np.empty(shifts)
    chis = np.empty(shifts)
    pitches = np.empty(shifts)
    rolls = np.empty(shifts)
    weight = np.empty(wide)
    logs = np.empty(wide)
    prior = 1.0 / (roll_sigma * roll_sigma)
    for i in range(n):
        for j in range(wide):
            d = distance[i, j]
            if d > 0 and not math.isnan(elevation[i, j]):
                error = math.degrees(height_m / d)
                variance = sigma * sigma + error * error
                weight[j] = 1.0 / variance
                logs[j] = math.log(variance)
            else:
                weight[j] = 0.0
                logs[j] = 8.0  # unknown ground explains nothing: as bad as an error of many degrees
        best = 0
        for s in range(shifts):
            aa, ab, bb, u, v, rr = 0.0, 0.0, prior, 0.0, prior * -roll0, prior * roll0 * roll0
            ll, total, dark, count = 0.0, 0.0, 0, 0
            for k in range(m):
                if not there[k]:
                    continue
                w = weight[s + k]
                ll += logs[s + k]
                count += 1
                if w == 0.0:
                    dark += 1
                    continue
                total += w
                r = elevation[i, s + k] - trace[k]
                p, q = cosine[k], sine[k]
                aa += w * p * p
                ab += w * p * q
                bb += w * q * q
                u += w * p * r
                v += w * q * r
                rr += w * r * r
            det = aa * bb - ab * ab
            pitch, roll = 0.0, 0.0
            if det > 0:
                pitch = (bb * u - ab * v) / det
                roll = (aa * v - ab * u) / det
            chis[s] = max(0.0, rr - pitch * u - roll * v)
            if likely:
                # the scale of all errors is taken at its likeliest, so that it favours neither near nor far ridges
                said = max(1, count - dark)
                costs[s] = said * math.log(chis[s] / said + 0.02) + ll
            else:
                costs[s] = math.sqrt(chis[s] / total)
            if total < 1e-9 or (not likely and dark * 2 > m):
                costs[s] = 1e9
            pitches[s], rolls[s] = pitch, roll
            if costs[s] < costs[best]:
                best = s
        part = 0.0
        cost, chi = costs[best], chis[best]
        if 0 < best < shifts - 1:
            low, high = costs[best - 1], costs[best + 1]
            bend = low - 2 * costs[best] + high
            if bend > 0:
                part = 0.5 * (low - high) / bend
                gain = 0.25 * (low - high) * part
                cost -= gain
                chi = max(0.0, chi - gain)
        found[0, i], found[1, i], found[2, i] = cost, chi, best + part
        found[3, i], found[4, i] = pitches[best], rolls[best]


_fit: Any = numba.njit(cache=True, nogil=True, error_model="numpy")(_fit_loop)


def samples_of(window: Window) -> int:
    """Count the samples of a window that say something."""
    return int(np.isfinite(window.elevation).sum())


def spread_deg(window: Window) -> float:
    """Tell how far a trace departs from what pitch and roll alone can draw [degrees, root mean square]."""
    kept = np.isfinite(window.elevation)
    at = np.radians((window.first + np.arange(len(window.elevation))) * window.step_deg)[kept]
    rows: Floats = np.stack([np.cos(at), np.sin(at)], axis=1)
    told = window.elevation[kept]
    left = told - rows @ np.linalg.lstsq(rows, told, rcond=None)[0]
    return float(np.sqrt(np.mean(left * left)))
