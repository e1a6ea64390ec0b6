from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.sources.kinds import HEAD_BYTES, guess_kind


@pytest.mark.parametrize(
    "head, name, kind, media_type",
    [
        (b"\xff\xd8\xff\xe1", "a.jpg", "photo", "image/jpeg"),
        # a stranger's ending does not make a picture a film
        (b"\xff\xd8\xff\xe1", "a.mp4", "photo", "image/jpeg"),
        (b"\x00\x00\x00\x18ftypheic", "a", "photo", "image/heic"),
        (b"\x00\x00\x00\x18ftypmp42", "a", "video", "video/mp4"),
        (b"\x00\x00\x00\x18ftypqt  ", "a.mov", "video", "video/quicktime"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a", "photo", "image/webp"),
        (b"RIFF\x00\x00\x00\x00AVI ", "a", "video", "video/x-msvideo"),
        (b"%PDF-1.7", "a.bin", "document", "application/pdf"),
        (b"PK\x03\x04", "list.xlsx", "list", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"PK\x03\x04", "all.zip", "archive", "application/zip"),
        (b"<!DOCTYPE html><html>", "page", "article", "text/html"),
        (b"id,url\n", "videos.csv", "list", "text/csv"),
        (b"just words", "note", "document", "text/plain"),
        (b"\x00\x01\x02\x03", "what.xyz", "other", "application/octet-stream"),
        (b"", "empty.jpg", "other", None),
    ],
)  # fmt: skip
def test_known_heads(head: bytes, name: str, kind: str, media_type: str | None) -> None:
    guess = guess_kind(head, name)

    assert (kind, media_type) == (guess.item_kind, guess.media_type)


@given(st.binary(max_size=600), st.text(max_size=20))
def test_any_bytes_are_something(head: bytes, name: str) -> None:
    assert guess_kind(head, name).item_kind in {
        "photo", "video", "audio", "document", "article", "list", "archive", "other",
    }  # fmt: skip


def test_real_pictures_and_films_are_told_apart(shared: Path) -> None:
    def kinds(folder: str) -> set[str]:
        files = [path for path in sorted((shared / "data" / folder).rglob("*")) if path.is_file()]
        made = set()
        for path in files:
            if path.suffix.lower() in {".jpg", ".heic", ".tif", ".tiff", ".mp4", ".pdf", ".png"}:
                with path.open("rb") as file:
                    made.add(guess_kind(file.read(HEAD_BYTES), path.name).item_kind)
        return made

    assert {"video"} == kinds("videos")
    assert {"photo"} == kinds("photos/exif_heic")
    assert {"document"} <= kinds("documents")
