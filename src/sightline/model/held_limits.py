"""When a relation held, as four numbers and some marks: what a table can compare without reading any text again.

``span_order.held_at`` is the rule; its ingredients are laid out here so that a database can apply it to a million rows.
The marks say what numbers cannot: :data:`SEVERAL` (several dates in one) and :data:`LOOSE` (when it was said follows
from its evidence) mark rows whose numbers are only a superset and that must be read again to be sure.
"""

from typing import Final

from sightline.model.edtf import Edge
from sightline.model.span import Shape, Span
from sightline.model.span_order import Answer

FAR: Final = 2**62
"""Stands for a side that nothing bounds; no clock reaches it."""
UNDATED: Final = 1
DATE: Final = 2
"""A plain date: a state seen then does not end because nobody looked later."""
NO_END: Final = 4
"""Its end is open or unknown."""
DOUBTED: Final = 8
SEVERAL: Final = 16
LOOSE: Final = 32
NEGATED: Final = 64
HEDGED: Final = 128
OURS: Final = 256
"""Not said by a source: it counts as said when it was recorded."""
AREA: Final = 512
"""One of its conditions is a line or an area on a map."""
UNSURE: Final = SEVERAL | LOOSE

Limits = tuple[int, int, int, int, int]
"""Earliest and latest begin, earliest and latest end [ms since 1970 UTC], and marks."""


def limits_of(valid: Span | None, said: Span | None) -> Limits:
    """Lay out when something held; ``said`` is what an open end is good for.

    The latest begin and earliest end of an open side are those of ``held_at``: still going on when it was said.
    """
    if valid is None:
        return -FAR, FAR, -FAR, FAR, UNDATED
    first = -FAR if valid.begin_earliest is None else valid.begin_earliest
    last = FAR if valid.end_latest is None else valid.end_latest
    end = -FAR if valid.end_earliest is None else valid.end_earliest
    begin = FAR if valid.begin_latest is None else valid.begin_latest
    if valid.end_is is Edge.OPEN:
        end = FAR
        if said is not None:
            said_first = -FAR if said.begin_earliest is None else said.begin_earliest
            said_last = FAR if said.end_latest is None else said.end_latest
            end = max(first + 1, said_first + 1)
            begin = min(begin, max(first, said_last - 1))
    if valid.begin_is is Edge.OPEN and end > -FAR:
        begin = max(first, end - 1)
    return first, begin, end, last, _marks(valid)


def window_of(at: Span | None) -> tuple[int, int]:
    """Give the window ``[first, last)`` of a question; without one, all of time."""
    if at is None:
        return -FAR, FAR
    first = -FAR if at.begin_earliest is None else at.begin_earliest
    return first, FAR if at.end_latest is None else at.end_latest


def answer(limits: Limits, first: int, last: int) -> Answer | None:
    """Apply ``held_at`` to limits; None where nobody said when. Not to be trusted where :data:`SEVERAL` is set."""
    begin_earliest, begin_latest, end_earliest, end_latest, marks = limits
    if marks & UNDATED:
        return None
    if begin_earliest >= last:
        return Answer.NO
    if end_latest <= first:
        return Answer.LAST_ATTESTED if marks & DATE else Answer.NO
    if end_earliest > first and begin_latest < last:
        return Answer.POSSIBLY if marks & DOUBTED else Answer.HELD
    if marks & NO_END and begin_latest < first:
        return Answer.LAST_ATTESTED
    return Answer.POSSIBLY


def _marks(valid: Span) -> int:
    marks = 0
    if valid.members:
        marks |= SEVERAL
    if valid.shape is Shape.DATE or any(member.shape is Shape.DATE for member in valid.members):
        marks |= DATE
    if valid.end_is is not Edge.GIVEN:
        marks |= NO_END
    if valid.uncertain:
        marks |= DOUBTED
    return marks
