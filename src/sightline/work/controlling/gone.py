"""Takes holders off a map that were no longer a thing of their own: dissolved, merged into another, or succeeded."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from attrs import evolve
from sqlalchemy import Connection

from sightline.model.held_limits import FAR
from sightline.model.span_order import Answer
from sightline.store.relations import canonical_of, dissolved, members_of, ring
from sightline.store.relations_found import Asked
from sightline.work.controlling.gathering import Told
from sightline.work.controlling.records import Holding
from sightline.work.relating.edges import edges_of
from sightline.work.relating.endings import Ending, endings_of

LAST: Final = Answer.LAST_ATTESTED
MOST: Final = 500
"""Holders from which on only dissolutions are looked for, so that a map of thousands of places stays quick."""
ENDS: Final = ("merged_into", "succeeded_by")

Words = tuple[list[int], tuple[str, ...]]
"""When an actor had surely ended [ms], in order, and by which statement (id, hex) each."""
Ended = Mapping[bytes, tuple[str, ...]]
"""By the id of a statement that somebody holds a place, the statements (ids, hex) by which the holder had ended."""


def without_gone(
    connection: Connection, told: Mapping[bytes, Told], asked: Asked
) -> tuple[Mapping[bytes, Told], Ended]:
    """Take out who had surely ended by the date, after they were last attested there."""
    faded = {h.actor for one in told.values() for h in one.holdings if h.held is LAST}
    gone = _endings(connection, faded, asked) if faded else {}
    if not gone:
        return told, {}
    ended: dict[bytes, tuple[str, ...]] = {}
    words = {
        actor: ([e.sure for e in ends], tuple(e.statement for e in ends)) for actor, ends in gone.items()
    }
    left = dict(told)
    for place, one in told.items():
        if any(h.actor in gone and h.held is LAST for h in one.holdings):
            left[place] = _without(one, words, ended)
    return left, ended


def _endings(connection: Connection, actors: Collection[bytes], asked: Asked) -> Mapping[bytes, list[Ending]]:
    """Give by actor the words that it had ended, only what was surely so by the end of the window."""
    under = members_of(connection, actors, known=asked.known)
    every = [*sorted(actors), *sorted(under)]
    found = [
        Ending(identifier.hex(), under.get(entity, entity), 0, FAR if end is None else end, source, "")
        for identifier, entity, source, _, end in dissolved(connection, every, asked)
    ]
    if len(actors) <= MOST:
        around = ring(connection, every, [], evolve(asked, props=ENDS), most=4 * MOST).found
        ends = {end for one in around for end in (one.subject, one.value)}
        canonical = canonical_of(connection, ends, known=asked.known)
        found += endings_of(edges_of([(1, one) for one in around], canonical))
    out: dict[bytes, list[Ending]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.sure):
        if one.entity in actors and one.sure <= asked.last:
            out[one.entity].append(one)
    return out


def _without(told: Told, gone: Mapping[bytes, Words], ended: dict[bytes, tuple[str, ...]]) -> Told:
    kept, over = list[Holding](), list[bytes]()
    for held in told.holdings:
        if held.held is LAST and held.actor in gone and not held.negated:
            sure, statements = gone[held.actor]
            by = statements[bisect_left(sure, held.attested) :]
            if by:
                ended[held.id] = by
                over.append(held.id)
                continue
        kept.append(held)
    if not over:
        return told
    firm: dict[bytes, list[bytes | None]] = {}
    for held in kept:
        if (
            held.role == "controls"
            and not held.negated
            and held.source not in firm.setdefault(held.actor, [])
        ):
            firm[held.actor].append(held.source)
    mixed = any(h.negated or h.role == "contests" for h in kept)
    return Told(tuple(kept), (*told.superseded, *over), firm, mixed)
