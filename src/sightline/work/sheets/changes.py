"""Decides what an edited cell means: nothing, a new statement, one that takes another's place, or one taken back.

What an analyst wrote is superseded by the edit. What a source said stays: the edit stands beside it as the analyst's
own, preferred. Emptying a cell closes what it showed.
"""

from collections import Counter
from typing import Literal

from attrs import frozen

from sightline.model.draft import Draft
from sightline.model.view import Statement
from sightline.work.sheets.cells import EMPTY, TOO_LONG, Cell, Written, digest, split

Verdict = Literal["same", "edited", "conflict", "too long"]


@frozen(slots=True)
class Change:
    """One value of a cell that somebody changed."""

    new: str | None
    """Text of the new value; None when one was only taken out."""
    old: Statement | None
    """The statement whose value was there; None when one was only added."""


def compare(cell: Cell | None, text: str, was: str | None) -> Verdict:
    """Tell whether a cell was edited, and whether the case changed meanwhile.

    Parameters
    ----------
    cell : Cell
        What the case says now.
    text : str
        What the sheet says.
    was : str
        Digest of what the cell held at export; None when it was empty or not there.
    """
    now = (cell or EMPTY).text
    before = digest("") if was is None else was
    edited = digest(text)
    if edited in (before, digest(now)):
        return "same"
    if before != digest(now):
        return "conflict"
    return "too long" if now.startswith(TOO_LONG) else "edited"


def changes(cell: Cell | None, text: str) -> list[Change]:
    """Find the values of a cell that were changed, added or taken out; the rest stays as it is."""
    parts = (cell or EMPTY).parts
    wanted = Counter(split(text))
    gone: list[Statement] = []
    for part in parts:
        if wanted[part.text] > 0:
            wanted[part.text] -= 1
        else:
            gone.append(part.statement)
    fresh = [t for t in split(text) for _ in range(_take(wanted, t))]
    both = [Change(new, old) for new, old in zip(fresh, gone, strict=False)]
    both += [Change(new, None) for new in fresh[len(gone) :]]
    return both + [Change(None, old) for old in gone[len(fresh) :]]


def _take(wanted: Counter[str], text: str) -> int:
    count, wanted[text] = wanted[text], 0
    return count


def draft_for(entity: str, prop: str, written: Written, old: Statement | None, *, note: str | None) -> Draft:
    """Make the statement that an edit says; what it keeps of the old one, it keeps only of the analyst's own."""
    own = old is not None and old.origin == "analyst"
    rank = "normal" if old is None else old.rank if own else "preferred"
    return Draft(
        entity=entity,
        property=prop,
        value=written.value,
        lang=old.lang if old is not None and own else None,
        qualifiers=written.qualifiers,
        valid=old.valid if old is not None else None,
        polarity="negated" if written.negated else "affirmed",
        certainty="hedged" if written.hedged else "asserted",
        via=None if old is None or not own or old.via is None else old.via.hex(),
        evidence=old.evidence if old is not None and own else (),
        rank=rank,
        note=old.note if old is not None and own else note,
        origin="analyst",
    )
