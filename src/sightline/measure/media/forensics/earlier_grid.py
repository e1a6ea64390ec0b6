"""Find the grid of an earlier JPEG under a later one: what is left of it are coefficients near multiples of its steps.

On the right one of 64 origins, and for the right earlier quality, the coefficients gather near multiples of the earlier
steps; on the other origins they do not. So each origin is its own control: what is told is how far the best stands
above the rest. [1]

[1] Bianchi, Piva (2012), Detection of nonaligned double JPEG compression based on integer periodicity maps.
    doi:10.1109/TIFS.2011.2170836
"""

from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.media.forensics.blocks import BASIS
from sightline.measure.media.forensics.histograms import FREQUENCIES
from sightline.measure.media.forensics.planes import Floats, Luma
from sightline.measure.media.forensics.tables import ANNEX_K_LUMA, scaled

MOST_BLOCKS: Final = 40_000
"""Blocks looked at on each origin, spread over the picture."""
_BINS_A_UNIT: Final = 4
_LARGEST: Final = 240
"""Coefficients beyond this are left out."""
QUALITIES: Final = tuple(range(30, 97))


@frozen(slots=True)
class EarlierGrid:
    """The origin whose coefficients gather best."""

    down: int
    right: int
    quality: int
    gathering: float
    """0 to 1: how near to multiples of the earlier steps, over the median of all origins."""
    margin: float
    """The same over the second best origin that is no neighbour, in spreads of all origins."""


def find_earlier_grid(luma: Luma) -> EarlierGrid | None:
    """Return the best origin other than the stored grid's own lines, or None where there is too little to see.

    :param luma: (height, width) of a picture whose last grid begins at its first pixel.
    """
    projection = np.stack(
        [np.outer(BASIS[down], BASIS[across]).ravel() for down, across in FREQUENCIES], axis=1
    )
    tables = _gathering_tables()
    gathered = np.zeros((8, 8, len(QUALITIES)))
    for down in range(8):
        for right in range(8):
            blocks = _some_blocks(luma[down:, right:])
            if blocks is None:
                return None
            counts = _counts(blocks @ projection.astype(np.float32))
            total = np.maximum(1.0, tables[1] @ counts)
            gathered[down, right] = (tables[0] @ counts) / total
    # each origin is measured against all others, quality by quality
    over = gathered - np.median(gathered, axis=(0, 1))
    over[0, :] = over[:, 0] = -1.0
    spread = 1.4826 * np.median(np.abs(over[1:, 1:]), axis=(0, 1)) + 1e-3
    best = np.unravel_index(int(np.argmax(over / (spread + 0.01))), over.shape)
    at = int(best[2])
    rest = over[1:, 1:, at].copy()
    value = float(over[best])
    rest[int(best[0]) - 1, int(best[1]) - 1] = -1.0
    margin = (value - float(rest.max())) / float(spread[at])
    return EarlierGrid(int(best[0]), int(best[1]), QUALITIES[at], value, margin)


def _some_blocks(luma: Luma) -> Floats | None:
    rows, columns = luma.shape[0] // 8, luma.shape[1] // 8
    if rows * columns < 256:
        return None
    every = max(1, -(-rows * columns // MOST_BLOCKS))
    wanted = np.arange(0, rows, every)
    lines = (wanted[:, None] * 8 + np.arange(8)[None, :]).ravel()
    strip = luma[lines, : columns * 8]
    cut = strip.reshape(wanted.size, 8, columns, 8).transpose(0, 2, 1, 3).reshape(-1, 64)
    return cut.astype(np.float32)


def _counts(coefficients: Floats) -> npt.NDArray[np.float64]:
    bins = np.rint(np.abs(coefficients) * _BINS_A_UNIT).astype(np.int64)
    most = _LARGEST * _BINS_A_UNIT
    return np.stack(
        [
            np.bincount(np.minimum(bins[:, at], most + 1), minlength=most + 2)[: most + 1].astype(float)
            for at in range(bins.shape[1])
        ]
    ).ravel()


def _gathering_tables() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return, by quality, the weight of each bin of each frequency, and whether it counts at all."""
    values = np.arange(_LARGEST * _BINS_A_UNIT + 1) / _BINS_A_UNIT
    near, counted = [], []
    for quality in QUALITIES:
        table = scaled(ANNEX_K_LUMA, quality)
        steps = np.array([table[down * 8 + across] for down, across in FREQUENCIES], float)[:, None]
        some = (values[None, :] > 0.5 * steps) & (values[None, :] < 8.5 * steps) & (steps > 1)
        near.append(np.where(some, np.cos(2 * np.pi * values[None, :] / steps), 0.0))
        counted.append(some.astype(float))
    count = len(QUALITIES)
    return np.stack(near).reshape(count, -1), np.stack(counted).reshape(count, -1)
