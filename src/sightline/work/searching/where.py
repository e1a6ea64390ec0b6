"""Finds entities near a point and between dates, and says where and when an entity was."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, or_, select

from sightline.model.place import Position, box, nearness, reach
from sightline.model.span import Span
from sightline.model.time import Answer, happened_in, read, sentence
from sightline.store.tables import dates, positions, statements
from sightline.work.case import Case
from sightline.work.searching.query import Match, Near

DAY = 86_400_000


def by_place(connection: Connection, wanted: Near) -> dict[bytes, Match]:
    """Find entities near a point, by their own position or that of a place they are tied to."""
    radius = wanted.km * 1000
    boxes = box(wanted.center, radius + (reach(wanted.center) or 0))
    at = positions.c
    where = [
        and_(at.south <= b.north_e7, at.north >= b.south_e7, at.west <= b.east_e7, at.east >= b.west_e7)
        for b in boxes
    ]
    joined = positions.join(statements, statements.c.n == positions.c.n)
    query = (
        select(at.entity, at.lat, at.lon, at.radius, at.precision)
        .select_from(joined)
        .where(or_(*where), statements.c.closed.is_(None), statements.c.hidden == 0)
    )
    out: dict[bytes, Match] = {}
    for entity, *place in connection.execute(query).all():
        answer, away = nearness(wanted.center, radius, Position(*place))
        if answer is Answer.NO:
            continue
        km = away / 1000
        if entity not in out or (out[entity].km or 0) > km:
            out[entity] = Match(1 / (1 + km), possibly=answer is Answer.POSSIBLY, km=km)
    places = sorted(out)
    for start in range(0, len(places), 900):
        linked = select(statements.c.entity, statements.c.target).where(
            statements.c.target.in_(places[start : start + 900]),
            statements.c.prop.in_(
                ("place", "claimed_place", "found_at", "active_in", "operates_in", "controls")
            ),
            statements.c.closed.is_(None),
            statements.c.hidden == 0,
            statements.c.negated == 0,
        )
        for row in connection.execute(linked).all():
            out.setdefault(bytes(row.entity), out[bytes(row.target)])
    return out


def by_time(connection: Connection, window: Span, zone: str) -> dict[bytes, Match]:
    """Find entities with a date inside a window; "possibly" where the date is too vague to be sure."""
    low = None if window.begin_earliest is None else window.begin_earliest - DAY
    high = None if window.end_latest is None else window.end_latest + DAY
    where = [statements.c.closed.is_(None), statements.c.hidden == 0, statements.c.negated == 0]
    if high is not None:
        where.append(or_(dates.c.d0.is_(None), dates.c.d0 < high))
    if low is not None:
        where.append(or_(dates.c.d3.is_(None), dates.c.d3 > low))
    joined = dates.join(statements, statements.c.n == dates.c.n)
    query = (
        select(dates.c.entity, dates.c.prop, statements.c.value, statements.c.clean)
        .select_from(joined)
        .where(*where)
    )
    out: dict[bytes, Match] = {}
    for row in connection.execute(query):
        answer = happened_in(read(row.clean or json.loads(row.value), zone=zone), window)
        if answer is Answer.NO:
            continue
        entity, sure = bytes(row.entity), answer is Answer.HELD
        if entity not in out or (sure and out[entity].possibly):
            out[entity] = Match(1.0 if sure else 0.5, possibly=not sure)
    return out


def whens(
    case: Case, connection: Connection, ids: Sequence[bytes], kinds: Mapping[bytes, str]
) -> dict[bytes, str]:
    """Say in words when each entity was, by the first property its kind takes a time from."""
    if not ids:
        return {}
    joined = dates.join(statements, statements.c.n == dates.c.n)
    query = select(dates.c.entity, dates.c.prop, statements.c.value, statements.c.clean).select_from(joined)
    query = query.where(
        dates.c.entity.in_(ids),
        statements.c.closed.is_(None),
        statements.c.hidden == 0,
        statements.c.negated == 0,
    )
    best: dict[bytes, tuple[int, str]] = {}
    for row in connection.execute(query.order_by(dates.c.n)):
        order = case.schema.kinds[kinds[bytes(row.entity)]].time
        if row.prop in order:
            rank = order.index(row.prop)
            if bytes(row.entity) not in best or rank < best[bytes(row.entity)][0]:
                best[bytes(row.entity)] = (rank, row.clean or json.loads(row.value))
    return {entity: sentence(read(text)) for entity, (_, text) in best.items()}


def wheres(connection: Connection, ids: Sequence[bytes]) -> dict[bytes, tuple[int, int]]:
    """Give a position of each entity that has one [1e-7 degree]."""
    if not ids:
        return {}
    joined = positions.join(statements, statements.c.n == positions.c.n)
    query = select(positions.c.entity, positions.c.lat, positions.c.lon).select_from(joined)
    query = query.where(positions.c.entity.in_(ids), statements.c.closed.is_(None), statements.c.hidden == 0)
    out: dict[bytes, tuple[int, int]] = {}
    for row in connection.execute(query.order_by(positions.c.n)):
        out.setdefault(bytes(row.entity), (row.lat, row.lon))
    return out
