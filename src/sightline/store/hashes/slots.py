"""How 256 bits are cut into slots, and which keys of a slot have to be looked at for a radius.

Two hashes within ``radius`` bits of each other, cut into m slots, agree in some slot up to ``radius // m`` bits: the
pigeonhole. Refined [1]_: with ``radius = m * a + b`` it is enough to look in the first b + 1 slots up to a bits and in
the others up to a - 1. For if every one of the first b + 1 slots differed by a + 1 bits or more and every other one by
a or more, the whole would differ by ``(b + 1) * (a + 1) + (m - b - 1) * a = m * a + b + 1``, one more than the radius.

More can be asked of the slot that follows, the first one following the last [2]_. Count from each slot what it differs
less one more than its reach: over all slots that sums to less than nothing, so there is a slot from which on every sum
around the ring stays below nothing. Hence some slot differs within its reach and, *together with the next one*, by no
more than both reaches and one. Half of the bits of a stranger differ, so 16 bits of the next slot, kept beside the
number of each hash, turn away 499 strangers of 500 before their 32 bytes are fetched.

.. [1] Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing", IEEE TPAMI 36 (2014),
   doi:10.1109/TPAMI.2013.231
.. [2] Qin, Xiao, "Pigeonring: A Principle for Faster Thresholded Similarity Search", PVLDB 12 (2018),
   doi:10.14778/3275536.3275539
"""

from functools import lru_cache
from itertools import combinations
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

BITS: Final = 256
WORDS: Final = 4
"""A hash is four words of 64 bits, little-endian in memory; bit 0 of the whole is the highest of the first word."""
RADIUS: Final = 31
"""The widest radius that the slots answer; PDQ's own threshold."""
SLOT_COUNTS: Final = (11, 12, 13, 14, 15, 16)

SKETCH_BITS: Final = 16
"""Bits of the next slot that are kept beside the number of a hash; no slot is narrower."""
SKETCHED_FROM: Final = 750_000
"""From how many distinct hashes on sketches are kept: below, there are few strangers to turn away, and the tables cost
so many bytes a hash that there is no room for them."""

# From how many distinct hashes on which number of slots is quickest and holds to 130 bytes a hash; below the first,
# comparing with every hash is as quick, and slots would cost more bytes than the hashes themselves.
_BY_SIZE: Final = ((100_000, 16), (1 << 24, 13))


def slots_for(count: int) -> int:
    """Choose the number of slots for so many distinct hashes; 0 for none: compare with each."""
    return max((slots for least, slots in _BY_SIZE if count >= least), default=0, key=lambda slots: -slots)


@frozen(slots=True, eq=False)
class Probing:
    """Which keys to look at: the cut of the slots, and by how many bits their keys may differ."""

    first: NDArray[np.int64]
    """(m,) the bit at which each slot begins."""
    width: NDArray[np.int64]
    """(m,) its bits."""
    reach: NDArray[np.int64]
    """(m,) the bits by which its key may differ; -1: not looked at."""
    beside: NDArray[np.int64]
    """(m,) the bit at which the next slot begins, and with it the sketch."""
    together: NDArray[np.int64]
    """(m,) the bits by which its key and the sketch may differ together."""
    masks: NDArray[np.uint32]
    """All masks to be laid over keys, slot after slot, each slot's in rising order so that neighbours in memory
    are read one after the other."""
    masks_at: NDArray[np.int64]
    """(m + 1,) where the masks of each slot begin."""


def widths(slots: int) -> list[int]:
    """Cut the bits into slots of nearly equal width, the wide ones first."""
    return [BITS // slots + (1 if number < BITS % slots else 0) for number in range(slots)]


@lru_cache(maxsize=256)
def probing(slots: int, radius: int) -> Probing:
    """Return what to look at.

    :param slots: one of :data:`SLOT_COUNTS`.
    :param radius: 0 to :data:`RADIUS` [bits], inclusive.
    """
    width = widths(slots)
    each, rest = divmod(radius, slots)
    reach = [each if number <= rest else each - 1 for number in range(slots)]
    masks = [_masks(bits, least) for bits, least in zip(width, reach, strict=True)]
    ends = np.cumsum([len(part) for part in masks])
    first = np.concatenate(([0], np.cumsum(width)[:-1])).astype(np.int64)
    return Probing(
        first=first,
        width=np.array(width, np.int64),
        reach=np.array(reach, np.int64),
        beside=np.roll(first, -1),
        together=np.array(reach, np.int64) + np.roll(reach, -1) + 1,
        masks=np.concatenate(masks).astype(np.uint32),
        masks_at=np.concatenate(([0], ends)).astype(np.int64),
    )


def _masks(width: int, reach: int) -> NDArray[np.int64]:
    flips = range(reach + 1)
    return np.array(
        sorted(
            sum(1 << bit for bit in chosen) for bits in flips for chosen in combinations(range(width), bits)
        ),
        np.int64,
    )


def keys_of(words: NDArray[np.uint64], first: int, width: int) -> NDArray[np.uint32]:
    """Take one slot out of hashes.

    :param words: (n, 4).
    :param first: the bit at which the slot begins, counted from the highest of the first word.
    :param width: 1 to 32 bits.
    """
    word, shift = divmod(first, 64)
    taken = (words[:, word] << np.uint64(shift)) >> np.uint64(64 - width)
    over = shift + width - 64
    if over > 0:
        taken |= words[:, word + 1] >> np.uint64(64 - over)
    return taken.astype(np.uint32)


def as_words(hashes: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """See (n, 32) bytes as (n, 4) words."""
    return np.ascontiguousarray(hashes).view("<u8").reshape(-1, WORDS).astype(np.uint64, copy=False)
