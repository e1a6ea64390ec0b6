"""Measure distances and bearings on the Earth, and draw boxes that surely hold everything near a point.

Distances follow Vincenty's inverse solution on WGS84 [1] (sub-millimetre where it converges). It does not converge
for points nearly opposite each other on the globe; those get the great circle on the mean sphere, within 0.5 %.

Sources:
[1] T. Vincenty, Direct and inverse solutions of geodesics on the ellipsoid with application of nested equations,
    Survey Review 23 (1975), 88-93, https://doi.org/10.1179/sre.1975.23.176.88
[2] H. Moritz, Geodetic Reference System 1980, Journal of Geodesy 74 (2000), 128-133: mean radius 6371008.8 m,
    https://doi.org/10.1007/s001900050278
[3] J. P. Snyder, Map projections: a working manual, USGS Professional Paper 1395 (1987): radii of curvature, p. 25,
    https://doi.org/10.3133/pp1395
"""

import math
from typing import Final

from attrs import frozen

from sightline.core.errors import BadValue
from sightline.model.position import E7, HALF_TURN_E7, QUARTER_TURN_E7, Position, reach
from sightline.model.span_order import Answer

MEAN_RADIUS_M: Final = 6_371_008.8  # [2]
_A: Final = 6_378_137.0
_F: Final = 1 / 298.257223563
_B: Final = _A * (1 - _F)
_SHORTEST_RADIUS_M: Final = _A * (1 - _F) ** 2  # of curvature, north-south at the equator [3]
_TURNS: Final = 40


@frozen(slots=True)
class Box:
    """A rectangle of latitudes and longitudes, edges included [1e-7 degree]; it never crosses the antimeridian."""

    south_e7: int
    west_e7: int
    north_e7: int
    east_e7: int


def distance_m(a: Position, b: Position) -> float:
    """Measure the geodesic between two points on WGS84 [m]."""
    return _inverse(a, b)[0]


def bearing_deg(a: Position, b: Position) -> float:
    """Measure the direction in which ``b`` is seen from ``a``, clockwise from true north [degrees, 0 to below 360].

    0 when both are the same point.
    """
    return math.degrees(_inverse(a, b)[1]) % 360.0 % 360.0


def near(center: Position, radius_m: float, p: Position) -> Answer:
    """Say whether ``p`` lies within ``radius_m`` [m] of ``center``: HELD, POSSIBLY or NO.

    HELD: wherever the two lie inside their own radii (or those of their precision). POSSIBLY: if their radii reach, or
    if ``p`` is inside and nobody stated how well it is known. NO otherwise. A ``center`` that states nothing is exact:
    it is the question. Raises BadValue for a radius that is negative or not a number.
    """
    return nearness(center, radius_m, p)[0]


def nearness(center: Position, radius_m: float, p: Position) -> tuple[Answer, float]:
    """Say what :func:`near` says, and how far ``p`` is from ``center`` [m]."""
    _refuse_radius(radius_m)
    away, own, loose = distance_m(center, p), reach(p), reach(center) or 0
    if own is not None and away + own + loose <= radius_m:
        return Answer.HELD, away
    return (Answer.POSSIBLY if away - (own or 0) - loose <= radius_m else Answer.NO), away


def box(center: Position, radius_m: float) -> tuple[Box, ...]:
    """Draw one box, or two where the antimeridian runs through, holding all points within ``radius_m`` [m].

    The error of ``center`` itself is not added: see ``extent``. Raises BadValue for a negative radius or none.
    """
    _refuse_radius(radius_m)
    angle = radius_m / _SHORTEST_RADIUS_M * 1.005 + 2e-9  # never too small, rounding included
    lat = math.radians(center.lat)
    high = math.ceil(math.degrees(angle) * E7)
    south, north = center.lat_e7 - high, center.lat_e7 + high
    if north >= QUARTER_TURN_E7 or south <= -QUARTER_TURN_E7:  # a pole lies inside: every longitude does
        return (Box(max(south, -QUARTER_TURN_E7), -HALF_TURN_E7, min(north, QUARTER_TURN_E7), HALF_TURN_E7),)
    wide = math.ceil(math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(lat)))) * E7)
    west, east = center.lon_e7 - wide, center.lon_e7 + wide
    if wide >= HALF_TURN_E7:
        return (Box(south, -HALF_TURN_E7, north, HALF_TURN_E7),)
    if west < -HALF_TURN_E7:
        return (
            Box(south, -HALF_TURN_E7, north, east),
            Box(south, west + 2 * HALF_TURN_E7, north, HALF_TURN_E7),
        )
    if east >= HALF_TURN_E7:
        return (
            Box(south, west, north, HALF_TURN_E7),
            Box(south, -HALF_TURN_E7, north, east - 2 * HALF_TURN_E7),
        )
    return (Box(south, west, north, east),)


def extent(p: Position) -> tuple[Box, ...]:
    """Draw the box or boxes that hold wherever ``p`` may truly lie.

    A point indexed by its extent meets ``box(center, radius)`` whenever ``near`` does not say NO (add ``reach(center)``
    to the radius where the centre has one).
    """
    return box(p, reach(p) or 0)


def overlap(a: Box, b: Box) -> bool:
    """Say whether two boxes share a point, edges included."""
    return (
        a.south_e7 <= b.north_e7
        and b.south_e7 <= a.north_e7
        and a.west_e7 <= b.east_e7
        and b.west_e7 <= a.east_e7
    )


def _refuse_radius(radius_m: float) -> None:
    if not math.isfinite(radius_m) or radius_m < 0:
        raise BadValue(f"'{radius_m}' is not a radius", item=str(radius_m), todo="give metres, 0 or more")


def _inverse(a: Position, b: Position) -> tuple[float, float]:
    """Give distance [m] and forward azimuth [rad] by [1], equations 13 to 20."""
    if a.lat_e7 == b.lat_e7 and a.lon_e7 == b.lon_e7:
        return 0.0, 0.0
    across = math.radians((b.lon_e7 - a.lon_e7) / E7)
    across = math.remainder(across, 2 * math.pi)
    u1, u2 = (math.atan((1 - _F) * math.tan(math.radians(p.lat))) for p in (a, b))
    sin1, cos1, sin2, cos2 = math.sin(u1), math.cos(u1), math.sin(u2), math.cos(u2)
    lam = across
    for _ in range(_TURNS):
        east = cos2 * math.sin(lam)
        north = cos1 * sin2 - sin1 * cos2 * math.cos(lam)
        sin_s = math.hypot(east, north)  # (14)
        cos_s = sin1 * sin2 + cos1 * cos2 * math.cos(lam)  # (15)
        if sin_s == 0.0:
            break
        sigma = math.atan2(sin_s, cos_s)  # (16)
        sin_a = cos1 * cos2 * math.sin(lam) / sin_s  # (17)
        cos2_a = 1 - sin_a * sin_a
        cos_2m = 0.0 if cos2_a <= 0.0 else cos_s - 2 * sin1 * sin2 / cos2_a  # (18)
        c = _F / 16 * cos2_a * (4 + _F * (4 - 3 * cos2_a))  # (10)
        bend = sigma + c * sin_s * (cos_2m + c * cos_s * (2 * cos_2m * cos_2m - 1))
        before, lam = lam, across + (1 - c) * _F * sin_a * bend  # (11)
        if abs(lam) > math.pi:
            break
        if abs(lam - before) < 1e-12:
            return _length(sigma, sin_s, cos_s, cos2_a, cos_2m), math.atan2(east, north)  # (19), (20)
    return _great_circle(a, b, across)


def _length(sigma: float, sin_s: float, cos_s: float, cos2_a: float, cos_2m: float) -> float:
    u2 = cos2_a * (_A * _A - _B * _B) / (_B * _B)
    big_a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))  # (3)
    big_b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))  # (4)
    inner = cos_s * (2 * cos_2m**2 - 1) - big_b / 6 * cos_2m * (4 * sin_s**2 - 3) * (4 * cos_2m**2 - 3)
    return _B * big_a * (sigma - big_b * sin_s * (cos_2m + big_b / 4 * inner))  # (6), (19)


def _great_circle(a: Position, b: Position, across: float) -> tuple[float, float]:
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    east = math.cos(lat2) * math.sin(across)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(across)
    straight = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(across)
    return MEAN_RADIUS_M * math.atan2(math.hypot(east, north), straight), math.atan2(east, north)
