"""Turns one event into rows, body by body; the tuple of bodies that are known stands here."""

from collections.abc import Callable, Sequence

from sightline.model.record import Record
from sightline.store.ledger import ERASED
from sightline.store.project import decisions, evidence, protect
from sightline.store.project import statements as claims
from sightline.store.project.rows import Batch
from sightline.store.tables import acts

Project = Callable[[Batch, int, Record], None]

BODIES: dict[str, Project] = {
    "entity": claims.add_entity,
    "key": claims.add_key,
    "statement": claims.add_statement,
    "close": claims.close_statement,
    "rank": claims.rank_statement,
    "object": evidence.add_object,
    "capture": evidence.add_capture,
    "finding": evidence.add_finding,
    "layer": evidence.add_layer,
    "judgement": decisions.add_judgement,
    "identity": decisions.add_identity,
    "undo": decisions.undo,
    "run": decisions.add_run,
    "progress": decisions.add_progress,
    "schema": decisions.add_declaration,
    "protection": protect.add_protection,
}
RECORD_ONLY = frozenset({"sealed", "ledger", "checkpoint", "rotation", "chain"})
"""Bodies that are read from the ledger itself and make no rows."""


def apply(
    batch: Batch,
    pos: int,
    received: int,
    first: int,
    bodies: Sequence[Record | None],
    states: Sequence[int] | None = None,
) -> None:
    """Add the rows of one event.

    Parameters
    ----------
    pos, received, first : int
        Local position, time of reception [ms], and the number of the first leaf.
    bodies : sequence
        The bodies in order; a shell where a body is withheld or erased; None where nothing is known of it.
    states : sequence, optional
        The state of each leaf, when not all are clear.
    """
    begin(batch, pos, received)
    project(batch, first, bodies, states)


def begin(batch: Batch, pos: int, received: int) -> None:
    """Begin the rows of an event."""
    batch.pos, batch.received = pos, received
    batch.act = {}


def project(
    batch: Batch, first: int, bodies: Sequence[Record | None], states: Sequence[int] | None = None
) -> None:
    """Add the rows of bodies of the event that was begun, the first of which is leaf ``first``."""
    for index, body in enumerate(bodies):
        if body is None:
            continue
        name = body["is"]
        if name == "act":
            batch.act = body
            batch.row(acts, batch.pos, body.get("by"), body.get("why"), body.get("tool"))
        elif name == "statement":
            claims.add_statement(
                batch, first + index, body if states is None else _erased_value(body, states)
            )
        elif name not in RECORD_ONLY:
            BODIES[str(name)](batch, first + index, body)


def _erased_value(body: Record, states: Sequence[int]) -> Record:
    """Mark a statement whose sealed value was erased."""
    value = body.get("value")
    if isinstance(value, dict) and "sealed" in value and states[int(str(value["sealed"]))] == ERASED:
        return {**body, "hidden": 2}
    return body
