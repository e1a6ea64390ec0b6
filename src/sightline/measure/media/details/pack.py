"""Details as bytes: one object per finding, read in one gulp by whoever compares.

``SLDETAIL1``; duration [ms] uint64; number of frames uint32; number of details uint32; CRC-32 of what follows uint32;
then, little-endian and one column after the other: of each frame its time [ms] int64, width and height uint16, number
of details uint32; of each detail its place (two uint16, ten-thousandths), octave uint8, angle uint8 (256ths of a turn),
its look and that of its mirror image (32 bytes each).
"""

import struct
import zlib
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sightline.core.errors import Damaged
from sightline.measure.media.details.records import OCTAVES, UNIT, Details

MAGIC: Final = b"SLDETAIL1"
MEDIA_TYPE: Final = "application/vnd.sightline.details"
ROLE: Final = "detail_prints"
MOST_FRAMES: Final = 100_000
_HEAD: Final = struct.Struct("<9sQIII")
_FRAME: Final = 8 + 4 + 4
_ROW: Final = 4 + 1 + 1 + 32 + 32
_TODO: Final = "examine the object again"


def pack(details: Details) -> bytes:
    """Write details."""
    columns = (
        details.at_ms.astype("<i8").tobytes(),
        details.sizes.astype("<u2").tobytes(),
        np.diff(details.starts).astype("<u4").tobytes(),
        details.places.astype("<u2").tobytes(),
        details.octaves.astype("u1").tobytes(),
        details.angles.astype("u1").tobytes(),
        details.looks.astype("u1").tobytes(),
        details.flipped.astype("u1").tobytes(),
    )
    body = b"".join(columns)
    head = _HEAD.pack(MAGIC, details.duration_ms, details.frames, len(details), zlib.crc32(body))
    return head + body


def unpack(data: bytes) -> Details:
    """Read what :func:`pack` wrote.

    :raises Damaged: when it is something else, cut off, or not what was written.
    """
    if len(data) < _HEAD.size or not data.startswith(MAGIC):
        raise Damaged("these are no details", todo=_TODO)
    _, duration, frames, count, check = _HEAD.unpack_from(data)
    body = memoryview(data)[_HEAD.size :]
    if len(body) != frames * _FRAME + count * _ROW:
        raise Damaged(
            f"{frames} frames with {count} details are declared, and {len(body)} bytes are there", todo=_TODO
        )
    if zlib.crc32(body) != check:
        raise Damaged("the details are not as they were written", todo=_TODO)
    made = _columns(body, frames, count, duration)
    if (
        frames == 0
        or frames > MOST_FRAMES
        or int(made.starts[-1]) != count
        or bool(np.any(np.diff(made.at_ms) < 0))
        or int(made.at_ms[0]) < 0
        or int(made.sizes.min()) == 0
    ):
        raise Damaged("the frames of the details make no sense", todo=_TODO)
    if count > 0 and (int(made.octaves.max()) >= OCTAVES or int(made.places.max()) > UNIT):
        raise Damaged("a detail lies outside its picture", todo=_TODO)
    return made


def _columns(body: memoryview, frames: int, count: int, duration: int) -> Details:
    at = 0

    def column(kind: str, number: int) -> NDArray[Any]:
        nonlocal at
        found = np.frombuffer(body, kind, number, at)
        at += found.nbytes
        return found

    at_ms = column("<i8", frames).astype(np.int64)
    sizes = column("<u2", 2 * frames).reshape(-1, 2).astype(np.uint16)
    counts = column("<u4", frames).astype(np.int64)
    places = column("<u2", 2 * count).reshape(-1, 2).astype(np.uint16)
    return Details(
        at_ms,
        sizes,
        np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        places,
        column("u1", count).copy(),
        column("u1", count).copy(),
        column("u1", 32 * count).reshape(-1, 32).copy(),
        column("u1", 32 * count).reshape(-1, 32).copy(),
        duration,
    )
