"""Write a site into a folder whole or not at all, and never over something that is not a site of ours."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sightline.core.errors import StoreFull, Unreadable, WrongUse

MANIFEST: Final = "manifest-sha256.txt"
"""Digest and path of every file of a site; it also marks the folder as one that may be written again."""


def write_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[int, int]:
    """Write files (path, bytes) beside ``folder``, then put them in its place; give their number and bytes.

    Raises WrongUse when the folder holds something else, StoreFull or Unreadable when it cannot be written. After an
    error the folder is as it was.
    """
    folder = folder.absolute()
    refuse_foreign(folder)
    partial = folder.with_name(f".{folder.name}.partial-{os.getpid()}")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        counted = _fill(partial, files)
        _swap(partial, folder)
    except OSError as error:
        kind = StoreFull if error.errno in {28, 122} else Unreadable
        raise kind(
            f"the site cannot be written: {error.strerror or error}",
            item=str(folder),
            todo="choose another folder",
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return counted


def refuse_foreign(folder: Path) -> None:
    """Stop before anything is written, or worked out, for a folder that holds something else.

    Raises WrongUse when the folder is no folder, or holds what is not a site of ours; Unreadable when it cannot be
    looked into.
    """
    try:
        _refuse(folder)
    except OSError as error:
        raise Unreadable(
            f"the folder cannot be looked into: {error.strerror}",
            item=str(folder),
            todo="choose another folder",
        ) from error


def _refuse(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise WrongUse("this is not a folder", item=str(folder), todo="name a new or an empty folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise WrongUse(
            "the folder holds files that are not a site of Sightline",
            item=str(folder),
            todo="name a new or an empty folder; nothing was written",
        )


def _fill(partial: Path, files: Iterable[tuple[str, bytes]]) -> tuple[int, int]:
    digests: dict[str, str] = {}
    size = 0
    for path, data in files:
        target = partial / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        digests[path] = hashlib.sha256(data).hexdigest()
        size += len(data)
    lines = "".join(f"{digests[path]}  {path}\n" for path in sorted(digests))
    (partial / MANIFEST).write_bytes(lines.encode("ascii"))
    return len(digests) + 1, size + len(lines)


def _swap(partial: Path, folder: Path) -> None:
    if not folder.exists():
        partial.rename(folder)
        return
    before = folder.with_name(f".{folder.name}.before-{os.getpid()}")
    shutil.rmtree(before, ignore_errors=True)
    folder.rename(before)
    partial.rename(folder)
    shutil.rmtree(before)
