"""Where two sounds may agree: landmarks found in both vote for an offset, at each way of playing.

Votes are counted within twelve seconds of the second sound, so that a small error of speed cannot smear them and a
short piece stands out of a long film.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.sound.landmarks import Played, landmarks, query_landmarks, ways
from sightline.measure.media.sound.peaks import Peaks

BLOCK_MS: Final = 12_000
SLOT_MS: Final = 250
MOST_HITS: Final = 1_500_000
"""Landmarks in common looked at for one way of playing; of more, an even sample of keys is taken."""
MOST_CANDIDATES: Final = 80
_LEAST_VOTES: Final = 5
_LEAST_SIGNIFICANCE: Final = 5.0
_OF_ONE_WAY: Final = 40
_THINNING: Final = np.uint32(2_654_435_761)
"""Odd, so that multiplying shuffles the keys."""

Ints = NDArray[np.int64]


@frozen(slots=True)
class Candidate:
    """An offset at which many landmarks agree: time in A = speed * time in B + offset, near one time of B."""

    played: Played
    offset_ms: float
    b_start_ms: float
    b_end_ms: float
    votes: int
    significance: float


def candidates(a: Peaks, b: Peaks, *, played: tuple[Played, ...] | None = None) -> tuple[Candidate, ...]:
    """Return the most significant offsets, best first.

    :param played: ways of playing to try; all speeds from 0.5 to 2 where left out.
    """
    keys, times = landmarks(a)
    order = np.argsort(keys, kind="stable")
    keys, times = keys[order], times[order]
    found: list[Candidate] = []
    for one in ways() if played is None else played:
        found.extend(_votes(keys, times, b, one))
    found.sort(key=lambda one: (-one.significance, one.b_start_ms, one.offset_ms))
    return tuple(_apart(found))


def _votes(keys: NDArray[np.uint32], times: Ints, b: Peaks, played: Played) -> Iterator[Candidate]:
    in_a, in_b = _hits(keys, times, *query_landmarks(b, played))
    if len(in_a) == 0:
        return
    offsets = in_a - in_b * played.speed
    slots = np.floor((offsets - offsets.min()) / SLOT_MS).astype(np.int64)
    wide = int(slots.max()) + 3
    # in blocks that overlap by half, and slots taken two at a time, so that no border cuts a vote in two
    for half in (0, 1):
        block = (in_b + half * BLOCK_MS // 2) // BLOCK_MS
        cells, counts = np.unique(block * wide + slots, return_counts=True)
        together = counts.copy()
        follows = np.nonzero(np.diff(cells) == 1)[0]
        together[follows] += counts[follows + 1]
        blocks, inverse = np.unique(cells // wide, return_inverse=True)
        mean = 2 * np.bincount(inverse, counts) / wide
        significance = (together - mean[inverse]) / np.sqrt(mean[inverse] + 1)
        good = (together >= _LEAST_VOTES) & (significance >= _LEAST_SIGNIFICANCE)
        (chosen,) = np.nonzero(good)
        best = chosen[np.argsort(-significance[chosen], kind="stable")[:_OF_ONE_WAY]]
        for at in best:
            start = int(blocks[inverse[at]]) * BLOCK_MS - half * BLOCK_MS // 2
            middle = float(offsets.min() + (cells[at] % wide + 1) * SLOT_MS)
            yield Candidate(
                played, middle, start, start + BLOCK_MS, int(together[at]), float(significance[at])
            )


def _hits(keys: NDArray[np.uint32], times: Ints, wanted: NDArray[np.uint32], at: Ints) -> tuple[Ints, Ints]:
    """Return the times in A and in B of all landmarks in common."""
    low, high = np.searchsorted(keys, wanted), np.searchsorted(keys, wanted, "right")
    count = high - low
    total = int(count.sum())
    if total > MOST_HITS:
        share = MOST_HITS / total
        taken = (wanted * _THINNING).astype(np.float64) < share * 2.0**32
        low, count, at = low[taken], count[taken], at[taken]
        total = int(count.sum())
    begins = np.cumsum(count) - count
    inside = np.arange(total) - np.repeat(begins, count) + np.repeat(low, count)
    return times[inside], np.repeat(at, count)


def _apart(found: list[Candidate]) -> Iterator[Candidate]:
    """Yield the best of those that mean the same."""
    kept: list[Candidate] = []
    for one in found:
        middle = (one.b_start_ms + one.b_end_ms) / 2
        at = middle * one.played.speed + one.offset_ms
        if any(
            abs((other.b_start_ms + other.b_end_ms) / 2 - middle) < BLOCK_MS
            and abs(middle * other.played.speed + other.offset_ms - at) < 1_000
            for other in kept
        ):
            continue
        kept.append(one)
        yield one
        if len(kept) >= MOST_CANDIDATES:
            return
