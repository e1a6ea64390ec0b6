"""What every source promises, and what it is told: so that built-in and outside sources are called alike.

A source turns one address (a path or a URL) into Items at the door. It never writes to a case: what it downloads
goes into the scratch folder it is given, and whoever called keeps or drops it.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from sightline.core.clock import Clock, SystemClock
from sightline.core.doors import Door
from sightline.model.arrival import Arrival
from sightline.model.list_plan import ListPlan
from sightline.sources.parsing import Parser


def _show_nobody(_plan: ListPlan) -> None:
    """Take a plan and show it to nobody."""


@frozen(slots=True)
class RowsRecorded:
    """How far a list was read into a case before."""

    row: int = 0
    """Number of the last row that needs no reading; 0: none was read."""
    whole: bool = False
    """Whether that was the last row of the list."""


class RowsRead:
    """How far lists were read: asked before the rows of one, told after each of them. This one remembers nothing."""

    def recorded(self, reading: str, list_key: str) -> RowsRecorded:  # noqa: ARG002 - what one that remembers asks
        """Say how much of a list was recorded.

        :param reading: names the bytes of the list and how it is read.
        :param list_key: key of the list's own Item.
        """
        return RowsRecorded()

    def read(self, reading: str, row: int, *, last: bool = False) -> None:
        """Take note that every Item of a row, and of all before it, was handed over."""


@frozen(slots=True)
class Asked:
    """What the person asked for beside the addresses: the same record for every source."""

    scratch: Path
    """Folder for downloads; files there are the caller's to keep and to remove."""
    door: Door | None = None
    """The way to the network; None: nothing was asked to be fetched, and nothing is."""
    mapping: Mapping[str, str] = field(factory=dict)
    """Columns of a list as the person names them: ``{"Date": "claimed_time:dmy", "3": "title", "Notes": ""}``."""
    prefer: str | None = None
    """Name of the source to use, whatever others would accept the address."""
    on_plan: Callable[[ListPlan], None] = _show_nobody
    """Told how the columns of a list are read, before its first row."""
    parser: Parser | None = None
    """The sandbox in which lists and pages are read, where one is kept for several addresses."""
    rows: RowsRead = field(factory=RowsRead)
    """What was recorded of a list before, so that no row is read twice."""
    clock: Clock = field(factory=SystemClock)


class Source(Protocol):
    """One way in."""

    @property
    def name(self) -> str:
        """A short word: folder, list, page, video."""

    def accepts(self, address: str, asked: Asked) -> bool:
        """Say whether this source reads the address. Touches no network and opens no device."""

    def arrivals(self, address: str, asked: Asked) -> Iterator[Arrival]:
        """Yield what the address holds, one Item at a time, refused ones included.

        :raises SightlineError: only when the address as a whole cannot be read.
        """
