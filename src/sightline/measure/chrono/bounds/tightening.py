"""Work out the tightest bounds of every point, each with the chain of reasons that gives it.

Without disjunctions the upper bound of a point is the shortest way from the epoch to it, the lower bound the shortest
way back [1], and the chain of reasons is that way. With disjunctions the bounds are those over all combinations that
can hold; what follows then follows from a smallest-by-leaving-out set of reasons instead of one way.

A smallest conflict comes instead of bounds where the reasons contradict each other. Weak reasons are left out in a
second account, so that nobody takes for certain what rests on a guess.

Sources:
[1] R. Dechter, I. Meiri, J. Pearl, Temporal constraint networks, Artificial Intelligence 49 (1991), 61-95,
    https://doi.org/10.1016/0004-3702(91)90006-6
"""

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import define, field, frozen

from sightline.measure.chrono.bounds.choices import Choices, TooMany, core_of, start
from sightline.measure.chrono.bounds.conflicts import Conflict, conflicts_of
from sightline.measure.chrono.bounds.graph import Path
from sightline.measure.chrono.bounds.network import EPOCH, Limit, Network, Range, joined, parts_of

MOST_COMBINATIONS: Final = 2_000


@frozen
class Step:
    """One link of a chain: a reason takes the bound from one point (the epoch is "") to the next."""

    reason: str
    point: str
    at_ms: int
    """The bound of ``point`` after this step."""


@frozen
class Bound:
    """An earliest or latest moment [ms, included] and why."""

    at_ms: int
    reasons: tuple[str, ...]
    """Reasons that give it; those that hold of themselves are left out."""
    steps: tuple[Step, ...]
    """The chain from the clock to the point; empty where it follows from several combinations together."""


@frozen
class Bounded:
    """Where a point can lie. None: nothing bounds it on that side."""

    point: str
    lower: Bound | None
    upper: Bound | None
    ranges: tuple[Range, ...]
    """Where exactly it can lie: several where there are gaps between."""


@frozen
class Account:
    """What follows from some reasons: bounds, and conflicts where there can be none."""

    points: tuple[Bounded, ...]
    """Of the points that were asked for; those of a part that contradicts itself are left out."""
    conflicts: tuple[Conflict, ...]
    """Of every part that contradicts itself, the smallest sets; the smallest of all first."""
    exact: bool = field(kw_only=True)
    """False: there were too many combinations; the bounds hold and may not be the tightest."""

    def of(self, point: str) -> Bounded | None:
        """Give the bounds of one point; None where it is not known here."""
        return next((one for one in self.points if one.point == point), None)


@frozen
class Answer:
    """What follows from all reasons, and from those that are not weak (the same account where none is)."""

    everything: Account
    without_weak: Account
    weak: tuple[str, ...]


def tighten(given: Network, *, points: Iterable[str] | None = None) -> Answer:
    """Work out the bounds of points, or name the smallest sets of reasons that cannot all be true.

    :param points: those whose bounds are wanted; by default all
    """
    wanted = given.points if points is None else tuple(points)
    weak = tuple(one.id for one in given.reasons if one.weak)
    everything = account(given, wanted)
    if not weak:
        return Answer(everything, everything, ())
    return Answer(everything, account(given.without(weak), wanted), weak)


def account(given: Network, wanted: Sequence[str]) -> Account:
    """Work out what follows from all reasons, weak or not.

    The parts that only the clock ties together are gone through one by one; where one contradicts itself, others tell.
    """
    points: dict[str, Bounded] = {}
    conflicts: list[Conflict] = []
    exact = True
    known: set[str] = set()
    for part in parts_of(given):
        inside = set(part.points)
        known |= inside
        asked = [point for point in wanted if point in inside]
        told = _part(part, asked)
        points.update((one.point, one) for one in told.points)
        conflicts += told.conflicts
        exact = exact and (told.exact or not asked)
    free = {point: Bounded(point, None, None, (Range(),)) for point in wanted if point not in known}
    found = tuple({**points, **free}[point] for point in wanted if point in points or point in free)
    ordered = sorted(conflicts, key=lambda one: (len(one.reasons), one.reasons))
    return Account(found, tuple(ordered), exact=exact)


def _part(given: Network, wanted: Sequence[str]) -> Account:
    choices, fits = start(given)
    try:
        if not fits:
            return Account((), conflicts_of(given), exact=True)
        if not wanted:
            return Account(
                (), () if choices.visit(lambda: False) is False else conflicts_of(given), exact=True
            )
        seen = _Seen(choices, wanted, len(choices.open) > 0)
        choices.visit(seen.leaf)
        if seen.leaves == 0:
            return Account((), conflicts_of(given), exact=True)
        if seen.leaves > MOST_COMBINATIONS:
            raise TooMany
    except TooMany:
        return _hull(given, wanted)
    if not choices.open:
        return Account(_all_simple(given, choices, wanted), (), exact=True)
    return Account(tuple(_joint(given, point, seen) for point in wanted), (), exact=True)


def outer(given: Network) -> Network:
    """Give a network without choices that allows all that this one allows: every limit by its outer ends."""
    return Network(
        given.reasons,
        tuple(
            Limit(one.reason, one.start, one.end, (Range(one.ranges[0].least, one.ranges[-1].most),))
            for one in given.limits
        ),
    )


def _hull(given: Network, wanted: Sequence[str]) -> Account:
    """Fall back to the outer ranges of every limit: bounds that hold, though tighter ones may."""
    wide = outer(given)
    choices, fits = start(wide)
    if not fits:
        return Account((), conflicts_of(wide), exact=False)
    return Account(_all_simple(wide, choices, wanted), (), exact=False)


_Way = tuple[str, Path | None, Path | None]


def _paths(choices: Choices, wanted: Sequence[str]) -> list[_Way]:
    """Give for each point the shortest ways from the epoch and back to it."""
    epoch = choices.nodes[EPOCH]
    up, down = choices.graph.paths(epoch), choices.graph.paths(epoch, reverse=True)
    found: list[_Way] = []
    for point in wanted:
        node = choices.nodes.get(point)
        found.append((point, None, None) if node is None else (point, down[node], up[node]))
    return found


@frozen
class _Names:
    """What the numbers of a graph stand for."""

    points: tuple[str, ...]
    reasons: tuple[str, ...]
    free: frozenset[str]


def _names(given: Network, choices: Choices) -> _Names:
    points = tuple(sorted(choices.nodes, key=lambda point: choices.nodes[point]))
    free = frozenset(one.id for one in given.reasons if one.given)
    return _Names(points, tuple(one.reason for one in choices.limits), free)


def _all_simple(given: Network, choices: Choices, wanted: Sequence[str]) -> tuple[Bounded, ...]:
    names = _names(given, choices)
    return tuple(_simple(names, way) for way in _paths(choices, wanted))


def _simple(names: _Names, way: _Way) -> Bounded:
    point, down, up = way
    lower = None if down is None else _bound(names, down, lower=True)
    upper = None if up is None else _bound(names, up, lower=False)
    part = Range(None if lower is None else lower.at_ms, None if upper is None else upper.at_ms)
    return Bounded(point, lower, upper, (part,))


def _bound(names: _Names, path: Path, *, lower: bool) -> Bound:
    """Tell a way as a chain that begins at the clock."""
    steps = []
    at = 0
    for edge in reversed(path.edges) if lower else path.edges:
        at += -edge.w if lower else edge.w
        steps.append(Step(names.reasons[edge.limit], names.points[edge.u if lower else edge.v], at))
    reasons = dict.fromkeys(step.reason for step in steps if step.reason not in names.free)
    return Bound(at, tuple(reasons), tuple(steps))


# ------------------------------------------------------------------------------------------------------- with choices


@define(eq=False)
class _Seen:
    """What the combinations that can hold allow each point."""

    choices: Choices
    wanted: Sequence[str]
    chosen: bool
    leaves: int = 0
    ranges: dict[str, list[Range]] = field(factory=dict)

    def leaf(self) -> bool:
        """Take in one combination; its projection on each point is one range."""
        self.leaves += 1
        if self.leaves > MOST_COMBINATIONS:
            return False
        if self.chosen:  # without a choice the chains are told from the graph itself
            for point, down, up in _paths(self.choices, self.wanted):
                part = Range(None if down is None else -down.length, None if up is None else up.length)
                self.ranges.setdefault(point, []).append(part)
        return True


def _joint(given: Network, point: str, seen: _Seen) -> Bounded:
    ranges = joined(seen.ranges.get(point, [Range()]))
    low, high = ranges[0].least, ranges[-1].most
    lower = None if low is None else _needed(given, point, low, lower=True)
    upper = None if high is None else _needed(given, point, high, lower=False)
    return Bounded(point, lower, upper, ranges)


def _needed(given: Network, point: str, at_ms: int, *, lower: bool) -> Bound:
    """Find reasons of which none can be left out for a bound: with all of them, nothing beyond it can hold."""
    beyond = Limit("", EPOCH, point, (Range(None, at_ms - 1) if lower else Range(at_ms + 1, None),))
    free = {one.id for one in given.reasons if one.given}
    core = core_of(given, (beyond,)) or set()
    kept = sorted(core - free)
    everyone = {one.id for one in given.reasons} - free
    for name in tuple(kept):
        fewer = [one for one in kept if one != name]
        try:
            if core_of(given.without(everyone - set(fewer)), (beyond,)) is not None:
                kept = fewer
        except TooMany:
            continue
    return Bound(at_ms, tuple(kept), ())
