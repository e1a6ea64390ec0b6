"""Why statements were closed, withheld or ranked, read in bulk: their rows keep that they were, the ledger says why."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, select
from sqlalchemy.sql.elements import ColumnElement

from sightline.store.ledger import CLEAR, Event, leaves_of
from sightline.store.sealed_state import KINDS, leaf_number, protections_in
from sightline.store.tables import events, leaves, ranks
from sightline.work.disclosing.held import Acted

AT_ONCE: Final = 900
"""Values named in one query."""

AnyRow = Row[Any]
AnyQuery = Select[Any]


def each_of(
    connection: Connection, query: AnyQuery, column: ColumnElement[object], values: Iterable[object]
) -> Iterable[AnyRow]:
    """Run a query for many values of a column, some at a time."""
    every = sorted(values)  # type: ignore[type-var]
    for start in range(0, len(every), AT_ONCE):
        yield from connection.execute(query.where(column.in_(every[start : start + AT_ONCE])))


def closing_reasons(connection: Connection, positions: set[int]) -> dict[tuple[int, str], str]:
    """Read from the ledger why statements were closed: their rows do not keep it."""
    out: dict[tuple[int, str], str] = {}
    joined = leaves.join(
        events, (leaves.c.n >= events.c.first) & (leaves.c.n < events.c.first + events.c.count)
    )
    query = select(events.c.pos, leaves.c.body).select_from(joined).where(leaves.c.state == CLEAR)
    for row in each_of(connection, query, events.c.pos, positions):
        if row.body is None or b'"is":"close"' not in row.body:
            continue
        body = json.loads(row.body)
        if body.get("is") == "close" and isinstance(body.get("reason"), str):
            out[(row.pos, str(body["statement"]))] = body["reason"]
    return out


def protections_of(connection: Connection, hidden: Mapping[int, int]) -> dict[int, Acted]:
    """Tell who withheld or erased the statements ``hidden`` (number: position), and when: the last act counts."""
    if not hidden:
        return {}
    within: dict[tuple[int, int], list[int]] = {}
    spans = select(events.c.pos, events.c.first, events.c.count)
    by_pos = defaultdict(list)
    for n, pos in hidden.items():
        by_pos[pos].append(n)
    for row in each_of(connection, spans, events.c.pos, set(hidden.values())):
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


def rank_reasons(connection: Connection, until: int | None) -> dict[bytes, str]:
    """Tell why statements have their ranks, as of then."""
    query = until_then(select(ranks).order_by(ranks.c.opened), ranks.c.opened, until)
    return {bytes(r.statement): r.reason or "" for r in connection.execute(query)}


def until_then(query: AnyQuery, column: ColumnElement[object], until: int | None) -> AnyQuery:
    """Narrow a query to what was there at a position of the ledger; None is now."""
    return query if until is None else query.where(column <= until)
