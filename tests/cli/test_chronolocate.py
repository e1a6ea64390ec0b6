"""``sightline chronolocate`` as it is typed: bounds with reasons, times considered, the answer, and a blind second."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import SightlineError

Run = Callable[..., str]
SECRET = ("T13:20", "T13:50", "first known posting")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a verb as anna, in a new workspace with one item; gives all that was printed."""
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    runner = CliRunner()

    def go(*words: object, by: str = "anna", code: int = 0) -> str:
        done = runner.invoke(app, [*map(str, words), "--by", by])
        if isinstance(done.exception, SightlineError):
            assert code == done.exception.exit_code, done.exception
            return f"{done.exception} {done.exception.todo or ''}"
        assert code == done.exit_code, done.output
        return done.output

    runner.invoke(app, ["init", str(tmp_path / "case")], catch_exceptions=False)
    monkeypatch.chdir(tmp_path / "case")
    go("new", "Item", "--title", "A square at noon")
    return go


def argued(run: Run) -> None:
    """Go through the steps of the how-to."""
    run("chronolocate", "begin", "ITM-1")
    after = ("--not-after", "2014-04-12T13:20Z", "--why", "first known posting", "--from", "ITM-1")
    run("chronolocate", "bound", "CHR-1", *after)
    run("chronolocate", "bound", "CHR-1", "--not-before", "2014-04-10", "--why", "the wall still stands")
    shadows = ("2014-04-11T05:40Z/2014-04-11T06:10Z", "--reject", "the shadows fall west")
    run("chronolocate", "consider", "CHR-1", *shadows)
    run("chronolocate", "contradiction", "CHR-1", "the posting and the shadow cannot both hold")
    when = ("2014-04-11T13:20Z/2014-04-11T13:50Z", "--method", "sun azimuth and length")
    run("chronolocate", "answer", "CHR-1", *when)
    run("chronolocate", "sure", "CHR-1", "date", "tentative", "--why", "one shadow, its tip unclear")


def test_an_argument_from_the_first_step_to_the_last(run: Run) -> None:
    argued(run)
    told = run("show", "CHR-1")
    for words in (
        "first known posting",
        "the shadows fall west",
        "cannot both hold",
        "sun azimuth and length",
    ):
        assert words in told
    assert "2014-04-12T13:20" in run("bounds", "ITM-1")
    run("chronolocate", "begin", "ITM-1")
    done = json.loads(run("chronolocate", "unresolved", "CHR-2", "--why", "no shadow is seen", "--json"))
    assert ("sightline/act/1", "unresolved", "CHR-2") == (done["schema"], done["act"], done["code"])


def test_both_ends_for_one_reason_are_one_act(run: Run) -> None:
    run("chronolocate", "begin", "ITM-1")
    ends = ("--not-before", "2014-04-10", "--not-after", "2014-04-12", "--why", "the poster in the window")
    done = json.loads(run("chronolocate", "bound", "CHR-1", *ends, "--json"))
    assert 2 == len(done["ids"])


@pytest.mark.parametrize(
    "words, fault",
    [
        (("bound", "CHR-1", "--why", "a"), "no end is given"),
        (("bound", "CHR-1", "--not-after", "2014", "--why", " "), "reason"),
        (("bound", "CHR-1", "--not-after", "soon", "--why", "a"), "soon"),
        (("bound", "CHR-1", "--not-after", "2014", "--why", "a", "--from", "ITM-9"), "nothing of this code"),
        (("consider", "CHR-1", "2014", "--keep", "a", "--reject", "b"), "kept and rejected at once"),
        (("consider", "CHR-1", "2014", "--reject", " "), "rejected without a reason"),
        (("answer", "CHR-1", "in the afternoon"), "in the afternoon"),
        (("sure", "CHR-1", "date", "certain", "--why", "so"), "certain"),
        (("answer", "ITM-1", "2014"), "is Item, not Chronolocation"),
    ],
)
def test_wrong_use_says_what_to_do(run: Run, words: tuple[str, ...], fault: str) -> None:
    run("chronolocate", "begin", "ITM-1")
    assert fault in run("chronolocate", *words, code=2)


# Bounds and status once took no --by: who was blind could not say who asks, and was shown all.
def test_a_second_analyst_is_blind_in_every_verb(run: Run, tmp_path: Path) -> None:
    argued(run)
    run("chronolocate", "second", "CHR-1", by="ben")
    asked: list[tuple[tuple[str, ...], int]] = [
        (("show", "CHR-1"), 2),
        (("bounds", "ITM-1"), 0),
        (("bounds", "ITM-1", "--json"), 0),
        (("status", "--json"), 0),
        (("find", "posting", "--json"), 0),
        (("find", "--between", "2014-04-11", "2014-04-11", "--json"), 0),
        (("export", "statements"), 0),
        (("export", "sheet", str(tmp_path / "all.csv"), "--kind", "Chronolocation"), 0),
        (("retract", "CHR-1", "answer", "--how", "retracted", "--reason", "r"), 2),
        (("retract", "CHR-1", "answer", "--rank", "deprecated", "--reason", "r"), 2),
    ]
    for words, code in asked:
        told = run(*words, by="ben", code=code)
        assert [] == [secret for secret in SECRET if secret in told], words
    text = (tmp_path / "all.csv").read_text("utf-8-sig")
    assert [] == [secret for secret in SECRET if secret in text]
    assert "T13:20" in run("bounds", "ITM-1")
    told = run("chronolocate", "answer", "CHR-2", "2014-04-11T14:00Z/2014-04-11T14:20Z", by="ben")
    assert "540 s apart from the interval of CHR-1" in told
    assert "T13:20" in run("bounds", "ITM-1", by="ben")
    assert "not blind" in run("chronolocate", "answer", "CHR-2", "2014-04-11T13:30Z", by="ben")
