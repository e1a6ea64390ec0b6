"""Searches a case: words in any script, fields, kinds, near a point, between dates; the passage that fits is shown.

The database gives a superset (boxes, integers, words); what is exact is decided by the model: "possibly" where a
date or position is too vague to say.
"""

from collections.abc import Mapping, Sequence

from attrs import evolve
from sqlalchemy import Connection, select

from sightline.core.errors import WrongUse
from sightline.core.fold import Term, query_terms
from sightline.model.time import between
from sightline.store.read import names_of
from sightline.store.tables import entities, membership
from sightline.store.text_state import statements_behind
from sightline.work.case import Case
from sightline.work.locating.blind import kept_from
from sightline.work.searching.query import Found, Hit, Match, Query
from sightline.work.searching.text import MOST, NEWEST, by_text, excerpt
from sightline.work.searching.where import by_place, by_time, whens, wheres
from sightline.work.view import plain_names


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
    sets: list[dict[bytes, Match]] = []
    with case.catalogue.reading() as connection:
        if terms:
            newest = case.text.count(connection, terms, most=NEWEST + 1) > NEWEST
            sets.append(by_text(case, connection, terms, query))
        if query.near is not None:
            sets.append(by_place(connection, query.near))
        if query.between is not None:
            zone = case.settings.case_zone or "Z"  # days without a zone on both sides are compared as days
            sets.append(by_time(connection, between(*query.between, zone=zone), zone))
        if not sets:
            if not kinds:
                raise WrongUse("nothing is asked for", todo="give words, --kind, --near or --between")
            sets.append(_by_kind(connection, kinds))
        hidden = kept_from(connection, case.by)
        met = {e: m for e, m in _meet(sets).items() if e not in hidden}
        merged = {e: m for e, m in _canonical(connection, met).items() if e not in hidden}
        hits = _hits(case, connection, merged, kinds, terms, query.limit)
        behind = statements_behind(connection) if terms else 0
    return Found(tuple(hits), newest_first=newest, behind=behind)


def _meet(sets: Sequence[Mapping[bytes, Match]]) -> dict[bytes, Match]:
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


def _by_kind(connection: Connection, kinds: set[str]) -> dict[bytes, Match]:
    query = select(entities.c.id).where(entities.c.kind.in_(kinds)).order_by(entities.c.opened).limit(MOST)
    return {bytes(e): Match(0.0) for e in connection.execute(query).scalars()}


def _canonical(connection: Connection, matches: Mapping[bytes, Match]) -> dict[bytes, Match]:
    """Put the records of one thing together."""
    rows = connection.execute(
        select(membership.c.entity, membership.c.canonical).where(membership.c.closed.is_(None))
    ).all()
    heads = {bytes(r.entity): bytes(r.canonical) for r in rows}
    out: dict[bytes, Match] = {}
    for entity, match in matches.items():
        head = heads.get(entity, entity)
        if head not in out or out[head].score < match.score:
            out[head] = match
    return out


def _best(matches: Mapping[bytes, Match], limit: int) -> Mapping[bytes, Match]:
    """Leave out what cannot be among the first, so that nothing is looked up for it; those that are equal stay."""
    if len(matches) <= max(limit, 1):
        return matches
    last = sorted((m.possibly, -m.score) for m in matches.values())[max(limit, 1) - 1]
    return {e: m for e, m in matches.items() if (m.possibly, -m.score) <= last}


def _hits(
    case: Case,
    connection: Connection,
    matches: Mapping[bytes, Match],
    kinds: set[str],
    terms: Sequence[Term],
    limit: int,
) -> list[Hit]:
    if not kinds:
        matches = _best(matches, limit)
    names = plain_names(names_of(connection, matches))
    wanted = [
        (m, names[e]) for e, m in matches.items() if e in names and (not kinds or names[e].kind in kinds)
    ]
    wanted.sort(key=lambda pair: (pair[0].possibly, -pair[0].score, pair[1].code))
    top = wanted[:limit]
    when = whens(case, connection, [n.id for _, n in top], {n.id: n.kind for _, n in top})
    where = wheres(connection, [n.id for _, n in top])
    hits = []
    for match, name in top:
        passage, marks = excerpt(match.passage or name.title, terms)
        lat, lon = where.get(name.id, (None, None))
        hits.append(
            Hit(
                name.code,
                name.kind,
                name.title,
                passage,
                marks,
                match.score,
                when.get(name.id),
                lat,
                lon,
                match.possibly,
                match.km,
            )
        )
    return hits
