"""Cut a plane into blocks of 8 by 8 and take their cosine transform, strip by strip."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from sightline.measure.media.forensics.planes import Floats, Luma

_STRIP_BLOCKS: Final = 32_768
"""About 8 MiB of coefficients at a time."""


def _basis() -> Floats:
    rows = np.arange(8)[:, None]
    columns = np.arange(8)[None, :]
    basis = np.sqrt(2 / 8) * np.cos((2 * columns + 1) * rows * np.pi / 16)
    basis[0] /= np.sqrt(2)
    single: Floats = basis.astype(np.float32)
    return single


BASIS: Final = _basis()
"""Orthonormal DCT-II of 8 points: coefficients are ``BASIS @ column``."""


def block_strips(luma: Luma, *, shift: tuple[int, int] = (0, 0)) -> Iterator[tuple[int, Floats]]:
    """Yield the coefficients of whole blocks, a strip of block rows at a time.

    :param luma: (height, width) uint8.
    :param shift: (down, right) of the grid's origin [pixels].
    :returns: first block row of the strip, and (rows, columns, 8, 8) coefficients as JPEG scales them; the first index
        of the block is the vertical frequency.
    """
    down, right = shift
    rows, columns = (luma.shape[0] - down) // 8, (luma.shape[1] - right) // 8
    if rows <= 0 or columns <= 0:
        return
    step = max(1, _STRIP_BLOCKS // columns)
    for first in range(0, rows, step):
        count = min(step, rows - first)
        strip = luma[down + first * 8 : down + (first + count) * 8, right : right + columns * 8]
        yield first, transform(strip)


def transform(strip: npt.NDArray[np.uint8] | Floats) -> Floats:
    """Return the (rows, columns, 8, 8) coefficients of a plane whose sides are multiples of 8."""
    rows, columns = strip.shape[0] // 8, strip.shape[1] // 8
    blocks = strip.reshape(rows, 8, columns, 8).transpose(0, 2, 1, 3).astype(np.float32) - np.float32(128)
    across = np.ascontiguousarray(blocks).reshape(-1, 8) @ BASIS.T
    turned = np.ascontiguousarray(across.reshape(-1, 8, 8).transpose(0, 2, 1))
    both = (turned.reshape(-1, 8) @ BASIS.T).reshape(rows, columns, 8, 8)
    return np.ascontiguousarray(both.transpose(0, 1, 3, 2))
