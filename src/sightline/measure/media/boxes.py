"""Read the outline of a container without decoding it: how long it says it is, how many tracks it holds.

A file that was cut off, or that declares ten thousand tracks to exhaust a parser, is known from here for the price of
a few small reads.
"""

from pathlib import Path
from typing import BinaryIO, Final

from attrs import frozen

_MOST_BOXES: Final = 20_000
_CONTAINERS: Final = frozenset({b"moov", b"trak"})
_HEADER: Final = 8


@frozen(slots=True)
class Outline:
    """What the outline of a container says."""

    size: int
    """Of the file [bytes]."""
    declared: int
    """Bytes the outline speaks of; more than ``size`` where the file was cut."""
    tracks: int
    has_index: bool
    """Whether the index (``moov``) was met; True for formats that need none."""

    @property
    def missing(self) -> int:
        """Bytes that are declared and not there."""
        return max(0, self.declared - self.size)


def outline(path: Path, media_type: str) -> Outline | None:
    """Read the outline of an ISO base media file or a RIFF file; None for other formats.

    :raises OSError: when the file cannot be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if media_type in ("video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"):
            return _iso(file, size)
        if media_type in ("video/x-msvideo", "audio/wav"):
            file.seek(0)
            head = file.read(8)
            declared = int.from_bytes(head[4:8], "little") + 8 if len(head) == 8 else 0
            # streaming recorders write 0 or all ones and fill the size in never
            return Outline(size, size if declared in (8, 0x1_0000_0007) else declared, 0, has_index=True)
    return None


def _iso(file: BinaryIO, size: int) -> Outline:
    """Walk the top-level boxes and those inside ``moov`` (ISO/IEC 14496-12, section 4.2)."""
    tracks, index, declared = 0, False, 0
    at, seen = 0, 0
    ends: list[int] = []
    while at + _HEADER <= size and seen < _MOST_BOXES:
        seen += 1
        file.seek(at)
        head = file.read(16)
        length, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:
            length = (ends[-1] if len(ends) > 0 else size) - at
        if length < _HEADER:
            break
        tracks += kind == b"trak"
        index = index or kind == b"moov"
        if len(ends) == 0 and at + length > declared and _is_kind(kind):
            declared = at + length
        if kind == b"moov" and len(ends) == 0:
            ends.append(min(at + length, size))
            at += _HEADER
            continue
        at += length
        while len(ends) > 0 and at >= ends[-1]:
            at = ends.pop()
    return Outline(size, max(declared, min(size, declared)), tracks, has_index=index)


def _is_kind(kind: bytes) -> bool:
    return all(0x20 <= byte < 0x7F or byte == 0xA9 for byte in kind)
