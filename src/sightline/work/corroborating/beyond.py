"""Finds members with more than their aggregate: 25 and 22 killed in two attacks beside "40 killed in all attacks".

No figure is added to another, and none changes. Here, and only here, the least of several members is taken together, to
see whether the most that anybody gives for the whole has room for it. That one is a member is the word of this case,
so it is never sure: it may not belong, be counted twice, or the figure of the whole may be older. A person looks.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from sightline.model.view import Named
from sightline.work.corroborating.heard import ALL, span_of
from sightline.work.corroborating.records import Beside, Contradiction, FigureRow

COUNT: Final = "claimed_count"
ABOVE: Final = frozenset({"aggregate", "whole"})
BELOW: Final = frozenset({"member", "part"})
NARROWING: Final = frozenset({"role", "place"})
"""Conditions that tell a part of those whom a figure without them counts."""
NAMED: Final = 6
"""Members that are named in one sentence."""


@frozen(slots=True)
class _Least:
    """The least that anybody gives for one member, of those whom a figure of the whole counts."""

    member: Named
    low: int
    open: bool
    """It may be more."""
    statement: str
    said: str | None


def with_beyond(
    entity: Named, rows: Sequence[FigureRow], beside: Sequence[Beside], *, nested: Collection[bytes] = ()
) -> tuple[FigureRow, ...]:
    """Add to the figures of one record what they have no room for, or what has no room for them.

    Parameters
    ----------
    rows : sequence of FigureRow
        Its own figures.
    beside : sequence of Beside
        Its members or parts, and the aggregates and wholes that it stands in, with their figures.
    nested : collection of ids
        Members that are part of another member: who is counted there is counted here.
    """
    below = [one for one in beside if one.role in BELOW and not one.hedged and one.entity.id not in nested]
    above = [one for one in beside if one.role in ABOVE and not one.hedged]
    out = []
    for row in rows:
        more = [*_over(entity, row, below), *_counted(entity, row, below)]
        for whole in above:
            for theirs in whole.figures:
                if _least(entity, [row], theirs) is not None:
                    mine = Beside(entity, "member", hedged=False, figures=(row,))
                    more += _over(whole.entity, theirs, [mine], look=whole.entity.code)
        out.append(evolve(row, contradictions=(*row.contradictions, *more)) if more else row)
    return tuple(out)


def _over(
    whole: Named, row: FigureRow, below: Sequence[Beside], *, look: str = ""
) -> Iterator[Contradiction]:
    """Find the members that exceed a figure alone; where none does, the fewest that do so together."""
    high = row.summary.high
    if high is None or row.property == COUNT:
        return
    found = [least for one in below if (least := _least(one.entity, one.figures, row)) is not None]
    alone = [one for one in found if one.low > high]
    for one in alone:
        yield _contradiction(whole, row, [one], look)
    if alone:
        return
    chosen: list[_Least] = []
    for one in sorted(found, key=lambda o: (-o.low, o.member.code)):
        chosen.append(one)
        if sum(each.low for each in chosen) > high:
            yield _contradiction(whole, row, chosen, look)
            return


def _least(member: Named, rows: Sequence[FigureRow], whole: FigureRow) -> _Least | None:
    """Give the most of what a member has at least, by its figures of those whom a figure of the whole counts."""
    mine = [row for row in rows if _within(row, whole) and row.summary.low]
    if not mine:
        return None
    best = max(mine, key=lambda row: row.summary.low or 0)
    low = best.summary.low or 0
    voice = min(best.voices, key=lambda v: (v.figure.low or 0, v.voice.code))
    return _Least(member, low, best.summary.high != low, voice.statements[-1], voice.said)


def _within(row: FigureRow, whole: FigureRow) -> bool:
    """Tell whether all whom one figure counts are among those whom a figure of the whole counts."""
    mine, theirs = dict(row.conditions), dict(whole.conditions)
    groups = (mine.pop("group", ALL), theirs.pop("group", ALL))
    if row.property != whole.property or groups[1] not in (ALL, groups[0]):
        return False
    narrow = {pair for pair in mine.items() if pair[0] in NARROWING}
    wide = {pair for pair in theirs.items() if pair[0] in NARROWING}
    return narrow >= wide and mine.items() - narrow == theirs.items() - wide


def _contradiction(whole: Named, row: FigureRow, many: Sequence[_Least], look: str) -> Contradiction:
    named = [f"{_name(one.member)} {_number(one.low, is_open=one.open)}" for one in many[:NAMED]]
    if len(many) > NAMED:
        named.append(f"{len(many) - NAMED} more members")
    most = row.summary.high or 0
    said = f"{_name(whole)} {_number(most, is_open=False, most=row.summary.low != most)} in all"
    if len(many) == 1:
        why = f"{row.label}: {named[0]}, and {said}: a member cannot have more than the whole"
    else:
        least = _number(sum(one.low for one in many), is_open=any(one.open for one in many))
        why = (
            f"{row.label}: {', '.join(named[:-1])} and {named[-1]} are {least} together, and {said}: "
            "somebody may be counted in two of them, or one may not belong"
        )
    if _overtaken(row, many):
        why += "; the figure of the whole was said earlier and may be overtaken"
    voice = max(row.voices, key=lambda v: (v.figure.high or 0, v.voice.code))
    ids = [one.statement for one in many]
    return Contradiction(
        voice.statements[-1],
        ids[0],
        why,
        sure=False,
        todo=f"look: sightline claims {look or many[0].member.code}",
        also=tuple(ids[1:]),
        of_parts=True,
    )


def _counted(whole: Named, row: FigureRow, below: Sequence[Beside]) -> Iterator[Contradiction]:
    """Tell where more members are known than anybody claims."""
    known = [one.entity for one in below if one.role == "member"]
    high = row.summary.high
    if row.property != COUNT or high is None or len(known) <= high:
        return
    most = max(row.voices, key=lambda v: (v.figure.high or 0, v.voice.code))
    yield Contradiction(
        most.statements[-1],
        "",
        f"{row.label}: {_number(high, is_open=False, most=row.summary.low != high)}, and {len(known):,} members are "
        "known here: two of them may be one, or one may not belong",
        sure=False,
        todo=f"look: sightline show {whole.code}",
        of_parts=True,
    )


def _overtaken(row: FigureRow, many: Sequence[_Least]) -> bool:
    """Tell whether every figure of the whole was said before one of the members was."""
    spans = [span_of(voice.said, None) for voice in row.voices]
    ends = [None if span is None else span.end_latest for span in spans]
    if any(end is None for end in ends):
        return False
    last = max(end for end in ends if end is not None)
    begins = [span.begin_earliest for one in many if (span := span_of(one.said, None)) is not None]
    return any(begin is not None and begin >= last for begin in begins)


def _number(number: int, *, is_open: bool, most: bool = False) -> str:
    return f"{'at least ' if is_open else 'at most ' if most else ''}{number:,}"


def _name(named: Named) -> str:
    return named.code if named.title == named.code else f"{named.title} ({named.code})"
