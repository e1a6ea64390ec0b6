"""Map files and queries from strangers: read in the sandbox, refused by name, never at the price of the caller."""

import json
from pathlib import Path

import pytest
from attrs import evolve
from tests.measure.geo.landmarks.towns import Town, scattered

from sightline.core.errors import BadValue, Damaged, OverLimit, SightlineError, Unreadable, WrongUse
from sightline.model.position import position
from sightline.work.landmarks import LIMITS, find_landmarks, kept, read_kept

QUERY = "a mast within 200 m of a silo"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    made = Town()
    made.point(0, 0, man_made="mast", name="\u202eevil\x07<b>")
    made.point(0, 100, man_made="silo")
    return made.write(tmp_path / "town.osm.pbf")


def test_a_search_is_kept_and_read_back(town: Path) -> None:
    found = find_landmarks(QUERY, town, around=(position(36.2, 37.1), 5_000.0))
    assert 1 == found.outcome.total
    again = read_kept(json.loads(json.dumps(kept(found))))
    assert found == again
    assert found.sandbox in ("bubblewrap", "limits-only")
    with pytest.raises(BadValue, match="no search for landmarks"):
        read_kept({"query": "x"})


@pytest.mark.parametrize("part", [0, 0.5, 0.99])
def test_a_map_cut_short(town: Path, tmp_path: Path, part: float) -> None:
    whole = town.read_bytes()
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(whole[: part if part >= 1 else int(part * len(whole))])
    with pytest.raises(Damaged) as caught:
        find_landmarks(QUERY, cut)
    assert "cut.osm.pbf" in str(caught.value)
    assert caught.value.todo is not None


@pytest.mark.parametrize(
    "name", ["noise.osm.pbf", "noise.osm", "noise.osm.bz2", "noise.geojson", "noise.geojsonseq"]
)
def test_noise_is_no_map(tmp_path: Path, name: str) -> None:
    noise = tmp_path / name
    noise.write_bytes(bytes((i * 7919 + i // 251) % 256 for i in range(20_000)))
    with pytest.raises(SightlineError) as caught:
        find_landmarks(QUERY, noise)
    assert name in str(caught.value)


@pytest.mark.parametrize("step", range(0, 60, 14))
def test_a_map_with_a_flipped_byte(town: Path, tmp_path: Path, step: int) -> None:
    data = bytearray(town.read_bytes())
    data[len(data) * step // 60] ^= 0xFF
    flipped = tmp_path / "flipped.osm.pbf"
    flipped.write_bytes(data)
    named = True
    try:
        find_landmarks(QUERY, flipped)
    except SightlineError as fault:
        named = "flipped.osm.pbf" in str(fault)
    assert named


def test_entities_in_xml_do_not_grow(tmp_path: Path) -> None:
    # the billion laughs: entities of entities
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    node = '<node id="1" lat="1" lon="1"><tag k="man_made" v="&l11;"/></node>'
    head = f'<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY l0 "ha">{laughs}]>'
    text = f'{head}<osm version="0.6">{node}</osm>'
    (tmp_path / "laughs.osm").write_text(text)
    with pytest.raises((Damaged, OverLimit)):
        find_landmarks(QUERY, tmp_path / "laughs.osm")


def test_a_search_that_takes_too_much_is_ended(tmp_path: Path) -> None:
    crowd = Town()
    for step in range(3_000):
        crowd.point(step % 60, step // 60, man_made="mast")
        crowd.point(step % 60, step // 60 + 0.5, man_made="silo")
    path = crowd.write(tmp_path / "crowd.osm.pbf")
    with pytest.raises(OverLimit, match="pairs"):
        find_landmarks(QUERY, path)
    # large enough that no machine reads it before the clock is looked at
    for step in range(40_000):
        crowd.point(step % 200, 100 + step // 200, man_made="mast")
    path = crowd.write(tmp_path / "larger.osm.pbf")
    with pytest.raises(OverLimit, match="stopped"):
        find_landmarks(
            "a mast within 3 m of a silo", path, limits=evolve(LIMITS, wall_s=0, wall_s_per_mib=0, cpus=1)
        )


@pytest.mark.parametrize(
    "query",
    [
        "\x00",
        "a mast within 999999999999999999999 km of a silo",
        "[" * 1500,
        "🗼 within 5 m of a silo",
        "find: *a",
        "find: " + "[" * 900,
        "a mast [" + "a=b&" * 400 + "c] near a silo",
        "x.yaml",
    ],
)
def test_queries_that_mean_nothing(town: Path, query: str) -> None:
    with pytest.raises((WrongUse, Unreadable)):
        find_landmarks(query, town)


def test_numbers_that_cannot_be_meant(town: Path) -> None:
    with pytest.raises(WrongUse):
        find_landmarks(QUERY, town, limit=0)
    with pytest.raises(WrongUse):
        find_landmarks(QUERY, town, around=(position(0, 0), float("nan")))


def test_a_query_in_a_file(town: Path, tmp_path: Path) -> None:
    file = tmp_path / "query.yaml"
    file.write_text("find: {a: mast, b: silo}\nwhere: [{near: [a, b], within: 200 m}]")
    assert 1 == find_landmarks(str(file), town).outcome.total
    file.write_text("find: {a: mast, b: silo}\nwhere: [{near: [a, x], within: 200 m}]")
    with pytest.raises(BadValue, match=r"query\.yaml:2"):
        find_landmarks(str(file), town)


def test_a_larger_map_in_the_sandbox(tmp_path: Path) -> None:
    path = scattered(Town(), 5_000, seed=3, half_m=5_000).write(tmp_path / "big.osm.pbf")
    found = find_landmarks("a minaret within 100 m of a water tower, no river within 200 m", path, limit=5)
    assert found.outcome.total > 5 == len(found.outcome.places)
    assert found.outcome.limits
