"""Points in time and what is said about them, as records: a network of temporal constraints.

A *point* is the begin or the end of something. A *reason* is one thing that somebody said or measured; it may limit
several pairs of points. A *limit* says that one point comes after another by an amount within one of several ranges:
one range is the simple temporal problem [1], several ("morning or afternoon", "not during") make it disjunctive. A
limit from ``EPOCH`` is a limit of the clock. All amounts are whole milliseconds, both ends included.

Sources:
[1] R. Dechter, I. Meiri, J. Pearl, Temporal constraint networks, Artificial Intelligence 49 (1991), 61-95,
    https://doi.org/10.1016/0004-3702(91)90006-6
"""

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from sightline.core.errors import BadValue

EPOCH: Final = ""
"""The point that all others are measured from: 1970-01-01, UTC."""
FARTHEST_MS: Final = 1 << 50


@frozen
class Range:
    """Whole milliseconds from ``least`` to ``most``, both included; None: without end on that side."""

    least: int | None = None
    most: int | None = None


@frozen
class Reason:
    """One thing said or measured. ``weak``: it may be wrong, so what follows is also worked out without it.

    ``given``: it is no evidence but holds of itself (nothing ends before it begins); conflicts do not name it.
    """

    id: str
    words: str
    weak: bool = False
    given: bool = False


@frozen
class Limit:
    """``end`` minus ``start`` lies in one of ``ranges``, for a reason."""

    reason: str
    start: str
    end: str
    ranges: tuple[Range, ...]


@frozen
class Network:
    """Reasons and their limits; see ``network`` for what is checked."""

    reasons: tuple[Reason, ...]
    limits: tuple[Limit, ...]

    @property
    def points(self) -> tuple[str, ...]:
        """Give all points but the epoch, sorted."""
        found = {point for one in self.limits for point in (one.start, one.end)}
        return tuple(sorted(found - {EPOCH}))

    def without(self, left_out: Iterable[str]) -> "Network":
        """Give the network without some reasons."""
        gone = set(left_out)
        return Network(
            tuple(one for one in self.reasons if one.id not in gone),
            tuple(one for one in self.limits if one.reason not in gone),
        )


def parts_of(given: Network) -> tuple[Network, ...]:
    """Split a network into parts that only the clock has in common: each is bounded, or contradictory, on its own."""
    parent: dict[str, str] = {}

    def root(point: str) -> str:
        while parent.setdefault(point, point) != point:
            parent[point] = parent[parent[point]]
            point = parent[point]
        return point

    for one in given.limits:
        ends = sorted({root(point) for point in (one.start, one.end) if point != EPOCH})
        if len(ends) == 2:
            parent[ends[1]] = ends[0]
    grouped: dict[str, list[Limit]] = {}
    for one in given.limits:
        grouped.setdefault(root(one.end if one.start == EPOCH else one.start), []).append(one)
    reasons = {one.id: one for one in given.reasons}
    return tuple(
        Network(tuple(reasons[name] for name in dict.fromkeys(one.reason for one in limits)), tuple(limits))
        for limits in grouped.values()
    )


def network(reasons: Iterable[Reason], limits: Iterable[Limit]) -> Network:
    """Make a network; ranges are sorted and joined where they meet.

    :raises BadValue: for a reason that is missing or stands twice, a limit between a point and itself, a limit that no
        range allows, or an amount beyond some 35,000 years
    """
    known = tuple(reasons)
    ids = {one.id for one in known}
    if len(ids) != len(known):
        twice = sorted(one.id for one in known if sum(other.id == one.id for other in known) > 1)
        raise BadValue("a reason stands twice", item=twice[0], todo="give each reason an id of its own")
    made = []
    for one in limits:
        if one.reason not in ids:
            raise BadValue("a limit names no known reason", item=one.reason)
        if one.start == one.end:
            raise BadValue("a point is limited by itself", item=f"{one.reason}: {one.start or 'the epoch'}")
        ranges = joined(one.ranges)
        if len(ranges) == 0:
            raise BadValue(
                "a limit allows nothing", item=one.reason, todo="give at least one range, least first"
            )
        for amount in (edge for part in ranges for edge in (part.least, part.most) if edge is not None):
            if abs(amount) > FARTHEST_MS:
                raise BadValue("an amount is beyond all clocks", item=f"{one.reason}: {amount} ms")
        made.append(Limit(one.reason, one.start, one.end, ranges))
    return Network(known, tuple(made))


def at(reason: str, point: str, *ranges: tuple[int | None, int | None]) -> Limit:
    """Limit a point by the clock: ``at("exif", "ITM-1 begin", (lo, hi))`` [ms since the epoch, UTC]."""
    return Limit(reason, EPOCH, point, tuple(Range(*one) for one in ranges))


def apart(reason: str, start: str, end: str, *ranges: tuple[int | None, int | None]) -> Limit:
    """Limit how far apart two points are: ``end`` minus ``start`` [ms]."""
    return Limit(reason, start, end, tuple(Range(*one) for one in ranges))


def before(reason: str, first: str, second: str) -> Limit:
    """Say that one point does not come after another."""
    return Limit(reason, first, second, (Range(0, None),))


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Sort ranges, leave out empty ones, and join those that meet or overlap."""
    low, high = -(1 << 62), 1 << 62
    spans = sorted(
        (low if one.least is None else one.least, high if one.most is None else one.most)
        for one in ranges
        if one.least is None or one.most is None or one.least <= one.most
    )
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(Range(None if a == low else a, None if b == high else b) for a, b in found)
