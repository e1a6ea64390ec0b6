"""Keep a set of differences consistent: edges ``v - u <= w`` with a solution at hand, or the cycle that forbids one.

The solution (one number for each node) makes adding an edge cheap: only what it disturbs is moved [1]. Shortest paths
from and to the epoch then run on lengths that the solution makes positive [2].

Sources:
[1] S. Cotton, O. Maler, Fast and flexible difference constraint propagation for DPLL(T), SAT 2006, LNCS 4121, 170-183,
    https://doi.org/10.1007/11814948_19
[2] D. B. Johnson, Efficient algorithms for shortest paths in sparse networks, Journal of the ACM 24 (1977), 1-13,
    https://doi.org/10.1145/321992.321993
"""

import heapq
from collections import deque
from collections.abc import Iterable, Sequence

from attrs import define, field, frozen


@frozen
class Edge:
    """``v - u <= w``, for the limit with this number."""

    u: int
    v: int
    w: int
    limit: int


@frozen
class Path:
    """A shortest way: its length and its edges in order."""

    length: int
    edges: tuple[Edge, ...]


@define(eq=False)
class Graph:
    """Nodes 0 to ``size`` - 1, their edges, and a solution ``held``: every edge has held[v] <= held[u] + w."""

    size: int
    out: list[list[Edge]] = field(init=False)
    back: list[list[Edge]] = field(init=False)
    held: list[int] = field(init=False)
    stack: list[tuple[Edge, list[int] | None]] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.out = [[] for _ in range(self.size)]
        self.back = [[] for _ in range(self.size)]
        self.held = [0] * self.size

    def load(self, edges: Iterable[Edge]) -> tuple[Edge, ...] | None:
        """Put in many edges at once; give a cycle of negative length where they contradict each other."""
        for edge in edges:
            self.out[edge.u].append(edge)
            self.back[edge.v].append(edge)
        return self._settle()

    def _settle(self) -> tuple[Edge, ...] | None:
        """Find a solution by label correcting; the tree of parents is searched for a cycle now and then."""
        held, out = self.held, self.out
        parent: list[Edge | None] = [None] * self.size
        queue = deque(range(self.size))
        waiting = [True] * self.size
        moves = 0
        while queue:
            node = queue.popleft()
            waiting[node] = False
            here = held[node]
            for edge in out[node]:
                if held[edge.v] > here + edge.w:
                    held[edge.v] = here + edge.w
                    parent[edge.v] = edge
                    moves += 1
                    if not waiting[edge.v]:
                        waiting[edge.v] = True
                        queue.append(edge.v)
            if moves > self.size:
                moves = 0
                cycle = _cycle(parent)
                if cycle is not None:
                    return cycle
        return None

    def add(self, edge: Edge) -> tuple[Edge, ...] | None:
        """Put in an edge; give the cycle that forbids it (then nothing is changed), or None."""
        held = self.held
        gap = held[edge.u] + edge.w - held[edge.v]
        moved: list[int] | None = None
        if gap < 0:
            fresh, cycle = self._moved(edge, gap)
            if cycle is not None:
                return cycle
            moved = list(held)
            for node, value in fresh.items():
                held[node] = value
        self.out[edge.u].append(edge)
        self.back[edge.v].append(edge)
        self.stack.append((edge, moved))
        return None

    def _moved(self, new: Edge, gap: int) -> tuple[dict[int, int], tuple[Edge, ...] | None]:
        """Work out what an edge moves; by [1], the most disturbed node first."""
        held = self.held
        fresh: dict[int, int] = {}
        least = {new.v: gap}
        parent = {new.v: new}
        heap = [(gap, new.v)]
        while heap:
            change, node = heapq.heappop(heap)
            if node in fresh or change > least[node]:
                continue
            fresh[node] = held[node] + change
            for edge in self.out[node]:
                if edge.v in fresh:
                    continue
                move = fresh[node] + edge.w - held[edge.v]
                if move < least.get(edge.v, 0):
                    least[edge.v] = move
                    parent[edge.v] = edge
                    if edge.v == new.u:
                        return {}, _back_to(parent, new)
                    heapq.heappush(heap, (move, edge.v))
        return fresh, None

    def undo(self, mark: int) -> None:
        """Take out the edges that were added since ``mark = len(stack)``."""
        while len(self.stack) > mark:
            edge, moved = self.stack.pop()
            self.out[edge.u].pop()
            self.back[edge.v].pop()
            if moved is not None:
                self.held = moved

    def paths(self, source: int, *, reverse: bool = False) -> list[Path | None]:
        """Find the shortest ways from ``source`` to every node; ``reverse``: from every node to it.

        Ways of equal length: the one of fewer edges.
        """
        held, edges = self.held, self.back if reverse else self.out
        best: list[tuple[int, int] | None] = [None] * self.size
        parent: list[Edge | None] = [None] * self.size
        best[source] = (0, 0)
        heap = [(0, 0, source)]
        while heap:
            far, hops, node = heapq.heappop(heap)
            if best[node] != (far, hops):
                continue
            for edge in edges[node]:
                other = edge.u if reverse else edge.v
                step = (far + edge.w + held[edge.u] - held[edge.v], hops + 1)
                known = best[other]
                if known is None or step < known:
                    best[other] = step
                    parent[other] = edge
                    heapq.heappush(heap, (*step, other))
        return [
            _path(source, node, parent, reverse=reverse) if best[node] is not None else None
            for node in range(self.size)
        ]


def _path(source: int, node: int, parent: Sequence[Edge | None], *, reverse: bool) -> Path:
    edges = []
    here = node
    while here != source:
        edge = parent[here]
        if edge is None:
            raise AssertionError("a reached node has a way")
        edges.append(edge)
        here = edge.v if reverse else edge.u
    return Path(sum(edge.w for edge in edges), tuple(edges if reverse else reversed(edges)))


def _cycle(parent: Sequence[Edge | None]) -> tuple[Edge, ...] | None:
    """Look for a cycle among the edges that last moved each node."""
    state = [0] * len(parent)
    for start in range(len(parent)):
        trail = []
        node = start
        while state[node] == 0:
            state[node] = 1
            trail.append(node)
            edge = parent[node]
            if edge is None:
                break
            node = edge.u
        else:
            if state[node] == 1:
                return _turn(parent, node)
        for one in trail:
            state[one] = 2
    return None


def _turn(parent: Sequence[Edge | None], node: int) -> tuple[Edge, ...]:
    edges = []
    here = node
    while True:
        edge = parent[here]
        if edge is None:
            raise AssertionError("a cycle has no end")
        edges.append(edge)
        here = edge.u
        if here == node:
            return tuple(reversed(edges))


def _back_to(parent: dict[int, Edge], new: Edge) -> tuple[Edge, ...]:
    edges = [parent[new.u]]
    while edges[-1] is not new:
        edges.append(parent[edges[-1].u])
    return tuple(reversed(edges))
