"""The index over the fingerprints of frames: every hash within a radius, exactly, in a fraction of a millisecond.

Multi-index hashing [1]_ over sealed, memory-mapped segments, and a short tail that is compared hash by hash.

.. [1] Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing", IEEE TPAMI 36 (2014),
   doi:10.1109/TPAMI.2013.231
"""

import logging
from pathlib import Path
from typing import Final

import numpy as np
from attrs import define
from numpy.typing import NDArray

from sightline.core.errors import BadValue
from sightline.store.hashes.hits import MOST, Hits, hits_of
from sightline.store.hashes.kernels import compiled
from sightline.store.hashes.near import WORTH_S, cost, near
from sightline.store.hashes.probe import Near
from sightline.store.hashes.rows import ROOM, HashRows, table_of
from sightline.store.hashes.slots import RADIUS, as_words
from sightline.store.hashes.view import View, view_of
from sightline.store.segments.opened import OpenedIndex
from sightline.store.segments.shelf import open_shelf
from sightline.store.segments.table import spread

logger = logging.getLogger(__name__)

WIDEST: Final = 40
"""The widest radius that is answered at all [bits]; beyond 31 by comparing with every hash."""


@define(slots=True, eq=False)
class HashIndex(OpenedIndex):
    """The index of frames, opened."""

    _view: View | None = None
    _work_s: float = 0.0
    """What its searches so far would take without machine code [s]."""
    _expected_s: float = 0.0
    """What the searches that were announced would take [s]."""

    def append(self, rows: HashRows, *, added: int) -> None:
        """Take rows in; durable and found once :meth:`commit` returns.

        :param added: the ledger position that adds them, above :attr:`position`.
        :raises BadValue: when columns differ in length, a hash has not 32 bytes, or the position was read before.
        :raises Busy: when another process writes.
        """
        self.shelf.add(table_of(rows, added))

    def search(
        self, hashes: NDArray[np.uint8], *, radius: int = RADIUS, known_at: int | None = None, most: int = MOST,
        threads: int = 1,
    ) -> Hits:  # fmt: skip
        """Find every row whose hash lies within ``radius`` bits of a query; exact.

        :param hashes: (q, 32) of uint8.
        :param radius: 0 to 40 [bits], inclusive. Above 31 every hash is compared: a hundred times slower, and the
            answer says so (``scanned``).
        :param known_at: as the index stood at this ledger position; None: now. What was erased since is gone.
        :param most: rows brought back for one query; ``Hits.rows`` tells how many there were.
        :param threads: how many threads share the queries.
        :raises BadValue: when the hashes are no (q, 32) of bytes, or the radius is too wide.
        :raises Damaged: when a file of the index is not what was written.
        """
        if hashes.ndim != 2 or hashes.shape[1] != 32 or hashes.dtype != np.uint8:
            raise BadValue(f"hashes are (q, 32) of uint8, not {hashes.shape} of {hashes.dtype}")
        if not 0 <= radius <= WIDEST or most < 1 or threads < 1:
            raise BadValue(
                f"radius {radius} is not 0 to {WIDEST}, or most {most} or threads {threads} not 1 and more"
            )
        view = self._current()
        queries, again = _distinct(as_words(hashes))
        seen = view.at(known_at)
        quick = self._quick(view, len(queries), radius)
        found: list[Near] = [near(one.part, queries, radius, quick=quick, threads=threads) for one in seen]
        scanned = radius > RADIUS
        hits = hits_of(seen, found, len(queries), view.media, most=most, scanned=scanned)
        return hits if again is None else _repeated(hits, again)

    def expect(self, queries: int, *, radius: int = RADIUS) -> None:
        """Take note of how many queries will be put: machine code is fetched for the first where all are worth it."""
        self._expected_s = sum(cost(part, queries, radius) for part in self._current().parts)

    def _current(self) -> View:
        snapshot = self.shelf.snapshot()
        if self._view is None or self._view.snapshot is not snapshot:
            self._view = view_of(snapshot, self._view)
        return self._view

    def _quick(self, view: View, queries: int, radius: int) -> bool:
        """Decide for machine code: when it is at hand, or when the work is worth fetching it."""
        if radius > RADIUS:
            logger.info("radius %d is over %d: comparing with every hash, which is slow", radius, RADIUS)
        if compiled.cache_info().currsize > 0:
            return True
        self._work_s += sum(cost(part, queries, radius) for part in view.parts)
        return max(self._work_s, self._expected_s) > WORTH_S


def open_hashes(folder: Path) -> HashIndex:
    """Open the index of frames, and make it where there is none; takes milliseconds at any size.

    :raises Damaged: when it is not what was written, or of another version: remove the folder and make it again.
    """
    return HashIndex(open_shelf(folder, ROOM))


def _distinct(queries: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64] | None]:
    """Leave equal queries out, and tell for each of all which of the left ones it equals."""
    if len(queries) < 2:
        return queries, None
    plain = np.ascontiguousarray(queries).view("V32").reshape(-1)
    _, first, again = np.unique(plain, return_index=True, return_inverse=True)
    return (queries, None) if len(first) == len(queries) else (queries[first], again.reshape(-1))


def _repeated(hits: Hits, again: NDArray[np.int64]) -> Hits:
    """Give the hits of equal queries to each of them."""
    counts = np.bincount(hits.query, minlength=int(again.max()) + 1)
    chosen = spread((np.cumsum(counts) - counts)[again], counts[again])
    query = np.repeat(np.arange(len(again), dtype=np.int32), counts[again])
    return Hits(
        query, hits.distance[chosen], hits.media[chosen], hits.start_ms[chosen], hits.end_ms[chosen],
        hits.quality[chosen], hits.view[chosen], hits.weight[chosen], hits.rows[again],
        hits.holders[again], hits.scanned,
    )  # fmt: skip
