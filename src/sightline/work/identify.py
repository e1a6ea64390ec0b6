"""Follows an actor through its names and its life, and proposes who may be the same or must be told apart.

Names only propose: nothing here joins or parts anything. A person judges, and what contradicts itself is named.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from sightline.core.errors import UnknownName, WrongUse
from sightline.measure.text.actor_names.keys import rough_keys_of
from sightline.model.schema import Schema
from sightline.model.view import EntityView, Named
from sightline.store.names_held import HeldName, every_ruling, names_held, rulings_around
from sightline.store.read import names_of
from sightline.store.relations import canonical_of
from sightline.work.case import Case
from sightline.work.identifying.around import names_around
from sightline.work.identifying.crossing import crossed
from sightline.work.identifying.finding import candidates
from sightline.work.identifying.life import life_of, local_parts, name_lines
from sightline.work.identifying.likeness import alike_of, confusable_of, names_by_actor, pairs
from sightline.work.identifying.naming import named_one
from sightline.work.identifying.records import ActorSheet, Alikes, Candidate
from sightline.work.identifying.side_by_side import side_by_side
from sightline.work.names_then import named_then
from sightline.work.relating.judged import judged
from sightline.work.relations import relations
from sightline.work.view import NOW, Times, entity, moments_of

__all__ = ["ActorSheet", "Alikes", "Candidate", "actor", "alike", "find_actor"]

ACTOR: Final = "Actor"
MOST: Final = 200
ABBREVIATED: Final = 7
"""Letters of the longest name that may be initials."""
_ORDER: Final = {"same": 0, "unsure": 1, "different": 2}


def find_actor(
    connection: Connection,
    text: str,
    *,
    kinds: Sequence[str] = (ACTOR,),
    known_at: int | None = None,
    most: int = 8,
) -> tuple[Candidate, ...]:
    """Rank the actors that a name may mean: by code, name, another spelling or translation, or a slip of the finger."""
    return candidates(connection, text, kinds, fits="actors", known_at=known_at, most=most)


def actor(case: Case, code: str, times: Times = NOW) -> ActorSheet:
    """Lay out an actor: names, life, local parts, who it may be taken for, and judgements that contradict each other.

    Parameters
    ----------
    code : str
        Code, id, key, or a name in any spelling that means one actor.
    times : Times
        ``held_at`` marks what held then; ``said_by`` and ``known_at`` leave out what was said or known only later.

    Raises
    ------
    UnknownName, AmbiguousName
        No such actor, or several; names them.
    BadTime
        A time is not EDTF.
    """
    kinds = actor_kinds(case.schema)
    with case.catalogue.reading() as connection:
        moments = moments_of(case, connection, times)
        found = named_one(connection, code, kinds, fits="actors", what="actor", known_at=moments.known_at)
    whose = found.named
    view = entity(case, whose.id.hex(), times=Times(None, times.said_by, times.known_at))
    if not case.schema.is_a(view.kind, (ACTOR,)):
        raise UnknownName(f"{view.code} is {view.kind} and no actor", item=code, todo="sightline show CODE")
    around = relations(case, view.id.hex(), times=times, hops=1)
    stopped = {edge.statement: edge.ended_by for edge in around.edges if edge.ended_by}
    ids = [shown.statement.id.hex() for shown in (*view.statements, *view.mentions)]
    judgements = judged(case, ids, times)
    life, left_out = life_of(case.schema, view, moments, stopped, judgements)
    with case.catalogue.reading() as connection:
        known = moments.known_at
        own = [view.id, *(m.id for m in view.members)]
        rulings = rulings_around(connection, own, known_at=known)
        ends = {e for r in rulings for e in (r.judged.left, r.judged.right)}
        every = names_around(connection, kinds, {*own, *ends}, known_at=known)
        heads = canonical_of(
            connection, {h.entity for h in every} | ends, known=-1 if known is None else known
        )
        mine, others = _near(every, heads, view.id)
        now = names_of(connection, {*ends, *heads.values(), *others, view.id})
        names = named_then(case.schema, connection, now, known)
        told = confusable_of(view.id, mine, others, rulings, names, heads)
        across = crossed(rulings, names)
    return ActorSheet(
        named=Named(view.id, view.code, view.kind, view.title),
        sort=_sort_of(view),
        members=view.members,
        names=name_lines(view, moments, judgements),
        life=life,
        local_parts=local_parts(view, life),
        ended_by=around.ended,
        contradictions=around.contradictions,
        confusable=told,
        crossed=across,
        left_out=left_out,
        contradictions_left_out=around.contradictions_left_out,
        known=view.names,
    )


def alike(case: Case, *, most: int = MOST) -> Alikes:
    """List pairs of actors that a person should judge to be the same or different, the surest first.

    Raises
    ------
    WrongUse
        ``most`` is below one.
    """
    if most < 1:
        raise WrongUse("lists at least one pair", item="actor --alike", todo="give --most 1 or more")
    kinds = actor_kinds(case.schema)
    with case.catalogue.reading() as connection:
        every = names_held(connection, kinds)
        rulings = every_ruling(connection)
        ends = {e for r in rulings for e in (r.judged.left, r.judged.right)}
        heads = canonical_of(connection, {h.entity for h in every} | ends, known=-1)
        judged = {
            frozenset((heads.get(r.judged.left, r.judged.left), heads.get(r.judged.right, r.judged.right)))
            for r in rulings
        }
        found, common = pairs(every, heads)
        open_pairs = [pair for pair in found if frozenset((pair.one, pair.other)) not in judged]
        names = names_of(connection, {*ends, *(i for p in open_pairs for i in (p.one, p.other))})
        beside = side_by_side(connection, [(p.one, p.other) for p in open_pairs], names)
        proposed = [alike_of(p, names, beside.get((p.one, p.other), ())) for p in open_pairs]
        across = crossed([r for r in rulings if _of_kinds(r.judged.left, names, kinds)], names)
    proposed.sort(key=lambda a: (_ORDER[a.proposes], a.one.title, a.other.title, a.one.code))
    return Alikes(tuple(proposed[:most]), across, max(0, len(proposed) - most), common)


def actor_kinds(schema: Schema) -> tuple[str, ...]:
    """List the kinds of this workspace that are actors."""
    return tuple(kind.id for kind in schema.concrete() if schema.is_a(kind.id, (ACTOR,)))


def _sort_of(view: EntityView) -> str | None:
    """Give what sort of actor it is: of the best rank there is, the newest word."""
    said = [
        s.statement
        for s in view.of("actor_kind")
        if not s.statement.negated and s.statement.value is not None
    ]
    best = [s for s in said if s.rank == said[0].rank]
    return str(best[-1].value) if best else None


def _near(
    every: Sequence[HeldName], heads: dict[bytes, bytes], whose: bytes
) -> tuple[list[HeldName], dict[bytes, list[HeldName]]]:
    """Part one actor's names from those of the others that share a key with one of them."""
    gathered = names_by_actor(every, heads)
    mine = gathered.pop(whose, [])
    rough = {key for h in mine for key in rough_keys_of(h.text)}
    short = any(len(h.text) <= ABBREVIATED for h in mine)
    return mine, {
        other: theirs
        for other, theirs in gathered.items()
        if any(short or len(h.text) <= ABBREVIATED or rough & rough_keys_of(h.text) for h in theirs)
    }


def _of_kinds(one: bytes, names: dict[bytes, Named], kinds: Sequence[str]) -> bool:
    return one in names and names[one].kind in kinds
