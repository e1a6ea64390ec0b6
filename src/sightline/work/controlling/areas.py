"""Reads lines and areas of a map as of a date: front lines, outlines of places, and areas that are said to be held."""

from collections.abc import Sequence

from sqlalchemy import Connection

from sightline.model.held_limits import NEGATED
from sightline.model.view import Moments, weigh
from sightline.store.read import statements_with
from sightline.store.relations_found import Asked
from sightline.store.shapes import shape_numbers, values_of
from sightline.work.controlling.records import ROLES, Shape
from sightline.work.controlling.standing import ANSWERS, OVER, Row


def shapes_of(
    connection: Connection,
    rows: Sequence[Row],
    asked: Asked,
    places: Sequence[bytes] | None,
    source: set[bytes] | None,
) -> list[Shape]:
    """Read front lines, outlines, and the areas that statements of control have, as of the date.

    ``rows`` are the statements of control that have an area.
    """
    wanted = {n: prop for n, _, prop in shape_numbers(connection, places, known=asked.known)}
    moments = Moments(asked.at, None, None)
    out = []
    for one in statements_with(connection, sorted(wanted)):
        shown = weigh(one, moments)
        said = one.said_span()
        late = said is not None and said.begin_earliest is not None and said.begin_earliest >= asked.said
        if shown is None or late or not isinstance(one.value, dict) or one.negated:
            continue
        if source is not None and one.source not in source and wanted[one.n] != "extent":
            continue
        sides = tuple(
            bytes.fromhex(str(q["entity"]))
            for name in ("side", "other_side")
            if isinstance(q := one.qualifiers.get(name), dict) and "entity" in q
        )
        out.append(Shape(one.id.hex(), one.entity, wanted[one.n], one.value, one.source, shown.held, sides))
    return out + _areas(connection, rows)


def _areas(connection: Connection, rows: Sequence[Row]) -> list[Shape]:
    with_area = {row[0]: row for row in rows if row[9] != OVER}
    values = values_of(connection, sorted(with_area))
    out = []
    for one in statements_with(connection, sorted(with_area)):
        row, area = with_area[one.n], values[one.n][1].get("area")
        if isinstance(area, dict):
            role = ROLES.get(row[3], row[3])
            out.append(
                Shape(
                    one.id.hex(),
                    row[1],
                    "area",
                    area,
                    row[4],
                    ANSWERS[row[9]],
                    (row[2],),
                    role,
                    bool(row[8] & NEGATED),
                )
            )
    return out
