"""Name the smallest sets of reasons that cannot all be true.

Where every reason limits one pair of points by one range, a conflict is a cycle of negative length, and the one of
fewest edges is found by going on from every node at once, one edge a round. In general, the smallest set that cannot
hold meets every set whose removal makes the rest hold; so smallest sets that meet those known are tried until one of
them cannot hold [1].

Sources:
[1] A. Ignatiev, A. Previti, M. Liffiton, J. Marques-Silva, Smallest MUS extraction with minimal hitting set
    dualization, CP 2015, LNCS 9255, 173-182, https://doi.org/10.1007/978-3-319-23219-5_13
"""

import itertools
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from sightline.measure.chrono.bounds.choices import TooMany, core_of, edges_of
from sightline.measure.chrono.bounds.cycles import MOST_SETS, fewest_edges
from sightline.measure.chrono.bounds.graph import Edge, Graph
from sightline.measure.chrono.bounds.network import EPOCH, Network

MOST_REASONS: Final = 2_000
MOST_CHOOSING: Final = 300
"""Reasons of a network with choices among which a smallest conflict is sought."""


@frozen
class Conflict:
    """Reasons that cannot all be true, sorted."""

    reasons: tuple[str, ...]
    smallest: bool
    """Whether it was shown that no smaller set exists; False: this one cannot be made smaller, another might."""


def conflicts_of(given: Network) -> tuple[Conflict, ...]:
    """Name the smallest sets of reasons that cannot all be true; none where everything can hold.

    Up to ``MOST_SETS`` of the same size are named. Raises TooMany where it cannot even be said whether all can hold.
    """
    core = core_of(given)
    if core is None:
        return ()
    found: set[frozenset[str]]
    if _is_simple(given):
        found = fewest_edges(given, most=len(core))
        smallest = True
    else:
        found, smallest = _by_hitting(given)
    if not found:
        found, smallest = {frozenset(shrunk(given, core))}, False
    ordered = sorted(tuple(sorted(one)) for one in found)
    return tuple(Conflict(one, smallest) for one in ordered[:MOST_SETS])


def _given(given: Network) -> set[str]:
    return {one.id for one in given.reasons if one.given}


def _is_simple(given: Network) -> bool:
    """Say whether every reason that counts limits one pair of points by one range."""
    counted = [one.reason for one in given.limits if one.reason not in _given(given)]
    return len(counted) == len(set(counted)) and all(len(one.ranges) == 1 for one in given.limits)


# --------------------------------------------------------------------------------------------------------- hitting sets


def _by_hitting(given: Network) -> tuple[set[frozenset[str]], bool]:
    """Find all smallest sets by [1]; nothing where there are too many reasons to try."""
    names = [one.id for one in given.reasons if not one.given]
    choosing = any(len(one.ranges) > 1 for one in given.limits)
    if len(names) > (MOST_CHOOSING if choosing else MOST_REASONS):
        return set(), False
    removals: list[frozenset[str]] = []
    try:
        while True:
            sets = _hitting_sets(removals)
            if sets is None:
                return set(), False
            holding = next((one for one in sets if _holds(given, names, one)), None)
            if holding is None:
                return set(sets), True
            removals.append(_removal(given, names, holding))
    except TooMany:
        return set(), False


def _holds(given: Network, names: Sequence[str], chosen: frozenset[str]) -> bool:
    return core_of(given.without(set(names) - chosen)) is None


def _removal(given: Network, names: Sequence[str], holding: frozenset[str]) -> frozenset[str]:
    """Grow a set that holds as far as it goes; give what had to stay out."""
    if all(len(one.ranges) == 1 for one in given.limits):
        return _removal_without_choices(given, names, holding)
    kept = set(holding)
    out: set[str] = set()
    for name in names:
        if name not in kept:
            if _holds(given, names, frozenset(kept | {name})):
                kept.add(name)
            else:
                out.add(name)
    return frozenset(out)


def _removal_without_choices(given: Network, names: Sequence[str], holding: frozenset[str]) -> frozenset[str]:
    """Grow as above on one graph, adding reason by reason and taking back what does not fit."""
    nodes = {point: place for place, point in enumerate((EPOCH, *given.points))}
    edges: dict[str, list[Edge]] = {one.id: [] for one in given.reasons}
    for number, one in enumerate(given.limits):
        edges[one.reason] += edges_of(one, one.ranges[0], nodes, number)
    graph = Graph(len(nodes))
    firm = {one.id for one in given.reasons} - set(names) | holding
    if graph.load(edge for name in sorted(firm) for edge in edges[name]) is not None:
        raise AssertionError("what was found to hold holds")
    out = set()
    for name in names:
        mark = len(graph.stack)
        if name not in holding and any(graph.add(edge) is not None for edge in edges[name]):
            graph.undo(mark)
            out.add(name)
    return frozenset(out)


def _hitting_sets(removals: Sequence[frozenset[str]]) -> list[frozenset[str]] | None:
    """Find all smallest sets that meet each of the given ones; None where there are too many."""
    for size in itertools.count():
        found: set[frozenset[str]] = set()
        if not _meet(removals, frozenset(), size, found):
            return None
        if found:
            return sorted(found, key=sorted)
        if size > len(removals):
            return None
    return None


def _meet(
    removals: Sequence[frozenset[str]], chosen: frozenset[str], left: int, found: set[frozenset[str]]
) -> bool:
    missed = next((one for one in removals if not one & chosen), None)
    if missed is None:
        found.add(chosen)
        return len(found) <= 500
    if left == 0:
        return True
    return all(_meet(removals, chosen | {name}, left - 1, found) for name in sorted(missed))


def shrunk(given: Network, core: set[str]) -> set[str]:
    """Leave out of a conflict what it does not need; what cannot be decided stays in."""
    kept = set(core) - _given(given)
    only = given.without({one.id for one in given.reasons} - kept - _given(given))
    for name in sorted(kept):
        try:
            if core_of(only.without({name})) is not None:
                kept.discard(name)
                only = only.without({name})
        except TooMany:
            continue
    return kept


def preferred_removal(given: Network) -> frozenset[str]:
    """Take reasons in one by one, those that are not weak first; give what had to stay out.

    :raises TooMany: where there are too many reasons or combinations to try
    """
    firm = [one.id for one in given.reasons if not one.given and not one.weak]
    names = firm + [one.id for one in given.reasons if not one.given and one.weak]
    choosing = any(len(one.ranges) > 1 for one in given.limits)
    if len(names) > (MOST_CHOOSING if choosing else MOST_REASONS):
        raise TooMany
    return _removal(given, names, frozenset())
