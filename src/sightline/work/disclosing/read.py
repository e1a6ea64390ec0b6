"""Reads everything that a disclosure may draw on, in bulk: a query a table, never one an entity."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from attrs import evolve
from sqlalchemy import Connection, Table, func, select

from sightline.model.disclosed import INTERNAL
from sightline.model.schema import Schema
from sightline.model.view import Moments, Named, Statement, weigh
from sightline.store.read import names_of, statements_of
from sightline.store.tables import (
    acts,
    capture_files,
    captures,
    entities,
    events,
    findings,
    identities,
    judgements,
    membership,
    objects,
    products,
    proposals,
    statements,
)
from sightline.work.disclosing.held import Acted, Capture, Found, Held, Judged, Kept, KeptFile, Made, Said
from sightline.work.disclosing.reasons import (
    AT_ONCE,
    AnyRow,
    closing_reasons,
    each_of,
    protections_of,
    rank_reasons,
    until_then,
)
from sightline.work.locating.reading import OPEN_TO_ALL
from sightline.work.names_then import named_then
from sightline.work.view import named_in, plain_names, quiet


def read_held(connection: Connection, schema: Schema, audience: str, moments: Moments) -> Held:
    """Read everything, as it was known at the position asked for and as far as it held and had been said."""
    until = moments.known_at
    named = plain_names(named_then(schema, connection, _entities(connection, until), until))
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
            for r in connection.execute(until_then(select(objects), objects.c.pos, until))
        },
        judgements=_judgements(connection, until, happened),
        identities=_identities(connection, until, happened),
    )


def without_first_answers(held: Held, kept: Collection[bytes]) -> Held:
    """Leave out how those analyses went that are kept from the person who is repeating them."""
    said = {
        entity: tuple(one for one in every if entity not in kept or one.one.property in OPEN_TO_ALL)
        for entity, every in held.said.items()
    }
    return evolve(held, said=said)


def read_some(connection: Connection, schema: Schema, ids: Iterable[bytes]) -> Held:
    """Read what is said of some records as of now, and of what that names; no captures, findings or decisions.

    Parameters
    ----------
    ids : iterable
        Records that stand for themselves; those that were judged to be theirs are read with them.
    """
    heads = _heads(connection, None)
    asked = set(ids)
    asked |= {entity for entity, head in heads.items() if head in asked}
    happened = _Events(connection)
    said = _said(connection, sorted(asked), Moments(), happened)
    beside = {bytes(n) for every in said.values() for one in every for n in named_in(one.one)} - asked
    said = {**said, **_said(connection, sorted(beside), Moments(), happened)}
    named = {bytes(n) for every in said.values() for one in every for n in named_in(one.one)} | asked
    return Held(schema, INTERNAL, names_of(connection, named), said, heads)


def read_identities(connection: Connection, schema: Schema) -> Held:
    """Read who was judged to be whom, and nothing else."""
    judged = _identities(connection, None, _Events(connection))
    named = {entity for one in judged for entity in one.on}
    return Held(
        schema, INTERNAL, names_of(connection, named), {}, _heads(connection, None), identities=judged
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
        for row in each_of(self.connection, query, events.c.pos, set(positions) - set(self._known)):
            self._known[row.pos] = Acted(row.received, row.by or "", row.why or "")

    def __call__(self, pos: int) -> Acted:
        """Give the act at a position."""
        if pos not in self._known:
            self.learn([pos])
        return self._known.get(pos, Acted(0))


def _entities(connection: Connection, until: int | None) -> dict[bytes, Named]:
    rows = connection.execute(until_then(select(entities), entities.c.opened, until))
    return {bytes(r.id): Named(bytes(r.id), r.code, r.kind, r.title or r.code) for r in rows}


def _said(
    connection: Connection, ids: Sequence[bytes], moments: Moments, happened: _Events
) -> dict[bytes, tuple[Said, ...]]:
    until = moments.known_at
    every: list[Statement] = []
    for start in range(0, len(ids), AT_ONCE):
        some = statements_of(connection, ids[start : start + AT_ONCE], known_at=until, closed=True)
        every += [quiet(s) for s in some if weigh(s, moments) is not None]
    after = _successors(connection, [s.n for s in every if s.closed is not None])
    gone = {s.n: s.closed for s in every if s.closed is not None and (until is None or s.closed <= until)}
    happened.learn(gone.values())
    reasons = closing_reasons(connection, set(gone.values()))
    guarded = protections_of(connection, {s.n: s.opened for s in every if s.hidden})
    ranked = rank_reasons(connection, until)
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


def _successors(connection: Connection, closed: Sequence[int]) -> dict[int, bytes]:
    query = select(statements.c.n, statements.c.successor).where(statements.c.successor.is_not(None))
    return {row.n: bytes(row.successor) for row in each_of(connection, query, statements.c.n, closed)}


def _heads(connection: Connection, until: int | None) -> dict[bytes, bytes]:
    rows = connection.execute(select(membership)).all()
    return {
        bytes(r.entity): bytes(r.canonical)
        for r in rows
        if (r.closed is None or (until is not None and r.closed > until))
        and (until is None or r.opened <= until)
    }


def _grouped(rows: Iterable[AnyRow], key: Callable[[AnyRow], bytes]) -> dict[bytes, list[AnyRow]]:
    out: dict[bytes, list[AnyRow]] = defaultdict(list)
    for row in rows:
        out[key(row)].append(row)
    return out


def _captures(
    connection: Connection, until: int | None, happened: _Events
) -> dict[bytes, tuple[Capture, ...]]:
    query = select(capture_files).order_by(capture_files.c.capture, capture_files.c.ord)
    files = _grouped(connection.execute(query), lambda r: bytes(r.capture))
    rows = connection.execute(
        until_then(select(captures).order_by(captures.c.pos), captures.c.pos, until)
    ).all()
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
    for row in connection.execute(until_then(select(findings).order_by(findings.c.n), findings.c.pos, until)):
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


def _decisions(connection: Connection, table: Table, until: int | None, happened: _Events) -> list[AnyRow]:
    query = until_then(select(table).order_by(table.c.pos, table.c.id), table.c.pos, until)
    rows = connection.execute(query).all()
    happened.learn(p for r in rows for p in (r.pos, r.undone) if p is not None)
    return list(rows)


def _decided(row: AnyRow, until: int | None, happened: _Events) -> tuple[Acted, Acted | None]:
    undone = (
        None if row.undone is None or (until is not None and row.undone > until) else happened(row.undone)
    )
    return Acted(happened(row.pos).at, row.by or "", row.reason or ""), undone
