"""Reads what is judged and known of the entities that claims name: which are different, which is part of which."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Final

from sqlalchemy import Connection

from sightline.model.claim_order import Known
from sightline.model.finding import Json
from sightline.model.schema import Kind, Property
from sightline.store.claims import judged_different, links_of
from sightline.work.corroborating.heard import Ground
from sightline.work.corroborating.linking import Heads

WHOLES: Final = ("part_of", "affiliated_with")
"""Relations by which naming the part and naming the whole do not contradict each other."""
ROUNDS: Final = 8


def ground_of(
    connection: Connection,
    kind: Kind | None,
    text: Callable[[Property | None, Json], str],
    *,
    sources: Collection[bytes],
    targets: Collection[bytes],
    heads: Heads,
    known_at: int | None = None,
) -> Ground:
    """Read what there is to know beside the statements.

    Parameters
    ----------
    sources : collection of ids
        Who says something; whom they speak for is read.
    targets : collection of ids
        Entities that are the value of a statement.
    """
    heads.learn(connection, {*sources, *targets}, known_at)
    pairs = judged_different(connection, heads.whole(targets), known_at=known_at)
    heads.learn(connection, {one for pair in pairs for one in pair}, known_at)
    speaking = links_of(connection, heads.whole(sources), ("speaks_for",), known_at=known_at)
    heads.learn(connection, {link.target for links in speaking.values() for link in links}, known_at)
    spoken: dict[bytes, set[bytes]] = defaultdict(set)
    for source, links in speaking.items():
        spoken[heads.head(source)].update(heads.head(link.target) for link in links)
    return Ground(
        properties={} if kind is None else kind.properties,
        text=text,
        head=heads.head,
        known=Known(
            different=frozenset(frozenset((heads.head(a), heads.head(b))) for a, b in pairs),
            within=_within(connection, targets, heads, known_at),
        ),
        speaks_for={source: frozenset(whom) for source, whom in spoken.items()},
    )


def _within(
    connection: Connection, targets: Collection[bytes], heads: Heads, known_at: int | None
) -> Mapping[bytes, frozenset[bytes]]:
    """Follow each entity to the wholes that it is part of; a ring of parts ends where it closes."""
    above: dict[bytes, set[bytes]] = defaultdict(set)
    seen = {heads.head(target) for target in targets}
    fresh = set(seen)
    for _ in range(ROUNDS):
        found = links_of(connection, heads.whole(fresh), WHOLES, known_at=known_at) if fresh else {}
        heads.learn(connection, {link.target for links in found.values() for link in links}, known_at)
        fresh = set()
        for part, links in found.items():
            for link in links:
                whole = heads.head(link.target)
                above[heads.head(part)].add(whole)
                fresh |= {whole} - seen
        seen |= fresh
    return closed(above)


def closed(above: Mapping[bytes, Collection[bytes]]) -> dict[bytes, frozenset[bytes]]:
    """Give for each part all of its wholes, up to the last."""
    out: dict[bytes, frozenset[bytes]] = {}
    for part in sorted(above):
        reached: set[bytes] = set()
        ahead = set(above[part])
        while ahead:
            reached |= ahead
            ahead = {whole for one in ahead for whole in above.get(one, ())} - reached
        out[part] = frozenset(reached - {part})
    return out
