"""How relations that hold through time become rows: one at each end, so that what is around an entity lies together.

A row repeats of its statement only what a walk compares: when it held, when it was said, and marks. Relations by which
a place is held have the row of the place on a shelf of their own (``land`` 1), so that a map of who holds what reads no
other. Withheld and erased statements have no rows.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import delete, or_, select, update

from sightline.core.errors import BadTime
from sightline.model.held_limits import AREA, FAR, HEDGED, LOOSE, NEGATED, OURS, Limits, limits_of
from sightline.model.time import Span, read
from sightline.store.project.rows import Batch, Body, Rows
from sightline.store.tables import relations, statements

ENDS: Final = (0, 1)
"""``side``: the entity is the subject, or the value."""


def add_relation(batch: Rows, n: int, body: Body, target: bytes) -> None:
    """Add the two rows of a statement that relates its subject to ``target``."""
    for row in relation_rows(n, body, target, batch.words.related[body["property"]], batch.pos, None):
        batch.row(relations, *row)


def relation_rows(
    n: int, body: Mapping[str, Any], target: bytes, land: int, opened: int, closed: int | None
) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """Make the rows of a relation, one at each end.

    Parameters
    ----------
    body : mapping
        The statement as the ledger holds it.
    land : int
        At which end a place that is held stands: 0 neither, 1 the subject, 2 the value.
    """
    get = body.get
    begin, begun, ended, end, flags, s0, s1 = _numbers(_written(get("valid")), _written(get("said")))
    if get("said") is None and get("evidence"):
        flags |= LOOSE
    if get("polarity") == "negated":
        flags |= NEGATED
    if get("certainty") == "hedged":
        flags |= HEDGED
    if body["origin"] != "source" and get("said") is None:
        flags |= OURS
    if any(isinstance(q, dict) and "coordinates" in q for q in (get("qualifiers") or {}).values()):
        flags |= AREA
    subject, source = bytes.fromhex(body["subject"]), get("source")
    rest = (
        body["property"], begin, begun, ended, end, s0, s1, flags,
        None if source is None else bytes.fromhex(source), opened, closed,
    )  # fmt: skip
    identifier = bytes.fromhex(body["id"])
    return (
        (int(land == 1), subject, n, 0, identifier, target, *rest),
        (int(land == 2), target, n, 1, identifier, subject, *rest),
    )


def close_relation(batch: Batch, identifier: bytes) -> None:
    """Close the rows of a statement that is open still, from this position on."""
    query = select(statements.c.n).where(
        statements.c.id == identifier, statements.c.closed.is_(None), statements.c.target.is_not(None)
    )
    for n in batch.connection.execute(query).scalars().all():
        end_relation(batch, n, at=batch.pos)


def end_relation(batch: Batch, n: int, *, at: int) -> None:
    """Close the rows of a statement at a position."""
    ends = batch.connection.execute(
        select(statements.c.entity, statements.c.target).where(statements.c.n == n)
    ).one()
    if ends.target is not None:
        where = or_(*(_at(bytes(entity), n) for entity in ends))
        batch.connection.execute(update(relations).where(where).values(closed=at))


def remove_relation(batch: Batch, old: Any) -> None:
    """Take out the rows of a statement, given as its row."""
    if old.target is not None:
        where = or_(*(_at(bytes(entity), old.n) for entity in (old.entity, old.target)))
        batch.connection.execute(delete(relations).where(where))


def _at(entity: bytes, n: int) -> Any:
    return relations.c.land.in_((0, 1)) & (relations.c.entity == entity) & (relations.c.n == n)


def _written(time: object) -> tuple[str, str | None] | None:
    if time is None:
        return None
    if isinstance(time, Mapping):
        return str(time["edtf"]), str(time["zone"])
    return str(time), None


@lru_cache(maxsize=65_536)
def _numbers(valid: tuple[str, str | None] | None, said: tuple[str, str | None] | None) -> tuple[int, ...]:
    """Give the limits of when it held, and of when it was said."""
    spoken = _span(said)
    limits: Limits = limits_of(_span(valid), spoken)
    if spoken is None:
        return (*limits, -FAR, FAR)
    first = -FAR if spoken.begin_earliest is None else spoken.begin_earliest
    return (*limits, first, FAR if spoken.end_latest is None else spoken.end_latest)


def _span(written: tuple[str, str | None] | None) -> Span | None:
    try:
        return None if written is None else read(written[0], zone=written[1])
    except BadTime:  # written by a version that read more
        return None
