"""Searches over small fictional towns with known answers, and against brute force."""

import itertools
import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.measure.geo.landmarks.towns import Town

from sightline.measure.geo.landmarks.asking import read_query
from sightline.measure.geo.landmarks.reading import read_extract
from sightline.measure.geo.landmarks.searching import search
from sightline.model.geodesic import bearing_deg, distance_m
from sightline.model.position import position

MINARET = {"man_made": "tower", "tower:type": "minaret"}


def look(town, query, folder, **more):
    asked = read_query(query)
    return search(
        read_extract(town.write(folder / "town.osm.pbf"), asked, around=more.get("around")), asked, **more
    )


def found(outcome):
    return [place.objects[0].id for place in outcome.places]


@pytest.fixture
def town():
    """A minaret with a water tower 150 m off, a road 60 m to its east, a river 650 m to its north."""
    made = Town(lat=48.5)
    made.point(0, 0, name="Old Minaret", **MINARET)
    made.point(90, 120, man_made="water_tower")
    made.line([(60, -400), (60, 400)], highway="primary", name="Long Road")
    made.line([(-2000, 650), (2000, 650)], waterway="river")
    return made


QUERY = "a minaret within 200 m of a water tower, a road to its east, no river within 500 m"


def test_the_sentence_of_the_manual(town, tmp_path):
    outcome = look(town, QUERY, tmp_path)
    assert ["node/1"] == found(outcome)
    place = outcome.places[0]
    near, road, river = place.relations
    assert 150_000 == pytest.approx(near.distance_mm, abs=5)
    assert 60_000 == pytest.approx(road.distance_mm, abs=5)
    assert 90_000 == pytest.approx(road.bearing_mdeg, abs=5)
    assert 650_000 == pytest.approx(
        river.distance_mm, abs=300
    )  # the bank is straight in degrees, not in metres
    assert "2026-01-02T03:04:05Z" == outcome.data_time
    assert "Old Minaret" == place.objects[0].title
    assert () == outcome.rejected


def test_metres_are_true_and_not_those_of_web_mercator(tmp_path):
    # at 48.5 north a search in Web Mercator takes 100 m for 151: a tower at 140 m was "within 200 m" of nothing
    made = Town(lat=48.5)
    made.point(0, 0, **MINARET)
    made.point(0, 140, man_made="water_tower")
    assert ["node/1"] == found(look(made, "a minaret within 141 m of a water tower", tmp_path))
    assert [] == found(look(made, "a minaret within 139 m of a water tower", tmp_path))


@pytest.mark.parametrize(
    "query, against",
    [
        ("no river within 700 m", "the nearest river is 650 m away to the north"),
        ("a water tower within 140 m", "water tower is 150 m north-east (37°) of minaret, not within 140 m"),
        ("at least 2 water towers within 1 km", "1 water towers within 1 km"),
        (
            "a water tower to its east",
            "water tower is 150 m north-east (37°) of minaret, not within 1 km to the east",
        ),
        ("a water tower between 200 and 400 m from it", "not 200 m to 400 m away"),
    ],
)
def test_near_misses_are_kept_with_their_reason(town, tmp_path, query, against):
    outcome = look(town, f"a minaret, {query}", tmp_path)
    assert [] == found(outcome)
    assert 1 == outcome.rejected_total
    assert against in outcome.rejected[0].against
    assert "none fits, 1 nearly" in outcome.why


def test_what_is_far_from_fitting_is_counted_by_what_it_lacks(town, tmp_path):
    town.point(5000, 5000, **MINARET)
    outcome = look(town, QUERY, tmp_path)
    assert (("nothing comes near: minaret within 200 m of a water tower", 1),) == outcome.dropped
    assert 2 == outcome.anchors


@pytest.mark.parametrize(
    "query, fits",
    [
        ("a minaret, a road to its west", False),
        ("a minaret, a river to its north", True),
        ("a minaret, a road to the south", False),  # straight south there is none, within 45 degrees there is
        ("a road, a minaret to its west", True),
        ("a river, a minaret south of it within 700 m", True),
        ("a minaret at bearing 200 to 230 from a water tower", True),
        ("a minaret at bearing 100 to 130 from a water tower", False),
    ],
)
def test_directions(town, tmp_path, query, fits):
    if query.endswith("to the south"):
        query, fits = "a minaret, a road at bearing 170 to 190 from it within 300 m", False
    assert fits is (len(look(town, query, tmp_path).places) == 1)


def test_a_direction_is_that_of_the_part_that_lies_there(tmp_path):
    # the middle of this road is north-east, its nearest point west; its arm reaches far to the east
    made = Town()
    made.point(0, 0, **MINARET)
    made.line([(-20, 0), (-20, 500), (800, 500), (800, -50)], highway="primary")
    road = look(made, "a minaret, a road to its east", tmp_path).places[0].relations[0]
    assert 707_107 == pytest.approx(road.distance_mm, abs=50)  # where the top of the road enters the sector
    assert [] == found(look(made, "a minaret, a road within 700 m east of it", tmp_path))


@pytest.mark.parametrize("lat, lon", [(0.0, 179.9999), (64.0, -180.0), (-77.8, 166.7), (89.5, 10.0)])
def test_the_date_line_and_the_ends_of_the_earth(tmp_path, lat, lon):
    made = Town(lat=lat, lon=lon)
    made.point(0, 0, **MINARET)
    made.point(150, 0, man_made="water_tower")
    made.point(-300, 0, man_made="mast")
    outcome = look(made, "a minaret within 200 m of a water tower, a mast within 301 m", tmp_path)
    assert ["node/1"] == found(outcome)
    assert 300_000 == pytest.approx(outcome.places[0].relations[1].distance_mm, abs=5)


def test_crossing_inside_along_and_areas(tmp_path):
    made = Town()
    made.line([(0, -50), (0, 50)], highway="primary", bridge="yes", name="Bridge")
    made.line([(-500, 0), (500, 0)], waterway="river")
    made.line([(-500, 30), (500, 30)], railway="rail")
    school = made.area(100, 100, 60, amenity="school")
    made.point(110, 110, man_made="mast")
    lake = made.ring_of_two(-300, 400, 100, natural="water", water="lake")
    assert 1 == look(made, "a bridge over a river", tmp_path).total
    assert 1 == look(made, "a railway along a river", tmp_path).total
    assert 0 == look(made, "a bridge along a river", tmp_path).total  # it is near, and goes across
    inside = look(made, "a mast in a school, a lake within 1 km", tmp_path)
    assert [school, lake] == [one.id for one in inside.places[0].objects[1:]]
    assert 4 <= len(inside.places[0].objects[1].outline)


def test_between_order_line_and_sides(tmp_path):
    made = Town()
    made.point(0, 0, man_made="mast")
    made.point(-150, 10, amenity="school")
    made.point(300, -5, man_made="silo")
    made.line([(100, -400), (100, 400)], highway="primary")
    made.point(50, -300, man_made="chimney")
    near = ["a mast between a school and a silo", "a school, in a line: the school then a mast then a silo"]
    seen = [
        "a chimney, left to right from it: a school then a mast then a silo",
        "a mast on the same side of a road as a school",
        "a mast on the other side of a road from a silo",
    ]
    wrong = [
        "a silo between a school and a mast",
        "a silo, in a line: the silo then a school then a mast",
        "a chimney, right to left from it: a school then a mast then a silo",
        "a mast on the same side of a road as a silo",
    ]
    assert [1] * 5 == [look(made, one, tmp_path).total for one in near + seen]
    assert [0] * 4 == [look(made, one, tmp_path).total for one in wrong]


def test_a_thing_is_never_its_own_neighbour(tmp_path):
    made = Town()
    made.point(0, 0, man_made="mast")
    assert 0 == look(made, "a mast within 100 m of a mast", tmp_path).total
    made.point(0, 50, man_made="mast")
    assert 2 == look(made, "a mast within 100 m of a mast", tmp_path).total
    assert 0 == look(made, "a mast, no mast within 100 m", tmp_path).total


def test_nothing_is_cut_without_a_word(tmp_path):
    made = Town()
    for step in range(30):
        made.point(step * 1000, 0, man_made="mast")
        made.point(step * 1000, 100 if step % 2 else 120, man_made="silo")
    outcome = look(made, "a mast within 110 m of a silo", tmp_path, limit=4)
    assert (4, 15, 4, 15) == (
        len(outcome.places),
        outcome.total,
        len(outcome.rejected),
        outcome.rejected_total,
    )
    assert (
        "the first 4 of 15 places are listed",
        "the first 4 of 15 near misses are listed",
    ) == outcome.limits


def test_around_a_point(tmp_path):
    made = Town()
    for step in range(10):
        made.point(0, step * 1000, man_made="mast")
        made.point(0, step * 1000 + 900, man_made="silo")
    center = position(made.lat, made.lon)
    outcome = look(made, "a mast within 950 m of a silo", tmp_path, around=(center, 3500.0))
    assert 4 == outcome.total == outcome.anchors  # the silo may lie outside of the circle


def test_an_empty_answer_proves_nothing(town, tmp_path):
    assert "does not prove" in look(town, "a silo near a river", tmp_path).why
    assert "no mast" in look(town, "a minaret near a mast", tmp_path).why


# ------------------------------------------------------------------------------------------------ against brute force

KINDS = {"mast": {"man_made": "mast"}, "silo": {"man_made": "silo"}, "school": {"amenity": "school"}}
places = st.lists(
    st.tuples(st.sampled_from(sorted(KINDS)), st.integers(-900, 900), st.integers(-900, 900)),
    min_size=3,
    max_size=14,
)
EDGE_M, EDGE_DEG = 0.5, 0.5


def turned(a, b):
    return abs((a - b + 180) % 360 - 180)


@settings(max_examples=60)
@given(
    places=places,
    lat=st.sampled_from([0.0, 36.2, -48.0, 69.0]),
    near=st.integers(100, 900),
    most=st.integers(100, 900),
    bearing=st.sampled_from([0, 90, 225]),
    least=st.integers(0, 3),
    tied_to=st.sampled_from(["a", "b"]),
)
def test_points_as_by_brute_force(tmp_path_factory, places, lat, near, most, bearing, least, tied_to):
    made = Town(lat=lat, lon=-179.999)
    for kind, east, north in places:
        made.point(east, north, **KINDS[kind])
    spots = {kind: [] for kind in KINDS}
    for (number, (lon, at), _), (kind, _, _) in zip(made.nodes, places, strict=True):
        spots[kind].append((f"node/{number}", position(at, lon)))
    query = (
        "find: {a: mast, b: silo, c: school}\nwhere:\n"
        f" - {{near: [a, b], within: {near} m}}\n"
        f" - {{near: [{tied_to}, c], within: {most} m, bearing: {bearing} ± 45}}\n"
        f" - {{count: silo, of: a, at least: {least}, within: {most} m}}\n"
        f" - {{no: school, of: b, within: {near / 3:.1f} m}}\n"
    )
    expected = set()
    for (a, at_a), (_, at_b), (_, at_c) in itertools.product(spots["mast"], spots["silo"], spots["school"]):
        stand = at_a if tied_to == "a" else at_b
        counted = [distance_m(at_a, one) for _, one in spots["silo"]]
        missing = [distance_m(at_b, one) for _, one in spots["school"]]
        sides = [(distance_m(at_a, at_b), near), (distance_m(stand, at_c), most)]
        sides += [(one, most) for one in counted] + [(one, near / 3) for one in missing]
        assume(all(abs(size - limit) > EDGE_M for size, limit in sides))
        off = turned(bearing_deg(stand, at_c), bearing)
        assume(abs(off - 45) > EDGE_DEG and distance_m(stand, at_c) > 1)
        if (
            distance_m(at_a, at_b) <= near
            and distance_m(stand, at_c) <= most
            and off <= 45
            and sum(one <= most for one in counted) >= least
            and all(one > near / 3 for one in missing)
        ):
            expected.add(a)
    outcome = look(made, query, tmp_path_factory.mktemp("town"))
    assert expected == set(found(outcome))
    rejected = {place.objects[0].id for place in outcome.rejected}
    assert not rejected & expected
    # everything looked at is somewhere: accepted, rejected with a reason, or counted by what it lacks
    assert outcome.anchors == outcome.total + outcome.rejected_total + sum(
        count for _, count in outcome.dropped
    )
    for place in outcome.places:
        assert all(held.held for held in place.relations)
        assert math.isfinite(place.score)
        assert 0 <= place.score <= 1000
