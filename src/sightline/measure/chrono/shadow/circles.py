"""Circles on the globe: everywhere the sun stands equally high at one moment lies on one, about the point under it.

So a measured height of the sun is a band between two circles, exactly; no grid is needed. To write a band as polygons
of longitude and latitude it is drawn on a plane of true distances from its centre and slit along the antimeridian,
which takes care of poles and of the date line alike.
"""

import math
from typing import Final

import numpy as np
import shapely
from attrs import frozen
from numpy.typing import ArrayLike
from shapely.geometry.base import BaseGeometry

from sightline.measure.chrono.earth_time import Floats
from sightline.measure.chrono.shadow.measured import Shadow, enough, misfit
from sightline.measure.chrono.sun import PARALLAX, apparent

_VERTICES: Final = 1440
_SLIT: Final = 1e-5


@frozen(slots=True)
class Band:
    """Everywhere between two circles about one point; ``inner`` and ``outer`` are radii [degrees of arc].

    ``inner`` is 0 where the sun may have stood in the zenith.
    """

    lat: float
    lon: float
    inner: float
    outer: float


def band(one: Shadow, ms: int) -> Band | None:
    """Draw the band of places at which a sun of the measured height fits at one moment [ms since 1970 UTC].

    Only for shadows of which nothing but the height of the sun was measured, on level ground (``only_height``). None
    where no height fits.
    """
    sun = apparent(np.array(ms))
    heights = np.concatenate((np.arange(-0.6, 10.0, 0.0005), np.arange(10.0, 90.0, 0.002), [90.0]))
    fits = np.flatnonzero(misfit(one, np.full(heights.shape, 180.0), heights) <= enough(one.terms))
    if fits.size == 0:
        return None
    low, high = (float(heights[at]) for at in (fits[0], fits[-1]))
    low, high = (h + PARALLAX / float(sun.distance) * math.cos(math.radians(h)) for h in (low, high))
    lat = math.degrees(math.asin(float(sun.sin_dec)))
    return Band(lat, -float(sun.west), max(0.0, 90.0 - high) if high < 89.999 else 0.0, 90.0 - low)


def point_at(lat: float, lon: float, away: ArrayLike, bearing: ArrayLike) -> tuple[Floats, Floats]:
    """Give latitude and longitude [degrees] of points ``away`` [degrees of arc] at a bearing [degrees]."""
    phi, far, turn = math.radians(lat), np.radians(away), np.radians(bearing)
    high = np.clip(math.sin(phi) * np.cos(far) + math.cos(phi) * np.sin(far) * np.cos(turn), -1.0, 1.0)
    east = np.sin(turn) * np.sin(far) * math.cos(phi)
    across = np.degrees(np.arctan2(east, np.cos(far) - math.sin(phi) * high))
    return np.degrees(np.arcsin(high)), np.asarray((lon + across + 180.0) % 360.0 - 180.0)


def away_from(lat: float, lon: float, lats: ArrayLike, lons: ArrayLike) -> tuple[Floats, Floats]:
    """Give distance [degrees of arc] and bearing [degrees] of points from one: the inverse of ``point_at``."""
    phi, there = math.radians(lat), np.radians(lats)
    across = np.radians(np.asarray(lons, float) - lon)
    up = np.sin(there) * math.sin(phi) + np.cos(there) * math.cos(phi) * np.cos(across)
    north = np.sin(there) * math.cos(phi) - np.cos(there) * math.sin(phi) * np.cos(across)
    east = np.cos(there) * np.sin(across)
    return np.degrees(np.arctan2(np.hypot(east, north), up)), np.degrees(np.arctan2(east, north)) % 360.0


def outline(one: Band) -> BaseGeometry:
    """Write a band as polygons of (longitude, latitude) [degrees] that no edge of the map cuts through."""
    bearings = np.radians(np.linspace(0.0, 360.0, _VERTICES, endpoint=False))
    circle = np.column_stack((np.sin(bearings), np.cos(bearings)))
    holes = [circle * one.inner] if one.inner > 0.0 else []
    flat = shapely.Polygon(circle * one.outer, holes)
    slit_lats = np.linspace(90.0, -90.0, 3601)
    away, bearing = away_from(one.lat, one.lon, slit_lats, np.full(slit_lats.shape, 180.0))
    near = away < one.outer + 5.0
    line = np.column_stack((away * np.sin(np.radians(bearing)), away * np.cos(np.radians(bearing))))
    parts = [
        part for part in np.split(line, np.flatnonzero(np.diff(near.astype(np.int8))) + 1) if len(part) > 1
    ]
    kept = [part for part in parts if np.hypot(*part[0]) < one.outer + 5.0]
    if kept:
        flat = flat.difference(shapely.MultiLineString(kept).buffer(_SLIT))
    return shapely.transform(flat, lambda xy: _unfold(one, xy))


def _unfold(one: Band, xy: Floats) -> Floats:
    away, bearing = np.hypot(xy[:, 0], xy[:, 1]), np.degrees(np.arctan2(xy[:, 0], xy[:, 1]))
    lat, lon = point_at(one.lat, one.lon, away, bearing)
    at_edge = (180.0 - np.abs(lon)) * np.cos(np.radians(lat)) < 3.0 * _SLIT
    pole = np.abs(lat) > 90.0 - 3.0 * _SLIT
    lon = np.where(at_edge & ~pole, np.copysign(180.0, lon), lon)
    return np.column_stack((lon, np.where(pole, np.copysign(90.0, lat), lat)))
