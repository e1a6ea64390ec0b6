"""Guess from its first bytes and its name what sort of Item a file is; measures look closer later.

The bytes decide where they can. The name is believed only where bytes say little (text, XML), because a name is
what a stranger typed.
"""

import re

from attrs import frozen

__all__ = ["HEAD_BYTES", "Guess", "guess_kind"]

HEAD_BYTES = 4096
"""How much of a file's beginning is looked at."""


@frozen(slots=True)
class Guess:
    """What a file seems to be."""

    item_kind: str
    """photo, video, audio, document, article, list, archive or other."""
    media_type: str | None


_PREFIXES: tuple[tuple[bytes, Guess], ...] = (
    (b"\xff\xd8\xff", Guess("photo", "image/jpeg")),
    (b"\x89PNG\r\n\x1a\n", Guess("photo", "image/png")),
    (b"GIF87a", Guess("photo", "image/gif")),
    (b"GIF89a", Guess("photo", "image/gif")),
    (b"II*\x00", Guess("photo", "image/tiff")),
    (b"MM\x00*", Guess("photo", "image/tiff")),
    (b"II+\x00", Guess("photo", "image/tiff")),
    (b"MM\x00+", Guess("photo", "image/tiff")),
    (b"BM", Guess("photo", "image/bmp")),
    (b"\xff\x0a", Guess("photo", "image/jxl")),
    (b"\x00\x00\x00\x0cJXL ", Guess("photo", "image/jxl")),
    (b"\x00\x00\x00\x0cjP  ", Guess("photo", "image/jp2")),
    (b"8BPS", Guess("photo", "image/vnd.adobe.photoshop")),
    (b"\x1aE\xdf\xa3", Guess("video", "video/x-matroska")),
    (b"\x00\x00\x01\xba", Guess("video", "video/mpeg")),
    (b"\x00\x00\x01\xb3", Guess("video", "video/mpeg")),
    (b"FLV\x01", Guess("video", "video/x-flv")),
    (b"0&\xb2u\x8ef\xcf\x11", Guess("video", "video/x-ms-asf")),
    (b"OggS", Guess("audio", "audio/ogg")),
    (b"fLaC", Guess("audio", "audio/flac")),
    (b"ID3", Guess("audio", "audio/mpeg")),
    (b"#!AMR", Guess("audio", "audio/amr")),
    (b"%PDF-", Guess("document", "application/pdf")),
    (b"{\\rtf", Guess("document", "application/rtf")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Guess("document", "application/x-ole-storage")),
    (b"Rar!\x1a\x07", Guess("archive", "application/vnd.rar")),
    (b"7z\xbc\xaf'\x1c", Guess("archive", "application/x-7z-compressed")),
    (b"\x1f\x8b", Guess("archive", "application/gzip")),
    (b"BZh", Guess("archive", "application/x-bzip2")),
    (b"\xfd7zXZ\x00", Guess("archive", "application/x-xz")),
    (b"\x28\xb5\x2f\xfd", Guess("archive", "application/zstd")),
    (b"WARC/", Guess("archive", "application/warc")),
)
_BRANDS = {
    b"heic": Guess("photo", "image/heic"), b"heix": Guess("photo", "image/heic"), b"mif1": Guess("photo", "image/heif"),
    b"msf1": Guess("photo", "image/heif"), b"hevc": Guess("photo", "image/heic-sequence"),
    b"avif": Guess("photo", "image/avif"), b"avis": Guess("photo", "image/avif"),
    b"crx ": Guess("photo", "image/x-canon-cr3"),
    b"M4A ": Guess("audio", "audio/mp4"), b"M4B ": Guess("audio", "audio/mp4"),
    b"qt  ": Guess("video", "video/quicktime"),
}  # fmt: skip
_RIFF = {
    b"WEBP": Guess("photo", "image/webp"),
    b"AVI ": Guess("video", "video/x-msvideo"),
    b"WAVE": Guess("audio", "audio/wav"),
}
_ZIPPED = {
    ".xlsx": Guess("list", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".xlsm": Guess("list", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    ".docx": Guess("document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".pptx": Guess("document", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".odt": Guess("document", "application/vnd.oasis.opendocument.text"),
    ".ods": Guess("list", "application/vnd.oasis.opendocument.spreadsheet"),
    ".epub": Guess("document", "application/epub+zip"),
    ".kmz": Guess("document", "application/vnd.google-earth.kmz"),
}
_BY_NAME = {
    ".csv": Guess("list", "text/csv"), ".tsv": Guess("list", "text/tab-separated-values"),
    ".tab": Guess("list", "text/tab-separated-values"),
    ".html": Guess("article", "text/html"), ".htm": Guess("article", "text/html"),
    ".xhtml": Guess("article", "application/xhtml+xml"), ".mhtml": Guess("article", "multipart/related"),
    ".mht": Guess("article", "multipart/related"), ".svg": Guess("photo", "image/svg+xml"),
    ".txt": Guess("document", "text/plain"), ".md": Guess("document", "text/markdown"),
    ".json": Guess("document", "application/json"), ".jsonl": Guess("document", "application/jsonl"),
    ".xml": Guess("document", "application/xml"), ".kml": Guess("document", "application/vnd.google-earth.kml+xml"),
    ".gpx": Guess("document", "application/gpx+xml"), ".geojson": Guess("document", "application/geo+json"),
    ".eml": Guess("document", "message/rfc822"), ".srt": Guess("document", "application/x-subrip"),
    ".vtt": Guess("document", "text/vtt"),
}  # fmt: skip


def guess_kind(head: bytes, name: str) -> Guess:
    """Return what a file seems to be.

    :param head: its first bytes, :data:`HEAD_BYTES` are enough; empty for an empty file.
    :param name: its name; only the ending is read.
    """
    ending = _ending(name)
    by_bytes = _by_bytes(head, ending)
    if by_bytes is not None:
        return by_bytes
    if _is_text(head):
        return _by_text(head, ending)
    return Guess("other", None if head == b"" else "application/octet-stream")


def _by_bytes(head: bytes, ending: str) -> Guess | None:
    for prefix, guess in _PREFIXES:
        if head.startswith(prefix):
            return Guess("video", "video/ogg") if prefix == b"OggS" and ending in {".ogv", ".ogx"} else guess
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], Guess("video", "video/mp4"))
    if head[4:8] in {b"moov", b"mdat", b"wide", b"free", b"skip"}:
        return Guess("video", "video/quicktime")
    if head[:4] in {b"RIFF", b"RF64"}:
        return _RIFF.get(head[8:12])
    if head[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _ZIPPED.get(ending, Guess("archive", "application/zip"))
    if head[:1] == b"G" and head[188:189] == b"G" and head[376:377] in {b"G", b""}:
        return Guess("video", "video/mp2t")
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return Guess("audio", "audio/mpeg")
    return None


def _by_text(head: bytes, ending: str) -> Guess:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if head == b"":
        return _BY_NAME.get(ending, Guess("other", None))
    if re.search(rb"<!doctype html|<html|<head\b|<body\b", start) is not None:
        return Guess("article", "text/html")
    if re.search(rb"<svg\b", start) is not None:
        return Guess("photo", "image/svg+xml")
    return _BY_NAME.get(ending, Guess("document", "text/plain"))


def _is_text(head: bytes) -> bool:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return True
    return not any(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)


def _ending(name: str) -> str:
    dot = name.rfind(".")
    return "" if dot <= 0 else name[dot:].lower()
