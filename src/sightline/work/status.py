"""What a case holds, what arrived, what is left open, and the next ten things to do."""

from collections.abc import Sequence

from attrs import frozen
from sqlalchemy import func, select

from sightline.measure.run import measures
from sightline.model.disclosed import INTERNAL, Arrivals, Proof, Todo
from sightline.model.view import Moments
from sightline.store.tables import runs
from sightline.work.case import Case
from sightline.work.disclosing.arrivals import arrivals_of
from sightline.work.disclosing.entities import entities_shown
from sightline.work.disclosing.proof import proof_of
from sightline.work.disclosing.read import read_held
from sightline.work.disclosing.statements import showing_of
from sightline.work.examine import stale
from sightline.work.following import behind
from sightline.work.next_things import bare_objects, next_things


@frozen(slots=True)
class Status:
    """The state of a case on one page."""

    title: str
    entities: tuple[tuple[str, int], ...]
    """(kind, how many), the most frequent first; records judged to be one count once."""
    statements: int
    arrivals: Arrivals
    proof: Proof
    stale: tuple[tuple[str, int, int], ...]
    """(measure, version found, version now)"""
    without_sandbox: int
    text_behind: int
    """Statements that are recorded and not searchable yet."""
    unfinished: tuple[str, ...]
    """Kinds of intakes and imports that were begun and did not come to their end."""
    todos: tuple[Todo, ...]
    own_chain: bool
    """False where this folder is a copy: its next act begins a chain of its own."""


def status(case: Case) -> Status:
    """Say what the case holds and what is left to do."""
    with case.catalogue.reading() as connection:
        held = read_held(connection, case.schema, INTERNAL, Moments())
        proof = proof_of(case, connection, audience=INTERNAL, checked=None)
        query = select(runs.c.kind, func.count()).where(runs.c.finished.is_(None)).group_by(runs.c.kind)
        unfinished = connection.execute(query.order_by(runs.c.kind)).all()
    showing = showing_of(held)
    shown = entities_shown(showing, case.vault, {name: m.version for name, m in measures().items()})
    return Status(
        title=case.settings.case_title,
        entities=_counted([entity.kind for entity in shown]),
        statements=sum(s.closed is None for every in held.said.values() for s in every),
        arrivals=arrivals_of(showing),
        proof=proof,
        stale=tuple(stale(case)),
        without_sandbox=bare_objects(showing),
        text_behind=behind(case),
        unfinished=tuple(kind for kind, count in unfinished for _ in range(count)),
        todos=next_things(showing, shown, proof),
        own_chain=not case.chain.copied,
    )


def _counted(kinds: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple(
        sorted(((kind, kinds.count(kind)) for kind in set(kinds)), key=lambda pair: (-pair[1], pair[0]))
    )
