"""What the index of frames keeps of a row, and the room of such rows on disk."""

from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import BadValue
from sightline.store.hashes.build import segment_arrays
from sightline.store.segments.columns import ColumnFile
from sightline.store.segments.room import GROUP_ADDED, GROUP_MEDIA, Room
from sightline.store.segments.table import Column, Table

COLUMNS: Final = (
    Column("media", "<i8"),
    Column("added", "<i8"),
    Column("start_ms", "<i8"),
    Column("end_ms", "<i8"),
    Column("quality", "u1"),
    Column("view", "u1"),
    Column("hashes", "u1", 32),
)
SEAL_AT: Final = 65_536


@frozen(slots=True, eq=False)
class HashRows:
    """Runs of like frames, or pictures: columns of equal length n."""

    media: NDArray[np.int64]
    """The number of the medium, chosen by the caller."""
    start_ms: NDArray[np.int64]
    end_ms: NDArray[np.int64]
    quality: NDArray[np.uint8]
    view: NDArray[np.uint8]
    hashes: NDArray[np.uint8]
    """(n, 32)."""


def table_of(rows: HashRows, added: int) -> Table:
    """Put rows into the columns of the index.

    :raises BadValue: when the columns differ in length, or a hash has not 32 bytes.
    """
    hashes = np.asarray(rows.hashes)
    if hashes.ndim != 2 or hashes.shape[1] != 32 or hashes.dtype != np.uint8:
        raise BadValue(f"hashes are (n, 32) of uint8, not {hashes.shape} of {hashes.dtype}")
    plain: dict[str, NDArray[Any]] = {
        "media": np.asarray(rows.media, np.int64),
        "added": np.full(len(hashes), added, np.int64),
        "start_ms": np.asarray(rows.start_ms, np.int64),
        "end_ms": np.asarray(rows.end_ms, np.int64),
        "quality": np.asarray(rows.quality, np.uint8),
        "view": np.asarray(rows.view, np.uint8),
        "hashes": hashes.copy(),  # the caller may fill his array again before the commit
    }
    return Table(plain)


def rows_of(file: ColumnFile) -> Table:
    """Give back the rows of a segment."""
    rows_at = file["rows_at"].astype(np.int64)
    group = file["group"]
    distinct = np.ascontiguousarray(file["words"]).view(np.uint8).reshape(-1, 32)
    return Table({
        "media": file[GROUP_MEDIA][group],
        "added": file[GROUP_ADDED][group],
        "start_ms": file["start"],
        "end_ms": file["end"],
        "quality": file["quality"],
        "view": file["view"],
        "hashes": np.repeat(distinct, rows_at[1:] - rows_at[:-1], axis=0),
    })  # fmt: skip


ROOM: Final = Room("hashes", 2, COLUMNS, segment_arrays, rows_of, SEAL_AT)
