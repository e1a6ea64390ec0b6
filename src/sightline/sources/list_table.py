"""A list opened for reading, whatever its format: its rows can be streamed as often as needed."""

from collections.abc import Callable, Iterator
from typing import Literal

from attrs import frozen

from sightline.sources.list_rows import BadRow, Row

__all__ = ["Table"]


def _nothing() -> tuple[str, ...]:
    return ()


@frozen(slots=True)
class Table:
    """One list, ready to be read."""

    format: Literal["csv", "xlsx"]
    encoding: str
    delimiter: str | None
    width: int
    rows: Callable[[], Iterator[Row | BadRow]]
    """Starts a new pass over the rows."""
    notes: Callable[[], tuple[str, ...]] = _nothing
    """What was noticed by the latest whole pass, in sentences."""
