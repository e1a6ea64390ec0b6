"""The verbs sun and shadow as typed: southern latitudes, one document, answers that are no errors, wrong use."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import SightlineError


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def told(*words: str) -> dict[str, Any]:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output + str(done.exception)
    document = json.loads(done.stdout)
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize(
    "words",
    [
        ("-33.9", "151.2", "2024-12-21T12:00"), ("-33.9,151.2", "2024-12-21T12:00"),
        ("33.9 S 151.2 E", "2024-12-21T12:00"),
        ("https://www.suncalc.org/#/-33.9,151.2,13/2024.12.21/12:00/1/0",),
        ("--zone", "Australia/Sydney", "-33.9", "151.2", "2024-12-21T12:00"),
        ("-33.9", "151.2", "2024-12-21T01:00Z"),
    ],
)  # fmt: skip
def test_southern_places_in_every_spelling(words: tuple[str, ...]) -> None:
    document = told("sun", *words)
    assert "sightline/sun/1" == document["schema"]
    assert -33.9 == pytest.approx(document["lat"])
    (one,) = document["moments"]
    assert (51.55, 74.34) == pytest.approx((one["azimuth"], one["elevation"]), abs=0.02)
    assert "2024-12-21T01:00:00Z" == one["utc"]


def test_western_longitudes_and_a_day() -> None:
    document = told("sun", "-12.05", "-77.03", "2024-06-21")
    assert "America/Lima" == document["zone"]
    assert (1, 1) == (len(document["day"]["sunrise"]), len(document["day"]["sunset"]))
    assert 24 == len(document["moments"])
    text = run("sun", "-12.05", "-77.03", "2024-06-21").stdout
    assert "civil light" in text
    assert "suncalc.org" in text


def test_polar_night_is_an_answer() -> None:
    document = told("sun", "78.2", "15.6", "2024-12-21")
    assert "does not rise" == document["day"]["state"]
    assert "Polar night" in document["why"]
    impossible = told("shadow", "--at", "78.2,15.6", "--day", "2024-12-21", "--height", "3", "--length", "4")
    assert ("impossible", []) == (impossible["status"], impossible["intervals"])
    assert "Polar night" in impossible["why"]


def test_shadow_at_a_place() -> None:
    words = ("--at", "-33.9,151.2", "--day", "2024-03-20", "--height", "3±0.1", "--length", "4±0.1")
    document = told("shadow", *words)
    assert ("times", "fits", 0.95) == (document["mode"], document["status"], document["confidence"])
    assert ["morning", "afternoon"] == [one["side"] for one in document["intervals"]]
    assert {
        "begin",
        "end",
        "best",
        "local_begin",
        "local_end",
        "edtf",
        "side",
        "azimuth",
        "elevation",
    } == set(document["intervals"][0])
    turned = told("shadow", *words, "--azimuth", "240±2")
    assert ["morning"] == [one["side"] for one in turned["intervals"]]
    assert "morning" in run("shadow", *words).stdout


def test_shadow_without_a_place(tmp_path: Path) -> None:
    measured = ("--height", "3±0.1", "--length", "3.6±0.1")
    band = told("shadow", "--time", "2024-03-20T07:00Z", *measured, "--plot", str(tmp_path / "band.png"))
    assert ("places", 1) == (band["mode"], len(band["bands"]))
    assert (tmp_path / "band.png").is_file()
    two = told(
        "shadow", "--time", "2024-03-20T07:00Z", *measured, "--second", "2024-03-20T12:00Z, ratio 1.25±0.05"
    )
    assert 2 == len(two["regions"])
    assert two["regions"][0]["geometry"]["type"] in ("Polygon", "MultiPolygon")
    local = told("shadow", "--local-time", "2024-03-20T10:00", *measured, "--azimuth", "307±2")
    assert "local places" == local["mode"]
    text = run("shadow", "--time", "2024-03-20T07:00Z", *measured).stdout
    assert "circle: between" in text


def test_both_modes_have_the_same_keys() -> None:
    times = told("shadow", "--at", "35.95,39.01", "--day", "2024-03-20", "--azimuth", "307")
    places = told("shadow", "--time", "2024-03-20T07:00Z", "--azimuth", "307")
    assert set(times) == set(places)
    assert any("±2° was assumed" in text for text in times["assumed"])


@pytest.mark.parametrize(
    "words",
    [
        ("sun",), ("sun", "35.95"), ("sun", "35.95", "39.01"), ("sun", "35.95", "39.01", "2024-03-20", "more"),
        ("sun", "95", "39.01", "2024-03-20"), ("sun", "35,95", "39.01", "2024-03-20"),
        ("sun", "35.95", "39.01", "20.3.2024"),
        ("sun", "35.95", "39.01", "2024-03-20", "--jsno"), ("sun", "-35.95", "39.01", "2024-03-20", "--zome", "Z"),
        ("sun", "nan", "0", "2024-03-20"), ("sun", "35.95", "39.01", "2024-03-20", "--plot", "a.gif"),
        ("sun", "35.95", "39.01", "2024-03-20", "--osm", "town.osm.pbf"),
        ("shadow",), ("shadow", "--at", "35.95,39.01"), ("shadow", "--at", "35.95,39.01", "--day", "2024-03-20"),
        ("shadow", "--at", "35.95,39.01", "--day", "2024-03-20", "--height", "3"),
        ("shadow", "--at", "35.95,39.01", "--day", "2024-03-20", "--time", "2024-03-20T10:00", "--azimuth", "3"),
        ("shadow", "--at", "35.95,39.01", "--local-time", "2024-03-20T10:00", "--azimuth", "3"),
        ("shadow", "--day", "2024-03-20", "--azimuth", "3"), ("shadow", "--time", "2024-03-20T10:00", "--azimuth", "3"),
        ("shadow", "--time", "2024-03-20T10:00Z", "--local-time", "2024-03-20T10:00", "--azimuth", "3"),
        ("shadow", "--local-time", "2024-03-20T10:00", "--azimuth", "3", "--second", "2024-03-20T12:00Z, azimuth 3"),
        ("shadow", "--time", "2024-03-20T10:00Z", "--azimuth", "3", "--second", "nonsense"),
        ("shadow", "--time", "2024-03-20T10:00Z", "--length", "-3", "--height", "2"),
    ],
)  # fmt: skip
def test_wrong_use_says_what_to_do(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.stdout == ""
    if isinstance(done.exception, SightlineError):
        assert 2 == done.exception.exit_code
        assert done.exception.todo is not None
    else:
        assert 2 == done.exit_code


def test_a_region_over_the_date_line_is_not_told_to_span_the_world() -> None:
    # cut at 180 degrees it has an edge there on both sides, and was told to reach from -180 to 180
    done = run(
        "shadow",
        "--time",
        "2014-06-21T00:00Z",
        "--height",
        "3±0.1",
        "--length",
        "3±0.1",
        "--azimuth",
        "180±2",
    )
    (row,) = [text.split() for text in done.stdout.splitlines() if text.startswith("1 ")]
    west, east = float(row[-2]), float(row[-1])
    assert 170.0 < west < 180.0
    assert -180.0 < east < -170.0
