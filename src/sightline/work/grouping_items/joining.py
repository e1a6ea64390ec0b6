"""Joins items to groups, best pairs first, where the whole group stays of one time and one place.

This is agglomeration under constraints: a pair joins two groups only if all their members have some time in common,
some name of the place in common, positions that can all be of one event, no two incidents, and nothing that a person
took apart. So no chain of small steps leads from one day to the next or from one town to another. An item that fits
two groups equally well joins neither.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import define, frozen

from sightline.work.grouping_items.candidates import Edge
from sightline.work.grouping_items.facts import Facts, Spot, Window
from sightline.work.grouping_items.spellings import Places
from sightline.work.grouping_items.times import meetings
from sightline.work.grouping_items.weighing import NAMESAKES_M, UNSTATED_M, metres, spots_of

MOST_SPOTS: Final = 24
"""Different positions of a group that new ones are measured against."""
ROUND_E7: Final = 10_000
CLEARLY: Final = 1
"""Points by which a group must fit better than the next, for an item whose own time or place is loose."""

Mark = tuple[int, str]
"""What a person took apart: the act, and the side on which a member was put."""


@define(slots=True)
class Cluster:
    """Items joined so far, and what they have in common."""

    members: list[int]
    windows: tuple[Window, ...]
    """Times that fit all members; () where nothing is known of any."""
    places: frozenset[int]
    """Names that all members with a name share."""
    spots: tuple[Spot, ...]
    published: int | None
    """The earliest moment by which a member was public."""
    incident: bytes | None
    after: frozenset[bytes]
    ids: set[bytes]
    sides: dict[int, frozenset[str]]


@frozen(slots=True)
class Joined:
    """What came of it, by place in the list."""

    groups: tuple[tuple[int, ...], ...]
    """Of two members and more."""
    torn: Mapping[int, tuple[int, ...]]
    """An item that fits several groups equally well, with a member of each."""


def join(
    facts: Sequence[Facts],
    edges: Sequence[Edge],
    places: Places,
    *,
    fixed: Sequence[tuple[int, int]] = (),
    marks: Mapping[bytes, Sequence[Mark]] | None = None,
) -> Joined:
    """Join what belongs together.

    Parameters
    ----------
    edges : sequence of Edge
        Pairs that suffice, best first.
    fixed : sequence of pairs
        Items under an incident already, with it: they are joined first, whatever is said of them.
    marks : mapping
        For a thing what people took apart: two of one act on different sides are never joined.
    """
    work = _Joining(facts, places, marks or {})
    for one, other in fixed:
        work.force(one, other)
    loose = [not one.firm and not one.is_incident for one in facts]
    for edge in edges:
        if not loose[edge.one] and not loose[edge.other]:
            work.join(edge.one, edge.other)
    torn = _attach(work, edges, loose)
    for edge in edges:
        if edge.one not in torn and edge.other not in torn:
            work.join(edge.one, edge.other)
    groups = [tuple(sorted(one.members)) for one in work.every() if len(one.members) > 1]
    return Joined(tuple(sorted(groups)), torn)


def _attach(work: "_Joining", edges: Sequence[Edge], loose: Sequence[bool]) -> dict[int, tuple[int, ...]]:
    """Give each item of loose time or place to the group that it fits best; to none where several fit alike."""
    reach: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        if loose[edge.one] != loose[edge.other]:
            reach[edge.one if loose[edge.one] else edge.other].append(edge)
    torn: dict[int, tuple[int, ...]] = {}
    chosen: list[tuple[int, int, int]] = []
    for at in sorted(reach):
        best: dict[int, tuple[int, int]] = {}
        for edge in reach[at]:
            other = edge.other if edge.one == at else edge.one
            root = work.root(other)
            if work.fault(at, other) is None and (root not in best or best[root][0] < edge.points):
                best[root] = (edge.points, other)
        ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1]))
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEARLY:
            torn[at] = tuple(other for points, other in ranked if points > ranked[0][0] - CLEARLY)
        elif ranked:
            chosen.append((-ranked[0][0], at, ranked[0][1]))
    for _, at, other in sorted(chosen):
        work.join(at, other)
    return torn


class _Joining:
    """Groups while they grow; the state is which item is in which group."""

    def __init__(self, facts: Sequence[Facts], places: Places, marks: Mapping[bytes, Sequence[Mark]]) -> None:
        self._facts = facts
        self._parent = list(range(len(facts)))
        self._clusters = [_single(at, one, places, marks.get(one.id, ())) for at, one in enumerate(facts)]

    def root(self, at: int) -> int:
        """Give the item that stands for the group of another."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def every(self) -> list[Cluster]:
        """List the groups."""
        return [self._clusters[at] for at in range(len(self._facts)) if self._parent[at] == at]

    def fault(self, one: int, other: int) -> str | None:
        """Say what keeps the groups of two items apart."""
        return fault(self._clusters[self.root(one)], self._clusters[self.root(other)])

    def join(self, one: int, other: int) -> bool:
        """Join the groups of two items where nothing keeps them apart."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second or self.fault(first, second) is not None:
            return False
        self._merge(first, second)
        return True

    def force(self, one: int, other: int) -> None:
        """Join the groups of two items because a person did; what they do not share is dropped."""
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._merge(first, second)

    def _merge(self, first: int, second: int) -> None:
        self._clusters[first] = _merged(self._clusters[first], self._clusters[second])
        self._parent[second] = first


def _single(at: int, one: Facts, places: Places, marks: Sequence[Mark]) -> Cluster:
    sides: dict[int, set[str]] = defaultdict(set)
    for act, side in marks:
        sides[act].add(side)
    return Cluster(
        members=[at],
        windows=one.times,
        places=frozenset(one.places),
        spots=spots_of(one, places),
        published=None if one.posted is None else one.posted.end,
        incident=one.id if one.is_incident else None,
        after=one.after,
        ids={one.id},
        sides={act: frozenset(found) for act, found in sides.items()},
    )


def _merged(one: Cluster, other: Cluster) -> Cluster:
    small, large = sorted((one, other), key=lambda cluster: len(cluster.members))
    large.members.extend(small.members)
    large.ids |= small.ids
    spots = {(s.lat_e7 // ROUND_E7, s.lon_e7 // ROUND_E7): s for s in (*other.spots, *one.spots)}
    known = [end for end in (one.published, other.published) if end is not None]
    return Cluster(
        members=large.members,
        windows=(meetings(one.windows, other.windows) or one.windows)
        if one.windows and other.windows
        else one.windows or other.windows,
        places=((one.places & other.places) or one.places)
        if one.places and other.places
        else one.places or other.places,
        spots=tuple(spots[key] for key in sorted(spots))[:MOST_SPOTS],
        published=min(known, default=None),
        incident=one.incident or other.incident,
        after=one.after | other.after if other.after else one.after,
        ids=large.ids,
        sides={
            act: one.sides.get(act, frozenset()) | other.sides.get(act, frozenset())
            for act in (*one.sides, *other.sides)
        },
    )


def fault(one: Cluster, other: Cluster) -> str | None:
    """Say what keeps two groups apart; None where they can be one."""
    if one.incident is not None and other.incident is not None:
        return "they are two incidents"
    shared = one.windows or other.windows
    if one.windows and other.windows:
        shared = meetings(one.windows, other.windows)
        if not shared:
            return "their times do not meet"
    known = [end for end in (one.published, other.published) if end is not None]
    if known and shared and all(w.begin is not None and w.begin >= min(known) for w in shared):
        return "one was published before the other happened"
    if one.places and other.places and not one.places & other.places:
        return "their places are named differently"
    if _too_far(one, other):
        return "their positions are too far apart"
    if any(
        one.sides[act] != other.sides[act] or len(one.sides[act]) > 1
        for act in one.sides
        if act in other.sides
    ):
        return "a person took them apart"
    if (one.after and not one.after.isdisjoint(other.ids)) or (
        other.after and not other.after.isdisjoint(one.ids)
    ):
        return "one is said to have been before the other"
    return None


def _too_far(one: Cluster, other: Cluster) -> bool:
    more = NAMESAKES_M if one.places & other.places else UNSTATED_M
    for a in one.spots:
        for b in other.spots:
            error = (UNSTATED_M if a.reach_m is None else a.reach_m) + (
                UNSTATED_M if b.reach_m is None else b.reach_m
            )
            if metres(a, b) > error + more:
                return True
    return False
