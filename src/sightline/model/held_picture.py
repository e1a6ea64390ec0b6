"""Says which of a source's words about a place stand as of a date, and which it has replaced by later ones.

A source that names a holder later than an earlier one has drawn a new picture of the place, and the earlier picture is
superseded: all that it said at the time of the last attested holder stands, with all that it says held at the very
date. A denial removes one holder and draws no picture; a word that its source is not sure of draws none either, and
stands beside the firm one. Who controls and who contests a place are one picture, who governs it and who besieges it
are others.
"""

from collections.abc import Sequence
from typing import Final

from sightline.model.held_limits import FAR, HEDGED, NEGATED, UNDATED
from sightline.model.span_order import Answer

PICTURE: Final = {"controls": 0, "contested_by": 0, "governed_by": 1, "besieged_by": 2}

Row = tuple[int, bytes, bytes, str, bytes | None, int, int, int, int, int, bytes]
"""n, place, actor, property, source, e0, s0, s1, marks, weight, id: as ``store.relations.territory`` gives it."""
ANSWERS: Final = (Answer.NO, Answer.LAST_ATTESTED, Answer.POSSIBLY, Answer.HELD, None)
"""By weight, how surely it held; None where nobody said when, or no date was asked for."""
OVER, LAST, HELD = 0, 1, 3


def standing(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Split what one source says of one place in one picture: what stands, and what does not.

    ``rows`` hold every statement that began by then, also those that were over.
    """
    if len(rows) == 2:  # as nearly always, and it is asked of each place and source
        one, other = rows
        plain = not (one[8] | other[8]) & (NEGATED | HEDGED)
        if plain and one[9] == LAST == other[9] and one[5] != other[5] and one[6] != other[6]:
            return ([one], [other]) if one[5] > other[5] else ([other], [one])
    if not any(row[8] & NEGATED for row in rows):
        return _picture(rows)
    denials = [row for row in rows if row[8] & NEGATED]
    kept, gone = _picture([row for row in rows if not row[8] & NEGATED])
    no = [row for row in denials if row[9] != OVER]
    out: list[Row] = []
    for row in kept:
        (gone if any(_denies(d, row) for d in no) else out).append(row)
    named = {row[2] for row in out}
    for denial in no:
        # a denial that is older than what the source says now of the same holder is superseded itself
        (gone if denial[2] in named and denial[9] == LAST else out).append(denial)
    return out, [*gone, *(row for row in denials if row[9] == OVER)]


def _picture(yes: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Split affirmations into the picture that stands and what it replaced; words that are unsure draw no picture."""
    last, sure = -FAR, False
    firm = [row for row in yes if not row[8] & HEDGED] or yes
    for row in firm:
        if row[9] == HELD:
            sure = True
        last = max(last, row[5])
    drawn = set()
    for row in firm:  # when the picture was drawn that stands: what was said then belongs to it
        if row[6] > -FAR and (row[9] == HELD if sure else row[5] == last):
            drawn.add(row[6])
    kept, gone = list[Row](), list[Row]()
    for row in yes:
        weight = row[9]
        if weight > LAST or (weight == LAST and (row[6] in drawn or (not sure and row[5] >= last))):
            kept.append(row)
        else:
            gone.append(row)
    return kept, gone


def _denies(denial: Row, one: Row) -> bool:
    """Tell whether a source takes back a holder that it named: later said of that time, or said for a later time.

    Asked of a span of time, who held a place at its beginning is not undone by a denial for its end.
    """
    if denial[2] != one[2]:
        return False
    for_later = denial[5] > one[5] and not denial[8] & UNDATED
    return one[9] == LAST if for_later else denial[6] >= one[7]
