"""What tells one index apart from another: its columns, and how rows become a sealed segment and come out of it."""

from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen
from numpy.typing import NDArray

from sightline.store.segments.columns import ColumnFile
from sightline.store.segments.table import Columns, Table

Arrays = Iterator[tuple[str, NDArray[Any]]]

GROUP_MEDIA = "group_media"
GROUP_ADDED = "group_added"
"""Every sealed segment names its groups of rows in these two columns: the medium, and the ledger position."""


@frozen(slots=True)
class Room:
    """One kind of index."""

    kind: str
    version: int
    """Of what a row or a segment holds; an index of another version is made again."""
    columns: Columns
    """What the tail keeps of a row; ``media`` and ``added`` are among them."""
    build: Callable[[Table], Arrays]
    """Makes the arrays of a segment, the two of its groups among them."""
    rows: Callable[[ColumnFile], Table]
    """Gives back the rows of a segment, with all of ``columns``."""
    seal_at: int
    """Rows in the tail from which it becomes a segment."""
