"""``sightline mentions`` on the command line: its document, its text, its wrong uses."""

import json
from itertools import islice
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import SightlineError, WrongUse
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work.gazetteers import gathering

TABLE = """name\tlat\tlon\tcountry\tadmin\tid
Kafr Zita\t35.3742\t36.6033\tSY\tHama\t1
Atshan\t35.4073\t36.8233\tSY\tHama\t2
Atshan\t35.9500\t36.4000\tSY\tIdlib\t3
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, with a table of villages, and a world of one town."""
    town = Place((Name("Hama"),), 35.1318, 36.7578, "SY", ("Hama",), population=460_000)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="n" * 64))
    monkeypatch.setattr(gathering, "read_builtin", lambda: islice([town], None))
    (tmp_path / "villages.tsv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(*words: str, stdin: str | None = None) -> str:
    done = CliRunner().invoke(app, ["mentions", *words, "--gazetteer", "villages.tsv"], input=stdin)
    assert 0 == done.exit_code, done.output
    return done.stdout


def document(*words: str, stdin: str | None = None) -> dict[str, object]:
    whole: dict[str, object] = json.loads(printed(*words, "--json", stdin=stdin))
    return whole


def test_the_document_has_just_these_keys() -> None:
    text = "Two shells fell on Kafr Zita on 12 April."
    told = document(text, "--written", "2014-04-13")
    assert ["schema", "item", "layer", "written", "places", "dates", "not_looked_at"] == list(told)
    assert ("sightline/mentions/1", None, None, "2014-04-13", 0) == tuple(
        told[key] for key in ("schema", "item", "layer", "written", "not_looked_at")
    )
    (one,) = told["places"]
    assert ["text", "start", "end", "looks_like", "why", "status", "candidates"] == list(one)
    assert ("Kafr Zita", "resolved", 35.3742) == (one["text"], one["status"], one["candidates"][0]["lat"])
    assert "Kafr Zita" == text[one["start"] : one["end"]]
    (date,) = told["dates"]
    assert ("12 April", "2014-04-12") == (date["text"], date["edtf"])


def test_a_text_a_file_and_standard_input_are_told_alike(here: Path) -> None:
    text = "Fire in Kafr Zita."
    (here / "post.txt").write_text(text, encoding="utf-8")
    assert document(text) == document("@post.txt") == document("-", stdin=text)


def test_ambiguous_and_doubted_names_are_said_plainly() -> None:
    shown = printed("Shells fell on Atshan, said Colonel Hama.")
    assert "Atshan: ambiguous" in shown
    assert "Hama: looks like a person" in shown
    assert "no date is named" in shown
    assert "no place is named" in printed("nothing here on 12 April 2014")


def test_the_text_of_an_item_is_read_in_its_case(here: Path) -> None:
    runner = CliRunner()
    assert 0 == runner.invoke(app, ["init", "case"]).exit_code
    (here / "report.txt").write_text("Two shells fell on Kafr Zita.\n", encoding="utf-8")
    added = json.loads(runner.invoke(app, ["add", "report.txt", "-w", "case", "--json"]).stdout)
    code = added["added"][0]["code"]
    told = document(code, "-w", "case")
    assert (code, "original", "resolved") == (
        told["item"],
        told["layer"]["kind"],
        told["places"][0]["status"],
    )
    assert f"{code}, text layer original, written nobody says when" in printed(code, "-w", "case")


def test_wrong_use_is_refused() -> None:
    for words in (
        ["ITM-1"],  # no case here
        [" "],
        ["@absent.txt"],
        ["Kafr Zita", "--written", "yesterday"],
        ["Kafr Zita", "--country", "Atlantis"],
        ["Kafr Zita", "--gazetteer", "absent.tsv"],
    ):
        done = CliRunner().invoke(app, ["mentions", *words])
        assert isinstance(done.exception, SightlineError), words
        assert done.exception.todo is not None, words
    assert isinstance(CliRunner().invoke(app, ["mentions", "ITM-1"]).exception, WrongUse)
