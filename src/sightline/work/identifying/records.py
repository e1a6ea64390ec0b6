"""What a sheet about an actor is made of: its names, its life with every source's word, who it may be taken for."""

from collections.abc import Mapping

from attrs import field, frozen

from sightline.model.finding import Json
from sightline.model.view import Named
from sightline.work.relating.records import Contradiction


@frozen(slots=True)
class Voice:
    """One statement, as somebody says it."""

    statement: str
    """Id (hex)."""
    source: Named | None
    """None for what an analyst of the case says."""
    origin: str
    via: Named | None
    valid: str | None
    said: str | None
    negated: bool
    hedged: bool
    held: str | None
    """Whether it held at the date asked for: held, possibly, last attested, no; None without one."""
    evidence: tuple[Mapping[str, Json], ...]
    """Items with the quote, as ``show --json`` has them."""
    note: str | None
    superseded_by: tuple[str, ...] = ()
    """Ids (hex) of statements by which it was over or taken back at the date asked for."""
    judged: str = ""
    """Who judged it right or wrong."""


@frozen(slots=True)
class NameLine:
    """One name, with everybody who uses or denies it."""

    text: str
    lang: str | None
    sort: str
    """name, alias or renamed."""
    voices: tuple[Voice, ...]

    @property
    def denied(self) -> bool:
        """Tell whether the last word of somebody on it is that it is no name of this actor."""
        return any(v.negated for v in self.voices)


@frozen(slots=True)
class LifeEvent:
    """One thing that happened to an actor or held of it, with every source's word on it."""

    what: str
    """In plain words: ``member of Lower Aren Front``."""
    prop: str
    inward: bool
    """Whether it is said of the other, about this one."""
    other: Named | None
    place: Named | None
    begin: int | None
    """The earliest it may have begun [ms since 1970 UTC], by any voice that affirms it."""
    voices: tuple[Voice, ...]


@frozen(slots=True)
class Confusable:
    """Another actor that this one may be taken for, or is one with."""

    other: Named
    judged: str | None
    """same, different or unsure, as a person judged; None when nobody did."""
    by: str | None
    reason: str | None
    """Why the person judged so."""
    names: tuple[str, str] | None
    """The two names that are alike."""
    verdict: str | None
    """What the names alone say: same, distinct or maybe."""
    why: str


@frozen(slots=True)
class Crossed:
    """Judgements that contradict each other through others: same, same, different."""

    entities: tuple[Named, ...]
    """All that are named, in the order of the chain."""
    sentence: str
    judgements: tuple[str, ...]
    """Ids (hex)."""


@frozen(slots=True)
class ActorSheet:
    """One actor at chosen times."""

    named: Named
    sort: str | None
    """What sort of actor, by the newest statement."""
    members: tuple[Named, ...]
    """Other records judged to be the same."""
    names: tuple[NameLine, ...]
    life: tuple[LifeEvent, ...]
    local_parts: tuple[LifeEvent, ...]
    """Those events by which another is a local part of it, or it of another."""
    ended_by: tuple[str, ...]
    """Ids (hex) of statements by which it was no longer a thing of its own at the date asked for."""
    contradictions: tuple[Contradiction, ...]
    confusable: tuple[Confusable, ...]
    crossed: tuple[Crossed, ...]
    left_out: int = 0
    """Statements that are not shown because there are too many."""
    contradictions_left_out: int = 0
    """Contradictions that were found and are not among those named, because there were too many."""
    known: Mapping[bytes, Named] = field(factory=dict)


@frozen(slots=True)
class Candidate:
    """An entity that a name may mean."""

    named: Named
    how: str
    """code, exact, same, denied (somebody says that it is not called so), maybe or near."""
    name: str
    """The name of it that fits."""
    why: str


@frozen(slots=True)
class Alike:
    """Two actors that a person should judge to be the same or different; nothing is applied."""

    one: Named
    other: Named
    names: tuple[str, str]
    proposes: str
    """same, different or unsure."""
    why: tuple[str, ...]
    against: tuple[str, ...]
    """What speaks against it."""
    command: str
    method: str
    version: int


@frozen(slots=True)
class Alikes:
    """Every pair that waits for a judgement."""

    pairs: tuple[Alike, ...]
    crossed: tuple[Crossed, ...]
    left_out: int
    """Pairs beyond the number asked for."""
    too_common: tuple[str, ...]
    """Words that so many names share that no pairs were made by them alone."""
