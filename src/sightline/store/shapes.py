"""Reads where places lie: their points, outlines and front lines, and which places lie inside which."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import Connection, select, text

from sightline.model.finding import Json
from sightline.store.relations import AS_OF, IDS, id_list
from sightline.store.relations_found import Asked
from sightline.store.slices import slices
from sightline.store.tables import positions, shapes, statements

MANY: Final = 2_000
"""Entities from which reading all positions is quicker than asking for each."""


def points_of(connection: Connection, ids: Sequence[bytes], *, known: int) -> dict[bytes, tuple[int, int]]:
    """Give one point (latitude, longitude [1e-7 degree]) of entities: the earliest that is affirmed and stands."""
    query = (
        select(statements.c.entity, positions.c.lat, positions.c.lon)
        .join(statements, statements.c.n == positions.c.n)
        .where(statements.c.prop == "position", statements.c.negated == 0, *_open(known))
        .order_by(statements.c.n)
    )
    out: dict[bytes, tuple[int, int]] = {}
    if len(ids) > MANY:
        wanted = set(ids)
        for entity, lat, lon in connection.execute(query):
            if entity in wanted:
                out.setdefault(entity, (lat, lon))
        return out
    for some in slices(sorted(ids)):
        for entity, lat, lon in connection.execute(query.where(statements.c.entity.in_(list(some)))):
            out.setdefault(entity, (lat, lon))
    return out


def shape_numbers(
    connection: Connection, ids: Sequence[bytes] | None, *, known: int
) -> list[tuple[int, bytes, str]]:
    """List the lines and areas of places (n, entity, property), of all where ``ids`` is None."""
    query = (
        select(shapes.c.n, shapes.c.entity, shapes.c.prop)
        .join(statements, statements.c.n == shapes.c.n)
        .where(*_open(known))
        .order_by(shapes.c.n)
    )
    rows = connection.execute(query).all()
    wanted = None if ids is None else set(ids)
    return [(n, bytes(e), p) for n, e, p in rows if wanted is None or bytes(e) in wanted]


def values_of(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[Json, Mapping[str, Json]]]:
    """Give value and qualifiers of statements by their numbers."""
    out: dict[int, tuple[Json, Mapping[str, Json]]] = {}
    for some in slices(sorted(numbers)):
        query = select(statements.c.n, statements.c.value, statements.c.quals).where(
            statements.c.n.in_(list(some)), statements.c.hidden == 0
        )
        for n, value, quals in connection.execute(query):
            out[n] = (orjson.loads(value), {} if quals is None else orjson.loads(quals))
    return out


def inside(connection: Connection, places: Sequence[bytes], asked: Asked) -> list[tuple[bytes, bytes, bytes]]:
    """List what is said to be part of places, one step down: (statement id, part, whole)."""
    sql = f"""WITH RECURSIVE {IDS.format("front")} SELECT r.id, r.other, r.entity FROM front
        CROSS JOIN relations r WHERE r.land = 0 AND r.entity = front.id AND r.side = 1 AND r.prop = 'part_of'
        AND (r.flags & 64) = 0 AND {AS_OF} ORDER BY r.n"""  # noqa: S608
    given = {
        **id_list("front", places), "first": asked.first, "last": asked.last,
        "said": asked.said, "said_pos": asked.said_pos, "known": asked.known,
    }  # fmt: skip
    return [(bytes(i), bytes(part), bytes(whole)) for i, part, whole in connection.execute(text(sql), given)]


def _open(known: int) -> tuple[Any, ...]:
    if known < 0:
        return (statements.c.closed.is_(None), statements.c.hidden == 0)
    still = statements.c.closed.is_(None) | (statements.c.closed > known)
    return (statements.c.opened <= known, still, statements.c.hidden == 0)
