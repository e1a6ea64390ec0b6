"""What people said about pairs of gazetteer records: that two are one place, or that they are two.

Such a word is a statement: of the gazetteer that holds a record or, where one of the two is a place of the case, of
that place. So it stays with its reason and its author, is kept through a rebuild, and is taken back by ``undo``.
"Apart" goes before "together", whoever said it.
"""

from typing import Final

from attrs import frozen

from sightline.measure.geo.gazetteer.fusing import Id
from sightline.model.view import Statement
from sightline.store.read import names_of
from sightline.work.case import Case
from sightline.work.gazetteers.kept import standing

SAME: Final = "gazetteer_same"
DIFFERENT: Final = "gazetteer_different"
OF_PLACE: Final = "gazetteer_id"
CASE: Final = "case"
"""Scheme of the ids of the case's own places."""


@frozen(slots=True)
class Word:
    """One person's word about two records."""

    verdict: str
    """together or apart."""
    first: Id
    second: Id
    reason: str
    by: str
    statement: str
    """Id (hex)."""
    event: tuple[str, int]
    """Ledger (hex) and number of the event that recorded it: undoing that takes it back."""

    @property
    def pair(self) -> frozenset[Id]:
        """Give the two without an order."""
        return frozenset((self.first, self.second))


def said_pairs(case: Case) -> tuple[Word, ...]:
    """List what was said of pairs and stands, oldest first."""
    with case.catalogue.reading() as connection:
        said = standing(connection, (SAME, DIFFERENT, OF_PLACE))
        names = names_of(connection, {one.entity for one in said})
    return tuple(
        word
        for one in said
        if one.entity in names and (word := _word(one, names[one.entity].code)) is not None
    )


def _word(one: Statement, code: str) -> Word | None:
    first = split(str(one.value))
    if one.property == OF_PLACE:
        if not one.negated and "basis" not in one.qualifiers:
            return None  # an id as an import gives it: it links the two by itself
        second: Id | None = (CASE, code)
        verdict = "apart" if one.negated else "together"
    else:
        second = split(str(one.qualifiers.get("other") or ""))
        verdict = "apart" if (one.property == DIFFERENT) != one.negated else "together"
    if first is None or second is None:
        return None
    reason = str(one.qualifiers.get("basis") or "")
    return Word(verdict, first, second, reason, one.by or "", one.id.hex(), one.where)


def split(written: str) -> Id | None:
    """Read an id such as ``geonames:170017``; None where it is none."""
    scheme, colon, value = written.strip().partition(":")
    return (scheme.strip(), value.strip()) if colon and scheme.strip() and value.strip() else None
