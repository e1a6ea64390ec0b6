"""Rows of statements that are made before their leaves have numbers, maybe by another process.

They count their leaves from 0; when the event is written, the number of its first leaf and its position are put in.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen
from sqlalchemy import Table

from sightline.store.tables import citations, dates, positions, relations, shapes, statements

Row = tuple[Any, ...]

_TABLES: Final = {table.name: table for table in (statements, citations, positions, dates, relations, shapes)}
_OPENED: Final = list(statements.columns.keys()).index("opened")
_SINCE: Final = list(relations.columns.keys()).index("opened")


@frozen(slots=True)
class Made:
    """Rows by table, texts to be found as (leaf, folded), titles offered as (entity, property, leaf, text),
    names as (entity, leaf, text).
    """

    rows: Mapping[str, Sequence[Row]]
    documents: Sequence[tuple[int, str]]
    titles: Sequence[tuple[bytes, str, int, str]]
    names: Sequence[tuple[bytes, int, str]] = ()

    def shifted(self, first: int, pos: int) -> Iterator[tuple[Table, list[Row]]]:
        """Give the rows of each table as they stand in an event at ``pos`` whose first leaf here is ``first``."""
        for name, rows in self.rows.items():
            table = _TABLES[name]
            if table is statements:
                yield table, [(first + row[0], *row[1:_OPENED], pos, *row[_OPENED + 1 :]) for row in rows]
            elif table is relations:
                yield (
                    table,
                    [(*row[:2], first + row[2], *row[3:_SINCE], pos, *row[_SINCE + 1 :]) for row in rows],
                )
            elif table is citations:
                yield table, [(item, first + at) for item, at in rows]
            else:
                yield table, [(first + row[0], *row[1:]) for row in rows]
