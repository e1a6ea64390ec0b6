"""What a person asks of an intake, and what comes of each thing taken in."""

from collections.abc import Callable, Mapping

from attrs import field, frozen

from sightline.core.doors import Door
from sightline.model.list_plan import ListPlan


@frozen(slots=True)
class Wish:
    """What a person says about an intake."""

    door: Door | None = None
    """The way to the network; None: nothing is fetched."""
    mapping: Mapping[str, str] = field(factory=dict)
    prefer: str | None = None
    via: str | None = None
    """How it was found: query, channel, tip."""
    why: str | None = None
    """Why it is kept."""
    clock_offset_ms: int | None = None
    """How far this machine's clock is off, when it was compared."""
    on_plan: Callable[[ListPlan], None] | None = None


@frozen(slots=True)
class Added:
    """One thing taken in."""

    code: str
    path: str
    sha256: str | None
    known_before: bool
    fault: str | None = None
    """A named fault of something that was kept all the same."""
    rows_known: int = 0
    """Of a list: rows that were recorded before and are not told one by one again."""


@frozen(slots=True)
class Refused:
    """One thing that could not be taken in."""

    path: str
    fault: str
    todo: str | None = None


Outcome = Added | Refused
