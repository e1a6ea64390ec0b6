"""Fingerprints of frames as bytes: one object per finding, read in one gulp by whoever matches.

``SLPRINT1``, then 50 bytes a run of equal frames, little-endian: start [ms] uint64, end [ms] uint64, PDQ 32 bytes,
quality uint8 (0 to 100), view uint8 (index into :data:`VIEWS`).
"""

import struct
from collections.abc import Iterable

from sightline.core.errors import Damaged
from sightline.model.finding import FramePrint

MAGIC = b"SLPRINT1"
ROW = struct.Struct("<QQ32sBB")
VIEWS = ("full", "inner")
MEDIA_TYPE = "application/vnd.sightline.prints"


def pack(prints: Iterable[FramePrint]) -> bytes:
    """Write fingerprints."""
    rows = (ROW.pack(p.start_ms, p.end_ms, p.pdq, p.quality, VIEWS.index(p.view)) for p in prints)
    return MAGIC + b"".join(rows)


def unpack(data: bytes) -> list[FramePrint]:
    """Read what :func:`pack` wrote; Damaged when it is something else."""
    if not data.startswith(MAGIC) or (len(data) - len(MAGIC)) % ROW.size:
        raise Damaged("these are no fingerprints", todo="examine the object again")
    return [FramePrint(s, e, p, q, VIEWS[v]) for s, e, p, q, v in ROW.iter_unpack(data[len(MAGIC) :])]
