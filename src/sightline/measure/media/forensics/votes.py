"""Find the grid a picture was once compressed on: every cell votes for the origin that leaves the most zeros.

JPEG rounds most of the 64 coefficients of a block to zero. Cut the picture into blocks on any other grid and fewer are
zero. So in each cell of 8 by 8 pixels the 64 blocks that begin in it are compared, and the one with the most zeros
names the origin of the grid. Without any JPEG in the past each origin gets about one vote in 64. [1]

[1] Nikoukhah, Anger, Colom, Morel, Grompone von Gioi (2021), ZERO: a local JPEG grid origin detector based on the
    number of DCT zeros and its applications in image forensics. doi:10.5201/ipol.2021.390
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from sightline.measure.media.forensics.blocks import BASIS
from sightline.measure.media.forensics.planes import Floats, Luma

Votes = npt.NDArray[np.int8]

NO_VOTE: Final = -1
MOST_PIXELS: Final = 8_000_000
"""Beyond this only every second, third ... row of cells votes."""
_STRIP_PIXELS: Final = 65_536


def cast_votes(luma: Luma, *, most_pixels: int = MOST_PIXELS) -> tuple[Votes, int]:
    """Return the vote of each cell: 8 * down + right of the origin, or -1 where none leads.

    :param luma: (height, width), at least 16 by 16.
    :returns: (rows, columns) votes, and how many rows of cells of the picture one row stands for.
    """
    rows, columns = (luma.shape[0] - 7) // 8, (luma.shape[1] - 7) // 8
    every = max(1, -(-luma.size // most_pixels))
    wanted = list(range(0, rows, every))
    votes = np.full((len(wanted), columns), NO_VOTE, np.int8)
    together = max(1, _STRIP_PIXELS // (luma.shape[1] * 8)) if every == 1 else 1
    for at in range(0, len(wanted), together):
        group = wanted[at : at + together]
        top, count = group[0] * 8, len(group)
        strip = luma[top : top + count * 8 + 7, : columns * 8 + 7]
        zeros = _zeros(strip)
        votes[at : at + count] = _lead(zeros.reshape(count, 8, columns, 8).transpose(0, 2, 1, 3))
    return votes, every


def _zeros(strip: Luma) -> npt.NDArray[np.uint8]:
    """Return how many of the 64 coefficients are zero for the block that begins at each pixel."""
    plane = strip.astype(np.float32) - np.float32(128)
    across: Floats = np.lib.stride_tricks.sliding_window_view(plane, 8, axis=1) @ BASIS.T
    height, width = plane.shape[0] - 7, plane.shape[1] - 7
    zeros = np.zeros((height, width), np.uint8)
    for frequency in range(8):
        column = np.ascontiguousarray(across[:, :, frequency])
        down = np.lib.stride_tricks.sliding_window_view(column, 8, axis=0) @ BASIS.T
        zeros += (np.abs(down) < np.float32(0.5)).sum(axis=2, dtype=np.uint8)
    return zeros


def _lead(zeros: npt.NDArray[np.uint8]) -> Votes:
    """Return the origin that leads in each cell; no vote on a tie or where the cell is flat."""
    flat = zeros.reshape(*zeros.shape[:2], 64)
    most = flat.max(axis=2)
    alone = (flat == most[:, :, None]).sum(axis=2) == 1
    lead = flat.argmax(axis=2).astype(np.int8)
    return np.where(alone & (most < 63), lead, np.int8(NO_VOTE)).astype(np.int8)


def tally(votes: Votes) -> npt.NDArray[np.int64]:
    """Return how many votes each of the 64 origins got."""
    return np.bincount(votes[votes >= 0].astype(np.int64), minlength=64)
