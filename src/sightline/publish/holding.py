"""Says which words about who holds a place stand on a date, by the rule of ``sightline control``: a source that names
another holder later has drawn a new picture, and a holder that had ended since it was last seen there holds nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.core.errors import BadTime
from sightline.model.held_limits import FAR, HEDGED, NEGATED, UNDATED, limits_of
from sightline.model.held_picture import PICTURE, Row, standing
from sightline.model.shown import ShownEntity, ShownStatement
from sightline.model.span import Span
from sightline.model.time import read
from sightline.publish.looking_back import LAST, NO, POSSIBLY, TAKEN, YES, held_on, said_by, span_of

_WEIGHTS: Final = {NO: 0, LAST: 1, POSSIBLY: 2, YES: 3}
_UNDATED_WEIGHT: Final = 4
ENDS: Final = ("dissolved", "merged_into", "succeeded_by")


@frozen(slots=True)
class Claim:
    """One word about one place: whom it names, and its statement."""

    actor: str
    statement: ShownStatement


def standing_on(
    claims: Iterable[Claim], held: Span, by: Span, ended: Mapping[str, Sequence[ShownStatement]]
) -> set[str]:
    """Give the ids of the statements about one place that stand on a date, as had been said by another.

    Parameters
    ----------
    ended : mapping of str to sequence of ShownStatement
        By the code of an actor, what says that it ended.
    """
    pictures: dict[tuple[str, int], list[tuple[Row, Claim]]] = defaultdict(list)
    for number, claim in enumerate(claims):
        one = claim.statement
        row = None if said_by(one, by) in (NO, TAKEN) else _row(number, claim, held)
        if row is not None:
            who = "" if one.source is None else one.source.code or one.id
            pictures[who, PICTURE.get(one.property, 0)].append((row, claim))
    out: set[str] = set()
    for mine in pictures.values():
        kept, _ = standing([row for row, _ in mine])
        numbers = {row[0] for row in kept}
        out |= {
            claim.statement.id
            for row, claim in mine
            if row[0] in numbers and not _gone(row, ended.get(claim.actor, ()), held, by)
        }
    return out


def ends_of(entities: Mapping[str, ShownEntity]) -> dict[str, list[ShownStatement]]:
    """Gather by actor what says that it was no longer a thing of its own; denials and what is not sure are left out."""
    return {
        one.code: found
        for one in entities.values()
        if (
            found := [
                s
                for s in one.statements
                if s.property in ENDS
                and (s.status, s.polarity, s.certainty) == ("current", "affirmed", "asserted")
            ]
        )
    }


def _row(number: int, claim: Claim, held: Span) -> Row | None:
    """Lay one statement out as the rule reads it; None where it had not begun by the date."""
    one = claim.statement
    valid, said = span_of(one.valid), span_of(one.said)
    limits = limits_of(valid, said)
    if held.end_latest is not None and limits[0] >= held.end_latest:
        return None
    marks = (
        limits[4]
        | (NEGATED if one.polarity == "negated" else 0)
        | (HEDGED if one.certainty == "hedged" else 0)
    )
    weight = _UNDATED_WEIGHT if marks & UNDATED else _WEIGHTS[held_on(one, held)]
    s0 = -FAR if said is None or said.begin_earliest is None else said.begin_earliest
    s1 = FAR if said is None or said.end_latest is None else said.end_latest
    return number, b"", claim.actor.encode(), one.property, None, limits[2], s0, s1, marks, weight, b""


def _gone(row: Row, ended: Sequence[ShownStatement], held: Span, by: Span) -> bool:
    """Tell whether its holder had surely ended by the date, after it was last attested."""
    if row[9] != _WEIGHTS[LAST] or row[8] & NEGATED:
        return False
    until = FAR if held.end_latest is None else held.end_latest
    sure = (_sure(one) for one in ended if said_by(one, by) not in (NO, TAKEN))
    return any(row[5] <= at <= until for at in sure)


def _sure(one: ShownStatement) -> int:
    """Give from when on it had surely ended [ms]."""
    span = span_of(one.valid)
    if span is None and one.property == "dissolved":
        try:
            span = read(one.raw or one.value)
        except BadTime:
            return FAR
    if span is None:
        return FAR
    last = span.end_latest if one.property == "dissolved" else span.begin_latest
    return FAR if last is None else last
