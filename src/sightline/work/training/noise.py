"""Seeded noise over the plane: hills, fields and speckles that come out the same on every machine."""

import math
from functools import cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_SIDE = 256
"""Cells after which a lattice repeats itself."""


def value_noise(x: Array, y: Array, seed: int) -> Array:
    """Give smooth noise in [-1, 1] with one bump a unit of ``x`` and ``y``; equal seeds give equal noise."""
    lattice = _lattice(seed)
    left, low = np.floor(x), np.floor(y)
    u, v = _fade(x - left), _fade(y - low)
    i, j = left.astype(np.int64) % _SIDE, low.astype(np.int64) % _SIDE
    i1, j1 = (i + 1) % _SIDE, (j + 1) % _SIDE
    bottom = lattice[j, i] * (1 - u) + lattice[j, i1] * u
    top = lattice[j1, i] * (1 - u) + lattice[j1, i1] * u
    return np.asarray(bottom * (1 - v) + top * v)


def ridged(x: Array, y: Array, seed: int, *, octaves: int) -> Array:
    """Give ridges in [0, 1]: sharp crests, wide feet, each octave finer, turned, and stronger on what is high."""
    total, weight = np.zeros_like(x), np.ones_like(x)
    size, top = 1.0, 0.0
    for octave in range(octaves):
        turned_x, turned_y = turn(x, y, 0.6 + 1.1 * octave)
        crest = 1.0 - np.abs(value_noise(turned_x / size, turned_y / size, seed + octave))
        crest = crest * crest * weight
        total += crest * size
        top += size
        weight = np.clip(1.6 * crest, 0.0, 1.0)
        size *= 0.52
    return total / top


def rolling(x: Array, y: Array, seed: int, *, octaves: int) -> Array:
    """Give soft ground in [-1, 1], each octave half as wide and half as high."""
    total = np.zeros_like(x)
    size, top = 1.0, 0.0
    for octave in range(octaves):
        turned_x, turned_y = turn(x, y, 0.3 + 0.9 * octave)
        total += size * value_noise(turned_x / size, turned_y / size, seed + octave)
        top += size
        size *= 0.5
    return total / top


def turn(x: Array, y: Array, radians: float) -> tuple[Array, Array]:
    """Turn a plane about its origin."""
    c, s = math.cos(radians), math.sin(radians)
    return c * x - s * y, s * x + c * y


@cache
def _lattice(seed: int) -> Array:
    return np.random.default_rng(seed).uniform(-1.0, 1.0, (_SIDE, _SIDE))


def _fade(t: Array) -> Array:
    return t * t * t * (t * (6.0 * t - 15.0) + 10.0)
