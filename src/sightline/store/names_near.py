"""Reads names by what they are filed under: their length, whose they are, or the keys that two spellings share."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import orjson
from sqlalchemy import Connection, bindparam, delete, select, text

from sightline.store.catalogue import Catalogue
from sightline.store.project.names import PROPS, UNKNOWN, Naming, Offer, name_rows
from sightline.store.slices import slices
from sightline.store.tables import meta, name_keys, names, statements

NAMED_BY: Final = "names_by"
"""Fact of ``meta``: by which rules names were filed; absent where they are not yet."""
AT_ONCE: Final = 20_000
"""Statements read at once when names are filed anew."""


def filed_by(connection: Connection) -> str | None:
    """Tell by which rules the names are filed; None where they are not."""
    return connection.execute(select(meta.c.value).where(meta.c.key == NAMED_BY)).scalar()


def names_sized(
    connection: Connection, kinds: Sequence[str], fewest: int, most: int
) -> list[tuple[bytes, str]]:
    """Read the names of some kinds that have so many folded letters: (entity, folded)."""
    sql = text("SELECT entity, folded FROM names WHERE kind IN :kinds AND size BETWEEN :fewest AND :most")
    given = {"kinds": [*kinds, UNKNOWN], "fewest": fewest, "most": most}
    rows = connection.execute(sql.bindparams(bindparam("kinds", expanding=True)), given)
    return [*rows.cursor.fetchall()]  # there are many: tuples as the driver makes them


def sharing(connection: Connection, keys: Iterable[int]) -> list[tuple[int, bytes, int]]:
    """Read who has names that are filed under some keys: (key, entity, letters of the name) for each key and name."""
    sql = text("SELECT key, entity, size FROM name_keys WHERE key IN :keys").bindparams(
        bindparam("keys", expanding=True)
    )
    out: list[tuple[int, bytes, int]] = []
    for some in slices(sorted(set(keys))):
        out += connection.execute(sql, {"keys": list(some)}).cursor.fetchall()
    return out


def file_names(catalogue: Catalogue, connection: Connection, naming: Naming) -> None:
    """File all names anew, within a write transaction that is open."""
    for table in (names, name_keys):
        connection.execute(delete(table))
    for offers in _offers(connection):
        found, keyed = name_rows(connection, offers, naming)
        catalogue.insert(connection, names, found)
        catalogue.insert(connection, name_keys, keyed)


def _offers(connection: Connection) -> Iterator[list[Offer]]:
    query = (
        select(statements.c.n, statements.c.entity, statements.c.prop, statements.c.value)
        .where(statements.c.hidden == 0, statements.c.value.is_not(None))
        .order_by(statements.c.n)
        .limit(AT_ONCE)
    )
    after = -1
    while rows := connection.execute(query.where(statements.c.n > after)).all():
        after = rows[-1].n
        yield [
            (bytes(row.entity), row.n, value)
            for row in rows
            if row.prop in PROPS and isinstance(value := orjson.loads(row.value), str)
        ]
