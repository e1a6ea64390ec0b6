"""Reads what a person wants withheld: an entity, one of its statements, a file, a capture, a name, or words."""

from collections.abc import Sequence

from sightline.core.errors import WrongUse
from sightline.work.case import Case
from sightline.work.pointing import point_at, statement_at
from sightline.work.protecting.find import TARGETS, Target


def target_of(case: Case, words: Sequence[str]) -> Target:
    """Read a target: ``CODE``, ``CODE PROPERTY``, the id of a statement, or ``sort:name`` with a sort of ``TARGETS``.

    Raises
    ------
    UnknownName, AmbiguousName
        Nothing, or more than one thing, is meant by the words.
    WrongUse
        No words are given.
    """
    if not words:
        raise WrongUse(
            "nothing is named", todo=f"give CODE, CODE PROPERTY, or one of {', '.join(TARGETS)} as object:…"
        )
    sort, sign, name = words[0].partition(":")
    if sign and sort in TARGETS and len(words) == 1:
        return Target(sort, name)
    with case.catalogue.reading() as connection:
        if len(words) == 1:
            is_id = len(words[0]) == 32 and all(c in "0123456789abcdef" for c in words[0])
            if not is_id:
                return Target("entity", point_at(connection, words[0]).id.hex())
        found = statement_at(connection, case.schema, words, by=case.by)
    return Target("statement", found.id.hex())
