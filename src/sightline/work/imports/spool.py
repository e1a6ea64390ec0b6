"""Keeps what was checked of an import until it is written, so that no line is read and checked twice.

A file without a name in the workspace's ``tmp/``: it is gone when the process is. Where it grows over its limit, or
finds no room, what it holds is used and the rest is read again.
"""

import marshal
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from attrs import define, field, frozen

from sightline.model.record import Record
from sightline.work.record import Judged

LIMIT = 2_000_000_000
"""Most bytes that are kept."""


@frozen(slots=True)
class Checked:
    """Some lines of an import, checked, with their entities found or made."""

    last: int
    """Number of the last line."""
    fresh: list[Record]
    """Bodies of entities that nobody knew when the lines were checked."""
    rows: list[tuple[Record, bool]]
    """Bodies of statements without ids, and whether their value is to be sealed."""
    judged: list[Judged]
    """Identity judgements: verdict, lower id, higher id, reason."""


Place = tuple[int, int]
"""Offset and size of a batch in the file."""


@define(slots=True)
class Spool:
    """What was checked, in the order of the file."""

    _file: IO[bytes]
    _open: bool = True
    places: list[Place] = field(factory=list)

    def add(self, checked: Checked) -> None:
        """Keep what was checked, unless there is no room; then nothing more is kept."""
        if not self._open:
            return
        try:
            whole = marshal.dumps((checked.last, checked.fresh, checked.rows, checked.judged))
            if self._file.tell() + len(whole) > LIMIT:
                self._open = False
                return
            place = (self._file.tell(), len(whole))
            self._file.write(whole)
            self._file.flush()
            self.places.append(place)
        except OSError:  # no room: what is complete is used, the rest is read again
            self._open = False

    def read(self, place: Place) -> Checked:
        """Read one batch."""
        offset, size = place
        whole = os.pread(self._file.fileno(), size, offset)
        return Checked(*marshal.loads(whole))  # noqa: S302 - our own bytes, in a file that nobody else can open

    def fileno(self) -> int:
        """Give the descriptor of the file."""
        return self._file.fileno()


@contextmanager
def open_spool(folder: Path) -> Iterator[Spool]:
    """Open an empty spool in a folder; it is gone afterwards."""
    with tempfile.TemporaryFile(dir=folder, buffering=1 << 20) as file:
        yield Spool(file)
