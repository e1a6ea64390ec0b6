"""Light in the valley: the sun of a stated moment, what it shades, the colours of the ground, haze and sky."""

import math

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.work.training.noise import rolling
from sightline.work.training.seeing import GROUND, SKY, THING, Seen
from sightline.work.training.terrain import (
    HALF,
    RIVER_HALF,
    ROAD_HALF,
    STEP,
    Terrain,
    along,
    sample,
    to_river,
    to_road,
)
from sightline.work.training.things import Round, Thing, meet
from sightline.work.training.valley import BLAST, POLE, SIDE_ROAD, SIDE_ROAD_ENDS

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_GRASS, _DRY, _ROCK = (0.45, 0.52, 0.27), (0.66, 0.60, 0.38), (0.56, 0.52, 0.47)
_STONE = (0.80, 0.77, 0.71)
_DUST, _ASPHALT, _WATER, _PAVING = (
    (0.70, 0.63, 0.50),
    (0.42, 0.42, 0.43),
    (0.30, 0.45, 0.52),
    (0.74, 0.70, 0.63),
)
_HAZE, _ZENITH, _GLOW = (0.79, 0.84, 0.88), (0.33, 0.53, 0.78), (1.0, 0.93, 0.78)
_SHADE_STEPS = 90


@frozen(slots=True, eq=False)
class Sun:
    """The direction to the sun, and the ground it does not reach: 1 lit, 0 in the shade of a mountain."""

    azimuth: float
    elevation: float
    way: Array
    lit: Array


def sun_over(land: Terrain, azimuth: float, elevation: float) -> Sun:
    """Let the sun stand at an azimuth and elevation [degrees], and see which slopes shade others."""
    a, e = math.radians(azimuth), math.radians(elevation)
    way = np.array([math.sin(a) * math.cos(e), math.cos(a) * math.cos(e), math.sin(e)])
    coarse = 3
    line = np.arange(-HALF, HALF + 1.0, STEP)
    east, north = np.meshgrid(line[::coarse], line[::coarse])
    high = land.heights[::coarse, ::coarse]
    blocked = np.zeros_like(high)
    for d in 80.0 * 1.04 ** np.arange(_SHADE_STEPS):
        over = land.at(east + math.sin(a) * d, north + math.cos(a) * d) - (high + d * math.tan(e))
        blocked = np.maximum(blocked, np.clip(over / (0.012 * d + 4.0), 0.0, 1.0))
    full = np.kron(1.0 - blocked, np.ones((coarse, coarse)))[: len(line), : len(line)]
    return Sun(azimuth, elevation, way, np.asarray(full, np.float64))


def shade(seen: Seen, land: Terrain, things: tuple[Thing, ...], sun: Sun) -> Array:
    """Colour what a camera saw: (h, w, 3) in 0 to 1."""
    colour = _sky(seen, sun)
    solid = seen.kind != SKY
    point, facing = seen.point[solid], seen.facing[solid]
    own = np.empty((len(point), 3))
    on_ground = seen.kind[solid] == GROUND
    own[on_ground] = _ground(land, point[on_ground], facing[on_ground])
    palette = np.array([thing.colour for thing in things]).reshape(-1, 3)
    own[~on_ground] = palette[seen.which[solid][~on_ground]]
    lit = sample(sun.lit, point[:, 0], point[:, 1]) * ~shaded(point, facing, seen.which[solid], things, sun)
    direct = np.clip(facing @ sun.way, 0.0, 1.0) * lit
    ambient = 0.36 + 0.12 * np.clip(facing[:, 2], 0.0, 1.0)
    light = ambient[:, None] * np.array([0.88, 0.96, 1.12]) + direct[:, None] * np.array([1.02, 0.94, 0.80])
    haze = 1.0 - np.exp(-np.maximum(seen.distance[solid] - 400.0, 0.0) / 15_000.0)
    colour[solid] = own * light * (1.0 - haze[:, None]) + np.array(_HAZE) * haze[:, None]
    return np.clip(colour, 0.0, 1.0)


def shaded(
    point: Array, facing: Array, which: npt.NDArray[np.int64], things: tuple[Thing, ...], sun: Sun
) -> Flags:
    """Say which points lie in the shadow of a body."""
    dark = np.zeros(len(point), bool)
    order = np.argsort(point[:, 0])
    sorted_east = point[order, 0]
    start = point + 0.03 * facing
    per_metre = 1.0 / math.tan(math.radians(sun.elevation))
    back = -sun.way[:2] / np.linalg.norm(sun.way[:2]) * per_metre
    for number, thing in enumerate(things):
        throw = back * (thing.height + 12.0)
        lows = np.minimum(0.0, throw) - thing.reach
        highs = np.maximum(0.0, throw) + thing.reach
        first, last = np.searchsorted(sorted_east, (thing.east + lows[0], thing.east + highs[0]))
        rows = order[first:last]
        north = point[rows, 1] - thing.north
        rows = rows[(north >= lows[1]) & (north <= highs[1]) & ~dark[rows]]
        if isinstance(thing, Round):  # a round body facing away from the sun is dark already
            rows = rows[which[rows] != number]
        if len(rows) == 0:
            continue
        hit, _ = meet(thing, start[rows], np.broadcast_to(sun.way, (len(rows), 3)))
        dark[rows[np.isfinite(hit)]] = True
    return dark


def _sky(seen: Seen, sun: Sun) -> Array:
    way = np.zeros((*seen.kind.shape, 3))
    free = max(int(np.count_nonzero(seen.kind == SKY, axis=0).max()), 1)
    rows = np.arange(seen.kind.shape[0])[:, None] / free
    blend = np.clip(rows, 0.0, 1.0)[..., None] ** 1.1
    way[:] = np.array(_ZENITH) * (1.0 - blend) + np.array(_HAZE) * blend
    return way + 0.03 * (np.array(_GLOW) - way) * (sun.elevation < 40)


def _ground(land: Terrain, point: Array, facing: Array) -> Array:
    """Paint meadows, fields, rock, water, roads and paving."""
    east, north = point[:, 0], point[:, 1]
    u, v = along(east, north)
    steep = np.clip((0.955 - facing[:, 2]) / 0.13, 0.0, 1.0)[:, None]
    high = np.clip((land.at(east, north) - 700.0) / 700.0, 0.0, 1.0)[:, None]
    patch = rolling(east / 170.0, north / 170.0, 51, octaves=3)[:, None]
    grass = np.array(_GRASS) + (np.array(_DRY) - np.array(_GRASS)) * np.clip(0.5 + 0.9 * patch, 0.0, 1.0)
    colour = grass * (1.0 - high) + np.array(_DRY) * high
    colour = _fields(colour, u, v)
    colour = colour * (1.0 - steep) + np.array(_ROCK) * steep
    town = np.clip(1.6 - np.hypot(u / 520.0, (v - 560.0) / 400.0) * 1.25, 0.0, 1.0)[:, None]
    colour = colour * (1.0 - town) + np.array(_DUST) * town
    side = (np.abs(u - SIDE_ROAD) < 3.5) & (v > SIDE_ROAD_ENDS[0]) & (v < SIDE_ROAD_ENDS[1])
    square = np.hypot(u - POLE[0], v - POLE[1]) < 34.0
    joint = ((east % 4.0) < 0.14) | ((north % 4.0) < 0.14)
    colour[square] = np.where(joint[square][:, None], np.array(_PAVING) * 0.86, np.array(_PAVING))
    pit = np.clip(1.5 - np.hypot(u - BLAST[0], (v - BLAST[1]) * 1.6) / 75.0, 0.0, 1.0)[:, None]
    colour = colour * (1.0 - pit) + np.array(_STONE) * pit
    colour[(to_road(east, north) < ROAD_HALF) | side] = _ASPHALT
    colour[to_river(east, north) < RIVER_HALF] = _WATER
    grain = rolling(east / 3.0, north / 3.0, 61, octaves=3)[:, None]
    return np.asarray(colour * (1.0 + 0.07 * grain))


def _fields(colour: Array, u: Array, v: Array) -> Array:
    """Lay a patchwork of fields on the valley's floor."""
    flat = (np.abs(v - 120.0) < 900.0) & (np.hypot(u / 560.0, (v - 560.0) / 430.0) > 1.0)
    column, row = np.floor(u / 130.0 + 0.3 * np.floor(v / 90.0)), np.floor(v / 90.0)
    number = (np.abs(column * 7 + row * 13) % 5).astype(np.int64)
    shades = np.array(
        [(0.50, 0.55, 0.28), (0.72, 0.66, 0.38), (0.42, 0.50, 0.26), (0.64, 0.58, 0.36), (0.55, 0.58, 0.33)]
    )
    ridge = 0.97 + 0.03 * np.sin(u / 1.6)
    colour = colour.copy()
    colour[flat] = shades[number[flat]] * ridge[flat][:, None]
    return colour


__all__ = ["GROUND", "SKY", "THING", "Sun", "shade", "shaded", "sun_over"]
