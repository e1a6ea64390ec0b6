"""What every measure of this room is given: one file, what it is, and where products go."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from sightline.measure.media.sniff import Sniffed


@frozen(slots=True)
class Subject:
    """One file under examination."""

    path: Path
    sniffed: Sniffed
    parameters: Mapping[str, Any]
    """Those of the measure being run; a name among them is a claim, never used to open anything."""
    out: Path
    """Folder for products."""
    deadline: float
    """On the monotonic clock [s]: end before it with what there is."""
    ask: Callable[[str], bytes | None]
    """What an outside program says about the file, by the program's name; None without an answer."""
    others: tuple[Path, ...] = ()
    """Files it is compared with."""

    @property
    def media_type(self) -> str:
        """Media type by its bytes."""
        return self.sniffed.media_type
