"""How far a shadow's length is from what each node of a globe would show, in a millisecond or two: for heat maps.

Everything that depends on longitude and on latitude alone is worked out once a row and once a column, and the node
itself is products, a square root and a look-up of refraction in single precision. Elevations are within 0.02 degrees
of ``sun.position`` (parallax is left out); regions with their confidence come from ``regions`` and ``local_time``.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.measure.chrono.earth_time import Floats
from sightline.measure.chrono.shadow.local_time import ZoneGrid
from sightline.measure.chrono.sun import apparent, refracted
from sightline.model.zones import clock_to_utc

Grid = NDArray[np.float32]
_STEPS: Final = 8192


def relative_lengths(ratio: float, lats: Floats, lons: Floats, ms: int) -> Grid:
    """Compare a measured length with every node of a globe at one moment.

    Parameters
    ----------
    ratio : float
        Measured length over height, above 0.
    lats, lons : ndarray, (N,) and (M,)
        Of the nodes [degrees].
    ms : int
        The moment [ms since 1970 UTC].

    Returns
    -------
    ndarray, (N, M)
        Length there over the measured one, less 1: 0 fits, 0.05 is 5 % too long. NaN where the sun is down.
    """
    sun = apparent(np.array(ms))
    phi, hour = np.radians(lats), np.radians(lons + sun.west)
    high = (np.sin(phi) * sun.sin_dec).astype(np.float32)[:, None]
    up = np.multiply.outer((np.cos(phi) * sun.cos_dec).astype(np.float32), np.cos(hour).astype(np.float32))
    up += high
    return _compared(up, ratio)


def relative_lengths_local(ratio: float, zones: ZoneGrid, clock: int) -> Grid:
    """Compare a measured length with every node while its local clock shows ``clock`` [local ms since 1970].

    As ``relative_lengths``; of an hour that clocks show twice the first is taken, and NaN where no zone is known.
    """
    used = np.unique(zones.number[zones.number >= 0])
    west, sin_dec, cos_dec = (np.zeros(len(zones.names) + 1) for _ in range(3))
    moments = np.array([clock_to_utc(clock, clock + 1, zones.names[number])[0] for number in used], np.int64)
    sun = apparent(moments)
    west[used], sin_dec[used], cos_dec[used] = np.radians(sun.west), sun.sin_dec, sun.cos_dec
    phi, lam = np.radians(zones.lats), np.radians(zones.lons)
    # cos(hour angle) = cos(lon) cos(west) - sin(lon) sin(west): the sines of a zone are looked up, not worked out
    along = (cos_dec * np.cos(west)).astype(np.float32)[zones.number] * np.cos(lam).astype(np.float32)
    along -= (cos_dec * np.sin(west)).astype(np.float32)[zones.number] * np.sin(lam).astype(np.float32)
    along *= np.cos(phi).astype(np.float32)[:, None]
    along += sin_dec.astype(np.float32)[zones.number] * np.sin(phi).astype(np.float32)[:, None]
    found = _compared(along, ratio)
    found[zones.number < 0] = np.nan
    return found


def _compared(up: Grid, ratio: float) -> Grid:
    length: Grid
    at = np.maximum(up * np.float32(_STEPS), np.float32(0.0)).astype(np.int32)
    seen = up + _LIFT[at]
    np.minimum(seen, np.float32(1.0), out=seen)
    length = np.sqrt(np.float32(1.0) - seen * seen)
    with np.errstate(divide="ignore"):
        length /= seen * np.float32(ratio)
    length -= np.float32(1.0)
    length[up <= 0.0] = np.nan
    return length


def _lifts() -> Grid:
    """By what refraction raises the sine of the elevation, in the middle of each step of the sine."""
    sines = np.minimum((np.arange(_STEPS + 2) + 0.5) / _STEPS, 1.0)
    high = np.degrees(np.arcsin(sines))
    return np.asarray(np.sin(np.radians(np.minimum(refracted(high), 90.0))) - sines, np.float32)


_LIFT: Final = _lifts()
