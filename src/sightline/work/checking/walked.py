"""What the walk over the chains gathers for the rest of a check."""

from attrs import define, field, frozen

from sightline.model.record import Record
from sightline.store.ledger import START, Event
from sightline.work.checking.checked import Fault


@frozen(slots=True)
class Said:
    """A body that the check reads on, with the event it stands in."""

    event: Event
    body: Record


@define(slots=True)
class Chain:
    """One writer's chain as far as it was walked."""

    writer: bytes
    headers: list[bytes] = field(factory=list)
    """``sha256(0x00 | header)`` of each event in order: the leaves of the checkpoint tree."""
    digests: list[bytes] = field(factory=list)
    """Digest of each event in order."""
    kinds: list[str] = field(factory=list)
    number: int = 0
    digest: bytes = START
    at: int = 0


@define(slots=True)
class Walked:
    """What the walk gathered."""

    faults: list[Fault] = field(factory=list)
    chains: dict[bytes, Chain] = field(factory=dict)
    damaged: set[int] = field(factory=set)
    """Numbers of leaves that are not what was recorded."""
    objects: dict[bytes, int] = field(factory=dict)
    """State of every object that the record names."""
    said: list[Said] = field(factory=list)
    late: list[Event] = field(factory=list)
    """Events that were received at another time than they were written."""
    events: int = 0
    withheld: int = 0
    erased: int = 0
    unread: int = 0
