"""Where the text comes from: an argument, a file, standard input; what is refused by name."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from sightline.core.errors import BadTime, OverLimit, Unreadable, WrongUse
from sightline.work import dates
from sightline.work.dates import dates_in, text_from


def test_a_date_is_read_relative_to_when_the_text_was_written() -> None:
    assert ["2014-04-11"] == [date.edtf for date in dates_in("yesterday", written="2014-04-12")]


def test_a_text_comes_from_a_file_or_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "post.txt"
    path.write_bytes("\ufeffأمس".encode())
    monkeypatch.setattr(dates.sys, "stdin", SimpleNamespace(buffer=io.BytesIO("гость вчера".encode())))
    assert "أمس" == text_from(f"@{path}")
    assert "гость вчера" == text_from("-")
    assert "as it is" == text_from("as it is")


def test_faults_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tmp_path / "latin1.txt"
    wrong.write_bytes(b"one\ntwo \xe9t\xe9 2013")
    with pytest.raises(Unreadable, match=r"latin1\.txt:2: is not UTF-8"):
        text_from(f"@{wrong}")
    with pytest.raises(Unreadable, match="cannot be read"):
        text_from(f"@{tmp_path / 'none'}")
    with pytest.raises(WrongUse):
        text_from("@")
    monkeypatch.setattr(dates, "MOST_BYTES", 3)
    with pytest.raises(OverLimit):
        text_from(f"@{wrong}")
    with pytest.raises(BadTime):
        dates_in("yesterday", written="12.4.2014")
