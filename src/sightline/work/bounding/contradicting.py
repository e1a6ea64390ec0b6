"""What follows when reasons contradict each other: which sets cannot hold, and what each of them hides.

Nobody but a person can say which reason is wrong. So each that is named is taken out in turn, and what follows from all
the others is worked out; only reasons that are weak are set aside without being asked for, and no more than it takes.
"""

from collections.abc import Sequence
from typing import Final, Literal

from attrs import frozen

from sightline.measure.chrono.bounds.choices import TooMany
from sightline.measure.chrono.bounds.conflicts import Conflict
from sightline.measure.chrono.bounds.exploring import Explored, explore
from sightline.measure.chrono.bounds.network import Network
from sightline.measure.chrono.bounds.tightening import Account, account, outer

MOST_SETS: Final = 8
MOST_NAMED: Final = 24
"""Reasons of these sets that are taken out in turn."""
MOST_TOGETHER: Final = 6

More = Literal["none", "more", "perhaps"]
Way = tuple[tuple[str, ...], Account | None]


@frozen(slots=True)
class Untangled:
    """A contradiction, told from all sides."""

    conflicts: tuple[Conflict, ...]
    further: More
    """Whether there are more such sets than these."""
    fewest: int
    """No fewer reasons than this are wrong."""
    ways: tuple[Way, ...]
    """Reasons left out, and what follows from the others; None where these still contradict each other."""
    aside: tuple[str, ...]
    """Weak reasons whose absence lets all others hold; empty where the others contradict each other as well."""
    otherwise: Account | None
    """What follows without those."""


def untangle(part: Network, points: Sequence[str]) -> Untangled:
    """Tell which reasons cannot all be true, and what follows without each of them.

    :param part: what hangs together, and cannot hold
    :param points: those whose bounds are wanted
    :raises TooMany: where there are too many readings to say anything
    """
    try:
        found = explore(part)
    except TooMany:  # what the outer ends of all readings exclude is excluded whichever of them holds
        part = outer(part)
        found = explore(part)
        if not found.conflicts:
            raise
    told = found.conflicts[:MOST_SETS]
    aside = _aside(part, found)
    return Untangled(
        told,
        _further(found, len(told)),
        found.fewest,
        (*_one_by_one(part, found, told, points), *_together(part, found, points)),
        aside,
        _without(part, aside, points) if aside else None,
    )


def _further(found: Explored, told: int) -> More:
    if len(found.conflicts) > told:
        return "more"
    return "none" if found.complete else "perhaps"


def _one_by_one(part: Network, found: Explored, told: Sequence[Conflict], points: Sequence[str]) -> list[Way]:
    ways: list[Way] = []
    names = list(dict.fromkeys(name for one in told for name in one.reasons))
    for name in names[:MOST_NAMED]:
        hopeless = found.fewest > 1 or (found.complete and (name,) not in found.repairs)
        ways.append(((name,), None if hopeless else _without(part, (name,), points)))
    return ways


def _together(part: Network, found: Explored, points: Sequence[str]) -> list[Way]:
    """Leave several out at once, first where the fewest are lost that nobody doubts."""
    several = sorted((one for one in found.repairs if len(one) > 1), key=lambda one: _cost(part, one))
    return [(one, _without(part, one, points)) for one in several[:MOST_TOGETHER]]


def _cost(part: Network, names: Sequence[str]) -> tuple[int, int, tuple[str, ...]]:
    return len(set(names) - _weak(part)), len(names), tuple(names)


def _weak(part: Network) -> set[str]:
    return {one.id for one in part.reasons if one.weak}


def _aside(part: Network, found: Explored) -> tuple[str, ...]:
    """Choose the fewest weak reasons to leave out; where several choices are as good, all of these."""
    weak = _weak(part)
    ways = [one for one in found.repairs if set(one) <= weak]
    least = min((len(one) for one in ways), default=0)
    return tuple(sorted({name for one in ways if len(one) == least for name in one}))


def _without(part: Network, names: Sequence[str], points: Sequence[str]) -> Account | None:
    try:
        found = account(part.without(names), points)
    except TooMany:
        return None
    # a point that none of the others speaks of is free; one of a part that still cannot hold is not told
    return found if all(found.of(point) is not None for point in points) else None
