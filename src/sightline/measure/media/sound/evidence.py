"""What each peak says for or against two sounds being one recording, and how far that stands above chance.

Chance is what A has at that pitch around that time anyway, so a hum or a siren that fits everywhere counts for little;
and agreement at one offset must stand out of that at others, so a beat counts for little.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.measure.media.sound.fitting import WITHIN_BINS
from sightline.measure.media.sound.partners import Floats, Ints, Sorted

WITHIN_MS: Final = 40.0
SHARE: Final = 0.25
"""Of the peaks of a bad copy have a partner."""
_AROUND_MS: Final = 15_000.0
_MOMENT_MS: Final = 40.0
_LAG_MS: Final = 20.0
_BESIDE: Final = 16
"""Lags on each side of an offset that count as the same one: a third of a second."""
_MOST_ASKED: Final = 2_000


def partnered(
    sorted_a: Sorted, times: Floats, bins: Ints, *, within_ms: float = WITHIN_MS
) -> NDArray[np.bool_]:
    """Return which points (n,) have a peak of A at the same time and pitch."""
    return sorted_a.count(times, bins, within_ms=within_ms, within_bins=WITHIN_BINS) > 0


def chances(sorted_a: Sorted, times: Floats, bins: Ints) -> Floats:
    """Return how likely a partner of each point is by chance: from A's peaks at that pitch, 15 s on each side."""
    around = sorted_a.count(times, bins, within_ms=_AROUND_MS, within_bins=WITHIN_BINS)
    expected = (around + 1) * WITHIN_MS / _AROUND_MS
    return np.asarray(np.clip(1 - np.exp(-expected), 0.01, 0.9), np.float64)


def gains(
    sorted_a: Sorted, times: Floats, bins: Ints, *, share: float = SHARE
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return what each point adds to the logarithm of the odds of the same sound, and whether it has a partner.

    :param times: on the clock of A [ms], ascending.
    :param share: of the peaks that have a partner in the same sound, beside those by chance.
    """
    have = partnered(sorted_a, times, bins)
    chance = chances(sorted_a, times, bins)
    same = chance + (1 - chance) * share
    each = np.where(have, np.log(same / chance), np.log((1 - same) / (1 - chance)))
    # what sounds at one moment is one event: its many harmonics are not as many witnesses
    low = np.searchsorted(times, times - _MOMENT_MS)
    high = np.searchsorted(times, times + _MOMENT_MS, "right")
    return np.asarray(each / np.sqrt(high - low), np.float64), have


def margin(sorted_a: Sorted, times: Floats, bins: Ints) -> float:
    """Return how far agreement at an offset stands above the best at any other within 15 s [standard errors].

    Music in one tempo and one key agrees a little at every beat; the same recording agrees at one offset.
    """
    some = slice(None, None, len(times) // _MOST_ASKED + 1)
    lags = sorted_a.lags(times[some], bins[some], within_ms=_AROUND_MS, within_bins=WITHIN_BINS)
    slots = np.floor((lags + _AROUND_MS + WITHIN_MS) / _LAG_MS).astype(np.int64)
    counts = np.bincount(slots, minlength=int(2 * (_AROUND_MS + WITHIN_MS) / _LAG_MS))
    taken = np.convolve(counts, np.ones(round(2 * WITHIN_MS / _LAG_MS), np.int64), "same")
    here = int((np.abs(lags) <= WITHIN_MS).sum())
    middle = len(taken) // 2
    taken[middle - _BESIDE : middle + _BESIDE] = 0
    other = int(taken.max())
    return float((here - other) / np.sqrt(here + other + 1))


def rises(values: Floats, least: float, drop: float) -> list[tuple[int, int, float]]:
    """Return stretches (first, after the last, sum) that sum to ``least`` or more, each ended by a fall of ``drop``."""
    found = []
    begin = top_at = 0
    total = top = 0.0
    for at, value in enumerate([*values.tolist(), -np.inf]):
        total += value
        if total > top:
            top, top_at = total, at + 1
        elif total <= 0 or top - total > drop:
            if top >= least:
                found.append((begin, top_at, top))
            total = top = 0.0
            begin = top_at = at + 1
    return found
