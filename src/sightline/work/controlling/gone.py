"""Takes holders off a map that were no longer a thing of their own: dissolved, merged into another, or succeeded."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import Connection

from sightline.model.held_limits import FAR
from sightline.store.relations import canonical_of, dissolved, members_of
from sightline.store.relations_found import Asked, found_of
from sightline.work.controlling.ties import Ties
from sightline.work.relating.edges import edges_of
from sightline.work.relating.endings import Ending, endings_of

MOST: Final = 500
"""Holders from which on only dissolutions are looked for, so that a map of thousands of places stays quick."""

Gone = Mapping[bytes, tuple[list[int], tuple[str, ...]]]
"""By actor, when it had surely ended [ms], in order, and by which statement (id, hex) each."""
Ended = Mapping[bytes, tuple[str, ...]]
"""By the id of a statement that somebody holds a place, the statements (ids, hex) by which the holder had ended."""


def gone_of(connection: Connection, ties: Ties, actors: Collection[bytes], asked: Asked) -> Gone:
    """Give who had surely ended by the date, of those that were last attested somewhere before."""
    found = _endings(connection, ties, actors, asked) if actors else {}
    return {
        actor: ([e.sure for e in ends], tuple(e.statement for e in ends)) for actor, ends in found.items()
    }


def _endings(
    connection: Connection, ties: Ties, actors: Collection[bytes], asked: Asked
) -> Mapping[bytes, list[Ending]]:
    """Give by actor the words that it had ended, only what was surely so by the end of the window."""
    under = members_of(connection, actors, known=asked.known)
    every = [*sorted(actors), *sorted(under)]
    found = [
        Ending(identifier.hex(), under.get(entity, entity), 0, FAR if end is None else end, source, "")
        for identifier, entity, source, _, end in dissolved(connection, every, asked)
    ]
    if len(actors) <= MOST:
        around = found_of(connection, ties.endings(every), asked).values()
        ends = {end for one in around for end in (one.subject, one.value)}
        canonical = canonical_of(connection, ends, known=asked.known)
        found += endings_of(edges_of([(1, one) for one in around], canonical))
    out: dict[bytes, list[Ending]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.sure):
        if one.entity in actors and one.sure <= asked.last:
            out[one.entity].append(one)
    return out
