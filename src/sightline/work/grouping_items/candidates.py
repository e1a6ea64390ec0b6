"""Chooses the pairs that are worth weighing: of one day and one place, near each other on one day, or tied by a link.

No pair is looked at for any other reason, so that a hundred thousand items take seconds. What is known alike of many
items is weighed once, and they hang together as a chain rather than each with each.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from attrs import frozen

from sightline.work.grouping_items.facts import DAY_MS, Facts, Link, Window
from sightline.work.grouping_items.spellings import Places
from sightline.work.grouping_items.times import days
from sightline.work.grouping_items.weighing import AREA_M, ENOUGH, spots_of, weigh

MOST_DAYS: Final = 12
"""A time of more days than this is in no day's block: with a place alone it never suffices."""
BEFORE_POSTING: Final = 4
"""Days before its publication in which an item's event is looked for, where no date is known."""
CELL_E7: Final = 300_000
"""Side of a cell of positions [1e-7 degree], about three kilometres."""
ALL_PAIRS: Final = 60
SPEAKERS: Final = 3
"""Items that stand for all of which the same is known."""


@frozen(slots=True)
class Edge:
    """Two items that may be about one event, by their place in the list."""

    points: int
    one: int
    other: int


def edges(
    facts: Sequence[Facts], places: Places, links: Mapping[tuple[bytes, bytes], Sequence[Link]]
) -> list[Edge]:
    """Weigh all pairs worth weighing; those that suffice, best first."""
    place_of = {one.id: at for at, one in enumerate(facts)}
    profiles = _profiles(facts)
    out: dict[tuple[int, int], int] = {}
    for members in profiles:
        for one, other in _chain(facts, members):
            _add(out, facts, places, links, one, other)
    for first, second in _blocked(facts, places, profiles):
        for one in _speakers(facts, profiles[first]):
            for other in _speakers(facts, profiles[second]):
                _add(out, facts, places, links, min(one, other), max(one, other))
    for pair in sorted(links):
        one, other = sorted((place_of[pair[0]], place_of[pair[1]]))
        _add(out, facts, places, links, one, other)
    found = [Edge(points, one, other) for (one, other), points in out.items() if points >= ENOUGH]
    return sorted(found, key=lambda edge: (-edge.points, edge.one, edge.other))


def _add(
    out: dict[tuple[int, int], int],
    facts: Sequence[Facts],
    places: Places,
    links: Mapping[tuple[bytes, bytes], Sequence[Link]],
    one: int,
    other: int,
) -> None:
    if one == other or (one, other) in out:
        return
    low, high = sorted((facts[one].id, facts[other].id))
    weighed = weigh(facts[one], facts[other], places, links.get((low, high), ()))
    out[one, other] = weighed.points if weighed.apart is None else -1


def _profiles(facts: Sequence[Facts]) -> list[list[int]]:
    """Gather the items of which the very same time and place is known."""
    out: dict[object, list[int]] = defaultdict(list)
    for at, one in enumerate(facts):
        times = tuple((w.begin, w.end) for w in one.times)
        posted = None if one.posted is None else (one.posted.begin, one.posted.end)
        out[times, posted if not one.windows else None, one.when, one.places, one.where, one.spots].append(at)
    return list(out.values())


def _chain(facts: Sequence[Facts], members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pair each with the next, and every one with the incidents among them and the first few."""
    incidents = [at for at in members if facts[at].is_incident]
    plain = [at for at in members if not facts[at].is_incident]
    for at, one in enumerate(plain):
        for other in (*incidents[:SPEAKERS], *plain[:SPEAKERS], *plain[at + 1 : at + 2]):
            if one != other:
                yield min(one, other), max(one, other)


def _speakers(facts: Sequence[Facts], members: Sequence[int]) -> list[int]:
    incidents = [at for at in members if facts[at].is_incident]
    return [*incidents[:SPEAKERS], *(at for at in members if not facts[at].is_incident)][: 2 * SPEAKERS]


def _blocked(
    facts: Sequence[Facts], places: Places, profiles: Sequence[Sequence[int]]
) -> Iterable[tuple[int, int]]:
    """Give the pairs of profiles that meet on a day at a place."""
    named: dict[tuple[int, int], list[int]] = defaultdict(list)
    lying: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for at, members in enumerate(profiles):
        one = facts[members[0]]
        touched = _days(one)
        for day in touched:
            for place in one.places:
                named[day, place].append(at)
            for cell in _cells(one, places):
                lying[day, *cell].append(at)
    out: set[tuple[int, int]] = set()
    for key in sorted(named):
        out.update(_spread(named[key]))
    for where in sorted(lying):
        bare = [at for at in lying[where] if not facts[profiles[at][0]].places]
        if bare:
            out.update(pair for pair in _spread(bare))
            other = [at for at in lying[where] if facts[profiles[at][0]].places]
            for at in bare[:ALL_PAIRS]:
                out.update((min(at, one), max(at, one)) for one in other[:ALL_PAIRS])
    return sorted(out)


def _spread(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    every = sorted(set(members))
    if len(every) <= ALL_PAIRS:
        yield from combinations(every, 2)
        return
    for at, member in enumerate(every):
        for other in (*every[:5], *every[at + 1 : at + 6]):
            if other != member:
                yield min(member, other), max(member, other)


def _days(one: Facts) -> list[int]:
    windows: Sequence[Window] = one.windows
    if not windows and one.posted is not None and one.posted.begin is not None:
        begin = one.posted.begin - BEFORE_POSTING * DAY_MS
        windows = (Window(begin, one.posted.end),)
    found = sorted(
        {
            day
            for window in windows
            if (window.width or MOST_DAYS * DAY_MS * 2) <= MOST_DAYS * DAY_MS
            for day in days(window)
        }
    )
    return found[: 3 * MOST_DAYS]


def _cells(one: Facts, places: Places) -> set[tuple[int, int]]:
    out: set[tuple[int, int]] = set()
    for spot in spots_of(one, places):
        if spot.reach_m is not None and spot.reach_m > AREA_M:
            continue
        row, column = spot.lat_e7 // CELL_E7, spot.lon_e7 // CELL_E7
        wide = (
            range(-1, 2) if not one.places else range(1)
        )  # only what has no name looks into the cells around it
        out |= {(row + up, column + along) for up in wide for along in wide}
    return out
