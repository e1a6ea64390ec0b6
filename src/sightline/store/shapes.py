"""Reads where places lie: their points, outlines and front lines, and which places lie inside which."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import Connection, select, text

from sightline.model.finding import Json
from sightline.store.relations import AS_OF, IDS, id_list
from sightline.store.relations_found import Asked
from sightline.store.slices import slices
from sightline.store.tables import statements

OPEN: Final = """s.hidden = 0 AND (:known < 0 OR s.opened <= :known)
    AND (s.closed IS NULL OR (:known >= 0 AND s.closed > :known))"""
MANY: Final = 2_000
"""Entities from which reading all positions is quicker than asking for each."""


Tie = tuple[int, int, bytes, bytes, str, int]
"""n, side, entity, other, property, marks: one relation seen from one end; of side 1, ``entity`` is its value."""


def points_of(connection: Connection, ids: Sequence[bytes], *, known: int) -> dict[bytes, tuple[int, int]]:
    """Give one point (latitude, longitude [1e-7 degree]) of entities: the earliest that is affirmed and stands."""
    columns, where = "s.entity, p.lat, p.lon", f"s.prop = 'position' AND s.negated = 0 AND {OPEN}"
    out: dict[bytes, tuple[int, int]] = {}
    if len(ids) > MANY:
        wanted = set(ids)
        sql = f"SELECT {columns} FROM positions p CROSS JOIN statements s WHERE s.n = p.n AND {where} ORDER BY p.n"  # noqa: S608
        for entity, lat, lon in connection.execute(text(sql), {"known": known}).cursor.fetchall():
            if entity in wanted and entity not in out:
                out[entity] = (lat, lon)
        return out
    sql = f"""WITH RECURSIVE {IDS.format("front")} SELECT {columns} FROM front CROSS JOIN statements s
        CROSS JOIN positions p WHERE s.entity = front.id AND {where} AND p.n = s.n ORDER BY p.n"""  # noqa: S608
    for entity, lat, lon in connection.execute(text(sql), {**id_list("front", ids), "known": known}):
        out.setdefault(bytes(entity), (lat, lon))
    return out


def shape_numbers(
    connection: Connection, ids: Sequence[bytes] | None, *, known: int
) -> list[tuple[int, bytes, str]]:
    """List the lines and areas of places (n, entity, property), of all where ``ids`` is None."""
    sql = f"""SELECT h.n, h.entity, h.prop FROM shapes h CROSS JOIN statements s
        WHERE s.n = h.n AND {OPEN} ORDER BY h.n"""  # noqa: S608
    rows = connection.execute(text(sql), {"known": known}).all()
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
    where = "r.side = 1 AND r.prop = 'part_of' AND (r.flags & 64) = 0"
    rows = _steps(connection, places, asked, "r.id, r.other, r.entity", where)
    return [(bytes(i), bytes(part), bytes(whole)) for i, part, whole in rows]


def ties(connection: Connection, actors: Sequence[bytes], asked: Asked) -> list[Tie]:
    """List what ties actors to others, from both ends: of what they are part, what split, merged or followed."""
    # most of what is said of those who hold places is that they control them: told apart by one comparison
    where = """r.prop >= 'member_of'
        AND r.prop IN ('part_of', 'member_of', 'split_from', 'merged_into', 'succeeded_by')"""
    columns = "r.n, r.side, r.entity, r.other, r.prop, r.flags"
    return list(_steps(connection, actors, asked, columns, where, order=""))


def larger(
    connection: Connection, actors: Sequence[bytes], wholes: Sequence[bytes], asked: Asked
) -> list[int]:
    """List the statements (n) that say of actors that they are part or member of wholes, deny it, or say they split."""
    where = """r.side = 0 AND r.prop IN ('part_of', 'member_of', 'split_from')
        AND r.other IN (SELECT id FROM walked)"""
    return [n for (n,) in _steps(connection, actors, asked, "r.n", where, walked=wholes)]


def larger_said(connection: Connection, actors: Sequence[bytes], asked: Asked) -> list[tuple[bytes, bytes]]:
    """List of what anybody says that actors are parts or members: (part, whole), some of which may not stand."""
    where = "r.side = 0 AND r.prop IN ('part_of', 'member_of') AND (r.flags & 64) = 0"
    rows = _steps(connection, actors, asked, "r.entity, r.other", where)
    return [(bytes(part), bytes(whole)) for part, whole in rows]


def smaller_said(connection: Connection, actors: Sequence[bytes], asked: Asked) -> list[tuple[bytes, bytes]]:
    """List of what anybody says that it is a part or member of actors, as :func:`larger_said`: (part, whole)."""
    where = "r.side = 1 AND r.prop IN ('part_of', 'member_of') AND (r.flags & 64) = 0"
    rows = _steps(connection, actors, asked, "r.other, r.entity", where)
    return [(bytes(part), bytes(whole)) for part, whole in rows]


def _steps(
    connection: Connection,
    ids: Sequence[bytes],
    asked: Asked,
    columns: str,
    where: str,
    *,
    walked: Sequence[bytes] = (),
    order: str = "ORDER BY r.n",
) -> Sequence[tuple[Any, ...]]:
    heads = IDS.format("front") if not walked else f"{IDS.format('front')}, {IDS.format('walked')}"
    sql = f"""WITH RECURSIVE {heads} SELECT {columns} FROM front
        CROSS JOIN relations r WHERE r.land = 0 AND r.entity = front.id AND {where}
        AND {AS_OF} {order}"""  # noqa: S608
    given = {
        **id_list("front", ids), "first": asked.first, "last": asked.last,
        "said": asked.said, "said_pos": asked.said_pos, "known": asked.known,
        **(id_list("walked", walked) if walked else {}),
    }  # fmt: skip
    return connection.execute(text(sql), given).cursor.fetchall()
