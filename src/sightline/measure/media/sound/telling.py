"""Whether a sound says enough to be compared: noise and hum fit anything, so they are not evidence."""

from typing import Final

import numpy as np

from sightline.measure.media.sound.peaks import STRENGTHS_PER_DB, Peaks

TELLING_DB: Final = 13
"""All but one or two peaks in ten minutes of white noise stay below."""
LEAST: Final = 8
WITHIN_MS: Final = 10_000
TOO_LITTLE: Final = "too little in this sound to compare"


def telling(peaks: Peaks) -> int:
    """Count the peaks that stand out further than those of noise."""
    return int((peaks.strengths >= TELLING_DB * STRENGTHS_PER_DB).sum())


def says_too_little(peaks: Peaks) -> bool:
    """Tell whether no ten seconds of a sound hold eight peaks that noise would not make."""
    times = peaks.times_ms[peaks.strengths >= TELLING_DB * STRENGTHS_PER_DB]
    if len(times) < LEAST:
        return True
    return not bool(np.any(times[LEAST - 1 :] - times[: len(times) - LEAST + 1] <= WITHIN_MS))
