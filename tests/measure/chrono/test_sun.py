"""The sun's place against NREL's SPA as pvlib computes it, over two centuries, and what must hold at odd places."""

import time
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pvlib import spa

from sightline.core.errors import BadTime, BadValue
from sightline.measure.chrono.sun import apparent, components, position, refracted, unrefracted

Y1900, Y2000, Y2030, Y2100 = -2_208_988_800_000, 946_684_800_000, 1_893_456_000_000, 4_102_444_800_000


def spa_of(ms: np.ndarray, lat: np.ndarray, lon: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Azimuth, geometric and apparent elevation by SPA, at 1013.25 hPa and 12 °C."""
    days = ms.astype("datetime64[ms]")
    years = days.astype("datetime64[Y]").astype(int) + 1970
    months = days.astype("datetime64[M]").astype(int) % 12 + 1
    delta = np.asarray(spa.calculate_deltat(years, months))
    seen, high, azimuth = (
        spa.solar_position_numpy(ms / 1000.0, lat, lon, 0, 1013.25, 12.0, delta, 0.5667, 1)[at]
        for at in (2, 3, 4)
    )
    return azimuth, high, seen


def apart(a1: np.ndarray, e1: np.ndarray, a2: np.ndarray, e2: np.ndarray) -> np.ndarray:
    def vector(a: np.ndarray, e: np.ndarray) -> np.ndarray:
        a, e = np.radians(a), np.radians(e)
        return np.stack((np.cos(e) * np.sin(a), np.cos(e) * np.cos(a), np.sin(e)))

    return np.degrees(2.0 * np.arcsin(np.linalg.norm(vector(a1, e1) - vector(a2, e2), axis=0) / 2.0))


@pytest.mark.parametrize("first, last", [(Y1900, Y2100), (Y2000, Y2030)])
def test_within_thirteen_thousandths_of_spa(first: int, last: int) -> None:
    random = np.random.default_rng(7)
    count = 30_000
    ms = random.integers(first, last, count)
    lat, lon = random.uniform(-90, 90, count), random.uniform(-180, 180, count)
    azimuth, high, seen = spa_of(ms, lat, lon)
    ours = position(lat, lon, ms)
    assert apart(*ours, azimuth, high).max() < 0.013
    assert apart(*ours, azimuth, high).max() < 0.008  # what was reached, so that no step back goes unseen
    lifted = position(lat, lon, ms, refraction=True)
    same = (
        np.abs(high + 0.8334) > 0.02
    )  # there SPA stops bending light at a stroke, and the two may be on either side
    assert np.abs(lifted[1] - seen)[same].max() < 0.01


def test_refraction_is_that_of_spa_down_to_the_horizon() -> None:
    high = np.linspace(-3.0, 90.0, 5_000)
    seen = high + spa.atmospheric_refraction_correction(1013.25, 12.0, high, 0.5667)
    assert np.abs(refracted(high) - seen).max() < 0.0005
    assert np.abs(unrefracted(refracted(high[high > -0.5])) - high[high > -0.5]).max() < 0.001


def test_many_moments_are_as_true_as_one() -> None:
    # many moments go by nodes six hours apart
    ms = np.arange(Y2000, Y2000 + 40 * 86_400_000, 600_000)
    whole = position(35.95, 39.01, ms)
    singly = [position(35.95, 39.01, int(one)) for one in ms[::97]]
    alone = tuple(np.array([one[at] for one in singly]) for at in (0, 1))
    assert apart(whole[0][::97], whole[1][::97], *alone).max() < 0.0003


def test_the_globe_and_a_year_come_at_once() -> None:
    lat, lon = np.arange(-90.0, 90.1, 0.5)[:, None], np.arange(-180.0, 180.0, 0.5)[None, :]
    year = np.arange(Y2000, Y2000 + 366 * 86_400_000, 60_000)
    position(lat, lon, Y2000)
    best = [9.0, 9.0]
    for _ in range(3):
        for at, call in enumerate((lambda: position(lat, lon, Y2000), lambda: position(35.95, 39.01, year))):
            begun = time.process_time()
            call()
            best[at] = min(best[at], time.process_time() - begun)
    assert best[0] < 0.1  # 4 ms on a quiet machine
    assert best[1] < 0.5  # 36 ms
    assert (361, 720) == position(lat, lon, Y2000)[0].shape


def test_one_moment_in_every_spelling() -> None:
    aware = datetime(2024, 3, 20, 7, 0, tzinfo=UTC)
    there = datetime(2024, 3, 20, 10, 0, tzinfo=timezone(timedelta(hours=3)))
    ms = 1_710_918_000_000
    want = tuple(float(one) for one in position(35.95, 39.01, ms))
    for when in (aware, there, np.datetime64("2024-03-20T07:00"), np.int64(ms), [aware], np.array([ms])):
        assert want == pytest.approx(tuple(float(np.ravel(one)[0]) for one in position(35.95, 39.01, when)))


@pytest.mark.parametrize(
    "when",
    [
        datetime(2024, 3, 20, 7, 0),  # noqa: DTZ001 - the fault itself
        np.datetime64("NaT"), 1.5, "2024-03-20", [datetime(2024, 3, 20)], 10**15, None,  # noqa: DTZ001
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(when: object) -> None:
    with pytest.raises(BadTime):
        position(0.0, 0.0, when)  # type: ignore[arg-type]


@pytest.mark.parametrize("lat, lon", [(90.1, 0.0), (float("nan"), 0.0), (0.0, 361.0), (0.0, float("inf"))])
def test_what_is_off_the_earth_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(BadValue, match="not on the Earth"):
        position(lat, lon, Y2000)


def test_at_the_pole_the_height_is_the_declination() -> None:
    sun = apparent(np.array(Y2000))
    want = float(np.degrees(np.arcsin(sun.sin_dec)))
    for lon in (-180.0, 0.0, 77.0):
        assert want == pytest.approx(float(position(90.0, lon, Y2000)[1]), abs=0.003)
        assert -want == pytest.approx(float(position(-90.0, lon, Y2000)[1]), abs=0.003)


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180), ms=st.integers(Y1900, Y2100))
def test_directions_have_length_one_and_turn_with_the_globe(lat: float, lon: float, ms: int) -> None:
    east, north, up, distance = components(lat, lon, ms)
    assert float(east**2 + north**2 + up**2) == pytest.approx(1.0, abs=1e-9)
    assert 0.98 < float(distance) < 1.02
    azimuth, elevation = position(lat, lon, ms)
    assert 0.0 <= float(azimuth) < 360.0
    assert -90.01 <= float(elevation) <= 90.0
    around = position(lat, lon + 360.0 if lon <= 0 else lon - 360.0, ms)
    assert float(elevation) == pytest.approx(float(around[1]), abs=1e-6)
