"""Which peaks of one sound have a partner in another when both lie on one clock, and how many would by chance."""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_PER_CELL: Final = 2**44


@frozen(slots=True, eq=False)
class Sorted:
    """Peaks in the order of their pitch, then of time, so that a region of the plane is counted by two look-ups."""

    codes: Ints
    order: Ints
    times: Floats
    bins: Ints

    @classmethod
    def of(cls, times: Ints, bins: NDArray[np.int16]) -> "Sorted":
        """Sort peaks by pitch, then time."""
        heights = bins.astype(np.int64)
        codes = _codes(times.astype(np.float64), heights)
        order = np.argsort(codes, kind="stable")
        return cls(codes[order], order, times.astype(np.float64), heights)

    def count(self, times: Floats, bins: Ints, *, within_ms: float, within_bins: int) -> Ints:
        """Count, for each point, the peaks within a time and a step of pitch on each side."""
        found = np.zeros(len(times), np.int64)
        for step in range(-within_bins, within_bins + 1):
            low = np.searchsorted(self.codes, _codes(times - within_ms, bins + step))
            found += np.searchsorted(self.codes, _codes(times + within_ms, bins + step), "right") - low
        return found

    def lags(self, times: Floats, bins: Ints, *, within_ms: float, within_bins: int) -> Floats:
        """Return how much later than each point lie the peaks near it [ms], for all pairs."""
        found = []
        for step in range(-within_bins, within_bins + 1):
            low = np.searchsorted(self.codes, _codes(times - within_ms, bins + step))
            count = np.searchsorted(self.codes, _codes(times + within_ms, bins + step), "right") - low
            point = np.repeat(np.arange(len(times)), count)
            inside = (
                np.arange(len(point)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(low, count)
            )
            found.append(self.times[self.order[inside]] - times[point])
        return np.concatenate(found)

    def nearest(self, times: Floats, bins: Ints, *, within_ms: float, within_bins: int) -> Ints:
        """Return, for each point, the number of the peak nearest in time within a step of pitch, or -1."""
        best = np.full(len(times), -1, np.int64)
        far = np.full(len(times), within_ms + 1e-9)
        if len(self.codes) == 0:
            return best
        for step in range(-within_bins, within_bins + 1):
            at = np.searchsorted(self.codes, _codes(times, bins + step))
            for side in (at - 1, at):
                here = self.order[np.clip(side, 0, len(self.codes) - 1)]
                apart = np.abs(self.times[here] - times)
                better = (self.bins[here] == bins + step) & (apart < far)
                best[better], far[better] = here[better], apart[better]
        return best


def _codes(times: Floats, bins: Ints) -> Ints:
    # tenths of a millisecond; times may lie before the start
    return (bins + 4096) * _PER_CELL + np.rint(times * 10).astype(np.int64) + _PER_CELL // 2
