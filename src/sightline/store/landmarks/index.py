"""The index over landmarks of sound: for each key, the media and times at which it is heard.

A landmark is a pair of spectral peaks put into one number, after Wang [1]_; which pairs and how is not this room's
business. Keys are sorted in memory-mapped segments, so a query is a search in order, without compiled code. Keys are
answered a piece at a time, and a key that is heard everywhere in blocks: what a search holds beside its answer does not
grow with the collection.

.. [1] Wang, "An Industrial-Strength Audio Search Algorithm", ISMIR 2003,
   https://www.ee.columbia.edu/~dpwe/papers/Wang03-shazam.pdf
"""

from pathlib import Path
from typing import Any, Final

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from sightline.core.errors import BadValue
from sightline.store.landmarks.rows import ROOM, segment_arrays
from sightline.store.segments.marks import visible
from sightline.store.segments.opened import OpenedIndex
from sightline.store.segments.room import GROUP_ADDED, GROUP_MEDIA
from sightline.store.segments.shelf import open_shelf
from sightline.store.segments.snapshot import Snapshot
from sightline.store.segments.table import Table, pieces, spread

MOST: Final = 1_000
"""Landmarks a key brings back unless asked for more; how many there were is told."""
AT_ONCE: Final = 1 << 20
"""Landmarks that a search looks at together: some 100 MiB."""
FEW: Final = 32
"""A key that is heard so often is as good evidence as one that is heard once."""


_Answer = tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]
"""Query, medium and time of landmarks."""
_NOTHING: Final[_Answer] = (np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.int64))


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
class _Seen:
    """A part of the index at one ledger position."""

    part: _Part
    shown: NDArray[np.bool_]
    """(groups,)."""
    all_shown: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.all_shown = bool(self.shown.all())

    def _group(self, rows: NDArray[np.int64] | slice) -> NDArray[np.uint32]:
        return np.minimum(self.part.group[rows], np.uint32(len(self.shown) - 1))

    def shown_at(self, rows: NDArray[np.int64] | slice) -> NDArray[np.bool_]:
        """Tell which of some rows are visible."""
        return self.shown[self._group(rows)]

    def medium_at(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the media of some rows."""
        return self.part.media[self._group(rows)]


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
        seen = [
            _Seen(part, visible(part.media, part.added, snapshot.marks, known_at)) for part in self._parts
        ]
        rows, answers = np.zeros(len(keys), np.int64), [_NOTHING]
        for first, last in pieces(_heard(self._parts, keys), AT_ONCE):
            answer, rows[first:last] = _answer(seen, keys[first:last], most)
            answers.append((answer[0] + np.int32(first), *answer[1:]))
        query, media, time = (np.concatenate(column) for column in zip(*answers, strict=True))
        weight = np.sqrt(FEW / np.maximum(rows, FEW)).astype(np.float32)[query]
        return LandmarkHits(query, media, time, weight, rows)


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


def _places(part: _Part, keys: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the landmarks of each key begin in a part, and how many there are, hidden ones too."""
    if len(part.keys) == 0:
        return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
    place = np.minimum(np.searchsorted(part.keys, keys), len(part.keys) - 1)
    begins = np.minimum(part.rows_at[place].astype(np.int64), len(part.group))
    ends = np.minimum(part.rows_at[place + 1].astype(np.int64), len(part.group))
    return begins, np.where(part.keys[place] == keys, np.maximum(ends - begins, 0), 0)


def _heard(parts: tuple[_Part, ...], keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Count how many landmarks of all parts each key leads to."""
    heard = np.zeros(len(keys), np.int64)
    for part in parts:
        heard += _places(part, keys)[1]
    return heard


def _answer(seen: list[_Seen], keys: NDArray[np.uint32], most: int) -> tuple[_Answer, NDArray[np.int64]]:
    """Answer keys together: what is brought back, in order, and how often each key is heard."""
    places = [_places(one.part, keys) for one in seen]
    if len(keys) == 1 and sum(int(lengths[0]) for _, lengths in places) > AT_ONCE:
        ranges = [(int(begins[0]), int(lengths[0])) for begins, lengths in places]
        return _everywhere(seen, ranges, most)
    found = [_read(one, begins, lengths) for one, (begins, lengths) in zip(seen, places, strict=True)]
    query, media, time = (np.concatenate(column) for column in zip(_NOTHING, *found, strict=True))
    rows = np.bincount(query, minlength=len(keys))
    order = _thinned(np.lexsort((time, media, query)), rows, most)
    return (query[order], media[order], time[order]), rows


def _everywhere(
    seen: list[_Seen], ranges: list[tuple[int, int]], most: int
) -> tuple[_Answer, NDArray[np.int64]]:
    """Answer one key that is heard more often than is looked at together: count it in blocks, then read what is kept.

    What is kept is spread evenly over the landmarks as they lie: medium after medium within a part.
    """
    blocks = [
        (one, start, min(AT_ONCE, begin + length - start))
        for one, (begin, length) in zip(seen, ranges, strict=True)
        for start in range(begin, begin + length, AT_ONCE)
    ]
    counts = [int(one.shown_at(slice(start, start + length)).sum()) for one, start, length in blocks]
    total = sum(counts)
    wanted = np.arange(min(most, total), dtype=np.int64) * total // max(min(most, total), 1)
    found, before = [_NOTHING[1:]], 0
    for (one, start, length), count in zip(blocks, counts, strict=True):
        own = wanted[(wanted >= before) & (wanted < before + count)] - before
        row = start + np.flatnonzero(one.shown_at(slice(start, start + length)))[own]
        found.append((one.medium_at(row), one.part.time[row].astype(np.int64)))
        before += count
    media, time = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((time, media))
    return (np.zeros(len(order), np.int32), media[order], time[order]), np.array([total])


def _read(one: _Seen, begins: NDArray[np.int64], lengths: NDArray[np.int64]) -> _Answer:
    """Read the landmarks at these places of a part that are visible."""
    row, query = spread(begins, lengths), np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    if not one.all_shown:
        shown = one.shown_at(row)
        row, query = row[shown], query[shown]
    return query, one.medium_at(row), one.part.time[row].astype(np.int64)


def _thinned(order: NDArray[np.int64], rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Leave at most so many landmarks a key, spread evenly over its media and times."""
    if int(rows.max(initial=0)) <= most:
        return order
    kept = np.minimum(rows, most)
    # the i-th of k kept ones out of n is number i * n // k
    number = spread(np.zeros(len(rows), np.int64), kept) * np.repeat(rows, kept) // np.repeat(kept, kept)
    thin: NDArray[np.int64] = order[np.repeat(np.cumsum(rows) - rows, kept) + number]
    return thin
