"""What grouping proposes: groups with reasons, what speaks against them, alarms, and what is left alone."""

from attrs import field, frozen

from sightline.model.view import Named
from sightline.work.act import Act


@frozen(slots=True)
class Reason:
    """One reason for a group or against it, with the items it is about and what it rests on."""

    kind: str
    why: str
    items: tuple[str, ...] = ()
    """Codes."""
    refs: tuple[str, ...] = ()
    """Ids (hex) of findings or statements."""


@frozen(slots=True)
class Group:
    """Items that may be about one event."""

    number: int
    """Its place in this list; another list may number it otherwise, its id stays."""
    id: str
    """Eight digits, the same as long as the members are."""
    items: tuple[Named, ...]
    """Items to be put there, by code."""
    incident: Named | None
    """The incident that they would join; None for a new one."""
    members: tuple[Named, ...]
    """Items that are under that incident already."""
    when: str | None
    """EDTF of the time that fits all; None where none is known."""
    place: str | None
    """The name most used."""
    spellings: tuple[str, ...]
    lat: float | None
    lon: float | None
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    points: int
    """Points of the weakest item: how surely the least sure of them belongs."""
    alarm: str | None
    why: str


@frozen(slots=True)
class EventAlarm:
    """Footage that is shown for two events, or claimed of two times or places."""

    items: tuple[Named, ...]
    incidents: tuple[Named, ...]
    why: str
    sure: bool
    """The two cannot be one event: their times do not meet, or their positions are too far apart."""
    refs: tuple[str, ...] = ()


@frozen(slots=True)
class LeftAlone:
    """An item that is proposed for no group, and why."""

    item: Named
    lacks: str
    """date, place, date and place; "" where it only stands alone or fits several."""
    why: str


@frozen(slots=True)
class Grouping:
    """Everything that is proposed."""

    groups: tuple[Group, ...]
    alarms: tuple[EventAlarm, ...]
    left_alone: tuple[LeftAlone, ...]
    considered: int
    """Items that were weighed."""
    settled: int
    """Items that are under an incident already."""
    version: int = 1
    method: str = "grouping"


@frozen(slots=True)
class Decided:
    """What was decided about groups."""

    acts: tuple[Act, ...] = field(default=())
