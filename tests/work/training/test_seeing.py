"""What the camera sees lies where geometry puts it: this is what makes the answers known."""

import math

import numpy as np
import pytest

from sightline.work.training.pictures import still
from sightline.work.training.seeing import GROUND, SKY, THING, Camera, look_down, see, sinks
from sightline.work.training.terrain import height_of, off_axis, river_at, terrain
from sightline.work.training.valley import POLE, POLE_M, frame, valley
from sightline.work.training.views import TAKEN, photo_1, pixels, place_of, sun_of, true_skyline


@pytest.fixture(scope="module")
def small() -> Camera:
    """Photo 1 in a quarter of its pixels."""
    c = photo_1()
    return Camera(c.east, c.north, c.up, c.heading, c.pitch, c.focal_px / 4, c.width // 4, c.height // 4)


def test_one_height_is_that_of_the_whole_ground() -> None:
    for u, v in ((0.0, 500.0), (330.0, -1_120.0), (-2_000.0, 3_300.0)):
        assert height_of(*off_axis(u, v)) == pytest.approx(terrain().one(*off_axis(u, v)), abs=1e-6)


def test_the_river_is_the_lowest_of_the_valley_floor() -> None:
    for u in (-1_500.0, 0.0, 1_500.0):
        v = float(river_at(np.array(u)))
        assert height_of(*off_axis(u, v)) < height_of(*off_axis(u, v + 150)) - 2


def test_a_pixel_that_sees_ground_sees_it_where_it_is(small: Camera) -> None:
    seen = see(small, terrain(), ())
    on_ground = seen.kind == GROUND
    point = seen.point[on_ground]
    far = np.hypot(point[:, 0] - small.east, point[:, 1] - small.north)
    lowered = np.array([sinks(float(d)) for d in far])
    off = point[:, 2] - (terrain().at(point[:, 0], point[:, 1]) - lowered)
    # the ground is sampled every 1.1 % of the way: a crest may be cut by some metres, the rest not
    assert np.percentile(np.abs(off), 90) < 1.5
    assert np.median(np.abs(off)) < 0.4


def test_landmarks_are_seen_at_their_pixels(small: Camera) -> None:
    fine = small.finer(4)
    seen = see(fine, terrain(), valley().things)
    for name in ("minaret", "water tower", "west silo", "radio mast", "clock tower", "chapel"):
        column, row = pixels(fine)[name]
        below = seen.kind[int(row) + 2, int(column)]
        above = seen.kind[int(row) - 3, int(column)]
        assert (below, above) == (THING, GROUND), name


def test_the_skyline_is_that_of_the_ground(small: Camera) -> None:
    fine = small.finer(4)
    rows = still(small.finer(2), sun_of(TAKEN)).skyline
    right, down, ahead = fine.axes()
    for column in range(20, len(rows), 60):
        x, y = (column + 0.5 - len(rows) / 2), rows[column] - small.height
        way = ahead + x / small.finer(2).focal_px * right + y / small.finer(2).focal_px * down
        azimuth = math.degrees(math.atan2(way[0], way[1])) % 360
        angle = math.degrees(math.atan2(way[2], math.hypot(way[0], way[1])))
        (truth,) = true_skyline(fine, (azimuth,))
        assert angle == pytest.approx(truth, abs=0.12), column


def test_a_place_goes_to_degrees_and_back() -> None:
    camera = photo_1()
    east, north = frame().to_metres(*place_of(camera))
    assert (float(east), float(north)) == pytest.approx((camera.east, camera.north), abs=0.01)


def test_the_sky_is_above_and_the_ground_below(small: Camera) -> None:
    seen = see(small, terrain(), ())
    assert (seen.kind[0] == SKY).all()
    assert (seen.kind[-1] == GROUND).all()


def test_the_shadow_of_the_pole_is_as_long_as_the_sun_says_and_falls_away_from_it() -> None:
    from sightline.work.training.light import shaded

    sun = sun_of(TAKEN)
    seen = look_down(off_axis(*POLE), 0.06, (900, 900), terrain(), valley().things)
    foot = np.array(off_axis(*POLE))
    point = seen.point.reshape(-1, 3)
    dark = shaded(point, seen.facing.reshape(-1, 3), seen.which.reshape(-1), valley().things, sun)
    way = -sun.way[:2] / np.linalg.norm(sun.way[:2])
    away = point[:, :2] - foot
    ahead, aside = away @ way, away @ np.array([-way[1], way[0]])
    lane = dark & (np.abs(aside) < 0.4) & (ahead > 0.3) & (ahead < 20)
    assert POLE_M / math.tan(math.radians(sun.elevation)) == pytest.approx(ahead[lane].max(), abs=0.15)
    # nothing else lies dark on that lane, and nothing on the sunny side
    assert np.ptp(aside[lane]) < 0.6
    assert not (dark & (np.abs(aside) < 0.4) & (ahead < -0.4) & (ahead > -10)).any()
