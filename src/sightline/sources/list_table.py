"""A list opened for reading, whatever its format: its rows can be streamed as often as needed."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from attrs import frozen

from sightline.sources.list_rows import BadRow, Row

__all__ = ["Table", "digest_of"]


def _nothing() -> tuple[str, ...]:
    return ()


@frozen(slots=True)
class Table:
    """One list, ready to be read."""

    format: Literal["csv", "xlsx", "ods"]
    encoding: str
    delimiter: str | None
    width: int
    rows: Callable[[], Iterator[Row | BadRow]]
    """Starts a new pass over the rows."""
    digest: str
    """SHA-256 of the bytes it was read from."""
    notes: Callable[[], tuple[str, ...]] = _nothing
    """What was noticed by the latest whole pass, in sentences."""
    name: str = ""
    """Of the sheet in a workbook, where it matters which one was read."""


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal.

    :raises OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
