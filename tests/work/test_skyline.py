"""Skylines and lines of sight over a folder of tiles: one ground for both."""

import math
from pathlib import Path

import numpy as np
import pytest
from tests.footage.terrain import fractal, local_crs, write_geotiff

from sightline.measure.geo.terrain.surface import height_at
from sightline.work.skyline import see_from, sight
from sightline.work.terrain.tiles import gather_around, gather_between

LAT, LON = 35.0, 37.0
EYE = (35.0123, 36.9871)
REACH = 6_000.0


@pytest.fixture(scope="module")
def tiles(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tiles")
    step, side = 30.0, 700
    heights = fractal(side, side, step, seed=21, relief_m=1_500, widest_m=3_000, roughness=2.1)
    half = side * step / 2
    crs = local_crs(LAT, LON)
    write_geotiff(folder / "made.tif", heights, west=-half, south=-half, step=step, crs=crs, nodata=None)
    return folder


@pytest.mark.parametrize("there", [(35.04, 37.01), (34.99, 36.95), (35.0123, 37.03), (34.97, 36.9871)])
def test_the_skyline_and_the_line_of_sight_stand_on_the_same_ground(tiles: Path, there) -> None:
    # laid about the middle of the line, the ground under the eye came out metres lower than in the skyline from there
    seen = see_from(tiles, *EYE, reach_m=REACH)
    found = sight(tiles, *EYE, *there)
    assert seen.skyline.ground_m == pytest.approx(float(found.sight.ground[0]), abs=0.01)
    around = gather_around(tiles, *EYE, REACH).surface
    between = gather_between(tiles, *EYE, *there).surface
    part = np.linspace(0, 1, 200)
    east, north = (part * float(one) for one in around.frame.to_metres(*there))
    assert np.allclose(height_at(around, east, north), height_at(between, east, north), atol=0.01)


def test_what_makes_the_skyline_is_seen_and_what_lies_behind_it_is_not(tiles: Path) -> None:
    seen = see_from(tiles, *EYE, reach_m=REACH).skyline
    frame = gather_around(tiles, *EYE, 500.0).surface.frame
    agreed = 0
    for at in range(0, 3_600, 300):
        turn = math.radians(float(seen.azimuth[at]))
        for beyond, visible in ((0.0, True), (400.0, False)):
            far = float(seen.distance[at]) + beyond
            lat, lon = (float(one) for one in frame.to_degrees(far * math.sin(turn), far * math.cos(turn)))
            agreed += sight(tiles, *EYE, lat, lon, target_m=1.0 if visible else 0.0).sight.visible is visible
    assert agreed >= 23
