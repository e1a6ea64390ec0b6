"""The command: builds, refuses what it does not know, and judges answers as text and as JSON."""

import json
from pathlib import Path

import pytest

from sightline.cli.demo import verb
from sightline.core.errors import WrongUse


def test_a_right_answer_is_told_with_its_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verb(training=folder, answer=(6, "news"))
    out = capsys.readouterr().out
    assert out.startswith("Right: you named: news")
    assert "Ozrem Valley News" in out


def test_a_wrong_answer_as_json_holds_no_truth(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verb(training=folder, answer=(4, "08:42"), as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert {"schema", "exercise", "answer", "judged", "off", "tolerance", "truth", "how"} == set(told)
    assert ("sightline/training-answer/1", 4, "wrong", None) == (
        told["schema"],
        told["exercise"],
        told["judged"],
        told["truth"],
    )


def test_an_answer_needs_the_case(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no training case"):
        verb(training=tmp_path, answer=(1, "xv-11"))


def test_an_answer_without_the_folder_is_refused() -> None:
    with pytest.raises(WrongUse, match="belongs to --training"):
        verb(answer=(1, "xv-11"))


def test_a_folder_of_somebody_s_files_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(WrongUse, match="other files"):
        verb(training=tmp_path)
