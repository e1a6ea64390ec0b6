"""How loud a sound is in six bands, two hundred times a second: small enough to keep, fine enough for milliseconds.

Two recordings of one event share when sounds begin, not their waveforms: microphones, distance, echoes and codecs
differ. So levels are kept and beginnings are looked for in them. The clock is that of the film: zero is where its
picture begins.
"""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.opening import open_media
from sightline.measure.media.sniff import sniff_file
from sightline.measure.media.sound.decoding import Heard, decode_sound, sound_stream
from sightline.measure.media.sound.spectrum import RATE, Floats

Levels = NDArray[np.uint8]

STEP: Final = 40
"""Samples from one row to the next."""
STEP_MS: Final = STEP * 1000 / RATE
WINDOW: Final = 256
EDGES_HZ: Final = (80.0, 200.0, 400.0, 750.0, 1400.0, 2300.0, 3800.0)
BANDS: Final = len(EDGES_HZ) - 1
LOWEST_DB: Final = -110.0
PER_DB: Final = 2
"""Steps of a level in one decibel."""
LONGEST_S: Final = 12 * 3600
_AT_ONCE: Final = 4096


@frozen(slots=True, eq=False)
class Onsets:
    """The levels of a sound; row n is centred 5 n milliseconds after the film begins."""

    levels: Levels
    """(rows, 6): 0 where nothing was recorded, else 1 for -109.5 dB of a full-scale sine, two to the decibel."""
    cut: bool = False
    """Whether it is longer than twelve hours and the rest was left out."""

    def __len__(self) -> int:
        return len(self.levels)

    @property
    def duration_ms(self) -> int:
        """Time of the last row [ms]."""
        return round(len(self.levels) * STEP_MS)


def onsets_of(source: Path | Iterable[tuple[int, Floats]]) -> Onsets:
    """Return the levels of a file's sound, or of blocks of it; none where it has no sound.

    :param source: a path, or blocks as :func:`decode_sound` yields them: number of the first sample, samples (n,) at
        8 kHz, -1 to 1, in order of time.
    :raises Damaged: when the file cannot be opened or no sound decodes.
    :raises OverLimit: when it declares too many streams.
    """
    if not isinstance(source, Path):
        return _gather(source)
    with open_media(source, sniff_file(source).media_type) as container:
        stream = sound_stream(container)
        if stream is None:
            return _gather(())
        return _gather(decode_sound(container, stream, Heard(), deadline=float("inf")))


def _gather(blocks: Iterable[tuple[int, Floats]]) -> Onsets:
    pieces: list[Levels] = []
    rows = 0
    held: Floats = np.zeros(0, np.float32)
    begin = 0
    for at, samples in blocks:
        if at != begin + len(held):
            # what lies between was not recorded
            held, begin = np.zeros(0, np.float32), at
        held = np.concatenate([held, np.asarray(samples, np.float32)])
        first = max(rows, -(-(begin + WINDOW // 2) // STEP))
        skip = first * STEP - WINDOW // 2 - begin
        count = (len(held) - skip - WINDOW) // STEP + 1
        if count <= 0:
            continue
        if first > LONGEST_S * RATE // STEP:
            return _joined(pieces, cut=True)
        if first > rows:
            pieces.append(np.zeros((first - rows, BANDS), np.uint8))
        pieces.append(_levels(held[skip:], count))
        rows = first + count
        used = skip + count * STEP
        held, begin = held[used:], begin + used
    return _joined(pieces, cut=False)


def _joined(pieces: list[Levels], *, cut: bool) -> Onsets:
    return Onsets(np.concatenate([np.zeros((0, BANDS), np.uint8), *pieces]), cut)


def _levels(samples: Floats, count: int) -> Levels:
    views: Floats = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::STEP][:count]
    taper, bands = _taper(), _bands()
    found = np.empty((count, BANDS), np.uint8)
    for at in range(0, count, _AT_ONCE):
        spectra = np.fft.rfft(views[at : at + _AT_ONCE] * taper, axis=1)
        power = (spectra.real**2 + spectra.imag**2) @ bands
        level = 10 * np.log10(power + 1e-12)
        found[at : at + _AT_ONCE] = np.clip(np.rint((level - LOWEST_DB) * PER_DB), 1, 255)
    return found


@cache
def _taper() -> Floats:
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(WINDOW) + 0.5) / WINDOW)
    return np.asarray(hann * 2 / hann.sum(), np.float32)


@cache
def _bands() -> Floats:
    hertz = np.arange(WINDOW // 2 + 1) * RATE / WINDOW
    return np.asarray(
        [[low <= one < high for low, high in pairwise(EDGES_HZ)] for one in hertz],
        np.float32,
    )
