"""How withholding and erasing show in the rows: what a leaf said is gone from them, its place stays."""

import json

from sqlalchemy import delete, select, update

from sightline.model.record import Record
from sightline.store.project.evidence import add_capture, add_finding, add_layer, remove_layer
from sightline.store.project.rows import Batch
from sightline.store.project.statements import add_statement, mend_titles
from sightline.store.tables import (
    acts,
    capture_files,
    captures,
    citations,
    dates,
    entity_keys,
    events,
    findings,
    objects,
    positions,
    products,
    proposals,
    protections,
    statements,
)


def add_protection(batch: Batch, _n: int, body: Record) -> None:
    """Note who withheld or erased what, by whose authority and why. The rows themselves follow the leaves' state."""
    act = (body.get("act", ""), body.get("authority"), body.get("reason"))
    batch.row(protections, batch.pos, 0, body.get("target", ""), *act)


def replace_rows(batch: Batch, n: int, pos: int, body: Record, *, key: str | None = None) -> None:
    """Make the rows of one leaf again: from its shell when it is withheld, from its body when it is opened again.

    ``body`` is what shall be seen from now on; ``pos`` the position of the event it stands in; ``key`` the external key
    that an entity had.
    """
    batch.flush()
    here = batch.pos
    batch.pos = pos
    change = REPLACE.get(str(body["is"]))
    if change is not None:
        change(batch, n, body)
    if key is not None and body.get("hidden"):
        batch.connection.execute(delete(entity_keys).where(entity_keys.c.key == key))
    batch.flush()
    batch.pos = here


def _statement(batch: Batch, n: int, body: Record) -> None:
    old = batch.connection.execute(select(statements).where(statements.c.n == n)).one()
    if old.value is not None and not old.hidden and old.value.startswith('"') and old.prop in batch.schema.searched:
        batch.forget(n, old.clean or json.loads(old.value))
    for table in (statements, citations, positions, dates):
        batch.connection.execute(delete(table).where(table.c.n == n))
    add_statement(batch, n, body)
    batch.flush()
    kept = {"closed": old.closed, "closing": old.closing, "successor": old.successor}
    batch.connection.execute(update(statements).where(statements.c.n == n).values(**kept))
    mend_titles(batch, bytes(old.id))


def _capture(batch: Batch, n: int, body: Record) -> None:
    identifier = bytes.fromhex(str(body["id"]))
    batch.connection.execute(delete(captures).where(captures.c.id == identifier))
    batch.connection.execute(delete(capture_files).where(capture_files.c.capture == identifier))
    add_capture(batch, n, body)


def _finding(batch: Batch, n: int, body: Record) -> None:
    identifier = bytes.fromhex(str(body["id"]))
    batch.connection.execute(delete(findings).where(findings.c.id == identifier))
    for table in (proposals, products):
        batch.connection.execute(delete(table).where(table.c.finding == identifier))
    add_finding(batch, n, body)


def _layer(batch: Batch, n: int, body: Record) -> None:
    remove_layer(batch, bytes.fromhex(str(body["id"])))
    add_layer(batch, n, body)


def _object(batch: Batch, _n: int, body: Record) -> None:
    sha256 = bytes.fromhex(str(body["sha256"]))
    hidden = int(body.get("hidden") or 0)  # type: ignore[arg-type]
    state = {0: "kept", 1: "withheld", 2: "erased"}[hidden]
    change = update(objects).where(objects.c.sha256 == sha256)
    long = body.get("sha512")
    long_bytes = None if long is None else bytes.fromhex(str(long))
    batch.connection.execute(change.values(state=state, sha512=long_bytes, media_type=body.get("media_type")))


def _act(batch: Batch, n: int, body: Record) -> None:
    pos = batch.connection.execute(select(events.c.pos).where(events.c.first == n)).scalar()
    values = {"by": body.get("by"), "why": body.get("why"), "tool": body.get("tool")}
    batch.connection.execute(update(acts).where(acts.c.pos == pos).values(**values))


REPLACE = {"statement": _statement, "capture": _capture, "finding": _finding, "layer": _layer, "object": _object, "act": _act}
