"""The tail: cut off anywhere it ends at the last whole commit; spoilt in the middle it says so."""

from pathlib import Path

import numpy as np
import pytest

from sightline.core.errors import Damaged, StoreFull
from sightline.store.segments.files import told
from sightline.store.segments.marks import Mark, marks_table
from sightline.store.segments.table import Column, Table
from sightline.store.segments.tail import append_block, block_bytes, read_tail, start_tail

COLUMNS = (Column("media", "<i8"), Column("added", "<i8"), Column("code", "u1", 3))


def table(count: int) -> Table:
    number = np.arange(count)
    return Table({"media": number, "added": number * 2, "code": np.zeros((count, 3), np.uint8) + 5})


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, list[int]]:
    """A tail of three commits, and where each ends."""
    path = tmp_path / "tail"
    ends = [start_tail(path, "test")]
    for position in (10, 20, 30):
        marks = marks_table([Mark(1, position, hidden=True)])
        ends.append(
            append_block(path, ends[-1], block_bytes(position, table(position // 10), marks, COLUMNS))
        )
    return path, ends


def test_what_was_written_is_read(three: tuple[Path, list[int]]) -> None:
    path, ends = three
    blocks = read_tail(path, "test", COLUMNS)
    assert [(10, 1, 1), (20, 2, 1), (30, 3, 1)] == [(b.position, len(b.rows), len(b.marks)) for b in blocks]
    assert ends[1:] == [block.end for block in blocks]
    assert [[5, 5, 5]] * 3 == blocks[2].rows["code"].tolist()
    assert [0, 2, 4] == blocks[2].rows["added"].tolist()
    assert [30] == [block.position for block in read_tail(path, "test", COLUMNS, since=ends[2])]


def test_cut_off_at_any_byte_it_ends_at_a_whole_commit(three: tuple[Path, list[int]]) -> None:
    path, ends = three
    data = path.read_bytes()
    for length in range(ends[0], len(data) + 1):
        path.write_bytes(data[:length])
        assert sum(end <= length for end in ends[1:]) == len(read_tail(path, "test", COLUMNS))
        path.write_bytes(data[:length] + bytes(len(data) - length))  # a file system may keep the length
        if length < len(data) and any(data[length:]):
            assert sum(end <= length for end in ends[1:]) <= len(read_tail(path, "test", COLUMNS))


def test_a_commit_that_is_spoilt_before_a_whole_one_is_damage(three: tuple[Path, list[int]]) -> None:
    # cutting off there would lose what was acknowledged, without a word
    path, ends = three
    data = path.read_bytes()
    for at in range(ends[0], ends[2]):
        path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
        with pytest.raises(Damaged, match="spoilt"):
            read_tail(path, "test", COLUMNS)


def test_another_kind_is_told(three: tuple[Path, list[int]]) -> None:
    with pytest.raises(Damaged, match="no tail of sound"):
        read_tail(three[0], "sound", COLUMNS)


def test_a_full_disk_keeps_what_was_committed(
    three: tuple[Path, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, ends = three

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(StoreFull, match="no room"):
            append_block(path, ends[-1], block_bytes(40, table(4), marks_table([]), COLUMNS))
    assert ends[-1] == path.stat().st_size
    assert [10, 20, 30] == [block.position for block in read_tail(path, "test", COLUMNS)]


def test_a_missing_file_stays_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), told(tmp_path):
        (tmp_path / "nothing").open()
