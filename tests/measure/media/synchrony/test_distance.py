"""Flash to bang: known speeds of sound, and an error that says what it assumes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadValue
from sightline.measure.media.synchrony.distance import flash_to_bang, speed_of_sound


@pytest.mark.parametrize(
    "temperature, speed",
    # Cramer 1993 for dry air at 101.325 kPa: 331.46 at 0, 343.37 at 20 degrees Celsius
    [(0, 331.46), (20, 343.37), (30, 349.1)],
)
def test_speed_of_sound_is_that_of_the_literature(temperature, speed):
    assert speed == pytest.approx(speed_of_sound(temperature), abs=0.15)


def test_three_seconds_are_a_kilometre():
    found = flash_to_bang(1_000, 4_000, error_ms=30)
    assert 1_021 == found.metres
    assert 20 <= found.error_m <= 35
    assert "wind along the way under 5 m/s" in found.assumed


def test_the_error_grows_with_each_of_its_parts():
    plain = flash_to_bang(0, 3_000, error_ms=10).error_m
    assert flash_to_bang(0, 3_000, error_ms=100).error_m > plain
    assert flash_to_bang(0, 3_000, error_ms=10, temperature_error_c=25).error_m > plain
    assert flash_to_bang(0, 3_000, error_ms=10, wind_error=20).error_m > plain


def test_a_bang_before_its_flash_is_refused():
    # a bang of another shot, or picture and sound out of step
    with pytest.raises(BadValue, match="cannot be of one event"):
        flash_to_bang(1_000, 900, error_ms=40)
    assert 0 == flash_to_bang(1_000, 980, error_ms=40).metres


@pytest.mark.parametrize("wrong", [{"error_ms": -1}, {"error_ms": 1, "temperature_c": 300}])
def test_numbers_that_cannot_be_are_refused(wrong):
    with pytest.raises(BadValue):
        flash_to_bang(0, 1_000, **wrong)


@given(st.floats(5, 3_000), st.floats(-30, 45), st.floats(-5, 5))
def test_the_true_distance_lies_within_the_error(metres, temperature, wind):
    late = metres / (speed_of_sound(temperature) + wind) * 1000
    found = flash_to_bang(0, late, error_ms=20, temperature_c=temperature, temperature_error_c=5)
    assert abs(found.metres - metres) <= found.error_m + 1
