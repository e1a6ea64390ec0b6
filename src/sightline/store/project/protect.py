"""How withholding and erasing show in the rows: what a leaf said is gone from them, its place stays."""

import json

from sqlalchemy import delete, select, update

from sightline.model.record import Record
from sightline.store.project.evidence import add_capture, add_finding, add_layer, remove_layer
from sightline.store.project.names import remove_name
from sightline.store.project.relations import end_relation, remove_relation
from sightline.store.project.rows import Batch
from sightline.store.project.statements import add_key, add_statement, mend_titles
from sightline.store.tables import (
    acts,
    capture_files,
    captures,
    citations,
    dates,
    entity_keys,
    events,
    findings,
    further_inputs,
    identities,
    judgements,
    objects,
    positions,
    products,
    proposals,
    protections,
    ranks,
    runs,
    shapes,
    statements,
)


def add_protection(batch: Batch, _n: int, body: Record) -> None:
    """Note who withheld or erased what, by whose authority and why. The rows themselves follow the leaves' state."""
    act = (body.get("act", ""), body.get("authority"), body.get("reason"))
    batch.row(protections, batch.pos, 0, body.get("target", ""), *act)


def replace_rows(batch: Batch, n: int, pos: int, body: Record, *, was: Record) -> None:
    """Make the rows of one leaf again: from its shell when it is withheld, from its body when it is opened again.

    ``body`` is what shall be seen from now on, ``was`` what was seen until now; ``pos`` is the position of the event
    that the leaf stands in.
    """
    batch.flush()
    here = batch.pos
    batch.pos = pos
    change = REPLACE.get(str(body["is"]))
    if change is not None:
        change(batch, n, body, was)
    batch.flush()
    batch.pos = here


def _statement(batch: Batch, n: int, body: Record, _was: Record) -> None:
    old = batch.connection.execute(select(statements).where(statements.c.n == n)).one()
    indexed = old.prop in batch.schema.searched and old.prop not in batch.schema.dated
    if indexed and old.value is not None and old.value.startswith('"'):
        batch.forget(n, json.loads(old.value) if old.clean is None else old.clean)
    for table in (statements, citations, positions, dates, shapes):
        batch.connection.execute(delete(table).where(table.c.n == n))
    remove_relation(batch, old)
    remove_name(batch.connection, n, bytes(old.entity))
    add_statement(batch, n, body)
    batch.flush()
    kept = {"closed": old.closed, "closing": old.closing, "successor": old.successor}
    batch.connection.execute(update(statements).where(statements.c.n == n).values(**kept))
    if old.closed is not None:
        end_relation(batch, n, at=old.closed)
    mend_titles(batch, bytes(old.id))


def _key(batch: Batch, n: int, body: Record, was: Record) -> None:
    if "key" in was:
        batch.connection.execute(delete(entity_keys).where(entity_keys.c.key == was["key"]))
    entity = body["entity"] if body["is"] == "key" else body["id"]
    add_key(batch, n, {"entity": entity, "key": body["key"]} if "key" in body else {"entity": entity})


def _capture(batch: Batch, n: int, body: Record, _was: Record) -> None:
    identifier = bytes.fromhex(str(body["id"]))
    batch.connection.execute(delete(captures).where(captures.c.id == identifier))
    batch.connection.execute(delete(capture_files).where(capture_files.c.capture == identifier))
    add_capture(batch, n, body)


def _finding(batch: Batch, n: int, body: Record, _was: Record) -> None:
    identifier = bytes.fromhex(str(body["id"]))
    batch.connection.execute(delete(findings).where(findings.c.id == identifier))
    for table in (proposals, products, further_inputs):
        batch.connection.execute(delete(table).where(table.c.finding == identifier))
    add_finding(batch, n, body)


def _layer(batch: Batch, n: int, body: Record, _was: Record) -> None:
    remove_layer(batch, bytes.fromhex(str(body["id"])))
    add_layer(batch, n, body)


def _object(batch: Batch, _n: int, body: Record, _was: Record) -> None:
    sha256 = bytes.fromhex(str(body["sha256"]))
    hidden = int(body.get("hidden") or 0)  # type: ignore[arg-type]
    state = {0: "kept", 1: "withheld", 2: "erased"}[hidden]
    change = update(objects).where(objects.c.sha256 == sha256)
    long = body.get("sha512")
    long_bytes = None if long is None else bytes.fromhex(str(long))
    batch.connection.execute(change.values(state=state, sha512=long_bytes, media_type=body.get("media_type")))


def _act(batch: Batch, n: int, body: Record, _was: Record) -> None:
    pos = batch.connection.execute(select(events.c.pos).where(events.c.first == n)).scalar()
    values = {"by": body.get("by"), "why": body.get("why"), "tool": body.get("tool")}
    batch.connection.execute(update(acts).where(acts.c.pos == pos).values(**values))
    for table in (judgements, identities):
        batch.connection.execute(update(table).where(table.c.pos == pos).values(by=body.get("by")))


def _reason(batch: Batch, _n: int, body: Record, _was: Record) -> None:
    table = judgements if body["is"] == "judgement" else identities
    change = update(table).where(table.c.id == bytes.fromhex(str(body["id"])))
    batch.connection.execute(change.values(reason=body.get("reason")))


def _rank(batch: Batch, _n: int, body: Record, _was: Record) -> None:
    change = update(ranks).where(
        ranks.c.statement == bytes.fromhex(str(body["statement"])), ranks.c.opened == batch.pos
    )
    batch.connection.execute(change.values(reason=body.get("reason")))


def _run(batch: Batch, _n: int, body: Record, _was: Record) -> None:
    change = update(runs).where(runs.c.id == bytes.fromhex(str(body["id"])))
    batch.connection.execute(change.values(what=body.get("what", ""), total=body.get("total")))


REPLACE = {
    "act": _act,
    "entity": _key,
    "key": _key,
    "statement": _statement,
    "capture": _capture,
    "finding": _finding,
    "layer": _layer,
    "object": _object,
    "judgement": _reason,
    "identity": _reason,
    "rank": _rank,
    "run": _run,
}
"""Bodies whose rows repeat something of their words; the others have rows of ids and places alone."""
