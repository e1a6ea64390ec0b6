"""What a case holds, what arrived, what is left open, and the next ten things to do: counted, not read whole."""

from collections.abc import Mapping

from attrs import frozen
from sqlalchemy import Connection, func, select

from sightline.model.disclosed import INTERNAL, Arrivals, Note, Proof, Todo
from sightline.store.read import names_of
from sightline.store.tables import objects, runs
from sightline.work.adopting.held import ChainHeld, alike_todos, chains_held
from sightline.work.case import Case
from sightline.work.disclosing.counted_footage import all_copies
from sightline.work.disclosing.proof import proof_of
from sightline.work.disclosing.unresolved_places import unresolved
from sightline.work.disclosing.waiting import bare_objects
from sightline.work.disclosing.whole_case import (
    Notes,
    conflicts,
    failures,
    kinds_counted,
    properties_counted,
    states_counted,
    unread,
)
from sightline.work.disclosing.words import counted
from sightline.work.following import behind
from sightline.work.locating.blind import kept_from
from sightline.work.next_things import MOST, Asked, next_things
from sightline.work.taking.tried_before import stale


@frozen(slots=True)
class Status:
    """The state of a case on one page."""

    title: str
    entities: tuple[tuple[str, int], ...]
    """(kind, how many), the most frequent first; records judged to be one count once."""
    statements: int
    arrivals: Arrivals
    """With at most a thousand notes of one sort."""
    totals: Mapping[str, int]
    """How many notes of each sort there are: failures, unread, copies, conflicting_dates, unresolved_places."""
    proof: Proof
    stale: tuple[tuple[str, int, int], ...]
    """(measure, version found, version now)"""
    without_sandbox: int
    text_behind: int
    """Statements that are recorded and not searchable yet."""
    unfinished: tuple[str, ...]
    """Kinds of intakes and imports that were begun and did not come to their end."""
    todos: tuple[Todo, ...]
    chains: tuple[ChainHeld, ...]
    own_chain: bool
    """False where this folder is a copy: its next act begins a chain of its own."""


def status(case: Case) -> Status:
    """Say what the case holds and what is left to do."""
    old = tuple(stale(case))
    with case.catalogue.reading() as connection:
        proof = proof_of(case, connection, audience=INTERNAL, checked=None)
        query = select(runs.c.kind, func.count()).where(runs.c.finished.is_(None)).group_by(runs.c.kind)
        unfinished = connection.execute(query.order_by(runs.c.kind)).all()
        asked = asked_of(case, connection, proof, old)
        arrivals, totals = _arrivals(connection, asked)
        todos = (*alike_todos(connection), *next_things(asked))[:MOST]
        chains = chains_held(case, connection)
    return Status(
        title=case.settings.case_title,
        entities=tuple(sorted(asked.kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        statements=sum(asked.properties.values()),
        arrivals=arrivals,
        totals=totals,
        proof=proof,
        stale=old,
        without_sandbox=asked.bare,
        text_behind=behind(case),
        unfinished=tuple(kind for kind, count in unfinished for _ in range(count)),
        todos=todos,
        chains=chains,
        own_chain=not case.chain.copied,
    )


def asked_of(
    case: Case, connection: Connection, proof: Proof, old: tuple[tuple[str, int, int], ...]
) -> Asked:
    """Count what must be known before the next things to do are asked for."""
    kinds, properties = kinds_counted(connection), properties_counted(connection)
    places = unresolved(connection, properties)
    kept = frozenset(kept_from(connection, case.by))
    bare = bare_objects(connection)
    return Asked(connection, case.schema, proof, kinds, properties, old, places, bare, kept)


def _arrivals(connection: Connection, asked: Asked) -> tuple[Arrivals, dict[str, int]]:
    states = states_counted(connection)
    listed = asked.kinds.get("Item", 0) - sum(n for state, n in states.items() if state != "listed")
    kept = select(func.count()).where(objects.c.role == "original", objects.c.state == "kept")
    failed, same = failures(connection), all_copies(connection)
    dates, places, unable = _dates(connection), _places(connection, asked), unread(connection)
    sorts = {
        "failures": failed, "unread": unable, "copies": same, "conflicting_dates": dates, "unresolved_places": places,
    }  # fmt: skip
    arrivals = Arrivals(
        kept=states.get("captured", 0),
        failed=states.get("failed", 0),
        listed=max(0, listed),
        gone=states.get("gone", 0),
        objects=connection.execute(kept).scalar_one(),
        failures=failed.first,
        copies=same.first,
        conflicting_dates=dates.first,
        unresolved_places=places.first,
        unread=unable.first,
    )
    return arrivals, {name: notes.count for name, notes in sorts.items()}


def _dates(connection: Connection) -> Notes:
    found, count = conflicts(connection)
    names = names_of(connection, [head for head, _, _ in found])
    return Notes(tuple(Note(sentence, names[head].code, todo) for head, sentence, todo in found), count)


def _places(connection: Connection, asked: Asked) -> Notes:
    found, count = asked.places
    names = names_of(connection, [first for _, first, _ in found])
    notes = (
        Note(name, names[first].code, f"written in {counted(many, 'record')}") for name, first, many in found
    )
    return Notes(tuple(notes), count)
