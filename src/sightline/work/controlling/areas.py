"""Reads lines and areas of a map as of a date: front lines, outlines of places, and areas that are said to be held.

A source that draws a line anew for a later time has replaced its earlier one, as with who holds a place.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen
from sqlalchemy import Connection

from sightline.model.held_limits import FAR, HEDGED, NEGATED
from sightline.model.held_picture import ANSWERS, OVER, Row
from sightline.model.span_order import Answer
from sightline.model.view import Moments, Shown, Statement, weigh
from sightline.store.read import statements_with
from sightline.store.relations import canonical_of
from sightline.store.relations_found import Asked
from sightline.store.shapes import shape_numbers, values_of
from sightline.work.controlling.records import ROLES, Shape

OUTLINE: Final = "extent"
"""An outline belongs to every map, whoever drew it."""


@frozen(slots=True)
class Drawn:
    """The lines and areas of a map, and the ids of lines that their own source replaced."""

    shapes: tuple[Shape, ...]
    superseded: tuple[str, ...]


def shapes_of(
    connection: Connection,
    rows: Sequence[Row],
    asked: Asked,
    moments: Moments,
    places: Sequence[bytes] | None,
    source: set[bytes] | None,
) -> Drawn:
    """Read front lines, outlines, and the areas that statements of control have, as of the date.

    ``rows`` are the statements of control that have an area.
    """
    wanted = {n: prop for n, _, prop in shape_numbers(connection, places, known=asked.known)}
    said = statements_with(connection, sorted(wanted))
    heads = canonical_of(connection, {i for s in said for i in _ends(s)}, known=asked.known)
    gathered: dict[tuple[object, ...], list[Shown]] = {}
    for one in said:
        shown = weigh(one, moments)
        if shown is None or not isinstance(one.value, dict):
            continue
        who = None if one.source is None else heads.get(one.source, one.source)
        if source is not None and who not in source and one.source not in source and one.property != OUTLINE:
            continue
        sides = frozenset(heads.get(side, side) for side in _sides(one))
        where = heads.get(one.entity, one.entity)
        gathered.setdefault((where, one.property, who, sides), []).append(shown)
    out, gone = list[Shape](), list[str]()
    for mine in gathered.values():
        kept, over = _drawn_last(mine)
        out += [_shape(one, heads) for one in kept]
        gone += [one.statement.id.hex() for one in over]
    out.sort(key=lambda shape: (shape.sort, shape.valid or "", shape.statement))
    return Drawn((*out, *_areas(connection, rows)), tuple(gone))


def _drawn_last(mine: Sequence[Shown]) -> tuple[list[Shown], list[Shown]]:
    """Part what one source drew between the same sides into what stands, and what it replaced or took back."""
    yes = [s for s in mine if not s.statement.negated]
    taken_back = [
        s for s in yes if any(o.statement.negated and _takes_back(o.statement, s.statement) for o in mine)
    ]
    left = [s for s in yes if s not in taken_back]
    sure = any(s.held is Answer.HELD for s in left)
    last = max((_end(s.statement) for s in left), default=-FAR)
    kept = [s for s in left if s.held is not Answer.LAST_ATTESTED or (not sure and _end(s.statement) == last)]
    return kept, [s for s in yes if s not in kept]


def _takes_back(denial: Statement, one: Statement) -> bool:
    if denial.value != one.value:
        return False
    later, earlier = denial.said_span(), one.said_span()
    if later is None or earlier is None or later.begin_earliest is None or earlier.end_latest is None:
        return denial.n > one.n
    return later.begin_earliest >= earlier.end_latest


def _end(one: Statement) -> int:
    """Give until when it surely went on, as the source says."""
    span = one.valid_span()
    if span is None or span.end_earliest is None:
        said = one.said_span()
        return -FAR if span is None or said is None else said.begin_earliest or -FAR
    return span.end_earliest


def _sides(one: Statement) -> tuple[bytes, ...]:
    return tuple(
        bytes.fromhex(str(q["entity"]))
        for name in ("side", "other_side")
        if isinstance(q := one.qualifiers.get(name), dict) and "entity" in q
    )


def _ends(one: Statement) -> tuple[bytes, ...]:
    named = (one.entity, one.source, one.via, *_sides(one))
    return tuple(i for i in named if i is not None)


def _shape(shown: Shown, heads: Mapping[bytes, bytes]) -> Shape:
    one = shown.statement
    return Shape(
        one.id.hex(),
        heads.get(one.entity, one.entity),
        one.property,
        one.value if isinstance(one.value, dict) else {},
        None if one.source is None else heads.get(one.source, one.source),
        shown.held,
        tuple(heads.get(side, side) for side in _sides(one)),
        hedged=one.hedged,
        via=one.via,
        valid=one.valid,
        said=one.said if one.said is not None else one.said_default,
    )


def _areas(connection: Connection, rows: Sequence[Row]) -> list[Shape]:
    with_area = {row[0]: row for row in rows if row[9] != OVER}
    values = values_of(connection, sorted(with_area))
    out = []
    for one in statements_with(connection, sorted(with_area)):
        row, area = with_area[one.n], values[one.n][1].get("area")
        if isinstance(area, dict):
            shape = Shape(
                one.id.hex(),
                row[1],
                "area",
                area,
                row[4],
                ANSWERS[row[9]],
                (row[2],),
                ROLES.get(row[3], row[3]),
                bool(row[8] & NEGATED),
                bool(row[8] & HEDGED),
                one.via,
                one.valid,
                one.said if one.said is not None else one.said_default,
            )
            out.append(shape)
    return out
