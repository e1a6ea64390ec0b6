"""Rows of one medium that one ledger position added form a group; a row keeps the group's number, in four bytes."""

from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.store.segments.table import Table


@frozen(slots=True, eq=False)
class Groups:
    """Groups of rows, and to which each row belongs."""

    of_row: NDArray[np.uint32]
    media: NDArray[np.int64]
    added: NDArray[np.int64]


def grouped(rows: Table) -> Groups:
    """Group rows by medium and ledger position."""
    media, added = rows["media"], rows["added"]
    if len(media) == 0:
        nothing = np.empty(0, np.int64)
        return Groups(nothing.astype(np.uint32), nothing, nothing)
    # rows come in long runs of one medium: sorting the runs is enough
    starts = np.concatenate(([0], np.flatnonzero((np.diff(media) != 0) | (np.diff(added) != 0)) + 1))
    pairs = np.stack((media[starts], added[starts]), axis=1)
    distinct, number = np.unique(pairs, axis=0, return_inverse=True)
    lengths = np.diff(np.append(starts, len(media)))
    return Groups(
        np.repeat(number.reshape(-1).astype(np.uint32), lengths),
        np.ascontiguousarray(distinct[:, 0]),
        np.ascontiguousarray(distinct[:, 1]),
    )


def compact(values: NDArray[np.int64]) -> NDArray[Any]:
    """Hold whole numbers in four bytes where all of them fit."""
    if len(values) == 0 or (int(values.min()) >= 0 and int(values.max()) < 1 << 32):
        return values.astype(np.uint32)
    return values.astype(np.int64)
