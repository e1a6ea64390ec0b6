"""Reads everything that a disclosure may draw on, in bulk: a query a table, never one an entity."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, select
from sqlalchemy.sql.elements import ColumnElement

from sightline.model.schema import Schema
from sightline.model.view import Moments, Named, Statement, weigh
from sightline.store.ledger import CLEAR, Event, leaves_of
from sightline.store.read import statements_of
from sightline.store.sealed_state import KINDS, leaf_number, protections_in
from sightline.store.tables import (
    acts,
    capture_files,
    captures,
    entities,
    events,
    findings,
    identities,
    judgements,
    leaves,
    membership,
    objects,
    products,
    proposals,
    ranks,
    statements,
)
from sightline.work.disclosing.held import Acted, Capture, Found, Held, Judged, Kept, KeptFile, Made, Said
from sightline.work.view import quiet

_AT_ONCE = 900
"""Values named in one query."""

_Row = Row[Any]
_Query = Select[Any]


def read_held(connection: Connection, schema: Schema, audience: str, moments: Moments) -> Held:
    """Read everything, as it was known at the position asked for and as far as it held and had been said."""
    until = moments.known_at
    named = _entities(connection, until)
    happened = _Events(connection)
    return Held(
        schema=schema,
        audience=audience,
        entities=named,
        said=_said(connection, sorted(named), moments, happened),
        heads=_heads(connection, until),
        captures=_captures(connection, until, happened),
        findings=_findings(connection, until),
        objects={
            bytes(r.sha256): Kept(r.size, r.media_type or "", r.role, r.state)
            for r in connection.execute(_until(select(objects), objects.c.pos, until))
        },
        judgements=_judgements(connection, until, happened),
        identities=_identities(connection, until, happened),
    )


class _Events:
    """When, by whom and why: looked up by position, many at once, and kept for this one reading."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._known: dict[int, Acted] = {}

    def learn(self, positions: Iterable[int]) -> None:
        """Look up what is not known yet."""
        query = select(events.c.pos, events.c.received, acts.c.by, acts.c.why).select_from(
            events.outerjoin(acts, acts.c.pos == events.c.pos)
        )
        for row in _each(self.connection, query, events.c.pos, set(positions) - set(self._known)):
            self._known[row.pos] = Acted(row.received, row.by or "", row.why or "")

    def __call__(self, pos: int) -> Acted:
        """Give the act at a position."""
        if pos not in self._known:
            self.learn([pos])
        return self._known.get(pos, Acted(0))


def _each(
    connection: Connection, query: _Query, column: ColumnElement[object], values: Iterable[object]
) -> Iterable[_Row]:
    every = sorted(values)  # type: ignore[type-var]
    for start in range(0, len(every), _AT_ONCE):
        yield from connection.execute(query.where(column.in_(every[start : start + _AT_ONCE])))


def _until(query: _Query, column: ColumnElement[object], until: int | None) -> _Query:
    return query if until is None else query.where(column <= until)


def _entities(connection: Connection, until: int | None) -> dict[bytes, Named]:
    rows = connection.execute(_until(select(entities), entities.c.opened, until))
    return {bytes(r.id): Named(bytes(r.id), r.code, r.kind, r.title or r.code) for r in rows}


def _said(
    connection: Connection, ids: Sequence[bytes], moments: Moments, happened: _Events
) -> dict[bytes, tuple[Said, ...]]:
    until = moments.known_at
    every: list[Statement] = []
    for start in range(0, len(ids), _AT_ONCE):
        every += statements_of(connection, ids[start : start + _AT_ONCE], closed=True)
    every = [
        quiet(s) for s in every if (until is None or s.opened <= until) and weigh(s, moments) is not None
    ]
    after = {
        r.n: bytes(r.successor)
        for r in connection.execute(
            select(statements.c.n, statements.c.successor).where(statements.c.successor.is_not(None))
        )
    }
    gone = {s.n: s.closed for s in every if s.closed is not None and (until is None or s.closed <= until)}
    happened.learn(gone.values())
    reasons = _closing_reasons(connection, set(gone.values()))
    guarded = _protections(connection, {s.n: s.opened for s in every if s.hidden})
    ranked = _rank_reasons(connection, until)
    out: dict[bytes, list[Said]] = defaultdict(list)
    for one in every:
        closed = None
        if one.n in gone:
            act = happened(gone[one.n])
            reason = reasons.get((gone[one.n], one.id.hex()), "")
            closed = Acted(act.at, act.by, reason, one.closing or "closed")
        out[one.entity].append(
            Said(one, after.get(one.n), closed, guarded.get(one.n), ranked.get(one.id, ""))
        )
    return {entity: tuple(said) for entity, said in out.items()}


def _closing_reasons(connection: Connection, positions: set[int]) -> dict[tuple[int, str], str]:
    """Read from the ledger why statements were closed: their rows do not keep it."""
    out: dict[tuple[int, str], str] = {}
    joined = leaves.join(
        events, (leaves.c.n >= events.c.first) & (leaves.c.n < events.c.first + events.c.count)
    )
    query = select(events.c.pos, leaves.c.body).select_from(joined).where(leaves.c.state == CLEAR)
    for row in _each(connection, query, events.c.pos, positions):
        if row.body is None or b'"is":"close"' not in row.body:
            continue
        body = json.loads(row.body)
        if body.get("is") == "close" and isinstance(body.get("reason"), str):
            out[(row.pos, str(body["statement"]))] = body["reason"]
    return out


def _protections(connection: Connection, hidden: Mapping[int, int]) -> dict[int, Acted]:
    """Tell who withheld or erased the statements ``hidden`` (number: position), and when: the last act counts."""
    if not hidden:
        return {}
    within: dict[tuple[int, int], list[int]] = {}
    spans = select(events.c.pos, events.c.first, events.c.count)
    by_pos = defaultdict(list)
    for n, pos in hidden.items():
        by_pos[pos].append(n)
    for row in _each(connection, spans, events.c.pos, set(hidden.values())):
        within[(row.first, row.first + row.count)] = by_pos[row.pos]
    out: dict[int, Acted] = {}
    query = select(events).where(events.c.kind.in_(KINDS)).order_by(events.c.pos)
    for row in connection.execute(query).all():
        event = Event(*tuple(row))
        for body in protections_in(leaves_of(connection, event)):
            act = Acted(
                event.received,
                str(body.get("authority") or ""),
                str(body.get("reason") or ""),
                str(body["act"]),
            )
            named = body.get("leaves")
            for name in named if isinstance(named, list) else ():
                leaf = leaf_number(connection, str(name.get("leaf"))) if isinstance(name, dict) else None
                if leaf is None:
                    continue
                # a value that was sealed from the first moment is a leaf of its own in the same event
                beside = next((who for (low, high), who in within.items() if low <= leaf < high), [])
                for mine in [leaf] if leaf in hidden else beside if len(beside) == 1 else []:
                    out[mine] = act
    return out


def _rank_reasons(connection: Connection, until: int | None) -> dict[bytes, str]:
    query = _until(select(ranks).order_by(ranks.c.opened), ranks.c.opened, until)
    return {bytes(r.statement): r.reason or "" for r in connection.execute(query)}


def _heads(connection: Connection, until: int | None) -> dict[bytes, bytes]:
    rows = connection.execute(select(membership)).all()
    return {
        bytes(r.entity): bytes(r.canonical)
        for r in rows
        if (r.closed is None or (until is not None and r.closed > until))
        and (until is None or r.opened <= until)
    }


def _grouped(rows: Iterable[_Row], key: Callable[[_Row], bytes]) -> dict[bytes, list[_Row]]:
    out: dict[bytes, list[_Row]] = defaultdict(list)
    for row in rows:
        out[key(row)].append(row)
    return out


def _captures(
    connection: Connection, until: int | None, happened: _Events
) -> dict[bytes, tuple[Capture, ...]]:
    query = select(capture_files).order_by(capture_files.c.capture, capture_files.c.ord)
    files = _grouped(connection.execute(query), lambda r: bytes(r.capture))
    rows = connection.execute(_until(select(captures).order_by(captures.c.pos), captures.c.pos, until)).all()
    happened.learn(r.pos for r in rows)
    out: dict[bytes, list[Capture]] = defaultdict(list)
    for row in rows:
        mine = tuple(KeptFile(bytes(f.sha256), f.role, f.name or "") for f in files.get(bytes(row.id), ()))
        body = {} if row.body is None else json.loads(row.body)
        words = (row.address or "", row.fault or "", row.todo or "")
        out[bytes(row.item)].append(
            Capture(bytes(row.item), row.state, happened(row.pos).at, *words, body, mine, row.hidden)
        )
    return {item: tuple(every) for item, every in out.items()}


def _findings(connection: Connection, until: int | None) -> dict[bytes, tuple[Found, ...]]:
    query = select(products).order_by(products.c.finding, products.c.ord)
    made = _grouped(connection.execute(query), lambda r: bytes(r.finding))
    count = (
        select(proposals.c.finding, func.count()).where(proposals.c.hidden == 0).group_by(proposals.c.finding)
    )
    proposed = {bytes(finding): number for finding, number in connection.execute(count)}
    out: dict[bytes, list[Found]] = defaultdict(list)
    for row in connection.execute(_until(select(findings).order_by(findings.c.n), findings.c.pos, until)):
        mine = tuple(
            Made(bytes(p.sha256), p.role, p.caption or "", p.media_time) for p in made.get(bytes(row.id), ())
        )
        out[bytes(row.input)].append(
            Found(
                bytes(row.id), row.n, row.measure, row.version, bytes(row.input), row.outcome,
                row.sentence or "", row.uncertainty or "", row.todo or "",
                {} if row.body is None else json.loads(row.body), mine, proposed.get(bytes(row.id), 0), row.hidden,
            )
        )  # fmt: skip
    return {sha256: tuple(every) for sha256, every in out.items()}


def _judgements(connection: Connection, until: int | None, happened: _Events) -> tuple[Judged, ...]:
    return tuple(
        Judged(bytes(r.id), r.on_kind, (bytes(r.on_id),), r.verdict, *_decided(r, until, happened))
        for r in _decisions(connection, judgements, until, happened)
    )


def _identities(connection: Connection, until: int | None, happened: _Events) -> tuple[Judged, ...]:
    return tuple(
        Judged(
            bytes(r.id), "identity", (bytes(r.left), bytes(r.right)), r.verdict, *_decided(r, until, happened)
        )
        for r in _decisions(connection, identities, until, happened)
    )


def _decisions(connection: Connection, table: Table, until: int | None, happened: _Events) -> list[_Row]:
    query = _until(select(table).order_by(table.c.pos, table.c.id), table.c.pos, until)
    rows = connection.execute(query).all()
    happened.learn(p for r in rows for p in (r.pos, r.undone) if p is not None)
    return list(rows)


def _decided(row: _Row, until: int | None, happened: _Events) -> tuple[Acted, Acted | None]:
    undone = (
        None if row.undone is None or (until is not None and row.undone > until) else happened(row.undone)
    )
    return Acted(happened(row.pos).at, row.by or "", row.reason or ""), undone
