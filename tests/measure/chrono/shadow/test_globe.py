"""The quick globe says the same as the slow one."""

import numpy as np
import pytest

from sightline.measure.chrono.shadow.globe import relative_lengths, relative_lengths_local
from sightline.measure.chrono.shadow.local_time import ZoneGrid
from sightline.measure.chrono.sun import position, refracted
from sightline.model.zones import clock_to_utc

LATS, LONS = np.arange(-90.0, 90.1, 2.5), np.arange(-180.0, 180.0, 2.5)


def elevations(lengths: np.ndarray, ratio: float) -> np.ndarray:
    return np.degrees(np.arctan2(1.0, (lengths.astype(float) + 1.0) * ratio))


@pytest.mark.parametrize("when", ["2024-02-29T12:00", "1955-06-21T03:15", "2099-12-21T23:59"])
def test_by_utc(when: str) -> None:
    ms = int(np.datetime64(when, "ms").astype(int))
    found = relative_lengths(1.2, LATS, LONS, ms)
    geometric = position(LATS[:, None], LONS[None, :], ms)[1]
    up = geometric > 0.1
    assert np.isnan(found[geometric < -0.1]).all()
    assert np.abs(elevations(found, 1.2) - refracted(geometric))[up].max() < 0.02


def test_by_local_clocks() -> None:
    names = ("Asia/Damascus", "America/New_York", "Pacific/Apia")
    number = np.random.default_rng(1).integers(-1, 3, (len(LATS), len(LONS)))
    clock = int(np.datetime64("2024-06-20T11:00", "ms").astype(int))
    found = relative_lengths_local(1.2, ZoneGrid(LATS, LONS, number, names), clock)
    assert np.isnan(found[number < 0]).all()
    for at, name in enumerate(names):
        ms, _ = clock_to_utc(clock, clock + 1, name)
        geometric = position(LATS[:, None], LONS[None, :], ms)[1]
        own = (number == at) & (geometric > 0.1)
        assert np.abs(elevations(found, 1.2) - refracted(geometric))[own].max() < 0.02
