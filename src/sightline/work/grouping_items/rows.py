"""Reads the open statements that grouping weighs, in one pass over the catalogue, plain and by entity."""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

import orjson
from attrs import define, field, frozen
from sqlalchemy import Connection, select

from sightline.model.finding import Json
from sightline.model.position import PRECISIONS
from sightline.store.slices import slices
from sightline.store.tables import entities, judgements, membership, positions, ranks, statements

OF_ITEMS: Final = frozenset(
    """claimed_time recorded_at posted_at claimed_place_name claimed_place claimed_position position shows reports
    before after title description text item_kind copy_of repost_of updates""".split()
)
OF_INCIDENTS: Final = frozenset(
    "title occurred place place_name position casualties before after part_of".split()
)
NAMING: Final = ("name", "alias", "title")
_REACH: Final = {each.term: each.radius_m for each in PRECISIONS}


@frozen(slots=True)
class Row:
    """One open statement."""

    n: int
    id: bytes
    prop: str
    value: Json
    target: bytes | None
    quals: str | None
    spot: tuple[int, int, int | None] | None = None
    """Latitude, longitude [1e-7 degree] and how far off [m], of a position."""


@define(slots=True)
class Thing:
    """An item or incident with its rows; several records that were judged to be one are one thing."""

    id: bytes
    code: str
    title: str
    kind: str
    opened: int
    rows: list[Row] = field(factory=list)


def read_things(connection: Connection) -> dict[bytes, Thing]:
    """Read all items and incidents with what is said of them; by the record that stands for each."""
    heads = _heads(connection)
    out: dict[bytes, Thing] = {}
    wanted = select(
        entities.c.id, entities.c.code, entities.c.title, entities.c.kind, entities.c.opened
    ).where(entities.c.kind.in_(("Item", "Incident")))
    for one, code, title, kind, opened in connection.execute(wanted.order_by(entities.c.id)):
        identifier = bytes(one)
        if heads.get(identifier, identifier) == identifier:
            out[identifier] = Thing(identifier, code, title or code, kind, opened)
    spots = _spots(connection)
    denied = _denied(connection)
    columns = ("n", "id", "entity", "prop", "value", "target", "quals")
    query = select(*(statements.c[name] for name in columns)).where(
        statements.c.prop.in_(sorted(OF_ITEMS | OF_INCIDENTS)),
        statements.c.closed.is_(None),
        statements.c.hidden == 0,
        statements.c.negated == 0,
        statements.c.rank != 0,
    )
    for n, identifier, entity, prop, value, target, quals in connection.execute(
        query.order_by(statements.c.n)
    ):
        own = bytes(entity)
        thing = out.get(heads.get(own, own))
        if thing is None or prop not in (OF_ITEMS if thing.kind == "Item" else OF_INCIDENTS):
            continue
        if bytes(identifier) in denied:
            continue
        aim = None if target is None else bytes(target)
        aim = aim if aim is None else heads.get(aim, aim)
        read = None if value is None else orjson.loads(value)
        thing.rows.append(Row(n, bytes(identifier), prop, read, aim, quals, spots.get(n)))
    return out


def places_in(connection: Connection) -> list[bytes]:
    """List the places of a case."""
    query = select(entities.c.id).where(entities.c.kind == "Place").order_by(entities.c.id)
    return [bytes(one) for one in connection.execute(query).scalars()]


def read_places(connection: Connection, ids: Collection[bytes]) -> dict[bytes, list[Row]]:
    """Read names and positions of places."""
    out: dict[bytes, list[Row]] = defaultdict(list)
    spots = _spots(connection) if ids else {}
    for some in slices(sorted(ids)):
        query = select(
            statements.c.n, statements.c.id, statements.c.entity, statements.c.prop, statements.c.value
        )
        query = query.where(
            statements.c.entity.in_(some),
            statements.c.prop.in_((*NAMING, "position")),
            statements.c.closed.is_(None),
            statements.c.hidden == 0,
            statements.c.negated == 0,
            statements.c.rank != 0,
        )
        for n, identifier, entity, prop, value in connection.execute(query.order_by(statements.c.n)):
            read = None if value is None else orjson.loads(value)
            out[bytes(entity)].append(Row(n, bytes(identifier), prop, read, None, None, spots.get(n)))
    return dict(out)


def _heads(connection: Connection) -> dict[bytes, bytes]:
    query = select(membership.c.entity, membership.c.canonical).where(membership.c.closed.is_(None))
    return {bytes(entity): bytes(canonical) for entity, canonical in connection.execute(query)}


def _spots(connection: Connection) -> dict[int, tuple[int, int, int | None]]:
    query = select(positions.c.n, positions.c.lat, positions.c.lon, positions.c.radius, positions.c.precision)
    return {
        n: (lat, lon, radius if radius is not None else _REACH.get(precision))
        for n, lat, lon, radius, precision in connection.execute(query)
    }


def _denied(connection: Connection) -> set[bytes]:
    """List the statements that people rejected or refuted, and those ranked down after they were recorded."""
    out: set[bytes] = set()
    last: dict[tuple[bytes, str], str] = {}
    query = select(judgements.c.on_id, judgements.c.by, judgements.c.verdict).where(
        judgements.c.on_kind == "statement", judgements.c.undone.is_(None)
    )
    for on, by, verdict in connection.execute(query.order_by(judgements.c.pos, judgements.c.id)):
        last[bytes(on), by or ""] = verdict
    said: dict[bytes, set[str]] = defaultdict(set)
    for (on, _), verdict in last.items():
        said[on].add(verdict)
    out |= {on for on, verdicts in said.items() if verdicts <= {"reject", "refuted"}}
    ranked: dict[bytes, int] = {}
    for one, rank in connection.execute(select(ranks.c.statement, ranks.c.rank).order_by(ranks.c.opened)):
        ranked[bytes(one)] = rank
    return out | {one for one, rank in ranked.items() if rank == 0}
