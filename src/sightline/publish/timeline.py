"""Lay times out as bars whose width is their precision, in per cent, so that a page draws them at any width.

What is certain is drawn full, what is possible lighter, and an approximate or unknown end fades out. A time far
outside the rest (a camera clock of 1970) does not squeeze everything else: it is drawn at the edge, with its date.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from attrs import frozen

from sightline.model.shown import ShownEntity
from sightline.model.shown_time import ShownTime

DAY: Final = 86_400_000
_STEPS: Final = (1, 2, 3, 7, 14)
_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_MOST_TICKS: Final = 7
_LETTER: Final = 2.5
"""Width of a letter under the axis on the narrowest phones [per cent of the axis]."""
_FAR: Final = 12
"""How many times the middle half of all times the axis may span before outliers go to its edge."""
_THIN: Final = 0.6
"""Bars narrower than this [per cent] get a mark, so that one moment in twenty years is still seen."""


@frozen(slots=True)
class Bar:
    """One rectangle: left edge and width in per cent of the axis."""

    x: str
    width: str
    tone: Literal["sure", "possible"]
    fade: Literal["", "start", "end", "both"]


@frozen(slots=True)
class Row:
    """One line of the timeline."""

    title: str
    code: str | None
    kind: str
    when: str
    bars: tuple[Bar, ...]
    mark: str
    """Where a thin mark stands [per cent] when the bars alone would be too thin to see; empty otherwise."""
    off: Literal["", "before", "after"] = ""
    aggregate: bool = False
    statement: str | None = None
    denied: bool = False


@frozen(slots=True)
class Tick:
    """One date under the axis."""

    x: str
    label: str
    anchor: Literal["start", "middle", "end"] = "middle"
    crowded: bool = False
    """Whether its label would touch the one before it on the narrowest phones; it is left out there."""


@frozen(slots=True)
class Timeline:
    """Rows over one axis."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]


@frozen(slots=True)
class Entry:
    """Something to be drawn."""

    time: ShownTime
    title: str
    code: str | None
    kind: str
    aggregate: bool = False
    statement: str | None = None
    """Id of the statement on the same page that says so."""
    denied: bool = False
    attested_ms: int | None = None
    """When it was said to be still going on: an open end is certain only until then."""


def entries_of(entities: Iterable[ShownEntity]) -> list[Entry]:
    """Take the main time of each entity that has one."""
    return [
        Entry(
            entity.when,
            entity.title,
            entity.code,
            entity.kind,
            entity.aggregate or entity.kind == "Aggregate",
        )
        for entity in entities
        if entity.when is not None and _middle(entity.when) is not None
    ]


def _bounds(time: ShownTime) -> tuple[int | None, int | None]:
    begin = time.begin_min if time.begin_min is not None else time.begin_max
    end = time.end_max if time.end_max is not None else time.end_min
    return begin, end


def _middle(time: ShownTime) -> int | None:
    begin, end = _bounds(time)
    if begin is None or end is None:
        return begin if end is None else end
    return (begin + end) // 2


def axis_of(times: Sequence[ShownTime]) -> tuple[int, int] | None:
    """Choose the axis [ms, ms]: everything, or the bulk when a few lie far away; None when nothing has a time."""
    middles = sorted(middle for time in times if (middle := _middle(time)) is not None)
    if not middles:
        return None
    quarter, three = middles[len(middles) // 4], middles[(3 * len(middles)) // 4]
    reach = max(three - quarter, 7 * DAY) * _FAR
    near = [time for time in times if quarter - reach <= (_middle(time) or quarter) <= three + reach]
    edges = [edge for time in near for edge in _bounds(time) if edge is not None]
    edges = [edge for edge in edges if quarter - reach <= edge <= three + reach] or middles
    first, last = min(edges), max(edges)
    pad = max((last - first) // 25, DAY // 2)
    return first - pad, last + pad


def _ticks(first: int, last: int) -> tuple[Tick, ...]:
    days = (last - first) / DAY
    start = datetime.fromtimestamp(first / 1000, tz=UTC)
    moments: list[datetime] = []
    day_step = next((step for step in _STEPS if days / step <= _MOST_TICKS), None)
    if day_step is not None:
        moment = start.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        while moment.timestamp() * 1000 <= last:
            moments.append(moment)
            moment += timedelta(days=day_step)
        form = "%d %b" if days < 300 else "%d %b %Y"
    else:
        months = next((step for step in _MONTH_STEPS if days / 30.4 / step <= _MOST_TICKS), _MONTH_STEPS[-1])
        number = start.year * 12 + start.month
        number += -(number) % months if months > 1 else 0
        while number // 12 <= 9998:
            moment = datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)
            if moment.timestamp() * 1000 > last:
                break
            moments.append(moment)
            number += months
        form = "%b %Y" if months < 12 else "%Y"
    return tuple(
        _labelled(
            [
                (_per_cent(moment.timestamp() * 1000, first, last), f"{moment:{form}}".lstrip("0"))
                for moment in moments
            ]
        )
    )


def _labelled(found: Sequence[tuple[str, str]]) -> Iterator[Tick]:
    """Set labels beside each other, and mark those for which a small screen has no room."""
    free = 0.0
    for x, label in found:
        at, width = float(x), len(label) * _LETTER
        anchor: Literal["start", "middle", "end"] = "start" if at < 5 else "end" if at > 95 else "middle"
        left = {"start": at, "middle": at - width / 2, "end": at - width}[anchor]
        crowded = left < free
        if not crowded:
            free = left + width + _LETTER
        yield Tick(x, label, anchor, crowded)


def _per_cent(ms: float, first: int, last: int) -> str:
    return f"{min(100.0, max(0.0, (ms - first) * 100 / (last - first))):.2f}"


def _fade(*, start: bool, end: bool) -> Literal["", "start", "end", "both"]:
    if start:
        return "both" if end else "start"
    return "end" if end else ""


def _bars(time: ShownTime, first: int, last: int, *, attested: int | None) -> tuple[Bar, ...]:
    begin, end = _bounds(time)
    open_start, open_end = time.begin_min is None, time.end_max is None
    left = first if open_start or begin is None else begin
    right = last if open_end or end is None else end
    bars = []

    def bar(
        one: int, two: int, tone: Literal["sure", "possible"], fade: Literal["", "start", "end", "both"]
    ) -> None:
        x, edge = float(_per_cent(one, first, last)), float(_per_cent(two, first, last))
        if edge > x:
            bars.append(Bar(f"{x:.2f}", f"{edge - x:.2f}", tone, fade))

    rough = time.approximate
    bar(left, right, "possible", _fade(start=open_start or rough, end=open_end or rough))
    until = attested if time.ongoing else time.end_min
    if time.begin_max is not None and until is not None and until > time.begin_max:
        bar(time.begin_max, until, "sure", _fade(start=rough, end=rough))
    return tuple(bars)


def timeline_of(entries: Sequence[Entry], *, axis: tuple[int, int] | None = None) -> Timeline | None:
    """Lay entries out over one axis, earliest first; None when nothing has a time.

    ``axis`` [ms, ms] is given where several timelines are to be compared; otherwise it follows from the entries.
    """
    placed = [entry for entry in entries if _middle(entry.time) is not None]
    chosen = axis or axis_of([entry.time for entry in placed])
    if not placed or chosen is None:
        return None
    first, last = chosen
    rows = []
    for entry in sorted(placed, key=lambda entry: (_key(entry.time), entry.code or "", entry.title)):
        middle = _middle(entry.time) or 0
        begin, end = _bounds(entry.time)
        off: Literal["", "before", "after"] = ""
        if end is not None and end < first:
            off = "before"
        elif begin is not None and begin > last:
            off = "after"
        bars = () if off else _bars(entry.time, first, last, attested=entry.attested_ms)
        thin = sum(float(bar.width) for bar in bars) < _THIN
        mark = _per_cent(middle, first, last) if thin and not off else ""
        rows.append(
            Row(
                entry.title,
                entry.code,
                entry.kind,
                entry.time.text,
                bars,
                mark,
                off,
                entry.aggregate,
                entry.statement,
                entry.denied,
            )
        )
    return Timeline(tuple(rows), _ticks(first, last))


def first_of(entries: Sequence[Entry], number: int) -> list[Entry]:
    """Give the earliest entries, at most ``number``."""
    return sorted(entries, key=lambda entry: (_key(entry.time), entry.code or "", entry.title))[:number]


def _key(time: ShownTime) -> tuple[int, int]:
    begin, end = _bounds(time)
    start = begin if begin is not None else end
    return (start or 0, end if end is not None else start or 0)
