"""Rows as columns of equal length: what the rooms append, what the tail holds, what a merge joins."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from sightline.core.errors import BadValue


@frozen(slots=True)
class Column:
    """One column: its name, what it holds (``<i8``, ``u1``...) and how many of them a row has."""

    name: str
    kind: str
    width: int = 1

    @property
    def bytes(self) -> int:
        """Bytes a row."""
        return np.dtype(self.kind).itemsize * self.width

    def empty(self) -> NDArray[Any]:
        """Return the column without rows."""
        return np.empty((0, self.width) if self.width > 1 else 0, self.kind)


Columns = tuple[Column, ...]


@frozen(slots=True, eq=False)
class Table:
    """Columns by name, all of the same length."""

    columns: Mapping[str, NDArray[Any]] = field()

    @columns.validator
    def _check(self, _attribute: object, columns: Mapping[str, NDArray[Any]]) -> None:
        if len({len(values) for values in columns.values()}) > 1:
            raise BadValue(
                "columns differ in length: " + ", ".join(f"{name} {len(v)}" for name, v in columns.items())
            )

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def take(self, rows: NDArray[Any]) -> "Table":
        """Return some rows: a mask, or their numbers in the order wanted."""
        return Table({name: values[rows] for name, values in self.columns.items()})


def empty_table(columns: Columns) -> Table:
    """Return a table without rows."""
    return Table({column.name: column.empty() for column in columns})


def joined(tables: Iterable[Table], columns: Columns) -> Table:
    """Put tables one after the other."""
    parts = [table for table in tables if len(table) > 0] or [empty_table(columns)]
    if len(parts) == 1:
        return parts[0]
    return Table({column.name: np.concatenate([part[column.name] for part in parts]) for column in columns})


def spread(begins: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Return ``begin, begin + 1, ...`` for each range, one range after the other."""
    lengths = lengths.astype(np.int64)
    shift = begins.astype(np.int64) - (np.cumsum(lengths) - lengths)
    places: NDArray[np.int64] = np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(shift, lengths)
    return places


def pieces(loads: NDArray[np.int64], at_once: int) -> list[tuple[int, int]]:
    """Cut queries into runs that load no more than so many rows together; one that loads more stands alone."""
    cuts, total = [0], 0
    for query, rows in enumerate(loads.tolist()):
        if total > 0 and total + rows > at_once:
            cuts.append(query)
            total = 0
        total += rows
    return list(zip(cuts, [*cuts[1:], len(loads)], strict=True))
