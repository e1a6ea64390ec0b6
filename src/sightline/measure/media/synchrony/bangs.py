"""Bangs in a sound: sudden, loud, and in all bands at once.

A door, a clap and a blow against the telephone are bangs too.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.measure.media.synchrony.onsets import PER_DB, STEP_MS, Levels, Onsets
from sightline.model.clock_group import Bang

LEAST_RISE_DB: Final = 6.0
"""Mean over the bands, over what was heard just before."""
LEAST_OVER_DB: Final = 1.5
"""Over the usual loud parts of the same sound, by which steps and words stay out."""
MOST_BANGS: Final = 500
_BEFORE: Final = 60
_GUARD: Final = 4
_AFTER: Final = 4
_APART: Final = 60
_LATE_MS: Final = 5
"""The window sees a beginning before its middle reaches it, and half the rise after: what is left, measured."""
ERROR_MS: Final = 30


def bangs_of(onsets: Onsets) -> tuple[Bang, ...]:
    """Return the bangs of a sound by time, at most the 500 strongest.

    Found late or early by 10 ms at most in nineteen of twenty; echoes within 0.3 s belong to their bang.
    """
    levels = onsets.levels
    if len(levels) < _BEFORE + _GUARD + _AFTER:
        return ()
    rise = _rise(levels)
    loud = _loudness(levels)
    usual = float(np.percentile(loud[loud > 0], 90)) if (loud > 0).any() else 0.0
    wanted = (rise >= LEAST_RISE_DB) & (loud >= usual + LEAST_OVER_DB)
    found: list[Bang] = []
    for at in np.nonzero(wanted)[0][np.argsort(-rise[wanted], kind="stable")]:
        if len(found) >= MOST_BANGS:
            break
        ms = _begins(loud, int(at))
        if all(abs(one.at_ms - ms) > _APART * STEP_MS for one in found):
            found.append(Bang(ms, round(float(rise[at])), ERROR_MS))
    return tuple(sorted(found, key=lambda one: one.at_ms))


def _rise(levels: Levels) -> NDArray[np.float32]:
    """Return by how much each row is louder than the 0.3 s before it, mean over bands [dB]; 0 after a gap."""
    views = np.lib.stride_tricks.sliding_window_view(levels, _BEFORE, axis=0)
    rise = np.zeros(len(levels), np.float32)
    first = _BEFORE + _GUARD
    for begin in range(0, len(levels) - first, 8192):
        count = min(8192, len(levels) - first - begin)
        before = np.percentile(views[begin : begin + count], 75, axis=2)
        now = levels[first + begin : first + begin + count].astype(np.float32)
        gap = views[begin : begin + count].min(axis=(1, 2)) == 0
        each = np.clip((now - before) / PER_DB, 0, 40).mean(axis=1)
        each[gap] = 0
        rise[first + begin : first + begin + count] = each
    return rise


def _loudness(levels: Levels) -> NDArray[np.float32]:
    """Return the power of all bands together [dB over the lowest level]."""
    power = (10 ** (levels.astype(np.float32) / PER_DB / 10)).sum(axis=1)
    found: NDArray[np.float32] = (10 * np.log10(np.maximum(power, 1))).astype(np.float32)
    return found


def _begins(loud: NDArray[np.float32], at: int) -> int:
    """Return when the rise around a row is half done [ms]."""
    low = max(0, at - 12)
    top = low + int(np.argmax(loud[low : at + 8]))
    ground = float(np.median(loud[max(0, top - _BEFORE) : max(1, top - 8)]))
    half = (float(loud[top]) + ground) / 2
    row = top
    while row > low and loud[row - 1] > half:
        row -= 1
    below, above = float(loud[max(0, row - 1)]), float(loud[row])
    part = 0.0 if above <= below else min(1.0, max(0.0, (half - below) / (above - below)))
    return max(0, round((max(0, row - 1) + part) * STEP_MS + _LATE_MS))
