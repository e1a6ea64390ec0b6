"""Levels of a sound as bytes: one object per finding, read in one gulp by whoever aligns.

``SLONSET1``; rows uint64; bands uint16; flags uint16 (1: cut off); CRC-32 of the levels uint32; then the levels, one
band after the other, each as differences from row to row (uint8, wrapping), deflated.
"""

import struct
import zlib
from typing import Final

import numpy as np

from sightline.core.errors import Damaged
from sightline.measure.media.sound.spectrum import RATE
from sightline.measure.media.synchrony.onsets import BANDS, LONGEST_S, STEP, Onsets

MAGIC: Final = b"SLONSET1"
MEDIA_TYPE: Final = "application/vnd.sightline.onsets"
ROLE: Final = "onsets"
_HEAD: Final = struct.Struct("<8sQHHI")
_MOST_ROWS: Final = LONGEST_S * RATE // STEP + RATE
_TODO: Final = "examine the object again"


def pack(onsets: Onsets) -> bytes:
    """Write levels."""
    columns = np.ascontiguousarray(onsets.levels.T)
    steps = np.diff(columns, axis=1, prepend=np.zeros((BANDS, 1), np.uint8))
    head = _HEAD.pack(MAGIC, len(onsets), BANDS, int(onsets.cut), zlib.crc32(columns.tobytes()))
    return head + zlib.compress(steps.tobytes(), 6)


def unpack(data: bytes) -> Onsets:
    """Read what :func:`pack` wrote.

    :raises Damaged: when it is something else, cut off, or not what was written.
    """
    if len(data) < _HEAD.size or not data.startswith(MAGIC):
        raise Damaged("these are no levels of sound", todo=_TODO)
    _, rows, bands, flags, check = _HEAD.unpack_from(data)
    if bands != BANDS or rows > _MOST_ROWS or flags > 1:
        raise Damaged(f"{rows} rows of {bands} bands cannot be", todo=_TODO)
    reader = zlib.decompressobj()
    try:
        # never more than declared: a few bytes may deflate to gigabytes
        body = reader.decompress(data[_HEAD.size :], rows * bands + 1)
    except zlib.error as fault:
        raise Damaged(f"the levels of sound do not unpack: {fault}", todo=_TODO) from fault
    if len(body) != rows * bands:
        raise Damaged(f"{rows} rows are declared and {len(body) / bands:.1f} are there", todo=_TODO)
    steps = np.frombuffer(body, np.uint8).reshape(bands, rows)
    columns = np.cumsum(steps, axis=1, dtype=np.uint8)
    if zlib.crc32(columns.tobytes()) != check:
        raise Damaged("the levels of sound are not as they were written", todo=_TODO)
    return Onsets(np.ascontiguousarray(columns.T), flags == 1)
