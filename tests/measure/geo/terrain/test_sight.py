"""Lines of sight, viewsheds and skylines against shapes whose answer can be written down."""

import math

import numpy as np
import pytest
from tests.footage.terrain import fractal

from sightline.core.errors import BadValue
from sightline.measure.geo.horizons import skyline
from sightline.measure.geo.terrain.sight import line_of_sight
from sightline.measure.geo.terrain.surface import Surface, grid_around, height_at, surface_of
from sightline.measure.geo.terrain.viewshed import viewshed
from sightline.model.geodesic import MEAN_RADIUS_M


def shaped(reach: float, step: float, shape) -> Surface:
    grid = grid_around(35.0, 37.0, reach, step)
    line = -reach + np.arange(grid.cols) * step
    return surface_of(shape(line[None, :], line[:, None]), grid)


def test_the_sea_ends_where_the_sphere_says() -> None:
    # distance to the horizon sqrt(2 R h / (1 - k)), dip sqrt(2 h (1 - k) / R)
    surface = shaped(40_000, 100, lambda e, n: 0 * e + 0 * n)
    for k in (0.0, 0.13, 0.25):
        seen = skyline(
            surface, 35.0, 37.0, eye_m=50.0, azimuths=np.arange(0, 360, 15.0), refraction=k, reach_m=38_000
        )
        dip = math.degrees(math.sqrt(2 * 50 * (1 - k) / MEAN_RADIUS_M))
        assert np.allclose(-dip, seen.elevation, atol=1e-4)
        away = math.sqrt(2 * MEAN_RADIUS_M * 50 / (1 - k))
        # near the horizon the sea falls away so slowly that its place is soft
        assert np.allclose(away, seen.distance, rtol=0.05)
        assert seen.whole.all()


def test_a_cone_stands_as_high_as_its_angle_says() -> None:
    # a peak of 2,000 m, 20 km east: angle atan(h / d) less curvature
    surface = shaped(25_000, 50, lambda e, n: np.maximum(0, 2_000 - 0.5 * np.hypot(e - 20_000, n)))
    seen = skyline(surface, 35.0, 37.0, eye_m=0.0, azimuths=np.array([90.0]), refraction=0.13)
    fall = 0.87 * 20_000**2 / (2 * MEAN_RADIUS_M)
    assert math.degrees(math.atan((2_000 - fall) / 20_000)) == pytest.approx(
        float(seen.elevation[0]), abs=0.003
    )
    assert 20_000 == pytest.approx(float(seen.distance[0]), abs=60)


def test_a_wedge_hides_what_lies_behind_it() -> None:
    # a ridge 100 m high, 5 km north; flat on both sides
    surface = shaped(15_000, 25, lambda e, n: np.maximum(0, 100 - np.abs(n - 5_000) * 0.5) + 0 * e)
    lat, lon = (float(x) for x in surface.frame.to_degrees(0.0, 10_000.0))
    found = line_of_sight(surface, 35.0, 37.0, lat, lon, eye_m=2.0, refraction=0.0)
    assert found.visible is False
    middle = 1.0 - 5_000 * 5_000 / (
        2 * MEAN_RADIUS_M
    )  # the line at the ridge: half way from 2 m to 0 m, bent
    assert middle - 100 == pytest.approx(found.clearance_m, abs=0.9)  # samples every 3 m
    assert 5_000 == pytest.approx(found.at_m, abs=30)
    assert "stands" in found.why
    high = line_of_sight(surface, 35.0, 37.0, lat, lon, eye_m=2.0, target_m=205.0, refraction=0.0)
    assert high.visible is True
    assert 0 == pytest.approx(high.bearing, abs=0.01)


def test_the_same_line_is_seen_from_both_ends() -> None:
    surface = surface_of(fractal(301, 301, 30, seed=2), grid_around(35.0, 37.0, 4_500, 30))
    rng = np.random.default_rng(7)
    for _ in range(40):
        east, north = rng.uniform(-4_000, 4_000, 2), rng.uniform(-4_000, 4_000, 2)
        lat, lon = surface.frame.to_degrees(east, north)
        there = line_of_sight(surface, *_two(lat, lon, 0), *_two(lat, lon, 1), eye_m=2.0, target_m=2.0)
        back = line_of_sight(surface, *_two(lat, lon, 1), *_two(lat, lon, 0), eye_m=2.0, target_m=2.0)
        assert there.visible is back.visible
        assert there.clearance_m == pytest.approx(back.clearance_m, abs=0.02)


def _two(lat: np.ndarray, lon: np.ndarray, at: int) -> tuple[float, float]:
    return float(lat[at]), float(lon[at])


def test_the_viewshed_agrees_with_lines_of_sight() -> None:
    surface = surface_of(fractal(241, 241, 30, seed=4), grid_around(35.0, 37.0, 3_600, 30))
    seen = viewshed(surface, 35.0, 37.0, eye_m=2.0, reach_m=3_400)
    assert 1 == seen[120, 120]
    rng = np.random.default_rng(1)
    agreed = asked = 0
    for row, col in rng.integers(12, 229, (300, 2)):
        if seen[row, col] < 0:
            continue
        lat, lon = surface.frame.to_degrees(-3_600.0 + col * 30, -3_600.0 + row * 30)
        line = line_of_sight(surface, 35.0, 37.0, float(lat), float(lon), eye_m=2.0)
        if abs(line.clearance_m) < 0.5:  # grazing: which samples are taken decides
            continue
        asked += 1
        agreed += int(line.visible is bool(seen[row, col] == 1))
    assert asked > 150
    assert agreed / asked > 0.985


def test_ground_behind_a_void_is_neither_seen_nor_hidden() -> None:
    heights = np.zeros((201, 201), np.float32)
    heights[:, 130:135] = np.nan
    surface = surface_of(heights, grid_around(35.0, 37.0, 3_000, 30))
    seen = viewshed(surface, 35.0, 37.0, eye_m=20.0, reach_m=2_900)
    assert 1 == seen[100, 120]
    assert -1 == seen[100, 160]
    lat, lon = (float(x) for x in surface.frame.to_degrees(2_000.0, 0.0))
    assert line_of_sight(surface, 35.0, 37.0, lat, lon, eye_m=20.0).visible is None
    east = skyline(surface, 35.0, 37.0, azimuths=np.array([90.0, 270.0]), reach_m=2_500)
    assert [False, True] == east.whole.tolist()


def test_a_skyline_agrees_with_every_sample_of_its_ray() -> None:
    surface = surface_of(fractal(701, 701, 30, seed=3), grid_around(35.0, 37.0, 10_500, 30))
    seen = skyline(surface, 35.01, 37.02, azimuths=np.arange(0, 360, 7.0), reach_m=9_000)
    east, north = (float(x) for x in surface.frame.to_metres(35.01, 37.02))
    away = np.arange(30, 8_000, 3.0)
    for azimuth, elevation in zip(seen.azimuth, seen.elevation, strict=True):
        turn = math.radians(azimuth - 0.0126)  # 2 km east of the middle
        ground = height_at(surface, east + away * math.sin(turn), north + away * math.cos(turn))
        slope = (ground - seen.ground_m - 1.7) / away - 0.87 * away / (2 * MEAN_RADIUS_M)
        assert math.degrees(math.atan(np.nanmax(slope))) <= elevation + 0.05


def test_what_cannot_be_is_refused() -> None:
    surface = surface_of(np.zeros((11, 11)), grid_around(35.0, 37.0, 500, 100))
    with pytest.raises(BadValue, match=r"do not know the ground"):
        skyline(surface, 36.0, 37.0)
    with pytest.raises(BadValue):
        skyline(surface, 35.0, 37.0, eye_m=-1.0)
    with pytest.raises(BadValue):
        skyline(surface, 35.0, 37.0, refraction=1.0)
    with pytest.raises(BadValue):
        line_of_sight(surface, 35.0, 37.0, 35.0, 37.0)
    with pytest.raises(BadValue):
        viewshed(surface, 35.0, 37.0, reach_m=0.0)
