"""Tell from the histograms of DCT coefficients whether a JPEG had been a JPEG before, on the same grid.

Coefficients that were rounded to multiples of one step and then of another cannot fall everywhere: their histogram
has periodic gaps and peaks. For every step an earlier save may have had, the histogram that it would have left is
computed from an undisturbed one (the same picture cut on a grid shifted by four pixels) and held against what is seen,
frequency by frequency. The gain in log likelihood over "saved once" says which explains it. Block by block the
same two histograms say which blocks lack the trace of the earlier save. [1] [2] [3]

[1] Lukáš, Fridrich (2003), Estimation of primary quantization matrix in double compressed JPEG images. DFRWS.
[2] Lin, He, Tang, Tang (2009). doi:10.1016/j.patcog.2009.03.019
[3] Bianchi, Piva (2012). doi:10.1109/TIFS.2012.2187516
"""

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.media.forensics.blocks import block_strips
from sightline.measure.media.forensics.planes import Floats, Luma
from sightline.measure.media.forensics.tables import ANNEX_K_LUMA, scaled

FREQUENCIES: Final = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0))
"""The lowest, which hold enough that is not zero."""
_REACH: Final = 24
"""Histograms run from -24 to 24 steps."""
_BETWEEN: Final = 0.5
"""Spread of what rounding to whole pixels adds between two saves [units of the coefficient]."""
_LEAST_QUALITY: Final = 40
_LEAST_COUNT: Final = 200

Counts = npt.NDArray[np.float64]


@frozen(slots=True, eq=False)
class Earlier:
    """The earlier save that explains the histograms best."""

    quality: int
    """On the scale of the free library; the steps of a camera's own table come out as the nearest."""
    gain: float
    """Log likelihood over one save only, per coefficient that is not zero [1/1000]; under 0 it explains worse."""
    agreeing: int
    """Frequencies of ``told`` that prefer it."""
    told: int
    """Frequencies at which an earlier save of this quality would show at all."""
    single: Counts
    """(9, 49) probabilities of steps -24 to 24 for one save."""
    double: Counts
    """The same for two."""


def coefficients(luma: Luma, *, shift: tuple[int, int] = (0, 0)) -> Floats:
    """Return (9, rows, columns) coefficients of the low frequencies."""
    parts = [
        np.stack([strip[:, :, down, across] for down, across in FREQUENCIES])
        for _, strip in block_strips(luma, shift=shift)
    ]
    return np.concatenate(parts, axis=1)


def steps_of(coefficient: Floats, table: tuple[int, ...]) -> npt.NDArray[np.int8]:
    """Return the stored whole steps of coefficients, cut at 25 in either direction."""
    divisors = np.array([table[down * 8 + across] for down, across in FREQUENCIES], np.float32)
    whole = np.rint(coefficient / divisors[:, None, None])
    steps: npt.NDArray[np.int8] = np.clip(whole, -_REACH - 1, _REACH + 1).astype(np.int8)
    return steps


def find_earlier(
    steps: npt.NDArray[np.int8], undisturbed: Floats, table: tuple[int, ...]
) -> tuple[Earlier, ...]:
    """Return what each possible earlier quality explains, best first.

    :param steps: (9, rows, columns) from ``steps_of``.
    :param undisturbed: coefficients of the same picture on a shifted grid.
    :param table: the 64 steps the picture is stored with.
    """
    seen = np.stack([np.bincount(one.ravel().astype(np.int64) + 25, minlength=51)[1:-1] for one in steps])
    last = [table[down * 8 + across] for down, across in FREQUENCIES]
    singles = [_single(undisturbed[at], last[at]) for at in range(9)]
    doubles: dict[tuple[int, int], Counts] = {}
    found = []
    for quality in range(_LEAST_QUALITY, 100):
        before_table = scaled(ANNEX_K_LUMA, quality)
        gains, weights, pairs = [], [], []
        for at, (down, across) in enumerate(FREQUENCIES):
            before = before_table[down * 8 + across]
            if (at, before) not in doubles:
                doubles[at, before] = _double(undisturbed[at], before, last[at])
            pairs.append(doubles[at, before])
            counts = seen[at].astype(float)
            counts[_REACH] = 0
            if counts.sum() < _LEAST_COUNT or _alike(singles[at], pairs[-1]):
                continue
            gains.append(_gain(counts, singles[at], pairs[-1]))
            weights.append(counts.sum())
        total = sum(weights)
        found.append(
            Earlier(
                quality,
                1000 * sum(gains) / total if total > 0 else 0.0,
                sum(1 for gain in gains if gain > 0),
                len(gains),
                np.stack(singles),
                np.stack(pairs),
            )
        )
    return tuple(sorted(found, key=lambda one: -one.gain))


def block_evidence(steps: npt.NDArray[np.int8], earlier: Earlier) -> Floats:
    """Return for each block the log likelihood of two saves over one, all frequencies together."""
    evidence = np.zeros(steps.shape[1:], np.float32)
    for at in range(9):
        ratio = np.zeros(51, np.float32)
        single, double = earlier.single[at], earlier.double[at]
        ratio[1:-1] = np.clip(np.log(double / single), -4, 4)
        evidence += ratio[steps[at].astype(np.int64) + 25]
    return evidence


def _single(undisturbed: Floats, last: int) -> Counts:
    whole = np.rint(undisturbed / last)
    return _normal(np.bincount(np.clip(whole, -25, 25).astype(np.int64).ravel() + 25, minlength=51)[1:-1])


def _double(undisturbed: Floats, before: int, last: int) -> Counts:
    """Return the histogram after steps of ``before``, whole pixels, and steps of ``last``."""
    reach = (_REACH + 2) * last // before + 2
    first = np.clip(np.rint(undisturbed / before), -reach, reach).astype(np.int64).ravel()
    mass = np.bincount(first + reach, minlength=2 * reach + 1).astype(float)
    values = (np.arange(2 * reach + 1) - reach) * before
    edges = (np.arange(-_REACH, _REACH + 2) - 0.5) * last
    away = ((edges[:, None] - values[None, :]) / _BETWEEN).astype(np.float64)
    below = _normal_cdf(away)
    return _normal((below[1:] - below[:-1]) @ mass)


def _normal_cdf(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    cut = np.clip(values, -8, 8)
    found, at = np.unique(cut, return_inverse=True)
    table = np.array([0.5 * (1 + math.erf(one / math.sqrt(2))) for one in found])
    spread: npt.NDArray[np.float64] = table[at].reshape(values.shape)
    return spread


def _normal(counts: npt.NDArray[np.float64] | npt.NDArray[np.int64]) -> Counts:
    # a tenth of a percent everywhere: no step is impossible, since pictures are edited and clipped
    share = counts / max(1.0, float(counts.sum()))
    spread: Counts = 0.998 * share + 0.002 / counts.size
    return spread


def _alike(one: Counts, other: Counts) -> bool:
    return bool(np.abs(one - other).sum() < 0.05)


def _gain(counts: Counts, single: Counts, double: Counts) -> float:
    """Return the gain in log likelihood of the steps that are not zero."""
    some = np.ones(counts.size, bool)
    some[_REACH] = False
    one, two = single[some] / single[some].sum(), double[some] / double[some].sum()
    return float((counts[some] * (np.log(two) - np.log(one))).sum())
