"""Look at a zip's table of contents before anything of it is unpacked: workbooks are zips from strangers."""

import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError

from attrs import frozen

from sightline.core.errors import Damaged, OverLimit

__all__ = ["BROKEN_ZIP", "LIMITS", "OPEN_CONTENT", "XlsxLimits", "check_zip"]

BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError,
    NotImplementedError, RuntimeError, OSError,
)  # fmt: skip
"""What the reader of workbooks raises on damaged ones; its own exceptions are among them."""


OPEN_CONTENT = "content.xml"
"""The part of an OpenDocument spreadsheet that holds its sheets."""
_SORTS = {".ods": "an OpenDocument spreadsheet"}


@frozen(slots=True)
class XlsxLimits:
    """How far a workbook may unfold."""

    entries: int = 2_000
    total_bytes: int = 2 << 30
    held_bytes: int = 128 << 20
    """Any part that the reader holds in memory: texts, styles; sheets are streamed, pictures are not read."""
    ratio: int = 200
    """Unpacked to packed, for any entry over a mebibyte."""
    columns: int = 500


LIMITS = XlsxLimits()


def check_zip(path: Path, *, limits: XlsxLimits = LIMITS) -> None:
    """Check a zip's table of contents against limits, unpacking nothing.

    :raises OverLimit: too many entries, too large, packed too tightly, or entries that overlap.
    :raises Damaged: when it is no zip.
    """
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except BROKEN_ZIP as error:
        raise Damaged(
            f"it is named as {_SORTS.get(path.suffix.lower(), 'an Excel workbook')} and is none that can be opened",
            item=path.name,
            todo="open it in a spreadsheet program, remove any password, and save it as .xlsx or .csv",
        ) from error
    fault: str | None = None
    if len(entries) > limits.entries:
        fault = f"it holds {len(entries)} parts (limit {limits.entries})"
    elif sum(entry.file_size for entry in entries) > limits.total_bytes:
        fault = f"it would unfold to more than {limits.total_bytes >> 20} MiB"
    elif sum(entry.compress_size for entry in entries) > size:
        fault = "its parts overlap"
    for entry in entries:
        if entry.file_size > (1 << 20) and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            fault = f"part {entry.filename!r} unfolds more than {limits.ratio} times"
        is_streamed = "/worksheets/sheet" in entry.filename or entry.filename == OPEN_CONTENT
        is_held = entry.filename.endswith((".xml", ".rels")) and not is_streamed
        if is_held and entry.file_size > limits.held_bytes:
            fault = f"part {entry.filename!r} is larger than {limits.held_bytes >> 20} MiB"
    if fault is not None:
        raise OverLimit(
            f"{fault}, as zip bombs do; it was kept and not unpacked",
            item=path.name,
            todo="if it is a true list, save it as .csv and add that",
        )
