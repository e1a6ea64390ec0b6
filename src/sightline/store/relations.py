"""Walks relations as of a date: what surrounds entities, in the order of how surely it held, and how much there is.

Rows are compared as numbers inside the database; the few whose numbers are only a superset (several dates in one, or a
time of saying that follows from the evidence) are read and judged exactly before they count.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, TextClause, bindparam, select, text

from sightline.model.held_limits import FAR, LOOSE, SEVERAL
from sightline.store.relations_found import COLUMNS, Asked, Found, found_of, made_of
from sightline.store.slices import slices
from sightline.store.tables import dates, membership, statements

IDS: Final = """{0}(i, id) AS (SELECT 0, substr(:{0}_ids, 1, 16)
    UNION ALL SELECT i + 1, substr(:{0}_ids, 16 * (i + 1) + 1, 16) FROM {0} WHERE i + 1 < :{0}_count)"""
"""Entities as one parameter: their ids end to end."""
BEGUN: Final = """r.b0 < :last
    AND (:known < 0 OR r.opened <= :known) AND (r.closed IS NULL OR (:known >= 0 AND r.closed > :known))
    AND (r.s0 < :said OR (r.flags & 32) <> 0)
    AND ((r.flags & 256) = 0 OR (r.flags & 32) <> 0 OR r.opened <= :said_pos)"""
"""Everything that may have begun by the end of the window, had been said by then and was known."""
AS_OF: Final = f"{BEGUN} AND (r.e1 > :first OR (r.flags & 2) <> 0)"
"""Everything that may be part of the answer, and nothing else but rows that are marked unsure."""
HELD: Final = """CASE WHEN r.e1 <= :first THEN 1
    WHEN r.e0 > :first AND r.b1 < :last THEN CASE WHEN (r.flags & 8) <> 0 THEN 2 ELSE 3 END
    WHEN (r.flags & 4) <> 0 AND r.b1 < :first THEN 1 ELSE 2 END"""
"""How surely: 3 held, 2 possibly, 1 last attested; as ``held_limits.answer``."""
AROUND: Final = """FROM front CROSS JOIN relations r WHERE r.land IN (0, 1) AND r.entity = front.id
    AND r.other NOT IN (SELECT id FROM walked) AND NOT (r.side = 1 AND r.other IN (SELECT id FROM front))"""
"""Every relation with an end in front and none in what was walked before, once."""
EVERYWHERE: Final = "FROM relations r WHERE r.side = 0"
FROM_ROWS: Final = "(SELECT r.*, {held} AS held {around} AND {as_of}{props} ORDER BY {order} LIMIT :most) r"
ORDER: Final = "held DESC, (r.flags & 64), (r.flags & 128), r.s0 DESC, r.n"
MOST_UNSURE: Final = 200_000


@frozen(slots=True)
class Ring:
    """What lies around some entities: the first of it, and how much there is in all."""

    found: tuple[Found, ...]
    count: int


def ring(
    connection: Connection, front: Sequence[bytes], walked: Sequence[bytes], asked: Asked, *, most: int
) -> Ring:
    """Read the relations with an end in ``front`` and none in ``walked``, the surest first, ``most`` at most."""
    given = {**id_list("front", front), **id_list("walked", walked)}
    return _ring(
        connection,
        f"WITH RECURSIVE {IDS.format('front')}, {IDS.format('walked')}",
        AROUND,
        given,
        asked,
        most,
    )


def everything(connection: Connection, asked: Asked, *, most: int) -> Ring:
    """Read the relations of the whole case, the surest first."""
    return _ring(connection, "", EVERYWHERE, {}, asked, most)


def ended(
    connection: Connection, front: Sequence[bytes], far: Sequence[bytes], asked: Asked
) -> list[tuple[bytes, bytes, bytes, str, bytes | None, int]]:
    """Read what was over before the window, between ``front`` and ``far``.

    Gives (id, subject, value, property, source, said): ``said`` is when that was said at the earliest [ms].
    """
    sql = f"""WITH RECURSIVE {IDS.format("front")}, {IDS.format("walked")}
        SELECT r.id, r.entity, r.other, r.side, r.prop, r.source, r.s0 FROM front
        CROSS JOIN relations r WHERE r.land IN (0, 1) AND r.entity = front.id AND r.other IN (SELECT id FROM walked)
        AND r.e1 <= :first AND (r.flags & 2) = 0 AND (r.flags & {SEVERAL | 64}) = 0 AND r.s0 < :said
        AND (:known < 0 OR r.opened <= :known) AND (r.closed IS NULL OR (:known >= 0 AND r.closed > :known))"""  # noqa: S608
    given = {**id_list("front", far), **id_list("walked", front)}
    rows = connection.execute(
        text(sql), {**given, "first": asked.first, "said": asked.said, "known": asked.known}
    )
    return [
        (identifier, *((o, e) if side else (e, o)), prop, source, s0)
        for identifier, e, o, side, prop, source, s0 in rows
    ]


def territory(connection: Connection, asked: Asked, places: Sequence[bytes] | None) -> list[tuple[Any, ...]]:
    """Read who is said to hold what: by place.

    Rows are (n, place, actor, property, source, b0, b1, e0, e1, s0, s1, marks, id).

    What is not to be trusted by its numbers is marked; only ``places`` are read where they are given.
    """
    columns = "r.n, r.entity, r.other, r.prop, r.source, r.b0, r.b1, r.e0, r.e1, r.s0, r.s1, r.flags, r.id"
    given = _times(asked)
    if places is None:
        sql = f"SELECT {columns} FROM relations r WHERE r.land = 1 AND {BEGUN} ORDER BY r.entity, r.n"  # noqa: S608
    else:
        given |= id_list("front", places)
        sql = f"""WITH RECURSIVE {IDS.format("front")} SELECT {columns} FROM front CROSS JOIN relations r
            WHERE r.land = 1 AND r.entity = front.id AND {BEGUN} ORDER BY r.entity, r.n"""  # noqa: S608
    return [tuple(row) for row in connection.execute(text(sql), given)]


def dissolved(connection: Connection, ids: Sequence[bytes], asked: Asked) -> list[tuple[Any, ...]]:
    """Read who is said to have ended by the end of the window: (statement id, entity, source, d0, d3), not denials."""
    out: list[tuple[Any, ...]] = []
    columns = (statements.c.id, dates.c.entity, statements.c.source, dates.c.d0, dates.c.d3)
    still: ColumnElement[bool] = statements.c.closed.is_(None)
    if asked.known >= 0:
        still = (statements.c.opened <= asked.known) & (still | (statements.c.closed > asked.known))
    for some in slices(sorted(ids)):
        query = (
            select(*columns)
            .join(statements, statements.c.n == dates.c.n)
            .where(dates.c.entity.in_(list(some)), dates.c.prop == "dissolved", still)
            .where(statements.c.negated == 0, statements.c.hedged == 0)
            .where(dates.c.d0.is_(None) | (dates.c.d0 < asked.last))
            .where(statements.c.s0.is_(None) | (statements.c.s0 < asked.said))
        )
        out += [tuple(row) for row in connection.execute(query.order_by(dates.c.n))]
    return out


def canonical_of(connection: Connection, ids: Iterable[bytes], *, known: int) -> dict[bytes, bytes]:
    """Give the entity that stands for each of those that were judged to be another's record."""
    every = sorted(set(ids))
    if connection.execute(select(membership.c.entity).limit(1)).first() is None:
        return {}
    return dict(pair for some in slices(every) for pair in _members(connection, "entity", some, known))


def members_of(connection: Connection, ids: Iterable[bytes], *, known: int) -> dict[bytes, bytes]:
    """Give the records under entities that stand for several: record, entity."""
    every = sorted(set(ids))
    if connection.execute(select(membership.c.entity).limit(1)).first() is None:
        return {}
    return dict(pair for some in slices(every) for pair in _members(connection, "canonical", some, known))


def _members(
    connection: Connection, column: str, ids: Sequence[bytes], known: int
) -> list[tuple[bytes, bytes]]:
    query = select(membership.c.entity, membership.c.canonical).where(membership.c[column].in_(list(ids)))
    if known < 0:
        query = query.where(membership.c.closed.is_(None))
    else:
        still = membership.c.closed.is_(None) | (membership.c.closed > known)
        query = query.where(membership.c.opened <= known, still)
    return [(bytes(entity), bytes(canonical)) for entity, canonical in connection.execute(query)]


def _ring(
    connection: Connection, head: str, around: str, given: Mapping[str, object], asked: Asked, most: int
) -> Ring:
    props = " AND r.prop IN :props" if asked.props else ""
    params = {**given, **_times(asked), **({"props": list(asked.props)} if asked.props else {})}
    count = connection.execute(
        _text(f"{head} SELECT count(*) {around} AND {AS_OF}{props}"), params
    ).scalar_one()
    if count == 0:
        return Ring((), 0)
    refuted = _refuted(connection, f"{head} SELECT r.n {around} AND {AS_OF}{props}", params, asked)
    rows = FROM_ROWS.format(held=HELD, around=around, as_of=AS_OF, props=props, order=ORDER)
    sql = f"{head} SELECT {COLUMNS} FROM {rows} JOIN statements s ON s.n = r.n ORDER BY {ORDER}"  # noqa: S608
    read_rows = connection.execute(_text(sql), {**params, "most": most + len(refuted)}).all()
    made = made_of(connection, [row for row in read_rows if row.n not in refuted], asked)
    return Ring(tuple(made[:most]), count - len(refuted))


def _refuted(connection: Connection, sql: str, params: Mapping[str, object], asked: Asked) -> set[int]:
    """Find which of the unsure rows are no part of the answer after all."""
    unsure = (SEVERAL if asked.at is not None else 0) | (LOOSE if asked.said < FAR else 0)
    if unsure == 0:
        return set()
    query = _text(f"{sql} AND (r.flags & {unsure}) <> 0 LIMIT {MOST_UNSURE}")
    numbers = [row[0] for row in connection.execute(query, params)]
    return set(numbers) - set(found_of(connection, numbers, asked)) if numbers else set()


@cache
def _text(sql: str) -> TextClause:
    made = text(sql)
    return made.bindparams(bindparam("props", expanding=True)) if ":props" in sql else made


def id_list(name: str, ids: Sequence[bytes]) -> dict[str, object]:
    """Give ids as one parameter; where there are none, one that nothing has."""
    return {f"{name}_ids": b"".join(ids) if ids else bytes(16), f"{name}_count": max(1, len(ids))}


def _times(asked: Asked) -> dict[str, object]:
    return {
        "first": asked.first,
        "last": asked.last,
        "said": asked.said,
        "said_pos": asked.said_pos,
        "known": asked.known,
    }
