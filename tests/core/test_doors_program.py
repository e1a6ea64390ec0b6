import sys
import time
from pathlib import Path

import pytest

from sightline.core.doors_program import CompletedRun, FakeProgram, run_program
from sightline.core.errors import MissingProgram, OverLimit

PYTHON = sys.executable


def test_a_program_is_run_and_its_failure_is_an_answer(tmp_path: Path) -> None:
    code = "import sys; data = sys.stdin.read(); print(data.upper()); sys.stderr.write('e'); sys.exit(3)"
    ran = run_program([PYTHON, "-c", code], stdin=b"word", cwd=tmp_path)

    assert (3, b"WORD\n", b"e", False) == (ran.code, ran.stdout, ran.stderr, ran.is_cut)


def test_a_missing_program_says_how_to_install_it() -> None:
    with pytest.raises(MissingProgram) as caught:
        run_program(["exiftool-that-is-not-there"])
    assert "exiftool-that-is-not-there is needed and not installed" == caught.value.fault

    with pytest.raises(MissingProgram) as caught:
        run_program(["/nowhere/tesseract"])
    assert "apt install tesseract-ocr" in (caught.value.todo or "")


def test_time_is_up_for_the_children_too(tmp_path: Path) -> None:
    # a downloader's own children must not go on after it was stopped
    mark = tmp_path / "still-here"
    child = f"import time; time.sleep(1.5); open({str(mark)!r}, 'w').close()"
    code = (
        f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    )
    began = time.monotonic()
    with pytest.raises(OverLimit, match=r"took longer than 0\.5 seconds"):
        run_program([PYTHON, "-c", code], timeout_s=0.5)
    assert time.monotonic() - began < 5
    time.sleep(1.6)
    assert not mark.exists()


def test_more_output_than_wanted_is_cut_and_does_not_block() -> None:
    ran = run_program([PYTHON, "-c", "import sys; sys.stdout.write('x' * 3_000_000)"], max_output=1000)

    assert (0, 1000, True) == (ran.code, len(ran.stdout), ran.is_cut)


def test_secrets_of_ours_stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_TOKEN", "hunter2")
    monkeypatch.setenv("https_proxy", "http://elsewhere:1")
    ran = run_program([PYTHON, "-c", "import os; print(sorted(os.environ))"], env={"ADDED": "1"})

    assert b"MY_TOKEN" not in ran.stdout
    assert b"https_proxy" not in ran.stdout
    assert b"ADDED" in ran.stdout


def test_a_program_that_reads_nothing_is_no_fault() -> None:
    ran = run_program([PYTHON, "-c", "pass"], stdin=b"x" * 5_000_000)

    assert 0 == ran.code


def test_the_fake_gives_prepared_answers() -> None:
    fake = FakeProgram([CompletedRun(("x",), 0, b"out", b"", 0.1)])

    assert b"out" == fake(["x", "--version"]).stdout
    assert [("x", "--version")] == fake.calls
    with pytest.raises(MissingProgram):
        fake(["x"])
