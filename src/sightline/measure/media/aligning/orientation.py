"""Hashes of the same picture mirrored or turned, had from the bits alone.

A hash of PDQ compares 16 x 16 low frequencies of a cosine transform with their median. Mirroring changes the sign of
every second column of them, turning swaps rows and columns as well; the median of a picture lies near zero, so a sign
that changes is a bit that changes. It is near-exact: a few bits differ from the hash of the picture really mirrored.
"""

from functools import cache
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
_SIDE: Final = 16


@frozen(slots=True)
class Orientation:
    """How a picture was turned: mirrored left to right first, then turned clockwise by so many quarters."""

    mirrored: bool
    quarters: int


UPRIGHT: Final = Orientation(mirrored=False, quarters=0)
MIRRORED: Final = Orientation(mirrored=True, quarters=0)
ORIENTATIONS: Final = tuple(
    Orientation(mirrored=mirrored, quarters=quarters) for mirrored in (False, True) for quarters in range(4)
)


def turned(hashes: Bytes, orientation: Orientation) -> Bytes:
    """Return the hashes of the pictures as they would be when mirrored and turned so.

    :param hashes: (n, 32).
    """
    if orientation == UPRIGHT:
        return hashes
    order, flips = _table(orientation)
    bits = np.unpackbits(hashes, axis=1)[:, order] ^ flips
    return np.packbits(bits, axis=1)


@cache
def _table(orientation: Orientation) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Return for each bit where it comes from and whether it changes."""
    # bit p of the hash is coefficient 255 - p; frequency 1 stands at index 0, so odd frequencies at even indices
    source = np.arange(_SIDE * _SIDE).reshape(_SIDE, _SIDE)
    sign = np.zeros((_SIDE, _SIDE), np.uint8)
    odd = (np.arange(_SIDE) % 2 == 0).astype(np.uint8)
    if orientation.mirrored:
        sign = sign ^ odd[None, :]
    for _ in range(orientation.quarters):
        # a quarter clockwise: rows become columns, then left and right change places
        source, sign = source.T, sign.T ^ odd[None, :]
    order = 255 - source.reshape(-1)[::-1]
    return order.astype(np.int64), sign.reshape(-1)[::-1].copy()
