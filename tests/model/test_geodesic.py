"""Distances, bearings, boxes: published geodesics, the towns of a real report, the antimeridian and the poles."""

import gzip
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadValue
from sightline.model.place import (
    Position,
    bearing_deg,
    box,
    distance_m,
    extent,
    near,
    overlap,
    position,
    reach,
)
from sightline.model.time import Answer

KAFR_ZITA = position("35.37425", "36.6033")
AL_TAMANAH = position("35.45846", "36.74816")
TALMENES = position("35.63726", "36.73746")


@pytest.mark.parametrize(
    "a,b,metres,tolerance",
    [
        # Rainsford's line Flinders Peak to Buninyong, Geocentric Datum of Australia technical manual: 54,972.271 m
        ((-37.9510334, 144.4248679), (-37.6528211, 143.9264955), 54_972.271, 0.02),
        # GeographicLib's documentation, C. F. F. Karney, https://doi.org/10.1007/s00190-012-0578-z
        ((40.6, -73.8), (51.6, -0.5), 5_551_759.400, 0.01),
        # Wellington to Salamanca: nearly opposite; within 0.5 % is what is promised there
        ((-41.32, 174.81), (40.96, -5.50), 19_959_679.267, 0.005 * 2e7),
        ((0, 0), (0, 179.999), 20_003_931.459, 0.005 * 2e7),
        ((90, 0), (-90, 0), 20_003_931.459, 1),
        # a quarter of the meridian, and one degree of the equator
        ((0, 20), (90, 20), 10_001_965.729, 0.01),
        ((0, 0), (0, 1), 111_319.491, 0.01),
        ((0, 179.5), (0, -179.5), 111_319.491, 0.01),
        ((35, 36), (35, 36), 0, 0),
    ],
)
def test_published_distances(
    a: tuple[float, float], b: tuple[float, float], metres: float, tolerance: float
) -> None:
    assert metres == pytest.approx(distance_m(position(*a), position(*b)), abs=tolerance)


def test_towns_of_the_april_2014_reports() -> None:
    # a report wrote 15 km north-east and 20 km south; its gazetteer says 16.1 km at 54 degrees, and 19.9 km
    assert 16.1 == pytest.approx(distance_m(KAFR_ZITA, AL_TAMANAH) / 1000, abs=0.05)
    assert 54 == pytest.approx(bearing_deg(KAFR_ZITA, AL_TAMANAH), abs=1)
    assert 19.9 == pytest.approx(distance_m(AL_TAMANAH, TALMENES) / 1000, abs=0.05)
    assert 177 == pytest.approx(bearing_deg(TALMENES, AL_TAMANAH), abs=1)


def test_the_towns_stand_where_the_gazetteer_has_them(shared: Path) -> None:
    wanted = {"1125966329": KAFR_ZITA, "1343749053": AL_TAMANAH, "1343341825": TALMENES}
    with gzip.open(
        shared / "data" / "gazetteer" / "localities_sy_iq.tsv.gz", "rt", encoding="utf-8"
    ) as lines:
        rows = (line.split("\t") for line in lines)
        found = {row[0]: position(row[4], row[5]) for row in rows if row[0] in wanted}
    assert wanted == found


@pytest.mark.parametrize(
    "b,degrees",
    [((36, 36), 0), ((34, 36), 180), ((35, 36), 0), ((0.0001, 36), 180)],
)
def test_bearings_along_the_meridian(b: tuple[float, float], degrees: float) -> None:
    assert degrees == pytest.approx(bearing_deg(position(35, 36), position(*b)), abs=1e-9)


def test_bearings_across_the_antimeridian_take_the_short_way() -> None:
    assert 90 == pytest.approx(bearing_deg(position(0, 179.9), position(0, -179.9)), abs=1e-6)
    # Flinders Peak to Buninyong: 306 degrees 52 minutes 05.37 seconds
    flinders, buninyong = position(-37.9510334, 144.4248679), position(-37.6528211, 143.9264955)
    assert 306.868158 == pytest.approx(bearing_deg(flinders, buninyong), abs=1e-4)


points = st.builds(
    Position, st.integers(-900_000_000, 900_000_000), st.integers(-1_800_000_000, 1_799_999_999)
)


def haversine_m(a: Position, b: Position) -> float:
    """The sphere, written independently: good to 0.6 % on the ellipsoid."""
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(min(1.0, half)))


@given(points, points)
def test_distance_agrees_with_the_sphere_and_goes_both_ways(a: Position, b: Position) -> None:
    assert haversine_m(a, b) == pytest.approx(distance_m(a, b), rel=0.006, abs=0.05)
    assert distance_m(b, a) == pytest.approx(distance_m(a, b), rel=1e-6, abs=1e-3)
    assert 0 <= bearing_deg(a, b) < 360


@pytest.mark.parametrize(
    "center,radius,p,expected",
    [
        (KAFR_ZITA, 20_000, position(35.45846, 36.74816, radius_m=100), Answer.HELD),
        (KAFR_ZITA, 16_000, position(35.45846, 36.74816, radius_m=100), Answer.NO),
        (KAFR_ZITA, 16_000, position(35.45846, 36.74816, radius_m=200), Answer.POSSIBLY),
        (KAFR_ZITA, 17_000, position(35.45846, 36.74816, precision="village"), Answer.POSSIBLY),
        # nobody stated how well the point is known: inside is never more than possibly
        (KAFR_ZITA, 20_000, AL_TAMANAH, Answer.POSSIBLY),
        (KAFR_ZITA, 16_000, AL_TAMANAH, Answer.NO),
        # the centre's own error counts
        (
            position(35.37425, 36.6033, radius_m=5_000),
            20_000,
            position(35.45846, 36.74816, radius_m=0),
            Answer.POSSIBLY,
        ),
        (position(0, 179.99), 5_000, position(0, -179.99, radius_m=0), Answer.HELD),
        (position(89.99, 0), 5_000, position(89.99, 180, radius_m=0), Answer.HELD),
    ],
)
def test_near(center: Position, radius: float, p: Position, expected: Answer) -> None:
    assert expected is near(center, radius, p)


@pytest.mark.parametrize("radius", [-1, math.nan, math.inf])
def test_impossible_radii_are_refused(radius: float) -> None:
    with pytest.raises(BadValue):
        near(KAFR_ZITA, radius, AL_TAMANAH)
    with pytest.raises(BadValue):
        box(KAFR_ZITA, radius)


def test_boxes_split_at_the_antimeridian_and_widen_at_the_poles() -> None:
    assert 1 == len(box(KAFR_ZITA, 1000))
    assert 2 == len(box(position(0, 179.99), 5000))
    assert 2 == len(box(position(0, -179.99), 5000))
    assert [(-1_800_000_000, 1_800_000_000)] == [
        (b.west_e7, b.east_e7) for b in box(position(89.99, 0), 5000)
    ]
    assert [(-900_000_000, 900_000_000)] == [(b.south_e7, b.north_e7) for b in box(KAFR_ZITA, 3e7)]


def test_boxes_are_not_much_too_large() -> None:
    only = box(KAFR_ZITA, 10_000)[0]
    assert 2 * 10_000 / 110_950 == pytest.approx((only.north_e7 - only.south_e7) / 1e7, rel=0.012)
    assert 2 * 10_000 / 90_900 == pytest.approx((only.east_e7 - only.west_e7) / 1e7, rel=0.02)


def holds(boxes: tuple[object, ...], p: Position) -> bool:
    return any(overlap(each, one) for each in boxes for one in box(p, 0))  # type: ignore[arg-type]


around = st.builds(
    lambda center, north, east: (
        center,
        Position(
            max(-900_000_000, min(900_000_000, center.lat_e7 + north)),
            (center.lon_e7 + east + 1_800_000_000) % 3_600_000_000 - 1_800_000_000,
        ),
    ),
    points,
    st.integers(-20_000_000, 20_000_000),
    st.integers(-20_000_000, 20_000_000),
)


@given(st.one_of(around, st.tuples(points, points)), st.sampled_from([0.0, 0.01, 1.0, 300.0, 1e6]))
def test_a_box_holds_everything_near(pair: tuple[Position, Position], slack: float) -> None:
    center, p = pair
    radius = distance_m(center, p) + slack  # the tightest radius that reaches p
    assert holds(box(center, radius), p)


@given(
    around, st.sampled_from([None, 0, 50, 3_000, 400_000]), st.sampled_from([None, 0, 700]), st.floats(0, 3e5)
)
def test_what_is_near_meets_the_box_by_its_extent(
    pair: tuple[Position, Position], error: int | None, own: int | None, radius: float
) -> None:
    center = Position(pair[0].lat_e7, pair[0].lon_e7, own)
    p = Position(pair[1].lat_e7, pair[1].lon_e7, error)
    asked = box(center, radius + (reach(center) or 0))
    meets = any(overlap(one, two) for one in asked for two in extent(p))
    assert meets or near(center, radius, p) is Answer.NO


@given(around, st.sampled_from([None, 0, 3_000]), st.floats(0, 2e5), st.floats(0, 2e5))
def test_a_wider_radius_never_answers_lower(
    pair: tuple[Position, Position], error: int | None, one: float, two: float
) -> None:
    rank = {Answer.NO: 0, Answer.POSSIBLY: 1, Answer.HELD: 2}
    p = Position(pair[1].lat_e7, pair[1].lon_e7, error)
    assert rank[near(pair[0], min(one, two), p)] <= rank[near(pair[0], max(one, two), p)]
