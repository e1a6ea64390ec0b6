"""The piece of the Earth that a map shows."""

import math
from typing import Any, Final

import numpy as np
from attrs import frozen

from sightline.core.errors import BadValue

METRES_A_DEGREE: Final = 111_195.0


@frozen(slots=True)
class Window:
    """What a map shows [degrees]; ``east`` is above ``west`` and may pass 180."""

    south: float
    west: float
    north: float
    east: float

    def __attrs_post_init__(self) -> None:
        sizes = (self.south, self.west, self.north, self.east)
        if (
            not all(math.isfinite(size) for size in sizes)
            or self.south >= self.north
            or self.west >= self.east
        ):
            raise BadValue(
                "this map would have no extent", item=str(sizes), todo="give south, west, north, east"
            )

    @property
    def middle(self) -> float:
        """Latitude in the middle [degrees]."""
        return (self.south + self.north) / 2

    @property
    def stretch(self) -> float:
        """Height on paper of a degree of latitude over the width of one of longitude, true in the middle."""
        return 1.0 / max(0.1, math.cos(math.radians(self.middle)))


def around(lats: Any, lons: Any, *, margin: float = 0.15, least_m: float = 200.0) -> Window:
    """Lay a window around points.

    Parameters
    ----------
    lats, lons : array_like
        Of the points [degrees]; at least one.
    margin : float
        Added on every side, as a part of the larger extent.
    least_m : float
        Smallest extent on the ground [m].

    Raises BadValue for no points, or values that are not finite.
    """
    lat, lon = np.ravel(np.asarray(lats, float)), np.ravel(np.asarray(lons, float))
    if lat.size == 0 or not np.isfinite(lat).all() or not np.isfinite(lon).all():
        raise BadValue("there is no point to draw a map around", todo="give at least one finite position")
    middle, centre = (lat.min() + lat.max()) / 2, (lon.min() + lon.max()) / 2
    narrow = max(0.02, math.cos(math.radians(middle)))
    size = max(np.ptp(lat), np.ptp(lon) * narrow, least_m / METRES_A_DEGREE)
    half = size * (0.5 + margin)
    return Window(
        max(-90.0, middle - half), centre - half / narrow, min(90.0, middle + half), centre + half / narrow
    )
