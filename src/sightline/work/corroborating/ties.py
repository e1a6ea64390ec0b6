"""Finds what ties the sources of an incident: who quotes whom, who shares what, whose footage or text is one.

Everything that is found only suggests; a person accepts or refuses it. That one person stands behind two accounts is
never found here: people record it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from attrs import field, frozen

from sightline.model.independence import Tie

MOST: Final = 40
"""Sources that share one thing up to which every two are tied; beyond, each with the first."""


@frozen(slots=True)
class Told:
    """One statement of an incident, as far as ties go: who says it, through whom, resting on what."""

    statement: bytes
    """Empty where only an item of its own says that it has to do with the incident."""
    source: bytes | None
    via: bytes | None = None
    items: tuple[bytes, ...] = ()
    """Items that it cites, by their canonical records."""


@frozen(slots=True)
class Links:
    """What is known of sources and items beside the statements of the incident; all by canonical record."""

    takes: Mapping[bytes, Mapping[bytes, bytes]] = field(factory=dict)
    """For a source those it is known to repeat, each with the statement that says so."""
    repeats: Mapping[bytes, Mapping[bytes, bytes]] = field(factory=dict)
    """For a source those whose claims it passes on here, as a person noted."""
    authors: Mapping[bytes, frozenset[bytes]] = field(factory=dict)
    """For an item its authors."""
    shares: Mapping[bytes, frozenset[bytes]] = field(factory=dict)
    """For an item those that it is a repost or copy of."""
    cites: Mapping[bytes, frozenset[bytes]] = field(factory=dict)
    """For an item those that it cites."""
    family: Mapping[bytes, int] = field(factory=dict)
    """For an item the number of the footage it shows."""
    near: Mapping[bytes, Mapping[bytes, int]] = field(factory=dict)
    """For an item those whose text is nearly its own, with the thousandths they share."""
    listing: frozenset[bytes] = frozenset()
    """Items that are lists and datasets: to stand in one of them ties nobody."""


NO_LINKS: Final = Links()


@frozen(slots=True)
class _Placed:
    """Which items each source of the incident stands behind."""

    sources: tuple[bytes, ...]
    own: Mapping[bytes, tuple[bytes, ...]]
    """Items that a source published, or that its own statements rest on where nobody is known to have published it."""
    rests: Mapping[bytes, Mapping[bytes, bytes]]
    """For a source the items that its own statements cite, each with one of the statements."""
    owners: Mapping[bytes, tuple[bytes, ...]]


def ties_of(told: Sequence[Told], links: Links = NO_LINKS) -> tuple[Tie, ...]:
    """Find the ties among the sources of one incident.

    Parameters
    ----------
    told : sequence of Told
        Every statement about the incident that stands.
    links : Links
        What is known of the sources and items that they name; of others it may hold more.

    Returns
    -------
    tuple of Tie
        Each kind once for each pair, in a fixed order.
    """
    placed = _place(told, links)
    found: dict[tuple[str, bytes, bytes], Tie] = {}
    for part in (
        _quotes(told),
        _known(placed, links),
        _tellers(told),
        _published(placed, links),
        _in_common(placed, links),
        _alike(placed, links),
    ):
        for tie in part:
            if tie.one != tie.other:
                found.setdefault((tie.kind, tie.one, tie.other), tie)
    return tuple(found[key] for key in sorted(found))


def _place(told: Sequence[Told], links: Links) -> _Placed:
    own: dict[bytes, dict[bytes, None]] = defaultdict(dict)
    rests: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    sources: dict[bytes, None] = {}
    for one in told:
        for source in (one.source, one.via):
            if source is not None:
                sources.setdefault(source)
        for item in one.items:
            authors = links.authors.get(item, frozenset())
            for author in authors & {one.source, one.via}:
                own[author].setdefault(item)
            if one.source is not None and one.via is None:
                rests[one.source].setdefault(item, one.statement)
            if not authors and one.source is not None and item not in links.listing:
                own[one.source].setdefault(item)
    owners: dict[bytes, list[bytes]] = defaultdict(list)
    for source in sorted(own):
        for item in own[source]:
            owners[item].append(source)
    return _Placed(
        tuple(sorted(sources)),
        {source: tuple(items) for source, items in own.items()},
        rests,
        {item: tuple(who) for item, who in owners.items()},
    )


def _quotes(told: Sequence[Told]) -> Iterable[Tie]:
    """Whoever names another as the source takes from it; those who name the same one have it in common."""
    quoting: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for one in told:
        if one.source is not None and one.via is not None and one.source != one.via:
            quoting[one.via].setdefault(one.source, one.statement)
    for via in sorted(quoting):
        for source, statement in sorted(quoting[via].items()):
            yield Tie(source, via, "quotes", statements=(statement,))
        for left, right in _pairs(quoting[via]):
            yield Tie(
                left, right, "upstream", through=via, statements=(quoting[via][left], quoting[via][right])
            )


def _known(placed: _Placed, links: Links) -> Iterable[Tie]:
    """Ties that a statement of the case names: one source repeats another."""
    inside = frozenset(placed.sources)
    upstream: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for source in placed.sources:
        for kind, named in (("takes_from", links.takes), ("repeats", links.repeats)):
            for other, statement in sorted(named.get(source, {}).items()):
                if other in inside:
                    yield Tie(source, other, kind, statements=(statement,))
                else:
                    upstream[other][source] = statement
    for other in sorted(upstream):
        for left, right in _pairs(upstream[other]):
            both = (upstream[other][left], upstream[other][right])
            yield Tie(left, right, "upstream", through=other, statements=both)


def _tellers(told: Sequence[Told]) -> Iterable[Tie]:
    """Two sources that are known only through a third: nothing of their own was read here."""
    speaking = {one.source for one in told if one.via is None and one.statement}
    through: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for one in told:
        if one.source is not None and one.via is not None and one.via not in speaking:
            through[one.source].setdefault(one.via, one.statement)
    for teller in sorted(through):
        for left, right in _pairs(through[teller]):
            both = (through[teller][left], through[teller][right])
            yield Tie(left, right, "one_teller", through=teller, statements=both)


def _published(placed: _Placed, links: Links) -> Iterable[Tie]:
    """A source that rests on, shares or cites what another published takes from it."""
    inside = frozenset(placed.sources)
    for source in placed.sources:
        for item, statement in placed.rests.get(source, {}).items():
            for author in sorted(links.authors.get(item, frozenset()) & inside):
                if source not in links.authors[item]:
                    yield Tie(source, author, "cites", through=item, items=(item,), statements=(statement,))
        for item in placed.own.get(source, ()):
            for kind, named in (("shares", links.shares), ("cites", links.cites)):
                for other in sorted(named.get(item, frozenset())):
                    whose = {*placed.owners.get(other, ()), *(links.authors.get(other, frozenset()) & inside)}
                    for owner in sorted(whose - {source}):
                        yield Tie(source, owner, kind, through=other, items=(item, other))


def _in_common(placed: _Placed, links: Links) -> Iterable[Tie]:
    """Two sources whose statements rest on one item, or whose items come from one publication."""
    resting: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for source in placed.sources:
        for item, statement in placed.rests.get(source, {}).items():
            if item not in links.listing:
                resting[item][source] = statement
    for item in sorted(resting):
        authors = links.authors.get(item, frozenset())
        mine = {source: said for source, said in resting[item].items() if source not in authors}
        for left, right in _pairs(mine):
            yield Tie(
                left, right, "one_item", through=item, items=(item,), statements=(mine[left], mine[right])
            )
    coming: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for source in placed.sources:
        for item in placed.own.get(source, ()):
            for other in (*links.shares.get(item, ()), *links.cites.get(item, ())):
                if other not in placed.owners and not links.authors.get(other, frozenset()) & set(
                    placed.sources
                ):
                    coming[other].setdefault(source, item)
    for other in sorted(coming):
        for left, right in _pairs(coming[other]):
            yield Tie(
                left, right, "upstream", through=other, items=(coming[other][left], coming[other][right])
            )


def _alike(placed: _Placed, links: Links) -> Iterable[Tie]:
    """Two sources whose items show one footage, or say nearly the same words."""
    shown: dict[int, dict[bytes, bytes]] = defaultdict(dict)
    for source in placed.sources:
        for item in placed.own.get(source, ()):
            family = links.family.get(item)
            if family is not None:
                shown[family].setdefault(source, item)
            for other, permille in sorted(links.near.get(item, {}).items()):
                for owner in placed.owners.get(other, ()):
                    left, right = sorted((source, owner))
                    both = (item, other) if left == source else (other, item)
                    yield Tie(left, right, "near_copy", items=both, score_permille=permille)
    for family in sorted(shown):
        for left, right in _pairs(shown[family]):
            yield Tie(left, right, "footage", items=(shown[family][left], shown[family][right]))


def _pairs(sources: Collection[bytes]) -> Iterable[tuple[bytes, bytes]]:
    """Pair sources that have one thing in common; of very many each with the first, which ties them all the same."""
    every = sorted(sources)
    if len(every) <= MOST:
        return combinations(every, 2)
    return ((every[0], other) for other in every[1:])
