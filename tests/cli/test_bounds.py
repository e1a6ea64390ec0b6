"""Bounds from the command line: text, JSON, a picture, and a contradiction that is named."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import WrongUse
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

ROWS = (
    {"entity": "incident/strike", "kind": "Incident", "property": "title", "value": "Strike on the mill"},
    {"entity": "incident/strike", "property": "occurred", "value": "2021-05-03T10:00Z/2021-05-03T14:00Z"},
    {"entity": "item/article", "kind": "Item", "property": "title", "value": "Article"},
    {"entity": "item/article", "property": "posted_at", "value": "2021-05-03T12:00Z"},
    {"entity": "item/article", "property": "reports", "value": {"entity": "incident/strike"}},
)


@pytest.fixture
def case(tmp_path: Path, keys: Path) -> Path:
    made = make_case(tmp_path / "case", title="A case", by="tester")
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    import_statements(made, path)
    close_case(made)
    return tmp_path / "case"


def run(case: Path, *words: object) -> str:
    return run_of(case, "INC-1", *words)


def run_of(case: Path, code: str, *words: object) -> str:
    done = CliRunner().invoke(
        app, ["bounds", code, "-w", str(case), *map(str, words)], catch_exceptions=False
    )
    assert 0 == done.exit_code, done.output
    return done.output


def test_in_words(case: Path) -> None:
    text = run(case)
    assert "INC-1: between 2021-05-03T10:00:00.000Z and 2021-05-03T14:01:00.000Z." in text
    assert "begins not after 2021-05-03T12:01:00.000Z" in text
    assert "ITM-1 reports INC-1: INC-1 begin not after 2021-05-03T12:01:00.000Z" in text


def test_as_json(case: Path) -> None:
    told = json.loads(run(case, "--json"))
    assert "sightline/bounds/1" == told["schema"]
    latest = told["everything"]["begin"]["latest"]
    assert "2021-05-03T12:01:00.000Z" == latest["at"]
    known = {one["id"] for one in told["reasons"]}
    assert set(latest["reasons"]) <= known


def test_a_contradiction(case: Path, tmp_path: Path) -> None:
    text = run(case, "--with", "after 2021-05-03T13:00Z: the shadow", "--plot", tmp_path / "torn.png")
    assert "cannot all be true, 1 of 1" in text
    assert "given: after 2021-05-03T13:00Z: the shadow" in text
    assert (tmp_path / "torn.png").stat().st_size > 5_000
    run(case, "--with", "after 2021-05-03T13:00Z: the shadow", "--plot", tmp_path / "torn.svg")
    # the axis named only the day of its last hour
    assert "<!-- 2021-05-03" in (tmp_path / "torn.svg").read_text(encoding="utf-8")


def test_each_reason_is_taken_out_in_turn(case: Path) -> None:
    text = run(case, "--with", "after 2021-05-03T13:00Z: the shadow")
    assert "(no smaller set exists)" in text
    assert (
        "  without R1: between 2021-05-03T10:00:00.000Z and 2021-05-03T14:01:00.000Z."
        " It had begun by 2021-05-03T12:01:00.000Z." in text
    )
    told = json.loads(run(case, "--with", "after 2021-05-03T13:00Z: the shadow", "--json"))
    assert ["chrono.bounds", 2] == [told["method"], told["version"]]
    assert [["R1"], ["R2"], ["R4"]] == [one["reasons"] for one in told["without"]]
    assert all(one["placed"]["exact"] for one in told["without"])
    assert ["none", 1, [], None] == [
        told[key] for key in ("further", "at_least_wrong", "set_aside", "otherwise")
    ]


def test_an_answer_is_kept_as_a_chronolocation(case: Path) -> None:
    told = json.loads(run(case, "--keep", "--by", "A. Editor", "--json"))
    assert "CHR-1" == told["kept"]["code"]
    shown = CliRunner().invoke(app, ["show", "-w", str(case), "--json", "CHR-1"], catch_exceptions=False)
    said = {one["property"]: one for one in json.loads(shown.stdout)["statements"]}
    assert "2021-05-03T10:00:00.000Z/2021-05-03T14:01:00.000Z" == said["answer"]["value"]
    assert "chrono.bounds, version 2" == said["answer"]["qualifiers"]["method"]
    assert ["When: Strike on the mill", "INC-1", "A. Editor", "answered"] == [
        said[prop]["value"]["entity"] if isinstance(said[prop]["value"], dict) else said[prop]["value"]
        for prop in ("title", "of", "analyst", "outcome")
    ]
    assert "INC-1 happened 2021-05-03T10:00Z" in said["not_before"]["qualifiers"]["basis"]
    assert "2021-05-03T14:01:00.000Z" == said["not_after"]["value"]
    assert "It begins 2021-05-03T10:00:00.000Z to 2021-05-03T12:01:00.000Z." in said["summary"]["value"]
    # one event, so that one undo takes all of it back; and what follows from reasons is no further reason
    again = run(case)
    assert "note: what CHR-1 keeps from an answer like this one is no reason of its own" in again
    assert "CHR-1: INC-1" not in again
    number = told["kept"]["event"]["number"]
    done = CliRunner().invoke(
        app,
        ["undo", "-w", str(case), str(number), "--by", "A. Editor", "--reason", "too early"],
        catch_exceptions=False,
    )
    assert 0 == done.exit_code, done.output
    assert "CHR-1" not in run(case)


def test_the_code_is_told(case: Path) -> None:
    assert "CHR-1" in run(case, "--keep").splitlines()[-2:][0]


def test_nothing_is_kept_of_a_contradiction_or_of_nothing(case: Path) -> None:
    with pytest.raises(WrongUse, match="cannot all be true, so there is nothing to keep: given: after"):
        run(case, "--keep", "--with", "after 2021-05-03T13:00Z: the shadow")
    made = CliRunner().invoke(
        app, ["new", "-w", str(case), "Incident", "--title", "Another"], catch_exceptions=False
    )
    assert 0 == made.exit_code
    with pytest.raises(WrongUse, match="nothing bounds when INC-2 was"):
        CliRunner().invoke(app, ["bounds", "INC-2", "-w", str(case), "--keep"], catch_exceptions=False)
    listed = CliRunner().invoke(app, ["show", "-w", str(case), "CHR-1"])
    assert 0 != listed.exit_code


def test_an_open_end_is_kept_open(case: Path) -> None:
    told = json.loads(run_of(case, "ITM-1", "--keep", "--json"))
    shown = CliRunner().invoke(app, ["show", "-w", str(case), "--json", told["kept"]["code"]])
    said = {one["property"]: one for one in json.loads(shown.stdout)["statements"]}
    assert "/2021-05-03T12:01:00.000Z" == said["answer"]["value"]
    assert "not_before" not in said
    assert [{"item": "ITM-1"}] == said["not_after"]["evidence"]


def test_a_reason_that_cannot_be_read(case: Path) -> None:
    with pytest.raises(WrongUse):
        run(case, "--with", "sometime")
