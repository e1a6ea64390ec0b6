"""Reads entities and statements from the catalogue as records of the model."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import BindParameter, Connection, Row, Select, and_, bindparam, or_, select
from sqlalchemy.sql.elements import ColumnElement

from sightline.model.draft import EvidenceRef
from sightline.model.view import Named, Statement
from sightline.store.tables import acts, entities, entity_keys, events, membership, ranks, statements

AnyRow = Row[*tuple[Any, ...]]
RANK_NAMES = {0: "deprecated", 1: "normal", 2: "preferred"}
OF_STATEMENTS = """n id grp entity prop value clean target lang quals valid valid_zone said said_zone negated hedged
via source evidence origin rank note opened closed closing hidden""".split()
COLUMNS = (
    *(statements.c[name] for name in OF_STATEMENTS),
    events.c.received,
    events.c.writer,
    events.c.number,
    acts.c.by,
)
FROM = statements.join(events, events.c.pos == statements.c.opened).outerjoin(
    acts, acts.c.pos == statements.c.opened
)
ENOUGH = 900
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
WHICH: Mapping[str, ColumnElement[bool]] = {
    "of": statements.c.entity.in_(IDS),
    "about": statements.c.target.in_(IDS),
    "by": or_(statements.c.source.in_(IDS), statements.c.via.in_(IDS)),
    "numbered": statements.c.n.in_(IDS),
    "named": statements.c.id.in_(IDS),
}
"""Which statements are read; the queries are made once, since making one costs more than running it."""
SHORT = select(entities.c.id, entities.c.code, entities.c.kind, entities.c.title)
CODED = SHORT.where(entities.c.code == bindparam("code"))
NAMES = SHORT.where(entities.c.id.in_(IDS))
_json = orjson.loads


def find_entity(connection: Connection, name: str) -> Named | None:
    """Find an entity by code, id (32 hex digits) or external key."""
    if not can_be_kept(name):
        return None
    row = connection.execute(CODED, {"code": name.upper()}).first()
    if row is None and len(name) == 32:
        try:
            row = connection.execute(NAMES, {"ids": [bytes.fromhex(name)]}).first()
        except ValueError:
            row = None
    if row is None:
        joined = entities.join(entity_keys, entity_keys.c.entity == entities.c.id)
        row = connection.execute(SHORT.select_from(joined).where(entity_keys.c.key == name)).first()
    return None if row is None else named(row)


def can_be_kept(text: str) -> bool:
    """Tell whether a text can stand in a catalogue: what a shell hands on may be no Unicode."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def named(row: AnyRow) -> Named:
    """Make the short form of an entity."""
    return Named(bytes(row.id), row.code, row.kind, row.title or row.code)


def names_of(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, Named]:
    """Give the short forms of many entities."""
    out: dict[bytes, Named] = {}
    every = sorted(set(ids))
    for start in range(0, len(every), ENOUGH):
        for identifier, code, kind, title in connection.execute(
            NAMES, {"ids": every[start : start + ENOUGH]}
        ):
            out[identifier] = Named(identifier, code, kind, title or code)
    return out


def cluster_of(connection: Connection, entity: bytes, *, known_at: int | None = None) -> list[bytes]:
    """List the records judged to be one with this one, canonical first."""
    near, whole = _members(known=known_at is not None)
    asked = {"entity": entity, "known": known_at}
    rows = connection.execute(near, asked).all()
    above = next((canonical for one, canonical in rows if one == entity), None)
    if above is None:
        return [entity, *sorted(one for one, _ in rows)]
    return [above, *sorted(connection.execute(whole, {**asked, "entity": above}).scalars())]


def statements_of(
    connection: Connection, ids: Sequence[bytes], *, known_at: int | None = None, closed: bool = False
) -> list[Statement]:
    """Read the statements of entities; those closed before ``known_at`` only when asked for."""
    return _read(connection, "of", ids, known_at, closed=closed)


def mentions_of(
    connection: Connection,
    ids: Sequence[bytes],
    *,
    known_at: int | None = None,
    limit: int = 5_000,
    closed: bool = False,
) -> list[Statement]:
    """Read the statements whose value is one of these entities; those that were closed only when asked for."""
    return _read(connection, "about", ids, known_at, closed=closed, limit=limit)


def statements_by(
    connection: Connection, ids: Sequence[bytes], *, known_at: int | None = None, limit: int = 5_000
) -> list[Statement]:
    """Read the statements that these sources made or were quoted with."""
    return _read(connection, "by", ids, known_at, closed=False, limit=limit)


def statements_with(connection: Connection, numbers: Sequence[int]) -> list[Statement]:
    """Read statements by their numbers."""
    out: list[Statement] = []
    for start in range(0, len(numbers), ENOUGH):
        out += _read(connection, "numbered", numbers[start : start + ENOUGH], None, closed=True)
    return out


def statement_with_id(connection: Connection, identifier: bytes) -> Statement | None:
    """Read the statement of an id: the open one, else the last."""
    found = _read(connection, "named", [identifier], None, closed=True)
    return None if not found else next((s for s in found if s.closed is None), found[-1])


def default_dates(
    connection: Connection, items: Iterable[bytes], *, known_at: int | None = None
) -> dict[bytes, str]:
    """Give the publication date (EDTF) of items that have one, as it was recorded at ``known_at``; None: now."""
    ended: ColumnElement[bool] = statements.c.closed.is_(None)
    if known_at is not None:
        ended = and_(statements.c.opened <= known_at, or_(ended, statements.c.closed > known_at))
    every = sorted(set(items))
    out: dict[bytes, str] = {}
    for start in range(0, len(every), ENOUGH):
        query = select(statements.c.entity, statements.c.value).where(
            statements.c.entity.in_(every[start : start + ENOUGH]),
            statements.c.prop.in_(("posted_at", "published_at")),
            ended,
            statements.c.hidden == 0,
            statements.c.negated == 0,
        )
        for row in connection.execute(query.order_by(statements.c.n)):
            out.setdefault(bytes(row.entity), orjson.loads(row.value))
    return out


def _read(
    connection: Connection,
    which: str,
    ids: Sequence[bytes] | Sequence[int],
    known_at: int | None,
    *,
    closed: bool,
    limit: int | None = None,
) -> list[Statement]:
    query = _query(which, known=known_at is not None, closed=closed, limited=limit is not None)
    rows = connection.execute(query, {"ids": list(ids), "known": known_at, "most": limit}).all()
    ranked = _ranks(connection, [r.id for r in rows], known_at)
    undated = {ref for r in rows if r.said is None and r.evidence for ref in _items(r.evidence)}
    dated = default_dates(connection, undated, known_at=known_at) if undated else {}
    return [_statement(r, ranked, dated) for r in rows]


@cache
def _query(which: str, *, known: bool, closed: bool, limited: bool) -> Select[*tuple[Any, ...]]:
    """Make the query of statements, once: it takes ``ids``, and where asked for ``known`` and ``most``."""
    query = select(*COLUMNS).select_from(FROM).order_by(statements.c.n).where(WHICH[which])
    if known:
        query = query.where(statements.c.opened <= bindparam("known"))
    if not closed:
        ended = statements.c.closed
        still = or_(ended.is_(None), ended > bindparam("known")) if known else ended.is_(None)
        query = query.where(still)
    return query.limit(bindparam("most")) if limited else query


@cache
def _members(*, known: bool) -> tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]:
    """Make the two queries of memberships, once: of an entity or under it, and under a canonical one."""
    mine, under = membership.c.entity == bindparam("entity"), membership.c.canonical == bindparam("entity")
    ended = membership.c.closed
    still: ColumnElement[bool] = ended.is_(None)
    if known:
        still = and_(membership.c.opened <= bindparam("known"), or_(still, ended > bindparam("known")))
    near = select(membership.c.entity, membership.c.canonical).where(or_(mine, under), still)
    return near, select(membership.c.entity).where(under, still)


def _ranks(connection: Connection, ids: list[bytes], known_at: int | None) -> dict[bytes, int]:
    out: dict[bytes, int] = {}
    if not ids or connection.execute(select(ranks.c.statement).limit(1)).first() is None:
        return out
    for start in range(0, len(ids), ENOUGH):
        query = (
            select(ranks).where(ranks.c.statement.in_(ids[start : start + ENOUGH])).order_by(ranks.c.opened)
        )
        if known_at is not None:
            query = query.where(ranks.c.opened <= known_at)
        out.update({bytes(r.statement): r.rank for r in connection.execute(query)})
    return out


def _items(evidence: str) -> list[bytes]:
    return [bytes.fromhex(ref["item"]) for ref in orjson.loads(evidence)]


def _statement(row: AnyRow, ranked: dict[bytes, int], dated: dict[bytes, str]) -> Statement:
    (
        n, identifier, group, entity, prop, value, clean, target, lang, quals, valid, valid_zone, said, said_zone,
        negated, hedged, via, source, refs, origin, rank, note, opened, closed, closing, hidden,
        received, writer, number, by,
    ) = row  # fmt: skip
    evidence = () if refs is None else tuple([EvidenceRef(**ref) for ref in _json(refs)])
    default = None
    if said is None and dated:
        default = next((d for ref in evidence if (d := dated.get(bytes.fromhex(ref.item))) is not None), None)
    return Statement(
        n=n,
        id=identifier,
        group=group,
        entity=entity,
        property=prop,
        value=None if value is None else _json(value),
        clean=clean,
        target=target,
        lang=lang,
        qualifiers={} if quals is None else _json(quals),
        valid=valid,
        valid_zone=valid_zone,
        said=said,
        said_zone=said_zone,
        negated=bool(negated),
        hedged=bool(hedged),
        via=via,
        source=source,
        evidence=evidence,
        origin=origin,
        rank=RANK_NAMES[ranked.get(identifier, rank)],
        note=note,
        opened=opened,
        closed=closed,
        closing=closing,
        hidden=hidden,
        recorded=received,
        by=by,
        where=(writer.hex(), number),
        said_default=default,
    )
