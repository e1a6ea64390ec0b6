"""The ground of the training valley: a river between two ridges, drawn from seeded noise, in true metres.

The frame is metres east and north of the valley's origin. The valley runs from west-south-west to east-north-east; the
river meanders along its floor; a road follows it at a distance; peaks of known place and height stand on both sides.
"""

import math
from functools import cache

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.work.training.noise import ridged, rolling

Array = npt.NDArray[np.float64]

AXIS = math.radians(78.0)
"""Direction in which the valley and its river run [radians clockwise from north]."""
HALF = 13_000.0
"""The ground reaches so far from the origin to every side [m]."""
STEP = 25.0
FLOOR = 240.0
RIVER_HALF = 17.0
ROAD_HALF = 5.0
PEAKS = (
    # east, north, height above its surroundings, width [m]
    (-2_500.0, 4_600.0, 300.0, 800.0),
    (-900.0, 6_300.0, 430.0, 900.0),
    (600.0, 5_000.0, 330.0, 620.0),
    (2_900.0, 4_100.0, 230.0, 560.0),
    (5_600.0, 5_400.0, 420.0, 1_000.0),
    (-5_400.0, 4_900.0, 460.0, 1_100.0),
    (1_200.0, -4_200.0, 380.0, 900.0),
    (-3_600.0, -4_700.0, 420.0, 1_000.0),
    (9_300.0, 2_600.0, 540.0, 1_400.0),
)
KNOLL = (330.0, -1_120.0, 68.0, 190.0)
"""A hillock south of the river, from which the valley is photographed: along, across, height, width [m]."""


@frozen(slots=True, eq=False)
class Terrain:
    """Heights [m] on a square grid; row 0 in the south, column 0 in the west."""

    heights: Array
    slope_east: Array
    slope_north: Array

    def at(self, east: Array, north: Array) -> Array:
        """Give the height under points [m]; beyond the edge, that of the edge."""
        return sample(self.heights, east, north)

    def one(self, east: float, north: float) -> float:
        """Give the height under one point [m]."""
        return float(self.at(np.array([east]), np.array([north]))[0])

    def normals(self, east: Array, north: Array) -> Array:
        """Give the direction the ground faces at points, as (..., 3)."""
        a, b = sample(self.slope_east, east, north), sample(self.slope_north, east, north)
        up = np.stack([-a, -b, np.ones_like(a)], axis=-1)
        return np.asarray(up / np.linalg.norm(up, axis=-1, keepdims=True))


def height_of(east: float, north: float) -> float:
    """Give the height under one point [m] as the grid has it, without drawing the whole ground."""
    x, y = (east + HALF) / STEP, (north + HALF) / STEP
    i, j = math.floor(x), math.floor(y)
    corners = ground(
        np.array([i, i + 1, i, i + 1]) * STEP - HALF, np.array([j, j, j + 1, j + 1]) * STEP - HALF
    )
    u, v = x - i, y - j
    low, high = corners[0] * (1 - u) + corners[1] * u, corners[2] * (1 - u) + corners[3] * u
    return float(low * (1 - v) + high * v)


@cache
def terrain() -> Terrain:
    """Draw the ground, once a process."""
    line = np.arange(-HALF, HALF + 1.0, STEP)
    east, north = np.meshgrid(line, line)
    heights = ground(east, north)
    by_north, by_east = np.gradient(heights, STEP)
    return Terrain(heights, np.asarray(by_east), np.asarray(by_north))


def along(east: Array, north: Array) -> tuple[Array, Array]:
    """Turn east and north into metres along the valley's axis, and across it to the left (north-west)."""
    u = east * math.sin(AXIS) + north * math.cos(AXIS)
    v = -east * math.cos(AXIS) + north * math.sin(AXIS)
    return u, v


def off_axis(u: float, v: float) -> tuple[float, float]:
    """Turn metres along and across the axis back into east and north."""
    return u * math.sin(AXIS) - v * math.cos(AXIS), u * math.cos(AXIS) + v * math.sin(AXIS)


def river_at(u: Array) -> Array:
    """Give where across the axis the middle of the river lies [m]."""
    return np.asarray(190.0 * np.sin(u / 900.0) + 110.0 * np.sin(u / 410.0 + 1.0) - 260.0)


def road_at(u: Array) -> Array:
    """Give where across the axis the middle of the road lies [m]."""
    return np.asarray(130.0 + 150.0 * np.sin(u / 2_100.0 + 0.4))


def to_river(east: Array, north: Array) -> Array:
    """Give the distance to the middle of the river [m], right to some per cent near it."""
    u, v = along(east, north)
    bend = 190.0 / 900.0 * np.cos(u / 900.0) + 110.0 / 410.0 * np.cos(u / 410.0 + 1.0)
    return np.asarray(np.abs(v - river_at(u)) / np.sqrt(1.0 + bend * bend))


def to_road(east: Array, north: Array) -> Array:
    """Give the distance to the middle of the valley road [m]."""
    u, v = along(east, north)
    bend = 150.0 / 2_100.0 * np.cos(u / 2_100.0 + 0.4)
    return np.asarray(np.abs(v - road_at(u)) / np.sqrt(1.0 + bend * bend))


def ground(east: Array, north: Array) -> Array:
    """Give the height of the ground at points [m above the sea]."""
    u, v = along(east, north)
    aside = np.abs(v - 120.0) + 160.0 * rolling(u / 1_500.0, v / 1_500.0, 11, octaves=2)
    flank = _smooth((aside - 950.0) / 3_600.0)
    hills = 230.0 * flank + 760.0 * flank * ridged(east / 2_300.0, north / 2_300.0, 21, octaves=6)
    far = 330.0 * _smooth((aside - 5_500.0) / 4_500.0)
    soft = (9.0 + 22.0 * flank) * rolling(east / 420.0, north / 420.0, 31, octaves=3)
    heights = FLOOR + 0.004 * u + hills + far + soft * _smooth((aside - 200.0) / 900.0)
    for x, y, height, width in PEAKS:
        r = np.hypot(east - x, north - y) / width
        heights = heights + height * np.exp(-np.power(r, 1.35))
    knoll = KNOLL[2] * np.exp(-(np.square(u - KNOLL[0]) + np.square(v - KNOLL[1])) / KNOLL[3] ** 2)
    bed = 5.0 * np.exp(-np.square(to_river(east, north) / 30.0))
    return np.asarray(heights + knoll - bed)


def sample(grid: Array, east: Array, north: Array) -> Array:
    """Read a grid of the terrain's frame between its points; beyond the edge, the edge.

    Bilinear, in one pass over flat indices: this is the inner loop of every picture.
    """
    side = grid.shape[0]
    x = np.clip((east + HALF) / STEP, 0.0, side - 1.001)
    y = np.clip((north + HALF) / STEP, 0.0, side - 1.001)
    i, j = x.astype(np.int64), y.astype(np.int64)
    u, v = x - i, y - j
    flat, at = grid.ravel(), j * side + i
    low = flat[at] * (1 - u) + flat[at + 1] * u
    high = flat[at + side] * (1 - u) + flat[at + side + 1] * u
    return np.asarray(low * (1 - v) + high * v)


def _smooth(t: Array) -> Array:
    t = np.clip(t, 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)
