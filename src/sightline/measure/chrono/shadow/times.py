"""From a shadow at a known place to the moments of a day at which the sun could have cast it.

A length alone fits twice a day, before and after noon; a direction tells which, and is sharpest near noon, where
lengths hardly change. What does not fit at all is an answer too, with what stood in its way.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import frozen

from sightline.core.errors import BadTime
from sightline.measure.chrono.earth_time import Floats, Instants
from sightline.measure.chrono.shadow.measured import CONFIDENCE, Shadow, enough, misfit
from sightline.measure.chrono.shadow.telling import endless, impossible, warnings_at
from sightline.measure.chrono.sun import position, refracted
from sightline.measure.chrono.sun_events import SunDay, sun_day

Misfit = Callable[[Instants], Floats]

_STEP_MS: Final = 60_000
_ALL_DAY_MS: Final = 20 * 3_600_000
_LONGEST_MS: Final = 3 * 86_400_000


@frozen(slots=True)
class Interval:
    """A stretch of time ``[begin, end)`` [ms since 1970 UTC] that fits; ``best`` in it fits best.

    ``side`` is "morning", "afternoon", "around noon" or, near the poles, "all day", by the sun; ``azimuth`` and
    ``elevation`` are the sun's at ``best``, as seen [degrees].
    """

    begin: int
    end: int
    best: int
    side: str
    azimuth: float
    elevation: float


@frozen(slots=True)
class Times:
    """When a shadow fits, or why it never does; ``confidence`` is how often such intervals hold the truth."""

    intervals: tuple[Interval, ...]
    confidence: float
    why: str
    warnings: tuple[str, ...]
    day: SunDay


def times(one: Shadow, lat: float, lon: float, begin: int, end: int) -> Times:
    """Find the moments of ``[begin, end)`` [ms since 1970 UTC, at most three days] that fit a shadow at a place.

    Parameters
    ----------
    one : Shadow
        What was measured.
    lat, lon : float
        Of the foot of the object [degrees].

    Raises BadTime for a stretch that is empty or too long, BadValue for a place off the Earth.
    """
    if not 0 < end - begin <= _LONGEST_MS:
        raise BadTime("this is no day", item=f"{begin} to {end}", todo="ask for one day, at most three")
    day = sun_day(lat, lon, begin, end)
    most = enough(one.terms)
    if one.ratio is not None and one.endless:
        return Times((), CONFIDENCE, endless(one.ratio.value), (), day)

    def bad(ms: Instants) -> Floats:
        return misfit(one, *position(lat, lon, ms))

    moments = _with_best(bad, np.append(np.arange(begin, end, _STEP_MS), end - 1))
    value = bad(moments)
    runs = _runs(value <= most)
    found = tuple(_interval(bad, most, moments, value, run, lat, lon, day) for run in runs)
    if not found:
        return Times((), CONFIDENCE, impossible(one, lat, lon, moments, day), (), day)
    sides = " and ".join(dict.fromkeys(interval.side for interval in found))
    minutes = sum(interval.end - interval.begin for interval in found) / 60_000
    many = "one stretch" if len(found) == 1 else f"{len(found)} stretches"
    why = f"The shadow fits in {many}, {minutes:.0f} minutes in all ({sides}): the truth is in there 95 times in 100."
    return Times(
        found,
        CONFIDENCE,
        why,
        warnings_at(one, found[0].elevation, [i.side for i in found], best=float(value.min())),
        day,
    )


def _with_best(bad: Misfit, moments: Instants) -> Instants:
    """Add the best moments between the samples, so that a fit of seconds is not stepped over."""
    value = bad(moments)
    capped = np.where(np.isfinite(value), value, 1e12)
    inner = (
        np.flatnonzero((capped[1:-1] <= capped[:-2]) & (capped[1:-1] <= capped[2:]) & (capped[1:-1] < 1e12))
        + 1
    )
    if inner.size == 0:
        return moments
    low, high = moments[inner - 1].astype(float), moments[inner + 1].astype(float)
    golden = (np.sqrt(5.0) - 1.0) / 2.0
    for _ in range(25):
        c, d = high - golden * (high - low), low + golden * (high - low)
        left = bad(c.astype(np.int64)) < bad(d.astype(np.int64))
        low, high = np.where(left, low, c), np.where(left, d, high)
    return np.unique(np.concatenate((moments, ((low + high) / 2.0).astype(np.int64))))


def _runs(fits: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], fits.view(np.int8), [0]))))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _interval(
    bad: Misfit,
    most: float,
    moments: Instants,
    value: Floats,
    run: tuple[int, int],
    lat: float,
    lon: float,
    day: SunDay,
) -> Interval:
    first, last = run
    begin = int(moments[0]) if first == 0 else _edge(bad, most, int(moments[first - 1]), int(moments[first]))
    end = (
        int(moments[-1])
        if last == len(moments) - 1
        else _edge(bad, most, int(moments[last + 1]), int(moments[last]))
    )
    best = int(moments[first + int(np.argmin(value[first : last + 1]))])
    azimuth, elevation = position(lat, lon, best)
    return Interval(begin, end + 1, best, _side(begin, end, day), float(azimuth), float(refracted(elevation)))


def _edge(bad: Misfit, most: float, outside: int, inside: int) -> int:
    """Give the last moment, coming from ``inside``, that still fits."""
    while abs(outside - inside) > 1:
        middle = (outside + inside) // 2
        if float(bad(np.array(middle))) <= most:
            inside = middle
        else:
            outside = middle
    return inside


def _side(begin: int, end: int, day: SunDay) -> str:
    noons = [noon for noon in day.transits if begin <= noon <= end]
    if noons:
        return "all day" if end - begin > _ALL_DAY_MS else "around noon"
    near = min(day.transits, key=lambda noon: min(abs(noon - begin), abs(noon - end)), default=day.highest[0])
    return "morning" if end < near else "afternoon"
