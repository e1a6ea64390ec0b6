"""How far the text index is: whole, or up to one leaf of the ledger while it follows behind.

The position stands in ``meta`` and moves in the transaction that moves the index, so that it is never wrong after a
crash. Where it is absent, every text is in the index.
"""

from sqlalchemy import Connection, delete, func, select

from sightline.store.tables import events, meta, statements
from sightline.store.text_index import PASSAGES, WIDTH

KEY = "text_indexed_to"
MOST_COUNTED = 1_000_000


def indexed_to(connection: Connection) -> int | None:
    """Give the last leaf whose text is in the index; None when all are."""
    value = connection.execute(select(meta.c.value).where(meta.c.key == KEY)).scalar()
    return None if value is None else int(value)


def set_indexed_to(connection: Connection, leaf: int | None) -> None:
    """Note the last leaf whose text is in the index; None when all are."""
    connection.execute(delete(meta).where(meta.c.key == KEY))
    if leaf is not None:
        connection.execute(meta.insert().values(key=KEY, value=str(leaf)))


def last_leaf(connection: Connection) -> int:
    """Give the number of the last leaf; 0 when there is none."""
    query = select(events.c.first, events.c.count).order_by(events.c.pos.desc()).limit(1)
    row = connection.execute(query).first()
    return 0 if row is None else int(row[0] + row[1] - 1)


def leaf_of(document: int) -> int:
    """Give the leaf that a document of the index was made of."""
    return document if document < PASSAGES else (document - PASSAGES) // WIDTH


def statements_behind(connection: Connection) -> int:
    """Count the statements that are not in the index yet, up to :data:`MOST_COUNTED`."""
    done = indexed_to(connection)
    if done is None:
        return 0
    behind = select(statements.c.n).where(statements.c.n > done).limit(MOST_COUNTED).subquery()
    return int(connection.execute(select(func.count()).select_from(behind)).scalar_one())
