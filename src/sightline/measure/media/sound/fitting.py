"""From a rough offset to a line: time in A = slope * time in B + offset, by least squares over peaks that agree."""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.sound.landmarks import Played
from sightline.measure.media.sound.partners import Floats, Ints, Sorted
from sightline.measure.media.sound.peaks import UNITS_PER_OCTAVE, Peaks
from sightline.measure.media.sound.voting import Candidate

WITHIN_BINS: Final = 4
"""A twenty-fourth of an octave."""
_ROUGH_MS: Final = 450
_SLOPES: Final = np.linspace(-0.03, 0.03, 49)
_BIN_MS: Final = 20
_LEAST: Final = 6
_NEAR_ONE: Final = 0.015
_NO_WORSE: Final = 1.1


@frozen(slots=True)
class Line:
    """How times and pitches of B become those of A."""

    slope: float
    offset_ms: float
    lower: float
    """Units of log frequency to take from B's."""
    error_ms: float = 0.0
    """Standard error of the offset in the middle of what was fitted."""

    def times(self, times: NDArray[np.int64]) -> Floats:
        """Return times of B on the clock of A [ms]."""
        return np.asarray(times * self.slope + self.offset_ms, np.float64)

    def at(self, time: float) -> float:
        """Return one time of B on the clock of A [ms]."""
        return self.slope * time + self.offset_ms

    def bins(self, bins: NDArray[np.int16]) -> Ints:
        """Return log frequencies of B as A has them."""
        return np.asarray(np.rint(bins - self.lower), np.int64)


def lower_by(played: Played) -> float:
    """Return by how many units of log frequency a way of playing moves a sound up."""
    return float(UNITS_PER_OCTAVE * np.log2(played.pitch))


def fit_candidate(a: Peaks, sorted_a: Sorted, b: Peaks, candidate: Candidate) -> Line | None:
    """Find the line that most peaks near a candidate agree with; None when too few do."""
    speed = candidate.played.speed
    inside = (b.times_ms >= candidate.b_start_ms) & (b.times_ms < candidate.b_end_ms)
    times = b.times_ms[inside]
    lower = lower_by(candidate.played)
    heights = np.rint(b.bins[inside] - lower).astype(np.int64)
    middle = float((candidate.b_start_ms + candidate.b_end_ms) / 2)
    mine, theirs = _all_near(a, np.asarray(times * speed + candidate.offset_ms, np.float64), heights)
    if len(mine) < _LEAST:
        return None
    x = times[theirs] - middle
    residual = a.times_ms[mine] - (times[theirs] * speed + candidate.offset_ms)
    best = (0, 0.0, 0.0)
    for slope in _SLOPES * speed:
        slots = np.floor((residual - slope * x) / _BIN_MS).astype(np.int64)
        low = int(slots.min())
        counts = np.bincount(slots - low, minlength=2)
        pair = counts[:-1] + counts[1:]
        at = int(pair.argmax())
        if int(pair[at]) > best[0]:
            best = (int(pair[at]), float(slope), float((low + at + 1) * _BIN_MS))
    if best[0] < _LEAST:
        return None
    slope = speed + best[1]
    line = Line(slope, candidate.offset_ms + best[2] + (speed - slope) * middle, lower)
    return widen(sorted_a, b, line, candidate.b_start_ms, candidate.b_end_ms)


def widen(sorted_a: Sorted, b: Peaks, line: Line, start_ms: float, end_ms: float) -> Line | None:
    """Fit within a stretch of B, then within one twice as long, and so on as long as peaks agree."""
    first, last = int(b.times_ms[0]), int(b.times_ms[-1])
    before = -1
    while True:
        refined = fit(sorted_a, b, line, start_ms, end_ms)
        if refined is None:
            return line if before > 0 else None
        line, count = refined
        if (start_ms <= first and end_ms >= last) or count <= before:
            return line
        before = count
        half = (end_ms - start_ms) / 2
        start_ms, end_ms = start_ms - half, end_ms + half


def fit(
    sorted_a: Sorted, b: Peaks, line: Line, start_ms: float, end_ms: float, *, within_ms: float = 45.0
) -> tuple[Line, int] | None:
    """Fit the line again by least squares within a stretch of B; None when fewer than six peaks agree.

    :returns: the line, and how many peaks agree.
    """
    inside = (b.times_ms >= start_ms) & (b.times_ms <= end_ms)
    times, bins = b.times_ms[inside], b.bins[inside]
    count = 0
    for reach in (within_ms, within_ms * 0.7, within_ms * 0.5):
        partner = sorted_a.nearest(
            line.times(times), line.bins(bins), within_ms=reach, within_bins=WITHIN_BINS
        )
        (have,) = np.nonzero(partner >= 0)
        count = len(have)
        if count < _LEAST:
            return None
        x, y = times[have].astype(np.float64), sorted_a.times[partner[have]]
        line = _least_squares(x, y, line)
        lower = float(np.median(bins[have] - sorted_a.bins[partner[have]]))
        line = Line(
            line.slope, line.offset_ms, line.lower if abs(lower - line.lower) < 1 else lower, line.error_ms
        )
    return line, count


def _least_squares(x: Floats, y: Floats, line: Line) -> Line:
    middle = x.mean()
    spread = float(((x - middle) ** 2).sum())
    slope = line.slope if spread == 0 else float(((x - middle) * (y - y.mean())).sum() / spread)
    if abs(slope / line.slope - 1) > 0.05:
        slope = line.slope
    left = y - y.mean() - slope * (x - middle)
    at_one = y - y.mean() - (x - middle)
    if abs(slope - 1) <= _NEAR_ONE and float((at_one**2).sum()) <= _NO_WORSE * float((left**2).sum()):
        # few sounds are played a little faster: what fits as well unchanged is taken to be unchanged
        slope, left = 1.0, at_one
    error = float(np.sqrt((left**2).sum() / max(1, len(x) - 2) / len(x)))
    return Line(slope, float(y.mean() - slope * middle), line.lower, error)


def _all_near(a: Peaks, times: Floats, bins: Ints) -> tuple[Ints, Ints]:
    """Return all pairs (peak of A, point) within the rough reach in time and a step of pitch."""
    low, high = np.searchsorted(a.times_ms, times - _ROUGH_MS), np.searchsorted(a.times_ms, times + _ROUGH_MS)
    count = high - low
    begins = np.cumsum(count) - count
    mine = np.arange(int(count.sum())) - np.repeat(begins, count) + np.repeat(low, count)
    theirs = np.repeat(np.arange(len(times)), count)
    near = np.abs(a.bins[mine] - bins[theirs]) <= WITHIN_BINS
    return mine[near], theirs[near]
