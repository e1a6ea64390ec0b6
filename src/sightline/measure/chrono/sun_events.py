"""Find when sun or moon cross a height: rise, set, noon, the three twilights, in any stretch of time.

A day is a stretch of UTC time that the caller draws (a local day may have 23 or 25 hours). Elevations are sampled
every ten minutes, the turning points between samples sought out, and each crossing closed in on, so that a night of
four minutes near the pole is found, and a day without sunrise is an answer, not an error.

Sources:
[1] J. Meeus, Astronomical Algorithms, 2nd ed., Willmann-Bell 1998, chapter 15: the standard altitude -0.8333 degrees
    (34' of refraction at the horizon, 16' of radius)
"""

from collections.abc import Callable
from enum import Enum
from typing import Final

import numpy as np
from attrs import frozen

from sightline.core.errors import BadTime
from sightline.measure.chrono.earth_time import Floats, Instants
from sightline.measure.chrono.sun import apparent, position

RISE: Final = -0.8333
CIVIL: Final = -6.0
NAUTICAL: Final = -12.0
ASTRONOMICAL: Final = -18.0
LONGEST_MS: Final = 400 * 86_400_000
_STEP_MS: Final = 600_000

Height = Callable[[Instants], Floats]
"""Gives the elevation [degrees] at moments [ms since 1970 UTC]."""


class Daylight(Enum):
    """What the sun does about the horizon in a stretch of time."""

    CROSSES = "rises or sets"
    ALWAYS_UP = "does not set"
    ALWAYS_DOWN = "does not rise"


@frozen(slots=True)
class Crossings:
    """Moments [ms since 1970 UTC] at which a height is crossed upward and downward, and where it stays otherwise."""

    up: tuple[int, ...]
    down: tuple[int, ...]
    state: Daylight


@frozen(slots=True)
class SunDay:
    """The sun over one place in one stretch of time; ``highest`` is its upper culmination: (moment, elevation)."""

    horizon: Crossings
    civil: Crossings
    nautical: Crossings
    astronomical: Crossings
    transits: tuple[int, ...]
    """Moments at which the sun crosses the meridian above the pole: solar noon."""
    highest: tuple[int, float]
    lowest: tuple[int, float]
    why: str


def sun_day(lat: float, lon: float, begin: int, end: int) -> SunDay:
    """Say when the sun rises, culminates and sets at a place, with the twilights.

    Parameters
    ----------
    lat, lon : float
        Of the place [degrees]. At a pole the sun has no noon: the transit is that of the meridian of ``lon``.
    begin, end : int
        Half-open stretch [ms since 1970 UTC], at most 400 days; a local day.

    Rise and set are those of the upper limb with 34' of refraction; hills, height above the sea and the weather of the
    day move them by minutes.

    Raises BadTime for a stretch that is empty or too long, BadValue for a place off the Earth.
    """

    def height(ms: Instants) -> Floats:
        return position(lat, lon, ms)[1]

    moments, heights = sampled(height, begin, end)
    horizon, civil, nautical, astronomical = (
        crossings(height, level, moments, heights) for level in (RISE, CIVIL, NAUTICAL, ASTRONOMICAL)
    )
    top, low = int(np.argmax(heights)), int(np.argmin(heights))
    highest = (int(moments[top]), float(heights[top]))
    return SunDay(
        horizon,
        civil,
        nautical,
        astronomical,
        _transits(lon, begin, end),
        highest,
        (int(moments[low]), float(heights[low])),
        _sentence(horizon, highest[1], civil, astronomical),
    )


def sampled(height: Height, begin: int, end: int) -> tuple[Instants, Floats]:
    """Sample a height every ten minutes from ``begin`` to ``end`` [ms], its turning points added.

    Raises BadTime for a stretch that is empty or longer than 400 days.
    """
    if not 0 < end - begin <= LONGEST_MS:
        raise BadTime(
            "this stretch is empty or longer than 400 days",
            item=f"{begin} to {end}",
            todo="ask for a day or a year",
        )
    moments = np.append(np.arange(begin, end, _STEP_MS), end)
    heights = height(moments)
    rising = np.diff(heights) > 0.0
    at = np.flatnonzero(rising[1:] != rising[:-1]) + 1
    if at.size == 0:
        return moments, heights
    turns = _turning(height, moments[at - 1], moments[at + 1], upward=rising[at - 1])
    moments = np.unique(np.concatenate((moments, turns)))
    return moments, height(moments)


def crossings(height: Height, level: float, moments: Instants, heights: Floats) -> Crossings:
    """Find when ``height`` crosses ``level`` [degrees], to the millisecond, from its samples (see ``sampled``).

    A moment is the first at which it stands on the other side.
    """
    above = heights >= level
    at = np.flatnonzero(above[1:] != above[:-1])
    if at.size == 0:
        return Crossings((), (), Daylight.ALWAYS_UP if above[0] else Daylight.ALWAYS_DOWN)
    low, high, up = moments[at].copy(), moments[at + 1].copy(), above[at + 1]
    while (high - low).max() > 1:
        middle = (low + high) // 2
        turned = (height(middle) >= level) == up
        high, low = np.where(turned, middle, high), np.where(turned, low, middle)
    return Crossings(
        tuple(int(one) for one in high[up]), tuple(int(one) for one in high[~up]), Daylight.CROSSES
    )


def _turning(height: Height, low: Instants, high: Instants, *, upward: np.ndarray) -> Instants:
    """Close in on highest and lowest points by golden section, down to half a second."""
    sign = np.where(upward, 1.0, -1.0)
    golden = (np.sqrt(5.0) - 1.0) / 2.0
    a, b = low.astype(float), high.astype(float)
    while (b - a).max() > 500.0:
        c, d = b - golden * (b - a), a + golden * (b - a)
        left = sign * height(c.astype(np.int64)) > sign * height(d.astype(np.int64))
        a, b = np.where(left, a, c), np.where(left, d, b)
    return np.asarray((a + b) / 2.0).astype(np.int64)


def _transits(lon: float, begin: int, end: int) -> tuple[int, ...]:
    """Find when the sun stands on the meridian: where its part to the east turns from east to west, high side."""

    def away(ms: Instants) -> Floats:  # hour angle [degrees]
        return np.asarray(np.remainder(apparent(ms).west + lon + 180.0, 360.0) - 180.0)

    moments = np.append(np.arange(begin, end, 6 * _STEP_MS), end)
    hours = away(moments)
    at = np.flatnonzero((hours[:-1] < 0.0) & (hours[1:] >= 0.0) & (hours[1:] - hours[:-1] < 180.0))
    found = moments[at] - hours[at] / 15.0 * 3_600_000
    for _ in range(3):
        found = found - away(np.rint(found).astype(np.int64)) / 15.0 * 3_600_000
    return tuple(int(one) for one in np.rint(found) if begin <= one < end)


def _sentence(horizon: Crossings, highest: float, civil: Crossings, astronomical: Crossings) -> str:
    if horizon.state is Daylight.ALWAYS_UP:
        return "Midnight sun: the sun does not set in this time."
    if horizon.state is Daylight.ALWAYS_DOWN:
        dark = (
            "not even twilight comes"
            if astronomical.state is Daylight.ALWAYS_DOWN
            else "civil twilight comes"
            if civil.state is not Daylight.ALWAYS_DOWN
            else "some twilight comes"
        )
        return f"Polar night: the sun does not rise in this time, at most it stands at {highest:.1f} degrees; {dark}."
    if astronomical.state is Daylight.ALWAYS_UP:
        return "The sun rises or sets; the night between does not become fully dark."
    return "The sun rises or sets as usual."
