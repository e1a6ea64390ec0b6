"""Map files are read in all their forms to the same objects, and what is wrong with them is named."""

import bz2
import gzip
import json
from pathlib import Path

import pytest
import shapely
from tests.measure.geo.landmarks.towns import Town

from sightline.core.errors import Damaged, OverLimit, Unreadable
from sightline.measure.geo.landmarks import reading, reading_geojson
from sightline.measure.geo.landmarks.asking import read_query
from sightline.measure.geo.landmarks.reading import read_extract

QUERY = read_query("a mosque within 200 m of a road, no [natural=water] within 5 m, a tower within 1 km")


@pytest.fixture
def town():
    made = Town()
    made.point(0, 0, man_made="tower", name="Tower")
    made.area(300, 300, 40, building="mosque")
    made.line([(200, -500), (200, 500)], highway="primary")
    made.line([(0, 0), (50, 0), (50, 50), (0, 0)], highway="primary")  # a road that ends where it began
    made.ring_of_two(500, 500, 100, natural="water")
    return made


@pytest.mark.parametrize("name", ["t.osm.pbf", "t.osm", "t.osm.gz", "t.osm.bz2"])
def test_forms_of_openstreetmap(town, tmp_path, name):
    extract = read_extract(town.write(tmp_path / name), QUERY)
    kinds = dict(zip(extract.ids, (one.geom_type for one in extract.geometries), strict=True))
    assert {
        "node/1": "Point",
        "way/6": "Polygon",
        "way/9": "LineString",
        "way/14": "LineString",
    }.items() <= kinds.items()
    assert "MultiPolygon" == kinds["relation/21"]
    assert 5 == len(kinds)  # a closed way is an area or a line, never both
    assert () == extract.doubts


def test_geojson_of_every_make(town, tmp_path):
    extract = read_extract(town.write(tmp_path / "t.osm.pbf"), QUERY)
    features = [
        {
            "type": "Feature",
            "id": name.replace("node/", "n"),
            "properties": {**tags, "lanes": 2, "oneway": True},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for name, tags, shape in zip(extract.ids, extract.tags, extract.geometries, strict=True)
    ]
    (tmp_path / "t.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (tmp_path / "t.geojsonseq").write_text("".join(f"\x1e{json.dumps(one)}\n" for one in features))
    (tmp_path / "lines.json").write_text("\n".join(json.dumps(one) for one in features))
    for name in ("t.geojson", "t.geojsonseq", "lines.json"):
        again = read_extract(tmp_path / name, QUERY)
        assert extract.ids == again.ids
        assert extract.masks.tolist() == again.masks.tolist()
        assert "2" == again.tags[0]["lanes"]


def test_a_multipolygon_without_its_ways_is_named(tmp_path):
    made = Town()
    made.ring_of_two(500, 500, 100, natural="water", lose=True)
    extract = read_extract(made.write(tmp_path / "t.osm.pbf"), QUERY)
    assert "1 areas could not be put together" in extract.doubts[0]
    assert "relation/7" in extract.doubts[0]


def test_a_way_that_lacks_points_is_used_as_far_as_it_goes(tmp_path):
    # extracts cut by a box leave ways whose points are outside
    made = Town()
    made.line([(0, 0), (100, 0), (200, 0)], highway="primary")
    made.nodes.pop(1)
    extract = read_extract(made.write(tmp_path / "t.osm.pbf"), QUERY)
    assert 2 == shapely.get_num_points(extract.geometries[0])
    assert "lack some of their points" in extract.doubts[0]


@pytest.mark.parametrize("name", ["t.osm.pbf", "t.osm", "t.osm.bz2", "t.osm.gz"])
@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.98])
def test_a_file_cut_short_is_named(town, tmp_path, name, part):
    whole = town.write(tmp_path / f"whole.{name}").read_bytes()
    cut = tmp_path / name
    cut.write_bytes(whole[: int(len(whole) * part)])
    if part == 0.0 and name != "t.osm":
        return  # what has nothing in it holds nothing, for some of osmium's readers
    with pytest.raises(Damaged, match="cannot be read to its end"):
        read_extract(cut, QUERY)


@pytest.mark.parametrize(
    "name, text, fault",
    [
        ("a.geojson", '{"type": "FeatureCollection", "features": [{"ty', Damaged),
        ("a.geojson", '{"type": "Nothing"}', Damaged),
        ("a.geojson", "[" * 5000, Damaged),
        ("a.geojsonseq", '{"type": "Feature", "properties": {}, "geometry": null}\n{"cut', Damaged),
        ("a.tif", "II*", Unreadable),
    ],
)
def test_what_is_no_map_is_named(tmp_path, name, text, fault):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(fault) as caught:
        read_extract(path, QUERY)
    assert name in str(caught.value)


def test_limits_are_named(tmp_path, monkeypatch, town):
    monkeypatch.setattr(reading_geojson, "LARGEST_WHOLE", 10)
    (tmp_path / "a.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(OverLimit, match="more than"):
        read_extract(tmp_path / "a.geojson", QUERY)
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(OverLimit, match="GiB"):
        read_extract(town.write(tmp_path / "t.osm.pbf"), QUERY)
    with pytest.raises(Unreadable):
        read_extract(tmp_path / "absent.osm.pbf", QUERY)


def test_features_without_a_place_are_counted(tmp_path):
    good = {
        "type": "Feature",
        "properties": {"man_made": "tower"},
        "geometry": {"type": "Point", "coordinates": [1, 2]},
    }
    bad = [
        {**good, "geometry": one}
        for one in (
            None,
            {"type": "Point", "coordinates": ["x", 2]},
            {"type": "Blob"},
            {"type": "Point", "coordinates": [1e308, 4e6]},
            7,
        )
    ]
    bad[3]["properties"] = {"man_made": "tower", "name": "Far mast"}
    (tmp_path / "a.geojson").write_text(json.dumps({"features": [*bad, good, 3]}))
    extract = read_extract(tmp_path / "a.geojson", QUERY)
    assert ("feature/6",) == extract.ids
    # a place off the Earth was told as "no usable shape", and nobody knew which object of which name it was
    shapeless, astray = extract.doubts
    assert "5 objects with no usable shape were left out, the first: feature/1" == shapeless
    assert "1 object with coordinates that are not on the Earth was left out: feature/4 (Far mast)" == astray


@pytest.mark.parametrize("name", ["a.osm", "a.osm.gz", "a.osm.bz2", "a.opl"])
def test_a_wild_number_that_osmium_takes_for_zero_is_named(tmp_path, name):
    # libosmium reads 1e308 as longitude 0: the mast stood in the Gulf of Guinea, and the search said that it fits
    text = (
        '<osm version="0.6">\n<node id="1" lat="35.9" lon="1e308"><tag k="man_made" v="tower"/></node></osm>'
    )
    if name == "a.opl":
        text = "n2 v1 x39 y35.9 Tman_made=tower\nn1 v1 x1e308 y35.9 Tman_made=tower\n"
    packed = {".gz": gzip.compress, ".bz2": bz2.compress}.get(Path(name).suffix, bytes)
    (tmp_path / name).write_bytes(packed(text.encode()))
    with pytest.raises(Damaged, match="not on the Earth") as caught:
        read_extract(tmp_path / name, QUERY)
    assert f"{name}:2" == caught.value.item


def test_a_number_that_osmium_refuses_is_no_crash_of_the_reader(tmp_path):
    text = '<osm version="0.6"><node id="1" lat="35.9" lon="9e9"><tag k="man_made" v="tower"/></node></osm>'
    (tmp_path / "a.osm").write_text(text)
    with pytest.raises(Damaged, match="9e9"):
        read_extract(tmp_path / "a.osm", QUERY)
