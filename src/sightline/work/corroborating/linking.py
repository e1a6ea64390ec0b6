"""Reads what ties sources and items of a case: authors, reposts, citations, families of footage, near copies."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from attrs import define, field
from sqlalchemy import Connection

from sightline.store.claims import Link, heads_at, links_of, members_at, originals_of, plain_values
from sightline.store.slices import slices
from sightline.work.case import Case
from sightline.work.corroborating.texts import near_items, texts_of
from sightline.work.corroborating.ties import Links
from sightline.work.matches import is_one_footage
from sightline.work.matching.families import families
from sightline.work.matching.kept import items_of, kept_matches

SHARES: Final = ("repost_of", "copy_of")
LISTING: Final = frozenset({'"list"', '"dataset"', '"archive"'})
ROUNDS: Final = 6
"""Steps that are followed from copy to copy, and from repost to repost."""


@define(slots=True)
class Heads:
    """The canonical record of each entity that was asked about."""

    known: dict[bytes, bytes] = field(factory=dict)

    def learn(self, connection: Connection, ids: Iterable[bytes], known_at: int | None) -> None:
        """Look up the records of entities, and all that stand under the same."""
        fresh = [one for one in ids if one not in self.known]
        self.known.update({one: one for one in fresh})
        self.known.update(heads_at(connection, fresh, known_at=known_at))
        heads = {self.known[one] for one in fresh}
        self.known.update({one: one for one in heads if one not in self.known})
        self.known.update(members_at(connection, heads, known_at=known_at))

    def head(self, entity: bytes) -> bytes:
        """Give the record that stands for an entity."""
        return self.known.get(entity, entity)

    def whole(self, ids: Collection[bytes]) -> list[bytes]:
        """Give all records that are one with any of ``ids``."""
        wanted = {self.head(one) for one in ids}
        return sorted({*wanted, *(one for one, head in self.known.items() if head in wanted)})


def read_links(
    case: Case,
    connection: Connection,
    sources: Collection[bytes],
    items: Collection[bytes],
    *,
    heads: Heads,
    known_at: int | None = None,
) -> Links:
    """Read what is known of sources and items, for one incident or for all of a case.

    Parameters
    ----------
    sources, items : collections of ids
        Those that the statements name.
    heads : Heads
        Learns what it does not know yet.
    """
    heads.learn(connection, {*sources, *items}, known_at)
    takes = links_of(connection, heads.whole(sources), ("copies_from",), known_at=known_at)
    shared, every = _followed(connection, items, SHARES, heads, known_at)
    cited, _ = _followed(connection, items, ("cites",), heads, known_at, rounds=1)
    targets = {target for links in (*shared.values(), *cited.values()) for target in links}
    heads.learn(connection, targets, known_at)
    authors = links_of(connection, heads.whole({*every, *targets}), ("author",), known_at=known_at)
    heads.learn(connection, {link.target for links in authors.values() for link in links}, known_at)
    kinds = plain_values(connection, heads.whole(items), ("item_kind",), known_at=known_at)
    return Links(
        takes=_takes(takes, heads.head),
        authors=_targets(authors, heads.head),
        shares={item: frozenset(found) for item, found in shared.items()},
        cites={item: frozenset(found) for item, found in cited.items()},
        family=footage_numbers(connection, heads.whole(items), heads, known_at),
        near=_near(case, connection, items, heads, known_at),
        listing=frozenset(
            heads.head(item) for item, said in kinds.items() if any(value in LISTING for _, value in said)
        ),
    )


def _takes(
    found: Mapping[bytes, list[Link]], head: Callable[[bytes], bytes]
) -> dict[bytes, dict[bytes, bytes]]:
    out: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for source, links in found.items():
        for link in links:
            if head(link.target) != head(source):
                out[head(source)].setdefault(head(link.target), link.statement)
    return dict(out)


def _targets(
    found: Mapping[bytes, list[Link]], head: Callable[[bytes], bytes]
) -> dict[bytes, frozenset[bytes]]:
    out: dict[bytes, set[bytes]] = defaultdict(set)
    for entity, links in found.items():
        out[head(entity)].update(head(link.target) for link in links)
    return {entity: frozenset(targets) for entity, targets in out.items()}


def _followed(
    connection: Connection,
    items: Collection[bytes],
    props: Collection[str],
    heads: Heads,
    known_at: int | None,
    *,
    rounds: int = ROUNDS,
) -> tuple[dict[bytes, set[bytes]], set[bytes]]:
    """Follow a property from item to item: for each all that it leads to, and every item met."""
    direct: dict[bytes, set[bytes]] = defaultdict(set)
    seen = {heads.head(item) for item in items}
    fresh = set(seen)
    for _ in range(rounds):
        if not fresh:
            break
        found = links_of(connection, heads.whole(fresh), props, known_at=known_at)
        heads.learn(connection, {link.target for links in found.values() for link in links}, known_at)
        fresh = set()
        for item, links in found.items():
            for link in links:
                target = heads.head(link.target)
                if target != heads.head(item):
                    direct[heads.head(item)].add(target)
                    if target not in seen:
                        fresh.add(target)
        seen |= fresh
    out: dict[bytes, set[bytes]] = {}
    for item in sorted(direct):
        reached, ahead = set(direct[item]), set(direct[item])
        while ahead:
            ahead = {t for one in ahead for t in direct.get(one, ())} - reached
            reached |= ahead
        out[item] = reached - {item}
    return out, seen


def footage_numbers(
    connection: Connection, items: Collection[bytes], heads: Heads, known_at: int | None
) -> dict[bytes, int]:
    """Number the footage that items show: those that hang together by matches nobody refused, or by equal bytes."""
    pairs: set[tuple[bytes, bytes]] = set()
    originals = originals_of(connection, items)
    if not originals:
        return {}
    seen: set[bytes] = set()
    fresh = set(originals)
    for _ in range(ROUNDS):
        kept = [k for some in slices(sorted(fresh)) for k in kept_matches(connection, of=some)]
        fresh_items = items_of(connection, {*fresh, *(o for k in kept for o in (k.a, k.b))})
        for same in fresh_items.values():
            pairs.update((same[0], other) for other in same[1:])
        for match in kept:
            if (known_at is None or match.pos <= known_at) and is_one_footage(match.segments, match.judged):
                left, right = fresh_items.get(match.a, ()), fresh_items.get(match.b, ())
                pairs.update((one, other) for one in left for other in right if one != other)
        seen |= fresh
        fresh = {o for k in kept for o in (k.a, k.b)} - seen
        if not fresh:
            break
    heads.learn(connection, {item for pair in pairs for item in pair}, known_at)
    named = {(heads.head(one), heads.head(other)) for one, other in pairs}
    found = families(((a, b) for a, b in sorted(named) if a != b), {})
    return {item: number for number, family in enumerate(found) for item in family.items}


def _near(
    case: Case, connection: Connection, items: Collection[bytes], heads: Heads, known_at: int | None
) -> dict[bytes, dict[bytes, int]]:
    out: dict[bytes, dict[bytes, int]] = defaultdict(dict)
    for item, others in near_items(texts_of(case, connection, items, known_at=known_at)).items():
        for other, permille in others.items():
            if heads.head(item) != heads.head(other):
                mine = out[heads.head(item)]
                mine[heads.head(other)] = max(permille, mine.get(heads.head(other), 0))
    return dict(out)
