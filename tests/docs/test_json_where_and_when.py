"""The documents of the verbs that say where and when have the keys that the page shows, each on small real input."""

import json
import math
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from tests.docs.documents import nothing_optional, printed, shown
from tests.fixtures.cameras import FAN, seen
from tests.footage.terrain import fractal, write_geotiff

from sightline.cli import demo
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work.gazetteers import gathering
from sightline.work.training.build import Training

WHERE = (36.0, 38.0)
FOCAL = {"width": 1920, "height": 1080, "focal": {"px": 1500}}
LINES = {
    "along": [[286, 326, 620, 367], [300, 486, 610, 502]],
    "across": [[1341, 226, 1007, 320], [847, 611, 629, 620]],
}
CASE = (
    {"entity": "incident/strike", "kind": "Incident", "property": "title", "value": "Strike on the mill"},
    {"entity": "incident/strike", "property": "occurred", "value": "2021-05-03T10:00Z/2021-05-03T14:00Z"},
    {"entity": "item/article", "kind": "Item", "property": "title", "value": "Article"},
    {"entity": "item/article", "property": "posted_at", "value": "2021-05-03T12:00Z"},
    {"entity": "item/article", "property": "reports", "value": {"entity": "incident/strike"}},
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder that is no workspace."""
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def write(name: str, document: object) -> Path:
    path = Path(name)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


VILLAGES = """name\tlat\tlon\tcountry\tadmin\twof_id
Atshan\t35.4000\t36.8000\tSY\tHama\t11
Atshane\t35.4008\t36.8007\tSY\tHama\t12
Atshan\t35.9000\t36.4000\tSY\tIdlib\t13
"""


@pytest.fixture
def villages(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a gazetteer, beside a world of one town: the index of the real one takes long to make."""
    town = Place((Name("Hama"),), 35.1318, 36.7578, "SY", ("Hama",), population=460_000)
    monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="d" * 64))
    monkeypatch.setattr(gathering, "read_builtin", lambda: islice([town], None))
    path = Path("villages.tsv")
    path.write_text(VILLAGES, encoding="utf-8")
    return path


def test_place(villages: Path) -> None:
    got = printed("place", "Atshan", "--gazetteer", villages)
    nothing_optional(shown("place"), got)
    assert ("ambiguous", 2) == (got["status"], len(got["candidates"]))
    nothing_optional(shown("place"), printed("place", "Misrabapur", "--gazetteer", villages))
    elsewhere = printed("place", "Atshan", "--in", "Aleppo", "--gazetteer", villages)
    nothing_optional(shown("place"), elsewhere)
    assert ("unresolved", True) == (elsewhere["status"], elsewhere["rejected"] != [])


def test_gazetteers_that_a_case_keeps(villages: Path) -> None:
    here = ("-w", "case", "--by", "A. Editor")
    printed("init", "case")
    told = ("--source", "Village list", "--retrieved", "2024-05-02", "--licence", "CC BY 4.0")
    nothing_optional(shown("act"), printed("gazetteer", "add", villages, *told, "--countries", "SY", *here))
    page = shown("fused")
    one = printed("gazetteer", "fused", "wof:11", "-w", "case")
    nothing_optional(page, one)
    assert (1, 1) == (len(one["places"]), len(one["places"][0]["pairs"]))
    parted = printed("gazetteer", "apart", "wof:11", "wof:12", "--reason", "a river between", *here)
    nothing_optional(shown("act"), parted)
    two = printed("gazetteer", "fused", "Atshan", "-w", "case")
    nothing_optional(page, two)
    assert 1 == len(two["apart"])
    listed = printed("gazetteer", "list", "-w", "case")
    nothing_optional(shown("gazetteer"), listed)
    assert (1, 1) == (len(listed["gazetteers"]), len(listed["said"]))


def test_mentions(villages: Path) -> None:
    page = shown("mentions")
    got = printed(
        "mentions", "Shells fell last night on Atshan.", "--written", "2014-04-13", "--gazetteer", villages
    )
    nothing_optional(page, got)
    assert (["Atshan"], ["last night"]) == tuple(
        [one["text"] for one in got[key]] for key in ("places", "dates")
    )
    assert got["layer"] is None
    printed("init", "case")
    Path("report.txt").write_text("Two shells fell on Atshan on 11 April 2014.\n")
    code = printed("add", "report.txt", "-w", "case")["added"][0]["code"]
    item = printed("mentions", code, "-w", "case", "--gazetteer", villages)
    nothing_optional(page, item)
    assert (code, "original") == (item["item"], item["layer"]["kind"])


def test_dates() -> None:
    got = printed("dates", "Two shells fell last night", "--written", "2014-04-13", "--zone", "Asia/Damascus")
    nothing_optional(shown("dates"), got)
    assert shown("dates") == got


def test_sun() -> None:
    page = shown("sun")
    day = printed("sun", "35.95", "39.01", "2014-08-19")
    nothing_optional(page, day)
    assert page["day"] == day["day"]
    assert 24 <= len(day["moments"])
    moment = printed("sun", "35.95", "39.01", "2014-08-19T15:30+03:00")
    nothing_optional(page, moment)
    assert (page["moments"], None) == (moment["moments"], moment["day"])
    night = printed("sun", "78", "15", "2014-12-21")
    nothing_optional(page, night)
    assert [] == night["day"]["sunrise"]


def test_shadow_to_time_and_to_place() -> None:
    page = shown("shadow")
    measured = ("--height", "3.1±0.1", "--length", "4.2±0.15")
    times = printed("shadow", "--at", "35.95,39.01", "--day", "2014-08-19", *measured)
    nothing_optional(page, times)
    assert page["intervals"][0] == times["intervals"][0]
    places = printed("shadow", "--time", "2014-08-19T12:52Z", *measured, "--azimuth", "79±2")
    nothing_optional(page, places)
    assert "places" == places["mode"]
    assert page["regions"][0]["geometry"]["type"] == places["regions"][0]["geometry"]["type"]
    ring = printed("shadow", "--time", "2014-08-19T12:52Z", *measured)
    nothing_optional(page, ring)
    assert 1 == len(ring["bands"])
    nothing_optional(
        page, printed("shadow", "--local-time", "2014-08-19T15:52", *measured, "--azimuth", "79±2")
    )


def landmarks(*, heights: bool = False) -> list[dict[str, Any]]:
    marks = seen(*WHERE, (20.0, -30.0), (*FAN, (-120.0, 450.0)), 5.0, pixel=1.0, error_m=1.0)
    row = {"height": 20} if heights else {}
    return [
        {
            "name": one.name,
            "lat": one.lat,
            "lon": one.lon,
            **row,
            **({"pixel": [one.column, 465]} if heights else {"column": one.column}),
        }
        for one in marks
    ]


def test_resect() -> None:
    page = shown("resect")
    marks = landmarks()
    marks[3]["column"] += 90
    clip = {"name": "clip", "picture": FOCAL, "landmarks": marks, "lines": LINES, "target": {"column": 871.7}}
    roof = {
        "name": "roof",
        "lat": 36.000541,
        "lon": 37.998004,
        "error_m": 5,
        "target": {"bearing": 32.6, "error": 1},
    }
    got = printed("resect", write("clips.json", {"cameras": [clip, roof]}))
    nothing_optional(page, got)
    nothing_optional(page["cameras"][1] | {"schema": 0}, got["cameras"][1] | {"schema": 0})
    assert ["found", "given"] == [camera["status"] for camera in got["cameras"]]
    first = got["cameras"][0]
    assert ["L3"] == [one["name"] for one in first["outliers"]]
    assert first["lens"]["vanishing"] is not None
    assert 1 == len(got["target"]["places"])


def test_resect_with_two_landmarks_leaves_a_line() -> None:
    got = printed("resect", write("two.json", {"picture": FOCAL, "landmarks": landmarks()[:2]}))
    nothing_optional(shown("resect") | {"target": None}, got)
    assert "undetermined" == got["cameras"][0]["status"]
    assert {2} == {len(point) for point in got["cameras"][0]["locus"]}


def test_resect_with_heights() -> None:
    got = printed("resect", write("clip.json", {"picture": FOCAL, "landmarks": landmarks(heights=True)}))
    (camera,) = got.pop("cameras")
    (solution,) = camera.pop("solutions")
    nothing_optional(shown("resect heights"), solution | {"schema": got["schema"]})
    page = shown("resect")
    nothing_optional(page | {"cameras": []}, got | {"cameras": []})
    nothing_optional(
        page["cameras"][0] | {"schema": 0, "solutions": []}, camera | {"schema": 0, "solutions": []}
    )


@pytest.fixture
def tiles() -> str:
    """Make a folder with a tile of a country that never was, and one file that is no tile."""
    Path("tiles").mkdir()
    heights = fractal(420, 420, 90.0, seed=3, roughness=2.8)
    write_geotiff(Path("tiles/made.tif"), heights, west=36.4, south=35.2, step=0.001)
    Path("tiles/N35E036.hgt").write_bytes(b"cut short")
    return "tiles"


def trace(skyline: list[dict[str, Any]], *, looking: float, field: float = 60.0) -> Path:
    """Draw a skyline as a level camera takes it: 1200 by 900 pixels."""
    focal = 600 / math.tan(math.radians(field / 2))
    line = []
    for one in skyline:
        off = math.radians((one["azimuth"] - looking + 180) % 360 - 180)
        if abs(off) < math.radians(field / 2 - 0.5):
            up = focal * math.tan(math.radians(one["elevation"])) / math.cos(off)
            line.append([600 + focal * math.tan(off), 450 - up])
    return write("ridge.json", {"width": 1200, "height": 900, "field_deg": field, "line": sorted(line)})


def test_skyline_and_sight(tiles: str) -> None:
    sky = printed("skyline", "--from", "35.41,36.43", "--dem", tiles, "--reach", "6")
    nothing_optional(shown("skyline seen"), sky)
    assert (3_600, 1) == (len(sky["skyline"]), len(sky["ground"]["refused"]))
    assert 0 < len(sky["ground"]["unknown"])
    ridge = trace(sky["skyline"], looking=60)
    match = printed("skyline", ridge, "--dem", tiles, "--around", "35.411,36.431,0.6", "--reach", "5")
    nothing_optional(shown("skyline"), match)
    assert 0 < len(match["cameras"])
    sight = printed("sight", "35.41,36.43", "35.43,36.46", "--dem", tiles)
    nothing_optional(shown("sight"), sight)
    assert 200 < len(sight["profile"])


def feature(kind: str, where: list[Any], **tags: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": tags, "geometry": {"type": kind, "coordinates": where}}


def test_landmarks() -> None:
    objects = [
        feature("Point", [37.1, 36.2], man_made="minaret", name="Old minaret"),
        feature("Point", [37.101, 36.2011], man_made="water_tower"),
        feature("Point", [37.1, 36.245], man_made="minaret"),
        feature("Point", [37.101, 36.2461], man_made="water_tower"),
        feature("LineString", [[37.1007, 36.196], [37.1007, 36.25]], highway="primary"),
        feature("LineString", [[37.08, 36.248], [37.12, 36.248]], waterway="river"),
    ]
    write("town.geojson", {"type": "FeatureCollection", "features": objects})
    query = "a minaret within 200 m of a water tower, a road to its east, no river within 500 m"
    page = shown("landmarks")
    got = printed("landmarks", query, "--osm", "town.geojson", "--around", "36.2,37.1,30")
    nothing_optional(page, got)
    assert (1, 1) == (got["outcome"]["total"], got["outcome"]["rejected_total"])
    for one in got["outcome"]["rejected"]:
        nothing_optional(page["outcome"]["places"][0] | {"schema": 0}, one | {"schema": 0})
    drawn = printed("landmarks", query, "--osm", "town.geojson", "--plot", "town.svg")
    nothing_optional(page, drawn)
    assert ("town.svg", "geo.landmarks", 1) == (drawn["plot"], drawn["method"], drawn["version"])


def digits(told: object) -> int:
    """Give the most decimal places of any number in a document, but of covariances."""
    if isinstance(told, dict):
        return max((digits(value) for key, value in told.items() if key != "covariance_m2"), default=0)
    if isinstance(told, list):
        return max((digits(value) for value in told), default=0)
    return -int(Decimal(repr(told)).as_tuple().exponent) if isinstance(told, float) else 0


def test_numbers_have_the_digits_that_mean_something(tiles: str) -> None:
    # 35.999728499999996 and 3.4000000000000004 stood in these documents
    clip = {"name": "clip", "picture": FOCAL, "landmarks": landmarks(), "lines": LINES}
    height = {"name": "high", "picture": FOCAL, "landmarks": landmarks(heights=True)}
    for got in (
        printed("resect", write("clips.json", {"cameras": [clip, height]})),
        printed("skyline", "--from", "35.41,36.43", "--dem", tiles, "--reach", "6.1"),
        printed("sight", "35.41,36.43", "35.43,36.46", "--dem", tiles, "--eye", "1.7000000000000002"),
        printed("sun", "35.1", "39.3", "2014-08-19"),
        printed("shadow", "--at", "35.1,39.3", "--day", "2014-08-19", "--ratio", "1.1±0.3"),
    ):
        assert 7 >= digits(got), got["schema"]


def test_bounds_and_the_steps_of_an_argument() -> None:
    Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in CASE), encoding="utf-8")
    printed("init", "case")
    printed("import", "-w", "case", "rows.jsonl")
    page = shown("bounds")
    got = printed("bounds", "-w", "case", "INC-1")
    nothing_optional(page, got)
    nothing_optional(page["everything"] | {"schema": 0}, got["without_weak"] | {"schema": 0})
    torn = printed("bounds", "-w", "case", "INC-1", "--with", "after 2021-05-03T13:00Z: the shadow")
    nothing_optional(page, torn)
    placed = [one["placed"] for one in torn["without"] if one["placed"] is not None]
    assert (1, True) == (len(torn["contradictions"]), placed != [])
    for one in placed:
        nothing_optional(page["everything"] | {"schema": 0}, one | {"schema": 0})
    keeping = printed("bounds", "-w", "case", "INC-1", "--keep", "--by", "A. Editor", "--plot", "bounds.png")
    nothing_optional(page, keeping)
    assert ("bounds.png", True) == (keeping["plot"], Path("bounds.png").is_file())
    for done in (
        printed("locate", "begin", "ITM-1", "-w", "case", "--by", "A. Editor"),
        printed("locate", "landmark", "GEO-1", "a minaret", "-w", "case", "--by", "A. Editor"),
        printed("chronolocate", "begin", "ITM-1", "-w", "case", "--by", "A. Editor"),
    ):
        nothing_optional(shown("act"), done)


def test_training(monkeypatch: pytest.MonkeyPatch) -> None:
    # the valley itself is rendered, once, where its own tests are
    monkeypatch.setattr(demo, "build_training", lambda folder, **_: Training(folder, (folder / "README.md",)))
    monkeypatch.setattr(demo, "is_training", lambda _: True)
    assert shown("training") == printed("demo", "--training", "valley")
    wrong = printed("demo", "--training", "valley", "--answer", "4", "08:42")
    nothing_optional(shown("training-answer"), wrong)
    assert ("wrong", None) == (wrong["judged"], wrong["truth"])
    nothing_optional(
        shown("training-answer"), printed("demo", "--training", "valley", "--answer", "4", "show")
    )
