"""Distances from sizes, angles and sounds: known answers, and errors that hold."""

import numpy as np
import pytest

from sightline.core.errors import BadValue
from sightline.measure.geo.camera.records import Focal
from sightline.measure.geo.ranges import from_angle, from_size, from_sound


def test_known_answers() -> None:
    assert 45.0 == pytest.approx(from_size(1.8, 60.0, Focal(1500.0)).metres)
    assert 1718.83 == pytest.approx(from_angle(30.0, 1.0).metres, abs=0.01)
    assert 100.0 == pytest.approx(from_angle(200.0, 90.0).metres)
    assert 340.3 == pytest.approx(from_sound(1.0, temperature_c=15.0).metres, rel=0.003)
    assert 331.3 == pytest.approx(from_sound(1.0, temperature_c=0.0).metres, rel=0.003)
    assert 354.7 == pytest.approx(from_sound(1.0, temperature_c=40.0).metres, rel=0.003)


def test_what_stands_aside_is_farther_than_it_is_ahead() -> None:
    assert from_size(1.8, 60.0, Focal(1500.0), off_axis_px=1500.0).metres == pytest.approx(45.0 * 2**0.5)


def test_errors_hold_nineteen_in_twenty() -> None:
    random = np.random.default_rng(1)
    truth = 45.0
    pixels = 60.0 + random.normal(0, 1.5, (5000, 2)) @ [1.0, -1.0]
    focal = 1500.0 + random.normal(0, 30.0, 5000)
    held = [
        abs(one.metres - truth) < one.error_m
        for one in (
            from_size(1.8, p, Focal(f, 30.0), pixel_error=1.5) for p, f in zip(pixels, focal, strict=True)
        )
    ]
    assert 0.93 <= np.mean(held) <= 0.97
    warm = 15.0 + random.normal(0, 5.0, 5000)
    delay = truth * 60 / (331.3 * np.sqrt(1 + warm / 273.15) * 1.00175) + random.normal(0, 0.03, 5000)
    told = [from_sound(d, delay_error_s=0.03, temperature_error_c=5.0, wind_error_m_s=0.0) for d in delay]
    assert 0.93 <= np.mean([abs(one.metres - truth * 60) < one.error_m for one in told]) <= 0.98


@pytest.mark.parametrize(
    "call",
    [
        lambda: from_size(0.0, 60.0, Focal(1500.0)),
        lambda: from_size(1.8, -1.0, Focal(1500.0)),
        lambda: from_size(1.8, 2.0, Focal(1500.0), pixel_error=2.0),
        lambda: from_size(1.8, 60.0, Focal(1500.0), size_error_m=2.0),
        lambda: from_angle(30.0, 180.0),
        lambda: from_angle(30.0, float("nan")),
        lambda: from_sound(0.0),
        lambda: from_sound(601.0),
        lambda: from_sound(3.0, temperature_c=80.0),
        lambda: from_sound(3.0, delay_error_s=-1.0),
    ],
)
def test_what_cannot_be(call) -> None:
    with pytest.raises(BadValue):
        call()
