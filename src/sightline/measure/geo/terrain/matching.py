"""Find from where a traced skyline was seen, and say how sure that is.

Four answers are possible. *Found*: one place fits, and nothing else in the region comes near. *Ambiguous*: several
places fit nearly equally well, all are listed. *No match*: the best place leaves more over than the errors allow, so
the camera stood elsewhere, or the trace is no skyline of bare ground. *No information*: the line is nearly what any
flat country shows. The region is taken for granted: that the camera stood in it is the asker's claim.
Of 70 pictures taken 1.2 to 2.8 km outside of it (made-up countries that nothing was tuned on) 2 came out as found, both
by ridges nearer than a kilometre, which are called found no more; of 61 of other countries after that none, 25 as
ambiguous, 36 as no match.
"""

import math
from typing import Final, Literal

import numpy as np
from attrs import frozen

from sightline.core.errors import BadValue
from sightline.measure.geo.terrain.cameras import Camera, camera_of
from sightline.measure.geo.terrain.candidates import Country, hills
from sightline.measure.geo.terrain.fitting import Errors, spread_deg, window_of
from sightline.measure.geo.terrain.regions import LEAST_INSIDE, Region, first_look, region, weights
from sightline.measure.geo.terrain.surface import Floats
from sightline.measure.geo.terrain.traced import Trace, focal_of

METHOD: Final = "skyline-match"
VERSION: Final = 1
Status = Literal["found", "ambiguous", "no match", "no information"]

MOST_PLACES: Final = 8
_SURE: Final = 0.95
_TOO_MUCH: Final = 3.0
"""Residuals over the errors thought of, above which nothing fits."""
_STRAINED: Final = 1.25
"""The same, above which a place is not called found."""
_UNTOLD: Final = 0.5
"""Part of what a line departs from a level one by, above which what is left over means that nothing was explained."""
_PARTLY: Final = 0.25
"""The same part, above which a place is not called found. Of right ones the largest seen was 0.17."""
_NEAR_M: Final = 1_000.0
"""A ridge nearer than this is drawn by ground that elevation models do not know: nothing is called found by it."""
_RIM: Final = 0.1
"""Part of the weights on the edge of what was looked at, above which an ellipse is cut off."""
_HOPELESS: Final = 80.0
"""A place so much less likely at first look is not looked at again: exp(-40)."""
_TELLS: Final = 3.0
"""A line that departs from a level one by less than so many errors of the trace tells nothing."""
_FIELDS: Final = (18, 21, 24, 28, 32, 37, 43, 49, 55, 61, 67, 74, 82, 90)
"""Horizontal fields of view tried where the focal length is not known [degrees]."""


@frozen(slots=True)
class Matched:
    """What a traced skyline says about where it was seen from."""

    status: Status
    why: str
    cameras: tuple[Camera, ...]
    """The likeliest first."""
    caveats: tuple[str, ...]
    method: str = METHOD
    version: int = VERSION


def match(country: Country, trace: Trace, *, errors: Errors | None = None) -> Matched:
    """Find from where in a country a traced skyline was seen.

    :param country: from ``survey``.
    :param trace: from ``trace_of``; without a focal length fields of view from 18 to 90 degrees are tried.
    :param errors: of the trace, the ground and the camera's roll, one standard deviation each.
    :raises BadValue: when no ground in the region is known.
    """
    errors = Errors() if errors is None else errors
    if len(country.east) == 0:
        raise BadValue("the ground of the whole region is unknown", todo="add its elevation tiles")
    flat = _tells_nothing(trace, errors)
    if flat is not None:
        return Matched("no information", flat, (), _caveats(country, trace))
    known = trace.focal_px
    focals = [known] if known is not None else [focal_of(field, trace.width) for field in _FIELDS]
    found = _places(country, trace, focals, errors)
    if len(found) == 0:
        why = "nowhere in the region does ground make a skyline as wide as the traced one"
        return Matched("no match", why, (), _caveats(country, trace))
    return _judged(country, trace, found)


def _tells_nothing(trace: Trace, errors: Errors) -> str | None:
    """Say why a line is as good as level; None if it is not."""
    focal = trace.focal_px if trace.focal_px is not None else focal_of(50, trace.width)
    window = window_of(trace, focal, errors)
    spread, own = spread_deg(window), window.sigma_deg
    if spread > _TELLS * own:
        return None
    return (
        f"the traced line departs from a level one by {spread:.2f}° only, and tracing is taken to be off "
        f"by {own:.2f}°: any flat horizon looks like that"
    )


def _places(country: Country, trace: Trace, focals: list[float], errors: Errors) -> list[Region]:
    """Find the hills of likelihood and take the region of each of the best."""
    tried: list[tuple[float, float, float, float, float]] = []
    for focal in focals:
        some = hills(country, trace, focal, errors, most=500 if len(focals) == 1 else 160)
        if len(some.east) == 0:
            continue
        some_cost, east, north, heading = first_look(
            country, trace, focal, errors, some.east, some.north, some.heading
        )
        tried += [
            (float(cost), float(x), float(y), float(turn), focal)
            for cost, x, y, turn in zip(some_cost, east, north, heading, strict=True)
            if math.isfinite(cost)
        ]
    tried.sort()
    found: list[Region] = []
    taken: list[tuple[float, float, float]] = []
    for cost, x, y, turn, focal in tried:
        if len(found) >= MOST_PLACES or (len(found) > 0 and cost - tried[0][0] > _HOPELESS * found[0].temper):
            break
        if any(_one(country, (x, y, turn), other) for other in taken) or any(
            _within((x, y, turn), other) for other in found
        ):
            continue
        taken.append((x, y, turn))
        lengths, prior = _focals(trace, focal)
        one = region(country, trace, lengths, prior, errors, (x, y, turn))
        if one is None:
            continue
        spot = (float(one.east[one.best]), float(one.north[one.best]), float(one.heading[one.best]))
        if any(_one(country, spot, _spot(other)) or _within(spot, other) for other in found):
            continue
        found.append(one)
    return sorted(found, key=lambda one: float(one.cost.min()))


def _spot(one: Region) -> tuple[float, float, float]:
    return float(one.east[one.best]), float(one.north[one.best]), float(one.heading[one.best])


def _within(here: tuple[float, float, float], other: Region) -> bool:
    """Tell whether a place lies on the lattice of a region already taken."""
    turn = abs((here[2] - float(other.heading[other.best]) + 180.0) % 360.0 - 180.0)
    return (
        float(other.east.min()) <= here[0] <= float(other.east.max())
        and float(other.north.min()) <= here[1] <= float(other.north.max())
        and turn < 20.0
    )


def _one(country: Country, here: tuple[float, float, float], there: tuple[float, float, float]) -> bool:
    """Tell whether two places are on the same hill."""
    apart = math.hypot(here[0] - there[0], here[1] - there[1])
    turn = abs((here[2] - there[2] + 180.0) % 360.0 - 180.0)
    return apart < 1.2 * country.spacing_m and turn < 20.0


def _focals(trace: Trace, focal: float) -> tuple[Floats, Floats]:
    """Return focal lengths about one, with the cost of each for being unlikely.

    They stand close: between two that stand apart a place fits worse than it should, and its ellipse comes out narrow.
    """
    if trace.focal_px is None:
        return focal * np.linspace(0.92, 1.09, 27), np.zeros(27)
    if trace.focal_error <= 0.002:
        return np.array([focal]), np.zeros(1)
    steps = np.linspace(-2.4, 2.4, 25)
    return focal * (1.0 + trace.focal_error * steps), steps * steps


def _judged(country: Country, trace: Trace, found: list[Region]) -> Matched:
    found = [one for one in found if _explains(trace, one)] or found
    best = found[0]
    least, temper = float(best.cost.min()), best.temper
    sums = np.array([float(weights(one, least, temper).sum()) * one.step_m**2 for one in found])
    shares = sums / sums.sum()
    order = [int(at) for at in np.argsort(-shares, kind="stable")]
    listed = [at for at in order if found[at].inside >= LEAST_INSIDE]
    whole = float(shares[listed].sum())
    cameras = tuple(camera_of(country, trace, found[at], float(shares[at]) / whole) for at in listed)
    caveats = _caveats(country, trace)
    top = found[order[0]]
    fault = _no_answer(country, trace, top)
    if fault is not None:
        return Matched("no match", fault, cameras, caveats)
    first = cameras[0]
    near = [at for at in order[1:] if shares[at] > (1 - _SURE) / 2]
    doubt = _doubt(top, first, float(shares[order[0]]), 1 + len(near), len(set(near) - set(listed)))
    doubt = _weakness(trace, top) if doubt is None else doubt
    if doubt is not None:
        return Matched("ambiguous", doubt, cameras, caveats)
    why = (
        f"one place fits, to {first.rest_deg:.2f}°; "
        + ("the next best is far behind" if len(cameras) > 1 else "no other comes near")
        + ", if the camera stood in the region at all"
    )
    return Matched("found", why, cameras, caveats)


def _no_answer(country: Country, trace: Trace, one: Region) -> str | None:
    """Say why even the best place is no answer; None if it may be one."""
    elsewhere = "the camera stood outside the region, or the traced line is not a skyline of bare ground"
    if one.misfit > _TOO_MUCH:
        return (
            f"the best place leaves {one.rest_deg:.2f}° over, {one.misfit:.1f} times the errors thought of: "
            + elsewhere
        )
    if not _explains(trace, one):
        return f"even the best place leaves {one.rest_deg:.2f}° over, much of what the line is: {elsewhere}"
    if one.inside < LEAST_INSIDE:
        east, north, _ = _spot(one)
        lat, lon = country.surface.frame.to_degrees(east, north)
        beyond = math.hypot(east, north) - country.radius_m
        return (
            f"the best fit lies {beyond:.0f} m outside the region, at {float(lat):.5f}, {float(lon):.5f}: "
            "search again around there"
        )
    return None


def _explains(trace: Trace, one: Region, *, part: float = _UNTOLD) -> bool:
    """Tell whether the ground seen from a place leaves no more than a part of what a line departs from a level one by.

    The ground a few steps off could be anything within its error, and contradicts nothing.
    """
    level = window_of(trace, one.focal_px, Errors(), pitch_deg=one.pitch_deg, roll_deg=one.roll_deg)
    return one.rest_deg <= part * spread_deg(level)


def _doubt(one: Region, first: Camera, share: float, many: int, outside: int) -> str | None:
    """Say why the best place is not the only answer; None if it is.

    :param share: of the likelihood of all places, those outside the region counted.
    :param many: places that fit nearly as well, the best one counted; :param outside: of these, outside the region.
    """
    if share < _SURE:
        beyond = f" ({outside} of them outside the region)" if outside > 0 else ""
        return f"{many} places fit nearly equally well{beyond}; more of the skyline, or a smaller region, would tell"
    if first.misfit > _STRAINED:
        return (
            f"one place fits better than all others, but leaves {first.rest_deg:.2f}° over, {first.misfit:.1f} times "
            "the errors thought of: the camera may as well have stood outside the region"
        )
    if 1 - one.inside > _RIM:
        return (
            f"one place fits better than all others, but lies on the edge of the region: {1 - one.inside:.0%} of what "
            "is likely lies beyond it; search again with a wider one"
        )
    if one.edge > _RIM:
        return "one place fits better than all others, but the likeliest ground runs on beyond what was looked at"
    return None


def _weakness(trace: Trace, one: Region) -> str | None:
    """Say why a place that alone fits is still not found; None if it is."""
    if one.distance_m < _NEAR_M:
        return (
            f"one place fits better than all others, but by a ridge only {one.distance_m:.0f} m off, which elevation "
            "tiles know too badly: the camera may as well have stood outside the region"
        )
    if not _explains(trace, one, part=_PARTLY):
        return (
            f"one place fits better than all others, but leaves {one.rest_deg:.2f}° over, more than a quarter of what "
            "the line is: the camera may as well have stood outside the region"
        )
    return None


def _caveats(country: Country, trace: Trace) -> tuple[str, ...]:
    found = []
    if trace.focal_px is None:
        found.append(
            "the focal length is not known and was fitted: give it or the field of view where you can"
        )
    if country.unseen > 0:
        found.append(f"{country.unseen} places of the region were left out: the ground under them is unknown")
    found.append(
        "that the camera stood in the region is taken for granted; ellipses were counted on made-up mountains only"
    )
    found.append(
        "the picture is taken to be whole (not cropped) and free of lens distortion; trees and houses count"
    )
    return tuple(found)
