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
    done = CliRunner().invoke(
        app, ["bounds", "INC-1", "-w", str(case), *map(str, words)], catch_exceptions=False
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


def test_a_reason_that_cannot_be_read(case: Path) -> None:
    with pytest.raises(WrongUse):
        run(case, "--with", "sometime")
