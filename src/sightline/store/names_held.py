"""Reads what entities are called, by all that is said of their names, and what people judged of who is who."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import orjson
from attrs import evolve, frozen
from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from sightline.core.fold import fold
from sightline.model.identity import Judged
from sightline.store.slices import slices
from sightline.store.tables import entities, identities, statements

PROPS: Final = ("name", "alias", "renamed", "title")


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
    columns = (
        statements.c.n, statements.c.id, statements.c.entity, entities.c.code, entities.c.kind, statements.c.prop,
        statements.c.value, statements.c.lang, statements.c.negated, statements.c.source,
    )  # fmt: skip
    query = (
        select(*columns)
        .select_from(statements.join(entities, entities.c.id == statements.c.entity))
        .where(entities.c.kind.in_(list(kinds)), statements.c.prop.in_(list(props)))
        .where(statements.c.hidden == 0, statements.c.value.is_not(None))
        .order_by(statements.c.n)
    )
    if known_at is None:
        query = query.where(statements.c.closed.is_(None))
    else:
        still = or_(statements.c.closed.is_(None), statements.c.closed > known_at)
        query = query.where(statements.c.opened <= known_at, still)
    some = None if entity is None else sorted(set(entity))
    asked = [query] if some is None else [query.where(statements.c.entity.in_(list(s))) for s in slices(some)]
    out = []
    for one in asked:
        for n, identifier, whose, code, kind, prop, value, lang, negated, source in connection.execute(one):
            text = orjson.loads(value)
            if isinstance(text, str):
                out.append(
                    HeldName(n, identifier, whose, code, kind, prop, text, lang, bool(negated), source)
                )
    denied = {(held.entity, fold(held.text)) for held in out if held.negated}
    if not denied:
        return out
    return [evolve(h, negated=True) if (h.entity, fold(h.text)) in denied else h for h in out]


def count_of(connection: Connection, kinds: Sequence[str]) -> int:
    """Count the entities of some kinds."""
    query = select(func.count()).select_from(entities).where(entities.c.kind.in_(list(kinds)))
    return int(connection.execute(query).scalar_one())


def titled(connection: Connection, title: str, kinds: Sequence[str], *, most: int = 50) -> list[bytes]:
    """Find the entities of some kinds whose title is this to the letter."""
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
