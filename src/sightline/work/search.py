"""Searches a case: words in any script, fields, kinds, near a point, between dates; the passage that fits is shown.

The database gives a superset (boxes, integers, words); what is exact is decided by the model: "possibly" where a
date or position is too vague to say.
"""

import json
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen
from sqlalchemy import Connection, and_, or_, select

from sightline.core.errors import WrongUse
from sightline.core.fold import Term, query_terms, tokens
from sightline.model.place import Position, box, distance_m, near, reach
from sightline.model.span import Span
from sightline.model.time import Answer, between, happened_in, read, sentence
from sightline.store.read import AnyRow, names_of
from sightline.store.tables import (
    capture_files,
    captures,
    dates,
    entities,
    layers,
    membership,
    passages,
    positions,
    statements,
)
from sightline.store.text_index import PASSAGES
from sightline.work.case import Case

NEWEST = 50_000
"""Beyond this many matching texts the newest come first, and the answer says so."""
PASSAGE = 240
DAY = 86_400_000
MOST = 2_000


@frozen(slots=True)
class Near:
    """Within a distance of a point."""

    center: Position
    km: float


@frozen(slots=True)
class Query:
    """What is looked for; everything given must hold."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    field: str | None = None
    """Only texts of this property."""
    near: Near | None = None
    between: tuple[str, str] | None = None
    """Two EDTF dates, both inclusive."""
    limit: int = 50


@frozen(slots=True)
class Hit:
    """One entity that fits."""

    code: str
    kind: str
    title: str
    passage: str
    marks: tuple[tuple[int, int], ...]
    """Where the words stand in ``passage``, in code points."""
    score: float
    when: str | None
    lat_e7: int | None
    lon_e7: int | None
    possibly: bool = False
    """A date or position is too vague to be sure that it fits."""
    km: float | None = None


@frozen(slots=True)
class Found:
    """The answer."""

    hits: tuple[Hit, ...]
    newest_first: bool = False
    behind: int = 0
    """Statements recorded that the text index does not hold yet."""


@frozen(slots=True)
class _Match:
    score: float
    passage: str = ""
    possibly: bool = False
    km: float | None = None


def find(case: Case, query: Query) -> Found:
    """Search the case.

    Raises
    ------
    WrongUse
        Nothing is asked for, or nothing of the text can be searched.
    BadTime, UnknownName
        A date or kind that cannot be read.
    """
    kinds = {case.schema.kind(k).id for k in query.kinds}
    terms = query_terms(query.text)
    if query.text.strip() and not any(not t.negated for t in terms):
        raise WrongUse(
            f"nothing of {query.text!r} can be searched", todo="give at least one word that shall be there"
        )
    newest = False
    sets: list[dict[bytes, _Match]] = []
    with case.catalogue.reading() as connection:
        if terms:
            newest = case.text.count(connection, terms, most=NEWEST + 1) > NEWEST
            sets.append(_by_text(case, connection, terms, query))
        if query.near is not None:
            sets.append(_by_place(connection, query.near))
        if query.between is not None:
            zone = case.settings.case_zone or "Z"  # days without a zone on both sides are compared as days
            sets.append(_by_time(connection, between(*query.between, zone=zone), zone))
        if not sets:
            if not kinds:
                raise WrongUse("nothing is asked for", todo="give words, --kind, --near or --between")
            sets.append(_by_kind(connection, kinds))
        merged = _canonical(connection, _meet(sets))
        hits = _hits(case, connection, merged, kinds, terms, query.limit)
    return Found(tuple(hits), newest_first=newest)


def _meet(sets: Sequence[Mapping[bytes, _Match]]) -> dict[bytes, _Match]:
    """Keep what is in all of them; scores add up, a "possibly" of one is one of the whole."""
    first, *rest = sets
    out = dict(first)
    for other in rest:
        out = {
            entity: evolve(
                match,
                score=match.score + other[entity].score,
                possibly=match.possibly or other[entity].possibly,
                passage=match.passage or other[entity].passage,
                km=other[entity].km if match.km is None else match.km,
            )
            for entity, match in out.items()
            if entity in other
        }
    return out


def _by_text(case: Case, connection: Connection, terms: Sequence[Term], query: Query) -> dict[bytes, _Match]:
    wide = (
        MOST
        if query.near is not None or query.between is not None or query.kinds or query.field
        else max(200, 4 * query.limit)
    )
    ranked = case.text.best(connection, terms, limit=wide, newest=NEWEST)
    scores = dict(ranked)
    out: dict[bytes, _Match] = {}

    def offer(entity: bytes, score: float, text: str) -> None:
        if entity not in out or out[entity].score < score:
            out[entity] = _Match(score, text)

    for row in _statement_rows(connection, [d for d in scores if d < PASSAGES]):
        if query.field is None or row.prop == query.field:
            title = case.schema.titles.get(row.kind, {}).get(row.prop)
            boost = 1.0 if title is None else 2.0
            offer(
                bytes(row.entity),
                scores[row.n] * boost + (0.5 if boost > 1 else 0.0),
                row.clean or json.loads(row.value),
            )
    if query.field is None:
        for row in _passage_rows(connection, [d for d in scores if d >= PASSAGES]):
            offer(bytes(row.item), scores[row.doc], row.text)
    return out


def _statement_rows(connection: Connection, numbers: Sequence[int]) -> list[AnyRow]:
    joined = statements.join(entities, entities.c.id == statements.c.entity)
    columns = (
        statements.c.n,
        statements.c.entity,
        statements.c.prop,
        statements.c.value,
        statements.c.clean,
        entities.c.kind,
    )
    out: list[AnyRow] = []
    for start in range(0, len(numbers), 900):
        where = and_(
            statements.c.n.in_(numbers[start : start + 900]),
            statements.c.closed.is_(None),
            statements.c.hidden == 0,
        )
        out += connection.execute(select(*columns).select_from(joined).where(where)).all()
    return out


def _passage_rows(connection: Connection, documents: Sequence[int]) -> list[AnyRow]:
    joined = (
        passages.join(layers, layers.c.id == passages.c.layer)
        .join(capture_files, capture_files.c.sha256 == layers.c.input)
        .join(captures, captures.c.id == capture_files.c.capture)
    )
    out: list[AnyRow] = []
    for start in range(0, len(documents), 900):
        query = select(passages.c.doc, passages.c.text, captures.c.item).select_from(joined)
        out += connection.execute(query.where(passages.c.doc.in_(documents[start : start + 900]))).all()
    return out


def _by_place(connection: Connection, wanted: Near) -> dict[bytes, _Match]:
    radius = wanted.km * 1000
    boxes = box(wanted.center, radius + (reach(wanted.center) or 0))
    at = positions.c
    where = [
        and_(at.south <= b.north_e7, at.north >= b.south_e7, at.west <= b.east_e7, at.east >= b.west_e7)
        for b in boxes
    ]
    joined = positions.join(statements, statements.c.n == positions.c.n)
    query = (
        select(positions)
        .select_from(joined)
        .where(or_(*where), statements.c.closed.is_(None), statements.c.hidden == 0)
    )
    out: dict[bytes, _Match] = {}
    for row in connection.execute(query):
        place = Position(row.lat, row.lon, row.radius, row.precision)
        answer = near(wanted.center, radius, place)
        if answer is Answer.NO:
            continue
        km = distance_m(wanted.center, place) / 1000
        entity = bytes(row.entity)
        if entity not in out or (out[entity].km or 0) > km:
            out[entity] = _Match(1 / (1 + km), possibly=answer is Answer.POSSIBLY, km=km)
    places = sorted(out)
    for start in range(0, len(places), 900):
        linked = select(statements.c.entity, statements.c.target).where(
            statements.c.target.in_(places[start : start + 900]),
            statements.c.prop.in_(("place", "claimed_place", "found_at", "active_in", "controls")),
            statements.c.closed.is_(None),
            statements.c.negated == 0,
        )
        for row in connection.execute(linked).all():
            out.setdefault(bytes(row.entity), out[bytes(row.target)])
    return out


def _by_time(connection: Connection, window: Span, zone: str) -> dict[bytes, _Match]:
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
    out: dict[bytes, _Match] = {}
    for row in connection.execute(query):
        answer = happened_in(read(row.clean or json.loads(row.value), zone=zone), window)
        if answer is Answer.NO:
            continue
        entity, sure = bytes(row.entity), answer is Answer.HELD
        if entity not in out or (sure and out[entity].possibly):
            out[entity] = _Match(1.0 if sure else 0.5, possibly=not sure)
    return out


def _by_kind(connection: Connection, kinds: set[str]) -> dict[bytes, _Match]:
    query = select(entities.c.id).where(entities.c.kind.in_(kinds)).order_by(entities.c.opened).limit(MOST)
    return {bytes(e): _Match(0.0) for e in connection.execute(query).scalars()}


def _canonical(connection: Connection, matches: Mapping[bytes, _Match]) -> dict[bytes, _Match]:
    """Put the records of one thing together."""
    rows = connection.execute(
        select(membership.c.entity, membership.c.canonical).where(membership.c.closed.is_(None))
    ).all()
    heads = {bytes(r.entity): bytes(r.canonical) for r in rows}
    out: dict[bytes, _Match] = {}
    for entity, match in matches.items():
        head = heads.get(entity, entity)
        if head not in out or out[head].score < match.score:
            out[head] = match
    return out


def _hits(
    case: Case,
    connection: Connection,
    matches: Mapping[bytes, _Match],
    kinds: set[str],
    terms: Sequence[Term],
    limit: int,
) -> list[Hit]:
    names = names_of(connection, matches)
    wanted = [
        (m, names[e]) for e, m in matches.items() if e in names and (not kinds or names[e].kind in kinds)
    ]
    wanted.sort(key=lambda pair: (pair[0].possibly, -pair[0].score, pair[1].code))
    top = wanted[:limit]
    whens = _whens(case, connection, [n.id for _, n in top], {n.id: n.kind for _, n in top})
    wheres = _wheres(connection, [n.id for _, n in top])
    hits = []
    for match, name in top:
        passage, marks = excerpt(match.passage or name.title, terms)
        lat, lon = wheres.get(name.id, (None, None))
        hits.append(
            Hit(
                name.code,
                name.kind,
                name.title,
                passage,
                marks,
                match.score,
                whens.get(name.id),
                lat,
                lon,
                match.possibly,
                match.km,
            )
        )
    return hits


def _whens(
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


def _wheres(connection: Connection, ids: Sequence[bytes]) -> dict[bytes, tuple[int, int]]:
    if not ids:
        return {}
    joined = positions.join(statements, statements.c.n == positions.c.n)
    query = select(positions.c.entity, positions.c.lat, positions.c.lon).select_from(joined)
    query = query.where(positions.c.entity.in_(ids), statements.c.closed.is_(None), statements.c.hidden == 0)
    out: dict[bytes, tuple[int, int]] = {}
    for row in connection.execute(query.order_by(positions.c.n)):
        out.setdefault(bytes(row.entity), (row.lat, row.lon))
    return out


def excerpt(text: str, terms: Sequence[Term]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Cut the part of a text where the words stand, and say where they are in it."""
    wanted = [t for t in terms if not t.negated]
    places = []
    for token in tokens(text):
        for term in wanted:
            if token.word in term.words or (term.prefix and token.word.startswith(term.words[-1])):
                places.append((token.start, token.end))
                break
    first = places[0][0] if places else 0
    start = (
        0 if len(text) <= PASSAGE or first < PASSAGE // 3 else text.rfind(" ", 0, first - PASSAGE // 4) + 1
    )
    end = min(len(text), start + PASSAGE)
    head, tail = "…" if start > 0 else "", "…" if end < len(text) else ""
    shift = len(head) - start
    marks = tuple((a + shift, b + shift) for a, b in places if a >= start and b <= end)
    return head + text[start:end] + tail, marks
