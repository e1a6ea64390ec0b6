"""Writes a file that is there whole or not at all: under another name first, then in its place."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.core.errors import SightlineError, StoreFull, WrongUse


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """Yield a path to write to; what lies there takes the place of ``file`` when all went well, and is removed if not.

    Raises
    ------
    WrongUse
        The file cannot be written there.
    StoreFull
        There is no room.
    """
    unfinished = file.with_name(f".{file.name}.part")
    try:
        yield unfinished
        unfinished.replace(file)
    except OSError as error:
        raise _said(file, error) from error
    finally:
        if unfinished.parent.is_dir():
            unfinished.unlink(missing_ok=True)


def _said(file: Path, error: OSError) -> SightlineError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreFull(
            "there is no room to write it", item=str(file), todo="make room, or write it elsewhere"
        )
    reason = error.strerror or type(error).__name__
    return WrongUse(
        f"cannot be written: {reason}", item=str(file), todo="name a file in a folder you may write to"
    )
