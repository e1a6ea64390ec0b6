"""Lay true metres about a point, so that bearings and distances there are those of the Earth.

A map in Web Mercator is too large by 1/cos(latitude): a hundred of its metres are 81 at 36 degrees north. Here the
frame is the azimuthal equidistant projection of WGS84 about the point [1], computed with the geodesics of the
ellipsoid [2]: distance and direction *from the point* are exact, for a millimetre as for a thousand kilometres (the
ready-made projection puts everything within 0.64 mm of the point on it). Between two other points a distance is too
long by at most a part of r²/(6 R²), r being how far they lie from the point and R the Earth's radius: 0.04 m in 10 km
at 10 km out, 4.1 m in 100 km at 100 km out (41 parts in a million); within 20 km of the point it is below 2 parts in a
million. North of the frame is true north at the point; elsewhere the two differ by about east/R * tan(latitude).

Sources:
[1] J. P. Snyder, Map projections: a working manual, USGS Professional Paper 1395 (1987), p. 191-202,
    https://doi.org/10.3133/pp1395
[2] C. F. F. Karney, Algorithms for geodesics, Journal of Geodesy 87 (2013), 43-55,
    https://doi.org/10.1007/s00190-012-0578-z
"""

import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from pyproj import Geod

from sightline.core.errors import BadValue

Array = npt.NDArray[np.float64]
Numbers = float | list[float] | tuple[float, ...] | npt.NDArray[np.floating[Any]]

FARTHEST_M: Final = 19_900_000.0
_GEOD: Final = Geod(ellps="WGS84")


class LocalFrame:
    """Metres east and north of one point on WGS84; ``lat`` in [-90, 90], ``lon`` in [-180, 180] [degrees].

    At a pole "north" is where one goes on along the meridian ``lon``.
    """

    __slots__ = ("lat", "lon")

    def __init__(self, lat: float, lon: float) -> None:
        """Lay the frame. Raises BadValue where the point is not on the Earth."""
        if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
            raise BadValue(
                "this point is not on the Earth",
                item=f"{lat}, {lon}",
                todo="latitude -90 to 90, longitude -180 to 180 degrees, latitude first",
            )
        self.lat = float(lat)
        self.lon = float(lon)

    def to_metres(self, lat: Numbers, lon: Numbers) -> tuple[Array, Array]:
        """Turn degrees into metres (east, north) of the point; any shape that broadcasts, NaN stays NaN.

        On the other side of the Earth the distance is right and the direction soft. Raises BadValue for a latitude
        beyond 90.
        """
        lats, lons = np.broadcast_arrays(np.asarray(lat, np.float64), np.asarray(lon, np.float64))
        known = np.isfinite(lats) & np.isfinite(lons)
        if np.any(np.abs(lats[known]) > 90):
            worst = float(lats[known][np.argmax(np.abs(lats[known]))])
            raise BadValue(
                f"latitude {worst} is not between -90 and 90", item=str(worst), todo="latitude first"
            )
        east = np.full(lats.shape, np.nan)
        north = np.full(lats.shape, np.nan)
        if np.any(known):
            lat_there, lon_there = lats[known], _wrap(lons[known])
            start_lon, start_lat = np.full(lat_there.shape, self.lon), np.full(lat_there.shape, self.lat)
            azimuth, _, away = _GEOD.inv(start_lon, start_lat, lon_there, lat_there)
            turn = np.radians(azimuth)
            east[known], north[known] = away * np.sin(turn), away * np.cos(turn)
        return east, north

    def to_degrees(self, east: Numbers, north: Numbers) -> tuple[Array, Array]:
        """Turn metres (east, north) into degrees (lat, lon); longitude in [-180, 180), NaN stays NaN.

        Raises BadValue for more than 19,900 km from the point.
        """
        x, y = np.broadcast_arrays(np.asarray(east, np.float64), np.asarray(north, np.float64))
        far = np.hypot(x, y)
        if np.any(far > FARTHEST_M):
            raise BadValue(
                "that is beyond the other side of the Earth", item=f"{float(np.nanmax(far)):.0f} m"
            )
        known = np.isfinite(far)
        lat = np.full(x.shape, np.nan)
        lon = np.full(x.shape, np.nan)
        # along the geodesic from the point: exact also where the projection's own inverse ends, at the poles
        start_lon, start_lat = np.full(x[known].shape, self.lon), np.full(x[known].shape, self.lat)
        azimuth = np.degrees(np.arctan2(x[known], y[known]))
        lon[known], lat[known], _ = _GEOD.fwd(start_lon, start_lat, azimuth, far[known])
        return lat, _wrap(lon)


def _wrap(lon: Array) -> Array:
    return (lon + 180.0) % 360.0 - 180.0
