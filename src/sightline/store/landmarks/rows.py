"""What the index of sound keeps of a landmark, and the room of such rows on disk."""

from typing import Final

import numpy as np

from sightline.store.segments.columns import ColumnFile
from sightline.store.segments.groups import compact, grouped
from sightline.store.segments.room import GROUP_ADDED, GROUP_MEDIA, Arrays, Room
from sightline.store.segments.table import Column, Table

COLUMNS: Final = (
    Column("media", "<i8"),
    Column("added", "<i8"),
    Column("key", "<u4"),
    Column("time_ms", "<i8"),
)
SEAL_AT: Final = 262_144


def segment_arrays(rows: Table) -> Arrays:
    """Make the arrays of a segment, one by one.

    ``keys`` (d,) the distinct keys, rising; ``rows_at`` (d + 1,) where the landmarks of each begin; ``group`` and
    ``time`` (n,) the landmarks, in order of key and, within a key, as they were added; the groups.
    """
    order = np.argsort(rows["key"], kind="stable")
    keys, starts = np.unique(rows["key"][order], return_index=True)
    groups = grouped(rows)
    yield "keys", keys
    yield "rows_at", compact(np.append(starts, len(order)))
    yield "group", groups.of_row[order]
    yield "time", compact(rows["time_ms"])[order]
    yield GROUP_MEDIA, groups.media
    yield GROUP_ADDED, groups.added


def rows_of(file: ColumnFile) -> Table:
    """Give back the rows of a segment."""
    rows_at = file["rows_at"].astype(np.int64)
    return Table({
        "media": file[GROUP_MEDIA][file["group"]],
        "added": file[GROUP_ADDED][file["group"]],
        "key": np.repeat(file["keys"], rows_at[1:] - rows_at[:-1]),
        "time_ms": file["time"],
    })  # fmt: skip


ROOM: Final = Room("landmarks", 1, COLUMNS, segment_arrays, rows_of, SEAL_AT)
