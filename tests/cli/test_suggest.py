"""``sightline suggest`` on the command line: its document, its list, and the walk with one key each through a pipe."""

import json
from itertools import islice
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import WrongUse
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work import gazetteers

KEYS = "kind property value start end quote polarity certainty source subject why".split()
TEXT = "Residents say two shells hit Hama last night. Four people were killed. In Nowhereville it rained.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, and a world of one town."""
    town = Place((Name("Hama"),), 35.1318, 36.7578, "SY", ("Hama",), population=460_000)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(gazetteers, "builtin_source", lambda: Source("world", digest="n" * 64))
    monkeypatch.setattr(gazetteers, "read_builtin", lambda: islice((town,), None))
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
