"""Follow an alignment through long recordings: how far the clocks part, and when they stood how.

A quartz clock is off by up to 50 millionths: 3 ms a minute, 0.2 s an hour.
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.synchrony.moments import SECOND, Offset, moments_of, offset_of
from sightline.measure.media.synchrony.novelty import Rises
from sightline.measure.media.synchrony.onsets import STEP_MS

LEAST_MINUTES: Final = 4
PIECE: Final = 30 * SECOND
_FASTEST: Final = 300e-6
_MOST_PIECES: Final = 240
_LEAST_PIECES: Final = 6
_NEAR: Final = 30


@frozen(slots=True)
class Line:
    """Offset over time: A less B [ms], at ``middle_ms`` of B, and how it changes."""

    middle_ms: float
    offset_ms: float
    error_ms: float
    drift_ppb: int | None = None
    drift_error_ppb: int = 0

    def offset_at(self, b_ms: float) -> float:
        """Return A less B at a time of B [ms]."""
        return self.offset_ms - (self.drift_ppb or 0) * 1e-9 * (b_ms - self.middle_ms)


def follow(a: Rises, b: Rises, offset: Offset) -> Line:
    """Return the offset through all common time; with a drift where both ran together for four minutes.

    :param a: (rows, bands); so ``b``.
    """
    lag = round(offset.best_ms / STEP_MS)
    low, high = max(0, -lag), min(len(b), len(a) - lag)
    short = Line(offset.middle_row * STEP_MS, offset.best_ms, offset.best_error_ms)
    if high - low < LEAST_MINUTES * 60 * SECOND:
        return short
    begins = np.arange(low, high - PIECE, PIECE)
    if len(begins) > _MOST_PIECES:
        begins = begins[np.linspace(0, len(begins) - 1, _MOST_PIECES).astype(np.int64)]
    times, offsets = _pieces(a, b, offset, begins)
    if len(times) < _LEAST_PIECES:
        return short
    slope, at_middle, kept = _robust(times, offsets)
    middle = float(times[kept].mean())
    slopes, middles = _redrawn(times[kept], offsets[kept], middle)
    # sources that come and go move the offset by more than the scatter within one piece
    error = max(2 * float(middles.std()), offset.best_error_ms / max(1.0, np.sqrt(kept.sum())), 2.5)
    return Line(
        middle_ms=middle,
        offset_ms=at_middle + slope * (middle - float(np.median(times))),
        error_ms=error,
        drift_ppb=round(-slope * 1e9),
        drift_error_ppb=max(500, round(2 * float(slopes.std()) * 1e9)),
    )


def _pieces(
    a: Rises, b: Rises, offset: Offset, begins: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the middles of pieces [ms of B] and their offsets [ms], followed outwards from what is known."""
    start = int(np.argmin(np.abs(begins + PIECE / 2 - offset.middle_row)))
    found: dict[int, tuple[float, float]] = {}
    for way in (range(start, len(begins)), range(start - 1, -1, -1)):
        known_at, known = offset.middle_row * STEP_MS, offset.best_ms
        for at in way:
            middle = (int(begins[at]) + PIECE / 2) * STEP_MS
            search = _NEAR + int(_FASTEST * abs(middle - known_at) / STEP_MS)
            rows = (int(begins[at]), int(begins[at]) + PIECE)
            one = offset_of(moments_of(a, b, round(known / STEP_MS), reach=search, rows=rows))
            if one is None or one.speak < 3 or one.best_error_ms > 40:
                continue
            found[at] = (one.middle_row * STEP_MS, one.best_ms)
            known_at, known = found[at]
    ordered = [found[at] for at in sorted(found)]
    return np.array([one[0] for one in ordered]), np.array([one[1] for one in ordered])


def _robust(
    times: NDArray[np.float64], offsets: NDArray[np.float64]
) -> tuple[float, float, NDArray[np.bool_]]:
    """Return slope, value at the median time, and which points lie near the line: medians of slopes, then squares."""
    first, second = np.triu_indices(len(times), 1)
    slope = float(np.median((offsets[second] - offsets[first]) / (times[second] - times[first])))
    middle = float(np.median(times))
    rest = offsets - slope * (times - middle)
    level = float(np.median(rest))
    spread = max(2.0, 1.4826 * float(np.median(np.abs(rest - level))))
    kept = np.abs(rest - level) < 4 * spread
    slope, level = (float(one) for one in np.polyfit(times[kept] - middle, offsets[kept], 1))
    return slope, level, kept


def _redrawn(
    times: NDArray[np.float64], offsets: NDArray[np.float64], middle: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return slopes and values at the middle of lines through points drawn anew."""
    rng = np.random.default_rng(0)
    slopes, middles = [], []
    for _ in range(200):
        drawn = rng.integers(0, len(times), len(times))
        x, y = times[drawn] - middle, offsets[drawn]
        spread = float(((x - x.mean()) ** 2).sum())
        if spread <= 0:
            continue
        slope = float(((x - x.mean()) * y).sum()) / spread
        slopes.append(slope)
        middles.append(float(y.mean()) - slope * float(x.mean()))
    return np.array(slopes), np.array(middles)
