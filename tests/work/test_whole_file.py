"""A file is there whole or not at all, and what stood there before stays until then."""

import errno
from pathlib import Path

import pytest

from sightline.core.errors import StoreFull, WrongUse
from sightline.work.whole_file import whole_file


def test_it_takes_the_place_of_the_old(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old")
    with whole_file(file) as path:
        path.write_text("new")
        assert "old" == file.read_text()
    assert "new" == file.read_text()
    assert [file] == sorted(tmp_path.iterdir())


def fail(file: Path, error: BaseException) -> None:
    with whole_file(file) as path:
        path.write_text("half of")
        raise error


def test_a_failure_leaves_the_old(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        fail(file, KeyboardInterrupt())
    with pytest.raises(StoreFull):
        fail(file, OSError(errno.ENOSPC, "No space left on device"))
    assert "old" == file.read_text()
    assert [file] == sorted(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="cannot be written"):
        fail(tmp_path / "nowhere" / "out.csv", ValueError())
    with pytest.raises(WrongUse), whole_file(tmp_path / "nowhere" / "out.csv") as path:
        path.write_text("x")
