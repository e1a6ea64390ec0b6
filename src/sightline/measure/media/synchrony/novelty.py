"""Where something begins to sound: rises of level, band by band, made comparable between recordings."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.measure.media.synchrony.onsets import PER_DB, Levels

Rises = NDArray[np.float32]

LAG: Final = 2
"""Rows over which a rise is taken: 10 ms."""
OVER_FLOOR_DB: Final = 12.0
"""What lies lower over the usual floor of a band is noise, and its rises say nothing."""
MOST_DB: Final = 12.0
MOST_AT_ONCE: Final = 2.0
"""What all bands together may weigh at one moment [deviations]. A bang counts as much as a word: else one bang in each
of two films would be agreement enough. Of 1,100 unrelated pairs the best reached 5.7 deviations with it, and 14.7
without, as much as most pairs of one event."""
_AROUND: Final = 200
_LEAST_SPREAD: Final = 0.05
_NEPER: Final = np.float32(10 / np.log(10))


def rises(levels: Levels) -> Rises:
    """Return how suddenly each band gets louder: (rows, bands) float32, mean about 0, strong moments held down, gaps 0.

    :param levels: (rows, bands) uint8 as in :class:`Onsets`.
    """
    found: Rises = np.zeros(levels.shape, np.float32)
    for band in range(levels.shape[1]):
        column = levels[:, band]
        heard = column > 0
        if not heard.any():
            continue
        floor = np.float32(np.percentile(column[heard], 30) / PER_DB + OVER_FLOOR_DB)
        level = np.logaddexp(column.astype(np.float32) / PER_DB / _NEPER, floor / _NEPER) * _NEPER
        rise = np.zeros(len(column), np.float32)
        rise[LAG:] = np.clip(level[LAG:] - level[:-LAG], 0, MOST_DB)
        # where recording begins again, nothing begins to sound
        torn = heard.copy()
        torn[LAG:] &= heard[:-LAG]
        rise[~torn] = 0
        rise -= _around(rise)
        rise[~torn] = 0
        found[:, band] = rise / max(float(rise[torn].std()) if torn.any() else 0.0, _LEAST_SPREAD)
    together = np.sqrt((np.maximum(found, 0) ** 2).sum(axis=1))
    found /= np.maximum(together / MOST_AT_ONCE, 1)[:, None]
    return found


def _around(column: Rises) -> Rises:
    """Return the mean of a second around each row."""
    total = np.concatenate([[0.0], np.cumsum(column, dtype=np.float64)])
    at = np.arange(len(column))
    low, high = np.maximum(at - _AROUND // 2, 0), np.minimum(at + _AROUND // 2, len(column))
    mean: Rises = ((total[high] - total[low]) / np.maximum(high - low, 1)).astype(np.float32)
    return mean
