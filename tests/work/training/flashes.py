"""Finding the flash of a film, as a learner does who steps through its frames."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np

BRIGHT = 215
"""Brighter than anything in the valley that the sun lights, walls by the dozen excepted; the flash is larger."""


def flash_frame(path: Path) -> int:
    """Find the frame in which more pixels are suddenly bright than in the one before."""
    with av.open(str(path)) as film:
        counts = [int((f.to_ndarray(format="gray")[:-30] > BRIGHT).sum()) for f in film.decode(video=0)]
    return int(np.argmax([after - before for before, after in pairwise(counts)])) + 1
