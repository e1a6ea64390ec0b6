"""Writes one file of a format whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path

from sightline.core.errors import StoreFull, Unreadable
from sightline.publish.dossier import Published


def write_lines(target: Path, lines: Iterable[str]) -> Published:
    """Write lines (each with its own end) to a file, in the place of what lay there.

    Raises
    ------
    Unreadable
        It cannot be written there.
    StoreFull
        There is no room.
    """
    unfinished = target.with_name(f".{target.name}.partial-{os.getpid()}")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as out:
            size = 0
            for line in lines:
                out.write(line)
                size += len(line.encode())
        unfinished.replace(target)
    except OSError as error:
        kind = StoreFull if error.errno in {28, 122} else Unreadable
        raise kind(
            f"it cannot be written: {error.strerror or error}", item=str(target), todo="name another file"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return Published(target, 1, size, target)
