"""An index on disk: sealed segments that never change, a short tail that grows, and a manifest that names them.

The same for every room. One writer, any number of readers in any process. Whatever is replaced is written whole
beside, synced and then named in a new manifest, so a process may be killed at any point: the old state or the new one
stands, and what it left half made is swept away by the next writer. Readers keep what they opened.
"""

import logging
import threading
import time
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
from attrs import define, evolve, field
from numpy.typing import NDArray

from sightline.core.errors import BadValue, Busy
from sightline.store.segments.columns import verify, write_columns
from sightline.store.segments.files import remove, told
from sightline.store.segments.lock import WriterLock
from sightline.store.segments.manifest import NAME, Manifest, write_manifest
from sightline.store.segments.marks import Mark, join_marks, marks_table
from sightline.store.segments.merging import chosen_to_merge
from sightline.store.segments.room import GROUP_ADDED, GROUP_MEDIA, Room
from sightline.store.segments.snapshot import Snapshot, current
from sightline.store.segments.table import Table, joined
from sightline.store.segments.tail import append_block, block_bytes, read_tail, start_tail

logger = logging.getLogger(__name__)

_TRIES, _PAUSE_S = 40, 0.05
_TAIL_BYTES = 1 << 26
"""A tail of so many bytes is sealed even if it holds few rows: thousands of commits of nothing but marks."""


@define(slots=True, eq=False)
class Shelf:
    """The state of one opened index."""

    folder: Path
    room: Room
    _lock: WriterLock
    _seen: Snapshot
    _rows: list[Table] = field(factory=list)
    _marks: list[Mark] = field(factory=list)
    _next: int = 0
    _state: threading.RLock = field(factory=threading.RLock)
    _merging: threading.Lock = field(factory=threading.Lock)
    _worker: ThreadPoolExecutor | None = None

    def snapshot(self) -> Snapshot:
        """Return what is committed now, by whomever."""
        with self._state:
            self._seen = current(self.folder, self.room, self._seen)
            return self._seen

    def lock(self) -> None:
        """Become the writer, and sweep away what an earlier one left half made.

        :raises Busy: when another holds the lock, or wrote since this one last looked.
        """
        with self._state:
            if self._lock.held:
                return
            before = self._seen.position
            self._lock.take()
            if self.snapshot().position != before:
                self._lock.let_go()
                raise Busy(
                    "another process wrote to this index since it was opened; nothing was written",
                    item=str(self.folder),
                    todo="read its position again and go on from there",
                )
            self._next = self._seen.manifest.number + 1
            self._sweep()

    def add(self, rows: Table) -> None:
        """Take rows in; they count once they are committed.

        :raises BadValue: when the ledger position that adds them was read before.
        """
        with self._state:
            self.lock()
            if len(rows) > 0:
                self._check_new(int(rows["added"].min()))
                self._rows.append(rows)

    def mark(self, mark: Mark) -> None:
        """Hide or show a medium from a ledger position on; it counts once it is committed."""
        with self._state:
            self.lock()
            self._check_new(mark.at)
            self._marks.append(mark)

    def commit(self, position: int) -> None:
        """Bring what was taken in safely to disk; the index has then read up to ``position``.

        :raises BadValue: when the position lies before what was committed or taken in.
        :raises StoreFull: when there is no room; what was committed before stays, what was taken in waits.
        """
        with self._state:
            self.lock()
            seen = self.snapshot()
            rows, marks = joined(self._rows, self.room.columns), marks_table(self._marks)
            taken = [int(rows["added"].max())] if len(rows) > 0 else []
            latest = max(seen.position, *taken, *(mark.at for mark in self._marks), 0)
            if position < latest:
                raise BadValue(f"position {position} lies before {latest}, which is in the index already")
            if position == seen.position and len(rows) == 0 and len(marks) == 0:
                return
            if len(seen.tail) + len(rows) >= self.room.seal_at or seen.tail_end > _TAIL_BYTES:
                self._seal(position, rows, marks)
            else:
                path = self.folder / seen.manifest.tail
                append_block(path, seen.tail_end, block_bytes(position, rows, marks, self.room.columns))
            self._rows, self._marks = [], []
            self.snapshot()

    def merge(self, *, whole: bool) -> bool:
        """Make one segment of several; readers and the writer of this process go on meanwhile.

        :param whole: of all there is, the tail too; else of those that have grown too many for their size.
        :returns: whether there was anything to do.
        """
        with self._merging:
            with self._state:
                self.lock()
                seen = self.snapshot()
                if whole and len(seen.tail) > 0:
                    self._seal(seen.position, joined([], self.room.columns), marks_table([]))
                    seen = self.snapshot()
                chosen = chosen_to_merge(seen.files, whole=whole)
                number = self._number()
            if len(chosen) < 2:
                return False
            began = time.monotonic()
            rows = joined((self.room.rows(file) for file in chosen), self.room.columns)
            name = self._segment(number, rows)
            with self._state:
                seen = self.snapshot()
                gone = {file.path.name for file in chosen}
                kept = tuple(one for one in seen.manifest.segments if one not in gone)
                self._switch(evolve(seen.manifest, number=self._number(), segments=(name, *kept)))
            logger.info(
                "merged %d segments, %d rows, in %.1f s", len(chosen), len(rows), time.monotonic() - began
            )
            return True

    def start_merging(self) -> Future[bool]:
        """Merge in a thread of its own; closing waits for it."""
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, thread_name_prefix=f"merge-{self.room.kind}")
        return self._worker.submit(self.merge, whole=False)

    def erase(self, media: Collection[int], at: int) -> int:
        """Write every file again that holds rows of these media added up to ``at``, without them.

        At once and durable by itself, whatever was committed: when it returns no file of the index holds them.

        :returns: how many rows are gone.
        """
        wanted = np.array(sorted(set(media)), np.int64)
        with self._merging, self._state:
            self.lock()
            self._sweep()
            seen = self.snapshot()
            erased, segments = 0, []
            for file in seen.files:
                if not (np.isin(file[GROUP_MEDIA], wanted) & (file[GROUP_ADDED] <= at)).any():
                    segments.append(file.path.name)
                    continue
                rows = self.room.rows(file)
                kept = _without(rows, wanted, at)
                erased += len(rows) - len(kept)
                if len(kept) > 0:
                    segments.append(self._segment(self._number(), kept))
            tail, fewer = self._tail_without(seen, wanted, at)
            erased += fewer
            pending = [_without(rows, wanted, at) for rows in self._rows]
            erased += sum(map(len, self._rows)) - sum(map(len, pending))
            self._rows = [rows for rows in pending if len(rows) > 0]
            if (tuple(segments), tail) != (seen.manifest.segments, seen.manifest.tail):
                self._switch(
                    evolve(seen.manifest, number=self._number(), segments=tuple(segments), tail=tail)
                )
            return erased

    def check(self) -> None:
        """Read every byte; Damaged when one is not what was written."""
        for file in self.snapshot().files:
            verify(file)

    def close(self) -> None:
        """Wait for a merge that is under way and let others write; what was not committed is forgotten."""
        if self._worker is not None:
            self._worker.shutdown()
            self._worker = None
        with self._state:
            self._rows, self._marks = [], []
            self._lock.let_go()

    # ------------------------------------------------------------------------------------------------------- the parts

    def _check_new(self, position: int) -> None:
        if position <= self._seen.position:
            raise BadValue(
                f"ledger position {position} was read before: the index stands at {self._seen.position}",
                item=str(self.folder),
                todo="go on behind the position of the index",
            )

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _segment(self, number: int, rows: Table) -> str:
        name = f"segment-{number:08d}"
        facts = {"rows": len(rows)}
        write_columns(self.folder / name, self.room.kind, self.room.version, self.room.build(rows), facts)
        return name

    def _seal(self, position: int, rows: Table, marks: Table) -> None:
        """Make a segment of the tail and of what comes now, and begin a new tail."""
        seen = self._seen
        number = self._number()
        rows = joined([seen.tail, rows], self.room.columns)
        made = (self._segment(number, rows),) if len(rows) > 0 else ()
        tail = f"tail-{number:08d}"
        start_tail(self.folder / tail, self.room.kind)
        segments = (*seen.manifest.segments, *made)
        self._switch(Manifest(number, position, segments, tail, join_marks([seen.marks, marks])))

    def _tail_without(self, seen: Snapshot, media: NDArray[np.int64], at: int) -> tuple[str, int]:
        """Write the tail again without the rows of some media; returns its name and how many rows are gone."""
        erased = len(seen.tail) - len(_without(seen.tail, media, at))
        if erased == 0 and seen.tail_size == seen.tail_end:
            return seen.manifest.tail, 0
        blocks = read_tail(self.folder / seen.manifest.tail, self.room.kind, self.room.columns)
        again = [
            block_bytes(block.position, _without(block.rows, media, at), block.marks, self.room.columns)
            for block in blocks
        ]
        name = f"tail-{self._number():08d}"
        start_tail(self.folder / name, self.room.kind, again)
        return name, erased

    def _switch(self, manifest: Manifest) -> None:
        """Make a new state the current one, and remove the files that only the old one named."""
        before = self._seen.manifest
        write_manifest(self.folder, manifest, self.room.kind, self.room.version)
        for name in sorted({*before.segments, before.tail} - {*manifest.segments, manifest.tail}):
            remove(self.folder / name)
        self.snapshot()

    def _sweep(self) -> None:
        """Remove what a killed writer left half made; only while nothing is being made."""
        named = {NAME, *self._seen.manifest.segments, self._seen.manifest.tail}
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith((NAME, "segment-", "tail-")) and path.name not in named:
                remove(path)


def _without(rows: Table, media: NDArray[np.int64], at: int) -> Table:
    gone = np.isin(rows["media"], media) & (rows["added"] <= at)
    return rows if not gone.any() else rows.take(~gone)


def open_shelf(folder: Path, room: Room) -> Shelf:
    """Open an index, and make it where there is none.

    :raises Damaged: when a file of it is not what was written, or of another kind or version: make it again.
    """
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(folder / "lock")
    for left in reversed(range(_TRIES)):
        if (folder / NAME).exists():
            break
        try:
            lock.take()
            if not (folder / NAME).exists():
                start_tail(folder / "tail-00000000", room.kind)
                empty = Manifest(0, 0, (), "tail-00000000", marks_table([]))
                write_manifest(folder, empty, room.kind, room.version)
            lock.let_go()
        except Busy:  # another process is making it at this moment
            if left == 0:
                raise
            time.sleep(_PAUSE_S)
    return Shelf(folder, room, lock, current(folder, room, None))
