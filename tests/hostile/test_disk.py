"""A disk that fills: nothing is acknowledged that is not safe, and with room again the case goes on."""

import errno
import json
import os
import resource
import subprocess
from pathlib import Path

import pytest
from tests.hostile.conftest import Shell

from sightline.core.errors import StoreFull
from sightline.store import vault
from sightline.work.opening import close_case, make_case


@pytest.fixture
def small(tmp_path: Path, keys: Path):
    """Give the command line beside a case on a disk of 5 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", disk], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("no small disk can be mounted here")
    close_case(make_case(disk / "case"))
    (tmp_path / "case").symlink_to(disk / "case")
    yield Shell(tmp_path)
    subprocess.run(["umount", "-l", disk], check=True)


def acknowledged_are_there(told, case: Path) -> None:
    for one in told["added"]:
        if one["sha256"]:
            assert (case / "objects" / "sha256" / one["sha256"][:2] / one["sha256"][2:]).stat().st_size > 0


def fill(box: Path) -> None:
    for number in range(40):
        (box / f"{number:02}.bin").write_bytes(os.urandom(120_000))


def test_the_disk_of_the_case_fills(small, box) -> None:
    fill(box)
    code, told, err = small.add(box)
    assert 1 == code
    assert 0 < len([a for a in told["added"] if a["sha256"]]) < 40
    assert "room" in err + json.dumps(told)
    assert "Traceback" not in err
    acknowledged_are_there(told, small.folder / "case")
    # everything named in the answer is in the case, though no byte is left
    subprocess.run(["mount", "-o", "remount,size=60m", small.folder / "disk"], check=True)
    assert small.whole()["ok"] is True
    code, more, err = small.add(box)
    assert 0 == code, err
    got = [a["path"] for t in (told, more) for a in t["added"] if a["sha256"]]
    assert 40 == len(set(got))
    assert small.whole()["ok"] is True


def test_no_byte_is_left_at_all(small, box) -> None:
    (box / "a.txt").write_text("a")
    filler = small.folder / "disk" / "filler"
    handle = os.open(filler, os.O_WRONLY | os.O_CREAT)
    with pytest.raises(OSError, match="No space left"):  # noqa: PT012 - each write may be the last
        while True:
            os.write(handle, b"x" * 4096)
    os.close(handle)
    code, out, err = small("add", box, "-w", small.folder / "case", "--json")
    assert 1 == code
    assert "Traceback" not in err
    assert "[]" in out or out == ""
    filler.unlink()
    code, told, err = small.add(box)
    assert (0, 1) == (code, len(told["added"])), err
    assert small.whole()["ok"] is True


def test_a_limit_on_the_size_of_files(shell, box) -> None:
    # a quota of the process: the catalogue cannot grow, whatever room the disk has
    rows = "".join(f"Film {n},https://youtu.be/abcdefg{n:04},{'x' * 200}\n" for n in range(4_000))
    (box / "list.csv").write_text("title,url,description\n" + rows)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20))

    code, out, err = shell("add", box, "-w", shell.folder / "case", "--json", preexec_fn=limit)
    assert 1 == code
    assert "Traceback" not in err
    before = {a["path"] for a in json.loads(out)["added"]}
    assert shell.whole()["ok"] is True
    code, told, _ = shell.add(box)
    assert 0 == code
    assert 4_000 <= len({a["path"] for a in told["added"]} | before)
    assert shell.whole()["ok"] is True


@pytest.mark.parametrize("call", ["fsync", "link", "mkdir", "write"])
def test_every_write_of_the_vault_may_fail(here, take, box, call, monkeypatch) -> None:
    (box / "a.txt").write_text("a")

    def full(*_words, **_more):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        if call == "write":
            patch.setattr(vault, "BLOCK", -5)
            patch.setattr(vault.os, "fsync", full)
        elif call == "mkdir":
            real = Path.mkdir

            def mkdir(self, *words, **more):
                return full() if "sha256" in self.parts else real(self, *words, **more)

            patch.setattr(Path, "mkdir", mkdir)
        else:
            patch.setattr(vault.os, call, full)
        with pytest.raises(StoreFull):
            take(box)
    assert [] == [p for p in (here.folder / "objects").rglob("*") if p.is_file()]
    assert 1 == len(take(box).added)
