"""Where agreement along a line begins and ends, which of it is evidence, and which of several explanations stays."""

from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.media.sound.evidence import SHARE, WITHIN_MS, gains, margin, rises
from sightline.measure.media.sound.fitting import Line, fit
from sightline.measure.media.sound.partners import Sorted
from sightline.measure.media.sound.peaks import Peaks

EVIDENCE: Final = 18.0
"""Natural logarithm of how much likelier the same sound must be than chance."""
MARGIN: Final = 3.4
"""Standard errors by which agreement must stand above that at other offsets."""
CLEAN_SHARE: Final = 0.7
"""So many peaks agree in a clean copy only: it may repeat itself and need not stand above its repeats."""
LEAST_SHARE: Final = 0.12
_DROP: Final = 14.0
"""A stretch ends where evidence falls by so much: some seconds without agreement."""
_LEAST_MS: Final = 1_000
_LEAST_PARTNERS: Final = 10
_BESIDE_MS: Final = 2_000
_SAME_PLACE_MS: Final = 1_500
_MUCH_LESS: Final = 0.6


@frozen(slots=True)
class Found:
    """A stretch of B that agrees with A along a line."""

    line: Line
    b_start_ms: int
    b_end_ms: int
    evidence: float
    margin: float
    share: float
    """Of B's peaks with a partner in A."""


def stretches(sorted_a: Sorted, b: Peaks, line: Line) -> list[Found]:
    """Cut what agrees along a line into stretches, each fitted again by itself."""
    times = line.times(b.times_ms)
    (inside,) = np.nonzero(
        (times >= sorted_a.times.min() - WITHIN_MS) & (times <= sorted_a.times.max() + WITHIN_MS)
    )
    if len(inside) == 0:
        return []
    each, have = gains(sorted_a, times[inside], line.bins(b.bins[inside]))
    found = []
    for begin, end, _ in rises(each, EVIDENCE / 2, _DROP):
        agree = b.times_ms[inside[begin:end][have[begin:end]]]
        again = fit(sorted_a, b, line, float(agree[0]), float(agree[-1]))
        one = None if again is None else _judged(sorted_a, b, again[0], int(agree[0]), int(agree[-1]))
        if one is not None:
            found.append(one)
    return found


def _judged(sorted_a: Sorted, b: Peaks, line: Line, start_ms: int, end_ms: int) -> Found | None:
    """Return the stretch if it is evidence: likely enough, long enough, and standing out of other offsets."""
    (wide,) = np.nonzero((b.times_ms >= start_ms - _BESIDE_MS) & (b.times_ms <= end_ms + _BESIDE_MS))
    times, bins = line.times(b.times_ms[wide]), line.bins(b.bins[wide])
    each, have = gains(sorted_a, times, bins)
    runs = rises(each, EVIDENCE, _DROP)
    if len(runs) == 0:
        return None
    begin, end, evidence = max(runs, key=lambda one: one[2])
    # a clean copy misses few peaks: told by its own share, it ends where the first are missing
    clean = min(0.8, max(SHARE, 0.8 * float(have[begin:end].mean())))
    each, _ = gains(sorted_a, times, bins, share=clean)
    begin, end, _ = max(rises(each, 0.0, _DROP), key=lambda one: one[2], default=(begin, end, 0.0))
    agree = b.times_ms[wide[begin:end][have[begin:end]]]
    if len(agree) < _LEAST_PARTNERS or agree[-1] - agree[0] < _LEAST_MS:
        return None
    share = len(agree) / (end - begin)
    apart = margin(sorted_a, times[begin:end], bins[begin:end])
    if share < LEAST_SHARE or (apart < MARGIN and share < CLEAN_SHARE):
        return None
    return Found(line, int(agree[0]), int(agree[-1]), evidence, apart, share)


def best(found: list[Found]) -> list[Found]:
    """Drop what is explained better by something else of the same stretch of B."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (-one.evidence, one.b_start_ms, one.line.offset_ms)):
        if not any(_explained(one, other) for other in kept):
            kept.append(one)
    return kept


def _explained(one: Found, other: Found) -> bool:
    start, end = max(one.b_start_ms, other.b_start_ms), min(one.b_end_ms, other.b_end_ms)
    if end - start <= 0.5 * (one.b_end_ms - one.b_start_ms):
        return False
    apart = abs(one.line.at((start + end) / 2) - other.line.at((start + end) / 2))
    # the same stretch of A, or another that is much less like it: a refrain beside the recording itself
    return apart < _SAME_PLACE_MS or one.share < _MUCH_LESS * other.share
