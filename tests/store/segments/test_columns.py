"""Files of arrays: what is read is what was written, and whatever is wrong with the header is told."""

from pathlib import Path

import numpy as np
import pytest

from sightline.core.errors import Damaged
from sightline.store.segments.columns import open_columns, verify, write_columns


@pytest.fixture
def file(tmp_path: Path) -> Path:
    arrays = [
        ("a", np.arange(1000, dtype=np.uint32)),
        ("b", np.empty((0, 4), np.uint64)),
        ("c", np.eye(3, dtype=np.int64)),
    ]
    write_columns(tmp_path / "file", "test", 2, iter(arrays), {"rows": 7})
    return tmp_path / "file"


def test_arrays_come_back_and_cannot_be_changed(file: Path) -> None:
    found = open_columns(file, "test", 2)
    verify(found)
    assert list(range(1000)) == found["a"].tolist()
    assert (0, 4) == found["b"].shape
    assert np.eye(3).tolist() == found["c"].tolist()
    assert 7 == found.fact("rows")
    with pytest.raises(ValueError):
        found["a"][0] = 1
    with pytest.raises(Damaged, match="no column 'd'"):
        found["d"]
    with pytest.raises(Damaged, match="does not say"):
        found.fact("columns")


def test_cut_off_at_any_length_it_is_told(file: Path) -> None:
    data = file.read_bytes()
    for length in [*range(100), *range(100, len(data), 97), len(data) - 1]:
        file.write_bytes(data[:length])
        with pytest.raises(Damaged):
            open_columns(file, "test", 2)
    file.write_bytes(data + b"\0")
    with pytest.raises(Damaged, match="bytes long"):
        open_columns(file, "test", 2)


def test_every_bit_of_the_header_counts(file: Path) -> None:
    data = file.read_bytes()
    header = data.index(b'{"kind"')
    for at in [*range(20), *range(24, 32), *range(header, len(data))]:
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(Damaged):
            open_columns(file, "test", 2)


@pytest.mark.parametrize("kind, version", [("other", 2), ("test", 1), ("test", 3)])
def test_another_kind_or_version_is_told(file: Path, kind: str, version: int) -> None:
    with pytest.raises(Damaged, match=f"not {kind} {version}"):
        open_columns(file, kind, version)


def test_a_bit_in_an_array_is_found_by_reading_all(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[100] ^= 1
    file.write_bytes(data)
    with pytest.raises(Damaged, match="'a'"):
        verify(open_columns(file, "test", 2))
