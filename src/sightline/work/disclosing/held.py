"""What a disclosure is made of: records of everything that the store holds.

They may still hold what must not leave; ``disclose_release`` narrows them first, and only then are they turned into
what is shown.
"""

from collections.abc import Mapping

from attrs import field, frozen

from sightline.model.finding import Json
from sightline.model.schema import Schema
from sightline.model.view import Named, Statement


@frozen(slots=True)
class Acted:
    """When something was done, by whom and why."""

    at: int
    """[ms since the epoch, UTC]"""
    by: str = ""
    reason: str = ""
    deed: str = ""


@frozen(slots=True)
class Said:
    """One statement, with what became of it."""

    one: Statement
    successor: bytes | None = None
    closed: Acted | None = None
    protected: Acted | None = None
    """Who withheld or erased it; ``by`` is the authority."""
    ranked: str = ""
    """Why it has its rank."""

    @property
    def stands(self) -> bool:
        """Tell whether it is open, readable and relied on."""
        return self.closed is None and not self.one.hidden and self.one.rank != "deprecated"


@frozen(slots=True)
class Capture:
    """One act of preserving, as it is recorded."""

    item: bytes
    state: str
    at: int
    address: str
    fault: str
    todo: str
    body: Mapping[str, Json]
    files: tuple["KeptFile", ...]
    hidden: int


@frozen(slots=True)
class KeptFile:
    """A file of a capture."""

    sha256: bytes
    role: str
    name: str


@frozen(slots=True)
class Kept:
    """An object of the vault."""

    size: int
    media_type: str
    role: str
    state: str


@frozen(slots=True)
class Made:
    """A derivative that a measure made."""

    sha256: bytes
    role: str
    caption: str
    media_time: int | None


@frozen(slots=True)
class Found:
    """A finding, as it is recorded."""

    id: bytes
    n: int
    measure: str
    version: int
    input: bytes
    outcome: str
    sentence: str
    uncertainty: str
    todo: str
    body: Mapping[str, Json]
    made: tuple[Made, ...]
    proposes: int
    """How many statements it proposes."""
    hidden: int


@frozen(slots=True)
class Judged:
    """A judgement or an identity judgement; ``on`` holds one id, or both entities."""

    id: bytes
    on_kind: str
    on: tuple[bytes, ...]
    verdict: str
    act: Acted
    undone: Acted | None


@frozen(slots=True)
class Held:
    """Everything that one disclosure may draw on."""

    schema: Schema
    audience: str
    entities: Mapping[bytes, Named]
    """The entities that may be named; heads and members alike."""
    said: Mapping[bytes, tuple[Said, ...]]
    """Statements by the record they are about."""
    heads: Mapping[bytes, bytes] = field(factory=dict)
    """The canonical record of each that was judged to be another's."""
    unnamed: Mapping[bytes, str] = field(factory=dict)
    """What stands for an entity that may not be named."""
    veiled: frozenset[bytes] = frozenset()
    """Of those: what stands for a protected source in one statement only, so that no two are known to be of one."""
    captures: Mapping[bytes, tuple[Capture, ...]] = field(factory=dict)
    findings: Mapping[bytes, tuple[Found, ...]] = field(factory=dict)
    """By the object they are about."""
    objects: Mapping[bytes, Kept] = field(factory=dict)
    graphic: frozenset[bytes] = frozenset()
    """Things of a class of sensitivity: their pictures stay blurred, whatever was said of how fit they are."""
    judgements: tuple[Judged, ...] = ()
    identities: tuple[Judged, ...] = ()

    def head(self, entity: bytes) -> bytes:
        """Give the record that stands for an entity."""
        return self.heads.get(entity, entity)

    def members(self) -> dict[bytes, list[bytes]]:
        """Group the records that are one thing: canonical first."""
        out: dict[bytes, list[bytes]] = {}
        for entity in sorted(self.entities):
            if entity not in self.heads:
                out[entity] = [entity]
        for entity, head in sorted(self.heads.items()):
            if entity in self.entities and head in out:
                out[head].append(entity)
        return out
