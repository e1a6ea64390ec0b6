"""Walks relations as of a date: what surrounds entities, in the order of how surely it held, and how much there is.

Rows are compared as numbers inside the database; the few whose numbers are only a superset (several dates in one, or a
time of saying that follows from the evidence) are read and judged exactly before they count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from attrs import frozen
from sqlalchemy import Connection, TextClause, bindparam, select, text

from sightline.model.held_limits import FAR, LOOSE, NO_END, SEVERAL
from sightline.model.span_order import Answer
from sightline.model.view import Named
from sightline.store.relations_found import COLUMNS, FLAGS, Asked, Found, found_of, made_of
from sightline.store.tables import membership

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
UNSETTLED: Final = -1
WEIGHT: Final = f"""CASE
    WHEN (r.flags & :unsure) <> 0 OR (r.flags & {LOOSE | NO_END}) = {LOOSE | NO_END} THEN {UNSETTLED}
    WHEN :dated = 0 OR (r.flags & 1) <> 0 THEN 4 WHEN r.e1 <= :first AND (r.flags & 2) = 0 THEN 0 ELSE {HELD} END"""
"""As HELD, also of what was over (0), undated (4), or not to be told from its numbers (UNSETTLED)."""
AROUND: Final = "FROM front CROSS JOIN relations r WHERE r.land IN (0, 1) AND r.entity = front.id"
"""Every relation with an end in front."""
ONCE: Final = "NOT (r.side = 1 AND r.other IN (SELECT id FROM front))"
ONCE_OF_ONE: Final = "NOT (r.side = 1 AND r.other = front.id)"
"""Those with both ends there are taken once."""
UNWALKED: Final = "r.other NOT IN (SELECT id FROM walked)"
EVERYWHERE: Final = "FROM relations r WHERE r.side = 0"
FROM_ROWS: Final = """(SELECT r.n, r.b0, r.b1, r.e0, r.e1, r.s0, r.s1, r.flags, {held} AS held {around}
    AND {as_of}{props} ORDER BY {order} LIMIT :most) r"""
ORDER: Final = "held DESC, (r.flags & 64), (r.flags & 128), r.s0 DESC, r.n"
MOST_UNSURE: Final = 200_000
AT_ONCE: Final = 500


@frozen(slots=True)
class Ring:
    """What lies around some entities: the first of it, and how much there is in all."""

    found: tuple[Found, ...]
    count: int


def ring(
    connection: Connection, front: Sequence[bytes], walked: Sequence[bytes], asked: Asked, *, most: int
) -> Ring:
    """Read the relations with an end in ``front`` and none in ``walked``, the surest first, ``most`` at most."""
    given, head = id_list("front", front), f"WITH RECURSIVE {IDS.format('front')}"
    around = f"{AROUND} AND {ONCE_OF_ONE if len(front) == 1 else ONCE}"
    if walked:
        given |= id_list("walked", walked)
        head, around = f"{head}, {IDS.format('walked')}", f"{around} AND {UNWALKED}"
    return _ring(connection, head, around, given, asked, most)


def everything(connection: Connection, asked: Asked, *, most: int) -> Ring:
    """Read the relations of the whole case, the surest first."""
    return _ring(connection, "", EVERYWHERE, {}, asked, most)


def ended(
    connection: Connection, front: Sequence[bytes], far: Sequence[bytes], asked: Asked
) -> list[tuple[bytes, bytes, bytes, str, bytes | None, int]]:
    """Read what was over before the window, between ``front``, whose relations are gone through, and ``far``.

    Gives (id, subject, value, property, source, said): ``said`` is when that was said at the earliest [ms].
    """
    sql = f"""WITH RECURSIVE {IDS.format("front")}, {IDS.format("walked")}
        SELECT r.id, r.entity, r.other, r.side, r.prop, r.source, r.s0 FROM front
        CROSS JOIN relations r WHERE r.land IN (0, 1) AND r.entity = front.id
        AND r.e1 <= :first AND (r.flags & 2) = 0 AND (r.flags & {SEVERAL | 64}) = 0 AND r.s0 < :said
        AND (:known < 0 OR r.opened <= :known) AND (r.closed IS NULL OR (:known >= 0 AND r.closed > :known))
        AND r.other IN (SELECT id FROM walked)"""  # noqa: S608
    given = {**id_list("front", front), **id_list("walked", far)}
    times = {"first": asked.first, "said": asked.said, "known": asked.known}
    rows = connection.execute(_text(sql), {**given, **times}).cursor.fetchall()
    return [
        (identifier, *((o, e) if side else (e, o)), prop, source, s0)
        for identifier, e, o, side, prop, source, s0 in rows
    ]


def territory(
    connection: Connection, asked: Asked, places: Sequence[bytes] | None
) -> Iterator[list[tuple[Any, ...]]]:
    """Read who is said to hold what: by place, some thousand rows at a time, so that they need not all be held.

    Rows are (n, place, actor, property, source, e0, s0, s1, marks, weight, id). The weight says how surely it held:
    0 to 3 as :data:`HELD`, 4 where nobody said when or no date is asked for, :data:`UNSETTLED` where numbers do not
    tell. Only ``places`` are read where they are given.
    """
    columns = f"r.n, r.entity, r.other, r.prop, r.source, r.e0, r.s0, r.s1, r.flags, {WEIGHT}, r.id"
    given = {**_times(asked), "dated": int(asked.at is not None), "unsure": _unsure(asked)}
    if places is None:
        sql = f"SELECT {columns} FROM relations r WHERE r.land = 1 AND {BEGUN} ORDER BY r.entity, r.n"  # noqa: S608
    else:
        given |= id_list("front", places)
        sql = f"""WITH RECURSIVE {IDS.format("front")} SELECT {columns} FROM front CROSS JOIN relations r
            WHERE r.land = 1 AND r.entity = front.id AND {BEGUN} ORDER BY r.entity, r.n"""  # noqa: S608
    result = connection.execute(_text(sql), given)
    while rows := result.cursor.fetchmany(AT_ONCE):
        yield list(rows)  # there are many: tuples as the driver makes them


def dissolved(connection: Connection, ids: Sequence[bytes], asked: Asked) -> list[tuple[Any, ...]]:
    """Read who is said to have ended by the end of the window: (statement id, entity, source, d0, d3), not denials."""
    sql = f"""WITH RECURSIVE {IDS.format("front")} SELECT s.id, d.entity, s.source, d.d0, d.d3 FROM front
        CROSS JOIN dates d JOIN statements s ON s.n = d.n WHERE d.entity = front.id AND d.prop = 'dissolved'
        AND s.negated = 0 AND s.hedged = 0 AND (d.d0 IS NULL OR d.d0 < :last) AND (s.s0 IS NULL OR s.s0 < :said)
        AND (:known < 0 OR s.opened <= :known) AND (s.closed IS NULL OR (:known >= 0 AND s.closed > :known))
        ORDER BY d.n"""  # noqa: S608
    times = {"last": asked.last, "said": asked.said, "known": asked.known}
    rows = connection.execute(_text(sql), {**id_list("front", sorted(ids)), **times})
    return [tuple(row) for row in rows]


def called(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, Named]:
    """Give the short forms of many entities in one query."""
    sql = f"""WITH RECURSIVE {IDS.format("front")} SELECT e.id, e.code, e.kind, e.title FROM front
        CROSS JOIN entities e WHERE e.id = front.id"""  # noqa: S608
    rows = connection.execute(_text(sql), id_list("front", sorted(set(ids)))).cursor.fetchall()
    return {i: Named(i, code, kind, title or code) for i, code, kind, title in rows}


def any_merged(connection: Connection) -> bool:
    """Tell whether any record was ever judged to be another's."""
    return connection.execute(select(membership.c.entity).limit(1)).first() is not None


def canonical_of(connection: Connection, ids: Iterable[bytes], *, known: int) -> dict[bytes, bytes]:
    """Give the entity that stands for each of those that were judged to be another's record."""
    return _members(connection, "entity", ids, known)


def members_of(connection: Connection, ids: Iterable[bytes], *, known: int) -> dict[bytes, bytes]:
    """Give the records under entities that stand for several: record, entity."""
    return _members(connection, "canonical", ids, known)


def _members(connection: Connection, column: str, ids: Iterable[bytes], known: int) -> dict[bytes, bytes]:
    if not any_merged(connection):
        return {}
    sql = f"""WITH RECURSIVE {IDS.format("front")} SELECT m.entity, m.canonical FROM front
        CROSS JOIN membership m WHERE m.{column} = front.id AND (:known < 0 OR m.opened <= :known)
        AND (m.closed IS NULL OR (:known >= 0 AND m.closed > :known))"""  # noqa: S608
    rows = connection.execute(_text(sql), {**id_list("front", sorted(set(ids))), "known": known})
    return {bytes(entity): bytes(canonical) for entity, canonical in rows}


def _ring(
    connection: Connection, head: str, around: str, given: Mapping[str, object], asked: Asked, most: int
) -> Ring:
    props = " AND r.prop IN :props" if asked.props else ""
    params = {**given, **_times(asked), **({"props": list(asked.props)} if asked.props else {})}
    unsure = _unsure(asked)
    rows = FROM_ROWS.format(held=HELD, around=around, as_of=AS_OF, props=props, order=ORDER)
    sql = f"{head} SELECT {COLUMNS} FROM {rows} JOIN statements s ON s.n = r.n ORDER BY {ORDER}"  # noqa: S608
    found = connection.execute(_text(sql), {**params, "most": most}).cursor.fetchall()
    if len(found) < most:  # all of them, as nearly always: nothing is left to count
        made = made_of(connection, found, asked)
        kept = [
            one
            for one, row in zip(made, found, strict=True)
            if not row[FLAGS] & unsure or (one.held is not Answer.NO and one.told is not Answer.NO)
        ]
        return Ring(tuple(kept), len(kept))
    doubted = f"(r.flags & {unsure}) <> 0"
    counted = (
        f"{head} SELECT count(*), sum(CASE WHEN {doubted} THEN 1 ELSE 0 END) {around} AND {AS_OF}{props}"
    )
    count, doubts = connection.execute(_text(counted), params).one()
    if doubts:
        numbers = f"{head} SELECT r.n {around} AND {AS_OF}{props} AND {doubted} LIMIT {MOST_UNSURE}"
        refuted = _refuted(connection, numbers, params, asked)
        if refuted:
            every = connection.execute(_text(sql), {**params, "most": most + len(refuted)}).cursor.fetchall()
            found, count = [row for row in every if row[0] not in refuted], count - len(refuted)
    return Ring(tuple(made_of(connection, found[:most], asked)), count)


def _refuted(connection: Connection, sql: str, params: Mapping[str, object], asked: Asked) -> set[int]:
    """Find which of the unsure rows are no part of the answer after all."""
    numbers = [row[0] for row in connection.execute(_text(sql), params)]
    return set(numbers) - set(found_of(connection, numbers, asked))


@cache
def _text(sql: str) -> TextClause:
    made = text(sql)
    return made.bindparams(bindparam("props", expanding=True)) if ":props" in sql else made


def id_list(name: str, ids: Sequence[bytes]) -> dict[str, object]:
    """Give ids as one parameter; where there are none, one that nothing has."""
    return {f"{name}_ids": b"".join(ids) if ids else bytes(16), f"{name}_count": max(1, len(ids))}


def _unsure(asked: Asked) -> int:
    # several dates matter to when it held, a date of saying that follows from evidence to what had been said
    return (SEVERAL if asked.at is not None else 0) | (LOOSE if asked.said < FAR else 0)


def _times(asked: Asked) -> dict[str, object]:
    return {
        "first": asked.first,
        "last": asked.last,
        "said": asked.said,
        "said_pos": asked.said_pos,
        "known": asked.known,
    }
