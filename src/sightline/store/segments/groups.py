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
    runs_media, runs_added = media[starts], added[starts]
    order = _order(runs_media, runs_added)
    in_order = runs_media[order], runs_added[order]
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (np.diff(in_order[0]) != 0) | (np.diff(in_order[1]) != 0)
    number = np.empty(len(order), np.uint32)
    number[order] = np.cumsum(fresh) - 1
    if len(starts) < len(media):
        number = np.repeat(number, np.diff(np.append(starts, len(media))))
    return Groups(number, in_order[0][fresh], in_order[1][fresh])


def _order(media: NDArray[np.int64], added: NDArray[np.int64]) -> NDArray[np.intp]:
    """Order by medium and position; both in one number where it holds them, which is many times as quick."""
    least_media, least_added = int(media.min()), int(added.min())
    span = int(added.max()) - least_added + 1
    if (int(media.max()) - least_media + 1) * span < 1 << 62:
        return np.argsort((media - least_media) * span + (added - least_added))
    return np.lexsort((added, media))


def compact(values: NDArray[np.int64]) -> NDArray[Any]:
    """Hold whole numbers in four bytes where all of them fit."""
    if len(values) == 0 or (int(values.min()) >= 0 and int(values.max()) < 1 << 32):
        return values.astype(np.uint32)
    return values.astype(np.int64)
