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
