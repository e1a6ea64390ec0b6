"""Tell whether one point is seen from another over the ground, and where the ground is in the way.

The line of sight is straight and the ground between bulges up by c d (D - d): curvature less refraction, see ``rays``.
"""

import math
from typing import Final

import numpy as np
from attrs import frozen

from sightline.core.errors import BadValue
from sightline.measure.geo.horizons import EYE_M, check_eye, stand
from sightline.measure.geo.terrain.rays import fall
from sightline.measure.geo.terrain.surface import REFRACTION, Floats, Surface, height_at

FARTHEST_M: Final = 300_000.0


@frozen(slots=True, eq=False)
class Sight:
    """A line of sight with the ground under it; arrays of one length, from the first point to the second."""

    visible: bool | None
    """None: all known ground is below the line, and some ground on the way is unknown."""
    why: str
    clearance_m: float
    """Least height of the line above known ground; below 0: by so much the ground stands in the way."""
    at_m: float
    """Distance of that ground from the first point."""
    at_lat: float
    at_lon: float
    bearing: float
    """Of the second point from the first, clockwise from true north [degrees]."""
    elevation: float
    """Of the line at the first point, above the horizontal, with refraction [degrees]."""
    length_m: float
    distance: Floats
    ground: Floats
    """Height of the ground [m], NaN where unknown."""
    line: Floats
    """Height of the line of sight above the same datum [m], bent by curvature and refraction."""


def line_of_sight(
    surface: Surface,
    lat: float,
    lon: float,
    to_lat: float,
    to_lon: float,
    *,
    eye_m: float = EYE_M,
    target_m: float = 0.0,
    refraction: float = REFRACTION,
) -> Sight:
    """Tell whether the second point is seen from the first.

    :param surface: of heights that holds both points and the ground between.
    :param lat: :param lon: :param to_lat: :param to_lon: [degrees].
    :param eye_m: height of the eye above its ground; :param target_m: of the target above its own [m], 0 or more.
    :param refraction: coefficient k.
    :raises BadValue: for points outside the surface, on unknown ground, in one spot or too far apart.
    """
    check_eye(eye_m, refraction)
    check_eye(target_m, refraction)
    east, north, ground0 = stand(surface, lat, lon)
    to_east, to_north, ground1 = stand(surface, to_lat, to_lon)
    length = math.hypot(to_east - east, to_north - north)
    if not 0.5 < length < FARTHEST_M:
        raise BadValue(
            f"the two points are {length:.1f} m apart",
            todo=f"they must be apart, and less than {FARTHEST_M / 1000:.0f} km",
        )
    count = max(2, math.ceil(length / (surface.grid.step_m / 8)))
    part = np.linspace(0.0, 1.0, count + 1)
    distance = part * length
    ground = height_at(surface, east + part * (to_east - east), north + part * (to_north - north))
    low, high = ground0 + eye_m, ground1 + target_m
    line = low + (high - low) * part - fall(refraction) * distance * (length - distance)
    inner = slice(1, -1)
    gap = line[inner] - ground[inner]
    known = np.isfinite(gap)
    at = int(np.nanargmin(gap)) + 1 if bool(known.any()) else 0
    clearance = float(line[at] - ground[at])
    at_lat, at_lon = surface.frame.to_degrees(
        east + part[at] * (to_east - east), north + part[at] * (to_north - north)
    )
    visible = False if clearance < 0 else True if bool(known.all()) else None
    there_lat, there_lon = surface.frame.to_degrees(  # a little way along, for the bearing at the first point
        east + (to_east - east) * 1e-3, north + (to_north - north) * 1e-3
    )
    return Sight(
        visible,
        _why(clearance, float(distance[at]), float(np.mean(~known)), visible=visible),
        clearance,
        float(distance[at]),
        float(at_lat),
        float(at_lon),
        _bearing(lat, lon, float(there_lat), float(there_lon)),
        math.degrees(math.atan((high - low) / length - fall(refraction) * length)),
        length,
        distance,
        ground,
        line,
    )


def _why(clearance: float, at: float, dark: float, *, visible: bool | None) -> str:
    if visible is False:
        return f"not seen: the ground {at / 1000:.2f} km away stands {-clearance:.1f} m into the line"
    if visible is None:
        return f"unknown: {dark:.0%} of the ground on the way is unknown; the rest leaves {clearance:.1f} m"
    return f"seen: the line clears the ground by {clearance:.1f} m, closest {at / 1000:.2f} km away"


def _bearing(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    east = math.remainder(to_lon - lon, 360.0) * math.cos(math.radians((lat + to_lat) / 2))
    return math.degrees(math.atan2(east, to_lat - lat)) % 360.0
