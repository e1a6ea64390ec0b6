"""How statements, their closing and their ranking become rows."""

import json
from functools import lru_cache

from sqlalchemy import select, update

from sightline.core.digest import canonical
from sightline.core.errors import BadTime
from sightline.model.geometry import extent_of
from sightline.model.place import extent, position
from sightline.model.time import Span, read
from sightline.model.values import clean_text
from sightline.store.project.relations import add_relation, close_relation
from sightline.store.project.rows import Batch, Body, Rows
from sightline.store.tables import (
    citations,
    dates,
    entities,
    entity_keys,
    positions,
    ranks,
    shapes,
    statements,
)

RANKS = {"deprecated": 0, "normal": 1, "preferred": 2}
NO_TIME = (None, None, None, None, None, None)


def add_entity(batch: Batch, _n: int, body: Body) -> None:
    """Introduce an entity."""
    batch.new_entity(bytes.fromhex(body["id"]), body["kind"])
    if "key" in body:
        add_key(batch, _n, {"entity": body["id"], "key": body["key"]})


def add_key(batch: Batch, _n: int, body: Body) -> None:
    """Give an entity an external key."""
    if "key" in body:
        batch.row(entity_keys, body["key"], bytes.fromhex(str(body["entity"])))


def add_statement(batch: Rows, n: int, body: Body) -> None:
    """Add one statement; a hidden one keeps its place and loses its words."""
    get = body.get
    entity = bytes.fromhex(body["subject"])
    prop: str = body["property"]
    value = get("value")
    hidden = int(get("hidden") or (isinstance(value, dict) and "sealed" in value))
    target = clean = text = None
    value_text = None if hidden else canonical(value).decode()
    if hidden:
        pass
    elif isinstance(value, str):
        text = clean_text(value)
        clean = None if text == value else text
    elif isinstance(value, dict):
        if "entity" in value:
            target = bytes.fromhex(value["entity"])
        elif "lat" in value:
            _add_position(batch, n, entity, value)
        elif "coordinates" in value:
            box = extent_of(value)
            batch.row(shapes, n, entity, prop, box.south_e7, box.north_e7, box.west_e7, box.east_e7)
    quals, evidence = get("qualifiers"), get("evidence")
    batch.row(
        statements,
        n,
        bytes.fromhex(body["id"]),
        _bytes(get("group")),
        entity,
        prop,
        value_text,
        clean,
        target,
        get("lang"),
        None if not quals or hidden else canonical(quals).decode(),
        *_time(get("valid")),
        *_time(get("said")),
        1 if get("polarity") == "negated" else 0,
        1 if get("certainty") == "hedged" else 0,
        _bytes(get("via")),
        _bytes(get("source")),
        None if not evidence else canonical(evidence).decode(),
        body["origin"],
        RANKS[get("rank", "normal")],
        get("note"),
        batch.pos,
        None,
        None,
        None,
        hidden,
    )
    if target is not None and prop in batch.words.related:
        add_relation(batch, n, body, target)
    if evidence:
        for item in {ref["item"] for ref in evidence}:
            batch.row(citations, bytes.fromhex(item), n)
    if text is not None:
        if prop in batch.words.dated:
            _add_date(batch, n, entity, prop, text)
        elif prop in batch.words.searched:
            batch.document(n, text)
        if get("polarity") != "negated":
            batch.title(entity, prop, n, text)
        # what a thing is said not to be called is filed too: whoever looks for it is told that it is denied
        batch.name(entity, prop, n, str(value))


def close_statement(batch: Batch, _n: int, body: Body) -> None:
    """Close a statement from this position on; its row stays readable for earlier times."""
    batch.flush()
    identifier = bytes.fromhex(str(body["statement"]))
    close_relation(batch, identifier)
    successor = None if body.get("successor") is None else bytes.fromhex(str(body["successor"]))
    batch.connection.execute(
        update(statements)
        .where(statements.c.id == identifier, statements.c.closed.is_(None))
        .values(closed=batch.pos, closing=body["how"], successor=successor)
    )
    mend_titles(batch, identifier)


def rank_statement(batch: Batch, _n: int, body: Body) -> None:
    """Rank a statement from this position on."""
    batch.row(
        ranks, bytes.fromhex(str(body["statement"])), batch.pos, RANKS[str(body["rank"])], body.get("reason")
    )


def mend_titles(batch: Batch, identifier: bytes) -> None:
    """Choose the title of an entity again, when the statement that gave it was closed or withheld."""
    named = select(statements.c.n, statements.c.entity).where(statements.c.id == identifier)
    for row in batch.connection.execute(named).all():
        hit = update(entities).where(entities.c.id == row.entity, entities.c.title_n == row.n)
        if batch.connection.execute(hit.values(title=None, title_rank=None, title_n=None)).rowcount == 0:
            continue
        query = select(statements.c.n, statements.c.prop, statements.c.value, statements.c.clean).where(
            statements.c.entity == row.entity,
            statements.c.closed.is_(None),
            statements.c.hidden == 0,
            statements.c.negated == 0,
        )
        for other in batch.connection.execute(query.order_by(statements.c.n)).all():
            if other.value is not None and other.value.startswith('"'):
                batch.title(row.entity, other.prop, other.n, other.clean or json.loads(other.value))
        batch.flush()


def retitle_denied(batch: Batch) -> None:
    """Choose the title again of every entity that has one which it is said not to be called."""
    joined = entities.join(statements, statements.c.n == entities.c.title_n)
    denied = select(statements.c.id).select_from(joined).where(statements.c.negated == 1)
    for identifier in batch.connection.execute(denied.order_by(statements.c.n)).scalars().all():
        mend_titles(batch, bytes(identifier))


def _add_position(batch: Rows, n: int, entity: bytes, value: Body) -> None:
    radius, precision = value.get("radius_m"), value.get("precision")
    where = position(value["lat"], value["lon"], radius_m=radius, precision=precision)
    parts = extent(where)
    south, north = min(b.south_e7 for b in parts), max(b.north_e7 for b in parts)
    west, east = min(b.west_e7 for b in parts), max(b.east_e7 for b in parts)
    around = (south, north, west, east)
    batch.row(positions, n, entity, where.lat_e7, where.lon_e7, where.radius_m, where.precision, *around)


def _add_date(batch: Rows, n: int, entity: bytes, prop: str, text: str) -> None:
    _, _, d0, d1, d2, d3 = span_columns(text, None)
    batch.row(dates, n, entity, prop, d0, d1, d2, d3)


def _bytes(digits: str | None) -> bytes | None:
    return None if digits is None else bytes.fromhex(digits)


def _time(written: object) -> tuple[object, ...]:
    if written is None:
        return NO_TIME
    if isinstance(written, dict):
        return span_columns(str(written["edtf"]), str(written["zone"]))
    return span_columns(str(written), None)


@lru_cache(maxsize=65_536)
def span_columns(text: str, zone: str | None) -> tuple[object, ...]:
    """Give text, zone and the four bounds of a written time."""
    try:
        span: Span = read(text, zone=zone)
    except BadTime:  # written by a version that read more; kept, and found by its words only
        return text, zone, None, None, None, None
    return text, zone, span.begin_earliest, span.begin_latest, span.end_earliest, span.end_latest
