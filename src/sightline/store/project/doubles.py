"""Lets two chains tell of the same thing: what an adopted event says once more makes no second row.

Two copies of a case, worked on apart, capture the same file, find the same in it, say the same of it. The rules here
depend on what was written and on who knew what, not on which copy received it first; an event that was written in this
catalogue never comes here, since whoever wrote it looked first. Only what is told here of reception does depend on it.

- an entity, capture, finding, layer, judgement, identity, run: the row that is there stays (its place is reception);
- an object: one row; an original in one chain is an original;
- an external key: it means the oldest of the entities that were given it, and the others are proposed as the same;
- a statement: one row stands; said again, it stands again only where whoever said it knew of every closing;
- a ranking: of two that did not know each other, the one written later.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define
from sqlalchemy import Column, Connection, Table, delete, select, update

from sightline.model.record import Record
from sightline.store.knowledge import Knowledge, Place, place_of, read_knowledge, several_chains
from sightline.store.ledger import Event
from sightline.store.project.rows import Batch
from sightline.store.tables import (
    captures,
    entities,
    entity_keys,
    events,
    findings,
    identities,
    judgements,
    layers,
    objects,
    ranks,
    runs,
    statements,
)

IDS: dict[str, tuple[Table, str]] = {
    "entity": (entities, "id"),
    "object": (objects, "sha256"),
    "capture": (captures, "id"),
    "finding": (findings, "id"),
    "layer": (layers, "id"),
    "judgement": (judgements, "id"),
    "identity": (identities, "id"),
    "run": (runs, "id"),
}
"""Bodies that have one row each, with the table and the key in body and table."""
AT_ONCE = 500
Bodies = list[Record | None]


@define(slots=True)
class Doubles:
    """Takes out of adopted events what the rows say already."""

    connection: Connection
    knowledge: Knowledge
    alike: list[tuple[bytes, bytes]]
    """Entities that were given the same external key: the one it means, and another."""

    def without(self, batch: Batch, event: Event, bodies: Bodies) -> Bodies:
        """Give the bodies of an event that make rows; all of them, when it was written here."""
        place = place_of(event)
        if place.native:
            return bodies
        batch.flush()
        batch.pos = event.pos
        here = _here(batch.connection, bodies)
        said = _said(batch.connection, bodies)
        out: Bodies = []
        for body in bodies:
            out.append(None if body is None else self._one(batch, place, body, here, said))
        return out

    def _one(
        self,
        batch: Batch,
        place: Place,
        body: Record,
        here: dict[str, set[bytes]],
        said: dict[bytes, list[int | None]],
    ) -> Record | None:
        sort = str(body["is"])
        if sort == "statement":
            return body if self._stands(place, bytes.fromhex(str(body["id"])), said) else None
        if sort == "close":  # what stood is closed in this same event, by somebody who knew of it
            closing = bytes.fromhex(str(body["statement"]))
            said[closing] = [closed for closed in said.get(closing, ()) if closed is not None]
            return body
        if sort == "rank":
            return body if self._outranks(batch, place, bytes.fromhex(str(body["statement"]))) else None
        if sort == "key":
            return self._key(batch, body, "entity")
        if sort not in IDS:
            return body
        identifier = bytes.fromhex(str(body[IDS[sort][1]]))
        known = identifier in here[sort]
        here[sort].add(identifier)
        if sort == "entity":
            kept = self._key(batch, body, "id")
            if known and kept is not None and "key" in kept:
                return {"is": "key", "entity": body["id"], "key": body["key"]}
            return None if known else kept
        if sort == "object" and known:
            _same_object(batch, identifier, body)
        return None if known else body

    def _stands(self, place: Place, identifier: bytes, said: dict[bytes, list[int | None]]) -> bool:
        """Tell whether a statement gets a row: none of its id stands, and every closing of it was known."""
        rows = said.setdefault(identifier, [])
        stands = all(closed is not None for closed in rows) and all(
            self.knowledge.knew(place, _place_at(self.connection, closed))
            for closed in rows
            if closed is not None
        )
        if stands:
            rows.append(None)
        return stands

    def _outranks(self, batch: Batch, place: Place, statement: bytes) -> bool:
        batch.flush()
        query = select(ranks.c.opened).where(ranks.c.statement == statement).order_by(ranks.c.opened.desc())
        last = batch.connection.execute(query.limit(1)).scalar()
        if last is None:
            return True
        if last == place.pos:  # twice in one event: the rows have one place for it
            return False
        before = _place_at(self.connection, last)
        return self.knowledge.knew(place, before) or before.order < place.order

    def _key(self, batch: Batch, body: Record, owner: str) -> Record | None:
        """Let an external key mean the oldest entity that was given it."""
        if "key" not in body:
            return body
        batch.flush()
        mine = (entity_keys.c.key == body["key"],)
        found = batch.connection.execute(select(entity_keys.c.entity).where(*mine)).scalar()
        claims = bytes.fromhex(str(body[owner]))
        if found is None:
            return body
        if bytes(found) != claims:
            self.alike.append((min(bytes(found), claims), max(bytes(found), claims)))
        if claims < bytes(found):
            batch.connection.execute(delete(entity_keys).where(*mine))
            return body
        return {k: v for k, v in body.items() if k != "key"} if body["is"] == "entity" else None


def doubles_in(source: Connection) -> Doubles | None:
    """Make what takes doubles out, when a ledger holds several chains."""
    return Doubles(source, read_knowledge(source), []) if several_chains(source) else None


def _here(connection: Connection, bodies: Sequence[Record | None]) -> dict[str, set[bytes]]:
    """Look up which of the things that bodies tell of have a row."""
    out: dict[str, set[bytes]] = {}
    for sort, (table, key) in IDS.items():
        wanted = {bytes.fromhex(str(b[key])) for b in bodies if b is not None and b["is"] == sort}
        column: Column[Any] = table.c[key]
        out[sort] = {bytes(row[0]) for row in _each(connection, select(column), column, wanted)}
    return out


def _said(connection: Connection, bodies: Sequence[Record | None]) -> dict[bytes, list[int | None]]:
    """Look up the rows of the statements that bodies make: for each id, where each of its rows was closed."""
    wanted = {bytes.fromhex(str(b["id"])) for b in bodies if b is not None and b["is"] == "statement"}
    out: dict[bytes, list[int | None]] = {}
    for row in _each(connection, select(statements.c.id, statements.c.closed), statements.c.id, wanted):
        out.setdefault(bytes(row[0]), []).append(row[1])
    return out


def _each(connection: Connection, query: Any, column: Column[Any], wanted: Iterable[bytes]) -> Iterable[Any]:
    every = sorted(wanted)
    for start in range(0, len(every), AT_ONCE):
        yield from connection.execute(query.where(column.in_(every[start : start + AT_ONCE]))).all()


def _place_at(connection: Connection, pos: int) -> Place:
    return place_of(Event(*connection.execute(select(events).where(events.c.pos == pos)).one()))


STATES = ("kept", "withheld", "erased")


def _same_object(batch: Batch, sha256: bytes, body: Record) -> None:
    """Let two tellings of one object agree: an original stays one, and what is withheld in one is withheld."""
    batch.flush()
    mine = objects.c.sha256 == sha256
    row = batch.connection.execute(select(objects.c.role, objects.c.state).where(mine)).first()
    if row is None:  # twice in one event
        return
    hidden = body.get("hidden")
    state = max(STATES.index(row.state), hidden if isinstance(hidden, int) else 0)
    role = "original" if "original" in (row.role, body["role"]) else row.role
    batch.connection.execute(update(objects).where(mine).values(role=role, state=STATES[state]))
