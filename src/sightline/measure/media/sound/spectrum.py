"""Sound as power over time and log frequency: a step of pitch is the same distance everywhere on the axis.

Twenty-four bands an octave from 180 Hz to 3.5 kHz, which telephones, narrow codecs and small microphones keep.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

RATE: Final = 8_000
"""Samples a second of everything in this room."""
WINDOW: Final = 1_024
HOP: Final = 128
HOP_MS: Final = HOP * 1000 / RATE
LOWEST_HZ: Final = 180.0
BANDS_PER_OCTAVE: Final = 24
BANDS: Final = 104
FLOOR: Final = np.float32(1e-10)
"""Added to the power of each band, where a full-scale sine has 1: what lies 100 dB down is silence."""


def centres() -> NDArray[np.float64]:
    """Return the middle of each band [Hz], shape (104,)."""
    found: NDArray[np.float64] = LOWEST_HZ * 2.0 ** (np.arange(BANDS) / BANDS_PER_OCTAVE)
    return found


def log_bands(samples: Floats) -> Floats:
    """Return the power of each band in each window [dB of a full-scale sine].

    :param samples: mono at 8 kHz, -1 to 1, at least one window (1,024) long; what does not fill a step is left out.
    :returns: (windows, 104); row n is centred on sample ``128 n + 512``.
    """
    views: Floats = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    found: Floats = np.empty((len(views), BANDS), np.float32)
    taper, weights = _taper(), _weights()
    for at in range(0, len(views), 256):
        spectra = np.fft.rfft(views[at : at + 256] * taper, axis=1)
        power = spectra.real**2 + spectra.imag**2
        found[at : at + 256] = 10 * np.log10(power @ weights + FLOOR)
    return found


@cache
def _taper() -> Floats:
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(WINDOW) + 0.5) / WINDOW)
    # scaled so that a full-scale sine has power 1 at its bin
    return np.asarray(hann * 2 / hann.sum(), np.float32)


@cache
def _weights() -> Floats:
    """Return what each bin of the transform gives to each band, (513, 104): a bell as wide as the band or the bin."""
    bins = np.arange(WINDOW // 2 + 1) * RATE / WINDOW
    middle = centres()
    width = np.maximum(middle * (2 ** (1 / BANDS_PER_OCTAVE) - 1), RATE / WINDOW) / 2
    weights = np.exp(-0.5 * ((bins[:, None] - middle) / width) ** 2)
    weights[weights < 1e-4] = 0
    return np.asarray(weights / weights.max(axis=0), np.float32)
