"""``sightline assess``, ``verify`` and ``plan`` without a code: what there is, and what nobody has begun."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.fixtures.assessments import small

from sightline.cli.main import run
from sightline.work.opening import close_case

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(tmp_path: Path, keys: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a verb on a small case with one incident and one item."""
    close_case(small(tmp_path / "case").case)

    def go(*words: object, by: str = "anna") -> tuple[int, str, str]:
        argv = ["sightline", *map(str, words), "-w", str(tmp_path / "case")]
        if words[-1] != "quiet":
            argv += ["--by", by]
        with patch.object(sys, "argv", argv), pytest.raises(SystemExit) as end:
            run()
        told = capsys.readouterr()
        return int(end.value.code or 0), told.out, told.err

    return go


@pytest.mark.parametrize(
    "verb, words",
    [
        ("assess", "nothing was assessed yet"),
        ("verify", "nothing was verified yet"),
        ("plan", "there is no plan yet"),
    ],
)
def test_an_empty_list_says_so(cli: Cli, verb: str, words: str) -> None:
    code, out, _ = cli(verb)
    assert (0, True) == (code, words in out), out


def test_a_verb_alone_lists_and_help_is_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli,
                                             capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path / "case")
    for verb in ("assess", "verify", "plan"):
        for words, told in (((), "yet"), (("--help",), "Usage")):
            with patch.object(sys, "argv", ["sightline", verb, *words]), pytest.raises(SystemExit) as end:
                run()
            assert (0, True) == (end.value.code or 0, told in capsys.readouterr().out), (verb, words)


def test_assessments_with_what_was_concluded(cli: Cli) -> None:
    cli("assess", "new", "Who did it?", "--of", "INC-1", "--explain", "one", "--explain", "two")
    cli("assess", "piece", "ASM-1", "a helicopter", "A=C", "B=II")
    told = ("--sure", "low", "--why", "one teller")
    cli("assess", "conclude", "ASM-1", "A=likely", "B=very unlikely", *told)
    cli("assess", "new", "Who did it, again?", "--supersedes", "ASM-1")
    _, out, _ = cli("assess")
    for words in (
        "ASM-1  Who did it?",
        "of INC-1 An attack; 2 explanations, 1 piece, 2 cells; its place was taken by ASM-2",
        "A likely, B very unlikely (ICD 203); low confidence; anna on",
        "not reviewed",
        "nothing was concluded yet",
    ):
        assert words in out, words


def test_what_was_verified_and_what_was_not(cli: Cli) -> None:
    cli("verify", "INC-1", "date", "11 April", "--percent", 90, "--why", "r")
    cli("verify", "INC-1", "place", "a town", "--state", "partly", "--why", "r")
    code, out, _ = cli("verify")
    assert 0 == code
    for words in (
        "INC-1",
        "answered 90 %*",
        "answered in part",
        "no second person",
        "Not begun: 0 incidents and 1 item",
    ):
        assert words in out, words
    cli("verify", "review", "INC-1", "date", "disagrees", "--why", "no", by="ben")
    assert "answered 90 % (disagreed) " in cli("verify")[1]
    found = json.loads(cli("verify", "--json")[1])
    assert [{"kind": "Incident", "count": 0}, {"kind": "Item", "count": 1}] == found["not_verified_total"]
    assert ["ITM-1"] == [one["code"] for one in found["not_verified"]]
    assert [] == json.loads(cli("verify", "--most", 0, "--json")[1])["not_verified"]


def test_what_was_known_then(cli: Cli) -> None:
    cli("assess", "new", "Who did it?")
    cli("plan", "new", "The attack", "--step", "find it")
    cli("verify", "INC-1", "date", "11 April", "--why", "r")
    for verb, key in (("assess", "assessments"), ("plan", "plans"), ("verify", "verified")):
        assert 1 == len(json.loads(cli(verb, "--json")[1])[key])
        assert [] == json.loads(cli(verb, "--known-at", "2001", "--json")[1])[key]


def test_plans_with_what_is_open(cli: Cli) -> None:
    cli("plan", "new", "The attack", "--of", "INC-1", "--step", "one", "--step", "two")
    cli("plan", "mark", "PLN-1", 1, "done")
    cli("plan", "search", "PLN-1", "x", "--where", "y", "--not-found")
    assert "of INC-1 An attack; 1 of 2 steps open; 1 search, 1 of them without finding it" in cli("plan")[1]


def test_what_is_withheld_is_in_no_list(cli: Cli) -> None:
    cli("assess", "new", "Did Some Person do it?", "--explain", "Some Person")
    for prop in ("question", "title"):
        cli("protect", "ASM-1", prop, "--authority", "x", "--reason", "a name")
    assert "Some Person" not in cli("assess")[1]
