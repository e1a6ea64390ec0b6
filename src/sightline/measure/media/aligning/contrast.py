"""Tell the same recording from the same scene: does agreement get worse when one film is shifted against the other?

A camera on a tripod sees the same street all day, so frames of two recordings agree whatever the offset. Where
something moves, the same recording agrees at one offset only. So the loss of agreement under a shift is compared with
the movement there is: how much the film differs from itself under the same shift. Much movement and no loss means two
recordings of one scene. No movement means that the picture cannot tell the offset.
"""

from typing import Final, Literal

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.aligning.layers import Layers, Pairing, main_layer
from sightline.measure.media.aligning.walking import NOTHING, Floats, Line, compare_at

Verdict = Literal["moving", "still", "other"]

STILL_BITS: Final = 3.0
"""With less movement than this between seconds apart, the offset is not in the picture."""
_SHIFTS_MS: Final = (500, 1000, 1500, 2000, 3000, 5000)
_LOSS_SHARE: Final = 0.4
_LIVELY_BITS: Final = 50.0
_SLOW_SHARE: Final = 0.65
_SLOW_SHARE_AT_SPEED: Final = 0.93
_BETTER_ELSEWHERE: Final = 2.0
_RISE_BITS: Final = 2.0
_MOST: Final = 240


@frozen(slots=True)
class Contrast:
    """How sharply the agreement depends on the offset."""

    verdict: Verdict
    movement: float
    """Bits by which the film differs from itself some seconds apart, less what neighbouring frames differ by noise."""
    loss: float
    """Bits of agreement lost, on average, by shifting some seconds."""
    error_ms: int
    """Half width of the interval of offsets that agree about as well."""


def contrast(
    one: Layers, other: Layers, line: Line, pairs: tuple[Pairing, ...], times: NDArray[np.int64]
) -> Contrast:
    """Shift the films against each other at these matched times of the one, and see what is lost.

    :param times: (n,) [ms], one or more.
    """
    if len(times) > _MOST:
        times = times[np.linspace(0, len(times) - 1, _MOST).astype(np.int64)]
    span = float(times[-1] - times[0])
    far = np.array([s for s in _SHIFTS_MS if s <= max(1000.0, span)], np.float64)
    far = np.concatenate([-far[::-1], far])
    table = _table(one, other, line, pairs, times, np.concatenate([[0.0], far]))
    here, away = _mean(table[:, :1]), _mean(table[:, 1:])
    each = np.array([_mean(table[:, 1 + i : 2 + i], least=0.5) for i in range(len(far))])
    movement = _movement(one, times, far)
    error = offset_error(one, other, line, pairs, times)
    if np.isnan(away) or movement < STILL_BITS:
        # no other place to compare with: short film, all of it matched, or nothing moves
        verdict: Verdict = "still" if movement < STILL_BITS else "moving"
        return Contrast(verdict, movement, 0.0 if np.isnan(away) else away - here, error)
    loss = away - here
    elsewhere = np.nanmin(each) if not np.isnan(each).all() else here
    # noise on every bit takes its part of what a shift can lose
    clean = max(0.1, 1 - 2 * here / 256)
    same = loss >= _needed(movement, line.speed) * clean * movement and elsewhere > here - _BETTER_ELSEWHERE
    return Contrast("moving" if same else "other", movement, loss, error)


def _needed(movement: float, speed: float) -> float:
    """Return the share of the movement that must be lost under a shift.

    Frames of a hand-held film agree with no others by chance. In a slow scene some do, the more so when the speed may
    be chosen to suit: two halves of one tripod film agreed so in 22 of 31 frames, and lost 0.84 of it.
    """
    if movement >= _LIVELY_BITS:
        return _LOSS_SHARE
    return _SLOW_SHARE if speed == 1.0 else _SLOW_SHARE_AT_SPEED


def offset_error(
    one: Layers, other: Layers, line: Line, pairs: tuple[Pairing, ...], times: NDArray[np.int64]
) -> int:
    """Return how far the offset may be moved before the agreement is worse by two bits [ms]."""
    fine = np.array(
        [20, 40, 60, 80, 120, 160, 240, 320, 480, 640, 1000, 1500, 2500, 4000, 6500, 10_000, 20_000]
    )
    shifts = np.concatenate([[0], fine, -fine]).astype(np.float64)
    table = _table(one, other, line, pairs, times, shifts)
    here = _mean(table[:, :1])
    error = [0, 0]
    for side in range(2):
        columns = table[:, 1 + side * len(fine) : 1 + (side + 1) * len(fine)]
        for shift, column in zip(fine.tolist(), columns.T, strict=True):
            if (column == NOTHING).mean() > 0.7:
                break
            error[side] = shift
            if _mean(column[:, None]) > here + _RISE_BITS:
                break
    return max(10, *error)


def _table(
    one: Layers,
    other: Layers,
    line: Line,
    pairs: tuple[Pairing, ...],
    times: NDArray[np.int64],
    shifts: Floats,
) -> NDArray[np.int64]:
    where = line.at(times)[:, None] + shifts[None, :]
    table = np.full(where.shape, NOTHING, np.int64)
    for mine, theirs in pairs:
        table = np.minimum(table, compare_at(one[mine], other[theirs], times, where)[0])
    return table


def _mean(table: NDArray[np.int64], *, least: float = 0.0) -> float:
    """Return the mean of what was compared; not a number where less than a share of it was."""
    seen = table[table != NOTHING]
    return float("nan") if len(seen) == 0 or len(seen) < least * table.size else float(seen.mean())


def _movement(one: Layers, times: NDArray[np.int64], shifts: Floats) -> float:
    """Return by how many bits the film differs from itself under the shifts, less what neighbours differ."""
    layer = main_layer(one)
    near = np.array([-40.0, 40.0])
    table, _ = compare_at(layer, layer, times, times[:, None] + np.concatenate([near, shifts])[None, :])
    beside, apart = _mean(table[:, :2]), _mean(table[:, 2:])
    if np.isnan(apart):
        return 0.0
    return apart - (0.0 if np.isnan(beside) else beside)
