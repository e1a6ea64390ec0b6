"""Says which of a source's words about a place stand as of a date, and which it has replaced by later ones.

A source that names a holder later than an earlier one has drawn a new picture of the place, and the earlier picture is
superseded: all that it said at the time of the last attested holder stands, with all that it says held at the very
date. A denial removes one holder and draws no picture. Who controls and who contests a place are one picture, who
governs it and who besieges it are others.
"""

from collections.abc import Sequence
from typing import Final

from sightline.model.held_limits import FAR, NEGATED
from sightline.model.span_order import Answer

PICTURE: Final = {"controls": 0, "contested_by": 0, "governed_by": 1, "besieged_by": 2}

Row = tuple[int, bytes, bytes, str, bytes | None, int, int, int, int, int, int, int, bytes]
"""n, place, actor, property, source, b0, b1, e0, e1, s0, s1, marks, id: as ``store.relations.territory`` gives it."""
Weighed = tuple[Row, Answer | None]


def standing(rows: Sequence[Weighed]) -> tuple[list[Weighed], list[Weighed]]:
    """Split what one source says of one place in one picture: what stands, and what does not.

    ``rows`` hold every statement that began by then, also those that were over (:attr:`Answer.NO`).
    """
    if len(rows) == 1:
        held = rows[0][1]
        return ([], [rows[0]]) if held is Answer.NO else ([rows[0]], [])
    yes = [one for one in rows if not one[0][11] & NEGATED]
    no = [one for one in rows if one[0][11] & NEGATED and one[1] is not Answer.NO]
    kept, gone = _picture(yes)
    out: list[Weighed] = []
    for one in kept:
        (gone if any(_denies(d, one) for d in no) else out).append(one)
    named = {row[2] for row, _ in out}
    for denial in no:
        # a denial that is older than what the source says now of the same holder is superseded itself
        (gone if denial[0][2] in named and denial[1] is Answer.LAST_ATTESTED else out).append(denial)
    over = [one for one in rows if one[1] is Answer.NO and one[0][11] & NEGATED]
    return out, [*gone, *over]


def _picture(yes: Sequence[Weighed]) -> tuple[list[Weighed], list[Weighed]]:
    if not yes:
        return [], []
    last, sure, drawn = -FAR, False, set[int]()
    for row, held in yes:
        if held is Answer.HELD:
            sure = True
        last = max(last, row[7])
    for row, held in yes:  # when the picture was drawn that stands: what was said then belongs to it
        if row[9] > -FAR and (held is Answer.HELD if sure else row[7] == last):
            drawn.add(row[9])
    kept, gone = [], []
    for one in yes:
        row, held = one
        if held is Answer.NO:
            gone.append(one)
        elif held is not Answer.LAST_ATTESTED or row[9] in drawn or (not sure and row[7] == last):
            kept.append(one)
        else:
            gone.append(one)
    return kept, gone


def _denies(denial: Weighed, one: Weighed) -> bool:
    """Tell whether a source takes back a holder that it named: later said, or for a later time."""
    if denial[0][2] != one[0][2]:
        return False
    later_said = denial[0][9] >= one[0][10]
    return later_said or (one[1] is Answer.LAST_ATTESTED and denial[0][7] > one[0][7])
