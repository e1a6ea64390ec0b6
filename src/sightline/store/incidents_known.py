"""Reads, without looking at every statement, which incidents are told of a time, a place or a name, and what of them.

What comes back first is a superset: incidents whose dates, positions and names may fit. Only of those that are worth it
are the statements read. Withheld, negated and deprecated statements are nobody's here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from attrs import frozen
from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from sightline.model.geodesic import Box
from sightline.store.slices import slices
from sightline.store.tables import dates, entities, positions, statements

INCIDENT: Final = "Incident"
Bounds = tuple[int | None, int | None]
"""First and last instant [ms since 1970 UTC], None where there is none."""


@frozen(slots=True)
class Row:
    """One open statement of an incident, or of the place that it is linked to."""

    entity: bytes
    prop: str
    value: str | None
    quals: str | None
    spot: tuple[float, float] | None


def titles_of_incidents(connection: Connection) -> dict[bytes, tuple[str, str]]:
    """Give code and title of every incident."""
    query = select(entities.c.id, entities.c.code, entities.c.title).where(entities.c.kind == INCIDENT)
    return {bytes(i): (code, title or code) for i, code, title in connection.execute(query)}


def dated_within(connection: Connection, wanted: Sequence[Bounds]) -> dict[bytes, list[Bounds]]:
    """Give the entities said to have occurred at a time that may meet one of these, with those times."""
    out: dict[bytes, list[Bounds]] = defaultdict(list)
    for first, last in _merged(wanted):
        query = (
            select(dates.c.entity, dates.c.d0, dates.c.d3)
            .join_from(dates, statements, statements.c.n == dates.c.n)
            .where(dates.c.prop == "occurred", _told())
            .distinct()
        )
        if last is not None:
            query = query.where(or_(dates.c.d0.is_(None), dates.c.d0 < last))
        if first is not None:
            query = query.where(or_(dates.c.d3.is_(None), dates.c.d3 > first))
        for entity, d0, d3 in connection.execute(query):
            out[bytes(entity)].append((d0, d3))
    return out


def dated_at_all(connection: Connection, ids: Iterable[bytes]) -> set[bytes]:
    """Give those of some entities that are said to have occurred at any time."""
    out: set[bytes] = set()
    for some in slices(sorted(set(ids))):
        query = (
            select(dates.c.entity)
            .join_from(dates, statements, statements.c.n == dates.c.n)
            .where(dates.c.entity.in_(some), dates.c.prop == "occurred", _told())
            .distinct()
        )
        out |= {bytes(entity) for entity in connection.execute(query).scalars()}
    return out


def placed_within(connection: Connection, boxes: Iterable[Box]) -> dict[bytes, list[tuple[float, float]]]:
    """Give the entities with a position in one of these boxes, with those positions [degree]."""
    out: dict[bytes, dict[tuple[float, float], None]] = defaultdict(dict)
    for box in boxes:
        query = (
            select(positions.c.entity, positions.c.lat, positions.c.lon)
            .join_from(positions, statements, statements.c.n == positions.c.n)
            .where(
                positions.c.south.between(box.south_e7 - 9_000_000, box.north_e7),
                positions.c.north >= box.south_e7,
                positions.c.lat.between(box.south_e7, box.north_e7),
                positions.c.lon.between(box.west_e7, box.east_e7),
                _told(),
            )
        )
        for entity, lat, lon in connection.execute(query):
            out[bytes(entity)][lat / 1e7, lon / 1e7] = None
    return {entity: list(spots) for entity, spots in out.items()}


def named_as(connection: Connection, read: Callable[[str], str | None]) -> dict[str, set[bytes]]:
    """Give, by the name that ``read`` makes of what is stored, whom a place of this name is told of.

    :param read: from JSON to a name; None where it is none of those looked for
    """
    out: dict[str, set[bytes]] = defaultdict(set)
    query = select(statements.c.entity, statements.c.value).where(
        statements.c.prop == "place_name", statements.c.value.is_not(None), _told()
    )
    for entity, value in connection.execute(query):
        name = read(value)
        if name is not None:
            out[name].add(bytes(entity))
    return out


def at_places(connection: Connection, places: Iterable[bytes]) -> list[tuple[bytes, bytes]]:
    """Pair each of these places with what is said to have happened there."""
    out: list[tuple[bytes, bytes]] = []
    for some in slices(sorted(set(places))):
        query = select(statements.c.target, statements.c.entity).where(
            statements.c.target.in_(some), statements.c.prop == "place", _told()
        )
        out += [(bytes(place), bytes(entity)) for place, entity in connection.execute(query)]
    return out


def told_of(connection: Connection, ids: Iterable[bytes], props: Sequence[str]) -> list[Row]:
    """Read what is said of some incidents, and of the places that they are linked to as if it were said of them."""
    own = sorted(set(ids))
    out = _rows(connection, own, props)
    linked: dict[bytes, list[bytes]] = defaultdict(list)
    for some in slices(own):
        query = select(statements.c.entity, statements.c.target).where(
            statements.c.entity.in_(some),
            statements.c.prop == "place",
            statements.c.target.is_not(None),
            _told(),
        )
        for entity, target in connection.execute(query):
            linked[bytes(target)].append(bytes(entity))
    for row in _rows(connection, sorted(linked), ("name", "position")):
        out += [Row(one, row.prop, row.value, row.quals, row.spot) for one in linked[row.entity]]
    return out


def _rows(connection: Connection, ids: Sequence[bytes], props: Sequence[str]) -> list[Row]:
    out: list[Row] = []
    columns = (statements.c.entity, statements.c.prop, statements.c.value, statements.c.quals,
               positions.c.lat, positions.c.lon)  # fmt: skip
    for some in slices(ids):
        query = (
            select(*columns)
            .select_from(statements.outerjoin(positions, positions.c.n == statements.c.n))
            .where(statements.c.entity.in_(some), statements.c.prop.in_(sorted(props)), _told())
            .order_by(statements.c.n)
        )
        for entity, prop, value, quals, lat, lon in connection.execute(query):
            spot = None if lat is None else (lat / 1e7, lon / 1e7)
            out.append(Row(bytes(entity), prop, value, quals, spot))
    return out


def _told() -> ColumnElement[bool]:
    return and_(
        statements.c.closed.is_(None),
        statements.c.hidden == 0,
        statements.c.negated == 0,
        statements.c.rank != 0,
    )


def _merged(wanted: Sequence[Bounds]) -> list[Bounds]:
    """Join stretches of time that meet, so that each is asked for once."""
    past, future = -(2**62), 2**62
    row = sorted({(past if a is None else a, future if b is None else b) for a, b in wanted})
    out: list[list[int]] = []
    for first, last in row:
        if out and first <= out[-1][1]:
            out[-1][1] = max(out[-1][1], last)
        else:
            out.append([first, last])
    return [(None if a == past else a, None if b == future else b) for a, b in out]
