"""Points, distances and directions on the Earth, for stated positions: what was said, and how far it may be off."""

import math
from functools import lru_cache
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.geo.gazetteer.index import EARTH_KM

DISTANCE_SHARE: Final = 0.20
"""Stated distances are rounded and meant along roads or from the edge of a town: one in five, one standard error,
with two kilometres more."""

BEARING_ERROR: Final = 22.5
"""Half of the sector of a word such as north-east [degrees], taken as one standard error."""


@frozen(slots=True)
class Spot:
    """A point with how far it may be off [km]."""

    lat: float
    lon: float
    radius_km: float


def step(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """Go a distance [km] from a point in a direction [degrees from north] along the geodesic of WGS84."""
    lon_to, lat_to, _ = _geod().fwd(lon, lat, bearing, km * 1000.0)
    return float(lat_to), float(lon_to)


def apart_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Measure between two points along the geodesic of WGS84 [km]."""
    return float(_geod().inv(lon, lat, other_lon, other_lat)[2]) / 1000.0


def bearing(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Measure the direction in which the second point is seen from the first [degrees from north, 0 to below 360]."""
    return float(_geod().inv(lon, lat, other_lon, other_lat)[0]) % 360.0


def turn(first: float, second: float) -> float:
    """Measure the angle between two directions [degrees, 0 to 180]."""
    return abs((first - second + 180.0) % 360.0 - 180.0)


def middle(spots: list[Spot]) -> Spot:
    """Bring several estimates of one point together, each weighed by its error."""
    flat = math.cos(math.radians(spots[0].lat))
    weights = np.array([1.0 / max(spot.radius_km, 0.1) ** 2 for spot in spots])
    north = np.array([spot.lat for spot in spots])
    east = np.array([(spot.lon - spots[0].lon + 180.0) % 360.0 - 180.0 for spot in spots])
    lat, lon = (
        float(np.average(north, weights=weights)),
        float(np.average(east, weights=weights)) + spots[0].lon,
    )
    spread = max(
        math.hypot(spot.lat - lat, (spot.lon - lon) * flat) * math.radians(1) * EARTH_KM for spot in spots
    )
    return Spot(lat, (lon + 180.0) % 360.0 - 180.0, max(float(weights.sum() ** -0.5), spread / 2))


def off_segment(
    point: tuple[float, float], first: tuple[float, float], second: tuple[float, float]
) -> tuple[float, float]:
    """Measure how far a point is from the line between two others [km], and where along it it lies (0 to 1).

    On a plane about the first point: fine for the distances between towns.
    """
    flat = math.cos(math.radians(first[0]))

    def plane(at: tuple[float, float]) -> NDArray[Any]:
        return (
            np.array([(at[0] - first[0]), ((at[1] - first[1] + 180.0) % 360.0 - 180.0) * flat])
            * math.radians(1)
            * EARTH_KM
        )

    line, there = plane(second), plane(point)
    length = float(line @ line)
    along = 0.0 if length == 0.0 else float(there @ line) / length
    return float(np.linalg.norm(there - min(max(along, 0.0), 1.0) * line)), along


@lru_cache(maxsize=1)
def _geod() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")
