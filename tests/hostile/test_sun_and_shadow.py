"""Places, times and measurements that break naive formulas: poles, the date line, the zenith, gaps, nonsense."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import SightlineError
from sightline.measure.chrono.shadow.measured import Ground, Measured, shadow
from sightline.measure.chrono.shadow.regions import Seen, places
from sightline.measure.chrono.shadow.times import times
from sightline.measure.chrono.sun_events import sun_day
from sightline.work.daylight.moments import when_at
from sightline.work.daylight.suncalc_links import read_suncalc
from sightline.work.measured_text import gather, read_measured, read_second
from sightline.work.sun import sun

DAY = 86_400_000


@pytest.mark.parametrize("lat", [90.0, -90.0, 89.9999999, 0.0, 66.5622])
@pytest.mark.parametrize("lon", [-180.0, 180.0, 179.9999999, 0.0])
@pytest.mark.parametrize("day", ["2024-03-20", "2024-06-20", "2024-12-21", "1900-01-01", "2100-12-31"])
def test_poles_and_the_date_line(lat: float, lon: float, day: str) -> None:
    begin = int(np.datetime64(day, "ms").astype(int))
    found = sun_day(lat, lon, begin, begin + DAY)
    assert found.why
    shown = times(shadow(ratio=Measured(2.0, 0.1), azimuth=Measured(10.0, 2.0)), lat, lon, begin, begin + DAY)
    assert shown.why
    assert all(begin <= one.begin < one.end <= begin + DAY for one in shown.intervals)


@given(
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    day=st.integers(-25_000, 47_000),
    ratio=st.floats(1e-6, 1e6),
    error=st.floats(1e-4, 2.0),
    azimuth=st.floats(-360, 360),
    tilt=st.floats(0, 80),
    aspect=st.floats(-360, 360),
    off=st.booleans(),
)
def test_any_measurement_is_answered(
    lat: float,
    lon: float,
    day: int,
    ratio: float,
    error: float,
    azimuth: float,
    tilt: float,
    aspect: float,
    off: bool,
) -> None:
    one = shadow(
        ratio=Measured(ratio, ratio * error),
        azimuth=Measured(azimuth, 2.0),
        off_frame=off,
        ground=Ground(tilt, aspect),
    )
    found = times(one, lat, lon, day * DAY, (day + 1) * DAY)
    assert (found.intervals == ()) == found.why.startswith("No: ")
    assert all(one.begin <= one.best < one.end for one in found.intervals)


def test_the_sun_in_the_zenith() -> None:
    # Havana lies under the June sun: no shadow at noon, and its direction turns by degrees a second
    found = sun(23.4373, -82.5, "2024-06-20T17:31:50Z")
    assert found.standings[0].seen > 89.9
    assert any("zenith" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "time_, zone",
    [
        ("2024-03-31T02:30", "Europe/Berlin"),
        ("2024-10-27T02:30", "Europe/Berlin"),
        ("2011-12-29T23:59", "Pacific/Apia"),
    ],
)
def test_times_in_gaps_and_folds_are_answered(time_: str, zone: str) -> None:
    assert when_at(0.0, 0.0, time_, zone=zone).readings


def test_a_day_that_a_zone_left_out_is_told() -> None:
    with pytest.raises(SightlineError, match="left this day out"):
        sun(-13.8, -171.8, "2011-12-30", zone="Pacific/Apia")


@pytest.mark.parametrize(
    "text", ["9999-12-31T23:59Z", "-0044-03-15", "0001-01-01T00:00Z", "3001-01-01", "Y17000"]
)
def test_times_beyond_the_formulas_are_refused_or_answered(text: str) -> None:
    if text == "Y17000":
        with pytest.raises(SightlineError, match="one day or one moment"):
            sun(0.0, 0.0, text, zone="Z")
    elif text[0] in "-9" or text == "3001-01-01":
        with pytest.raises(SightlineError, match="years 1 to 3000"):
            sun(0.0, 0.0, text, zone="Z")
    else:
        assert sun(0.0, 0.0, text, zone="Z").why


def test_two_megabytes_in_one_line_cost_nothing() -> None:
    begun = time.perf_counter()
    for call in (
        lambda: read_measured("9" * 2_000_000, "length"),
        lambda: read_measured("3±" * 1_000_000, "length"),
        lambda: read_second("x," * 1_000_000),
        lambda: read_suncalc("https://www.suncalc.org/#/" + "1," * 1_000_000),
        lambda: when_at(0.0, 0.0, "2" * 2_000_000),
        lambda: gather({"x" * 2_000_000: "1"}),
    ):
        with pytest.raises(SightlineError):
            call()
    assert time.perf_counter() - begun < 10.0


@pytest.mark.parametrize(
    "one",
    [
        shadow(azimuth=Measured(0.0, 179.0)),
        shadow(ratio=Measured(1.0, 2.5), off_frame=True),
        shadow(elevation=Measured(90.0, 0.01)),
        shadow(ratio=Measured(1.0, 0.0001), azimuth=Measured(180.0, 0.001)),
        shadow(ratio=Measured(100.0, 1.0), ground=Ground(60.0, 0.0)),
    ],
    ids=["any direction", "any length", "zenith", "a point", "a wall"],
)
def test_places_for_extreme_measurements_come_in_time(one: object) -> None:
    begun = time.perf_counter()
    found = places((Seen(one, 1_710_918_000_000, 1_710_918_000_000),))  # type: ignore[arg-type]
    assert found.why
    assert all(region.area_km2 >= 0.0 for region in found.regions)
    assert time.perf_counter() - begun < 60.0
