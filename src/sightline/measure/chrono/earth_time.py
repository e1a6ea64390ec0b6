"""Turn moments into what astronomy counts in: days since 2000, the slowing of the Earth's turn, sidereal time.

Sun and moon share these, so they stand here once. UTC is taken for UT1: the two never differ by more than 0.9 s since
1972, which is 0.004 degrees of the Earth's turn.

Sources:
[1] J. Meeus, Astronomical Algorithms, 2nd ed., Willmann-Bell 1998, chapters 10, 12 and 22
[2] F. Espenak, J. Meeus, Five Millennium Canon of Solar Eclipses, NASA/TP-2006-214141 (2006): delta T,
    https://eclipse.gsfc.nasa.gov/SEhelp/deltatpoly2004.html
"""

from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sightline.core.errors import BadTime

Floats = NDArray[np.float64]
Instants = NDArray[np.int64]
Moments = ArrayLike | datetime | np.datetime64
"""Moments: aware datetimes, datetime64 (UTC), or whole milliseconds since 1970 UTC; one, or an array."""

J2000_MS: Final = 946_728_000_000
DAY_MS: Final = 86_400_000
FIRST_YEAR: Final = 1
LAST_YEAR: Final = 3000
"""Years outside are refused: the formulas were made for some centuries around ours."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_MS: Final = -62_135_596_800_000
_LAST_MS: Final = 32_535_216_000_000
# delta T = TT - UT [s], every point from [2]; what lies ahead of 2020 is its forecast
_DELTA_T_YEARS: Final = np.array(
    [-500, 0, 500, 1000, 1300, 1500, 1600, 1700, 1750, 1800, 1850, 1900, 1910, 1920, 1930, 1940, 1950, 1960, 1970,
     1980, 1990, 2000, 2010, 2020, 2030, 2040, 2050, 2075, 2100, 2125, 2150, 3000], float
)  # fmt: skip
_DELTA_T: Final = np.array(
    [17190, 10580, 5710, 1570, 490, 200, 120, 9, 13, 13.7, 7.1, -2.8, 10.4, 21.2, 24.0, 24.3, 29.1, 33.2, 40.2,
     50.5, 56.9, 63.8, 66.7, 71.6, 77.8, 85.0, 93.0, 144.0, 202.7, 264.0, 328.0, 4435.0], float
)  # fmt: skip


def milliseconds(when: Moments) -> Instants:
    """Read moments as whole milliseconds since 1970 UTC.

    Parameters
    ----------
    when : datetime, datetime64, int, or an array of one of them
        Of any shape; datetimes must know their zone, datetime64 is UTC.

    Raises BadTime for a naive datetime, NaT, fractions, or years outside 1 to 3000.
    """
    if isinstance(when, datetime):
        return _within(np.array(_aware_ms(when), np.int64))
    values = np.asarray(when)
    if values.dtype.kind == "M":
        if np.isnat(values).any():
            raise BadTime("a moment is missing (NaT)", todo="leave such rows out")
        return _within(values.astype("datetime64[ms]").astype(np.int64))
    if values.dtype.kind in "iu":
        return _within(values.astype(np.int64))
    if values.dtype.kind == "O":
        flat = [_aware_ms(value) for value in values.ravel()]
        return _within(np.array(flat, np.int64).reshape(values.shape))
    raise BadTime(
        "these are no moments",
        item=str(values.dtype),
        todo="give aware datetimes, datetime64 or whole milliseconds since 1970 UTC",
    )


def days_since_2000(ms: Instants) -> Floats:
    """Count days since 2000-01-01 12:00 UTC."""
    return np.asarray((ms - J2000_MS) / DAY_MS)


def centuries_tt(ms: Instants) -> Floats:
    """Count Julian centuries of terrestrial time since 2000, delta T added."""
    days = days_since_2000(ms)
    delta = np.interp(days / 365.25 + 2000.0, _DELTA_T_YEARS, _DELTA_T)
    return np.asarray((days + delta / 86_400.0) / 36_525.0)


def nutation(t: Floats) -> tuple[Floats, Floats]:
    """Give nutation in longitude and the true obliquity [degrees] at ``t`` [centuries since 2000], by [1] chapter 22.

    Four terms: within 0.5 and 0.1 seconds of arc.
    """
    node = np.radians(125.04452 - 1934.136261 * t)
    sun = np.radians(2.0 * (280.4665 + 36000.7698 * t))
    moon = np.radians(2.0 * (218.3165 + 481267.8813 * t))
    longitude = (
        -17.20 * np.sin(node) - 1.32 * np.sin(sun) - 0.23 * np.sin(moon) + 0.21 * np.sin(2.0 * node)
    ) / 3600.0
    tilt = (
        9.20 * np.cos(node) + 0.57 * np.cos(sun) + 0.10 * np.cos(moon) - 0.09 * np.cos(2.0 * node)
    ) / 3600.0
    mean = 23.0 + (26.0 + (21.448 - 46.8150 * t - 0.00059 * t**2 + 0.001813 * t**3) / 60.0) / 60.0  # (22.2)
    return np.asarray(longitude), np.asarray(mean + tilt)


def sidereal(ms: Instants) -> Floats:
    """Give mean sidereal time at Greenwich [degrees, not reduced], by [1] (12.4)."""
    days = days_since_2000(ms)
    t = days / 36_525.0
    return np.asarray(280.46061837 + 360.98564736629 * days + (0.000387933 - t / 38_710_000.0) * t**2)


def _aware_ms(when: object) -> int:
    if not isinstance(when, datetime):
        raise BadTime("this is no moment", item=str(when), todo="give aware datetimes")
    if when.utcoffset() is None:
        raise BadTime(
            "this time knows no zone",
            item=when.isoformat(),
            todo="attach its zone: datetime(..., tzinfo=...)",
        )
    return (when - _EPOCH) // timedelta(milliseconds=1)


def _day_text(ms: int) -> str:
    """Write the day of a moment, whichever year it is in: datetime knows the years 1 to 9999 alone."""
    day = np.datetime64(ms, "ms").astype("datetime64[D]")
    return str(day)


def _within(ms: Instants) -> Instants:
    if ms.size and (ms.min() < _FIRST_MS or ms.max() >= _LAST_MS):
        first = ms.min() < _FIRST_MS
        raise BadTime(
            f"the sun's place is worked out for the years 1 to {LAST_YEAR} only",
            item=_day_text(int(ms.min() if first else ms.max())),
            todo="give a time between the two, a day away from their ends",
        )
    return ms
