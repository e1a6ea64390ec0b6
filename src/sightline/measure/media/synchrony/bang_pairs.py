"""Bangs that two recordings have in common: one kind of source, mostly at one place, and what an event is about.

Each bang of A and each of B vote for an offset. Two or more that agree, and more than agree elsewhere, are the same
bangs; a bang that only one of them heard, or a door, votes alone. Where each heard a single bang, and it lies where
all of the sound agrees best, that is the bang of both: the rest of the sound is the second witness.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.media.synchrony.drifting import Line
from sightline.model.clock_group import Bang

LEAST: Final = 2
WITHIN_MS: Final = 40.0
"""How far apart votes for one offset may lie: bangs are timed to 30 ms, and are not all at one place."""
_ERROR_OF_ONE_MS: Final = 60.0


@frozen(slots=True)
class BangPairs:
    """Bangs found in both, and what they say about the offset."""

    pairs: tuple[tuple[int, int], ...]
    """When in A, when in B [ms]."""
    beside_ms: float
    """How much later in A than the line says [ms]."""
    error_ms: float


def pair_bangs(
    of_a: Sequence[Bang], of_b: Sequence[Bang], line: Line, *, reach_ms: float
) -> BangPairs | None:
    """Return the bangs of both, or None where fewer than two agree or as many agree elsewhere.

    A single bang in each is enough where it lies on the line.

    :param line: offset of the sound as a whole; drift is taken from it.
    :param reach_ms: how far from it the bangs may be: what sound needs for the way between the cameras [ms].
    """
    votes = sorted(
        (one.at_ms - other.at_ms - line.offset_at(other.at_ms), one.at_ms, other.at_ms)
        for one in of_a
        for other in of_b
        if abs(one.at_ms - other.at_ms - line.offset_at(other.at_ms)) <= reach_ms
    )
    if len(of_a) == len(of_b) == len(votes) == 1 and abs(votes[0][0]) <= WITHIN_MS:
        return BangPairs((votes[0][1:],), votes[0][0], _ERROR_OF_ONE_MS)
    if len(votes) < LEAST:
        return None
    beside = np.array([vote[0] for vote in votes])
    count = np.searchsorted(beside, beside + WITHIN_MS, "right") - np.searchsorted(beside, beside - WITHIN_MS)
    best = int(np.argmax(count))
    near = np.abs(beside - beside[best]) <= WITHIN_MS
    middle = float(np.median(beside[near]))
    far = np.abs(beside - middle) > 2 * WITHIN_MS
    pairs = _apart([votes[at] for at in np.nonzero(near)[0]], middle)
    if len(pairs) < LEAST or (far.any() and len(pairs) <= int(count[far].max())):
        return None
    kept = np.array([vote[0] for vote in pairs])
    error = max(float(np.ptp(kept)) / 2, _ERROR_OF_ONE_MS / math.sqrt(len(kept)))
    ordered = tuple(sorted((in_a, in_b) for _, in_a, in_b in pairs))
    return BangPairs(ordered, float(np.median(kept)), error)


def _apart(votes: list[tuple[float, int, int]], middle: float) -> list[tuple[float, int, int]]:
    """Return votes with each bang used once, those nearest to the middle first."""
    kept: list[tuple[float, int, int]] = []
    for vote in sorted(votes, key=lambda one: (abs(one[0] - middle), one[2])):
        if all(vote[1] != other[1] and vote[2] != other[2] for other in kept):
            kept.append(vote)
    return kept
