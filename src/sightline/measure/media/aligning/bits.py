"""Which frames of one film lie near which frames of another, counted in bits that differ.

Every frame is compared with every frame, since that is 2 to 3 nanoseconds a pair in compiled code. What is kept is
bounded: a frame of an unmoving camera is near thousands of others, and only its nearest partners are of use.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Rows = NDArray[np.int32]

MOST_PARTNERS: Final = 64
_BLOCK: Final = 2048
_FEW: Final = 4_096
"""Comparisons that numpy makes faster than machine code is loaded."""


@frozen(slots=True, eq=False)
class Near:
    """Pairs of rows that lie near each other, sorted by the first row."""

    one: Rows
    other: Rows
    bits: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.one)


def bits_between(one: Words, other: Words) -> NDArray[np.int64]:
    """Count the bits that differ; (…, 4) and (…, 4), broadcast against each other."""
    differing: NDArray[np.int64] = np.bitwise_count(one ^ other).sum(axis=-1, dtype=np.int64)
    return differing


def near(one: Words, other: Words, *, radius: int, most: int = MOST_PARTNERS) -> Near:
    """Find for each row of ``one`` the rows of ``other`` within a radius.

    :param one: (n, 4); :param other: (m, 4).
    :param radius: in bits, both ends included.
    :param most: partners kept for each row: the nearest, and among equally near ones some spread over all.
    """
    if len(other) <= most and len(one) * len(other) <= _FEW:  # pictures: not worth loading a compiler
        far = bits_between(one[:, None, :], other[None, :, :])
        ours, theirs = np.nonzero(far <= radius)
        return Near(ours.astype(np.int32), theirs.astype(np.int32), far[ours, theirs].astype(np.uint8))
    search = compiled()
    found: list[tuple[Rows, Rows, NDArray[np.uint8]]] = []
    rows = np.empty((_BLOCK, most), np.int32)
    bits = np.empty((_BLOCK, most), np.uint8)
    counts = np.empty(_BLOCK, np.int64)
    other = np.ascontiguousarray(other)
    for begin in range(0, len(one), _BLOCK):
        block = np.ascontiguousarray(one[begin : begin + _BLOCK])
        search(block, other, radius, rows, bits, counts)
        size = counts[: len(block)]
        held = np.arange(most)[None, :] < size[:, None]
        first = np.repeat(np.arange(begin, begin + len(block), dtype=np.int32), size)
        found.append((first, rows[: len(block)][held], bits[: len(block)][held]))
    if len(found) == 0:
        return Near(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.uint8))
    return Near(
        np.concatenate([part[0] for part in found]),
        np.concatenate([part[1] for part in found]),
        np.concatenate([part[2] for part in found]),
    )


def _near_loop(one: Any, other: Any, radius: Any, rows: Any, bits: Any, counts: Any) -> None:
    """Compare a block with all: first how far each lies, then which are kept."""
    most = rows.shape[1]
    tally = np.zeros(radius + 1, np.int64)
    far = np.empty(other.shape[0], np.int16)
    for i in range(one.shape[0]):
        tally[:] = 0
        for j in range(other.shape[0]):
            d = np.int64(0)
            for k in range(4):
                if k == 2 and d > radius:
                    break
                word = one[i, k] ^ other[j, k]
                # the compiler knows this pattern and makes one instruction of it: count the bits of a word
                word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
                word = (word & np.uint64(0x3333333333333333)) + (
                    (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
                )
                word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
                d += np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))
            far[j] = d
            if d <= radius:
                tally[d] += 1
        # the last distance that is kept, and how sparsely it is kept
        last, kept = 0, 0
        while last < radius and kept + tally[last] < most:
            kept += tally[last]
            last += 1
        room = most - kept
        stride = max(1, (tally[last] + room - 1) // room)
        at, seen = 0, 0
        for j in range(other.shape[0]):
            if far[j] > last or at >= most:
                continue
            if far[j] == last:
                seen += 1
                if (seen - 1) % stride != 0:
                    continue
            rows[i, at] = j
            bits[i, at] = far[j]
            at += 1
        counts[i] = at


@cache
def compiled() -> Callable[..., None]:
    """Return the loop as machine code that runs without the interpreter's lock, kept on disk by numba."""
    import numba

    whole, words = numba.int64[::1], numba.uint64[:, ::1]
    signature = numba.void(words, words, numba.int64, numba.int32[:, ::1], numba.uint8[:, ::1], whole)
    loop: Callable[..., None] = numba.njit([signature], nogil=True, cache=True)(_near_loop)
    return loop
