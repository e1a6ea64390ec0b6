"""One place that a traced skyline could have been seen from, with its errors: the sum of a region of likelihood.

The place is the mean of the likelihood's weights, its ellipse their spread, widened by half a cell of the ground:
a ridge is not known better. Without that the ellipses of far, jagged ridges came out several times too narrow.

Counted on ten made-up countries that nothing was tuned on (``benchmarks/bench_terrain.py --calibrate 140``; ridges
1.5 km off and more, errors as told): of 140 pictures 128 were found and 12 ambiguous; of the 128 the ellipse held the
place 122 times and the interval the direction 124 times; none was three ellipses off. Counted again, with the rules
of ``matching`` against near ridges and loose lines, it came out the same.
"""

import math
from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.geo.terrain.candidates import Country
from sightline.measure.geo.terrain.regions import OWN_ERROR, Region, weights
from sightline.measure.geo.terrain.surface import north_turn_deg
from sightline.measure.geo.terrain.traced import Trace, field_of_view

_HALF_CELL: Final = 0.5


@frozen(slots=True)
class Camera:
    """A place that a traced skyline could have been seen from."""

    lat: float
    lon: float
    bearing: float
    """Of the optical axis, clockwise from true north [degrees]."""
    bearing_error: float
    """Half the interval meant to hold the truth nineteen times in twenty [degrees]."""
    major_m: float
    minor_m: float
    """Half axes of the ellipse meant to hold the place nineteen times in twenty [m]."""
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


def camera_of(country: Country, trace: Trace, one: Region, share: float) -> Camera:
    """Sum up a region as one camera with its errors.

    :param share: of the likelihood of all places, 0 to 1.
    """
    weight = weights(one, float(one.cost.min()))
    weight = weight / weight.sum()
    east, north = float(weight @ one.east), float(weight @ one.north)
    dx, dy = one.east - east, one.north - north
    cell = _HALF_CELL * country.surface.grid.step_m
    own = one.step_m**2 / 12 + cell**2
    spread = np.array([[weight @ (dx * dx), weight @ (dx * dy)], [weight @ (dx * dy), weight @ (dy * dy)]])
    values, vectors = np.linalg.eigh(spread + own * np.eye(2))
    half = OWN_ERROR * np.sqrt(5.991 * values)
    lat, lon = (float(at) for at in country.surface.frame.to_degrees(east, north))
    turn = float(north_turn_deg(country.surface, east, north))
    near = (one.heading - one.heading[one.best] + 180.0) % 360.0 - 180.0
    heading = one.heading[one.best] + float(weight @ near)
    off = near - float(weight @ near)
    rest = (0.5 * one.rest_deg, 0.02, math.degrees(cell / one.distance_m) if one.distance_m > 0 else 0.0)
    bearing_error = OWN_ERROR * 1.96 * math.hypot(math.sqrt(float(weight @ (off * off))), *rest)
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
