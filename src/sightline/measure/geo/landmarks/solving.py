"""Bind the things of a query to objects around one anchor: the most selective first, the best combination kept.

Which pairs are possible is known beforehand (``pairs``), and objects that no pair of some rule holds are gone before
the search begins. What is left is tried depth first: the thing with the fewest possibilities next.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from attrs import define, field, frozen

from sightline.measure.geo.landmarks.counting import Counted, Counter
from sightline.measure.geo.landmarks.ground import Ground, Indices
from sightline.measure.geo.landmarks.pairs import Pairs
from sightline.measure.geo.landmarks.query import Query, Shaped, names_of
from sightline.measure.geo.landmarks.shaped import Judged, judge

MOST_STEPS: Final = 20_000
MOST_WAYS: Final = 1_000


@frozen(eq=False)
class Solution:
    """One way to bind every thing of the query, with what each rule came to (by its number)."""

    bound: Mapping[str, int]
    pairs: Mapping[int, tuple[Pairs, int]]
    counts: Mapping[int, Counted]
    shaped: Mapping[int, Judged]
    broken: int | None
    """The one rule that does not hold; None where all hold."""
    score: float


@define(eq=False)
class Solver:
    """One query over one ground."""

    ground: Ground
    query: Query
    tables: Sequence[Pairs]
    counters: Mapping[int, Counter]
    _steps: int = 0
    _ways: int = 0
    _best: Solution | None = None
    _budget: int = 0
    allowed: dict[str, "np.typing.NDArray[np.bool_]"] = field(factory=dict)

    def solve(
        self, anchor: int, domains: Mapping[str, Indices], *, budget: int
    ) -> tuple[Solution | None, int, bool]:
        """Find the best combination at an anchor.

        :param domains: objects each thing may be
        :param budget: how many rules may be broken (0 or 1), each by little
        :returns: the combination, how many there are, and whether all were tried
        """
        self._steps, self._ways, self._best, self._budget = 0, 0, None, budget
        self.allowed = {}
        for name, places in domains.items():
            flags = np.zeros(len(self.ground.index), dtype=bool)
            flags[places] = True
            self.allowed[name] = flags
        first = self.query.features[0].name
        state = _State({first: anchor})
        if self._take_unary(state, first):
            self._extend(state)
        return self._best, self._ways, self._steps < MOST_STEPS

    def _extend(self, state: "_State") -> None:
        if len(state.bound) == len(self.query.features):
            self._finish(state)
            return
        name, rows = self._next(state)
        table_number, places = rows
        del table_number
        for place in places:
            self._steps += 1
            if self._steps >= MOST_STEPS or self._ways >= MOST_WAYS:
                return
            if place in state.bound.values() or not self.allowed[name][place]:
                continue
            after = state.copy()
            after.bound[name] = place
            if self._fits(after, name):
                self._extend(after)

    def _next(self, state: "_State") -> tuple[str, tuple[int, list[int]]]:
        """Choose the thing with the fewest possibilities, nearest first."""
        best: tuple[str, tuple[int, list[int]]] | None = None
        for number, table in enumerate(self.tables):
            for known, new, forward in (
                (table.subject, table.object, True),
                (table.object, table.subject, False),
            ):
                if known not in state.bound or new in state.bound:
                    continue
                rows = _rows(table, state.bound[known], forward=forward)
                if best is None or len(rows) < len(best[1][1]):
                    ends = table.j if forward else table.i
                    order = np.lexsort((table.distance[rows], ~table.strict[rows]))
                    best = new, (number, [int(ends[row]) for row in rows[order]])
        if best is None:
            raise AssertionError("the query hangs together")
        return best

    def _fits(self, state: "_State", new: str) -> bool:
        """Try every rule that the new binding completes; within the budget."""
        for table in self.tables:
            if new not in (table.subject, table.object) or not (
                table.subject in state.bound and table.object in state.bound
            ):
                continue
            row = _row(table, state.bound[table.subject], state.bound[table.object])
            if row is None:
                return False
            if table.rule < 0:
                continue
            state.pairs[table.rule] = (table, row)
            if not table.strict[row] and not self._break(state, table.rule):
                return False
        return self._take_unary(state, new) and self._take_shaped(state, new)

    def _take_unary(self, state: "_State", name: str) -> bool:
        for number, counter in self.counters.items():
            if counter.rule.subject != name:
                continue
            counted = counter.at(state.bound[name])
            state.counts[number] = counted
            if not counted.held and not (counted.nearly and self._break(state, number)):
                return False
        return True

    def _take_shaped(self, state: "_State", new: str) -> bool:
        for number, said in enumerate(self.query.rules):
            if not isinstance(said.rule, Shaped) or number in state.shaped:
                continue
            names = names_of(said.rule)
            if new not in names or any(name not in state.bound for name in names):
                continue
            judged = judge(self.ground, said.rule, state.bound)
            state.shaped[number] = judged
            if not judged.held and not (judged.nearly and self._break(state, number)):
                return False
        return True

    def _break(self, state: "_State", number: int) -> bool:
        if self._budget == 0 or state.broken is not None:
            return False
        state.broken = number
        return True

    def _finish(self, state: "_State") -> None:
        if self._budget > 0 and state.broken is None:
            return
        self._ways += 1
        fits = [
            *(float(table.fit[row]) for table, row in state.pairs.values()),
            *(one.fit for one in state.counts.values()),
            *(one.fit for one in state.shaped.values()),
        ]
        score = sum(fits) / len(fits) if fits else 1.0
        if self._best is None or score > self._best.score:
            self._best = Solution(
                dict(state.bound),
                dict(state.pairs),
                dict(state.counts),
                dict(state.shaped),
                state.broken,
                score,
            )


@define(eq=False)
class _State:
    bound: dict[str, int]
    pairs: dict[int, tuple[Pairs, int]] = field(factory=dict)
    counts: dict[int, Counted] = field(factory=dict)
    shaped: dict[int, Judged] = field(factory=dict)
    broken: int | None = None

    def copy(self) -> "_State":
        return _State(dict(self.bound), dict(self.pairs), dict(self.counts), dict(self.shaped), self.broken)


def _rows(table: Pairs, known: int, *, forward: bool) -> Indices:
    """Give the rows of a table in which an object stands."""
    if forward:
        low, high = np.searchsorted(table.i, [known, known + 1])
        return np.arange(low, high, dtype=np.int64)
    low, high = np.searchsorted(table.j, [known, known + 1], sorter=table.by_j)
    return table.by_j[low:high]


def _row(table: Pairs, i: int, j: int) -> int | None:
    low, high = np.searchsorted(table.i, [i, i + 1])
    at = int(low + np.searchsorted(table.j[low:high], j))
    return at if at < high and table.j[at] == j else None
