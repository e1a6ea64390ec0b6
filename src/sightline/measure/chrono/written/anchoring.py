"""Find the days on which a text may have been written, since "yesterday" is one day before them.

A date alone is the day itself. A clock reading is a day only in a zone: where none is given and the reading is in UTC,
as platforms give it, the writer's day may be one before or after.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen

from sightline.model.edtf import Clock, Date, parse
from sightline.model.edtf_days import DAY_MS, covered
from sightline.model.time import Span
from sightline.model.zones import EAST_MS, WEST_MS, zone_name

_FARTHEST_DAYS = 40_000_000


@frozen(slots=True)
class Anchor:
    """The days [from 1970-01-01] on which the text may have been written, first and last."""

    first: int
    last: int


def anchor(written: Span | None, zone: str | None) -> Anchor | None:
    """Give the local days on which the text was written, or None where that is not known or has an open end.

    Raises BadTime for a zone that does not exist.
    """
    if zone is not None:
        zone_name(zone)
    if written is None or written.begin_earliest is None or written.end_latest is None:
        return None
    said = parse(written.text)
    if isinstance(said, Date):
        if said.clock is None:
            start, end = covered(said, written.text)
            return _within(start // DAY_MS, (end - 1) // DAY_MS)
        return _by_clock(said, said.clock, written, zone)
    return _within(
        (written.begin_earliest + EAST_MS) // DAY_MS
        if written.zone is None
        else _day(written.begin_earliest, written.zone),
        (written.end_latest - WEST_MS - 1) // DAY_MS
        if written.zone is None
        else _day(written.end_latest - 1, written.zone),
    )


def _by_clock(said: Date, clock: Clock, written: Span, zone: str | None) -> Anchor | None:
    own = clock.offset or written.zone
    start, end = written.begin_earliest or 0, (written.end_latest or 0) - 1
    if own is None:
        local, _ = covered(said, written.text)
        return _within(local // DAY_MS, local // DAY_MS)
    there = zone if zone is not None else own
    if there == "Z" and zone is None:
        return _within((start - WEST_MS) // DAY_MS, (end + EAST_MS) // DAY_MS)
    return _within(_day(start, there), _day(end, there))


def _within(first: int, last: int) -> Anchor | None:
    return Anchor(first, last) if abs(first) < _FARTHEST_DAYS and first <= last else None


def _day(ms: int, zone: str) -> int:
    """Give the local day of an instant [ms UTC]; years that clocks do not reach are taken in UTC."""
    return (ms + offset_ms(ms, zone)) // DAY_MS


def offset_ms(ms: int, zone: str) -> int:
    """Give how far ``zone`` (``Z``, ``+03:00`` or an IANA name) is ahead of UTC at an instant [ms]."""
    if zone == "Z":
        return 0
    if zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[4:6] or 0)
        return (-minutes if zone[0] == "-" else minutes) * 60_000
    if not -62_000_000_000_000 < ms < 253_000_000_000_000:
        return 0
    when = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)).astimezone(ZoneInfo(zone))
    offset = when.utcoffset()
    return 0 if offset is None else offset // timedelta(milliseconds=1)
