"""Files that are whole or not there: written beside, synced, renamed, and the folder synced."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.core.errors import StoreFull, Unreadable
from sightline.store.sealed_folder import sync_folder

UNFINISHED = ".new"


@contextmanager
def told(item: Path) -> Iterator[None]:
    """Turn what the system says about a file into an error a person can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise StoreFull("no room on the disk", item=str(item), todo="make room and try again") from error
        if isinstance(error, FileNotFoundError):
            raise
        words = error.strerror or str(error)
        raise Unreadable(f"the file cannot be used: {words}", item=str(item)) from error


def unfinished(path: Path) -> Path:
    """Return the name under which a file is written before it is whole."""
    return path.with_name(path.name + UNFINISHED)


def put_in_place(path: Path) -> None:
    """Give a finished and synced file its own name, safely on disk."""
    unfinished(path).replace(path)
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file that nobody needs any more, there or not."""
    path.unlink(missing_ok=True)


def sync(handle: int) -> None:
    """Bring a file's bytes safely to disk."""
    os.fsync(handle)
