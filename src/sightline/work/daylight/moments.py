"""What a person means by the TIME of a verb: a moment, two moments that one clock reading may mean, or a stretch.

The zone comes from the text, from the person, or, where neither says, from the place itself; which of these it was is
kept with the answer. A clock reading in the hour that summer time shows twice or skips is two moments, told apart.
"""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from attrs import frozen

from sightline.core.errors import BadTime
from sightline.model.edtf import Date, parse
from sightline.model.edtf_days import covered
from sightline.model.time import precision, read
from sightline.model.zones import clock_to_utc, zone_name
from sightline.work.daylight.local_zones import zone_at

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@frozen(slots=True)
class When:
    """A time as meant at a place.

    ``readings`` are stretches ``[begin, end)`` [ms since 1970 UTC]: one, or two where the clocks were changed.
    ``zone`` is the zone in force at the place or the offset written; ``zone_is`` says whence it is known.
    """

    text: str
    readings: tuple[tuple[int, int], ...]
    zone: str
    zone_is: str
    precision: str
    remark: str | None


def when_at(lat: float, lon: float, text: str, *, zone: str | None = None) -> When:
    """Read a time (EDTF) as meant at a place.

    Parameters
    ----------
    lat, lon : float
        The place, whose zone is taken where neither ``text`` nor ``zone`` names one [degrees].
    text : str
        One day or one clock reading: ``2024-03-20``, ``2024-03-20T10:00``, ``2024-03-20T10:00:00Z``.
    zone : str
        IANA name, ``Z`` or an offset.

    Raises BadTime for other times, and for a zone that does not exist.
    """
    written = parse(text)
    if (
        not isinstance(written, Date)
        or written.day is None
        or "X" in f"{written.year}{written.month}{written.day}"
    ):
        raise BadTime(
            "one day or one moment is needed", item=text, todo="write 2024-03-20 or 2024-03-20T10:00"
        )
    offset = None if written.clock is None else written.clock.offset
    if offset is not None:
        known, how = offset, "written with the time"
    elif zone is not None:
        known, how = zone_name(zone), "as stated"
    else:
        found = zone_at(lat, lon)
        known, how = ("Z", "UTC: no zone is known there") if found is None else (found, "of the place")
    span = read(text, zone=known)
    if span.begin_earliest is None or span.end_latest is None:
        raise BadTime("this time has no bounds", item=text, todo="write a day or a moment")
    if written.clock is None:
        return When(text, ((span.begin_earliest, span.end_latest),), known, how, "day", None)
    start, end = covered(written, text)
    early, late = clock_to_utc(start, start + 1, known)
    if late - 1 == early:
        return When(text, ((early, early + end - start),), known, how, precision(span), None)
    both = ((early, early + end - start), (late - 1, late - 1 + end - start))
    first = _wall(early, known)
    what = "showed this time twice" if first == text[11 : 11 + len(first)] else "skipped this time"
    return When(
        text, both, known, how, precision(span), f"Summer time: the clocks of {known} {what}; both are given."
    )


def wall_clock(ms: int, zone: str, *, seconds: bool = False) -> str:
    """Write a moment [ms since 1970 UTC] as clocks in ``zone`` show it, with the offset: 2024-03-20 10:00+03:00."""
    moment = (_EPOCH + timedelta(milliseconds=ms)).astimezone(_tz(zone))
    rounded = moment if seconds else moment + timedelta(seconds=30)
    text = rounded.strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")
    away = moment.utcoffset() or timedelta(0)
    minutes = int(away.total_seconds()) // 60
    return f"{text}{'+' if minutes >= 0 else '-'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def utc_text(ms: int) -> str:
    """Write a moment [ms since 1970 UTC] as ``2024-03-20T07:00:00Z``, cut to the second."""
    return (_EPOCH + timedelta(seconds=ms // 1000)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _wall(ms: int, zone: str) -> str:
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(_tz(zone)).strftime("%H:%M")


def _tz(zone: str) -> tzinfo:
    if zone == "Z":
        return UTC
    if zone[0] in "+-":
        size = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
        return timezone(-size if zone[0] == "-" else size)
    return ZoneInfo(zone)
