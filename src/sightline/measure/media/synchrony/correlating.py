"""Where two sounds begin together: the lag at which most of their rises agree, and how far that stands above chance.

Rises of level are correlated band by band in the spectrum, half whitened [1], so that a steady beat does not fit
everywhere. Chance is what the other lags of the same two recordings show: no model of noise is needed, and music that
fits a beat later as well has no lag that stands out.

[1] Knapp, Carter (1976), The generalized correlation method for estimation of time delay.
    doi:10.1109/TASSP.1976.1162830
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.synchrony.novelty import Rises

LEAST_ROWS: Final = 600
"""Three seconds must be common."""
WHITENING: Final = 0.5
LEAST_DEVIATIONS: Final = 7.0
"""With six thousand lags (30 s); the best of more lags by chance is higher."""
LEAST_OVER_NEXT: Final = 1.3
APART_ROWS: Final = 300
"""Lags nearer than a second and a half to the best are the same answer: other sources, other ways."""


STEADY: Final = 0.2
"""Agreement of a sound with itself later, from which it is a beat: clicks at a steady pace have 0.38, music of the
tests 0.11, events 0.05 at most."""
_NO_BEAT: Final = 40


@frozen(slots=True)
class Peak:
    """The best lag of one correlation: row i of B is row ``i + lag`` of A."""

    lag: int
    deviations: float
    """Its height in deviations of all lags."""
    over_next: float
    """Its height over that of the next best lag elsewhere."""
    lags: int
    """How many lags were looked at."""

    @property
    def stands_out(self) -> bool:
        """Whether it is more than the best of so many lags by chance."""
        wanted = LEAST_DEVIATIONS * np.sqrt(np.log(max(self.lags, 6_000)) / np.log(6_000))
        return self.deviations >= wanted and self.over_next >= LEAST_OVER_NEXT


def correlate(a: Rises, b: Rises) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return lags in rows and, for each, agreement per root of common time.

    :param a: (rows, bands); so ``b``. Lags with less than three seconds in common are left out.
    """
    size = 1 << int(len(a) + len(b) - 1).bit_length()
    total = np.zeros(size)
    for band in range(a.shape[1]):
        cross = np.fft.rfft(a[:, band], size) * np.conj(np.fft.rfft(b[:, band], size))
        height = np.abs(cross)
        most = float(height.max())
        if most > 0:
            total += np.fft.irfft(cross / np.maximum(height, 1e-6 * most) ** WHITENING, size)
    lags = np.arange(-(len(b) - 1), len(a))
    common = np.minimum(lags + len(b), len(a)) - np.maximum(lags, 0)
    kept = common >= LEAST_ROWS
    lags, common = lags[kept], common[kept]
    return lags, total[lags % size] / np.sqrt(common)


def best_lag(a: Rises, b: Rises) -> Peak | None:
    """Return the lag at which two sounds agree best, or None where they are too short.

    :param a: (rows, bands); so ``b``.
    """
    lags, agreement = correlate(a, b)
    if len(lags) == 0:
        return None
    middle = float(np.median(agreement))
    spread = 1.4826 * float(np.median(np.abs(agreement - middle)))
    if spread <= 0:
        return None
    at = int(np.argmax(agreement))
    elsewhere = np.abs(lags - lags[at]) > APART_ROWS
    height = (float(agreement[at]) - middle) / spread
    following = (float(agreement[elsewhere].max()) - middle) / spread if elsewhere.any() else height
    return Peak(int(lags[at]), height, height / max(following, 1e-9), len(lags))


def is_steady(rise: Rises) -> bool:
    """Tell whether a sound is a steady beat, which fits itself as well some beats later.

    :param rise: (rows, bands).
    """
    lags, agreement = correlate(rise, rise)
    whole = agreement * np.sqrt(len(rise) - np.abs(lags))
    here = float(whole[lags == 0].max(initial=0.0))
    later = float(whole[np.abs(lags) >= _NO_BEAT].max(initial=0.0))
    return here <= 0 or later > STEADY * here
