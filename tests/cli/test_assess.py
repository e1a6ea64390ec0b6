"""``sightline assess``, ``verify`` and ``plan`` as a tired person types them, as text and as JSON."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.fixtures.assessments import Small, small

from sightline.cli.main import run
from sightline.work.opening import close_case

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def made(tmp_path: Path, keys: Path) -> Small:
    case = small(tmp_path / "case")
    close_case(case.case)
    return case


@pytest.fixture
def cli(made: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a verb on the small case."""

    def go(*words: object, by: str | None = "anna") -> tuple[int, str, str]:
        who = [] if by is None else ["--by", by]
        argv = ["sightline", *map(str, words), "-w", str(tmp_path / "case"), *who]
        with patch.object(sys, "argv", argv), pytest.raises(SystemExit) as end:
            run()
        told = capsys.readouterr()
        return int(end.value.code or 0), told.out, told.err

    return go


def test_an_assessment_from_question_to_review(cli: Cli, made: Small) -> None:
    assert (
        0 == cli("assess", "new", "Who did it?", "--of", "INC-1", "--explain", "one", "--explain", "two")[0]
    )
    piece = ("assess", "piece", "ASM-1", "a helicopter", "A=C", "B=II", "--cite", made.helicopter[:12])
    code, out, err = cli(*piece, "--credibility", 3, "--relevance", "high")
    assert (0, True) == (code, "piece 1" in err), err
    assert 0 == cli("assess", "explain", "ASM-1", "three")[0]
    assert 0 == cli("assess", "cell", "ASM-1", 1, "C", "N")[0]
    code, _, err = cli("assess", "cell", "ASM-1", 1, "C=I")
    assert (2, True) == (code, "needs a reason" in err)
    told = ("--sure", "low", "--why", "one teller", "--would-change", "a second teller")
    assert 0 == cli("assess", "conclude", "ASM-1", "A=likely", "B=very unlikely", *told)[0]
    assert 2 == cli("assess", "review", "ASM-1", "agrees", "--why", "r")[0]
    assert 0 == cli("assess", "review", "ASM-1", "agrees", "--why", "followed it", by="ben")[0]
    code, out, _ = cli("assess", "ASM-1")
    assert 0 == code
    for words in (
        "speaks against B (II), not against the others",
        "rests on INC-1 delivery: dropped from a helicopter; Local reports (SRC-3), as told by The blog (SRC-1)",
        "Ranked by what does not fit, the least first (this is no likelihood):",
        "3. B two: 1.20 against it (1: 1.20)",
        "Concluded by anna",
        "A is likely (ICD 203, 55 to 80 %)",
        "Low confidence: one teller",
        "would change it: a second teller",
        "reviewed by ben",
    ):
        assert words in out, words
    # a word of likelihood and one of confidence never share a line
    assert not [one for one in out.splitlines() if "likely" in one and "onfidence" in one]


def test_the_assessment_as_json(cli: Cli, made: Small) -> None:
    cli("assess", "new", "Who?", "--explain", "one", "--explain", "two")
    cli("assess", "piece", "ASM-1", "p", "A=I", "B=C", "--cite", made.accused)
    code, out, _ = cli("assess", "ASM-1", "--json")
    tree = json.loads(out)
    assert (0, "sightline/assess/1") == (code, tree["schema"])
    assert [("B", 1, 0), ("A", 2, 0.3)] == [
        (r["explanation"], r["rank"], r["against"]) for r in tree["ranking"]
    ]
    assert {"changes": "leader", "leaders": ["A", "B"]} == tree["pieces"][0]["without"]
    assert [[1]] == tree["turns"]
    assert made.accused == tree["pieces"][0]["cites"][0]["statement"]
    assert tree["conclusion"] is None
    act = json.loads(cli("assess", "drop", "ASM-1", 1, "--why", "r", "--json")[1])
    assert ("sightline/act/1", "assess drop") == (act["schema"], act["act"])


def test_the_five_questions(cli: Cli) -> None:
    code, out, _ = cli("verify", "ITM-1")
    assert (0, 5) == (code, out.count(": open. "))  # nothing known is an answer
    cli("verify", "ITM-1", "provenance", "the first upload", "--percent", 100, "--why", "the file's own name")
    cli(
        "verify",
        "ITM-1",
        "when",
        "10 to 12 April",
        "--percent",
        60,
        "--sure",
        "tentative",
        "--why",
        "the sun",
    )
    assert 0 == cli("verify", "review", "ITM-1", "date", "agrees", "--why", "r", by="ben")[0]
    code, out, _ = cli("verify", "ITM-1")
    assert 0 == code
    for words in (
        "answered; 100 % sure",
        "answered; tentative; 60 % sure",
        "reviewed by ben",
        "because the sun",
    ):
        assert words in out, words
    tree = json.loads(cli("verify", "ITM-1", "--json")[1])
    assert [100, None, 60, None, None] == [q["percent"] for q in tree["questions"]]
    for wrong in (("date",), ("colour", "red", "--why", "r"), ("date", "x"), ("date", "x", "--percent", 200)):
        code, _, err = cli("verify", "ITM-1", *wrong)
        assert (2, True) == (code, "what to do" in err), wrong


def test_rating_consent_and_class(cli: Cli, made: Small) -> None:
    assert 0 == cli("verify", "rate", "SRC-2", "E", "--why", "a party")[0]
    assert 0 == cli("verify", "rate", "INC-1.attributed_to", 4, "--why", "nothing else says so")[0]
    cli("judge", "statement", made.accused, "refuted", "--reason", "r")
    code, out, _ = cli("verify", "track", "SRC-2")
    assert 0 == code
    assert "E  Unreliable; anna: a party" in out
    assert "1 claim: 1 judged wrong; so few judgements say little" in out
    tree = json.loads(cli("verify", "track", "SRC-2", "--json")[1])
    assert (1, 0, [["wrong"]]) == (
        tree["counts"]["wrong"],
        tree["counts"]["right"],
        [j["outcomes"] for j in tree["judged"]],
    )
    assert 0 == cli("verify", "consent", "ITM-1", "public", "--terms", "until 2030")[0]
    assert 0 == cli("release", "ITM-1", "--to", "public", "--reason", "r")[0]
    code, _, err = cli("verify", "consent", "ITM-1", "withdrawn", "--why", "by letter")
    assert (0, True) == (code, "closed: the release to public" in err)
    code, _, err = cli("release", "ITM-1", "--to", "public", "--reason", "r")
    assert (True, True) == (code != 0, "consent is withdrawn" in err)
    assert 0 == cli("verify", "sensitive", "INC-1", "children", "--why", "who was harmed")[0]
    refused = cli("release", "INC-1", "--to", "court", "--reason", "r")
    assert refused[0] != 0
    told = ("--reason", "children are named nowhere", "--approved-by", "ben")
    assert 0 == cli("release", "INC-1", "--to", "court", *told)[0]
    assert "Sensitive: Children" in cli("verify", "INC-1")[1]


def test_the_search_log(cli: Cli) -> None:
    assert 0 == cli("plan", "new", "The attack", "--of", "INC-1", "--step", "find who posted it first")[0]
    assert (
        0 == cli("plan", "search", "PLN-1", "the first upload", "--where", "the platform", "--not-found")[0]
    )
    assert 0 == cli("plan", "search", "PLN-1", "the roof", "--where", "imagery", "--found", "ITM-1")[0]
    assert 0 == cli("plan", "mark", "PLN-1", 1, "done")[0]
    code, out, _ = cli("plan", "PLN-1")
    assert 0 == code
    for words in ("1  [done] find who posted it first", "Not found: the first upload", "found ITM-1 A video"):
        assert words in out, words
    tree = json.loads(cli("plan", "PLN-1", "--json")[1])
    assert ["not_found", "found"] == [s["result"] for s in tree["searches"]]
    for wrong in (
        (),
        ("--not-found", "--result", "found"),
        ("--found", "ITM-1", "--not-found", "--result", "found"),
    ):
        assert 2 == cli("plan", "search", "PLN-1", "x", "--where", "y", *wrong)[0], wrong


def test_the_options_may_stand_first(cli: Cli, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli("assess", "new", "Who?")
    with (
        patch.object(sys, "argv", ["sightline", "assess", "-w", str(tmp_path / "case"), "ASM-1"]),
        pytest.raises(SystemExit) as end,
    ):
        run()
    assert (None, True) == (end.value.code or None, "ASM-1  Who?" in capsys.readouterr().out)
    assert 2 == cli("assess", "ASM-7")[0]
    assert 2 == cli("assess", "INC-1")[0]


def test_the_folder_may_stand_before_the_step(
    made: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # "verify -w DIR track SRC-2" was read as an answer to a question of a thing called "track"
    argv = ["sightline", "verify", "-w", str(tmp_path / "case"), "--json", "track", "SRC-2"]
    with patch.object(sys, "argv", argv), pytest.raises(SystemExit) as end:
        run()
    assert 0 == int(end.value.code or 0)
    assert "sightline/track/1" == json.loads(capsys.readouterr().out)["schema"]


def test_looked_back_to_before_it_was_begun_it_is_not_offered_to_be_filled(cli: Cli) -> None:
    assert 0 == cli("assess", "new", "Who did it?")[0]
    code, out, _ = cli("assess", "ASM-1", "--known-at", "2020", by=None)
    assert 0 == code
    assert "nothing was known of it at that time" in out
    assert "assess explain" not in out
    assert "assess explain ASM-1" in cli("assess", "ASM-1", by=None)[1]
