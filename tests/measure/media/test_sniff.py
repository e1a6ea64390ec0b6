"""What a file is, by its bytes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.measure.media.kind import measure_type
from sightline.measure.media.sniff import agrees, claimed_type, sniff, sniff_file

KNOWN = {
    "AudioVideoInterleave.avi": "video/x-msvideo", "FlashVideo.flv": "video/x-flv", "Mpeg4.mp4": "video/mp4",
    "WindowsMediaVideo.wmv": "video/x-ms-asf", "bmp.bmp": "image/bmp", "bpg.bpg": "image/bpg",
    "bzip2.bz2": "application/x-bzip2", "dicom.dcm": "application/dicom", "gif.gif": "image/gif",
    "gzip.gz": "application/gzip", "heif.heif": "image/heic", "html5.html": "text/html",
    "ico.ico": "image/vnd.microsoft.icon", "jpeg.jpg": "image/jpeg", "jpeg2.jp2": "image/jp2", "jxl.jxl": "image/jxl",
    "mng.mng": "video/x-mng", "mp3.mp3": "audio/mpeg", "pbm.pbm": "image/x-portable-anymap",
    "pdf.pdf": "application/pdf",
    "png-truncated.png": "image/png", "rar14.rar": "application/vnd.rar", "rar5.rar": "application/vnd.rar",
    "rtf.rtf": "application/rtf", "svg.svg": "image/svg+xml", "tar.tar": "application/x-tar",
    "targa.tga": "image/x-tga", "tiff.tif": "image/tiff", "wav.wav": "audio/wav", "webm.webm": "video/webm",
    "webp.webp": "image/webp", "xml-1.0-valid.xml": "application/xml", "zip.zip": "application/zip",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_the_smallest_file_of_each_format_is_known(shared, name):
    assert KNOWN[name] == sniff_file(shared / "data/odd_files/small" / name).media_type


def test_no_photograph_is_taken_for_anything_else(shared):
    for path in sorted((shared / "data/photos").rglob("*")):
        if path.suffix.lower() in (".jpg", ".jpeg", ".tiff", ".heic", ".heif"):
            assert agrees(path.name, sniff_file(path).media_type), path.name


@pytest.mark.parametrize(
    "head, media_type",
    [
        (b"", "application/x-empty"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", "video/quicktime"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif", "image/avif"),
        (b"\x1aE\xdf\xa3\x93B\x82\x88matroska", "video/x-matroska"),
        (b"#EXTM3U\n/etc/passwd", "application/vnd.apache.mpegurl"),
        (b"junk before\n%PDF-1.4", "application/pdf"),
        ("قصف الجسر".encode(), "text/plain"),
        ("قصف الجسر".encode()[:-1], "text/plain"),
        ("\ufeffid;date".encode("utf-16"), "text/plain"),
        (b"\x80\x81\x00\x01\x02\xfe" * 9, "application/octet-stream"),
        (
            b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (b"PK\x03\x04" + bytes(26) + b"bomb.bin", "application/zip"),
    ],
)
def test_marks(head, media_type):
    assert media_type == sniff(head).media_type


@given(st.binary(max_size=600), st.binary(max_size=64))
def test_any_bytes_have_an_answer(head, tail):
    assert "/" in sniff(head, tail, size=len(head) + len(tail)).media_type


def test_a_name_that_claims_another_format_is_contradicted(subject, tmp_path):
    # a zip bomb named .xlsx: the name is a claim, the bytes are not
    path = tmp_path / "x"
    path.write_bytes(b"PK\x03\x04" + bytes(60))
    finding = measure_type(subject(path, name="list.xlsx"))
    assert "against" == finding.outcome
    assert "The name ends in .xlsx, but the bytes are those of a ZIP archive." == finding.sentence


@pytest.mark.parametrize(
    "content, outcome", [(b"", "nothing"), (b"\xff\xd8\xff\xe0", "found"), (b"\x81\x00\x02", "inconclusive")]
)
def test_each_state_is_its_own_answer(subject, tmp_path, content, outcome):
    path = Path(tmp_path / "x")
    path.write_bytes(content)
    assert outcome == measure_type(subject(path, name="a.jpg" if outcome == "found" else "a")).outcome


def test_suffixes():
    assert "image/jpeg" == claimed_type("A.JPG")
    assert claimed_type("README") is None
    assert agrees("clip.mov", "video/mp4")
    assert not agrees("clip.mov", "image/jpeg")
