"""Looks into files that are packed (office files, archives, web archives), so that a name in them is found too.

Nothing is interpreted: parts are unpacked a block at a time, and marks of XML are taken out, since an office program
writes them between the letters of a name. What is larger than the limits, encrypted or broken is left, and told of.
"""

import gzip
import logging
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

log = logging.getLogger(__name__)

MOST_BYTES: Final = 256_000_000
"""Unpacked bytes of one file that are looked through."""
MOST_PARTS: Final = 20_000
BLOCK: Final = 1 << 20
_ZIP: Final = b"PK\x03\x04"
_GZIP: Final = b"\x1f\x8b"
_MARKS: Final = re.compile(rb"<[^<>]{0,4000}>")
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What the readers raise of files that are damaged, encrypted or packed in another way."""


def unpacked(path: Path, *, name: str) -> Iterator[bytes]:
    """Go through what a packed file holds, a block at a time; nothing of one that is not packed.

    Parameters
    ----------
    name : str
        What messages call the file.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if not head.startswith((_ZIP, _GZIP)):
        return
    left = MOST_BYTES
    try:
        for block in _parts(path) if head == _ZIP else _unzipped(path):
            left -= len(block)
            if left < 0:
                log.warning(
                    "object %s: it unfolds to more than %d bytes, looked through no further", name, MOST_BYTES
                )
                return
            yield block
    except _BROKEN as error:
        log.warning("object %s: it could not be looked through: %s", name, type(error).__name__)


def _parts(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as whole:
        for part in whole.infolist()[:MOST_PARTS]:
            if part.is_dir():
                continue
            yield part.filename.encode("utf-8", "replace") + b"\n"
            with whole.open(part) as inner:
                if part.filename.endswith(".gz"):
                    yield from _unzipped(inner)
                elif part.filename.endswith((".xml", ".html", ".xhtml", ".rels")):
                    yield from _without_marks(inner)
                else:
                    yield from _stream(inner)


def _unzipped(packed: Path | IO[bytes]) -> Iterator[bytes]:
    with gzip.open(packed, "rb") as inner:
        yield from _stream(inner)


def _stream(inner: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    while block := inner.read(BLOCK):
        yield block
    yield b"\n"


def _without_marks(inner: IO[bytes]) -> Iterator[bytes]:
    """Give the text of a part as it stands, and once more without its marks."""
    rest = b""
    for block in _stream(inner):
        yield block
        whole = rest + block
        cut = whole.rfind(b"<")
        rest = whole[cut:] if cut >= 0 and len(whole) - cut < BLOCK and b">" not in whole[cut:] else b""
        yield b"\n"
        yield _MARKS.sub(b"", whole[: len(whole) - len(rest)])
