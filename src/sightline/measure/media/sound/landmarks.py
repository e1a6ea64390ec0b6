"""Pairs of peaks as numbers that can be looked up: the pitch of one, the step to the other, and the time between.

A sound that was played faster has its times divided, and its pitch moved too where nothing corrected it. Both can be
undone on the peaks alone, so what is asked for is tried at many speeds and what is kept is kept once.
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.sound.peaks import UNITS_PER_OCTAVE, Peaks

FARTHEST_MS: Final = 1_600
NEAREST_MS: Final = 80
FAN: Final = 6
"""Partners of a peak: the next ones in time."""
STEP: Final = 1.04
"""Between neighbouring speeds tried; at half a step off, landmarks still agree."""
_OCTAVE: Final = UNITS_PER_OCTAVE
_PITCH: Final = 6
"""Units of log frequency in a cell: a sixteenth of an octave."""
_RATIO: Final = 1.06
_SOFT_MS: Final = 150
_SPREAD: Final = 64
_LOWEST: Final = -64
_EDGE: Final = 0.3


@frozen(slots=True)
class Played:
    """How a sound may have been played: how fast, and how much higher."""

    speed: float = 1.0
    pitch: float = 1.0


def ways(step: float = STEP) -> tuple[Played, ...]:
    """Return the ways of playing to be tried, from half to double speed, the pitch kept and the pitch moved with it."""
    count = round(np.log(2.0) / np.log(step))
    speeds = [float(2.0 ** (at / count)) for at in range(-count, count + 1)]
    kept = [Played(speed) for speed in speeds]
    moved = [Played(speed, speed) for speed in speeds if speed != 1.0]
    return tuple(
        sorted((*kept, *moved), key=lambda one: (abs(np.log(one.speed)), one.pitch != 1.0, one.speed))
    )


def landmarks(
    peaks: Peaks, speed: float = 1.0, *, pitch: float = 1.0
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the keys of a sound as they were before it was played at this speed, with their times.

    :param speed: 1.1 for a sound that runs 1.1 times as fast as what it is compared with.
    :param pitch: by what frequencies were multiplied; the speed where nothing corrected them, 1 where they were kept.
    :returns: keys, shape (n,), and for each the time of its first peak in this sound [ms].
    """
    pitches, steps, gaps, times = _cells(peaks, Played(speed, pitch))
    return _key(np.floor(pitches), np.floor(steps), np.floor(gaps)), times


def query_landmarks(peaks: Peaks, played: Played) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return keys to look up: those of :func:`landmarks`, and their neighbours where a value lies near an edge."""
    pitches, steps, gaps, times = _cells(peaks, played)
    keys, at = [], []
    step = np.floor(steps)
    for pitch_by in (0, -1, 1):
        pitch, near_pitch = _neighbour(pitches, pitch_by)
        for gap_by in (0, -1, 1):
            gap, near_gap = _neighbour(gaps, gap_by)
            wanted = near_pitch & near_gap
            keys.append(_key(pitch, step, gap)[wanted])
            at.append(times[wanted])
    return np.concatenate(keys), np.concatenate(at)


def _neighbour(values: NDArray[np.float64], by: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    cell = np.floor(values)
    part = values - cell
    if by == 0:
        return cell, np.ones(len(values), np.bool_)
    return cell + by, part < _EDGE if by < 0 else part > 1 - _EDGE


def _cells(
    peaks: Peaks, played: Played
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Return where each pair lies, in cells: pitch of the first, step of pitch, time between; and its time."""
    times = np.asarray(peaks.times_ms * played.speed, np.float64)
    heights = np.asarray(peaks.bins - UNITS_PER_OCTAVE * np.log2(played.pitch), np.float64)
    first, second = _pairs(times, heights)
    pitches = heights[first] / _PITCH
    steps = (heights[second] - heights[first]) / _PITCH + 0.5
    gaps = np.log((times[second] - times[first] + _SOFT_MS) / (NEAREST_MS + _SOFT_MS)) / np.log(_RATIO)
    return pitches, steps, gaps, peaks.times_ms[first]


def _pairs(
    times: NDArray[np.float64], heights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which peaks make pairs: each with the next few within an octave, not too near and not too far in time."""
    left = np.full(len(times), FAN)
    firsts, seconds = [], []
    for step in range(1, _SPREAD + 1):
        if step >= len(times):
            break
        gap = times[step:] - times[:-step]
        good = (gap >= NEAREST_MS) & (gap <= FARTHEST_MS) & (left[:-step] > 0)
        good &= np.abs(heights[step:] - heights[:-step]) <= _OCTAVE
        (first,) = np.nonzero(good)
        left[first] -= 1
        firsts.append(first)
        seconds.append(first + step)
    if len(firsts) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(firsts), np.concatenate(seconds)


def _key(
    pitch: NDArray[np.float64], step: NDArray[np.float64], gap: NDArray[np.float64]
) -> NDArray[np.uint32]:
    """Put three small numbers into one: ten bits of pitch, six of step, eight of time."""
    high = np.clip(pitch - _LOWEST, 0, 1023).astype(np.uint32)
    middle = np.clip(step + 32, 0, 63).astype(np.uint32)
    low = np.clip(gap + 1, 0, 255).astype(np.uint32)
    return (high << np.uint32(14)) | (middle << np.uint32(8)) | low
