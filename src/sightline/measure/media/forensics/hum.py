"""The hum of the mains in a sound: whether its phase runs on, or jumps as where a piece was cut out.

Mains swing 50 or 60 times a second, and so do what they drive and what they leak into. Their phase wanders slowly and
never jumps; a cut takes out a stretch that is hardly ever a whole number of swings. [1]

[1] Rodriguez, Apolinario, Biscainho (2010), Audio authenticity: detecting ENF discontinuity with high precision phase
    analysis. doi:10.1109/TIFS.2010.2051270
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.forensics.charts import Curve
from sightline.measure.media.sound.spectrum import RATE, Floats

MAINS_HZ: Final = (50, 60)
ORDERS: Final = (1, 2, 3, 4)
LEAST_OVER_DB: Final = 10.0
"""Over what lies seven hertz beside it."""
LEAST_SECONDS: Final = 6
LEAST_TURN: Final = 0.2
"""Of one swing: less is noise."""
LEAST_SPREADS: Final = 5.0
_BESIDE_HZ: Final = 7
_WINDOW: Final = RATE // 2
_HOP: Final = RATE // 20
_LAG: Final = 12
_TOGETHER_MS: Final = 350.0


@frozen(slots=True, eq=False)
class Tone:
    """One harmonic of the mains."""

    hertz: int
    over_db: float
    times_ms: Curve
    turns: Curve
    """By how much the phase changed within 0.6 s beside what is usual [turns, -0.5 to 0.5]."""


@frozen(slots=True)
class Jump:
    """A place where the phase jumps in two harmonics at once."""

    at_ms: int
    turns_thousandths: int
    """Of the strongest harmonic."""
    hertz: tuple[int, ...]


def tones_of(sound: Floats) -> tuple[Tone, ...]:
    """Return the harmonics of the mains that stand out, of 50 or 60 hertz, whichever has more; none where none do.

    :param sound: mono at 8 kHz.
    """
    if len(sound) < LEAST_SECONDS * RATE:
        return ()
    best: list[Tone] = []
    for mains in MAINS_HZ:
        found = [one for one in (_tone(sound, mains * order) for order in ORDERS) if one is not None]
        if sum(one.over_db for one in found) > sum(one.over_db for one in best):
            best = found
    return tuple(best) if len(best) >= 2 else ()


def jumps_of(tones: tuple[Tone, ...]) -> tuple[Jump, ...]:
    """Return where the phase of two harmonics and more jumps."""
    places: list[tuple[float, float, int]] = []
    for tone in tones:
        spread = max(0.005, 1.4826 * float(np.median(np.abs(tone.turns))))
        strong = np.abs(tone.turns) >= max(LEAST_TURN, LEAST_SPREADS * spread)
        for first, last in _runs(strong):
            at = first + int(np.argmax(np.abs(tone.turns[first : last + 1])))
            places.append((float(tone.times_ms[at]), float(tone.turns[at]), tone.hertz))
    places.sort()
    found: list[Jump] = []
    used: set[int] = set()
    order = {tone.hertz: -tone.over_db for tone in tones}
    for at, place in enumerate(places):
        near = [
            n for n in range(at, len(places)) if places[n][0] - place[0] <= _TOGETHER_MS and n not in used
        ]
        hertz = tuple(sorted({places[n][2] for n in near}))
        if len(hertz) >= 2:
            used.update(near)
            chosen = min((places[n] for n in near), key=lambda one: order[one[2]])
            middle = float(np.mean([places[n][0] for n in near]))
            found.append(Jump(round(middle), round(1000 * chosen[1]), hertz))
    return tuple(found)


def _tone(sound: Floats, hertz: int) -> Tone | None:
    here = _demodulated(sound, hertz)
    beside = [_demodulated(sound, hertz + way * _BESIDE_HZ) for way in (-1, 1)]
    ground = float(np.median(np.abs(np.concatenate(beside))))
    level = float(np.median(np.abs(here)))
    if level <= 0 or ground <= 0 or 20 * np.log10(level / ground) < LEAST_OVER_DB:
        return None
    step = np.angle(here[_LAG:] * np.conj(here[:-_LAG]))
    turns = np.angle(np.exp(1j * (step - np.median(step)))) / (2 * np.pi)
    times = (np.arange(len(turns)) * _HOP + _WINDOW / 2 + _LAG * _HOP / 2) * 1000 / RATE
    return Tone(hertz, 20 * float(np.log10(level / ground)), times, turns)


def _demodulated(sound: Floats, hertz: int) -> NDArray[np.complex128]:
    """Return the swing at a frequency every twentieth of a second, half a second wide."""
    taper = np.hanning(_WINDOW) / np.hanning(_WINDOW).sum()
    begins = np.arange(0, len(sound) - _WINDOW, _HOP)
    found = np.empty(len(begins), np.complex128)
    wave = taper * np.exp(-2j * np.pi * hertz * np.arange(_WINDOW) / RATE)
    views = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[::_HOP][: len(begins)]
    for at in range(0, len(begins), 512):
        found[at : at + 512] = views[at : at + 512] @ wave
    # the phase each window begins with is that of its first sample
    shifted: NDArray[np.complex128] = found * np.exp(-2j * np.pi * hertz * begins / RATE)
    return shifted


def _runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.diff(np.concatenate([[0], marked.astype(np.int8), [0]]))
    return [
        (int(first), int(last) - 1)
        for first, last in zip(np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0], strict=True)
    ]
