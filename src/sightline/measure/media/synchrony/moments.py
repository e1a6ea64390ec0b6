"""How agreement of two sounds is spread over time: second by second, at each lag near the best one.

Agreement that hangs on one second is no agreement. How far the best lag moves when seconds are drawn anew tells how
well it is known (the bootstrap [1]); sources of sound that stand apart are heard at lags of their own, and widen it.

[1] Efron (1979), Bootstrap methods: another look at the jackknife. doi:10.1214/aos/1176344552
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.synchrony.novelty import Rises
from sightline.measure.media.synchrony.onsets import STEP_MS

SECOND: Final = 200
_SMOOTH: Final = 3
_DRAWS: Final = 300
_MOST_MOMENTS: Final = 1_200
LEAST_ERROR_MS: Final = 5.0
OTHER_SOURCES: Final = 0.2
"""Lags that agree a fifth as well as the best one are sources at other places, or echoes."""
OTHER_DEVIATIONS: Final = 3.0


@frozen(slots=True, eq=False)
class Moments:
    """Agreement (seconds, lags) of a stretch of B with A."""

    agreement: NDArray[np.float64]
    first_lag: int
    first_row: int
    """Row of B where it begins."""

    @property
    def total(self) -> NDArray[np.float64]:
        """Agreement of all seconds at each lag."""
        total: NDArray[np.float64] = self.agreement.sum(axis=0)
        return total


@frozen(slots=True)
class Offset:
    """Where two sounds agree best: time in A less time in B."""

    ms: float
    """Middle between the earliest and the latest source of sound that stands out."""
    error_ms: float
    """Half of the interval that holds all of them."""
    best_ms: float
    """That of the source that speaks most."""
    best_error_ms: float
    """Half of its interval for nineteen in twenty."""
    sources: int
    middle_row: float
    """Row of B in the middle of what speaks for it."""
    speak: int
    """Seconds that speak for it."""
    of: int
    leaning: float
    """Share of the agreement that the best two seconds hold, 0 to 1."""


def moments_of(a: Rises, b: Rises, lag: int, *, reach: int, rows: tuple[int, int] | None = None) -> Moments:
    """Return agreement second by second within ``reach`` rows of a lag.

    :param a: (rows, bands); so ``b``.
    :param rows: stretch of B to look at; all of it where left out. Of a longer one, 1,200 s evenly spread are taken.
    """
    low = max(0, -lag, 0 if rows is None else rows[0])
    high = min(len(b), len(a) - lag, len(b) if rows is None else rows[1])
    begins = np.arange(low, max(low, high - SECOND // 2), SECOND)
    if len(begins) > _MOST_MOMENTS:
        begins = begins[np.linspace(0, len(begins) - 1, _MOST_MOMENTS).astype(np.int64)]
    found = np.zeros((len(begins), 2 * reach + 1))
    for at, begin in enumerate(begins):
        piece = b[begin : min(begin + SECOND, high)]
        start = int(begin) + lag - reach
        wide = np.zeros((len(piece) + 2 * reach, b.shape[1]), np.float32)
        inside = slice(max(0, start), min(len(a), start + len(wide)))
        wide[inside.start - start : inside.stop - start] = a[inside]
        size = 1 << int(len(wide) + len(piece)).bit_length()
        cross = np.fft.rfft(wide, size, axis=0) * np.conj(np.fft.rfft(piece, size, axis=0))
        found[at] = np.fft.irfft(cross.sum(axis=1), size)[: 2 * reach + 1]
    kernel = np.hanning(_SMOOTH + 2)[1:-1]
    for row in found:
        row[:] = np.convolve(row, kernel / kernel.sum(), "same")
    return Moments(found, lag - reach, int(low))


def offset_of(moments: Moments, *, seed: int = 0) -> Offset | None:
    """Return the best lag and how well it is known, or None where there are too few seconds to tell.

    :param seed: of the draws; the same moments and seed give the same answer.
    """
    agreement = moments.agreement
    seconds = len(agreement)
    if seconds < 3:
        return None
    total = moments.total
    best = int(np.argmax(total))
    at_best = agreement[:, max(0, best - 2) : best + 3].max(axis=1)
    strong = np.sort(at_best)[::-1]
    whole = float(np.maximum(at_best, 0).sum())
    noise = 1.4826 * np.median(np.abs(agreement - np.median(agreement, axis=1, keepdims=True)), axis=1)
    speak = int((at_best > 3 * noise).sum())
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(seconds, np.full(seconds, 1 / seconds), _DRAWS) @ agreement
    places = np.array([_top(one) for one in drawn])
    exact = _top(total)
    spread = float(np.quantile(np.abs(places - exact), 0.95))
    weight = np.maximum(at_best, 0)
    places_of = _sources(total)
    error = max(LEAST_ERROR_MS, spread * STEP_MS)
    middle = moments.first_row + (float(np.average(np.arange(seconds), weights=weight)) + 0.5) * SECOND
    return Offset(
        ms=(moments.first_lag + (places_of[0] + places_of[-1]) / 2) * STEP_MS,
        error_ms=max(error, LEAST_ERROR_MS + (places_of[-1] - places_of[0]) / 2 * STEP_MS),
        best_ms=(moments.first_lag + exact) * STEP_MS,
        best_error_ms=error,
        sources=len(places_of),
        middle_row=middle,
        speak=speak,
        of=seconds,
        leaning=1.0 if whole <= 0 else float(strong[:2].sum()) / whole,
    )


def _sources(total: NDArray[np.float64]) -> list[int]:
    """Return the lags that stand out: each a source of sound at another place, or an echo."""
    middle = float(np.median(total))
    spread = 1.4826 * float(np.median(np.abs(total - middle)))
    height = total - middle
    best = int(np.argmax(height))
    wanted = max(OTHER_SOURCES * float(height[best]), OTHER_DEVIATIONS * spread)
    crest = height[1:-1]
    peaks = np.nonzero((crest >= height[:-2]) & (crest > height[2:]) & (crest > wanted))[0] + 1
    return sorted({best, *(int(one) for one in peaks)})


def _top(total: NDArray[np.float64]) -> float:
    """Return the place of the highest value, between the steps by a parabola through it and its neighbours."""
    at = int(np.argmax(total))
    if not 0 < at < len(total) - 1:
        return float(at)
    left, middle, right = (float(one) for one in total[at - 1 : at + 2])
    bend = left - 2 * middle + right
    return at + (0.0 if bend >= 0 else 0.5 * (left - right) / bend)
