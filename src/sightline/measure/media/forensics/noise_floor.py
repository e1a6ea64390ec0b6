"""The noise floor of a sound over time, band by band, and where it steps: another recorder, place or take."""

from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.media.forensics.charts import Curve
from sightline.measure.media.synchrony.onsets import PER_DB, STEP_MS, Onsets

LEAST_STEP_DB: Final = 3.0
LEAST_BANDS: Final = 3
_SPREADS: Final = 2.0
_WINDOW: Final = 100
"""Rows of which the floor is one value: half a second."""
_SIDE: Final = 5
_LOWEST: Final = 0.1


@frozen(slots=True, eq=False)
class Floor:
    """Levels of the floor (windows, 6 bands) [dB], and the middles of the windows."""

    times_ms: Curve
    levels: Curve

    @property
    def mean(self) -> Curve:
        """The mean over the bands [dB]."""
        found: Curve = self.levels.mean(axis=1)
        return found


@frozen(slots=True)
class FloorStep:
    """A place where the floor steps up or down in three bands and more."""

    at_ms: int
    step_tenths_db: int
    bands: int


def floor_of(onsets: Onsets) -> Floor:
    """Return the tenth part quietest of each half second, NaN where nothing was recorded."""
    count = len(onsets) // _WINDOW
    cut = onsets.levels[: count * _WINDOW].reshape(count, _WINDOW, onsets.levels.shape[1])
    levels: Curve = np.asarray(np.quantile(cut, _LOWEST, axis=1) / PER_DB, np.float64)
    levels[(cut == 0).any(axis=(1, 2))] = np.nan
    times: Curve = np.asarray((np.arange(count) + 0.5) * _WINDOW * STEP_MS, np.float64)
    return Floor(times, levels)


def steps_of(floor: Floor) -> tuple[FloorStep, ...]:
    """Return where the floor steps: the quietest of 2.5 s after against those of 2.5 s before.

    Words and calls lie over the floor now and then, so the lower of the windows on each side stand for it.
    """
    levels = floor.levels
    if len(levels) < 4 * _SIDE:
        return ()
    views = np.lib.stride_tricks.sliding_window_view(levels, _SIDE, axis=0)
    low = np.quantile(views, 0.3, axis=2)
    step = low[_SIDE:] - low[:-_SIDE]
    known = np.isfinite(step).all(axis=1)
    if known.sum() < _SIDE:
        return ()
    # from one half second to the next: what words and wind do anyway
    spread = 1.4826 * np.nanmedian(np.abs(np.diff(levels, axis=0)), axis=0)
    wanted = np.maximum(LEAST_STEP_DB, _SPREADS * spread)
    up, down = step >= wanted, step <= -wanted
    bands = np.where(known, np.maximum(up.sum(axis=1), down.sum(axis=1)), 0)
    weight = np.where(known, np.abs(np.nan_to_num(step).mean(axis=1)), 0)
    found: list[FloorStep] = []
    for at in np.argsort(-weight, kind="stable"):
        if bands[at] < LEAST_BANDS:
            continue
        # the step lies between the last window before and the first after
        ms = round(float(floor.times_ms[at + _SIDE] - _WINDOW * STEP_MS / 2))
        if all(abs(ms - one.at_ms) > 2 * _SIDE * _WINDOW * STEP_MS * 0.75 for one in found):
            found.append(FloorStep(ms, round(10 * float(step[at].mean())), int(bands[at])))
    return tuple(sorted(found, key=lambda one: one.at_ms))
