"""What a check says: every fault by its place, and what is no fault but must be known."""

from attrs import field, frozen

FINISH = "give the same sightline protect or erase again: it completes what was left"
"""What to do about a protection that was interrupted."""


@frozen(slots=True)
class Fault:
    """One thing that is not as it was written."""

    what: str
    where: str
    """``<ledger>:<number>`` an event, ``…/3`` a leaf, ``statements n=17`` a row, ``objects/sha256/…`` an object."""
    todo: str = "restore it from a backup"


@frozen(slots=True)
class CheckpointSeen:
    """One signed checkpoint and what came of checking it."""

    ledger: str
    """Short id of the chain."""
    number: int
    """Number of the event that holds it."""
    size: int
    root: str
    at: int
    """When, by this machine's clock [ms since the epoch, UTC]."""
    sound: bool


@frozen(slots=True)
class Checked:
    """What a whole check came to."""

    objects: int
    events: int
    faults: tuple[Fault, ...]
    unsigned_after: int
    """Number of the last event, in the chain this copy appends to, that a sound checkpoint covers; 0 for none."""
    unsigned: int
    """Events after it, checkpoints themselves left out."""
    withheld: int
    """Leaves and objects that are encrypted, by an act or from the first moment."""
    erased: int
    checkpoints: tuple[CheckpointSeen, ...] = ()
    unlisted: tuple[str, ...] = field(default=())
    """Files in the vault that no event names: left by something that was interrupted, or laid there by somebody."""
    unread: int = 0
    """Withheld leaves and objects whose key is not here, so that only their place could be checked."""

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.faults
