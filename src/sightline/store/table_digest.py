"""Says in 32 bytes what a table holds, the same on both engines, and finds where two tables part.

A row is written in Python's marshal format of version 2, which is fixed: a type byte, a length, the value. Rows
stand in the order of their primary key, text by its code points (SQLite's BINARY, PostgreSQL's "C").
"""

import hashlib
import marshal
from collections.abc import Iterator

from attrs import frozen
from sqlalchemy import Connection, Table, Text, collate, func, select

Row = tuple[object, ...]


@frozen(slots=True)
class Difference:
    """One row that two tables do not share."""

    key: str
    """``n=17``, ``entity=<hex>, opened=4``."""
    how: str
    """missing, added, or ``changed`` with the columns."""


def table_digest(connection: Connection, table: Table) -> bytes:
    """Hash all rows of a table in the order of its primary key."""
    whole = hashlib.sha256()
    for row in rows(connection, table):
        whole.update(marshal.dumps(row, 2))  # type: ignore[arg-type] # numbers, bytes, text, None
    return whole.digest()


def rows(connection: Connection, table: Table) -> Iterator[Row]:
    """Go through the rows of a table in the order of its primary key."""
    text = "BINARY" if connection.dialect.name == "sqlite" else "C"
    order = [collate(c, text) if isinstance(c.type, Text) else c for c in table.primary_key.columns]
    query = select(table).order_by(*order)
    for row in connection.execute(query, execution_options={"yield_per": 2_000}):
        yield tuple(row)


def row_count(connection: Connection, table: Table) -> int:
    """Count the rows of a table."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def differences(connection: Connection, other: Connection, table: Table) -> Iterator[Difference]:
    """Compare a table here with what it should be there, row by row; expected is ``other``."""
    places = [list(table.columns).index(c) for c in table.primary_key.columns]
    have, want = rows(connection, table), rows(other, table)
    left, right = next(have, None), next(want, None)
    while left is not None or right is not None:
        here = None if left is None else _sortable(left, places)
        there = None if right is None else _sortable(right, places)
        if there is None or (here is not None and here < there):
            yield Difference(_key(table, left, places), "added")
            left = next(have, None)
        elif here is None or there < here:
            yield Difference(_key(table, right, places), "missing")
            right = next(want, None)
        else:
            if left != right and left is not None and right is not None:
                names = [c.name for c, a, b in zip(table.columns, left, right, strict=True) if a != b]
                yield Difference(_key(table, left, places), f"changed in {', '.join(names)}")
            left, right = next(have, None), next(want, None)


def _sortable(row: Row, places: list[int]) -> tuple[tuple[str, object], ...]:
    return tuple((type(row[i]).__name__, row[i]) for i in places)


def _key(table: Table, row: Row | None, places: list[int]) -> str:
    """Name a row by its key; keys that are people's words are named by their digest instead."""
    if row is None:
        return ""
    return ", ".join(f"{list(table.columns)[i].name}={_shown(row[i])}" for i in places)


def _shown(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
