"""Landmarks from the command line: text, JSON, pictures, and wrong use."""

import json
from pathlib import Path

import pytest
from tests.measure.geo.landmarks.towns import Town
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import BadValue, WrongUse
from sightline.work.landmarks import read_kept

QUERY = "a minaret within 200 m of a water tower, a road to its east, no river within 500 m"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    made = Town()
    for north in (0, 5_000):
        made.point(0, north, man_made="minaret", name=f"Minaret {north}")
        made.point(90, north + 120, man_made="water_tower")
        made.line([(60, north - 400), (60, north + 400)], highway="primary")
    made.line([(-2000, 5_320), (2000, 5_320)], waterway="river")
    return made.write(tmp_path / "town.osm.pbf")


def run(*words: object) -> str:
    done = CliRunner().invoke(app, ["landmarks", *map(str, words)], catch_exceptions=False)
    assert 0 == done.exit_code, done.output
    return done.output


def test_the_answer_in_words(town: Path) -> None:
    text = run(QUERY, "--osm", town)
    assert "Of 2 objects that may be the minaret, one fits, 1 nearly." in text
    assert "minaret is 150 m south-west (217°) of water tower" in text
    assert "Minaret 5000: no river within 500 m: the nearest river is 320 m away to the north" in text
    assert "taken, since the query does not say: east: 90 ± 45 degrees" in text


def test_the_answer_as_json_is_the_record_that_is_kept(town: Path) -> None:
    told = json.loads(run(QUERY, "--osm", town, "--json", "--around", "36.2,37.1,1"))
    assert "sightline/landmarks/1" == told.pop("schema")
    about = {key: told.pop(key) for key in ("why", "method", "version", "plot")}
    assert {**about, "method": "geo.landmarks", "plot": None} == about
    kept = read_kept(told)
    assert 1 == kept.outcome.total == kept.outcome.anchors
    assert 1_000_000 == kept.around.radius_mm if kept.around is not None else False


@pytest.mark.parametrize("name", ["best.png", "best.svg"])
def test_pictures(town: Path, tmp_path: Path, name: str) -> None:
    run(QUERY, "--osm", town, "--plot", tmp_path / name)
    assert (tmp_path / name).stat().st_size > 5_000


@pytest.mark.parametrize(
    "words, fault",
    [
        (["--around", "36.2,37.1"], WrongUse),
        (["--around", "36.2,37.1,far"], WrongUse),
        (["--limit", "0"], WrongUse),
    ],
)
def test_wrong_use(town: Path, words: list[str], fault: type[Exception]) -> None:
    with pytest.raises((fault, BadValue)):
        run(QUERY, "--osm", town, *words)
