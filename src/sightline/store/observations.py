"""Reads what is seen: the statements of a few properties over a whole case, and the links from things to incidents."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, or_, select

from sightline.model.view import Statement
from sightline.store.read import statements_with
from sightline.store.slices import slices
from sightline.store.tables import layers, passages, statements


def statements_saying(
    connection: Connection, properties: Sequence[str], *, known_at: int | None = None
) -> list[Statement]:
    """Read every open statement of some properties, as far as it is not withheld, in the order of recording."""
    query = select(statements.c.n).where(statements.c.prop.in_(properties), statements.c.hidden == 0)
    ended = statements.c.closed
    if known_at is None:
        query = query.where(ended.is_(None))
    else:
        query = query.where(statements.c.opened <= known_at, or_(ended.is_(None), ended > known_at))
    numbers = list(connection.execute(query.order_by(statements.c.n)).scalars())
    return statements_with(connection, numbers)


def read_passages(
    connection: Connection,
    kinds: Sequence[str],
    *,
    inputs: Iterable[bytes] | None = None,
    known_at: int | None = None,
    until: int | None = None,
) -> list[tuple[bytes, str, int, str]]:
    """Read the passages of text layers of some kinds: (object read, layer id hex, start, text).

    ``until``: only those that begin before this letter of their text.
    """
    query = (
        select(layers.c.input, layers.c.id, passages.c.start, passages.c.text)
        .join(passages, passages.c.layer == layers.c.id)
        .where(layers.c.kind.in_(kinds), layers.c.hidden == 0)
        .order_by(passages.c.doc)
    )
    if known_at is not None:
        query = query.where(layers.c.pos <= known_at)
    if until is not None:
        query = query.where(passages.c.start < until)
    if inputs is None:
        rows = connection.execute(query).all()
    else:
        rows = [
            row
            for some in slices(sorted(set(inputs)))
            for row in connection.execute(query.where(layers.c.input.in_(some)))
        ]
    return [(bytes(read), bytes(layer).hex(), start, text) for read, layer, start, text in rows]
