"""What an answer about relations is made of: nodes, edges with their source and times, and what contradicts what."""

from collections.abc import Mapping

from attrs import field, frozen

from sightline.model.held_limits import Limits
from sightline.model.span_order import Answer
from sightline.model.view import Named


@frozen(slots=True)
class Node:
    """An entity in the answer."""

    named: Named
    hop: int
    """How many relations from the entity that was asked about; 0 is that one."""
    members: tuple[str, ...] = ()
    """Codes of other records that were judged to be the same."""
    ended_by: tuple[str, ...] = ()
    """Statements (ids, hex) by which it was no longer a thing of its own at the time asked about."""


@frozen(slots=True)
class Edge:
    """One relation as one source states it."""

    statement: str
    """Id (hex)."""
    n: int
    subject: bytes
    value: bytes
    relation: str
    """The word that relations go by; ``prop`` is the one of the statement."""
    prop: str
    mutual: bool
    event: bool
    negated: bool
    hedged: bool
    held: Answer | None
    """None where no date was asked for, or nobody said when."""
    told: Answer | None
    valid: str | None
    said: str | None
    source: bytes | None
    via: bytes | None
    origin: str
    rank: str
    place: bytes | None
    hop: int
    limits: Limits
    spoken: tuple[int, int]
    opened: int
    ended_by: tuple[str, ...] = ()
    """Statements (ids, hex) that say it was over, or that its source no longer says it, at the time asked about."""

    @property
    def key(self) -> tuple[bytes, str, bytes]:
        """Name what is said, whoever says it and whether affirmed or denied; a mutual relation in one order."""
        swap = self.mutual and self.value < self.subject
        return (
            (self.value, self.relation, self.subject) if swap else (self.subject, self.relation, self.value)
        )

    @property
    def stands(self) -> bool:
        """Tell whether nothing in the answer says that it was over or taken back."""
        return not self.ended_by


@frozen(slots=True)
class Said:
    """What a statement adds to what is compared: when, when said, through whom, and how it was ranked."""

    valid: str | None
    said: str | None
    via: Named | None
    rank: str = "normal"
    later: bool = False
    """Whether it may have been said only after what is asked back to."""


@frozen(slots=True)
class Contradiction:
    """Statements that cannot all be true, or that lead in a circle."""

    kind: str
    """denied, opposed, rivals, after_its_end, circle, itself."""
    sentence: str
    statements: tuple[str, ...]
    """Ids (hex)."""


@frozen(slots=True)
class Relations:
    """What surrounds an entity at the times of a question."""

    centre: Named | None
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int
    """Relations that were reached and are not among the edges, because there were too many."""
    not_followed: int
    """Entities whose own relations were not looked at, because enough had been found before."""
    contradictions: tuple[Contradiction, ...]
    names: Mapping[bytes, Named] = field(factory=dict)
    """Every entity that is named: nodes, sources, places."""
    ended: tuple[str, ...] = ()
    """Statements by which the centre was no longer a thing of its own."""
    contradictions_left_out: int = 0
    """Contradictions that were found and are not among those named, because there were too many."""

    def name(self, entity: bytes | None) -> str:
        """Give what an entity is called, with its code."""
        found = None if entity is None else self.names.get(entity)
        if found is None:
            return "" if entity is None else entity.hex()[:8]
        return found.code if found.title == found.code else f"{found.title} ({found.code})"
