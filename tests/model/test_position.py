"""Positions: ranges, rounding, swapped coordinates, and how far the truth may lie."""

import math
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadValue
from sightline.model.place import PRECISION_TERMS, PRECISIONS, Position, position, reach


@pytest.mark.parametrize(
    "lat,lon,expected",
    [
        (35.37425, 36.6033, (353742500, 366033000)),
        ("35.37425", " 36.6033 ", (353742500, 366033000)),
        (Decimal("-33.45"), Decimal("-70.66"), (-334500000, -706600000)),
        (35, 36, (350000000, 360000000)),
        # 0.1 + 0.2 and friends must not creep into what is hashed
        (0.30000000000000004, 0.1, (3000000, 1000000)),
        ("35.37425004", "36.60330006", (353742500, 366033001)),
        (90, 180, (900000000, -1800000000)),
        (-90, -180, (-900000000, -1800000000)),
        (0, 179.99999999, (0, -1800000000)),
    ],
)
def test_degrees_become_exact_integers(lat: float, lon: float, expected: tuple[int, int]) -> None:
    made = position(lat, lon)
    assert expected == (made.lat_e7, made.lon_e7)


@pytest.mark.parametrize(
    "lat,lon",
    [
        (math.nan, 36),
        (35, math.inf),
        ("nan", "36"),
        ("", "36"),
        ("north", "36"),
        ("35,37", "36"),
        (90.0000001, 36),
        (35, 180.5),
        (35, -181),
        (True, 36),
        ("1e400", "3"),
        (None, 3),
    ],
)
def test_what_is_no_point_on_the_earth_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(BadValue) as caught:
        position(lat, lon)
    assert caught.value.todo is not None


def test_swapped_coordinates_are_suspected() -> None:
    # lists that write longitude first: 139.7 east is no latitude
    with pytest.raises(BadValue) as caught:
        position(139.7, 35.7)
    assert "latitude comes first: did you mean 35.7, 139.7?" == caught.value.todo


@pytest.mark.parametrize("radius", [-1, math.nan, math.inf, True])
def test_impossible_radii_are_refused(radius: float) -> None:
    with pytest.raises(BadValue):
        position(35, 36, radius_m=radius)


def test_radii_are_rounded_up() -> None:
    assert 13 == position(35, 36, radius_m=12.1).radius_m


@pytest.mark.parametrize("bad", [(900000001, 0), (0, 1800000000), (0, -1800000001)])
def test_stored_integers_are_checked_too(bad: tuple[int, int]) -> None:
    with pytest.raises(BadValue):
        Position(*bad)


def test_unknown_precision_is_refused_with_the_list() -> None:
    with pytest.raises(BadValue, match="village"):
        position(35, 36, precision="hamlet")


def test_precisions_grow() -> None:
    radii = [each.radius_m for each in PRECISIONS if each.radius_m is not None]
    assert sorted(set(radii)) == radii
    assert ("exact", "other") == (PRECISION_TERMS[0], PRECISION_TERMS[-1])


def test_the_vocabulary_says_the_same() -> None:
    # the list stands twice, since the model reads no files
    file = Path(__file__).resolve().parents[2] / "src/sightline/resources/vocabularies/place_precision.yaml"
    terms = yaml.safe_load(file.read_text("utf-8"))["terms"]
    assert [(each["id"], each.get("radius_m")) for each in terms] == [
        (each.term, each.radius_m) for each in PRECISIONS
    ]


def test_reach_is_what_was_stated_or_else_what_the_term_stands_for() -> None:
    assert 300 == reach(position(35, 36, radius_m=300, precision="village"))
    assert 2_000 == reach(position(35, 36, precision="village"))
    assert reach(position(35, 36)) is None
    assert reach(position(35, 36, precision="other")) is None


@given(st.integers(-900_000_000, 900_000_000), st.integers(-1_800_000_000, 1_799_999_999))
def test_degrees_and_integers_agree(lat_e7: int, lon_e7: int) -> None:
    made = Position(lat_e7, lon_e7)
    assert made == position(made.lat, made.lon)
