"""A camera in the valley: which ray each pixel looks along, and what that ray meets.

The ground is met exactly in the direction of the ray: for every column of directions the highest angle of the ground
so far is kept with the distance, and each pixel finds the first ground that reaches its own angle. The Earth's
curvature and the air's refraction lower what is far by d² (1 - k) / (2 R) [1], as in the terrain measures.

Source: [1] P. R. Wolf, B. A. Dewitt, B. E. Wilkinson, Elements of Photogrammetry (2014), ch. 5.
"""

import math
from functools import cache

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.work.training.terrain import HALF, Terrain
from sightline.work.training.things import Thing, meet

Array = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

RADIUS_M = 6_371_000.0
REFRACTION = 0.13
SKY, GROUND, THING = 0, 1, 2
_NEAREST, _GROWTH, _STEP = 1.5, 1.011, 32.0
_FARTHEST = 1.55 * HALF
"""Ground is looked at from the nearest distance on, each step a part of the way, and none longer than the step [m]."""
_APART = 1e3
"""Wider than any tangent; keeps the columns' tangents apart in one sorted row."""


@frozen(slots=True)
class Camera:
    """Where a picture was taken from and where to: east, north, height above the sea [m], heading, pitch [degrees]."""

    east: float
    north: float
    up: float
    heading: float
    pitch: float
    focal_px: float
    width: int
    height: int

    def finer(self, times: int) -> "Camera":
        """Give the same view in more pixels."""
        return Camera(
            self.east,
            self.north,
            self.up,
            self.heading,
            self.pitch,
            self.focal_px * times,
            self.width * times,
            self.height * times,
        )

    def axes(self) -> tuple[Array, Array, Array]:
        """Give the directions right, down and ahead in the valley's frame."""
        h, p = math.radians(self.heading), math.radians(self.pitch)
        ahead = np.array([math.sin(h) * math.cos(p), math.cos(h) * math.cos(p), math.sin(p)])
        right = np.array([math.cos(h), -math.sin(h), 0.0])
        return right, np.cross(ahead, right), ahead

    def pixel(self, east: float, north: float, up: float) -> tuple[float, float]:
        """Give where a point stands in the picture: column, row, from the outer corner of the top left pixel."""
        right, down, ahead = self.axes()
        far = math.hypot(east - self.east, north - self.north)
        way = np.array([east - self.east, north - self.north, up - sinks(far) - self.up])
        z = float(way @ ahead)
        if z <= 0:
            return math.nan, math.nan
        x, y = float(way @ right) / z, float(way @ down) / z
        return self.width / 2 + self.focal_px * x, self.height / 2 + self.focal_px * y

    def rays(self) -> Array:
        """Give the direction of every pixel's middle, (height, width, 3), of length 1."""
        right, down, ahead = self.axes()
        x = (np.arange(self.width) + 0.5 - self.width / 2) / self.focal_px
        y = (np.arange(self.height) + 0.5 - self.height / 2) / self.focal_px
        way = ahead + x[None, :, None] * right + y[:, None, None] * down
        return np.asarray(way / np.linalg.norm(way, axis=-1, keepdims=True))


@frozen(slots=True, eq=False)
class Seen:
    """What each pixel meets: kind, distance [m], point and facing (h, w, 3), and the body's number or -1."""

    kind: Whole
    distance: Array
    point: Array
    facing: Array
    which: Whole


def sinks(distance: float) -> float:
    """Give how far the curved Earth, less refraction, lowers what lies so far off [m]."""
    return (1.0 - REFRACTION) * distance * distance / (2.0 * RADIUS_M)


def see(camera: Camera, land: Terrain, things: tuple[Thing, ...]) -> Seen:
    """Find what every pixel of a camera meets first."""
    way = camera.rays()
    flat = np.hypot(way[..., 0], way[..., 1])
    far = _to_ground(camera, land, np.arctan2(way[..., 0], way[..., 1]), way[..., 2] / np.maximum(flat, 1e-9))
    distance = far / np.maximum(flat, 1e-9)
    which = np.full(distance.shape, -1)
    facing = np.zeros_like(way)
    for number, thing in enumerate(things):
        window = _window(camera, thing)
        if window is None:
            continue
        rows, columns = window
        part = way[rows, columns].reshape(-1, 3)
        start = np.array([camera.east, camera.north, camera.up + _sunk(camera, thing)])
        hit, faces = meet(thing, np.broadcast_to(start, part.shape), part)
        shape = distance[rows, columns].shape
        nearer = hit.reshape(shape) < distance[rows, columns]
        distance[rows, columns][nearer] = hit.reshape(shape)[nearer]
        which[rows, columns][nearer] = number
        facing[rows, columns][nearer] = faces.reshape(*shape, 3)[nearer]
    return _gather(camera, land, way, distance, which, facing)


def look_down(
    middle: tuple[float, float],
    metres_a_pixel: float,
    size: tuple[int, int],
    land: Terrain,
    things: tuple[Thing, ...],
) -> Seen:
    """See the ground straight from above, every ray upright: north is up, and every pixel as many metres wide."""
    width, height = size
    east = middle[0] + (np.arange(width) + 0.5 - width / 2) * metres_a_pixel
    north = middle[1] - (np.arange(height) + 0.5 - height / 2) * metres_a_pixel
    e, n = np.meshgrid(east, north)
    top = float(land.heights.max()) + 100.0
    start = np.stack([e, n, np.full_like(e, top)], axis=-1)
    way = np.broadcast_to(np.array([0.0, 0.0, -1.0]), start.shape)
    distance, which, facing = top - land.at(e, n), np.full(e.shape, -1), np.zeros_like(start)
    for number, thing in enumerate(things):
        rows = np.flatnonzero(np.abs(north - thing.north) <= thing.reach + metres_a_pixel)
        columns = np.flatnonzero(np.abs(east - thing.east) <= thing.reach + metres_a_pixel)
        if len(rows) == 0 or len(columns) == 0:
            continue
        part = np.ix_(rows, columns)
        hit, faces = meet(thing, start[part].reshape(-1, 3), way[part].reshape(-1, 3))
        shape = (len(rows), len(columns))
        nearer = hit.reshape(shape) < distance[part]
        distance[part] = np.where(nearer, hit.reshape(shape), distance[part])
        which[part] = np.where(nearer, number, which[part])
        facing[part] = np.where(nearer[..., None], faces.reshape(*shape, 3), facing[part])
    kind = np.where(which >= 0, THING, GROUND)
    point = start + way * distance[..., None]
    on_ground = kind == GROUND
    facing[on_ground] = land.normals(point[on_ground][:, 0], point[on_ground][:, 1])
    return Seen(kind, distance, point, facing, which)


def _gather(camera: Camera, land: Terrain, way: Array, distance: Array, which: Whole, facing: Array) -> Seen:
    kind = np.where(np.isfinite(distance), np.where(which >= 0, THING, GROUND), SKY)
    reach = np.where(np.isfinite(distance), distance, 0.0)
    point = np.array([camera.east, camera.north, camera.up]) + way * reach[..., None]
    on_ground = kind == GROUND
    facing[on_ground] = land.normals(point[on_ground][:, 0], point[on_ground][:, 1])
    return Seen(kind, distance, point, facing, which)


def _sunk(camera: Camera, thing: Thing) -> float:
    return sinks(math.hypot(thing.east - camera.east, thing.north - camera.north))


def _to_ground(camera: Camera, land: Terrain, azimuth: Array, tangent: Array) -> Array:
    """Give the distance along the ground to where each pixel meets it [m]; infinite for the sky."""
    count = max(2, camera.width)
    low, high = float(azimuth.min()), float(azimuth.max())
    if high - low > math.pi:  # the view crosses due south
        azimuth = np.where(azimuth < 0, azimuth + 2 * math.pi, azimuth)
        low, high = float(azimuth.min()), float(azimuth.max())
    turn = np.linspace(low, high, count)
    d = _distances()
    steps = len(d)
    east, north = camera.east + np.outer(np.sin(turn), d), camera.north + np.outer(np.cos(turn), d)
    lowered = (1.0 - REFRACTION) * d * d / (2.0 * RADIUS_M)
    slope = (land.at(east, north) - lowered - camera.up) / d
    slope[(np.abs(east) > HALF) | (np.abs(north) > HALF)] = -_APART / 4
    highest = np.maximum.accumulate(slope, axis=1)
    column = np.clip(np.rint((azimuth - low) / (high - low) * (count - 1)), 0, count - 1).astype(np.int64)
    row = (highest + _APART * np.arange(count)[:, None]).ravel()
    found = np.searchsorted(row, tangent + _APART * column) - column * steps
    after = np.clip(found, 1, steps - 1)
    at, before = column * steps + after, column * steps + after - 1
    flat = highest.ravel()
    gap = flat[at] - flat[before]
    part = np.where(gap > 0, (tangent - flat[before]) / np.where(gap > 0, gap, 1.0), 0.0)
    met = d[after - 1] + np.clip(part, 0.0, 1.0) * (d[after] - d[after - 1])
    return np.where(found >= steps, np.inf, met)


@cache
def _distances() -> Array:
    """Give the distances at which ground is looked at [m]."""
    near_to = _STEP / (_GROWTH - 1.0)
    near = _NEAREST * _GROWTH ** np.arange(int(math.log(near_to / _NEAREST) / math.log(_GROWTH)))
    return np.concatenate([near, np.arange(near[-1] + _STEP, _FARTHEST, _STEP)])


def _window(camera: Camera, thing: Thing) -> tuple[slice, slice] | None:
    """Give the part of the picture a body may cover; None where it lies outside or behind."""
    middle = thing.low + thing.height / 2
    x, y = camera.pixel(thing.east, thing.north, middle)
    far = math.dist((thing.east, thing.north, middle), (camera.east, camera.north, camera.up))
    size = math.hypot(thing.reach, thing.height / 2)
    if not math.isfinite(x) or far <= size:
        return None
    r = 1.3 * camera.focal_px * size / max(far - size, 1.0) + 2.0
    left, right = max(0, int(x - r)), min(camera.width, int(x + r) + 1)
    top, low = max(0, int(y - r)), min(camera.height, int(y + r) + 1)
    return (slice(top, low), slice(left, right)) if left < right and top < low else None
