"""Put two films on one clock by flashes that both saw: light needs no time, so this is the clock of the cameras.

Each flash of A and each of B vote for an offset; the light lies within one frame step, so agreeing pairs narrow the
offset down to where their intervals overlap. One flash alone counts only where sound already says about when.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from sightline.model.clock_group import Flash, OnClock

LEAST_ALONE: Final = 3
"""Flashes in common where no sound says when."""
_SLACK_MS: Final = 3
_MOST: Final = 200


def align_flashes(a: Sequence[Flash], b: Sequence[Flash], *, sound: OnClock | None = None) -> OnClock | None:
    """Return where two films lie on one clock by their flashes, or None where none or several answers fit.

    :param sound: what their sound says; its ``clock_error_ms`` bounds the search.
    """
    first, second = _strongest(a), _strongest(b)
    votes = [
        (one.at_ms - other.at_ms, one, other)
        for one in first
        for other in second
        if sound is None
        or abs(one.at_ms - other.at_ms - sound.offset_ms)
        <= sound.clock_error_ms + max(one.error_ms, other.error_ms)
    ]
    votes.sort(key=lambda vote: (vote[0], vote[1].at_ms))
    if len(votes) == 0:
        return None
    offsets = np.array([vote[0] for vote in votes])
    width = max(max(one.error_ms, other.error_ms) for _, one, other in votes) + _SLACK_MS
    ends = np.searchsorted(offsets, offsets + width, "right")
    counts = np.array([_once(votes[begin : int(end)]) for begin, end in enumerate(ends)])
    best = int(np.argmax(counts))
    count = int(counts[best])
    chosen = votes[best : int(ends[best])]
    apart = np.abs(offsets - offsets[best]) > 2 * width
    rival = int(counts[apart].max()) if apart.any() else 0
    if count < (1 if sound is not None else LEAST_ALONE) or rival >= count:
        return None
    if sound is not None and count == 1 and _lonely(first, second, chosen[0], sound):
        return None
    if sound is None and not _beyond_chance(count, rival, first, second):
        return None
    return _told(chosen, count, sound)


def _strongest(flashes: Sequence[Flash]) -> list[Flash]:
    kept = sorted(flashes, key=lambda one: (-one.strength * one.area, one.at_ms))[:_MOST]
    return sorted(kept, key=lambda one: one.at_ms)


def _once(votes: Sequence[tuple[int, Flash, Flash]]) -> int:
    """Return how many flashes agree, none counted twice."""
    return min(len({one.at_ms for _, one, _ in votes}), len({other.at_ms for _, _, other in votes}))


def _beyond_chance(count: int, rival: int, a: Sequence[Flash], b: Sequence[Flash]) -> bool:
    """Tell whether as many agree as random flashes would not: half of the fewer, and two more than anywhere else."""
    return count >= max(LEAST_ALONE, (min(len(a), len(b)) + 1) // 2) and count >= rival + 2


def _lonely(a: Sequence[Flash], b: Sequence[Flash], vote: tuple[int, Flash, Flash], sound: OnClock) -> bool:
    """Tell whether other flashes of the common time have no partner: then the one pair may be two flashes."""
    begin = max(0, vote[0])
    end = begin + sound.common_ms
    others = [one.at_ms for one in a if one is not vote[1]] + [
        one.at_ms + vote[0] for one in b if one is not vote[2]
    ]
    return any(begin <= at <= end for at in others)


def _told(votes: Sequence[tuple[int, Flash, Flash]], count: int, sound: OnClock | None) -> OnClock:
    # seen at s in A and B: s in (a - step, a] and in (b - step, b], so a - b less the offset in (-step of B, step of A)
    low = max(offset - one.error_ms for offset, one, _ in votes)
    high = min(offset + other.error_ms for offset, _, other in votes)
    if low > high:
        low, high = min(vote[0] for vote in votes), max(vote[0] for vote in votes)
    at = len(votes) // 2
    offset = (low + high) / 2
    error = round((high - low) / 2 + 0.5) + 1
    b_ms = votes[at][2].at_ms
    bound = "" if sound is None else ", near where sound has them"
    return OnClock(
        signal="flashes",
        a_ms=round(b_ms + offset),
        b_ms=b_ms,
        error_ms=error,
        clock_error_ms=error,
        common_ms=max(vote[2].at_ms for vote in votes) - min(vote[2].at_ms for vote in votes),
        moments=count,
        of_moments=count,
        strength=0,
        in_common=tuple(sorted((one.at_ms, other.at_ms) for _, one, other in votes)),
        why=f"{count} flash{'' if count == 1 else 'es'} seen in both{bound}; light needs no time, so this is the "
        f"clock of the cameras, to {error} ms.",
    )
