"""``sightline locate`` as it is typed: every step, what other commands found, and a second analyst who stays blind."""

import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from tests.docs.documents import shown
from tests.fixtures.cameras import FAN, seen
from typer.testing import CliRunner

from sightline.cli.main import app
from sightline.core.errors import SightlineError
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work.gazetteers import gathering

Run = Callable[..., str]
SECRET = ("peculiar", "35.3744", "36.6031", "35.4018")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a verb as anna, in a new workspace with one item; gives all that was printed."""
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    runner = CliRunner()

    def go(*words: object, by: str = "anna", code: int = 0) -> str:
        done = runner.invoke(app, [*map(str, words), "--by", by])
        if isinstance(done.exception, SightlineError):
            assert code == done.exception.exit_code, done.exception
            return f"{done.exception} {done.exception.todo or ''}"
        assert code == done.exit_code, done.output
        return done.output

    runner.invoke(app, ["init", str(tmp_path / "case")], catch_exceptions=False)
    monkeypatch.chdir(tmp_path / "case")
    go("new", "Item", "--title", "A tower and a river")
    return go


def argued(run: Run) -> None:
    """Go through the steps of the how-to."""
    run("locate", "begin", "ITM-1")
    run("locate", "landmark", "GEO-1", "minaret with two peculiar balconies", "--seen", "ITM-1@0:12")
    run("locate", "landmark", "GEO-1", "bridge of three arches", "--relation", "right of 1")
    run("locate", "candidate", "GEO-1", "35.4018, 36.6120 ± 200 m", "--reject", "its bridge has two arches")
    run("locate", "candidate", "GEO-1", "35.3742, 36.6033 ± 50 m", "--keep", "both, in this order")
    match = (
        "--landmark",
        "1",
        "--point",
        "35.3751, 36.6040",
        "--imagery",
        "aerial picture",
        "--of",
        "2014-03",
    )
    run("locate", "match", "GEO-1", "same balconies", *match)
    run("locate", "sightline", "GEO-1", "to the minaret", "--bearing", "54 ± 2", "--landmark", "1")
    answer = ("--camera", "35.3744, 36.6031 ± 20 m", "--view", "52 ± 3", "--method", "resection")
    run("locate", "answer", "GEO-1", *answer)
    run("locate", "sure", "GEO-1", "place", "well_supported", "--why", "four landmarks agree")


def test_an_argument_from_the_first_step_to_the_last(run: Run) -> None:
    argued(run)
    told = run("show", "GEO-1")
    for words in ("minaret with two peculiar balconies", "its bridge has two arches", "2014-03", "Outcome"):
        assert words in told
    assert "54" in told
    done = json.loads(run("locate", "unresolved", "GEO-1", "--why", "two places fit", "--json"))
    assert ("sightline/act/1", "unresolved", "GEO-1") == (done["schema"], done["act"], done["code"])


@pytest.mark.parametrize(
    "words, fault",
    [
        (("candidate", "GEO-1", "35.1, 36.1", "--keep", "a", "--reject", "b"), "kept and rejected at once"),
        (("candidate", "GEO-1", "35.1, 36.1", "--reject", " "), "rejected without a reason"),
        (("candidate", "GEO-1", "somewhere"), "not a pair of coordinates"),
        (("answer", "GEO-1"), "no place is given"),
        (("answer", "GEO-1", "--camera", "35.1, 36.1"), "has no error"),
        (("match", "GEO-1", "a", "--landmark", "7", "--point", "35, 36", "--imagery", "b"), "no landmark 7"),
        (("sure", "GEO-1", "place", "certain", "--why", "so"), "certain"),
        (("sure", "GEO-1", "colour", "tentative", "--why", "so"), "colour"),
        (("landmark", "GEO-9", "a gate"), "there is nothing of this code"),
        (("begin", "GEO-1"), "is Geolocation, not Item or Incident"),
        (("second", "GEO-1"), "is your own"),
    ],
)
def test_wrong_use_says_what_to_do(run: Run, words: tuple[str, ...], fault: str) -> None:
    run("locate", "begin", "ITM-1")
    assert fault in run("locate", *words, code=2)


def test_a_second_analyst_is_blind_in_every_verb(run: Run, tmp_path: Path) -> None:
    argued(run)
    run("locate", "second", "GEO-1", by="ben")
    assert "is your own" in run("locate", "second", "GEO-1", by="ANNA ", code=2)
    asked: list[tuple[tuple[str, ...], int]] = [
        (("show", "GEO-1"), 2),
        (("show", "GEO-1", "--json"), 2),
        (("show", "ITM-1", "--json"), 0),
        (("find", "peculiar"), 0),
        (("find", "--kind", "Geolocation", "--json"), 0),
        (("status",), 0),
        (("status", "--json"), 0),
        (("bounds", "ITM-1", "--json"), 0),
        (("retract", "GEO-1", "candidate", "--how", "retracted", "--reason", "r"), 2),
        (("judge", "statement", "GEO-1", "camera_position", "verified"), 2),
        (("say", "GEO-1", "limits", "none"), 2),
        (("note", "GEO-1", "hm"), 2),
        (("export", "statements"), 0),
        (("export", "sheet", str(tmp_path / "all.csv"), "--kind", "Geolocation"), 0),
        (("publish", str(tmp_path / "site")), 0),
        *(((("undo", str(number))), 2) for number in range(4, 11)),
    ]
    for words, code in asked:
        for name in ("ben", " Ben"):
            told = run(*words, by=name, code=code)
            assert [] == [secret for secret in SECRET if secret in told], words
    files = [tmp_path / "all.csv", *sorted((tmp_path / "site").rglob("*.*"))]
    assert 10 < len(files)
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        assert [] == [secret for secret in SECRET[:2] if secret in text], file
    assert "kept from you until you have answered GEO-2" in run("show", "GEO-1", by="ben", code=2)
    told = run("locate", "answer", "GEO-2", "--camera", "35.3745, 36.6031 ± 30 m", by="ben")
    assert "from the answer of GEO-1" in told
    assert "peculiar" in run("show", "GEO-1", by="ben")


def test_exports_say_what_they_leave_out(run: Run, tmp_path: Path) -> None:
    argued(run)
    run("locate", "second", "GEO-1", by="ben")
    file = tmp_path / "said.jsonl"
    assert "are kept from you until you have answered" in run("export", "statements", file, by="ben")
    assert 0 < json.loads(run("export", "statements", file, "--json", by="ben"))["kept_from_you"]
    assert 0 == json.loads(run("export", "statements", file, "--json"))["kept_from_you"]
    sheet = ("export", "sheet", tmp_path / "all.csv", "--kind", "Geolocation")
    assert "their head stands" in run(*sheet, by="ben")
    assert 1 == json.loads(run(*sheet, "--json", by="ben"))["kept_from_you"]


# ------------------------------------------------------------------------------------- what other commands found


def found(name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the document of a command: a real one, save of skyline, whose shape another test holds to the page."""
    runner = CliRunner()
    words: list[str] = []
    if name == "place":
        town = Place((Name("Hama"),), 35.1318, 36.7578, "SY", ("Hama",), population=460_000)
        monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="e" * 64))
        monkeypatch.setattr(gathering, "read_builtin", lambda: islice([town], None))
        words = ["place", "Hama"]
    elif name == "landmarks":
        Path("town.geojson").write_text(json.dumps(town_map()))
        words = ["landmarks", "a minaret within 200 m of a water tower", "--osm", "town.geojson"]
    elif name == "resect":
        marks = seen(36, 38, (20.0, -30.0), FAN, 5.0, pixel=1.0, error_m=1.0)
        told = [
            {"name": m.name, "pixel": [round(m.column, 1), 540], "lat": m.lat, "lon": m.lon, "error_m": 1}
            for m in marks
        ]
        picture = {"width": 1920, "height": 1080, "focal": {"px": 1500}}
        Path("clip.json").write_text(json.dumps({"picture": picture, "landmarks": told}))
        words = ["resect", "clip.json"]
    text = json.dumps(shown(name))
    if words:
        done = runner.invoke(app, [*words, "--json"], catch_exceptions=False)
        assert 0 == done.exit_code, done.output
        text = done.stdout
    Path("found.json").write_text(text, encoding="utf-8")
    return Path("found.json")


def town_map() -> dict[str, Any]:
    def point(lon: float, lat: float, kind: str) -> dict[str, Any]:
        where = {"type": "Point", "coordinates": [lon, lat]}
        return {"type": "Feature", "properties": {"man_made": kind}, "geometry": where}

    near = [point(37.1, 36.2, "minaret"), point(37.101, 36.2011, "water_tower")]
    far = [point(37.1, 36.245, "minaret"), point(37.1, 36.2472, "water_tower")]
    return {"type": "FeatureCollection", "features": near + far}


@pytest.mark.parametrize("name", ["place", "landmarks", "resect", "skyline"])
def test_what_was_found_is_put_on_record(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    run("locate", "begin", "ITM-1")
    file = found(name, monkeypatch)
    assert "event" in run("locate", "take", "GEO-1", file)
    told = json.loads(run("show", "GEO-1", "--json"))["statements"]
    kept = [one for one in told if one["property"] == "candidate"]
    document = json.loads(file.read_text(encoding="utf-8"))
    assert places_in(document) == len(kept)
    assert all(one["qualifiers"]["found_by"].startswith(f"sightline {name}") for one in kept)
    verdicts = {one["qualifiers"]["verdict"] for one in kept}
    assert {"open", "rejected"} == verdicts if name == "landmarks" else "open" in verdicts
    assert "is the work of anna" in run("locate", "take", "GEO-1", file, by="ben", code=2)


def places_in(document: dict[str, Any]) -> int:
    outcome = document.get("outcome", document)
    solved = [one for camera in document.get("cameras", ()) for one in camera.get("solutions", [camera])]
    return len(solved) + sum(len(outcome.get(key, ())) for key in ("candidates", "places", "rejected"))


def test_other_documents_are_refused_with_what_to_do(run: Run) -> None:
    run("locate", "begin", "ITM-1")
    Path("found.json").write_text(run("show", "ITM-1", "--json"), encoding="utf-8")
    told = run("locate", "take", "GEO-1", "found.json", code=2)
    assert "is no document of landmarks, place, skyline, resect" in told
    assert "--json > found.json" in told
    assert "cannot be opened" in run("locate", "take", "GEO-1", "nowhere.json", code=1)
