"""Looks at one entity at chosen times: what held in the world, what had been said by then, what we knew by then."""

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen
from sqlalchemy import Connection

from sightline.core.clock import from_rfc3339
from sightline.core.errors import BadTime
from sightline.model.draft import EvidenceRef
from sightline.model.time import read
from sightline.model.view import EntityView, Moments, Named, Shown, Statement, weigh
from sightline.store.ledger import position_at
from sightline.store.read import cluster_of, mentions_of, names_of, statements_of
from sightline.work.case import Case
from sightline.work.locating.blind import kept_from, open_only, refuse_blind
from sightline.work.locating.reading import OPEN_TO_ALL, SORTS
from sightline.work.names_then import named_then
from sightline.work.pointing import look_for
from sightline.work.safety.text import restrained, restrained_statement


@frozen(slots=True)
class Times:
    """The three times of a question, as a person writes them: EDTF; ``known_at`` also with a clock time."""

    held_at: str | None = None
    said_by: str | None = None
    known_at: str | None = None


NOW = Times()


def entity(case: Case, name: str, *, times: Times = NOW) -> EntityView:
    """Look at an entity.

    Parameters
    ----------
    name : str
        Code (INC-12), id, external key or whole title.
    times : Times
        ``held_at``: only what held then, or may have; ``said_by``: only what sources had said by the end of then;
        ``known_at``: only what this case knew by then.

    Raises
    ------
    UnknownName
        There is no such entity.
    AmbiguousName
        Several have this title.
    BadTime
        A time is not EDTF.
    WrongUse
        It is an answer that is kept from whoever is repeating it.
    """
    with case.catalogue.reading() as connection:
        found = look_for(connection, name)
        moments = moments_of(case, connection, times)
        ids = cluster_of(connection, found.id, known_at=moments.known_at)
        refuse_blind(connection, found, case.by, together=ids)
        said = statements_of(connection, ids, known_at=moments.known_at)
        about = mentions_of(connection, ids, known_at=moments.known_at)
        called = names_of(connection, {*ids, *(i for s in (*said, *about) for i in named_in(s))})
        names = plain_names(named_then(case.schema, connection, called, moments.known_at))
        if any(names[s.entity].kind in SORTS and s.property not in OPEN_TO_ALL for s in about):
            about = open_only(about, kept_from(connection, case.by))
    head = names[ids[0]]
    return EntityView(
        id=head.id,
        code=head.code,
        kind=head.kind,
        title=head.title,
        members=tuple(names[i] for i in ids[1:]),
        statements=_shown(said, moments),
        mentions=_shown((s for s in about if s.entity not in ids), moments),
        names=names,
    )


def quiet(statement: Statement) -> Statement:
    """Leave of a withheld statement only that it is there: its note, conditions and quotes may repeat its value.

    Of any other, what tells how agents or weapons are made or spread stands as restricted.
    """
    if not statement.hidden:
        return restrained_statement(statement)
    cited = tuple(EvidenceRef(ref.item) for ref in statement.evidence)
    return evolve(statement, value=None, clean=None, lang=None, qualifiers={}, note=None, evidence=cited)


def plain_names(names: Mapping[bytes, Named]) -> dict[bytes, Named]:
    """Leave out of titles what is kept back."""
    return {
        entity: one if (title := restrained(one.title)) == one.title else evolve(one, title=title)
        for entity, one in names.items()
    }


def moments_of(case: Case, connection: Connection, times: Times) -> Moments:
    """Read the times of a question."""
    zone = case.settings.case_zone or None
    return Moments(
        held_at=None if times.held_at is None else read(times.held_at, zone=zone),
        said_by=None if times.said_by is None else read(times.said_by, zone=zone),
        known_at=None if times.known_at is None else _position(case, connection, times.known_at),
    )


def named_in(statement: Statement) -> Iterable[bytes]:
    """Go through every entity that a statement names."""
    yield statement.entity
    for one in (statement.target, statement.via, statement.source):
        if one is not None:
            yield one
    for ref in statement.evidence:
        yield bytes.fromhex(ref.item)
    for value in statement.qualifiers.values():
        if isinstance(value, dict) and "entity" in value:
            yield bytes.fromhex(str(value["entity"]))


def _position(case: Case, connection: Connection, written: str) -> int:
    """Give the last position of the ledger at the end of a written time."""
    try:
        return position_at(connection, from_rfc3339(written))
    except ValueError:
        span = read(written, zone=case.settings.case_zone or "Z")
    if span.end_latest is None:
        raise BadTime(f"{written} has no end to look back from", todo="give a day or a moment")
    return position_at(connection, span.end_latest - 1)


def _shown(statements: Iterable[Statement], moments: Moments) -> tuple[Shown, ...]:
    return tuple(s for one in statements if (s := weigh(quiet(one), moments)) is not None)
