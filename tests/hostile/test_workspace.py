"""Cases that cannot be written to, or come from a newer version: said with the exit code, and nothing is touched."""

import hashlib
import sqlite3
from pathlib import Path

from sightline.store.migrate import HEAD


def digests(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.endswith(("-shm", "-wal"))
    }


def test_a_newer_case_is_not_touched(shell, box) -> None:
    (box / "a.txt").write_text("a")
    path = shell.folder / "case" / "catalogue.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = digests(shell.folder / "case")
    code, out, err = shell("add", box, "-w", shell.folder / "case", "--json")
    assert 3 == code
    assert "" == out
    assert "newer Sightline" in err
    assert "9999" in err
    assert HEAD in err
    assert "update Sightline" in err
    assert before == digests(shell.folder / "case")


def test_a_case_that_may_not_be_written_to(owner_only, box) -> None:
    (box / "a.txt").write_text("a")
    folder = owner_only.folder / "case"
    before = digests(folder)
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        code, _, err = owner_only("add", box, "-w", folder, "--json")
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert 1 == code
    assert "Traceback" not in err
    assert "what to do" in err
    assert before == digests(folder)
    assert owner_only.add(box)[0] == 0


def test_a_vault_that_may_not_be_written_to(owner_only, box) -> None:
    (box / "a.txt").write_text("a")
    folder = owner_only.folder / "case"
    for name in ("tmp", "objects"):
        (folder / name).chmod(0o555)
        try:
            code, _, err = owner_only("add", box, "-w", folder, "--json")
        finally:
            (folder / name).chmod(0o755)
        assert 1 == code
        assert "Traceback" not in err
        assert "rights" in err
    code, told, _ = owner_only.add(box)
    assert (0, 1) == (code, len(told["added"]))
    assert owner_only.whole()["ok"] is True


def test_what_is_no_case(shell, box, tmp_path) -> None:
    assert 3 == shell("add", box, "-w", box)[0]
    assert 3 == shell("add", box, "-w", tmp_path / "nowhere")[0]
    (shell.folder / "case" / "catalogue.sqlite3").write_bytes(b"not a database at all" * 1000)
    code, out, err = shell("add", box, "-w", shell.folder / "case", "--json")
    assert (1, "") == (code, out)
    assert "Traceback" not in err
