"""Names that strangers give to files: whatever they hold, each file is kept once and shown as what it is."""

import os
from pathlib import Path

import pytest


def write(box: Path, name: bytes, data: bytes) -> None:
    with Path(os.fsdecode(os.fsencode(box) + b"/" + name)).open("wb") as stream:
        stream.write(data)


NAMES = (
    b"\xff\xfe.txt",
    rb"\xff\xfe.txt",  # looks like the one above once it is repaired
    b"\x85.txt",
    "\u0085.txt".encode(),
    "\u202egpj.exe".encode(),
    rb"\u202egpj.exe",
    b"new\nline.txt",
    b"\x1b[2Jclear.txt",
    b"-rf",
    b" ",
    b"%41.txt",
    b"A.txt",
    "e\u0301.txt".encode(),
    "é.txt".encode(),
    b"n" * 255,
    "ح".encode() * 127,
)


def test_every_name_is_its_own_file(take, box) -> None:
    # two names that were shown alike once made the second file vanish without a word
    for number, name in enumerate(NAMES):
        write(box, name, b"%d" % number)
    done = take(box)
    assert () == done.refused
    assert (
        len(NAMES)
        == len(done.added)
        == len({a.path for a in done.added})
        == len({a.sha256 for a in done.added})
    )
    assert all(a.path.isprintable() for a in done.added)


def test_what_is_shown_drives_no_terminal(shell, box) -> None:
    for number, name in enumerate(NAMES):
        write(box, name, b"%d" % number)
    (box / "\x1b]0;title\x07").symlink_to("/nowhere")
    code, out, err = shell("add", box, "-w", shell.folder / "case", "--no-examine")
    assert 1 == code
    assert not {"\x1b", "\u202e", "\x85"} & set(out + err)
    assert "16 taken in (0 known before), 1 refused" in out


@pytest.mark.parametrize(
    "name", ["n" * 300 + ".csv", "n" * 300, "d/" * 2500, "nul\x00.csv", "nul\x00", "", "ftp://x/y"]
)
def test_a_path_that_cannot_be_is_refused_and_the_next_goes_on(take, box, name: str) -> None:
    (box / "good.txt").write_text("good")
    done = take(
        f"{box}/{name}" if "://" not in name and name else name or str(box / "none"), box / "good.txt"
    )
    assert [str(box / "good.txt")] == [a.path for a in done.added]
    assert 1 == len(done.refused)
    assert done.refused[0].fault
    assert done.refused[0].todo
