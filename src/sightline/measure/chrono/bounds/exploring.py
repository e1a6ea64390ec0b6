"""Tell a contradiction from all sides: the sets of reasons that cannot all be true, and what would have to go.

A *conflict* is a set that cannot hold and of which none can be left out; a *repair* is a set without which the rest
holds, and of which none may stay. Each meets all of the other sort [1]. Repairs are found breadth first in a tree: at
each node a conflict that the reasons left out so far do not meet, and a branch for each of its reasons. So the fewest
reasons that could be wrong come first, and where the whole tree was seen, the conflicts follow from the repairs.

Sources:
[1] R. Reiter, A theory of diagnosis from first principles, Artificial Intelligence 32 (1987), 57-95,
    https://doi.org/10.1016/0004-3702(87)90062-2
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import define, field, frozen

from sightline.measure.chrono.bounds.choices import TooMany, core_of
from sightline.measure.chrono.bounds.conflicts import Conflict, conflicts_of, preferred_removal, shrunk
from sightline.measure.chrono.bounds.network import Network

MOST_LOOKS: Final = 400
"""How often the rest of a network is asked whether it holds."""
MOST_WORK: Final = 2_000_000
"""Limits that are gone through in all these looks together."""
MOST_NODES: Final = 5_000
_MOST_CROSSINGS: Final = 500


@frozen
class Explored:
    """What is known of a contradiction."""

    conflicts: tuple[Conflict, ...]
    """The smallest first; none of them contains another."""
    repairs: tuple[tuple[str, ...], ...]
    """Reasons whose absence lets the rest hold, the fewest first; none only where too much had to be tried."""
    complete: bool
    """Whether these are all conflicts and all repairs."""
    fewest: int
    """No fewer reasons than this are wrong."""


def explore(given: Network, *, most_looks: int = MOST_LOOKS, most_work: int = MOST_WORK) -> Explored:
    """Find the conflicts and repairs of a network that cannot hold; bounded, and told where more may exist.

    :param given: a network; where it can hold, nothing is found
    :raises TooMany: where it cannot even be said whether all can hold
    """
    smallest = conflicts_of(given)
    if not smallest:
        return Explored((), (), complete=True, fewest=0)
    tree = _Tree(given, [frozenset(one.reasons) for one in smallest], most_looks, most_work)
    complete = tree.grow()
    sets = set(tree.known)
    if complete:
        crossings = _crossings(tree.repairs)
        complete = crossings is not None
        sets |= crossings or set()
    fewest = min(len(one) for one in tree.repairs) if tree.repairs else tree.level
    repairs = {tuple(sorted(one)) for one in tree.repairs}
    if not complete:
        repairs |= _greedy(given)
    sure = {one.reasons for one in smallest if one.smallest}
    least = min(len(one) for one in sets)
    ordered = sorted((tuple(sorted(one)) for one in _minimal(sets)), key=lambda one: (len(one), one))
    return Explored(
        tuple(Conflict(one, one in sure or (complete and len(one) == least)) for one in ordered),
        tuple(sorted(repairs, key=lambda one: (len(one), one))),
        complete,
        fewest,
    )


@define(eq=False)
class _Tree:
    """The repairs found so far, and the conflicts that were met on the way."""

    given: Network
    known: list[frozenset[str]]
    most_looks: int
    most_work: int
    repairs: list[frozenset[str]] = field(factory=list)
    level: int = 0
    """Every set of fewer reasons than this was seen to be no repair."""

    def grow(self) -> bool:
        """Grow the tree level by level; False where it was not seen to its end."""
        queue = deque([frozenset[str]()])
        seen = set(queue)
        nodes = 0
        while queue:
            path = queue.popleft()
            if any(one <= path for one in self.repairs):
                continue
            if not self.repairs:
                self.level = len(path)
            nodes += 1
            if nodes > MOST_NODES:
                return False
            conflict = next((one for one in self.known if not one & path), None)
            if conflict is None:
                try:
                    conflict = self._look(path)
                except TooMany:
                    return False
            if conflict is None:
                self.repairs.append(path)
                continue
            fresh = [path | {name} for name in sorted(conflict)]
            queue.extend(one for one in fresh if one not in seen)
            seen.update(fresh)
        return True

    def _look(self, path: frozenset[str]) -> frozenset[str] | None:
        """Find a conflict among the other reasons; None where they hold."""
        self.most_looks -= 1
        self.most_work -= len(self.given.limits)
        if self.most_looks < 0 or self.most_work < 0:
            raise TooMany
        core = core_of(self.given.without(path))
        if core is None:
            return None
        found = frozenset(shrunk(self.given, core))
        self.known.append(found)
        return found


def _greedy(given: Network) -> set[tuple[str, ...]]:
    """Find one repair without a tree: reasons are put in one by one, the weak last, and what does not fit stays out."""
    try:
        return {tuple(sorted(preferred_removal(given)))}
    except TooMany:
        return set()


def _crossings(repairs: Sequence[frozenset[str]]) -> set[frozenset[str]] | None:
    """Find all smallest-by-leaving-out sets that meet every repair; None where there are too many."""
    found = {frozenset[str]()}
    for repair in repairs:
        found = _minimal({one if one & repair else one | {name} for one in found for name in repair})
        if len(found) > _MOST_CROSSINGS:
            return None
    return found


def _minimal(sets: Iterable[frozenset[str]]) -> set[frozenset[str]]:
    kept: list[frozenset[str]] = []
    for one in sorted(set(sets), key=len):
        if not any(other <= one for other in kept):
            kept.append(one)
    return set(kept)
