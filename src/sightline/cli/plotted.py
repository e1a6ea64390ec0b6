"""The ``--plot`` option: what it names is checked before anything is worked out, which may take minutes."""

import os
import stat
from pathlib import Path

from sightline.core.errors import Unreadable, WrongUse

KINDS = (".png", ".svg")


def drawable(path: Path | None) -> Path | None:
    """Give the path back where a picture can be written to it.

    Raises
    ------
    WrongUse
        It ends otherwise, its folder is missing, or it is a folder, a pipe or a device.
    Unreadable
        Nothing may be written there.
    """
    if path is None:
        return None
    if path.suffix.lower() not in KINDS:
        raise WrongUse(
            "pictures are written as PNG or SVG", item=f"--plot {path}", todo="end the name in .png or .svg"
        )
    try:
        if not stat.S_ISDIR(path.parent.stat().st_mode):
            raise NotADirectoryError
    except OSError as error:
        raise WrongUse(
            "there is no such folder to write to",
            item=f"--plot {path}",
            todo=f"make the folder first: {path.parent}",
        ) from error
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        kind = stat.S_IFREG
    except OSError as error:
        raise Unreadable(
            f"cannot be written: {error.strerror}", item=f"--plot {path}", todo="choose another name"
        ) from error
    if not stat.S_ISREG(kind):
        raise WrongUse("this is no file", item=f"--plot {path}", todo="name a new file")
    there = path if path.exists() else path.parent
    if not os.access(there, os.W_OK):
        raise Unreadable("cannot be written", item=f"--plot {path}", todo="choose another folder")
    return path
