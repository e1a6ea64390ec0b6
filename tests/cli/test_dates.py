"""The verb as a person meets it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import BadTime, UnknownName


def run(*words: str, stdin: str | None = None) -> str:
    done = CliRunner().invoke(app, ["dates", *words], input=stdin, catch_exceptions=False)
    assert 0 == done.exit_code, done.output
    return done.stdout


def test_json_holds_each_date_with_its_place_and_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # no workspace is needed
    told = json.loads(run("It fell last night, said on 31 April.", "--written", "2014-04-12", "--json"))
    assert "sightline/dates/1" == told["schema"]
    first, second = told["dates"]
    assert ("last night", 8, 18, "2014-04-11/2014-04-12") == tuple(
        first[k] for k in ("text", "start", "end", "edtf")
    )
    assert first["why"].endswith(".")
    assert (None, None) == (second["edtf"], second["begin_earliest"])


def test_text_comes_from_standard_input() -> None:
    assert "2014-04-11" in run("-", "--written", "2014-04-12", stdin="مساء أمس")


def test_a_text_without_dates_says_so() -> None:
    assert "no date is named in this text\n" == run("You may march on.", "--written", "2014-04-12")


def test_the_zone_and_the_order_of_numbers_can_be_given() -> None:
    words = ("11/04/14", "--written", "2014-05-01", "--json")
    whole = json.loads(run(*words, "--day-first", "--zone", "Asia/Damascus"))["dates"][0]
    assert ("2014-04-11", 1397163600000) == (whole["edtf"], whole["begin_earliest"])
    assert "2014-11-04" == json.loads(run(*words, "--month-first"))["dates"][0]["edtf"]


def test_wrong_use_is_an_error_of_the_tree() -> None:
    with pytest.raises(BadTime):
        run("yesterday", "--written", "12.4.2014")
    with pytest.raises(UnknownName):
        run("yesterday", "--language", "xx")
