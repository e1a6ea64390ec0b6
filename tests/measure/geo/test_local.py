"""A frame of true metres: at home, far out, over the date line and at the poles."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from pyproj import Geod

from sightline.core.errors import BadValue
from sightline.measure.geo.local import LocalFrame

GEOD = Geod(ellps="WGS84")
LATS = some.floats(-90, 90)
LONS = some.floats(-180, 180)


@given(LATS, LONS, some.floats(0, 360), some.floats(0, 1_000_000))
@example(0.0, 0.0, 0.0, 0.00059)  # the ready-made projection puts what lies within 0.64 mm of the point on it
@example(-89.99999999, 20.0, 90.0, 0.0001)  # and this near a pole, by 1.1 mm
def test_distance_and_direction_from_the_point_are_those_of_the_earth(lat, lon, azimuth, metres) -> None:
    frame = LocalFrame(lat, lon)
    there_lon, there_lat, _ = GEOD.fwd(lon, lat, azimuth, metres)
    east, north = frame.to_metres(there_lat, there_lon)
    assert metres == pytest.approx(math.hypot(east, north), abs=1e-4)
    if abs(lat) < 89.999 and metres > 1:
        off = math.remainder(math.atan2(east, north) - math.radians(azimuth), 2 * math.pi)
        assert abs(off) * metres < 0.01


@given(LATS, LONS, some.floats(-100_000, 100_000), some.floats(-100_000, 100_000))
def test_there_and_back(lat, lon, east, north) -> None:
    frame = LocalFrame(lat, lon)
    x, y = frame.to_metres(*frame.to_degrees(east, north))
    assert 1e-5 > math.hypot(x - east, y - north)


def test_between_other_points_the_error_is_what_the_docstring_says() -> None:
    frame = LocalFrame(36.0, 38.0)
    for out, most in ((10_000.0, 5e-7), (20_000.0, 2e-6), (100_000.0, 4.2e-5)):
        lats, lons = frame.to_degrees([out, out], [0.0, out / 10])
        truth = GEOD.inv(lons[0], lats[0], lons[1], lats[1])[2]
        assert 0 <= (out / 10 - truth) / truth < most


def test_over_the_date_line_a_kilometre_is_a_kilometre() -> None:
    # Plain differences of longitude put the neighbour 40,000 km away.
    east, north = LocalFrame(-17.0, 179.999).to_metres(-17.0, -179.999)
    assert 212.9 == pytest.approx(float(east), abs=0.1)
    assert 0.0 == pytest.approx(float(north), abs=0.01)
    lat, lon = LocalFrame(0.0, 180.0).to_degrees([1000.0, -1000.0], [0.0, 0.0])
    assert lon[0] < -179.99
    assert lon[1] > 179.99
    assert 0.0 == pytest.approx(float(np.abs(lat).max()), abs=1e-9)


@pytest.mark.parametrize("pole", [90.0, -90.0])
def test_at_a_pole(pole) -> None:
    frame = LocalFrame(pole, 0.0)
    lat, lon = frame.to_degrees([500.0, 0.0, -500.0], [0.0, 500.0, 0.0])
    assert 0.0 < 90 - np.abs(lat).min() < 0.005
    assert 3 == len(set(np.round(lon).tolist()))
    east, north = frame.to_metres(lat, lon)
    assert [500.0, 0.0, -500.0] == pytest.approx(east.tolist(), abs=1e-4)
    assert [0.0, 500.0, 0.0] == pytest.approx(north.tolist(), abs=1e-4)


def test_arrays_of_any_shape_and_gaps_in_them() -> None:
    frame = LocalFrame(36.0, 38.0)
    east, north = frame.to_metres(np.full((2, 3), 36.01), 38.0)
    assert (2, 3) == east.shape == north.shape
    assert 1109.6 == pytest.approx(float(north[0, 0]), abs=0.1)
    east, north = frame.to_metres([36.0, float("nan")], [38.0, 38.0])
    assert [False, True] == np.isnan(east).tolist()


@pytest.mark.parametrize(
    "lat, lon", [(90.1, 0.0), (-91, 0), (0, 180.1), (float("nan"), 0.0), (0.0, float("inf"))]
)
def test_no_point_of_the_earth(lat, lon) -> None:
    with pytest.raises(BadValue):
        LocalFrame(lat, lon)


def test_a_point_beyond_is_refused() -> None:
    with pytest.raises(BadValue, match="latitude"):
        LocalFrame(0.0, 0.0).to_metres(91.0, 0.0)
    with pytest.raises(BadValue, match="other side"):
        LocalFrame(0.0, 0.0).to_degrees(2.0e7, 0.0)
