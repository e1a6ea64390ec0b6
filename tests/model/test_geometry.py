"""Lines and areas as values: what is taken, what is refused and why, and whether a point lies inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadValue
from sightline.model.finding import Json
from sightline.model.geometry import Extent, contains, extent_of, geometry, lines_of, polygons_of, words

SQUARE: Json = {
    "type": "Polygon",
    "coordinates": [[[366000000, 353000000], [367000000, 353000000], [367000000, 354000000],
                     [366000000, 354000000], [366000000, 353000000]]],
}  # fmt: skip


def line(*points: Json) -> Json:
    return {"type": "LineString", "coordinates": list(points)}


def test_degrees_become_whole_numbers() -> None:
    # an import reads numbers with a fraction as text, other programs as floats: both are the same line
    wanted = line([366000000, 353700000], [367500000, 354100000])
    assert wanted == geometry(line(["36.60", "35.37"], ["36.75", "35.41"]))
    assert wanted == geometry(line([36.60, 35.37], [36.75, 35.41]))
    assert wanted == geometry(wanted)


def test_a_whole_degree_among_fractions_is_a_degree() -> None:
    assert line([360000000, 353700000], [370000000, 350000000]) == geometry(line([36, "35.37"], [37, 35]))


@pytest.mark.parametrize(
    "value,fault",
    [
        # plain GeoJSON in whole degrees reads as a line of a few centimetres beside the Gulf of Guinea
        (line([36, 35], [37, 36]), "may be degrees or units"),
        (line(["36.6", "95.0"], ["36.7", "35.0"]), "not on the Earth"),
        (line(["36.6", "35.0"]), "two different points"),
        (line(["36.6", "35.0"], ["36.6", "35.0"]), "two different points"),
        (line(["36.6", "35.0", "700"], ["36.7", "35.0"]), "a longitude and a latitude"),
        (line(["36.6", "x"], ["36.7", "35.0"]), "is no coordinate"),
        (line(["36.6", "NaN"], ["36.7", "35.0"]), "is no coordinate"),
        (line([True, "35.0"], ["36.7", "35.0"]), "is no coordinate"),
        (line(["179.5", "10.0"], ["-179.5", "10.0"]), "long way round"),
        ({"type": "Polygon", "coordinates": [[["36.6", "35.0"], ["36.7", "35.0"], ["36.7", "35.1"]]]}, "four points"),
        ({"type": "Polygon", "coordinates": []}, "missing or empty"),
        ({"type": "Point", "coordinates": ["36.6", "35.0"]}, "type"),
        ({"type": "Polygon"}, "type"),
        ("36.6, 35.0", "type"),
        (line([[["36.6", "35.0"]]], ["36.7", "35.0"]), "a longitude and a latitude"),
    ],
)  # fmt: skip
def test_what_is_no_geometry_is_refused(value: Json, fault: str) -> None:
    with pytest.raises(BadValue, match=fault):
        geometry(value)


def test_swapped_coordinates_are_told() -> None:
    with pytest.raises(BadValue) as told:
        geometry(line(["35.37", "136.60"], ["35.41", "136.75"]))
    assert "longitude comes first" in str(told.value)


def test_too_many_points_and_too_deep_nesting_are_refused() -> None:
    many = [[300000000 + n, 350000000] for n in range(50_001)]
    with pytest.raises(BadValue, match="at most 50000"):
        geometry(line(*many))
    deep: Json = ["36.6", "35.0"]
    for _ in range(500):
        deep = [deep]
    with pytest.raises(BadValue):
        geometry({"type": "MultiPolygon", "coordinates": deep})


def test_extent_lines_and_words() -> None:
    square = geometry(SQUARE)
    assert Extent(366000000, 353000000, 367000000, 354000000) == extent_of(square)
    assert 1 == len(lines_of(square)) == len(polygons_of(square))
    assert "an area of 4 corners" == words(square)
    assert "a line of 2 points" == words(geometry(line(["36.6", "35.0"], ["36.7", "35.0"])))
    # what is shown of a line never tells where it lies
    assert not any(digit in words(square).replace("4", "") for digit in "0123456789")


def test_a_hole_is_outside() -> None:
    hole: Json = [[366400000, 353400000], [366600000, 353400000], [366600000, 353600000],
                  [366400000, 353600000], [366400000, 353400000]]  # fmt: skip
    square = geometry({"type": "Polygon", "coordinates": [*SQUARE["coordinates"], hole]})  # type: ignore[call-overload, index]
    assert contains(square, 366100000, 353100000)
    assert not contains(square, 366500000, 353500000)
    assert not contains(square, 368000000, 353500000)


@given(st.integers(365_000_000, 368_000_000), st.integers(352_000_000, 355_000_000))
def test_inside_a_square_is_what_its_sides_say(lon: int, lat: int) -> None:
    west, east, south, north = 366_000_000, 367_000_000, 353_000_000, 354_000_000
    if lon in (west, east) or lat in (south, north):
        return  # on the edge either answer is right
    assert (west < lon < east and south < lat < north) == contains(geometry(SQUARE), lon, lat)
