"""What the cameras of the valley heard: wind, a warning horn, and a distant bang, later the farther off they were."""

from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

RATE: Final = 48_000
_WIND: Final = 0.012
_BANG: Final = 0.62
_HORN: Final = ((-2.6, 392.0, 0.5), (-1.9, 523.0, 0.3), (-1.45, 523.0, 0.3), (-1.0, 659.0, 0.55))
"""Of the quarry before it fires: when [s before the bang], tone [Hz], how long [s]."""


def track(seconds: float, bang_at: float, seed: int) -> Array:
    """Give a mono track in [-1, 1]: wind from the seed, and a bang whose front arrives at ``bang_at`` [s]."""
    rng = np.random.default_rng(seed)
    count = round(seconds * RATE)
    wind = _soft(rng.normal(size=count), 240)
    swell = 1.0 + 0.5 * np.sin(np.arange(count) / RATE * 1.7 + rng.uniform(0, 6))
    heard = _WIND * wind / np.abs(wind).max() * swell * 3.0
    for before, tone, length in _HORN:
        _add_horn(heard, bang_at + before, tone, length)
    for delay, loud in ((0.0, 1.0), (0.62, 0.28), (1.13, 0.16)):
        _add(heard, bang_at + delay, loud * _BANG)
    return np.asarray(np.clip(heard, -1.0, 1.0))


def _add(heard: Array, at: float, loud: float) -> None:
    """Lay a bang over a track: a steep front, then a rumble that dies away. It is the same bang in every track."""
    rng = np.random.default_rng(77)
    length = int(1.3 * RATE)
    t = np.arange(length) / RATE
    rumble = _soft(rng.normal(size=length), 60)
    rumble = rumble / np.abs(rumble).max() * np.exp(-t / 0.24)
    front = np.sin(2 * np.pi * 70.0 * t) * np.exp(-t / 0.035)
    wave = loud * (0.65 * rumble + 0.5 * front) * np.minimum(t / 0.0015, 1.0)
    first = round(at * RATE)
    last = min(len(heard), first + length)
    if first < last:
        heard[first:last] += wave[: last - first]


def _add_horn(heard: Array, at: float, tone: float, length: float) -> None:
    """Lay one blow of the horn over a track: a tone with its overtones, rising and dying away softly."""
    t = np.arange(int(length * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * tone * k * t) / k for k in (1, 2, 3)) * np.sin(np.pi * t / length) ** 0.5
    first = round(at * RATE)
    skip = max(0, -first)
    last = min(len(heard), first + len(t))
    if first + skip < last:
        heard[first + skip : last] += 0.05 * wave[skip : last - first]


def _soft(noise: Array, width: int) -> Array:
    """Take the high tones out of noise: a running mean, twice."""
    box = np.ones(width) / width
    return np.asarray(np.convolve(np.convolve(noise, box, "same"), box, "same"))
