"""Bodies that stand on the ground: boxes, cylinders and cones, and how a ray meets one.

Every function takes rays as (n, 3) and gives the distance along each [m] (infinite where it misses) and the direction
the body faces there. Lengths are metres, x east, y north, z up.
"""

import math

import numpy as np
import numpy.typing as npt
from attrs import frozen

Array = npt.NDArray[np.float64]
Colour = tuple[float, float, float]

_TINY = 1e-9


@frozen(slots=True)
class Box:
    """A block with a flat roof, turned by ``turn`` [radians] about its middle."""

    east: float
    north: float
    low: float
    width: float
    depth: float
    height: float
    turn: float
    colour: Colour

    @property
    def reach(self) -> float:
        """Radius of the circle around its ground plan [m]."""
        return math.hypot(self.width, self.depth) / 2


@frozen(slots=True)
class Round:
    """A standing cylinder, or a cone where ``top`` is smaller than ``foot`` [radii in m]."""

    east: float
    north: float
    low: float
    foot: float
    top: float
    height: float
    colour: Colour

    @property
    def reach(self) -> float:
        """Radius of the circle around its ground plan [m]."""
        return max(self.foot, self.top)


Thing = Box | Round


def meet(thing: Thing, start: Array, way: Array) -> tuple[Array, Array]:
    """Give where rays from ``start`` along ``way`` first meet a body, and how it faces there."""
    return _meet_box(thing, start, way) if isinstance(thing, Box) else _meet_round(thing, start, way)


def _meet_box(box: Box, start: Array, way: Array) -> tuple[Array, Array]:
    """Cut the three pairs of planes of the turned block (the slab method)."""
    c, s = math.cos(box.turn), math.sin(box.turn)
    middle = start - np.array([box.east, box.north, box.low + box.height / 2])
    at = np.stack([c * middle[:, 0] + s * middle[:, 1], c * middle[:, 1] - s * middle[:, 0], middle[:, 2]], 1)
    to = np.stack([c * way[:, 0] + s * way[:, 1], c * way[:, 1] - s * way[:, 0], way[:, 2]], 1)
    half = np.array([box.width, box.depth, box.height]) / 2
    to = np.where(np.abs(to) < _TINY, _TINY, to)
    a, b = (-half - at) / to, (half - at) / to
    near, far = np.minimum(a, b), np.maximum(a, b)
    enter, leave = near.max(1), far.min(1)
    hit = (enter < leave) & (enter > _TINY)
    face = near.argmax(1)
    local = np.zeros_like(to)
    rows = np.arange(len(to))
    local[rows, face] = -np.sign(to[rows, face])
    facing = np.stack(
        [c * local[:, 0] - s * local[:, 1], s * local[:, 0] + c * local[:, 1], local[:, 2]], axis=1
    )
    return np.where(hit, enter, np.inf), facing


def _meet_round(body: Round, start: Array, way: Array) -> tuple[Array, Array]:
    """Solve the quadratic of a cone's mantle, and cut its lid."""
    slope = (body.top - body.foot) / body.height
    x, y, z = (start - np.array([body.east, body.north, body.low])).T
    dx, dy, dz = way.T
    r = body.foot + slope * z
    a = dx * dx + dy * dy - slope * slope * dz * dz
    b = x * dx + y * dy - slope * r * dz
    c = x * x + y * y - r * r
    inside = b * b - a * c
    root = np.sqrt(np.maximum(inside, 0.0))
    a = np.where(np.abs(a) < _TINY, _TINY, a)
    first, second = (-b - root) / a, (-b + root) / a
    best = np.full(len(start), np.inf)
    for t in (np.maximum(first, second), np.minimum(first, second)):
        level = z + t * dz
        good = (inside > 0) & (t > _TINY) & (level >= 0) & (level <= body.height)
        best = np.where(good & (t < best), t, best)
    px, py, pz = x + best_or_zero(best) * dx, y + best_or_zero(best) * dy, z + best_or_zero(best) * dz
    width = np.maximum(np.hypot(px, py), _TINY)
    facing = np.stack([px / width, py / width, np.full_like(pz, -slope)], axis=1)
    facing /= np.linalg.norm(facing, axis=1, keepdims=True)
    lid = (body.height - z) / np.where(np.abs(dz) < _TINY, _TINY, dz)
    on_lid = (lid > _TINY) & (lid < best) & (np.hypot(x + lid * dx, y + lid * dy) <= body.top)
    facing[on_lid] = (0.0, 0.0, 1.0)
    return np.where(on_lid, lid, best), facing


def best_or_zero(t: Array) -> Array:
    """Give the distances, 0 where a ray missed."""
    return np.where(np.isfinite(t), t, 0.0)
