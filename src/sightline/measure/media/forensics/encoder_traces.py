"""Traces that an earlier encoding leaves in a film: old key frames that recur, and parts of another sharpness.

A frame that was a key frame once was sharper than its neighbours, and the encoder that came later spends more bytes
on it: both recur at the old distance of key frames. [1]

[1] Wang, Farid (2006), Exposing digital forgeries in video by detecting double MPEG compression.
    doi:10.1145/1161366.1161375
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.forensics.charts import Curve
from sightline.measure.media.forensics.film_frames import KEY, Frames

SHORTEST: Final = 12
LONGEST: Final = 300
LEAST_TIMES: Final = 3
RECURS: Final = 9.4
"""Deviations of bytes and sharpness together. Honest films of the tests reach 8.8, those encoded twice 9.0 to 13."""
EACH: Final = 4.0
STEPS: Final = 0.35
"""Natural logarithm of sharpness from half a second to the next, within a shot."""
_AROUND: Final = 7
_HALF_SECOND: Final = 12


@frozen(slots=True)
class Recurrence:
    """The period at which frames look like old key frames."""

    period: int
    first: int
    """Number of the first such frame."""
    times: int
    deviations: float
    bytes_deviations: float
    sharpness_deviations: float


def unusual(values: Curve, kinds: NDArray[np.int8]) -> Curve:
    """Return how far each frame stands over its neighbours of the same kind, in deviations; key frames 0.

    :param values: (frames,), above 0.
    """
    found = np.zeros(len(values))
    logs = np.log(np.maximum(values, 1e-3))
    for kind in sorted(set(kinds.tolist()) - {KEY}):
        of_kind = np.nonzero(kinds == kind)[0]
        if len(of_kind) <= 2 * _AROUND:
            continue
        padded = np.pad(logs[of_kind], _AROUND, mode="reflect")
        found[of_kind] = logs[of_kind] - np.median(
            np.lib.stride_tricks.sliding_window_view(padded, 2 * _AROUND + 1), axis=1
        )
    spread = 1.4826 * float(np.median(np.abs(found[kinds != KEY]))) if (kinds != KEY).any() else 0.0
    held: Curve = np.clip(found / max(spread, 1e-6), -4, 6)
    return held


def recurrence(frames: Frames) -> Recurrence | None:
    """Return the period that old key frames recur at best; None where the film is too short."""
    of_bytes = unusual(frames.sizes.astype(np.float64) + 20, frames.kinds)
    of_sharpness = unusual(frames.sharpness + 0.1, frames.kinds)
    inner = frames.kinds != KEY
    of_bytes[inner] -= of_bytes[inner].mean() if inner.any() else 0
    of_sharpness[inner] -= of_sharpness[inner].mean() if inner.any() else 0
    spread = (max(float(of_bytes.std()), 1e-6), max(float(of_sharpness.std()), 1e-6))
    best: Recurrence | None = None
    for period in range(SHORTEST, min(LONGEST, len(frames) // LEAST_TIMES) + 1):
        for first in range(period):
            at = np.arange(first, len(frames), period)
            at = at[inner[at]]
            if len(at) < LEAST_TIMES:
                continue
            root = float(np.sqrt(len(at)))
            one = float(of_bytes[at].mean()) * root / spread[0]
            other = float(of_sharpness[at].mean()) * root / spread[1]
            if one < 2 or other < 2 or (best is not None and one + other <= best.deviations):
                continue
            best = Recurrence(period, first, len(at), one + other, one, other)
    return best


def recurs(found: Recurrence | None) -> bool:
    """Tell whether a recurrence is more than chance."""
    return (
        found is not None
        and found.deviations >= RECURS
        and min(found.bytes_deviations, found.sharpness_deviations) >= EACH
    )


def steps_of_sharpness(frames: Frames) -> list[int]:
    """Return numbers of frames where sharpness steps up or down at once and stays, though the picture goes on."""
    logs = np.log(frames.sharpness + 0.1)
    total = np.concatenate([[0.0], np.cumsum(logs)])
    at = np.arange(_HALF_SECOND, len(logs) - _HALF_SECOND)
    after = (total[at + _HALF_SECOND] - total[at]) / _HALF_SECOND
    before = (total[at] - total[at - _HALF_SECOND]) / _HALF_SECOND
    at_once = np.abs(logs[at] - logs[at - 1])
    step = np.abs(after - before)
    change = frames.change
    usual = float(np.median(change))
    # the larger part of the step between two frames: focus and exposure take longer
    good = (step > STEPS) & (at_once > 0.5 * step) & (change[at] < max(14.0, 4 * usual))
    found: list[int] = []
    for place in at[good][np.argsort(-step[good], kind="stable")]:
        if all(abs(int(place) - other) > 2 * _HALF_SECOND for other in found):
            found.append(int(place))
    return sorted(found)
