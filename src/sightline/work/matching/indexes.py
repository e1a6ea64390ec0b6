"""The search indexes of a case over fingerprints: brought up to date from the catalogue whenever they are opened.

They are no record: what they hold is read again from findings and the vault where a file is missing, damaged, of an
older version, or tells of a catalogue that this is not.
"""

import logging
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import numpy as np
from attrs import frozen
from sqlalchemy import Connection, func, select

from sightline.core.errors import Broken, Busy, Damaged, NewerWorkspace, Unreadable
from sightline.measure.media.sound.landmarks import landmarks
from sightline.store.hashes.index import HashIndex, open_hashes
from sightline.store.hashes.rows import HashRows
from sightline.store.landmarks.index import LandmarkIndex, open_landmarks
from sightline.store.segments.files import told
from sightline.store.segments.lock import WriterLock
from sightline.store.tables import events, findings, protections
from sightline.work.case import Case
from sightline.work.matching.printed import SORTS, Printed, printed, read_details, read_prints, read_sound

log = logging.getLogger(__name__)

FRAMES: Final = "frames"
SOUNDS: Final = "sounds"
DETAILS: Final = "details"
PARTS: Final = (FRAMES, SOUNDS, DETAILS)
LOCK: Final = "lock"
"""File beside all of them: who holds it may bring them up to date, or remove them and make them again."""
_PATIENCE_S: Final = 60.0
_PAUSE_S: Final = 0.05
MARK: Final = "of"
"""File, beside each index and beside all, that names the event up to which it has read: a catalogue without it is
another one."""


@frozen(slots=True)
class Indexes:
    """The indexes, and what they know by local number."""

    frames: HashIndex
    sounds: LandmarkIndex
    details: HashIndex
    """Rows are details of one picture or key frame: quality is the angle in 256ths of a turn, view the octave."""
    known: Mapping[int, Printed]
    """Newest fingerprints of each object and sort, by the number the indexes know them by."""

    def current(self, media: int) -> Printed | None:
        """Give what a hit is of; None where a newer version of the same was made since."""
        return self.known.get(media)


@contextmanager
def open_indexes(case: Case) -> Iterator[Indexes]:
    """Open the indexes of a case, up to date.

    Raises
    ------
    Busy
        Another process brings them up to date; try again.
    StoreFull
        There is no room; what was indexed before stays.
    """
    folder = case.folder / "index"
    with ExitStack() as stack:
        with _turn(folder), case.catalogue.reading() as connection:
            last = connection.execute(select(func.max(events.c.pos))).scalar() or 0
            _begin_anew_where_foreign(connection, folder)
            every = printed(connection)
            try:
                opened = stack.enter_context(_opened(folder))
                wrote = _follow(case, connection, opened, every, last)
            except (Damaged, NewerWorkspace) as error:
                log.warning("the index is made again: %s", error)
                stack.close()
                _empty(folder)
                opened = stack.enter_context(_opened(folder))
                wrote = _follow(case, connection, opened, every, last)
            _mark(connection, folder, last)
        for index in opened if wrote else ():
            index.start_merging()  # goes on beside what follows; closing waits for it
        yield Indexes(*opened, {one.media: one for one in every})


def forget_withheld(case: Case) -> None:
    """Take out of the indexes what is no longer to be found, at once: after a protection or an erasure.

    Where another process holds the indexes, their files are removed under it; they are made again when missing.
    """
    folder = case.folder / "index"
    if not folder.exists():
        return
    try:
        with open_indexes(case):
            pass
    except Busy:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != LOCK:
                path.unlink(missing_ok=True)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until no other process makes the indexes or brings them up to date."""
    with told(folder):
        folder.mkdir(exist_ok=True)
    lock = WriterLock(folder / LOCK)
    until = time.monotonic() + _PATIENCE_S
    while not lock.held:
        try:
            lock.take()
        except Busy:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE_S)
        except Unreadable:  # a folder that cannot be written to: nobody changes it
            break
    try:
        yield
    finally:
        lock.let_go()


def _empty(folder: Path) -> None:
    """Remove the indexes; the lock stays, so that nobody takes another one meanwhile."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != LOCK:
            path.unlink(missing_ok=True)


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[HashIndex, LandmarkIndex, HashIndex]]:
    with (
        open_hashes(folder / FRAMES) as frames,
        open_landmarks(folder / SOUNDS) as sounds,
        open_hashes(folder / DETAILS) as details,
    ):
        yield frames, sounds, details


def _follow(
    case: Case,
    connection: Connection,
    indexes: tuple[HashIndex, LandmarkIndex, HashIndex],
    every: list[Printed],
    last: int,
) -> bool:
    """Read what was recorded since, and take out what was withheld since; tell whether there was anything."""
    frames, sounds, details = indexes
    since = min(one.position for one in indexes)
    if since >= last:
        return False
    gone = _hidden_since(connection, since)
    if gone:
        for index in indexes:
            index.erase(gone, last)
    for one in every:
        if one.sort == "sound":
            if one.pos > sounds.position:
                _add_sound(case, sounds, one)
        elif one.sort == "details":
            if one.pos > details.position:
                _add_details(case, details, one)
        elif one.pos > frames.position:
            _add_frames(case, frames, one)
    for index in indexes:
        index.commit(last)
    return True


def _add_frames(case: Case, index: HashIndex, one: Printed) -> None:
    try:
        prints = read_prints(case, one)
    except (Broken, Damaged) as error:
        log.warning("fingerprints are left out: %s", error)
        return
    count = len(prints)
    rows = HashRows(
        np.full(count, one.media, np.int64),
        prints.start_ms,
        prints.end_ms,
        prints.quality,
        prints.view,
        prints.hashes,
    )
    index.append(rows, added=one.pos)


def _add_sound(case: Case, index: LandmarkIndex, one: Printed) -> None:
    try:
        keys, times = landmarks(read_sound(case, one))
    except (Broken, Damaged) as error:
        log.warning("fingerprints are left out: %s", error)
        return
    index.append(keys, np.full(len(keys), one.media, np.int64), times, added=one.pos)


def _add_details(case: Case, index: HashIndex, one: Printed) -> None:
    try:
        details = read_details(case, one)
    except (Broken, Damaged) as error:
        log.warning("fingerprints are left out: %s", error)
        return
    at_ms = details.at_ms[details.frame_of_each()]
    media = np.full(len(details), one.media, np.int64)
    rows = HashRows(media, at_ms, at_ms, details.angles, details.octaves, details.looks)
    index.append(rows, added=one.pos)


def _hidden_since(connection: Connection, since: int) -> list[int]:
    """List the findings that were withheld or erased, where any protection came after a position."""
    newest = connection.execute(select(func.max(protections.c.pos))).scalar() or 0
    if newest <= since:
        return []
    query = select(findings.c.n).where(findings.c.measure.in_(sorted(SORTS)), findings.c.hidden > 0)
    return list(connection.execute(query.order_by(findings.c.n)).scalars())


def _begin_anew_where_foreign(connection: Connection, folder: Path) -> None:
    """Remove indexes that tell of another catalogue, and those that do not know what was opened again."""
    marks = [folder / MARK, *(folder / part / MARK for part in PARTS)]
    if not all(_is_of(connection, mark) for mark in marks):
        _empty(folder)


def _is_of(connection: Connection, mark: Path) -> bool:
    try:
        pos, digest = mark.read_text().split()
        query = select(events.c.digest).where(events.c.pos == int(pos))
        found = connection.execute(query).scalar()
        again = select(func.count()).where(protections.c.pos > int(pos), protections.c.act == "unprotect")
        same = found is not None and bytes(found).hex() == digest
        return same and not connection.execute(again).scalar()
    except (OSError, ValueError):
        return False


def _mark(connection: Connection, folder: Path, last: int) -> None:
    digest = connection.execute(select(events.c.digest).where(events.c.pos == last)).scalar()
    text = f"{last} {bytes(digest or b'').hex()}\n"
    for mark in (*(folder / part / MARK for part in PARTS), folder / MARK):
        write_mark(mark, text)


def write_mark(mark: Path, text: str) -> None:
    """Write a small file beside the indexes, whole or not at all.

    Raises
    ------
    StoreFull, Unreadable
        There is no room, or the folder cannot be written to; nothing of the case is lost by that.
    """
    new = mark.with_suffix(".new")
    with told(mark):
        if mark.exists() and mark.read_text() == text:
            return
        new.write_text(text)
        new.replace(mark)
