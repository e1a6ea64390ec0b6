"""Makes a relation as one statement has it, weighed exactly at the times of a question.

What the numbers of its row do not settle (several dates in one; a time of saying that follows from the evidence) is
read from its texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import orjson
from attrs import frozen
from sqlalchemy import Connection, bindparam, select, text

from sightline.model.finding import Json
from sightline.model.held_limits import FAR, LOOSE, OURS, SEVERAL, UNSURE, Limits, answer, limits_of
from sightline.model.span_order import Answer, held_at
from sightline.model.time import Span, read
from sightline.store.read import RANK_NAMES, default_dates
from sightline.store.slices import slices
from sightline.store.tables import ranks, statements

COLUMNS: Final = f"""s.n, s.id, s.entity, s.prop, s.target, s.valid, s.said, s.negated, s.hedged, s.via, s.source,
    s.origin, s.rank, s.quals, s.opened, r.b0, r.b1, r.e0, r.e1, r.s0, r.s1, r.flags,
    CASE WHEN (r.flags & {UNSURE}) <> 0 THEN s.valid_zone END, CASE WHEN (r.flags & {UNSURE}) <> 0 THEN s.said_zone END,
    CASE WHEN (r.flags & {UNSURE}) <> 0 THEN s.evidence END"""
"""The last three matter only where numbers do not settle it."""
FLAGS: Final = 21
_EVIDENCE: Final = 24
_NONE: Final[Mapping[str, Json]] = {}


@frozen(slots=True)
class Asked:
    """The times of a question as numbers."""

    first: int = -FAR
    last: int = FAR
    """The window asked about [ms]."""
    said: int = FAR
    """The end of what had been said by then [ms]."""
    said_pos: int = FAR
    """The position of the ledger at that moment."""
    known: int = -1
    """The position up to which is known; -1: all."""
    at: Span | None = None
    props: tuple[str, ...] = ()
    """Only these relations; none: all."""


@frozen(slots=True)
class Found:
    """One relation as one statement has it, weighed at the times of the question."""

    n: int
    id: bytes
    subject: bytes
    prop: str
    value: bytes
    valid: str | None
    said: str | None
    """As stated, else the publication date of its evidence."""
    negated: bool
    hedged: bool
    via: bytes | None
    source: bytes | None
    origin: str
    rank: str
    qualifiers: Mapping[str, Json]
    opened: int
    held: Answer | None
    """None where no date was asked for, or nobody said when it held."""
    told: Answer | None
    """HELD or POSSIBLY by the date asked for; None where none was."""
    limits: Limits
    spoken: tuple[int, int]
    """Bounds of when it was said [ms]; ``FAR`` where nobody knows."""


def found_of(connection: Connection, numbers: Sequence[int], asked: Asked) -> dict[int, Found]:
    """Read relations by the numbers of their statements, weighed exactly; those that are no part of the answer not."""
    out: dict[int, Found] = {}
    sql = text(
        f"SELECT {COLUMNS} FROM statements s CROSS JOIN relations r"  # noqa: S608
        " WHERE s.n IN :numbers AND r.land IN (0, 1) AND r.entity = s.entity AND r.n = s.n AND r.side = 0"
    ).bindparams(bindparam("numbers", expanding=True))
    for some in slices(sorted(numbers)):
        for one in made_of(connection, connection.execute(sql, {"numbers": list(some)}).all(), asked):
            if one.held is not Answer.NO and one.told is not Answer.NO:
                out[one.n] = one
    return out


def deprecated_among(connection: Connection, ids: Iterable[bytes], *, known: int = -1) -> set[bytes]:
    """Find the statements that stand further back than the others, as somebody ranked them."""
    every = sorted(set(ids))
    said = {
        bytes(row.id): row.rank
        for some in slices(every)
        for row in connection.execute(
            select(statements.c.id, statements.c.rank).where(statements.c.id.in_(list(some)))
        )
    }
    ranked = said | _ranks(connection, every, known)
    return {one for one, rank in ranked.items() if RANK_NAMES[rank] == "deprecated"}


def made_of(connection: Connection, rows: Sequence[Sequence[Any]], asked: Asked) -> list[Found]:
    """Make records of rows of :data:`COLUMNS`, weighing again what numbers do not settle."""
    undated = {item for row in rows if row[FLAGS] & LOOSE for item in _items(row[_EVIDENCE])}
    known = None if asked.known < 0 else asked.known
    dated = default_dates(connection, undated, known_at=known) if undated else {}
    ranked = _ranks(connection, [row[1] for row in rows], asked.known)
    return [_found(row, dated, ranked, asked) for row in rows]


def _found(
    row: Sequence[Any], dated: Mapping[bytes, str], ranked: Mapping[bytes, int], asked: Asked
) -> Found:
    (
        n, identifier, entity, prop, target, valid, said, negated, hedged, via, source, origin, rank, quals, opened,
        b0, b1, e0, e1, s0, s1, flags, valid_zone, said_zone, evidence,
    ) = row  # fmt: skip
    limits: Limits = (b0, b1, e0, e1, flags)
    spoken = (s0, s1)
    if flags & (LOOSE | SEVERAL):
        if flags & LOOSE:
            said = next((dated[item] for item in _items(evidence) if item in dated), None)
        when = None if said is None else read(said, zone=said_zone)
        span = None if valid is None else read(valid, zone=valid_zone)
        if when is not None:
            limits, spoken = (*limits_of(span, when)[:4], flags), _spoken(when)
        held = None if asked.at is None or span is None else held_at(span, asked.at, said=when)
    else:
        held = None if asked.at is None else answer(limits, asked.first, asked.last)
    told = None if asked.said >= FAR else _told(flags, opened, said, spoken, asked)
    return Found(
        n, identifier, entity, prop, target, valid, said, bool(negated), bool(hedged), via, source, origin,
        RANK_NAMES[ranked.get(identifier, rank) if ranked else rank],
        _NONE if quals is None else orjson.loads(quals), opened, held, told, limits, spoken,
    )  # fmt: skip


def _told(flags: int, opened: int, said: str | None, spoken: tuple[int, int], asked: Asked) -> Answer:
    if said is None:
        if flags & OURS:
            return Answer.HELD if opened <= asked.said_pos else Answer.NO
        return Answer.POSSIBLY
    if spoken[1] <= asked.said:
        return Answer.HELD
    return Answer.POSSIBLY if spoken[0] < asked.said else Answer.NO


def _spoken(when: Span) -> tuple[int, int]:
    first = -FAR if when.begin_earliest is None else when.begin_earliest
    return first, FAR if when.end_latest is None else when.end_latest


def _items(evidence: str | None) -> list[bytes]:
    return [] if evidence is None else [bytes.fromhex(ref["item"]) for ref in orjson.loads(evidence)]


def _ranks(connection: Connection, ids: Sequence[bytes], known: int) -> dict[bytes, int]:
    if not ids or connection.execute(select(ranks.c.statement).limit(1)).first() is None:
        return {}
    out: dict[bytes, int] = {}
    for some in slices(ids):
        query = select(ranks.c.statement, ranks.c.rank).where(ranks.c.statement.in_(list(some)))
        if known >= 0:
            query = query.where(ranks.c.opened <= known)
        out.update({bytes(r.statement): r.rank for r in connection.execute(query.order_by(ranks.c.opened))})
    return out
