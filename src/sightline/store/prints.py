"""Fingerprints of frames as bytes: one object per finding, read in one gulp by whoever matches.

``SLPRINT1``, then 50 bytes a run of equal frames, little-endian: start [ms] uint64, end [ms] uint64, PDQ 32 bytes,
quality uint8 (0 to 100), view uint8 (index into :data:`sightline.model.print_views.VIEWS`).
"""

import struct
from collections.abc import Iterable

from sightline.core.errors import Damaged
from sightline.model.finding import FramePrint
from sightline.model.print_views import VIEWS

MAGIC = b"SLPRINT1"
ROW = struct.Struct("<QQ32sBB")
MEDIA_TYPE = "application/vnd.sightline.prints"


def pack(prints: Iterable[FramePrint]) -> bytes:
    """Write fingerprints."""
    rows = (ROW.pack(p.start_ms, p.end_ms, p.pdq, p.quality, VIEWS.index(p.view)) for p in prints)
    return MAGIC + b"".join(rows)


def unpack(data: bytes) -> list[FramePrint]:
    """Read what :func:`pack` wrote.

    :raises Damaged: when it is something else.
    """
    if not data.startswith(MAGIC) or (len(data) - len(MAGIC)) % ROW.size:
        raise Damaged("these are no fingerprints", todo="examine the object again")
    prints: list[FramePrint] = []
    for start, end, hashed, quality, view in ROW.iter_unpack(data[len(MAGIC) :]):
        if view >= len(VIEWS) or quality > 100 or end < start:
            raise Damaged(
                f"fingerprint {len(prints)} is none",
                todo="a newer program wrote it, or examine the object again",
            )
        prints.append(FramePrint(start, end, hashed, quality, VIEWS[view]))
    return prints
