"""Find from where a traced skyline was seen, and say how sure that is.

Four answers are possible. *Found*: one place fits, and nothing else in the region comes near. *Ambiguous*: several
places fit nearly equally well, all are listed. *No match*: the best place leaves more over than the errors allow, so
the camera stood elsewhere, or the trace is no skyline of bare ground. *No information*: the line is nearly what any
flat country shows. The region is taken for granted: that the camera stood in it is the asker's claim.
"""

import math
from typing import Final, Literal

import numpy as np
from attrs import frozen

from sightline.core.errors import BadValue
from sightline.measure.geo.terrain.candidates import Country, hills
from sightline.measure.geo.terrain.fitting import Errors, spread_deg, window_of
from sightline.measure.geo.terrain.regions import OWN_ERROR, Region, first_look, region, weights
from sightline.measure.geo.terrain.surface import Floats, north_turn_deg
from sightline.measure.geo.terrain.traced import Trace, field_of_view, focal_of

METHOD: Final = "skyline-match"
VERSION: Final = 1
Status = Literal["found", "ambiguous", "no match", "no information"]

MOST_PLACES: Final = 8
_SURE: Final = 0.95
_TOO_MUCH: Final = 3.0
"""Residuals over the errors thought of, above which nothing fits."""
_HOPELESS: Final = 80.0
"""A place so much less likely at first look is not looked at again: exp(-40)."""
_TELLS: Final = 3.0
"""A line that departs from a level one by less than so many errors of the trace tells nothing."""
_FIELDS: Final = (18, 21, 24, 28, 32, 37, 43, 49, 55, 61, 67, 74, 82, 90)
"""Horizontal fields of view tried where the focal length is not known [degrees]."""


@frozen(slots=True)
class Camera:
    """A place that a traced skyline could have been seen from."""

    lat: float
    lon: float
    bearing: float
    """Of the optical axis, clockwise from true north [degrees]."""
    bearing_error: float
    """Half the interval that should hold the truth nineteen times in twenty [degrees]."""
    major_m: float
    minor_m: float
    """Half axes of the ellipse that should hold the place nineteen times in twenty [m]."""
    major_bearing: float
    """Of the long axis, clockwise from true north, below 180 [degrees]."""
    pitch: float
    roll: float
    """Of the camera: up, and clockwise [degrees]."""
    focal_px: float
    field_deg: float
    """Horizontal field of view [degrees]."""
    rest_deg: float
    """What is left over between the two skylines, root mean square [degrees]."""
    misfit: float
    """The same over the errors thought of: about 1 for the right place, much more for a wrong one."""
    ridge_m: float
    """Median distance of the ridge that makes the skyline [m]."""
    share: float
    """Of the likelihood of all places listed, 0 to 1: not a probability that the camera stood there."""
    fitted: tuple[float, float, float]
    """Latitude, longitude and bearing of the one best fit, which pitch, roll and focal length belong to; the place
    above is the middle of the ellipse [degrees]."""
    why: str


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
    """Return focal lengths about one, with the cost of each for being unlikely."""
    if trace.focal_px is None:
        return focal * np.linspace(0.92, 1.09, 9), np.zeros(9)
    if trace.focal_error <= 0.002:
        return np.array([focal]), np.zeros(1)
    steps = np.linspace(-2.0, 2.0, 7)
    return focal * (1.0 + trace.focal_error * steps), steps * steps


def _judged(country: Country, trace: Trace, found: list[Region]) -> Matched:
    best = found[0]
    least, temper = float(best.cost.min()), best.temper
    sums = np.array([float(weights(one, least, temper).sum()) * one.step_m**2 for one in found])
    shares = sums / sums.sum()
    order = np.argsort(-shares, kind="stable")
    cameras = tuple(_camera(country, trace, found[at], float(shares[at])) for at in order)
    first = cameras[0]
    caveats = _caveats(country, trace)
    if first.misfit > _TOO_MUCH:
        why = (
            f"the best place leaves {first.rest_deg:.2f}° over, {first.misfit:.1f} times the errors thought of: the "
            "camera stood outside the region, or the traced line is not a skyline of bare ground"
        )
        return Matched("no match", why, cameras, caveats)
    near = tuple(one for one in cameras[1:] if one.share > (1 - _SURE) / 2)
    if first.share < _SURE:
        many = len(near) + 1
        why = f"{many} places fit nearly equally well; more of the skyline, or a smaller region, would tell"
        return Matched("ambiguous", why, cameras, caveats)
    why = (
        f"one place fits, to {first.rest_deg:.2f}°; "
        + ("the next best is far behind" if len(cameras) > 1 else "no other comes near")
        + ", if the camera stood in the region at all"
    )
    return Matched("found", why, cameras, caveats)


def _camera(country: Country, trace: Trace, one: Region, share: float) -> Camera:
    weight = weights(one, float(one.cost.min()))
    weight = weight / weight.sum()
    east, north = float(weight @ one.east), float(weight @ one.north)
    dx, dy = one.east - east, one.north - north
    own = one.step_m**2 / 12
    spread = np.array([[weight @ (dx * dx), weight @ (dx * dy)], [weight @ (dx * dy), weight @ (dy * dy)]])
    values, vectors = np.linalg.eigh(spread + own * np.eye(2))
    half = OWN_ERROR * np.sqrt(5.991 * values)
    lat, lon = (float(at) for at in country.surface.frame.to_degrees(east, north))
    turn = float(north_turn_deg(country.surface, east, north))
    near = (one.heading - one.heading[one.best] + 180.0) % 360.0 - 180.0
    heading = one.heading[one.best] + float(weight @ near)
    off = near - float(weight @ near)
    bearing_error = OWN_ERROR * 1.96 * math.sqrt(float(weight @ (off * off)) + 0.02**2)
    best_east, best_north = float(one.east[one.best]), float(one.north[one.best])
    best_lat, best_lon = country.surface.frame.to_degrees(best_east, best_north)
    best_turn = north_turn_deg(country.surface, best_east, best_north)
    field = field_of_view(one.focal_px, trace.width)
    return Camera(
        lat,
        lon,
        (heading - turn) % 360.0,
        bearing_error,
        float(half[1]),
        float(half[0]),
        float((math.degrees(math.atan2(vectors[0, 1], vectors[1, 1])) - turn) % 180.0),
        one.pitch_deg,
        one.roll_deg,
        one.focal_px,
        field,
        one.rest_deg,
        one.misfit,
        one.distance_m,
        share,
        (float(best_lat), float(best_lon), float((one.heading[one.best] - best_turn) % 360.0)),
        f"the two skylines differ by {one.rest_deg:.2f}° over a ridge {one.distance_m / 1000:.1f} km off, "
        f"{one.misfit:.1f} times the errors thought of",
    )


def _caveats(country: Country, trace: Trace) -> tuple[str, ...]:
    found = []
    if trace.focal_px is None:
        found.append(
            "the focal length is not known and was fitted: give it or the field of view where you can"
        )
    if country.unseen > 0:
        found.append(f"{country.unseen} places of the region were left out: the ground under them is unknown")
    found.append(
        "the picture is taken to be whole (not cropped) and free of lens distortion; trees and houses count"
    )
    return tuple(found)
