"""One piece of the index as the search sees it: a mapped segment, or the tail."""

from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.store.hashes.build import BLOCK
from sightline.store.hashes.slots import as_words
from sightline.store.segments.columns import ColumnFile
from sightline.store.segments.groups import grouped
from sightline.store.segments.room import GROUP_ADDED, GROUP_MEDIA
from sightline.store.segments.table import Table


@frozen(slots=True, eq=False)
class Slots:
    """The tables of a segment's slots."""

    count: int
    bases: NDArray[np.uint32]
    steps: NDArray[np.uint16]
    wide: NDArray[np.uint32]
    ids: NDArray[np.uint8]
    """(m - 1, d, 3 or 4) little-endian."""
    sketches: NDArray[np.uint16]
    """(m * d and room,), or empty."""
    steps_at: NDArray[np.int64]
    """(m,) where the steps, or wide steps, of each slot begin."""
    bases_at: NDArray[np.int64]
    is_wide: NDArray[np.uint8]


@frozen(slots=True, eq=False)
class Part:
    """Hashes, and behind each its rows."""

    words: NDArray[np.uint64]
    """(d, 4)."""
    rows_at: NDArray[np.uint32]
    """(d + 1,)."""
    group: NDArray[np.uint32]
    start: NDArray[Any]
    end: NDArray[Any]
    quality: NDArray[np.uint8]
    view: NDArray[np.uint8]
    media: NDArray[np.int64]
    """Of each group."""
    added: NDArray[np.int64]
    """Of each group."""
    slots: Slots | None = None


def part_of_file(file: ColumnFile) -> Part:
    """See a sealed segment."""
    return Part(
        file["words"], file["rows_at"], file["group"], file["start"], file["end"], file["quality"], file["view"],
        file[GROUP_MEDIA], file[GROUP_ADDED], _slots(file),
    )  # fmt: skip


def part_of_tail(rows: Table) -> Part:
    """See the tail: every row stands for itself."""
    groups = grouped(rows)
    return Part(
        as_words(rows["hashes"]), np.arange(len(rows) + 1, dtype=np.uint32), groups.of_row, rows["start_ms"],
        rows["end_ms"], rows["quality"], rows["view"], groups.media, groups.added,
    )  # fmt: skip


def _slots(file: ColumnFile) -> Slots | None:
    widths, is_wide = file["slots"], file["is_wide"]
    if len(widths) == 0:
        return None
    keys = np.left_shift(1, widths)
    narrow = is_wide == 0
    bases = np.where(narrow, keys // BLOCK, 0)
    steps = np.where(narrow, keys // BLOCK * (BLOCK + 1), 0)
    wide = np.where(narrow, 0, keys + 1)
    return Slots(
        count=len(widths),
        bases=file["bases"],
        steps=file["steps"],
        wide=file["wide"],
        ids=file["ids"],
        sketches=file["sketches"],
        steps_at=np.where(narrow, np.cumsum(steps) - steps, np.cumsum(wide) - wide).astype(np.int64),
        bases_at=(np.cumsum(bases) - bases).astype(np.int64),
        is_wide=is_wide,
    )
