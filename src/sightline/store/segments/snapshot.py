"""What a reader sees: one consistent state of an index, whatever a writer does meanwhile."""

import time
from pathlib import Path

from attrs import evolve, frozen

from sightline.core.errors import Busy, Damaged
from sightline.store.segments.columns import AGAIN, ColumnFile, open_columns
from sightline.store.segments.manifest import NAME, Manifest, read_manifest
from sightline.store.segments.marks import join_marks
from sightline.store.segments.room import Room
from sightline.store.segments.table import Table, joined
from sightline.store.segments.tail import FIRST, read_tail

_TRIES = 20
_PAUSE_S = 0.05

Stamp = tuple[int, int, int]


@frozen(slots=True, eq=False)
class Snapshot:
    """Everything committed at one moment."""

    path: Path
    """Of the manifest."""
    manifest: Manifest
    stamp: Stamp
    """By which a newer manifest is known."""
    files: tuple[ColumnFile, ...]
    tail_path: Path
    tail: Table
    tail_end: int
    """Where in the tail's file the next commit goes."""
    tail_size: int
    """How long the tail's file was, with what was not acknowledged."""
    marks: Table
    position: int


def current(folder: Path, room: Room, before: Snapshot | None) -> Snapshot:
    """Return the state that is committed now; ``before`` itself where nothing changed.

    :raises Damaged: when a file of the index is not what was written.
    :raises Busy: when another process removed the index that was opened, to make it again.
    :raises FileNotFoundError: when there is no index in the folder.
    """
    try:
        return _current(folder, room, before)
    except FileNotFoundError as error:
        if before is None:
            raise
        todo = "open it again"
        raise Busy(
            "another process removed this index to make it again", item=str(folder), todo=todo
        ) from error


def _current(folder: Path, room: Room, before: Snapshot | None) -> Snapshot:
    for left in reversed(range(_TRIES)):
        stamp = _stamp(folder / NAME if before is None else before.path)
        try:
            if before is not None and before.stamp == stamp:
                size = before.tail_path.stat().st_size
                return before if size == before.tail_size else _grown(folder, room, before, size)
            return _loaded(folder, room, before, stamp)
        except (FileNotFoundError, Damaged) as error:
            # a writer may have replaced what the manifest named a moment ago; if not, it is true
            if _stamp(folder / NAME) == stamp and left < _TRIES - 1:
                if isinstance(error, Damaged):
                    raise
                todo = f"it is named by the manifest; {AGAIN}"
                raise Damaged("is missing", item=str(error.filename), todo=todo) from error
            time.sleep(_PAUSE_S if left < _TRIES - 1 else 0)
    raise Damaged("changes faster than it can be read", item=str(folder), todo="try again")


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _loaded(folder: Path, room: Room, before: Snapshot | None, stamp: Stamp) -> Snapshot:
    manifest = read_manifest(folder, room.kind, room.version)
    known = {} if before is None else {file.path.name: file for file in before.files}
    files = tuple(
        known.get(name) or open_columns(folder / name, room.kind, room.version) for name in manifest.segments
    )
    empty = Snapshot(
        folder / NAME,
        manifest,
        stamp,
        files,
        folder / manifest.tail,
        tail=joined([], room.columns),
        tail_end=FIRST,
        tail_size=0,
        marks=manifest.marks,
        position=manifest.position,
    )
    return _grown(folder, room, empty, (folder / manifest.tail).stat().st_size)


def _grown(folder: Path, room: Room, before: Snapshot, size: int) -> Snapshot:
    """Read what was committed since."""
    blocks = read_tail(folder / before.manifest.tail, room.kind, room.columns, since=before.tail_end)
    if len(blocks) == 0:
        return evolve(before, tail_size=size)
    return evolve(
        before,
        tail=joined([before.tail, *(block.rows for block in blocks)], room.columns),
        tail_end=blocks[-1].end,
        tail_size=size,
        marks=join_marks([before.marks, *(block.marks for block in blocks)]),
        position=blocks[-1].position,
    )
