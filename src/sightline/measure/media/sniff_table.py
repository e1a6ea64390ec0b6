"""The marks that formats carry, as their specifications give them, and the suffixes that claim them."""

import re
from typing import Final


def _starting(pattern: str) -> re.Pattern[str]:
    """Compile what a text begins with, blanks and case aside."""
    return re.compile(r"\s*" + pattern, re.IGNORECASE | re.DOTALL)


# (offset, mark, media type, what it is)
MARKS: Final[tuple[tuple[int, bytes, str, str], ...]] = (
    (0, b"\xff\xd8\xff", "image/jpeg", "JPEG picture"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", "PNG picture"),
    (0, b"GIF87a", "image/gif", "GIF picture"),
    (0, b"GIF89a", "image/gif", "GIF picture"),
    (0, b"II*\x00", "image/tiff", "TIFF picture"),
    (0, b"MM\x00*", "image/tiff", "TIFF picture"),
    (0, b"II+\x00", "image/tiff", "BigTIFF picture"),
    (0, b"MM\x00+", "image/tiff", "BigTIFF picture"),
    (0, b"BPG\xfb", "image/bpg", "BPG picture"),
    (0, b"8BPS\x00\x01", "image/vnd.adobe.photoshop", "Photoshop document"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2", "JPEG 2000 picture"),
    (0, b"\xff\x4f\xff\x51", "image/j2c", "JPEG 2000 codestream"),
    (0, b"\x00\x00\x00\x0cJXL \r\n\x87\n", "image/jxl", "JPEG XL picture"),
    (0, b"\xff\x0a", "image/jxl", "JPEG XL codestream"),
    (0, b"\x8aMNG\r\n\x1a\n", "video/x-mng", "MNG animation"),
    (0, b"\x8bJNG\r\n\x1a\n", "image/x-jng", "JNG picture"),
    (0, b"FLV\x01", "video/x-flv", "Flash video"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf", "Windows Media file"),
    (0, b"\x00\x00\x01\xba", "video/mpeg", "MPEG programme stream"),
    (0, b"\x00\x00\x01\xb3", "video/mpeg", "MPEG video"),
    (0, b".RMF\x00", "application/vnd.rn-realmedia", "RealMedia file"),
    (0, b"OggS", "application/ogg", "Ogg file"),
    (0, b"fLaC", "audio/flac", "FLAC sound"),
    (0, b"#!AMR-WB", "audio/amr-wb", "AMR-WB sound"),
    (0, b"#!AMR", "audio/amr", "AMR sound"),
    (0, b"MThd", "audio/midi", "MIDI file"),
    (0, b".snd", "audio/basic", "Sun sound"),
    (0, b"ID3", "audio/mpeg", "MP3 sound"),
    (0, b"ADIF", "audio/aac", "AAC sound"),
    (0, b"caff\x00", "audio/x-caf", "Core Audio file"),
    (0, b"%!PS", "application/postscript", "PostScript document"),
    (0, b"{\\rtf", "application/rtf", "RTF document"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", "old Office document"),
    (0, b"PK\x03\x04", "application/zip", "ZIP archive"),
    (0, b"PK\x05\x06", "application/zip", "empty ZIP archive"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar", "RAR archive"),
    (0, b"RE~^", "application/vnd.rar", "old RAR archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "7z archive"),
    (0, b"\x1f\x8b", "application/gzip", "gzip file"),
    (0, b"BZh", "application/x-bzip2", "bzip2 file"),
    (0, b"\xfd7zXZ\x00", "application/x-xz", "xz file"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd", "Zstandard file"),
    (0, b"\x04\x22\x4d\x18", "application/x-lz4", "LZ4 file"),
    (0, b"MSCF", "application/vnd.ms-cab-compressed", "Windows cabinet"),
    (257, b"ustar", "application/x-tar", "tar archive"),
    (128, b"DICM", "application/dicom", "DICOM medical picture"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3", "SQLite database"),
    (0, b"\x7fELF", "application/x-elf", "Linux program"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable", "Windows program"),
    (0, b"\xca\xfe\xba\xbe", "application/java-vm", "Java class"),
    (0, b"wOFF", "font/woff", "web font"),
    (0, b"wOF2", "font/woff2", "web font"),
    (0, b"\x00\x01\x00\x00\x00", "font/ttf", "TrueType font"),
    (0, b"OTTO", "font/otf", "OpenType font"),
    (0, b"WARC/", "application/warc", "web archive"),
    (0, b"PAR1", "application/vnd.apache.parquet", "Parquet table"),
    (0, b"bplist00", "application/x-plist", "Apple property list"),
    (0, b"-----BEGIN PGP", "application/pgp-encrypted", "PGP message"),
)
RIFF: Final = {
    b"WEBP": ("image/webp", "WebP picture"),
    b"AVI ": ("video/x-msvideo", "AVI video"),
    b"WAVE": ("audio/wav", "WAV sound"),
}
BRANDS: Final = {
    "heic": ("image/heic", "HEIC picture"),
    "heix": ("image/heic", "HEIC picture"),
    "heim": ("image/heic", "HEIC picture"),
    "heis": ("image/heic", "HEIC picture"),
    "hevc": ("image/heic-sequence", "HEIC sequence"),
    "hevx": ("image/heic-sequence", "HEIC sequence"),
    "mif1": ("image/heif", "HEIF picture"),
    "msf1": ("image/heif-sequence", "HEIF sequence"),
    "avif": ("image/avif", "AVIF picture"),
    "avis": ("image/avif", "AVIF sequence"),
    "crx ": ("image/x-canon-cr3", "Canon raw picture"),
    "qt  ": ("video/quicktime", "QuickTime video"),
    "M4A ": ("audio/mp4", "MPEG-4 sound"),
    "M4B ": ("audio/mp4", "MPEG-4 sound"),
    "F4V ": ("video/mp4", "Flash MPEG-4 video"),
}
ZIPPED: Final = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook"),
    (
        b"ppt/",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "PowerPoint slides",
    ),
    (b"mimetypeapplication/epub+zip", "application/epub+zip", "EPUB book"),
    (
        b"mimetypeapplication/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.text",
        "OpenDocument text",
    ),
    (
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        "OpenDocument spreadsheet",
    ),
    (b"doc.kml", "application/vnd.google-earth.kmz", "KMZ map"),
    (b"datapackage.json", "application/wacz", "web archive (WACZ)"),
)
NETPBM: Final = re.compile(rb"P([1-7])(?:[ \t\r\n]|#)")
TEXTS: Final[tuple[tuple[re.Pattern[str], str, str], ...]] = (
    (
        _starting(r"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype html|<html\b|<head\b|<body\b)"),
        "text/html",
        "web page",
    ),
    (_starting(r"(?:<\?xml|<!DOCTYPE svg|<!--).*?<svg\b|<svg\b"), "image/svg+xml", "SVG drawing"),
    (_starting(r"<\?xml\b.*?<kml\b"), "application/vnd.google-earth.kml+xml", "KML map"),
    (_starting(r"<\?xml\b.*?<gpx\b"), "application/gpx+xml", "GPX track"),
    (_starting(r"<\?xml\b|<!DOCTYPE\s"), "application/xml", "XML document"),
    (_starting(r"#EXTM3U"), "application/vnd.apache.mpegurl", "playlist that names other files"),
    (_starting(r"BEGIN:VCARD"), "text/vcard", "contact card"),
    (_starting(r"BEGIN:VCALENDAR"), "text/calendar", "calendar"),
    (_starting(r"WEBVTT\b"), "text/vtt", "subtitles"),
    (_starting(r"1\s*\r?\n\d\d:\d\d:\d\d,\d{3} --> "), "application/x-subrip", "subtitles"),
    (_starting(r"(?:From |Return-Path:|Received:|Delivered-To:|MIME-Version:)"), "message/rfc822", "e-mail"),
)
JSON: Final = re.compile(r'\s*(?:\{\s*(?:"|\})|\[\s*(?:[\[\]{"0-9-]|true|false|null))')
SUFFIXES: Final = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "tif": "image/tiff",
    "tiff": "image/tiff", "webp": "image/webp", "bmp": "image/bmp", "heic": "image/heic", "heif": "image/heif",
    "avif": "image/avif", "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "3gp": "video/3gpp",
    "avi": "video/x-msvideo", "mkv": "video/x-matroska", "webm": "video/webm", "flv": "video/x-flv",
    "wmv": "video/x-ms-asf", "mpg": "video/mpeg", "mpeg": "video/mpeg", "ts": "video/mp2t", "mp3": "audio/mpeg",
    "wav": "audio/wav", "ogg": "application/ogg", "opus": "application/ogg", "flac": "audio/flac", "m4a": "audio/mp4",
    "pdf": "application/pdf", "zip": "application/zip", "rar": "application/vnd.rar", "html": "text/html",
    "htm": "text/html", "svg": "image/svg+xml", "xml": "application/xml", "json": "application/json",
    "docx": ZIPPED[0][1], "xlsx": ZIPPED[1][1], "pptx": ZIPPED[2][1], "txt": "text/plain", "csv": "text/plain",
}  # fmt: skip
SAME_FAMILY: Final = (
    {"video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"},
    {"image/heic", "image/heif", "image/avif", "image/heic-sequence", "image/heif-sequence"},
    {"video/x-matroska", "video/webm"},
    {"text/plain", "application/json", "application/xml", "text/html", "message/rfc822"},
    {"application/xml", "image/svg+xml", "text/html"},
)
