"""Peaks of a sound as bytes: one object per finding, read in one gulp by whoever compares.

``SLSOUND1``; duration [ms] uint64; number of peaks uint32; CRC-32 of what follows uint32; then, little-endian and one
column after the other, times [ms] int64, log frequencies int16, strengths uint8.
"""

import struct
import zlib
from typing import Final

import numpy as np

from sightline.core.errors import Damaged
from sightline.measure.media.sound.peaks import UNITS_PER_OCTAVE, Peaks
from sightline.measure.media.sound.spectrum import BANDS, BANDS_PER_OCTAVE

MAGIC: Final = b"SLSOUND1"
MEDIA_TYPE: Final = "application/vnd.sightline.sound"
ROLE: Final = "sound_prints"
LONGEST_MS: Final = 21 * 86_400_000
"""No sound that is decoded lasts longer."""
_HIGHEST: Final = BANDS * UNITS_PER_OCTAVE // BANDS_PER_OCTAVE
_HEAD: Final = struct.Struct("<8sQII")
_ROW: Final = 8 + 2 + 1


def pack(peaks: Peaks) -> bytes:
    """Write peaks."""
    columns = (
        peaks.times_ms.astype("<i8").tobytes(),
        peaks.bins.astype("<i2").tobytes(),
        peaks.strengths.astype("u1").tobytes(),
    )
    body = b"".join(columns)
    return _HEAD.pack(MAGIC, peaks.duration_ms, len(peaks), zlib.crc32(body)) + body


def unpack(data: bytes) -> Peaks:
    """Read what :func:`pack` wrote.

    :raises Damaged: when it is something else, cut off, or not what was written.
    """
    todo = "examine the object again"
    if len(data) < _HEAD.size or not data.startswith(MAGIC):
        raise Damaged("these are no fingerprints of sound", todo=todo)
    _, duration, count, check = _HEAD.unpack_from(data)
    body = memoryview(data)[_HEAD.size :]
    if len(body) != count * _ROW:
        raise Damaged(
            f"{count} peaks are declared and the bytes are those of {len(body) / _ROW:.1f}", todo=todo
        )
    if zlib.crc32(body) != check:
        raise Damaged("the fingerprints of sound are not as they were written", todo=todo)
    times = np.frombuffer(body, "<i8", count).astype(np.int64)
    bins = np.frombuffer(body, "<i2", count, 8 * count).astype(np.int16)
    if np.any(times[1:] < times[:-1]):
        raise Damaged("the peaks are not in order of time", todo=todo)
    wrong = (times < 0) | (times > LONGEST_MS) | (bins < 0) | (bins > _HIGHEST)
    if np.any(wrong) or duration > LONGEST_MS:
        raise Damaged("there are peaks where none can be", todo=todo)
    return Peaks(times, bins, np.frombuffer(body, "u1", count, 10 * count).copy(), duration)
