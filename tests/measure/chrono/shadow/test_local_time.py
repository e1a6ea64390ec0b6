"""A clock on the wall of an unknown place: zones read it each their own way, also where summer time begins or ends."""

import numpy as np
import pytest
from shapely import Point

from sightline.core.errors import BadValue
from sightline.measure.chrono.shadow.local_time import ZoneGrid, likelihood, local_places
from sightline.measure.chrono.shadow.measured import Measured, Shadow, shadow
from sightline.measure.chrono.sun import position, refracted
from sightline.model.zones import clock_to_utc


@pytest.fixture(scope="module")
def zones() -> ZoneGrid:
    """Bands of longitude, the one around 15 degrees with Berlin's clocks, the one around 40 with Damascus'."""
    lats, lons = np.arange(-90.0, 90.1, 0.5), np.arange(-180.0, 180.0, 0.5)
    hours = np.round(lons / 15.0).astype(int)
    names = [f"Etc/GMT{-hour:+d}" for hour in range(-12, 13)]
    number = np.broadcast_to(hours + 12, (len(lats), len(lons))).copy()
    names += ["Europe/Berlin", "Asia/Damascus"]
    number[:, (lons > 5.0) & (lons < 20.0)] = 25
    number[:, (lons > 35.0) & (lons < 42.0)] = 26
    number[0, :] = -1
    return ZoneGrid(lats, lons, number, tuple(names))


def local(text: str) -> int:
    return int(np.datetime64(text, "ms").astype(int))


def cast(lat: float, lon: float, ms: int) -> Shadow:
    azimuth, elevation = position(lat, lon, ms)
    ratio = 1.0 / float(np.tan(np.radians(refracted(elevation))))
    return shadow(ratio=Measured(ratio, 0.05 * ratio), azimuth=Measured(float((azimuth + 180) % 360), 2.0))


@pytest.mark.parametrize(
    "lat, lon, zone, clock",
    [
        (52.5, 13.4, "Europe/Berlin", "2024-06-20T09:00"), (35.95, 39.01, "Asia/Damascus", "2012-03-20T15:30"),
        (-20.0, -60.0, "Etc/GMT+4", "2024-01-05T16:00"),
    ],
)  # fmt: skip
def test_the_place_is_among_those_that_fit(
    zones: ZoneGrid, lat: float, lon: float, zone: str, clock: str
) -> None:
    begin = local(clock)
    ms, _ = clock_to_utc(begin, begin + 60_000, zone)
    found = local_places(cast(lat, lon, ms + 30_000), begin, begin + 60_000, zones)
    assert any(region.shape.covers(Point(lon, lat)) for region in found.regions)
    assert "local clocks" in found.why


@pytest.mark.parametrize("lon", [8.0, 18.0])
def test_both_readings_of_a_doubled_hour_are_tried(zones: ZoneGrid, lon: float) -> None:
    # at that hour of October the sun is up only near the south pole
    begin = local("2024-10-27T02:30")
    first, last = clock_to_utc(begin, begin + 1, "Europe/Berlin")
    for ms in (first, last - 1):
        one = cast(-85.0, lon, ms)
        value = likelihood(one, begin, zones)
        at = (int(np.argmin(np.abs(zones.lats + 85.0))), int(np.argmin(np.abs(zones.lons - lon))))
        assert float(value.misfit[at]) < 0.01
    assert ("Europe/Berlin",) == likelihood(one, begin, zones).twice
    assert () == likelihood(one, begin, zones).skipped


def test_a_skipped_hour_is_told(zones: ZoneGrid) -> None:
    begin = local("2024-03-31T02:30")
    found = local_places(shadow(ratio=Measured(1.0, 0.05)), begin, begin + 60_000, zones)
    assert any("Europe/Berlin skipped this time" in warning for warning in found.warnings)


def test_nodes_without_a_zone_never_fit(zones: ZoneGrid) -> None:
    value = likelihood(shadow(ratio=Measured(1.0, 0.5)), local("2024-12-20T12:00"), zones)
    assert np.isinf(value.misfit[0]).all()


def test_a_clock_known_only_to_the_day_is_refused(zones: ZoneGrid) -> None:
    with pytest.raises(BadValue, match="to the hour"):
        local_places(shadow(ratio=Measured(1.0, 0.5)), 0, 86_400_000, zones)
