"""Vote for time offsets: pairs of frames that look alike agree on where one film lies in another, at some speed.

Each pair says at which offset the one would lie in the other for every speed from 0.5 to 2; the offset on which most
frames agree is a proposal for a line. A frame votes once in each bin, and a run that stands still over many bins splits
its vote among them: so an unmoving picture counts little, however long it stands. It is the Hough transform in the
plane of offset and speed, the way partial copies were first aligned [1]_, with speeds as the second axis.

.. [1] M. Douze, H. Jégou, C. Schmid, "An image-based approach to video copy detection with spatio-temporal
   post-filtering", IEEE Transactions on Multimedia 12 (2010), https://doi.org/10.1109/TMM.2010.2046265
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

SPEED_STEP: Final = 0.03
BIN_MS: Final = 200.0


def speeds_between(slowest: float, fastest: float, *, step: float = SPEED_STEP) -> NDArray[np.float64]:
    """Return speeds spaced evenly in proportion, 1.0 among them."""
    below = int(np.ceil(-np.log(slowest) / step))
    above = int(np.ceil(np.log(fastest) / step))
    return np.asarray(np.exp(np.arange(-below, above + 1) * step), np.float64)


SPEEDS: Final = speeds_between(0.5, 2.0)


@frozen(slots=True, eq=False)
class Votes:
    """What pairs of frames say, sorted by group, then by frame, the nearest pair of a frame first."""

    group: NDArray[np.int64]
    """Which question a vote belongs to: upright or mirrored, or one of many media. Sorted."""
    frame: NDArray[np.int64]
    """Number of the frame that asks, so that it votes once."""
    at_ms: NDArray[np.int64]
    """Time of that frame."""
    start_ms: NDArray[np.int64]
    end_ms: NDArray[np.int64]
    """The run of like frames it was found in."""
    weight: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.group)


@frozen(slots=True, eq=False)
class Elected:
    """For each group that voted, the best speed and offset, and how many frames' worth of votes they have."""

    group: NDArray[np.int64]
    votes: NDArray[np.float64]
    speed: NDArray[np.float64]
    offset_ms: NDArray[np.float64]


def elect(votes: Votes, *, speeds: NDArray[np.float64] = SPEEDS, bin_ms: float = BIN_MS) -> Elected:
    """Find for each group the line ``found = speed * at + offset`` that most frames agree on."""
    groups, begins = np.unique(votes.group, return_index=True)
    bounds = np.append(begins, len(votes)).astype(np.int64)
    best = np.zeros((len(groups), len(speeds)))
    offset = np.zeros((len(groups), len(speeds)))
    if len(groups) > 0:
        compiled()(
            bounds,
            votes.frame,
            votes.at_ms,
            votes.start_ms,
            votes.end_ms,
            votes.weight,
            speeds,
            bin_ms,
            best,
            offset,
        )
    # speeds far from that of the original need a little more agreement to be believed
    judged = best * (1 - 0.04 * np.abs(np.log(speeds)))[None, :]
    chosen = judged.argmax(axis=1) if len(groups) > 0 else np.zeros(0, np.int64)
    rows = np.arange(len(groups))
    return Elected(groups, best[rows, chosen], speeds[chosen], offset[rows, chosen])


def _vote_loop(
    bounds: Any,
    frame: Any,
    at: Any,
    start: Any,
    end: Any,
    weight: Any,
    speeds: Any,
    width: Any,
    best: Any,
    offset: Any,
) -> None:
    """Count the votes of each group at each speed; the best of three neighbouring bins together is kept."""
    for group in range(len(bounds) - 1):
        low, high = bounds[group], bounds[group + 1]
        for number in range(len(speeds)):
            speed = speeds[number]
            least, most = 1e300, -1e300
            for i in range(low, high):
                shift = speed * at[i]
                least = min(least, start[i] - shift)
                most = max(most, end[i] - shift)
            bins = np.int64((most - least) / width) + 3
            tally = np.zeros(bins)
            seen = np.full(bins, -1, np.int64)
            for i in range(low, high):
                shift = speed * at[i]
                first = np.int64((start[i] - shift - least) / width) + 1
                last = np.int64((end[i] - shift - least) / width) + 1
                share = weight[i] / (last - first + 1)
                for one in range(first, min(last, first + 299) + 1):
                    if seen[one] != frame[i]:
                        seen[one] = frame[i]
                        tally[one] += share
            top, where = 0.0, 1
            for one in range(1, bins - 1):
                together = tally[one - 1] + tally[one] + tally[one + 1]
                if together > top:
                    top, where = together, one
            if top > 0:
                lean = (tally[where + 1] - tally[where - 1]) / top
                best[group, number] = top
                offset[group, number] = least + (where - 0.5 + lean) * width


@cache
def compiled() -> Callable[..., None]:
    """Return the loop as machine code that runs without the interpreter's lock, kept on disk by numba."""
    import numba

    whole, real, table = numba.int64[::1], numba.float64[::1], numba.float64[:, ::1]
    signature = numba.void(
        whole, whole, whole, whole, whole, numba.float32[::1], real, numba.float64, table, table
    )
    loop: Callable[..., None] = numba.njit([signature], nogil=True, cache=True)(_vote_loop)
    return loop
