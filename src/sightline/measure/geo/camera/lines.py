"""Say where lines of three directions at right angles would run in the picture of a turned camera.

State (B, 7): quaternion from the three directions to the camera, logarithm of the focal length [px], and how far the
lens's axis lies right of and below where it is taken to be [px]. A step has six parts.
"""

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.geo.camera.attitude import matrix, turned
from sightline.measure.geo.camera.fitting import Array, Model, Rows, Terms


@frozen(slots=True, eq=False)
class Lines:
    """m lines of a picture."""

    middle: Array
    """(m, 2), from the lens's axis [px]."""
    half: Array
    """(m, 2), from the middle to one end [px]."""
    axis: npt.NDArray[np.int64]
    """(m,), 0, 1 or 2: which direction."""
    sigma: float
    """Standard deviation of an end against the line through the middle [px]."""


def model(lines: Lines) -> Model:
    """Make the model of these lines for ``fit``: how far each end lies from the line to the vanishing point."""

    def terms(state: Array, rows: Rows) -> Terms:
        del rows
        rotation = matrix(state[:, :4])
        focal = np.exp(np.clip(state[:, 4], 0.0, 16.0))[:, None]
        axis = rotation[:, :, lines.axis]  # (B, 3, m)
        x, y, z = axis[:, 0], axis[:, 1], axis[:, 2]
        mx = lines.middle[:, 0] - state[:, 5, None]
        my = lines.middle[:, 1] - state[:, 6, None]
        dx, dy = focal * x - z * mx, focal * y - z * my
        long = np.maximum(np.hypot(dx, dy), 1e-9)
        hx, hy = lines.half[:, 0], lines.half[:, 1]
        residual = (hx * dy - hy * dx) / long
        # slope by d = (dx, dy): the part of the half line along d, turned
        along = (hx * dx + hy * dy) / long
        by_dx, by_dy = -along * dy / long**2, along * dx / long**2
        nothing = np.zeros_like(x)
        slope = np.empty((*residual.shape, 6))
        # a small turn w moves the axis by w x axis
        for k, (ax, ay, az) in enumerate(((nothing, -z, y), (z, nothing, -x), (-y, x, nothing))):
            slope[..., k] = by_dx * (focal * ax - az * mx) + by_dy * (focal * ay - az * my)
        slope[..., 3] = by_dx * focal * x + by_dy * focal * y
        slope[..., 4], slope[..., 5] = by_dx * z, by_dy * z
        weight = np.broadcast_to(
            np.eye(len(lines.axis)) / lines.sigma**2, (len(state), len(lines.axis), len(lines.axis))
        )
        return Terms(residual, slope, np.array(weight))

    return terms


def put(state: Array, step: Array) -> Array:
    """Put steps (B, 6) onto states (B, 7)."""
    moved = state.copy()
    moved[:, :4] = turned(state[:, :4], step[:, :3])
    moved[:, 4] = np.clip(state[:, 4] + step[:, 3], 0.0, 16.0)
    moved[:, 5:] += step[:, 4:]
    return moved
