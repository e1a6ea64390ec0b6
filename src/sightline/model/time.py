"""Read and write times with their uncertainty: the names that everything else uses.

What the integers of a ``Span`` mean is told in ``span``; what is proven by comparing two in ``span_order``; what
spellings are read in ``edtf``.
"""

from datetime import date
from functools import lru_cache

from sightline.core.errors import BadTime
from sightline.model.edtf import Date, Edge, Group, Interval, Run, parse
from sightline.model.edtf_days import DAY_MS, civil_from_days, covered
from sightline.model.edtf_write import canonical
from sightline.model.span import Shape, Span, bounds
from sightline.model.span_order import (
    Answer,
    contains_possibly,
    contains_surely,
    could_overlap,
    ended_before,
    happened_in,
    held_at,
    must_overlap,
    starts_after,
)
from sightline.model.time_words import precision, sentence
from sightline.model.zones import clock_to_utc, days_to_utc, zone_name

__all__ = [
    "Answer",
    "Edge",
    "Shape",
    "Span",
    "between",
    "bounds",
    "contains_possibly",
    "contains_surely",
    "could_overlap",
    "day",
    "ended_before",
    "happened_in",
    "held_at",
    "instant",
    "must_overlap",
    "precision",
    "read",
    "sentence",
    "starts_after",
    "within",
    "write",
]


def read(text: str, *, zone: str | None = None) -> Span:
    """Read EDTF ``text``; ``zone`` (IANA name, ``Z`` or ``+03:00``) applies to dates that name no offset themselves.

    Raises BadTime, saying what was expected.
    """
    return _read(text, None if zone is None else zone_name(zone))


def write(span: Span) -> str:
    """Write ``span`` as canonical EDTF; with its zone it reads back to an equal span."""
    return canonical(parse(span.text))


def instant(ms: int) -> Span:
    """Make the span of one clock reading, ``ms`` [milliseconds since 1970 UTC], one millisecond long.

    Raises BadTime outside the years -9999 to 9999.
    """
    days, rest = divmod(ms, DAY_MS)
    year, month, number = civil_from_days(days)
    if abs(year) > 9999:
        raise BadTime(
            "a clock reading so far from now cannot be", item=str(ms), todo="give milliseconds, not more"
        )
    seconds, milli = divmod(rest, 1000)
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{milli:03d}"
    sign = "-" if year < 0 else ""
    text = f"{sign}{abs(year):04d}-{month:02d}-{number:02d}T{clock}Z"
    return Span(ms, ms, ms + 1, ms + 1, text, "Z")


def within(begin: int, end: int) -> Span:
    """Make the span of an event at some moment of ``[begin, end)`` [milliseconds since 1970 UTC].

    Raises BadTime when ``end`` is not after ``begin``.
    """
    if begin >= end:
        raise BadTime("it ends before it begins", item=f"{begin} to {end}", todo="swap the two")
    first, last = instant(begin), instant(end - 1)
    return first if first == last else read(f"[{first.text}..{last.text}]")


def day(date: date, zone: str | None = None) -> Span:
    """Make the span of a calendar day, in ``zone`` or, without one, as wide as zones can differ.

    Raises BadTime for a zone that does not exist or left the day out.
    """
    return read(f"{date.year:04d}-{date.month:02d}-{date.day:02d}", zone=zone)


def between(a: str, b: str, *, zone: str | None = None) -> Span:
    """Make the window from the first moment of ``a`` to the last of ``b``, each EDTF dates or ``..``.

    Raises BadTime when one of them is no single date, or ``b`` ends before ``a`` begins.
    """
    for end in (a, b):
        if "/" in end or end.strip()[:1] in ("[", "{", ""):
            raise BadTime(
                "a window is given by two dates", item=end, todo="write a date such as 2014-04, or .."
            )
    return read(f"{a.strip()}/{b.strip()}", zone=zone)


@lru_cache(maxsize=8192)
def _read(text: str, zone: str | None) -> Span:
    written = parse(text)
    if isinstance(written, Interval):
        return _interval(written, text, zone)
    if isinstance(written, Group):
        return _group(written, text, zone)
    return _date(written, text, zone)


def _hull(date: Date, text: str, zone: str | None) -> tuple[int, int]:
    start, end = covered(date, text)
    if date.clock is None:
        return days_to_utc(start, end, zone)
    return clock_to_utc(start, end, date.clock.offset or zone)


def _date(date: Date, text: str, zone: str | None) -> Span:
    start, end = _hull(date, text, zone)
    return Span(
        start,
        end - 1,
        start + 1,
        end,
        canonical(date),
        _zone_of([date], zone),
        approximate=_has(date, "~%"),
        uncertain=_has(date, "?%"),
    )


def _has(date: Date, signs: str) -> bool:
    return any(mark in signs for mark in (*date.before, *date.after, date.mark) if mark != "")


def _zone_of(dates: list[Date], zone: str | None) -> str | None:
    """Name the one zone in force, so that reading the text again with it changes nothing."""
    own = {None if date.clock is None else date.clock.offset for date in dates}
    if None in own:
        return zone
    return own.pop() if len(own) == 1 else None


def _interval(written: Interval, text: str, zone: str | None) -> Span:
    dates = [end for end in (written.begin, written.end) if isinstance(end, Date)]
    begin = None if isinstance(written.begin, Edge) else _hull(written.begin, text, zone)
    end = None if isinstance(written.end, Edge) else _hull(written.end, text, zone)
    if begin is not None and end is not None:
        _refuse_backwards(dates, begin, end, text)
    begin_is = written.begin if isinstance(written.begin, Edge) else Edge.GIVEN
    end_is = written.end if isinstance(written.end, Edge) else Edge.GIVEN
    begin_earliest = None if begin is None else begin[0]
    end_latest = None if end is None else end[1]
    begin_latest = None if begin is None else begin[1] - 1
    end_earliest = None if end is None else end[0] + 1
    if end_latest is not None and begin_is is not Edge.OPEN:
        begin_latest = end_latest - 1 if begin_latest is None else min(begin_latest, end_latest - 1)
    if begin_earliest is not None and end_is is not Edge.OPEN:
        end_earliest = begin_earliest + 1 if end_earliest is None else max(end_earliest, begin_earliest + 1)
    return Span(
        begin_earliest,
        begin_latest,
        end_earliest,
        end_latest,
        canonical(written),
        _zone_of(dates, zone),
        begin_is,
        end_is,
        Shape.INTERVAL,
        any(_has(date, "~%") for date in dates),
        any(_has(date, "?%") for date in dates),
    )


def _refuse_backwards(dates: list[Date], begin: tuple[int, int], end: tuple[int, int], text: str) -> None:
    """Compare local times where no offset is written, since an unknown zone would hide a small swap."""
    if all(date.clock is None or date.clock.offset is None for date in dates):
        begin, end = covered(dates[0], text), covered(dates[1], text)
    if begin[0] >= end[1]:
        raise BadTime("the interval ends before it begins", item=text, todo="swap the two dates")


def _group(written: Group, text: str, zone: str | None) -> Span:
    members = tuple(_member(member, text, zone, all_of=written.all_of) for member in written.members)
    dates = [date for member in written.members for date in _dates(member)]
    firsts, lasts = [m.begin_earliest for m in members], [m.end_latest for m in members]
    begins, overs = [m.begin_latest for m in members], [m.end_earliest for m in members]
    return Span(
        _least(firsts),
        _least(begins) if written.all_of else _most(begins),
        _most(overs) if written.all_of else _least(overs),
        _most(lasts),
        canonical(written),
        _zone_of(dates, zone),
        shape=Shape.ALL_OF if written.all_of else Shape.ONE_OF,
        approximate=any(_has(date, "~%") for date in dates),
        uncertain=any(_has(date, "?%") for date in dates),
        members=members,
    )


def _dates(member: Date | Run) -> list[Date]:
    ends = [member.first, member.last] if isinstance(member, Run) else [member]
    return [date for date in ends if date is not None]


def _least(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return min(known) if len(known) == len(values) else None


def _most(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return max(known) if len(known) == len(values) else None


def _member(member: Date | Run, text: str, zone: str | None, *, all_of: bool) -> Span:
    if isinstance(member, Date):
        return _date(member, text, zone)
    ends = Interval(
        Edge.UNKNOWN if member.first is None else member.first,
        Edge.UNKNOWN if member.last is None else member.last,
    )
    through = _interval(ends, text, zone)
    if all_of:
        return through
    # one of the dates from a to b: some stretch anywhere in between
    first, last = through.begin_earliest, through.end_latest
    return Span(
        first,
        None if last is None else last - 1,
        None if first is None else first + 1,
        last,
        through.text,
        through.zone,
        approximate=through.approximate,
        uncertain=through.uncertain,
    )
