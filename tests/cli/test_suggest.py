"""``sightline suggest`` on the command line: its document, its list, and the walk with one key each through a pipe."""

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.cli.suggest_walk import _without_arrows
from sightline.core.errors import WrongUse
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work.gazetteers import gathering

KEYS = "kind property value start end quote polarity certainty source subject why".split()
TEXT = "Residents say two shells hit Hama last night. Four people were killed. In Nowhereville it rained.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, and a world of one town."""
    town = Place((Name("Hama"),), 35.1318, 36.7578, "SY", ("Hama",), population=460_000)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="n" * 64))
    monkeypatch.setattr(gathering, "read_builtin", lambda: islice((town,), None))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "post.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def ran(*words: str, keys: str = "") -> str:
    done = CliRunner().invoke(app, list(words), input=keys, catch_exceptions=False)
    assert 0 == done.exit_code, done.output
    return done.stdout


def test_the_document_has_the_binding_keys() -> None:
    whole = json.loads(ran("suggest", "post.txt", "--written", "2014-04-12", "--json"))
    rows = {one["kind"]: one for one in whole["suggestions"]}
    assert all(set(KEYS) <= set(one) for one in whole["suggestions"])
    assert (35.1318, 36.7578) == (rows["place"]["lat"], rows["place"]["lon"])
    assert "2014-04-11/2014-04-12" == rows["date"]["value"]
    assert 4 == rows["figure"]["value"]["best"]
    assert rows["incident"]["quote"] == rows["date"]["subject"]
    assert all(TEXT[one["start"] : one["end"]] == one["quote"] for one in whole["suggestions"])


def test_a_file_that_is_not_there_and_an_answer_to_no_item_are_named() -> None:
    with pytest.raises(WrongUse, match="only what an item says"):
        CliRunner().invoke(app, ["suggest", "post.txt", "--review"], catch_exceptions=False)


def test_a_walk_through_a_pipe_answers_one_key_each() -> None:
    ran("init", "case")
    ran("add", "post.txt", "-w", "case")
    ran("new", "Source", "--name", "A page", "-w", "case")
    ran("say", "ITM-1", "author", "SRC-1", "--origin", "analyst", "-w", "case")
    words = ("suggest", "ITM-1", "--written", "2014-04-12", "-w", "case")
    told = ran(*words, "--review", keys="?ysyc\n2014-04-11\nnq")
    assert "[[two shells hit Hama last night]]" in told
    assert "accepted" in told
    rows = json.loads(ran(*words, "--json"))["suggestions"]
    answers = [one["answer"]["verdict"] for one in rows if one["answer"] is not None]
    assert ["accept", "reject"] == sorted(set(answers))
    ended = ran(*words, "--review", keys="")
    assert "0 accepted" in ended


@pytest.fixture
def case(here: Path) -> tuple[str, ...]:
    """A case with the text as an item of a page."""
    ran("init", "case")
    ran("add", "post.txt", "-w", "case")
    ran("new", "Source", "--name", "A page", "-w", "case")
    ran("say", "ITM-1", "author", "SRC-1", "--origin", "analyst", "-w", "case")
    return ("suggest", "ITM-1", "--written", "2014-04-12", "-w", "case")


def rows(words: tuple[str, ...]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran(*words, "--json"))["suggestions"]
    return found


def test_what_belongs_to_a_skipped_incident_is_not_asked_for(case: tuple[str, ...]) -> None:
    # each of them could only be skipped: a yes was refused, since nobody accepted the incident
    of = sum(one["subject"] is not None and one["kind"] != "relation" for one in rows(case))
    told = ran(*case, "--review", keys="s" * 50)
    assert f"{of} with an incident that is left open" in told
    assert "belongs to an incident that nobody accepted" not in told


def test_a_claim_can_be_given_to_an_incident_by_its_code(case: tuple[str, ...]) -> None:
    ran("new", "Incident", "--title", "Two shells", "-w", "case")
    kinds = [one["kind"] for one in rows(case) if one["kind"] != "incident"]
    keys = "y" + "s" * kinds.index("figure") + "i\nINC-1\n" + "s" * 50
    ran(*case, "--review", keys=keys)
    answered = {one["kind"]: one["answer"] for one in rows(case) if one["answer"] is not None}
    assert {"incident", "figure"} == set(answered)
    assert "Casualties" in ran("show", "INC-1", "-w", "case")


def test_keys_of_a_pipe_stay_with_their_suggestions(case: tuple[str, ...], here: Path) -> None:
    # a yes that could not be recorded was asked again and again, and took the keys that were meant for the others
    (here / "loose.txt").write_text("In March 2013 it was quiet. The Lions of the Valley joined.\n", "utf-8")
    ran("add", "loose.txt", "-w", "case")
    words = ("suggest", "ITM-2", "-w", "case")
    kinds = [one["kind"] for one in rows(words)]
    assert "date" in kinds
    told = ran(*words, "--review", keys="y" * len(kinds))
    assert f"{len(kinds) - kinds.count('date')} accepted" in told
    assert "1 with a fault, and so left open" in told


def test_a_second_answer_does_not_leave_the_first_standing(case: tuple[str, ...]) -> None:
    # refusing what was accepted left its statements in the case, and accepting it twice made two incidents
    event = next(one["id"] for one in rows(case) if one["kind"] == "incident")
    ran(*case, "--accept", event)
    for again in ("--refuse", "--accept"):
        with pytest.raises(WrongUse, match="what it made stands") as told:
            CliRunner().invoke(app, [*case, again, event], catch_exceptions=False)
        assert "sightline undo" in (told.value.todo or "")
    ran("undo", (told.value.todo or "").split()[-1], "-w", "case")
    ran(*case, "--refuse", event)
    assert ["reject"] == [one["answer"]["verdict"] for one in rows(case) if one["answer"]]


STRAY: tuple[tuple[str, ...], ...] = (
    ("--value", "4"),
    ("--as", "INC-1"),
    ("--source", "SRC-1"),
    ("--reason", "so"),
    ("--review", "--json"),
    ("--review", "--reason", "so"),
    ("--review", "--value", "4"),
    ("--refuse", "abcd", "--value", "4"),
    ("--refuse", "abcd", "--as", "INC-1"),
    ("--accept", "abc"),
    ("--accept", ""),
    ("--accept", "zzzzzz"),
    ("--accept", "abcd", "--refuse", "abcd"),
)


def test_what_would_be_left_out_unsaid_is_refused(case: tuple[str, ...]) -> None:
    for words in STRAY:
        with pytest.raises(WrongUse):
            CliRunner().invoke(app, [*case, *words], catch_exceptions=False)


def test_an_arrow_key_means_nothing() -> None:
    # the right arrow ends in C, and so asked for a correction
    typed = iter("\x1b[C\x1b[1;5D\x1bOAy\x1bn")
    assert ["?", "?", "?", "y", "n"] == [_without_arrows(lambda _: next(typed, "")) for _ in range(5)]
