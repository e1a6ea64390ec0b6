"""Focal lengths in pixels from what cameras write."""

import pytest

from sightline.core.errors import BadValue
from sightline.measure.geo.focal_length import from_field, from_mm35, from_sensor, resized


def test_a_three_by_two_picture_leaves_no_choice() -> None:
    told = from_mm35(50.0, 6000.0, 4000.0)
    assert 50 / 36 * 6000 == pytest.approx(told.px, rel=1e-6)
    assert told.error_px / told.px < 0.02


def test_a_phone_may_mean_the_diagonal_or_the_width() -> None:
    # 26 mm on 4032 x 3024: 3029 px by the diagonal, 2912 px by the width; both must lie within the error.
    told = from_mm35(26.0, 4032.0, 3024.0)
    assert abs(told.px - 3029) < 1.5 * told.error_px
    assert abs(told.px - 2912) < 1.5 * told.error_px


def test_upright_and_lying_are_one_lens() -> None:
    assert from_mm35(26.0, 4032.0, 3024.0) == from_mm35(26.0, 3024.0, 4032.0)


def test_video_is_less_sure() -> None:
    assert from_mm35(26.0, 1920.0, 1080.0, video=True).error_px > 3 * from_mm35(26.0, 1920.0, 1080.0).error_px


def test_other_ways() -> None:
    assert 1500.0 == pytest.approx(from_sensor(4.5, 6.0, 2000.0).px)
    assert 1000.0 == pytest.approx(from_field(90.0, 2000.0).px)
    assert 500.0 == pytest.approx(resized(from_field(90.0, 2000.0), 2000.0, 1000.0).px)


@pytest.mark.parametrize(
    "call",
    [
        lambda: from_mm35(0.0, 100, 100),
        lambda: from_mm35(26.0, 0, 100),
        lambda: from_sensor(4.5, 0.0, 100),
        lambda: from_field(180.0, 100),
        lambda: from_field(float("nan"), 100),
    ],
)
def test_what_cannot_be(call) -> None:
    with pytest.raises(BadValue):
        call()
