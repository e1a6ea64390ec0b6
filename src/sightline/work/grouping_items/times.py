"""Turns written times into windows of clock time at the place, so that days without a zone can be compared."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from sightline.core.errors import BadTime
from sightline.model.span import Shape, Span
from sightline.model.time import read
from sightline.work.grouping_items.facts import DAY_MS, HOUR_MS, Window

WEST_MS: Final = -12 * HOUR_MS
EAST_MS: Final = 14 * HOUR_MS
NEAR_MS: Final = 2 * HOUR_MS
"""How far clocks may be from the time of the sun, where only the longitude is known."""
BY_THE_CLOCK_MS: Final = HOUR_MS
"""How far a clock reading that somebody gives of an event may be off."""
MOST: Final = 12
"""Members of a set of dates that are kept; a longer set is taken from its first to its last."""


def windows_of(text: str, *, zone: str | None = None, lon: float | None = None) -> tuple[Window, ...]:
    """Read EDTF into the windows in which the event may lie; () where it cannot be read.

    Parameters
    ----------
    zone : str, optional
        Zone of the case (IANA name): clock readings with an offset are turned into its clock time.
    lon : float, optional
        Longitude [degrees], where no zone is known: clocks are taken to be within two hours of the sun there.
    """
    try:
        span = read(text)
        if span.zone is None:
            span, shift = read(text, zone="Z"), (0, 0)
        else:
            shift = _shift(
                span.begin_earliest if span.begin_earliest is not None else span.end_latest, zone, lon
            )
    except BadTime:
        return ()
    members = span.members if span.shape in (Shape.ONE_OF, Shape.ALL_OF) else (span,)
    if len(members) > MOST:
        members = (span,)
    found = tuple(_window(one, text, shift) for one in members)
    return tuple(one for one in found if one.begin is not None or one.end is not None)


def _window(span: Span, text: str, shift: tuple[int, int]) -> Window:
    begin, end = span.begin_earliest, span.end_latest
    if begin is not None and end is not None and end - begin < BY_THE_CLOCK_MS:
        begin, end = begin - BY_THE_CLOCK_MS, end + BY_THE_CLOCK_MS
    return Window(
        None if begin is None else begin + shift[0],
        None if end is None else end + shift[1],
        text if span.shape in (Shape.ONE_OF, Shape.ALL_OF) else span.text,
    )


def window_between(
    low: int | None, high: int | None, *, zone: str | None = None, lon: float | None = None
) -> Window:
    """Turn two moments [ms since the epoch, UTC; the later one still possible] into a window of clock time there."""
    return Window(
        None if low is None else low + _shift(low, zone, lon)[0],
        None if high is None else high + 1 + _shift(high, zone, lon)[1],
    )


def _shift(at: int | None, zone: str | None, lon: float | None) -> tuple[int, int]:
    """Give what is added to UTC at a moment to reach clock time there: at least, at most [ms]."""
    if zone is not None and zone != "Z" and "/" in zone and at is not None:
        try:
            moment = datetime.fromtimestamp(at / 1000, UTC)
        except (OverflowError, ValueError, OSError):
            return WEST_MS, EAST_MS
        offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
        ms = 0 if offset is None else int(offset.total_seconds() * 1000)
        return ms, ms
    if lon is not None:
        sun = round(lon / 15 * HOUR_MS)
        return sun - NEAR_MS, sun + NEAR_MS
    return WEST_MS, EAST_MS


def meet(one: Window, other: Window) -> Window | None:
    """Give the time that two windows have in common; None where they have none."""
    begin = _most(one.begin, other.begin)
    end = _least(one.end, other.end)
    if begin is not None and end is not None and begin >= end:
        return None
    text = one.text if (one.begin, one.end) == (begin, end) else other.text
    return Window(begin, end, text if text and (begin, end) in _bounds(one, other) else "")


def _bounds(one: Window, other: Window) -> tuple[tuple[int | None, int | None], ...]:
    return (one.begin, one.end), (other.begin, other.end)


def meetings(some: tuple[Window, ...], others: tuple[Window, ...]) -> tuple[Window, ...]:
    """Give all times that a window of one and a window of the other have in common, each once."""
    found = [both for one in some for other in others if (both := meet(one, other)) is not None]
    return tuple({(w.begin, w.end): w for w in found}.values())


def gap_ms(some: tuple[Window, ...], others: tuple[Window, ...]) -> int:
    """Measure the shortest time between two sets of windows that do not meet [ms]; 0 where they do."""
    if not some or not others or meetings(some, others):
        return 0
    gaps = []
    for one in some:
        for other in others:
            if one.end is not None and other.begin is not None and one.end <= other.begin:
                gaps.append(other.begin - one.end)
            if other.end is not None and one.begin is not None and other.end <= one.begin:
                gaps.append(one.begin - other.end)
    return min(gaps, default=0)


def days(window: Window) -> range:
    """List the days (numbered from 1970) that a window with both ends touches."""
    if window.begin is None or window.end is None:
        return range(0)
    return range(window.begin // DAY_MS, (window.end - 1) // DAY_MS + 1)


def written(windows: tuple[Window, ...]) -> str | None:
    """Write windows as EDTF: a day, an interval of days or of hours, one of several; None for none."""
    parts = sorted({part for one in windows if (part := _written(one)) != ""})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else f"[{', '.join(parts)}]" if not _any_interval(parts) else parts[0]


def _any_interval(parts: list[str]) -> bool:
    return any("/" in part for part in parts)


def _written(one: Window) -> str:
    if one.begin is None and one.end is None:
        return ""
    if one.begin is None:
        return f"../{_day(one.end - 1)}" if one.end is not None else ""
    if one.end is None:
        return f"{_day(one.begin)}/.."
    if one.end - one.begin < DAY_MS and one.text != "" and "T" in one.text:
        return one.text
    first, last = _day(one.begin), _day(one.end - 1)
    return first if first == last else f"{first}/{last}"


@lru_cache(maxsize=20_000)
def _date(days: int) -> str:
    # civil calendar from a count of days, valid for the years 1 to 9999
    return datetime.fromordinal(max(1, min(719_163 + days, 3_652_059))).date().isoformat()


def _day(ms: int) -> str:
    return _date(ms // DAY_MS)


def _most(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else max(a, b)


def _least(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else min(a, b)
