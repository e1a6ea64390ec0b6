"""Reads what a source ever said, also what was closed since, for its track record."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, func, or_, select

from sightline.model.view import Statement
from sightline.store.read import statements_with
from sightline.store.slices import slices
from sightline.store.tables import statements


def said_ever_by(
    connection: Connection, sources: Collection[bytes], *, known_at: int | None = None, most: int = 20_000
) -> tuple[list[Statement], int]:
    """Read the claims of sources, or told with them as the source, closed ones too; the newest rows, oldest first.

    Returns
    -------
    list of Statement, int
        The rows, and how many older ones were left out.
    """
    ids = sorted(sources)
    which = [or_(statements.c.source.in_(ids), statements.c.via.in_(ids)), statements.c.origin == "source"]
    if known_at is not None:
        which.append(statements.c.opened <= known_at)
    query = select(statements.c.n).where(*which).order_by(statements.c.n.desc()).limit(most)
    numbers = sorted(connection.execute(query).scalars())
    total = connection.execute(select(func.count()).select_from(statements).where(*which)).scalar_one()
    return sorted(statements_with(connection, numbers), key=lambda one: one.n), total - len(numbers)


def saying_the_same(
    connection: Connection, groups: Iterable[bytes], *, known_at: int | None = None
) -> dict[bytes, set[bytes]]:
    """Give the statements that say the same, by their group of agreement."""
    out: dict[bytes, set[bytes]] = {}
    for some in slices(sorted(set(groups))):
        query = select(statements.c.id, statements.c.grp).where(
            statements.c.grp.in_(some), statements.c.hidden == 0
        )
        if known_at is not None:
            query = query.where(statements.c.opened <= known_at)
        for identifier, group in connection.execute(query):
            out.setdefault(bytes(group), set()).add(bytes(identifier))
    return out
