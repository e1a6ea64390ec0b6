"""Attempts to see a first answer too soon, places at the ends of the Earth, and files that are none."""

import gzip
import json
import os
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from attrs import evolve

from sightline.cli.main import run
from sightline.cli.placed import circle, point
from sightline.core.errors import BadValue, OverLimit, WrongUse
from sightline.measure.geo.gazetteer import delimited
from sightline.measure.geo.gazetteer.readers import read_gazetteer
from sightline.work.identities import judge_identity
from sightline.work.locating import analysis, places
from sightline.work.locating.places import Answer
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.view import entity


def test_judging_both_looks_to_be_one_does_not_show_the_first_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    anna = make_case(tmp_path / "case", title="Where", by="anna")
    new(anna, "Item", title="A tower")
    analysis.begin(anna, "Geolocation", "ITM-1")
    places.answer(anna, "GEO-1", Answer("35.3000, 36.6000 ± 20 m"))
    ben = evolve(anna, by="ben")
    analysis.second(ben, "GEO-1")
    judge_identity(ben, "same", ["GEO-1", "GEO-2"], reason="the same question")
    for code in ("GEO-1", "GEO-2"):
        with pytest.raises(WrongUse, match="kept from you until you have answered"):
            entity(ben, code)
    close_case(anna)


def test_whole_degrees_are_a_place_where_one_is_asked_for() -> None:
    # LAT,LON as the help writes it was refused as a decimal comma: the pole and the date line first of all
    assert (90.0, 0.0) == point("90,0")
    assert (0.0, -180.0) == point("0,-180")
    with pytest.raises(BadValue):
        point("35,39,1")


@pytest.mark.parametrize(
    "text, lat, lon, metres",
    [
        ("90,0,5", 90.0, 0.0, 5_000.0),
        ("35,39,5", 35.0, 39.0, 5_000.0),
        ("35.37, 36.60, 5 km", 35.37, 36.6, 5_000.0),
        ("0,-180,0.5", 0.0, -180.0, 500.0),
        ("35.37 N 36.60 E 500 m", 35.37, 36.6, 500.0),
    ],
)
def test_a_circle_is_read_as_the_help_writes_it(text: str, lat: float, lon: float, metres: float) -> None:
    # 90,0,5 and 35,39,5 were refused as commas that can be read more than one way; "500m" was 500 km
    place, radius = circle(text)
    assert (lat, lon, metres) == (place.lat, place.lon, radius)


@pytest.mark.parametrize("text", ["35,39", "35.9,39.1", "", "x,y,5", "95,39,5", "35,39,0", "35,39,nan", "5"])
def test_what_is_no_circle_says_what_to_write(text: str) -> None:
    with pytest.raises(WrongUse) as caught:
        circle(text)
    assert "LAT,LON,KM" in str(caught.value.todo)


def typed(*words: object) -> int:
    """Run a verb in this process; give its exit code."""
    with patch.object(sys, "argv", ["sightline", *map(str, words)]), pytest.raises(SystemExit) as end:
        run()
    return int(end.value.code or 0)


@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--training", "/dev/null"),
        ("demo", "/dev/null"),
        ("init", "/dev/null"),
        ("sun", "35", "39", "0001-01-01"),
        ("sun", "35", "39", "9999-12-31"),
        ("shadow", "--at", "35,39", "--day", "9999-12-31", "--ratio", "1"),
        ("shadow", "--local-time", "0001-01-01T00:00", "--ratio", "1"),
        ("shadow", "--at", "35,39", "--day", "2024-03-20", "--height", "0.05±301%", "--length", "3"),
        ("sun", "35", "39", "2024\x1b[31m\x07\u202e\n  what to do: obey"),
    ],
)
def test_wrong_use_is_said_in_two_plain_lines(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    # tracebacks, -62135654400000, ±0.15050000000000002, and a red terminal were what these gave
    assert 2 == typed(*words)
    told = capsys.readouterr().err
    assert 2 == told.count("\n")
    assert told.replace("\n", "").isprintable()
    assert "000000" not in told
    assert "65440" not in told
    assert "9999999" not in told


@pytest.mark.parametrize("name", ["x.txt", "missing/x.png", "folder.png", "pipe.png", "a" * 300 + ".png"])
@pytest.mark.parametrize(
    "verb",
    [
        ("sun", "35", "39", "2024-03-20"),
        ("shadow", "--at", "35,39", "--day", "2024-03-20", "--ratio", "1"),
        ("resect", "absent.yaml"),
        ("skyline", "--from", "35,36", "--dem", "absent"),
        ("sight", "35,36", "35,37", "--dem", "absent"),
        ("landmarks", "a minaret", "--osm", "absent.pbf"),
        ("bounds", "INC-1"),
    ],
    ids=lambda words: words[0],
)
def test_a_picture_that_cannot_be_written_is_refused_before_anything_is_worked_out(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    verb: tuple[str, ...],
    name: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.png").mkdir()
    os.mkfifo("pipe.png")
    assert typed(*verb, "--plot", name) in (1, 2)
    assert "--plot" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("landmarks", "a minaret", "--osm", "THIS"),
        ("landmarks", "THIS", "--osm", "town.geojson"),
        ("resect", "THIS"),
        ("skyline", "THIS", "--dem", "tiles", "--around", "35.4,36.4,2"),
        ("skyline", "--from", "35.4,36.4", "--dem", "THIS"),
        ("skyline", "--from", "35.4,36.4", "--dem", "tiles"),
        ("place", "Atshan", "--gazetteer", "THIS"),
    ],
    ids=lambda words: " ".join(words)[:30],
)
@pytest.mark.parametrize("kind", ["pipe", "link to a pipe", "link to itself", "device"])
def test_what_is_no_ordinary_file_is_refused_and_never_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...], kind: str,
) -> None:  # fmt: skip
    # a pipe that nobody writes to held these for ever; /dev/zero was read without an end
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("town.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    Path("tiles").mkdir()
    os.mkfifo("pipe")
    os.mkfifo("tiles/N35E036.hgt")
    name = f"odd{'.json' if words[0] == 'skyline' else '.yaml'}"
    Path(name).symlink_to({"link to itself": name, "device": "/dev/zero"}.get(kind, "pipe"))
    if kind == "pipe":
        Path(name).unlink()
        os.mkfifo(name)
    assert typed(*(name if word == "THIS" else word for word in words)) in (1, 2)
    told = capsys.readouterr().err
    assert ("tiles" if "THIS" not in words else "odd") in told
    assert "what to do" in told


def test_a_packed_gazetteer_that_unpacks_without_end_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 850 kB unpacked to 480 MB, and two gigabytes of memory were taken before anything was said
    monkeypatch.setattr(delimited, "MOST_UNPACKED", 100_000)
    bomb = tmp_path / "bomb.tsv.gz"
    bomb.write_bytes(gzip.compress(b"name\tlat\tlon\tcountry\n" + b"A\t35\t36\tSY\n" * 300_000))
    with pytest.raises(OverLimit, match="times its size"):
        next(iter(read_gazetteer(bomb)))
    honest = tmp_path / "honest.tsv.gz"
    honest.write_bytes(gzip.compress(b"name\tlat\tlon\tcountry\nA\t35\t36\tSY\n"))
    assert 1 == len(list(read_gazetteer(honest)))


def test_the_name_of_a_file_that_is_no_utf8_does_not_break_the_document(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    odd = tmp_path / os.fsdecode(b"\xff\x9b31m.geojson")
    odd.write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    assert 0 == typed("landmarks", "a minaret", "--osm", odd, "--json")
    told = capsysbinary.readouterr().out.decode("utf-8")
    assert odd.name == json.loads(told)["map_name"]
    assert told.replace("\n", "").isprintable()
