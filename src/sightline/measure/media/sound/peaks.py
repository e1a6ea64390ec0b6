"""The points of a sound that survive what people do to it: where a tone or a knock stands out of what went before.

A steady hum stands out of nothing and gives no peaks; silence gives none; level does not matter. The loudest few of
each region of the spectrum within a second are kept, so that a copy without its treble keeps the peaks below it.
After [1], with a logarithmic axis as in [2], so that a change of pitch moves all peaks by the same amount.

[1] A. Wang (2003), An industrial-strength audio search algorithm, ISMIR.
[2] S. Fenet, G. Richard, Y. Grenier (2011), A scalable audio fingerprint method with robustness to pitch-shifting,
    ISMIR.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.sound.spectrum import (
    BANDS,
    BANDS_PER_OCTAVE,
    HOP,
    RATE,
    WINDOW,
    Floats,
    log_bands,
)

UNITS_PER_OCTAVE: Final = 96
STRENGTHS_PER_DB: Final = 4
_NEAR_BANDS: Final = 3
_NEAR_STEPS: Final = 4
_BEFORE: Final = 64
"""Steps on each side over which a band's usual level is taken: a second."""
_LEAST_DB: Final = 7.0
_WITHIN_MS: Final = 500
_REGIONS: Final = 4
_EACH: Final = 9
"""At most so many peaks of a region within half a second on each side."""
_MARGIN: Final = 160
"""Steps that a block sees of what comes before and after it."""
_BLOCK: Final = 2_048


_Column = NDArray[np.float64]


@frozen(slots=True, eq=False)
class Peaks:
    """Peaks of a sound, by time."""

    times_ms: NDArray[np.int64]
    """From the start of the film."""
    bins: NDArray[np.int16]
    """Log frequency, in 96ths of an octave above 180 Hz."""
    strengths: NDArray[np.uint8]
    """How far it stands out, in quarters of a decibel."""
    duration_ms: int = 0
    """Of the sound that was looked at."""

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.times_ms)


def peaks_of(samples: Floats, *, start_ms: int = 0) -> Peaks:
    """Find the peaks of a sound held in memory.

    :param samples: mono at 8 kHz, -1 to 1.
    :param start_ms: time of its first sample.
    """
    return find_peaks([(start_ms * RATE // 1000, samples)])


def find_peaks(blocks: Iterable[tuple[int, Floats]]) -> Peaks:
    """Find the peaks of a sound that comes block by block; memory does not grow with its length but for the peaks.

    :param blocks: (number of the first sample counted from the start of the film, mono samples at 8 kHz), in order;
        a jump in the numbers is a gap.
    """
    end = 0
    found: list[tuple[_Column, ...]] = []
    for stretch in _stretches(blocks):
        found.append(_peaks_in(stretch))
        end = max(end, stretch.start + (stretch.last - 1) * HOP + WINDOW)
    if len(found) == 0:
        return Peaks(np.empty(0, np.int64), np.empty(0, np.int16), np.empty(0, np.uint8))
    times, bins, strengths = (np.concatenate([part[at] for part in found]) for at in range(3))
    kept = _strongest(times, bins, strengths)
    times, bins, strengths = times[kept], bins[kept], strengths[kept]
    return Peaks(
        np.rint(times).astype(np.int64),
        np.rint(bins).astype(np.int16),
        np.clip(np.rint(strengths * STRENGTHS_PER_DB), 0, 255).astype(np.uint8),
        end * 1000 // RATE,
    )


@frozen(slots=True, eq=False)
class _Stretch:
    """Samples with what lies around them; peaks are looked for in the windows from ``first`` to ``last``."""

    start: int
    samples: Floats
    first: int
    last: int


def _stretches(blocks: Iterable[tuple[int, Floats]]) -> Iterator[_Stretch]:
    held: list[Floats] = []
    start = size = first = 0
    whole = (_BLOCK + 2 * _MARGIN) * HOP + WINDOW
    for at, samples in blocks:
        if size > 0 and at != start + size:
            yield from _rest(start, held, first)
            held, size, first = [], 0, 0
        if size == 0:
            start = at
        held.append(samples)
        size += len(samples)
        while size >= whole:
            together = np.concatenate(held)
            last = first + _BLOCK
            yield _Stretch(start, together[:whole], first, last)
            done = (last - _MARGIN) * HOP
            held, start, size, first = [together[done:]], start + done, size - done, _MARGIN
    yield from _rest(start, held, first)


def _rest(start: int, held: list[Floats], first: int) -> Iterator[_Stretch]:
    size = sum(map(len, held))
    if size >= WINDOW + first * HOP:
        yield _Stretch(start, np.concatenate(held), first, (size - WINDOW) // HOP + 1)


def _peaks_in(stretch: _Stretch) -> tuple[_Column, ...]:
    """Return times [ms], log frequencies [96ths of an octave] and strengths [dB] of the peaks of a stretch."""
    power = log_bands(stretch.samples)
    above = power - _usual(power)
    highest = _highest(_highest(power, _NEAR_STEPS, axis=0), _NEAR_BANDS, axis=1)
    chosen = (power >= highest) & (above >= _LEAST_DB)
    chosen[: stretch.first] = False
    chosen[stretch.last :] = False
    chosen[:, [0, -1]] = False
    chosen[[0, -1]] = False
    rows, columns = np.nonzero(chosen)
    peak = power[rows, columns]
    later = _vertex(power[rows - 1, columns], peak, power[rows + 1, columns])
    upper = _vertex(power[rows, columns - 1], peak, power[rows, columns + 1])
    seconds = (stretch.start + (rows + later) * HOP + WINDOW / 2) / RATE
    bins = (columns + upper) * (UNITS_PER_OCTAVE / BANDS_PER_OCTAVE)
    return seconds * 1000, bins.astype(np.float64), above[rows, columns].astype(np.float64)


def _usual(power: Floats) -> Floats:
    """Return the mean level of each band over a second before and after each step."""
    sums = np.zeros((len(power) + 1, BANDS), np.float64)
    np.cumsum(power, axis=0, out=sums[1:])
    steps = np.arange(len(power))
    low, high = np.maximum(steps - _BEFORE, 0), np.minimum(steps + _BEFORE + 1, len(power))
    return np.asarray((sums[high] - sums[low]) / (high - low)[:, None], np.float32)


def _highest(values: Floats, reach: int, *, axis: int) -> Floats:
    """Return the largest value within ``reach`` on each side along an axis."""
    found = values.copy()
    for step in range(1, reach + 1):
        if axis == 0:
            np.maximum(found[step:], values[:-step], out=found[step:])
            np.maximum(found[:-step], values[step:], out=found[:-step])
        else:
            np.maximum(found[:, step:], values[:, :-step], out=found[:, step:])
            np.maximum(found[:, :-step], values[:, step:], out=found[:, :-step])
    return found


def _vertex(before: Floats, peak: Floats, after: Floats) -> Floats:
    """Return where between -0.5 and 0.5 a parabola through three values has its top."""
    curve = np.maximum(2 * peak - before - after, np.float32(1e-6))
    return np.asarray(np.clip((after - before) / (2 * curve), -0.5, 0.5), np.float32)


def _strongest(times: _Column, bins: _Column, strengths: _Column) -> NDArray[np.int64]:
    """Return which peaks are among the strongest of their region within half a second on each side, by time."""
    region = np.minimum(
        (bins * _REGIONS / (BANDS * UNITS_PER_OCTAVE / BANDS_PER_OCTAVE)).astype(int), _REGIONS - 1
    )
    kept = []
    for one in range(_REGIONS):
        (inside,) = np.nonzero(region == one)
        inside = inside[np.lexsort((bins[inside], times[inside]))]
        at, strong = times[inside], strengths[inside]
        stronger = np.zeros(len(inside), np.int32)
        for step in range(1, len(inside)):
            near = at[step:] - at[:-step] <= _WITHIN_MS
            if not near.any():
                break
            stronger[step:] += near & (strong[:-step] >= strong[step:])
            stronger[:-step] += near & (strong[step:] > strong[:-step])
        kept.append(inside[stronger < _EACH])
    together = np.concatenate(kept)
    return together[np.lexsort((bins[together], times[together]))]
