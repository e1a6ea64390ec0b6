"""Reads the names of those that an actor may be taken for, whatever else the case holds."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from sightline.store.names_held import HeldName, names_held
from sightline.store.names_near import sharing
from sightline.store.relations import canonical_of, members_of
from sightline.work.name_rules import key_numbers, keyed_kinds


def names_around(
    connection: Connection, kinds: Sequence[str], ids: Iterable[bytes], *, known_at: int | None
) -> list[HeldName]:
    """Read the names of actors, and of all that share a key with one of them, in every record of theirs.

    Where names are not filed, all names of these kinds are read.
    """
    keyed = keyed_kinds(connection)
    if keyed is None or not keyed.issuperset(kinds):
        return names_held(connection, kinds, known_at=known_at)
    known = -1 if known_at is None else known_at
    some = set(ids)
    mine = names_held(connection, kinds, known_at=known_at, entity=some)
    some.update(
        entity for _, entity, _ in sharing(connection, {k for h in mine for k in key_numbers(h.text)})
    )
    some.update(canonical_of(connection, some, known=known).values())
    some.update(members_of(connection, some, known=known))
    return names_held(connection, kinds, known_at=known_at, entity=some)
