"""Reads what entities are called, by all that is said of their names, and what people judged of who is who."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import orjson
from attrs import evolve, frozen
from sqlalchemy import ColumnElement, Connection, Row, TextClause, and_, bindparam, or_, select, text

from sightline.core.fold import fold
from sightline.model.identity import Judged
from sightline.store.names_near import filed_by
from sightline.store.project.names import PROPS, UNKNOWN
from sightline.store.read import can_be_kept
from sightline.store.slices import slices
from sightline.store.tables import entities, identities

COLUMNS: Final = "s.n, s.id, s.entity, e.code, e.kind, s.prop, s.value, s.lang, s.negated, s.source"
FILED: Final = "names m CROSS JOIN statements s CROSS JOIN entities e"


@frozen(slots=True)
class HeldName:
    """One name of an entity as one statement has it."""

    n: int
    statement: bytes
    entity: bytes
    code: str
    kind: str
    prop: str
    text: str
    lang: str | None
    negated: bool
    """Whether somebody says that it is no name of this entity, be it in another statement."""
    source: bytes | None


@frozen(slots=True)
class Ruling:
    """One identity judgement, with who made it and why."""

    judged: Judged
    by: str | None
    reason: str | None
    pos: int


def names_held(
    connection: Connection,
    kinds: Sequence[str],
    *,
    known_at: int | None = None,
    props: Sequence[str] = PROPS,
    entity: Iterable[bytes] | None = None,
) -> list[HeldName]:
    """Read the names of entities of these kinds, as recorded; withheld and erased ones not.

    ``entity`` narrows it to some of them; ``known_at`` is a position of the ledger.
    """
    some = None if entity is None else sorted(set(entity))
    sql, given = _query(connection, kinds, props, known_at, whole=some is None)
    out = []
    for part in [given] if some is None else [{**given, "ids": list(s)} for s in slices(some)]:
        for n, identifier, whose, code, kind, prop, value, lang, negated, source in connection.execute(
            sql, part
        ):
            told = orjson.loads(value)
            if isinstance(told, str):
                out.append(HeldName(n, bytes(identifier), bytes(whose), code, kind, prop, told, lang, bool(negated),
                                    None if source is None else bytes(source)))  # fmt: skip
    out.sort(key=lambda held: held.n)
    denied = {(held.entity, fold(held.text)) for held in out if held.negated}
    if not denied:
        return out
    return [evolve(h, negated=True) if (h.entity, fold(h.text)) in denied else h for h in out]


def _query(
    connection: Connection, kinds: Sequence[str], props: Sequence[str], known_at: int | None, *, whole: bool
) -> tuple[TextClause, dict[str, object]]:
    """Ask for names by where they are filed; where they are not, by going through all statements."""
    given: dict[str, object] = {"kinds": list(kinds), "props": list(props)}
    where = (
        "e.id = s.entity AND e.kind IN :kinds AND s.prop IN :props AND s.hidden = 0 AND s.value IS NOT NULL"
    )
    if known_at is None:
        where += " AND s.closed IS NULL"
    else:
        where += " AND s.opened <= :known AND (s.closed IS NULL OR s.closed > :known)"
        given["known"] = known_at
    if filed_by(connection) is None:
        among, first = "entities e CROSS JOIN statements s", "1 = 1" if whole else "s.entity IN :ids"
    elif whole:
        among, first = FILED, "m.kind IN :filed AND s.n = m.n"
        given["filed"] = [*kinds, UNKNOWN]
    else:
        among, first = FILED, "m.entity IN :ids AND s.n = m.n"
    sql = f"SELECT {COLUMNS} FROM {among} WHERE {first} AND {where} ORDER BY s.n"  # noqa: S608
    many = [name for name in ("kinds", "props", "filed", "ids") if f":{name}" in sql]
    return text(sql).bindparams(*(bindparam(name, expanding=True) for name in many)), given


def titled(connection: Connection, title: str, kinds: Sequence[str], *, most: int = 50) -> list[bytes]:
    """Find the entities of some kinds whose title is this to the letter."""
    if not can_be_kept(title):
        return []
    query = select(entities.c.id).where(entities.c.title == title, entities.c.kind.in_(list(kinds)))
    return [bytes(i) for i in connection.execute(query.order_by(entities.c.id).limit(most)).scalars()]


def rulings_around(
    connection: Connection, ids: Iterable[bytes], *, known_at: int | None = None
) -> list[Ruling]:
    """Read every identity judgement that ties these entities to others, at any distance, in the order it was made."""
    reached, fresh = set(ids), set(ids)
    found: dict[bytes, Ruling] = {}
    while fresh:
        some = sorted(fresh)[:400]
        fresh -= set(some)
        query = select(identities).where(
            or_(identities.c.left.in_(some), identities.c.right.in_(some)), _in_force(known_at)
        )
        for row in connection.execute(query).all():
            ruling = _ruling(row)
            found[ruling.judged.id] = ruling
            more = {ruling.judged.left, ruling.judged.right} - reached
            reached |= more
            fresh |= more
    return [found[identifier] for identifier in sorted(found)]


def every_ruling(connection: Connection) -> list[Ruling]:
    """Read all identity judgements in force, in the order they were made."""
    query = select(identities).where(_in_force(None)).order_by(identities.c.id)
    return [_ruling(row) for row in connection.execute(query)]


def _in_force(known_at: int | None) -> ColumnElement[bool]:
    if known_at is None:
        return identities.c.undone.is_(None)
    still = or_(identities.c.undone.is_(None), identities.c.undone > known_at)
    return and_(identities.c.pos <= known_at, still)


def _ruling(row: Row[*tuple[Any, ...]]) -> Ruling:
    judged = Judged(bytes(row.id), row.verdict, bytes(row.left), bytes(row.right))
    return Ruling(judged, row.by, row.reason, row.pos)
