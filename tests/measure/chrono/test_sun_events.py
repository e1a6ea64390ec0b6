"""Rise, set, noon and twilights against SPA, and the days on which there are none."""

import numpy as np
import pytest
from pvlib import spa

from sightline.core.errors import BadTime
from sightline.measure.chrono.sun_events import Daylight, sun_day

DAY = 86_400_000


def ms(text: str) -> int:
    return int(np.datetime64(text, "ms").astype(int))


def delta(day: str) -> float:
    year, month, _ = map(int, day.split("-"))
    return float(spa.calculate_deltat(year, month))


@pytest.mark.parametrize(
    "level, name", [(-0.8333, "horizon"), (-6.0, "civil"), (-12.0, "nautical"), (-18.0, "astronomical")]
)
def test_crossings_within_five_seconds_of_spa(level: float, name: str) -> None:
    random = np.random.default_rng(3)
    worst = 0.0
    for _ in range(25):
        lat, lon = random.uniform(-45, 45), random.uniform(-180, 180)
        begin = int(random.integers(ms("1900-01-01") // DAY, ms("2100-01-01") // DAY)) * DAY
        found = getattr(sun_day(lat, lon, begin, begin + DAY), name)
        slow = delta(str(np.datetime64(begin, "ms").astype("datetime64[D]")))
        for moment in (*found.up, *found.down):
            near = np.arange(moment - 10_000, moment + 10_001, 100)
            high = spa.solar_position_numpy(
                near / 1000.0, lat, lon, 0, 1013.25, 12.0, np.array([slow]), 0.5667, 1
            )[3]
            worst = max(worst, abs(float(near[np.argmin(np.abs(high - level))]) - moment) / 1000.0)
    assert worst < 5.0


def test_rise_and_set_as_spa_gives_them_for_a_day() -> None:
    # SPA's own routine speaks of the day at Greenwich; far from there it gives the event of a neighbouring day
    random = np.random.default_rng(4)
    for _ in range(30):
        lat, lon = random.uniform(-55, 55), random.uniform(-30, 30)
        begin = int(random.integers(ms("1950-01-01") // DAY, ms("2050-01-01") // DAY)) * DAY
        slow = delta(str(np.datetime64(begin, "ms").astype("datetime64[D]")))
        noon, up, down = spa.transit_sunrise_sunset(np.array([begin / 1000.0]), lat, lon, np.array([slow]), 1)
        found = sun_day(lat, lon, begin, begin + DAY)
        assert float(noon[0]) == pytest.approx(found.transits[0] / 1000.0, abs=5.0)
        assert float(up[0]) == pytest.approx(found.horizon.up[0] / 1000.0, abs=5.0)
        assert float(down[0]) == pytest.approx(found.horizon.down[0] / 1000.0, abs=5.0)


def test_known_day() -> None:
    # Greenwich, 21 June 2024: sunrise 04:43, sunset 21:21 BST by the almanacs
    found = sun_day(51.4769, 0.0, ms("2024-06-20T23:00"), ms("2024-06-21T23:00"))
    assert abs(found.horizon.up[0] - ms("2024-06-21T03:43")) < 60_000
    assert abs(found.horizon.down[0] - ms("2024-06-21T20:21")) < 60_000
    assert found.astronomical.state is Daylight.ALWAYS_UP
    assert "does not become fully dark" in found.why


@pytest.mark.parametrize(
    "lat, day, state, word",
    [
        (78.0, "2024-06-21", Daylight.ALWAYS_UP, "Midnight sun"),
        (78.0, "2024-12-21", Daylight.ALWAYS_DOWN, "Polar night"),
        (90.0, "2024-06-21", Daylight.ALWAYS_UP, "Midnight sun"),
        (-90.0, "2024-06-21", Daylight.ALWAYS_DOWN, "Polar night"),
    ],
)
def test_days_without_sunrise_are_answers(lat: float, day: str, state: Daylight, word: str) -> None:
    found = sun_day(lat, 19.0, ms(day), ms(day) + DAY)
    assert state is found.horizon.state
    assert ((), ()) == (found.horizon.up, found.horizon.down)
    assert word in found.why


def test_a_night_of_minutes_is_not_stepped_over() -> None:
    # a little south of the limit of the midnight sun the sun is down for less than a sample's ten minutes
    begin, end = ms("2024-06-20T12:00"), ms("2024-06-21T12:00")
    nights = [sun_day(lat, 0.0, begin, end).horizon for lat in np.arange(65.68, 65.76, 0.002)]
    lengths = [night.up[0] - night.down[0] for night in nights if night.up]
    assert 0 < min(lengths) < 600_000


def test_the_pole_has_one_sunrise_a_year() -> None:
    year = sun_day(90.0, 0.0, ms("2024-01-01"), ms("2025-01-01"))
    assert (1, 1) == (len(year.horizon.up), len(year.horizon.down))


@pytest.mark.parametrize("end", [0, -1, 401 * DAY])
def test_an_empty_or_endless_stretch_is_refused(end: int) -> None:
    with pytest.raises(BadTime):
        sun_day(0.0, 0.0, 0, end)
