"""Folders for unfinished work: made below the case, removed after; a disk that refuses is named."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.core.errors import Busy, StoreFull
from sightline.work.case import Case


def make_tmp_folder(case: Case, name: str) -> Path:
    """Make a folder for unfinished work.

    Raises
    ------
    StoreFull, Busy
        The disk has no room, or may not be written to.
    """
    folder = (case.folder / "tmp" / name).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreFull(
                "there is no room for it", item=str(folder), todo="make room and run it again"
            ) from error
        raise Busy(
            f"cannot be made: {error.strerror}",
            item=str(folder),
            todo="check the rights of the case's folder",
        ) from error
    return folder


@contextmanager
def tmp_folder(case: Case, name: str) -> Iterator[Path]:
    """Yield a folder for unfinished work and remove it after."""
    folder = make_tmp_folder(case, name)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
