"""Bearings, distances and sounds of several cameras crossed; what is parallel, runs apart or lies is said."""

import math

import numpy as np
import pytest
from attrs import evolve
from tests.fixtures.cameras import GEOD

from sightline.core.errors import BadValue, OverLimit, UnknownName, WrongUse
from sightline.measure.geo.camera.crossing_records import Camera, Heard
from sightline.measure.geo.crossings import cross
from sightline.measure.geo.local import LocalFrame

THING = (1000.0, 2000.0)
PLACES = ((0.0, 0.0), (3000.0, 100.0), (-500.0, 3000.0), (2000.0, -500.0))


def cameras(places=PLACES, thing=THING, *, lat=36.0, lon=38.0, error=1.0, noise=0.0, seed=0, **more):
    random = np.random.default_rng(seed)
    frame = LocalFrame(lat, lon)
    to_lat, to_lon = (float(v) for v in frame.to_degrees(*thing))
    told = []
    for i, place in enumerate(places):
        here_lat, here_lon = (float(v) for v in frame.to_degrees(*place))
        azimuth = GEOD.inv(here_lon, here_lat, to_lon, to_lat)[0] + random.normal(0, 1) * noise
        told.append(
            Camera(f"C{i}", here_lat, here_lon, bearing_deg=azimuth % 360, bearing_error_deg=error, **more)
        )
    return told


def off_by(place, thing=THING, lat=36.0, lon=38.0):
    to_lat, to_lon = (float(v) for v in LocalFrame(lat, lon).to_degrees(*thing))
    return GEOD.inv(to_lon, to_lat, place.lon, place.lat)[2]


@pytest.mark.parametrize("lat, lon", [(36.0, 38.0), (-17.0, 180.0), (78.0, 15.0), (0.0, 0.0)])
def test_exact_bearings_meet_exactly(lat, lon) -> None:
    found = cross(cameras(lat=lat, lon=lon))
    assert "found" == found.status
    assert off_by(found.places[0], lat=lat, lon=lon) < 0.05


def test_north_differs_between_far_cameras() -> None:
    # At 70 north and 200 km to the side true north turns by 9.9 degrees against a flat map: 30 km at this distance.
    found = cross(cameras(((0, 0), (200_000, 100), (-200_000, 300)), (0.0, 300_000.0), lat=70.0, error=0.1))
    assert off_by(found.places[0], (0.0, 300_000.0), lat=70.0) < 20


def test_the_error_that_is_told_is_true() -> None:
    held = 0
    for seed in range(400):
        place = cross(cameras(error=0.5, noise=0.5, seed=seed)).places[0]
        x, y = LocalFrame(36, 38).to_metres(place.lat, place.lon)
        off = np.array([float(x) - THING[0], float(y) - THING[1]])
        held += off @ np.linalg.inv(np.array(place.covariance_m2)) @ off < 5.991
    assert 0.92 * 400 <= held <= 0.98 * 400


def test_the_line_that_lies_is_named() -> None:
    lying = cameras(error=0.5, noise=0.3)
    lying[1] = evolve(lying[1], bearing_deg=lying[1].bearing_deg + 20)
    found = cross(lying)
    assert ["bearing from C1"] == [one.name for one in found.outliers]
    assert off_by(found.places[0]) < 60


def test_three_that_disagree_cannot_name_the_liar() -> None:
    lying = cameras(PLACES[:3], error=0.2)
    lying[1] = evolve(lying[1], bearing_deg=lying[1].bearing_deg + 15)
    found = cross(lying)
    assert ("contradicted", ()) == (found.status, found.outliers)


def test_parallel_bearings_are_said_to_be() -> None:
    found = cross(cameras(((0, 0), (100, 0), (50, 10)), (0, 50_000.0), error=0.5))
    assert ("undetermined", ()) == (found.status, found.places)
    assert "parallel" in found.why


def test_bearings_that_run_apart_do_not_meet_behind() -> None:
    # A line has two ends; a bearing has one.
    apart = cameras(((0, 0), (1000, 0)))
    found = cross([evolve(apart[0], bearing_deg=300.0), evolve(apart[1], bearing_deg=60.0)])
    assert "undetermined" == found.status
    assert "ahead" in found.why


def test_magnetic_bearings_want_a_declination_and_share_its_error() -> None:
    magnetic = [
        evolve(one, bearing_deg=one.bearing_deg - 5.2, north="magnetic") for one in cameras(error=0.2)
    ]
    with pytest.raises(WrongUse, match="declination"):
        cross(magnetic)
    sure = cross(magnetic, declination_deg=5.2, declination_error_deg=0.0)
    unsure = cross(magnetic, declination_deg=5.2, declination_error_deg=2.0)
    assert off_by(sure.places[0]) < 0.05
    assert unsure.places[0].ellipse.semi_major_m > 2 * sure.places[0].ellipse.semi_major_m
    mixed = cross([magnetic[0], *cameras(error=0.2)[1:]], declination_deg=5.2)
    assert any("mixed" in doubt for doubt in mixed.doubts)


def test_two_distances_meet_twice() -> None:
    far = [math.dist(place, THING) for place in PLACES[:2]]
    told = [
        evolve(one, bearing_deg=None, distance_m=away, distance_error_m=5.0)
        for one, away in zip(cameras(PLACES[:2]), far, strict=True)
    ]
    found = cross(told)
    assert ("ambiguous", 2) == (found.status, len(found.places))
    assert min(off_by(one) for one in found.places) < 0.01


def test_one_sound_at_four_places() -> None:
    away = {f"C{i}": math.dist(place, THING) for i, place in enumerate(PLACES)}
    deaf = [evolve(one, bearing_deg=None) for one in cameras()]
    found = cross(
        deaf, heard=[Heard(name, "C0", away[name] - away["C0"], 4.0) for name in ("C1", "C2", "C3")]
    )
    assert any(off_by(one) < 0.1 for one in found.places)


def test_one_line_is_no_place() -> None:
    assert "undetermined" == cross(cameras(PLACES[:1])).status


def test_questions_that_cannot_be_meant() -> None:
    good = cameras()
    with pytest.raises(BadValue):
        cross([evolve(good[0], north="grid"), good[1]])
    with pytest.raises(BadValue):
        cross([evolve(good[0], bearing_deg=float("nan")), good[1]])
    with pytest.raises(BadValue):
        cross([evolve(good[0], distance_m=-5.0, distance_error_m=1.0), good[1]])
    with pytest.raises(BadValue, match="this name"):
        cross([good[0], good[0]])
    with pytest.raises(UnknownName):
        cross(good, heard=[Heard("nobody", "C0", 10.0, 1.0)])
    with pytest.raises(WrongUse):
        cross([evolve(one, bearing_deg=None) for one in good])
    with pytest.raises(OverLimit):
        cross([evolve(good[0], name=str(i)) for i in range(201)])
