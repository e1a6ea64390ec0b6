"""Turn a camera: unit quaternions for fitting, and heading, pitch and roll for people.

A quaternion (w, x, y, z) turns directions of the map (east, north, up) into those of the camera (right, down, ahead).
Heading is that of the axis, clockwise from north; pitch is the axis's height above the horizon; roll is positive for a
camera turned clockwise as its holder sees it, so that the horizon falls to the left in the picture. Angles in radians.

Sources:
[1] J. Diebel, Representing attitude: Euler angles, unit quaternions, and rotation vectors, Stanford University (2006)
"""

from typing import Any

import numpy as np

from sightline.measure.geo.camera.fitting import Array


def matrix(quaternion: Array) -> Array:
    """Give the rotation matrices (..., 3, 3), map to camera, of quaternions (..., 4)."""
    w, x, y, z = np.moveaxis(quaternion / np.linalg.norm(quaternion, axis=-1, keepdims=True), -1, 0)
    rows = (
        (1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)),
        (2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)),
        (2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)),
    )
    whole: Array = np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)
    return whole


def quaternion(rotation: Array) -> Array:
    """Give the quaternion (4,) of one rotation matrix (3, 3), by its largest part [1], so that nothing is lost."""
    r = rotation
    squares = np.array(
        [
            1 + r[0, 0] + r[1, 1] + r[2, 2],
            1 + r[0, 0] - r[1, 1] - r[2, 2],
            1 - r[0, 0] + r[1, 1] - r[2, 2],
            1 - r[0, 0] - r[1, 1] + r[2, 2],
        ]
    )
    pairs = np.array(
        [
            [squares[0], r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1]],
            [r[2, 1] - r[1, 2], squares[1], r[0, 1] + r[1, 0], r[0, 2] + r[2, 0]],
            [r[0, 2] - r[2, 0], r[0, 1] + r[1, 0], squares[2], r[1, 2] + r[2, 1]],
            [r[1, 0] - r[0, 1], r[0, 2] + r[2, 0], r[1, 2] + r[2, 1], squares[3]],
        ]
    )
    row = pairs[int(np.argmax(squares))]
    return np.asarray(row / np.linalg.norm(row))


def turned(start: Array, by: Array) -> Array:
    """Turn quaternions (B, 4) by small rotation vectors (B, 3) in the camera's own axes [rad]."""
    angle = np.linalg.norm(by, axis=-1, keepdims=True)
    half = angle / 2
    w = np.cos(half)
    xyz = np.where(angle > 1e-12, np.sin(half) / np.maximum(angle, 1e-12), 0.5) * by
    a, b = np.moveaxis(start, -1, 0)[0], start[:, 1:]
    scalar = w[:, 0] * a - np.einsum("bi,bi->b", xyz, b)
    vector = w * b + a[:, None] * xyz + np.cross(xyz, b)
    whole = np.concatenate((scalar[:, None], vector), axis=1)
    return np.asarray(whole / np.linalg.norm(whole, axis=1, keepdims=True))


def towards(heading: Any, pitch: Any, roll: Any) -> Array:
    """Give the rotation matrices (..., 3, 3), map to camera, of a heading, a pitch and a roll [rad]."""
    h, p, r = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (heading, pitch, roll)))
    ahead = np.stack((np.sin(h) * np.cos(p), np.cos(h) * np.cos(p), np.sin(p)), axis=-1)
    level = np.stack((np.cos(h), -np.sin(h), np.zeros_like(h)), axis=-1)
    low = np.cross(ahead, level)
    cos, sin = np.cos(r)[..., None], np.sin(r)[..., None]
    whole: Array = np.stack((cos * level + sin * low, cos * low - sin * level, ahead), axis=-2)
    return whole


def angles(rotation: Array) -> tuple[Array, Array, Array]:
    """Give heading, pitch and roll [rad] of rotation matrices (..., 3, 3)."""
    right, down, ahead = rotation[..., 0, :], rotation[..., 1, :], rotation[..., 2, :]
    heading = np.arctan2(ahead[..., 0], ahead[..., 1])
    pitch = np.arcsin(np.clip(ahead[..., 2], -1, 1))
    return heading, pitch, np.arctan2(-right[..., 2], -down[..., 2])


def slopes(rotation: Array) -> Array:
    """Give how heading, pitch and roll change with a small turn in the camera's own axes, (B, 3, 3).

    Looking straight up or down heading and roll have no slope of their own; there the numbers become very large.
    """
    right, down, ahead = rotation[:, 0], rotation[:, 1], rotation[:, 2]
    nothing = np.zeros_like(right)
    ahead_by = np.stack((down, -right, nothing), axis=-1)
    right_by = np.stack((nothing, ahead, -down), axis=-1)
    down_by = np.stack((-ahead, nothing, right), axis=-1)
    flat = np.maximum(ahead[:, 0] ** 2 + ahead[:, 1] ** 2, 1e-12)[:, None]
    heading = (ahead[:, 1:2] * ahead_by[:, 0] - ahead[:, 0:1] * ahead_by[:, 1]) / flat
    pitch = ahead_by[:, 2] / np.sqrt(flat)
    over = np.maximum(right[:, 2] ** 2 + down[:, 2] ** 2, 1e-12)[:, None]
    roll = (down[:, 2:3] * right_by[:, 2] - right[:, 2:3] * down_by[:, 2]) / over
    whole: Array = np.stack((heading, pitch, roll), axis=1)
    return whole
