"""Find the cycles below zero that take the fewest reasons: one edge a round, from where every cycle passes.

Edges whose reason holds of itself cost nothing and are not counted.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from sightline.measure.chrono.bounds.choices import edges_of
from sightline.measure.chrono.bounds.graph import Edge, Graph
from sightline.measure.chrono.bounds.network import EPOCH, Network

MOST_SETS: Final = 20
MOST_ROUNDS: Final = 2_000
_SOURCES: Final = 256
_MOST_GONE: Final = 200


def fewest_edges(given: Network, *, most: int) -> set[frozenset[str]]:
    """Find the sets of reasons of all cycles below zero with the fewest reasons, up to ``MOST_SETS``.

    :param given: every reason limits one pair of points by one range
    :param most: how many reasons some cycle is known to have
    """
    free = {one.id for one in given.reasons if one.given}
    nodes = {point: place for place, point in enumerate((EPOCH, *given.points))}
    edges = [
        edge
        for number, one in enumerate(given.limits)
        for edge in edges_of(one, one.ranges[0], nodes, number)
    ]
    costly = [edge for edge in edges if given.limits[edge.limit].reason not in free]
    costless = [edge for edge in edges if given.limits[edge.limit].reason in free]
    found: set[frozenset[str]] = set()
    best = min(most, MOST_ROUNDS)
    starts = _on_every_cycle(len(nodes), edges, {edge.limit for edge in costless})
    for first in range(0, len(starts), _SOURCES):
        sources = np.array(starts[first : first + _SOURCES], dtype=np.int64)
        rounds, hit = _rounds(len(nodes), costly, costless, sources, best)
        if hit is None or len(hit) == 0:
            continue
        if rounds < best:
            found.clear()
            best = rounds
        for source in hit.tolist():
            for cycle in _cycles(len(nodes), costly, costless, source, rounds):
                if len(found) >= MOST_SETS:
                    break
                found.add(frozenset(given.limits[edge.limit].reason for edge in cycle) - free)
    return found


def _on_every_cycle(size: int, edges: Sequence[Edge], free: set[int]) -> list[int]:
    """Give nodes of which every cycle below zero passes one: edges are taken out until none is left."""
    gone: set[Edge] = set()
    graph = Graph(size)
    cycle = graph.load(edges)
    while cycle is not None:
        out = next(edge for edge in cycle if edge.limit not in free)
        gone.add(out)
        held = graph.held
        graph = Graph(size)
        graph.held = held  # nearly a solution already
        cycle = graph.load(edge for edge in edges if edge not in gone)
        if len(gone) > _MOST_GONE:
            return list(range(size))
    return sorted({edge.u for edge in gone})


def _rounds(
    size: int,
    costly: Sequence[Edge],
    costless: Sequence[Edge],
    sources: "np.typing.NDArray[np.int64]",
    most: int,
) -> tuple[int, "np.typing.NDArray[np.int64] | None"]:
    """Go on from many sources at once; give after how many costly edges some come back below zero, and which."""
    far = np.full((size, len(sources)), np.inf)
    far[sources, np.arange(len(sources))] = 0.0
    _close(far, costless)
    for count in range(1, most + 1):
        after = far.copy()
        _relax(after, far, costly)
        _close(after, costless)
        back = after[sources, np.arange(len(sources))]
        if (back < 0).any():
            return count, sources[back < 0]
        if np.array_equal(after, far):
            return count, None
        far = after
    return most, None


def _relax(
    after: "np.typing.NDArray[np.float64]", far: "np.typing.NDArray[np.float64]", edges: Sequence[Edge]
) -> None:
    for edge in edges:
        np.minimum(after[edge.v], far[edge.u] + edge.w, out=after[edge.v])


def _close(far: "np.typing.NDArray[np.float64]", costless: Sequence[Edge]) -> None:
    """Go on along edges that cost nothing, as far as they lead."""
    for _ in range(len(far)):
        before = far.copy() if costless else far
        _relax(far, far, costless)
        if np.array_equal(before, far):
            return


def _cycles(
    size: int, costly: Sequence[Edge], costless: Sequence[Edge], source: int, rounds: int
) -> Iterator[list[Edge]]:
    """Find every cycle below zero through a node with so many costly edges, going only where one can come back."""
    home = [_distances_home(size, costly, costless, source)]
    for _ in range(rounds):
        home.append(_distances_home(size, costly, costless, source, home[-1]))
    out: dict[int, list[tuple[Edge, int]]] = {}
    for cost, edges in ((1, costly), (0, costless)):
        for edge in edges:
            out.setdefault(edge.u, []).append((edge, cost))
    trail: list[Edge] = []
    passed = {source}

    def go(node: int, weight: int, left: int) -> Iterator[list[Edge]]:
        for edge, cost in out.get(node, ()):
            if left < cost or weight + edge.w + home[left - cost][edge.v] >= 0:
                continue
            if edge.v == source:
                if left == cost:
                    yield [*trail, edge]
            elif edge.v not in passed:
                trail.append(edge)
                passed.add(edge.v)
                yield from go(edge.v, weight + edge.w, left - cost)
                passed.discard(edge.v)
                trail.pop()

    yield from go(source, 0, rounds)


def _distances_home(
    size: int,
    costly: Sequence[Edge],
    costless: Sequence[Edge],
    source: int,
    before: list[float] | None = None,
) -> list[float]:
    """Give how far it is from each node back to ``source`` with one costly edge more than ``before``."""
    far = [np.inf] * size if before is None else list(before)
    if before is None:
        far[source] = 0.0
    else:
        for edge in costly:
            far[edge.u] = min(far[edge.u], before[edge.v] + edge.w)
    for _ in range(size):
        moved = False
        for edge in costless:
            if far[edge.v] + edge.w < far[edge.u]:
                far[edge.u] = far[edge.v] + edge.w
                moved = True
        if not moved:
            break
    return far
