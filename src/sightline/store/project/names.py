"""How what entities are called becomes rows, so that a misspelt name is found without reading every statement.

A name stands under its folded letters, by kind and length: a slip of the finger is near in letters. Names of some kinds
stand under keys too, such that two spellings of one name share one; what the keys are is told from outside. Keys are
kept as numbers, so that no message that names a row repeats a word of it. Withheld and erased statements have no rows.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from attrs import frozen
from sqlalchemy import Connection, delete, select

from sightline.core.fold import fold
from sightline.store.slices import slices
from sightline.store.tables import entities, name_keys, names

PROPS: Final = ("name", "alias", "renamed", "title")
"""Properties whose texts say what an entity is called."""
LONGEST: Final = 1_000
"""Folded letters of a name that are kept; a name of more is near to none that is asked for."""
UNKNOWN: Final = ""
"""Stands for the kind of an entity that was not introduced yet."""

Offer = tuple[bytes, int, str]
"""Entity, number of the statement, and the text."""
Row = tuple[object, ...]


@frozen(slots=True)
class Naming:
    """By what names are filed."""

    kinds: frozenset[str]
    """Kinds whose names stand under keys."""
    keys: Callable[[str], Iterable[int]]
    """Gives the keys of a name."""


def name_rows(connection: Connection, offers: Sequence[Offer], naming: Naming) -> tuple[list[Row], list[Row]]:
    """Make the rows of names, and of their keys."""
    kinds = _kinds_of(connection, {entity for entity, _, _ in offers})
    found, keyed = list[Row](), list[Row]()
    for entity, n, text in offers:
        kind = kinds.get(entity, UNKNOWN)
        folded = fold(text)
        size = len(folded)
        found.append((kind, size, n, entity, folded[:LONGEST]))
        if kind in naming.kinds or kind == UNKNOWN:
            keyed += [(key, n, entity, size) for key in naming.keys(text)]
    return found, keyed


def remove_name(connection: Connection, n: int, entity: bytes) -> None:
    """Take out the rows of one statement."""
    connection.execute(delete(names).where(names.c.entity == entity, names.c.n == n))
    connection.execute(delete(name_keys).where(name_keys.c.n == n))


def _kinds_of(connection: Connection, ids: set[bytes]) -> dict[bytes, str]:
    out: dict[bytes, str] = {}
    for some in slices(sorted(ids)):
        query = select(entities.c.id, entities.c.kind).where(entities.c.id.in_(list(some)))
        out.update({bytes(identifier): kind for identifier, kind in connection.execute(query)})
    return out
