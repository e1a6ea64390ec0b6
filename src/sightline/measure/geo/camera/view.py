"""Say where in the picture a camera with place, turn and focal length would see points of the map.

State (B, 8): east, north, up [m], quaternion map to camera (see ``attitude``), logarithm of the focal length [px].
A step has seven parts: three of place, a rotation vector in the camera's axes, and one of the logarithm. The lens is
taken to be without distortion (a phone's own correction leaves less than the pixel error stated; a fisheye must be
straightened first).
"""

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.geo.camera.attitude import matrix, turned
from sightline.measure.geo.camera.fitting import Array, Model, Rows, Terms

PLACE = np.arange(3)
TURNS = np.arange(3, 6)
FOCAL_STEP = 6
_BEHIND = 1e-3


@frozen(slots=True, eq=False)
class Points:
    """n points seen by B cameras, the same for all or one row for each."""

    pixels: Array
    """(B or 1, n, 2), from the lens's axis, right and down [px]."""
    marks: Array
    """(B or 1, n, 3), east, north, up [m]."""
    pixel_error: Array
    """(B or 1, n), standard deviation, right and down each [px]."""
    spread: Array
    """(n, 3), standard deviation on the map, east, north, up [m]."""
    focal: Array | None = None
    """(B or 1, 2): logarithm of the focal length known beforehand, and its standard deviation; None: exact."""


def model(points: Points) -> Model:
    """Make the model of these points for ``fit``."""

    def terms(state: Array, rows: Rows) -> Terms:
        def of(values: Array) -> Array:
            return values if len(values) == 1 else values[rows]

        focal = None if points.focal is None else of(points.focal)
        return _terms(
            state, of(points.pixels), of(points.marks), of(points.pixel_error), points.spread, focal
        )

    return terms


def project(state: Array, marks: Array) -> tuple[Array, Array]:
    """Give pixels (B, n, 2) from the axis and distances ahead (B, n) [m] of points (B or 1, n, 3)."""
    seen = np.einsum("bij,bnj->bni", matrix(state[:, 3:7]), marks - state[:, None, :3])
    ahead = seen[..., 2]
    focal = np.exp(np.clip(state[:, 7], 0.0, 16.0))[:, None, None]
    return focal * seen[..., :2] / np.where(ahead > _BEHIND, ahead, np.nan)[..., None], ahead


def put(state: Array, step: Array) -> Array:
    """Put steps (B, 7) onto states (B, 8)."""
    moved = state.copy()
    moved[:, :3] += step[:, :3]
    moved[:, 3:7] = turned(state[:, 3:7], step[:, 3:6])
    moved[:, 7] = np.clip(state[:, 7] + step[:, 6], 0.0, 16.0)
    return moved


def _terms(
    state: Array, pixels: Array, marks: Array, pixel_error: Array, spread: Array, focal: Array | None
) -> Terms:
    problems, count = len(state), marks.shape[1]
    rotation = matrix(state[:, 3:7])
    seen = np.einsum("bij,bnj->bni", rotation, marks - state[:, None, :3])
    length = np.exp(np.clip(state[:, 7], 0.0, 16.0))[:, None]
    ahead = np.where(seen[..., 2] > _BEHIND, seen[..., 2], np.nan)
    right, low = length * seen[..., 0] / ahead, length * seen[..., 1] / ahead
    residual = np.stack((right, low), axis=-1) - pixels
    by_seen = np.zeros((problems, count, 2, 3))
    by_seen[..., 0, 0] = by_seen[..., 1, 1] = length / ahead
    by_seen[..., 0, 2], by_seen[..., 1, 2] = -right / ahead, -low / ahead
    by_mark = by_seen @ rotation[:, None]
    slope = np.empty((problems, count, 2, 7))
    slope[..., :3] = -by_mark
    slope[..., 3:6] = by_seen @ _crossed(seen)
    slope[..., 0, 6], slope[..., 1, 6] = right, low
    noisy = by_mark * spread[:, None, :]
    block = noisy @ noisy.swapaxes(-1, -2)
    block[..., 0, 0] += pixel_error**2
    block[..., 1, 1] += pixel_error**2
    rows = 2 * count + (focal is not None)
    flat = residual.reshape(problems, -1)
    flat_slope = slope.reshape(problems, -1, 7)
    weight = np.zeros((problems, rows, rows))
    at = np.arange(count) * 2
    inverted = _inverted(block)
    for i in range(2):
        for j in range(2):
            weight[:, at + i, at + j] = inverted[..., i, j]
    if focal is not None:
        own = (state[:, 7] - focal[:, 0])[:, None]
        flat = np.concatenate((flat, own), axis=1)
        only = np.zeros((problems, 1, 7))
        only[..., 6] = 1.0
        flat_slope = np.concatenate((flat_slope, only), axis=1)
        weight[:, -1, -1] = 1 / focal[:, 1] ** 2
    return Terms(flat, flat_slope, weight)


def _crossed(seen: Array) -> Array:
    """Give the slope of a turned point by the turn: minus its cross-product matrix, (B, n, 3, 3)."""
    x, y, z = np.moveaxis(seen, -1, 0)
    nothing = np.zeros_like(x)
    rows = ((nothing, z, -y), (-z, nothing, x), (y, -x, nothing))
    whole: Array = np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)
    return whole


def _inverted(block: Array) -> Array:
    a, b, d = block[..., 0, 0], block[..., 0, 1], block[..., 1, 1]
    over = a * d - b * b
    turned_block: Array = np.stack((np.stack((d, -b), -1), np.stack((-b, a), -1)), -2) / over[..., None, None]
    return turned_block


def free_steps(points: Points) -> npt.NDArray[np.int64]:
    """Say which steps are free: the focal length only where it is not exact."""
    return np.arange(6 if points.focal is None else 7)
