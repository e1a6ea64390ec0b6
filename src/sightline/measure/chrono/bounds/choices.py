"""Try the ranges of disjunctive limits against each other, and keep what can hold together.

What one range allows is edges of a graph; where several are left, they are tried depth first, the limit with the fewest
first. Every refusal is a cycle, and the reasons in all of them together are why nothing fits.
"""

from collections.abc import Callable, Sequence
from typing import Final

from attrs import define, field

from sightline.measure.chrono.bounds.graph import Edge, Graph
from sightline.measure.chrono.bounds.network import EPOCH, Limit, Network, Range

MOST_TRIES: Final = 20_000


class TooMany(Exception):
    """There are more combinations than are tried."""


@define(eq=False)
class Choices:
    """The graph of what is settled, and the limits that still leave a choice."""

    graph: Graph
    limits: Sequence[Limit]
    nodes: dict[str, int]
    open: list[int] = field(factory=list)
    """Numbers of the limits that leave a choice."""
    tries: int = 0
    core: set[int] = field(factory=set)
    """Limits that took part in a refusal."""
    most: int = MOST_TRIES

    def refuse(self, cycle: tuple[Edge, ...]) -> None:
        """Note why something cannot be."""
        self.core.update(edge.limit for edge in cycle)

    def put(self, number: int, part: Range) -> bool:
        """Put in one range of a limit; False (noted, nothing put in) where it cannot hold."""
        mark = len(self.graph.stack)
        for edge in edges_of(self.limits[number], part, self.nodes, number):
            cycle = self.graph.add(edge)
            if cycle is not None:
                self.refuse(cycle)
                self.graph.undo(mark)
                return False
        return True

    def visit(self, leaf: Callable[[], bool]) -> bool:
        """Go through all combinations that can hold; ``leaf`` is called in each and says whether to go on.

        :returns: False where ``leaf`` ended it
        :raises TooMany: after ``most`` tries
        """
        if not self.open:
            return leaf()
        best: tuple[int, list[Range]] | None = None
        for number in self.open:
            fits = self._fitting(number)
            if best is None or len(fits) < len(best[1]):
                best = number, fits
                if len(fits) == 0:
                    self.core.add(number)
                    return True
        if best is None:
            return leaf()
        number, fits = best
        self.core.add(number)
        place = self.open.index(number)
        self.open.pop(place)
        try:
            for part in fits:
                mark = len(self.graph.stack)
                if self.put(number, part):
                    on = self.visit(leaf)
                    self.graph.undo(mark)
                    if not on:
                        return False
        finally:
            self.open.insert(place, number)
        return True

    def _fitting(self, number: int) -> list[Range]:
        fits = []
        for part in self.limits[number].ranges:
            self.tries += 1
            if self.tries > self.most:
                raise TooMany
            mark = len(self.graph.stack)
            if self.put(number, part):
                self.graph.undo(mark)
                fits.append(part)
        return fits


def edges_of(limit: Limit, part: Range, nodes: dict[str, int], number: int) -> list[Edge]:
    """Write one range of a limit as differences."""
    u, v = nodes[limit.start], nodes[limit.end]
    found = []
    if part.most is not None:
        found.append(Edge(u, v, part.most, number))
    if part.least is not None:
        found.append(Edge(v, u, -part.least, number))
    return found


def start(given: Network, extra: Sequence[Limit] = ()) -> tuple[Choices, bool]:
    """Lay the graph of all limits of one range; False where these alone contradict each other (see ``core``).

    :param extra: limits without a reason, behind those of the network
    """
    limits = (*given.limits, *extra)
    points = sorted({EPOCH, *(point for one in limits for point in (one.start, one.end))})
    nodes = {point: number for number, point in enumerate(points)}  # the epoch sorts first
    graph = Graph(len(nodes))
    choices = Choices(graph, limits, nodes)
    firm = [
        edge
        for number, one in enumerate(limits)
        if len(one.ranges) == 1
        for edge in edges_of(one, one.ranges[0], nodes, number)
    ]
    choices.open = [number for number, one in enumerate(limits) if len(one.ranges) > 1]
    cycle = graph.load(firm)
    if cycle is not None:
        choices.refuse(cycle)
    return choices, cycle is None


def core_of(given: Network, extra: Sequence[Limit] = ()) -> set[str] | None:
    """Give reasons that cannot all hold (with ``extra``), not the fewest; None where everything can hold.

    :raises TooMany: where there are too many combinations to say
    """
    choices, fits = start(given, extra)
    if fits and choices.visit(lambda: False) is False:
        return None
    return {choices.limits[number].reason for number in choices.core if number < len(given.limits)}
