"""The moon against the worked examples of its source, published phases, and astral's rises and sets."""

from datetime import UTC, date, datetime, timedelta

import astral.moon
import numpy as np
import pytest
from astral import Observer

from sightline.measure.chrono.earth_time import centuries_tt
from sightline.measure.chrono.moon import ecliptic, moon_day, phase, phase_at, position
from sightline.measure.chrono.sun_events import Daylight

DAY = 86_400_000


def ms(text: str) -> int:
    return int(np.datetime64(text, "ms").astype(int))


def test_the_worked_example() -> None:
    # Meeus, example 47.a: 12 April 1992, 0h TT; 58.7 s later than the same reading in UTC
    moment = np.array(ms("1992-04-11T23:59:01"))
    assert float(centuries_tt(moment)) == pytest.approx(-0.077221081451, abs=1e-9)
    longitude, latitude, distance, _, _ = ecliptic(moment)
    assert np.degrees(float(longitude)) % 360.0 == pytest.approx(133.167265, abs=0.005)
    assert np.degrees(float(latitude)) == pytest.approx(-3.229126, abs=0.003)
    assert float(distance) == pytest.approx(368_409.7, abs=30.0)
    assert float(phase(int(moment))[1]) == pytest.approx(0.6786, abs=0.0005)  # example 48.a


@pytest.mark.parametrize(
    "when, name",
    [
        ("2024-04-08T18:21", "new moon"), ("2024-03-25T07:00", "full moon"), ("2013-08-21T01:45", "full moon"),
        ("2024-03-17T04:11", "first quarter"), ("2024-04-02T03:15", "last quarter"), ("1999-08-11T11:08", "new moon"),
        ("2024-03-21T12:00", "waxing gibbous"), ("2024-04-05T12:00", "waning crescent"),
    ],
)  # fmt: skip
def test_published_phases(when: str, name: str) -> None:
    found = phase_at(ms(when))
    assert name == found.name
    exact = {"new moon": 0.0, "first quarter": 90.0, "full moon": 180.0, "last quarter": 270.0}
    if name in exact:
        assert abs((found.age - exact[name] + 180.0) % 360.0 - 180.0) < 0.05


def test_directions_with_and_without_parallax() -> None:
    # astral looks from the middle of the Earth: from the ground the moon stands lower by its parallax
    random = np.random.default_rng(5)
    for _ in range(60):
        moment = int(random.integers(ms("2000-01-01"), ms("2030-01-01")))
        lat, lon = random.uniform(-60, 60), random.uniform(-180, 180)
        azimuth, elevation = (float(one) for one in position(lat, lon, moment))
        when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment)
        theirs = astral.moon.elevation(Observer(lat, lon), when)
        lower = 0.95 * np.cos(np.radians(theirs))
        assert theirs - lower == pytest.approx(elevation, abs=0.15)
        turned = (azimuth - astral.moon.azimuth(Observer(lat, lon), when) + 180.0) % 360.0 - 180.0
        assert abs(turned) * np.cos(np.radians(elevation)) < 0.1


def test_rise_and_set_near_those_of_astral() -> None:
    found = moon_day(35.95, 39.01, ms("2024-03-20"), ms("2024-03-21"))
    up, down = (
        astral.moon.moonrise(Observer(35.95, 39.01), date(2024, 3, 20)),
        astral.moon.moonset(Observer(35.95, 39.01), date(2024, 3, 20)),
    )
    assert up is not None
    assert down is not None
    assert abs(found.horizon.up[0] / 1000.0 - up.timestamp()) < 180.0
    assert abs(found.horizon.down[0] / 1000.0 - down.timestamp()) < 180.0
    assert "waxing gibbous, 81%" in found.why


def test_a_day_without_moonrise_and_an_arctic_week() -> None:
    days = [
        moon_day(52.5, 13.4, ms("2024-03-01") + at * DAY, ms("2024-03-02") + at * DAY) for at in range(30)
    ]
    # the moon rises fifty minutes later each day, so about one day a month goes without
    assert sum(one.horizon.up == () for one in days) in (1, 2)
    arctic = [
        moon_day(80.0, 0.0, ms("2024-03-01") + at * DAY, ms("2024-03-02") + at * DAY) for at in range(28)
    ]
    states = {one.horizon.state for one in arctic}
    assert {Daylight.ALWAYS_UP, Daylight.ALWAYS_DOWN} <= states
