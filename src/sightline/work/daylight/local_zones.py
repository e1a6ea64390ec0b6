"""The time zone of a place, offline: for a point, and for the whole globe at once.

The boundaries are those of timezonefinder (made from OpenStreetMap); its tables take seconds to load and so are loaded
when a zone is first asked for. A border between zones is known to some hundred metres, and people near one may keep
the other side's time.
"""

from functools import lru_cache
from typing import Any

import numpy as np

from sightline.measure.chrono.shadow.local_time import ZoneGrid


@lru_cache(maxsize=1)
def _finder() -> Any:
    from timezonefinder import TimezoneFinder

    return TimezoneFinder()


def zone_at(lat: float, lon: float) -> str | None:
    """Name the zone in force at a point [degrees]: an IANA name, Etc/GMT±N at sea; None where none is known."""
    found = _finder().timezone_at(lat=lat, lng=(lon + 180.0) % 360.0 - 180.0)
    return None if found is None else str(found)


@lru_cache(maxsize=1)
def zone_grid(cell: float = 0.5) -> ZoneGrid:
    """Lay a grid of zones over the globe, ``cell`` degrees wide."""
    finder = _finder()
    lats = np.linspace(-90.0, 90.0, round(180.0 / cell) + 1)
    lons = np.linspace(-180.0, 180.0, round(360.0 / cell) + 1)[:-1]
    lat, lon = np.meshgrid(lats, lons, indexing="ij")
    numbers = finder.timezone_ids_at(lats=lat.ravel(), lngs=lon.ravel())
    grid = np.asarray(numbers, np.int64).reshape(lat.shape)
    return ZoneGrid(lats, lons, grid, tuple(str(name) for name in finder.timezone_names))
