"""Measurements as people write them."""

import pytest

from sightline.core.errors import BadTime, BadValue
from sightline.measure.chrono.shadow.measured import Ground, Measured
from sightline.work.measured_text import gather, read_measured, read_second


@pytest.mark.parametrize(
    "text, want",
    [
        ("3.2±0.1", Measured(3.2, 0.1)), ("3.2 ± 0.1", Measured(3.2, 0.1)), ("3.2+-0.1", Measured(3.2, 0.1)),
        ("3.2+/-0.1", Measured(3.2, 0.1)), ("4±5%", Measured(4.0, 0.2)), ("4 m ± 0.5 m", Measured(4.0, 0.5)),
        ("-10±2", Measured(-10.0, 2.0)), ("\u221210±2°", Measured(-10.0, 2.0)),
    ],
)  # fmt: skip
def test_numbers_with_errors(text: str, want: Measured) -> None:
    got, assumed = read_measured(text, "azimuth")
    assert (want.value, want.error) == pytest.approx((got.value, got.error))
    assert assumed is None


def test_what_nobody_stated_is_assumed_and_said() -> None:
    got, assumed = read_measured("4", "length")
    assert Measured(4.0, 0.2) == got
    assert assumed is not None
    assert "±5% was assumed" in assumed
    assert Measured(300.0, 2.0) == read_measured("300", "azimuth")[0]


@pytest.mark.parametrize(
    "text", ["", "three", "3,2", "3±", "3±0", "±1", "1e5", "nan", "inf", "3±-1", "9" * 50, "3" * 2_000_000]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        read_measured(text, "length")


def test_a_further_shadow_in_one_text() -> None:
    time, got = read_second(
        "2024-03-20T12:00Z, height 3, length=4±0.1, azimuth 60±2", slope="5±1,180", lean=2.0
    )
    assert "2024-03-20T12:00Z" == time
    assert got.shadow.ratio is not None
    assert 4.0 / 3.0 == pytest.approx(got.shadow.ratio.value)
    assert Measured(60.0, 2.0) == got.shadow.azimuth
    assert Ground(5.0, 180.0, 1.0) == got.shadow.ground
    assert 1 == len(got.assumed)


@pytest.mark.parametrize(
    "text", ["", "2024-03-20T12:00Z", "2024-03-20T12:00Z, width 3", "2024-03-20T12:00Z, height 3, height 4"]
)
def test_what_is_no_further_shadow_is_refused(text: str) -> None:
    with pytest.raises((BadValue, BadTime)):
        read_second(text)


@pytest.mark.parametrize("slope", ["5", "5,north", "-5,180", "steep,180", ","])
def test_what_is_no_slope_is_refused(slope: str) -> None:
    with pytest.raises(BadValue):
        gather({"azimuth": "10±2"}, slope=slope)
