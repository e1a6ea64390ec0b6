"""What a file is by its bytes, never by its name: the name is a claim like any other.

Text is told from other bytes by decoding.
"""

from pathlib import Path
from typing import Final

from attrs import field, frozen

from sightline.measure.media.sniff_table import (
    BRANDS,
    JSON,
    MARKS,
    NETPBM,
    RIFF,
    SAME_FAMILY,
    SUFFIXES,
    TEXTS,
    ZIPPED,
)

HEAD: Final = 4096
TAIL: Final = 1024


@frozen(slots=True)
class Sniffed:
    """What the bytes say they are."""

    media_type: str
    """``application/octet-stream`` where no mark is known, ``application/x-empty`` for a file without bytes."""
    label: str
    """In plain words."""
    size: int
    head: bytes = field(default=b"", repr=False, eq=False)
    """The first bytes, as far as they were read."""

    @property
    def room(self) -> str:
        """The part before the slash: image, video, audio, text, application."""
        return self.media_type.partition("/")[0]


def sniff_file(path: Path) -> Sniffed:
    """Read the first and last bytes of a file and tell what it is.

    :raises OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        tail = file.read(TAIL)
    return sniff(head, tail, size=size)


def sniff(head: bytes, tail: bytes = b"", *, size: int | None = None) -> Sniffed:
    """Tell what bytes are.

    :param head: the first bytes, ``HEAD`` of them are enough.
    :param tail: the last bytes; some formats carry their mark there.
    :param size: of the whole file [bytes]; by default that of the head.
    """
    whole = len(head) if size is None else size
    if whole == 0:
        return Sniffed("application/x-empty", "file without bytes", 0)
    media_type, label = (
        _by_structure(head, tail) or _by_mark(head) or _by_text(head) or _by_weak_sign(head, tail)
    )
    return Sniffed(media_type, label, whole, head)


def claimed_type(name: str) -> str | None:
    """Return the media type that the suffix of a name claims; None for suffixes that claim nothing known."""
    return SUFFIXES.get(name.rpartition(".")[2].lower()) if "." in name else None


def agrees(name: str, media_type: str) -> bool:
    """Tell whether the suffix of a name fits the type; a suffix that claims nothing always does."""
    claimed = claimed_type(name)
    if claimed is None or claimed == media_type:
        return True
    return any(claimed in family and media_type in family for family in SAME_FAMILY)


def _by_structure(head: bytes, tail: bytes) -> tuple[str, str] | None:
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] in RIFF:
        return RIFF[head[8:12]]
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "audio/aiff", "AIFF sound"
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"skip", b"free"):
        return "video/quicktime", "QuickTime video"
    if head[:4] == b"\x1aE\xdf\xa3":
        return (
            ("video/webm", "WebM video") if b"webm" in head[:256] else ("video/x-matroska", "Matroska video")
        )
    if head[:4] == b"PK\x03\x04":
        found = next((one for one in ZIPPED if one[0] in head or one[0] in tail), None)
        return None if found is None else (found[1], found[2])
    if b"%PDF-" in head[:1024]:
        return "application/pdf", "PDF document"
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "image/bmp", "BMP picture"
    if head[:3] == b"\x00\x00\x01" and head[3:4] == b"\x00" and 0 < int.from_bytes(head[4:6], "little") < 256:
        return "image/vnd.microsoft.icon", "Windows icon"
    if head[:1] == b"G" and len(head) > 376 and head[188] == head[376] == 0x47:
        return "video/mp2t", "MPEG transport stream"
    return None


def _by_brand(head: bytes) -> tuple[str, str]:
    end = min(int.from_bytes(head[:4], "big"), 256, len(head))
    names = [head[8:12].decode("latin-1")]
    names += [head[at : at + 4].decode("latin-1") for at in range(16, max(16, end - 3), 4)]
    first = BRANDS.get(names[0])
    if first is not None and names[0] != "mif1":
        return first
    for name in names:
        if name in BRANDS and name != "mif1":
            return BRANDS[name]
    if "mif1" in names:
        return BRANDS["mif1"]
    if names[0].startswith("3g"):
        return "video/3gpp", "3GPP video"
    return "video/mp4", "MPEG-4 video"


def _by_mark(head: bytes) -> tuple[str, str] | None:
    for offset, mark, media_type, label in MARKS:
        if head[offset : offset + len(mark)] == mark:
            return media_type, label
    found = NETPBM.match(head)
    if found is not None:
        return "image/x-portable-anymap", "Netpbm picture"
    return None


def _by_text(head: bytes) -> tuple[str, str] | None:
    text = _decoded(head)
    if text is None:
        return None
    for pattern, media_type, label in TEXTS:
        if pattern.match(text) is not None:
            return media_type, label
    if JSON.match(text) is not None:
        return "application/json", "JSON data"
    return "text/plain", "text"


def _decoded(head: bytes) -> str | None:
    """Return the text of the bytes, or None when they are none; a cut last character is allowed."""
    for mark, codec in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if head.startswith(mark):
            return head[len(mark) if codec != "utf-8-sig" else 0 :].decode(codec, "replace")
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as fault:
        if fault.start < len(head) - 3:
            return None
        text = head[: fault.start].decode("utf-8")
    control = sum(1 for letter in text if letter < " " and letter not in "\t\n\r\f\x1b")
    return text if control == 0 and text != "" else None


def _by_weak_sign(head: bytes, tail: bytes) -> tuple[str, str]:
    if b"TRUEVISION-XFILE" in tail[-26:]:
        return "image/x-tga", "Targa picture"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 != 0:
        return "audio/mpeg", "MP3 sound"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "audio/aac", "AAC sound"
    if (
        len(head) >= 18
        and head[1] in (0, 1)
        and head[2] in (1, 2, 3, 9, 10, 11)
        and head[16] in (8, 16, 24, 32)
    ):
        return "image/x-tga", "Targa picture"
    if head[:7] == b"\xff\xd8":
        return "image/jpeg", "JPEG picture"
    if not any(0 < byte < 0x09 or 0x0D < byte < 0x1B or byte == 0 for byte in head):
        return "text/plain", "text in an old encoding"
    return "application/octet-stream", "bytes of no known format"
