"""An entity as it was held, said and known at chosen times: a view over statements, put together on read."""

from collections.abc import Mapping

from attrs import field, frozen

from sightline.model.draft import EvidenceRef
from sightline.model.finding import Json
from sightline.model.span import Span
from sightline.model.span_order import Answer, held_at
from sightline.model.time import read


@frozen(slots=True)
class Named:
    """Another entity, by what people call it."""

    id: bytes
    code: str
    kind: str
    title: str


@frozen(slots=True)
class Statement:
    """One statement as it stands in a case; ``value`` is None where it is withheld or erased."""

    n: int
    id: bytes
    group: bytes | None
    entity: bytes
    property: str
    value: Json
    clean: str | None
    target: bytes | None
    lang: str | None
    qualifiers: Mapping[str, Json]
    valid: str | None
    valid_zone: str | None
    said: str | None
    said_zone: str | None
    negated: bool
    hedged: bool
    via: bytes | None
    source: bytes | None
    evidence: tuple[EvidenceRef, ...]
    origin: str
    rank: str
    note: str | None
    opened: int
    closed: int | None
    closing: str | None
    hidden: int
    """0 open, 1 withheld, 2 erased."""
    recorded: int = 0
    """When it was recorded [ms]."""
    by: str | None = None
    where: tuple[str, int] = ("", 0)
    """Ledger id (hex) and number of the event."""
    said_default: str | None = None
    """Publication date of its evidence, where nothing else says when it was said."""

    def valid_span(self) -> Span | None:
        """Give when it held in the world, None when nobody said."""
        return None if self.valid is None else read(self.valid, zone=self.valid_zone)

    def said_span(self) -> Span | None:
        """Give when its source said it: as stated, else the publication date of its evidence, else None."""
        written = self.said if self.said is not None else self.said_default
        return None if written is None else read(written, zone=self.said_zone)


@frozen(slots=True)
class Moments:
    """The times a view is taken at; None means now, everything, and all that is known."""

    held_at: Span | None = None
    said_by: Span | None = None
    known_at: int | None = None
    """Local position of the ledger."""


@frozen(slots=True)
class Shown:
    """A statement in a view, with what the chosen times make of it."""

    statement: Statement
    held: Answer | None = None
    """Whether it held at ``held_at``; None when no time was asked for."""
    said: Answer | None = None
    """HELD: said by then; POSSIBLY: nobody knows whether by then."""


@frozen(slots=True)
class EntityView:
    """One entity at chosen times."""

    id: bytes
    code: str
    kind: str
    title: str
    members: tuple[Named, ...]
    """Other records that were judged to be the same."""
    statements: tuple[Shown, ...]
    mentions: tuple[Shown, ...]
    """Statements of other entities whose value is this one."""
    names: Mapping[bytes, Named] = field(factory=dict)
    """Every entity that the statements name."""

    def of(self, prop: str) -> tuple[Shown, ...]:
        """Give the statements of one property, preferred first, then as recorded."""
        order = {"preferred": 0, "normal": 1, "deprecated": 2}
        mine = [s for s in self.statements if s.statement.property == prop]
        return tuple(sorted(mine, key=lambda s: (order[s.statement.rank], s.statement.n)))


def weigh(statement: Statement, moments: Moments) -> Shown | None:
    """Say what the chosen times make of a statement; None when it is not part of the view.

    A statement that was surely said only later is no part of what had been said by then. One that did
    not hold at the time
    asked for stays out, unless it was last attested before.
    """
    said: Answer | None = None
    if moments.said_by is not None:
        said = _said_by(statement, moments.said_by)
        if said is Answer.NO:
            return None
    held: Answer | None = None
    if moments.held_at is not None and statement.valid is not None:
        held = held_at(statement.valid_span(), moments.held_at, said=statement.said_span())
        if held is Answer.NO:
            return None
    return Shown(statement, held, said)


def _said_by(statement: Statement, by: Span) -> Answer:
    span = statement.said_span()
    limit = by.end_latest
    if span is None:
        if statement.origin != "source":
            return Answer.HELD if limit is None or statement.recorded < limit else Answer.NO
        return Answer.POSSIBLY
    if limit is None or (span.end_latest is not None and span.end_latest <= limit):
        return Answer.HELD
    first = span.begin_earliest
    return Answer.POSSIBLY if first is None or first < limit else Answer.NO
