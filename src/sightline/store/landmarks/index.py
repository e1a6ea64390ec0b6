"""The index over landmarks of sound: for each key, the media and times at which it is heard.

A landmark is a pair of spectral peaks put into one number, after Wang [1]_; which pairs and how is not this room's
business. Keys are sorted, so a query is a search in order, without compiled code.

.. [1] Wang, "An Industrial-Strength Audio Search Algorithm", ISMIR 2003,
   https://www.ee.columbia.edu/~dpwe/papers/Wang03-shazam.pdf
"""

from pathlib import Path
from typing import Any, Final

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

from sightline.core.errors import BadValue
from sightline.store.landmarks.rows import ROOM, segment_arrays
from sightline.store.segments.marks import visible
from sightline.store.segments.opened import OpenedIndex
from sightline.store.segments.room import GROUP_ADDED, GROUP_MEDIA
from sightline.store.segments.shelf import open_shelf
from sightline.store.segments.snapshot import Snapshot
from sightline.store.segments.table import Table, spread

MOST: Final = 1_000
"""Landmarks a key brings back unless asked for more; how many there were is told."""
FEW: Final = 32
"""A key that is heard so often is as good evidence as one that is heard once."""


@frozen(slots=True, eq=False)
class LandmarkHits:
    """Landmarks with a key that was asked for, in order of query, medium and time: k of them, for q keys."""

    query: NDArray[np.int32]
    """(k,) which of the keys."""
    media: NDArray[np.int64]
    time_ms: NDArray[np.int64]
    weight: NDArray[np.float32]
    """(k,) in (0, 1]: 1 where the key is heard up to 32 times, falling with the root of the number."""
    rows: NDArray[np.int64]
    """(q,) how often each key is heard; more than was brought back where it is heard everywhere, as a hum is."""

    def __len__(self) -> int:
        return len(self.query)


@frozen(slots=True, eq=False)
class _Part:
    keys: NDArray[np.uint32]
    rows_at: NDArray[Any]
    group: NDArray[np.uint32]
    time: NDArray[Any]
    media: NDArray[np.int64]
    added: NDArray[np.int64]


@define(slots=True, eq=False)
class LandmarkIndex(OpenedIndex):
    """The index of sound, opened."""

    _snapshot: Snapshot | None = None
    _parts: tuple[_Part, ...] = ()

    def append(
        self, keys: NDArray[np.uint32], media: NDArray[np.int64], time_ms: NDArray[np.int64], *, added: int
    ) -> None:
        """Take landmarks in; durable and found once :meth:`commit` returns.

        :param keys: (n,).
        :param media: (n,) the number of the medium, chosen by the caller.
        :param time_ms: (n,) when it is heard [ms].
        :param added: the ledger position that adds them, above :attr:`position`.
        :raises BadValue: when the columns differ in length, or the position was read before.
        :raises Busy: when another process writes.
        """
        rows: dict[str, NDArray[Any]] = {
            "media": np.array(media, np.int64),
            "added": np.full(len(keys), added, np.int64),
            "key": np.array(keys, np.uint32),
            "time_ms": np.array(time_ms, np.int64),
        }
        self.shelf.add(Table(rows))

    def search(
        self, keys: NDArray[np.uint32], *, known_at: int | None = None, most: int = MOST
    ) -> LandmarkHits:
        """Find every landmark with one of the keys.

        :param keys: (q,).
        :param known_at: as the index stood at this ledger position; None: now. What was erased since is gone.
        :param most: landmarks brought back for one key, spread evenly over all; ``rows`` tells how many there were.
        :raises BadValue: when ``most`` is not positive, or the keys are no row of uint32.
        :raises Damaged: when a file of the index is not what was written.
        """
        if keys.ndim != 1 or keys.dtype != np.uint32 or most < 1:
            raise BadValue(f"keys are (q,) of uint32, not {keys.shape} of {keys.dtype}; most is 1 or more")
        snapshot = self.shelf.snapshot()
        if snapshot is not self._snapshot:
            self._snapshot, self._parts = snapshot, _parts_of(snapshot)
        found = [_found(part, keys, snapshot.marks, known_at) for part in self._parts]
        found.append((np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.int64)))
        query, media, time = (np.concatenate(column) for column in zip(*found, strict=True))
        rows = np.bincount(query, minlength=len(keys))
        order = _thinned(np.lexsort((time, media, query)), rows, most)
        query = query[order]
        weight = np.sqrt(FEW / np.maximum(rows, FEW)).astype(np.float32)[query]
        return LandmarkHits(query, media[order], time[order], weight, rows)


def open_landmarks(folder: Path) -> LandmarkIndex:
    """Open the index of sound, and make it where there is none; takes milliseconds at any size.

    :raises Damaged: when it is not what was written, or of another version: remove the folder and make it again.
    """
    return LandmarkIndex(open_shelf(folder, ROOM))


def _parts_of(snapshot: Snapshot) -> tuple[_Part, ...]:
    tail = [dict(segment_arrays(snapshot.tail))] if len(snapshot.tail) > 0 else []
    columns = [*(file.arrays for file in snapshot.files), *tail]
    names = ("keys", "rows_at", "group", "time", GROUP_MEDIA, GROUP_ADDED)
    return tuple(_Part(*(one[name] for name in names)) for one in columns)


def _found(
    part: _Part, keys: NDArray[np.uint32], marks: Table, known_at: int | None
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Find the keys in one part: query, medium and time of what is visible."""
    place = np.searchsorted(part.keys, keys)
    inside = np.minimum(place, len(part.keys) - 1)
    asked = np.flatnonzero(part.keys[inside] == keys)
    begins = np.minimum(part.rows_at[inside[asked]].astype(np.int64), len(part.group))
    ends = np.minimum(part.rows_at[inside[asked] + 1].astype(np.int64), len(part.group))
    lengths = np.maximum(ends - begins, 0)
    row, query = spread(begins, lengths), np.repeat(asked.astype(np.int32), lengths)
    group = np.minimum(part.group[row], len(part.media) - 1)
    shown = visible(part.media, part.added, marks, known_at)
    if not shown.all():
        row, query, group = row[shown[group]], query[shown[group]], group[shown[group]]
    return query, part.media[group], part.time[row].astype(np.int64)


def _thinned(order: NDArray[np.int64], rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Leave at most so many landmarks a key, spread evenly over its media and times."""
    if int(rows.max(initial=0)) <= most:
        return order
    kept = np.minimum(rows, most)
    # the i-th of k kept ones out of n is number i * n // k
    number = spread(np.zeros(len(rows), np.int64), kept) * np.repeat(rows, kept) // np.repeat(kept, kept)
    thin: NDArray[np.int64] = order[np.repeat(np.cumsum(rows) - rows, kept) + number]
    return thin
