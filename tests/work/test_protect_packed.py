"""Names in packed files: an office file or an archive that holds the name of a protected source is withheld whole."""

import gzip
import logging
import zipfile
from pathlib import Path

import pytest

from sightline.work.case import Case
from sightline.work.new import new
from sightline.work.protecting import packed
from sightline.work.protecting.packed import unpacked
from sightline.work.safety.sources import protect_source
from sightline.work.taking.collect import Added, Wish, collect

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WHO = {"authority": "Chief editor", "reason": "asked for it"}
DOCUMENT = b"<w:p><w:r><w:t>A report by Quix</w:t></w:r><w:r><w:rPr/><w:t>enby of the mill</w:t></w:r></w:p>"


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return path


def test_a_name_in_a_packed_file_withholds_it(case: Case, tmp_path: Path) -> None:
    # the workspace still held the name, two clicks away in any office program
    new(case, "Source", name="Quixenby")
    files = [
        archive(tmp_path / "a.docx", {"word/document.xml": DOCUMENT}),
        archive(tmp_path / "b.zip", {"notes.txt": b"seen by quixenby", "more/c.txt": b""}),
        archive(tmp_path / "c.zip", {"Quixenby.jpg": b"x"}),
        archive(tmp_path / "free.zip", {"notes.txt": b"seen by nobody"}),
    ]
    packed_text = tmp_path / "d.json.gz"
    packed_text.write_bytes(gzip.compress(b'{"by": "QUIXENBY"}'))
    kept = {}
    for file in (*files, packed_text):
        for added in collect(case, [str(file)], Wish(prefer="folder")):
            if isinstance(added, Added) and added.sha256 is not None:
                kept[file.name] = bytes.fromhex(added.sha256)
    protect_source(case, "SRC-1", pseudonym="Blue heron", **WHO)
    open_ = sorted(name for name, sha256 in kept.items() if case.vault.has(sha256))
    assert ["free.zip"] == open_


def test_what_cannot_be_looked_through_is_told(
    tmp_path: Path, database: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04" + b"x" * 200)
    bomb = archive(tmp_path / "bomb.zip", {"a.txt": b"0" * 4_000_000})
    monkeypatch.setattr(packed, "MOST_BYTES", 1_000_000)
    with caplog.at_level(logging.WARNING):
        assert [] == list(unpacked(broken, name="one"))
        assert 1_000_001 > sum(len(block) for block in unpacked(bomb, name="two"))
    assert ("object one", "object two") == tuple(r.getMessage().partition(":")[0] for r in caplog.records)
    plain = tmp_path / "plain.txt"
    plain.write_text("x")
    assert [] == list(unpacked(plain, name="three"))
