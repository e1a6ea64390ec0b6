"""Save a picture again in thought, at many qualities, and see how much each block would change.

A block that was saved at a quality before changes little when it is saved at that quality again. The change is had
without saving: in the cosine domain it is what rounding to the table's steps takes away, and by Parseval's theorem
its energy is the squared difference of the pixels.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.media.forensics.blocks import transform
from sightline.measure.media.forensics.planes import Floats, Luma
from sightline.measure.media.forensics.regions import smooth
from sightline.measure.media.forensics.tables import ANNEX_K_LUMA, scaled

QUALITIES: Final = tuple(range(40, 98, 3))
MOST_PIXELS: Final = 8_000_000
"""Beyond this only every second, third ... row of blocks is looked at."""


@frozen(slots=True, eq=False)
class Resaved:
    """What each block would change by."""

    change: Floats
    """(qualities, rows, columns): mean squared change of a pixel [levels^2]."""
    qualities: tuple[int, ...]
    every: int
    """How many rows of blocks of the picture one row stands for."""


def resave(
    luma: Luma,
    *,
    qualities: Sequence[int] = QUALITIES,
    shift: tuple[int, int] = (0, 0),
    most_pixels: int = MOST_PIXELS,
) -> Resaved:
    """Return how much each 8 by 8 block changes when saved at each quality.

    :param luma: (height, width) uint8.
    :param shift: (down, right) of the grid to save on [pixels].
    """
    part = luma[shift[0] :, shift[1] :]
    rows, columns = part.shape[0] // 8, part.shape[1] // 8
    every = max(1, -(-part.size // most_pixels))
    wanted = np.arange(0, rows, every)
    steps = [np.array(scaled(ANNEX_K_LUMA, one), np.float32) for one in qualities]
    change = np.zeros((len(steps), wanted.size, columns), np.float32)
    together = max(1, 4096 // max(1, columns))
    for first in range(0, wanted.size, together):
        group = wanted[first : first + together]
        lines = (group[:, None] * 8 + np.arange(8)[None, :]).ravel()
        blocks = transform(part[lines, : columns * 8]).reshape(-1, 64)
        for at, step in enumerate(steps):
            whole = blocks / step
            whole -= np.rint(whole)
            whole *= step
            energy = np.einsum("ij,ij->i", whole, whole) / 64
            change[at, first : first + group.size] = energy.reshape(group.size, columns)
    return Resaved(change, tuple(qualities), every)


def dips(resaved: Resaved, *, reach: int = 1) -> Floats:
    """Return how far each block's change dips at each quality below the line between its neighbours.

    :param reach: blocks around each that are averaged with it.
    :returns: (qualities, rows, columns): 0 no dip, 1 no change at all; the first and last two qualities have none.
    """
    mean = np.stack([smooth(one, reach=reach) for one in resaved.change]) + np.float32(0.05)
    found = np.zeros(mean.shape, np.float32)
    line = np.sqrt(mean[:-4] * mean[4:])
    found[2:-2] = np.clip(1 - mean[2:-2] / line, -1, 1)
    return found
