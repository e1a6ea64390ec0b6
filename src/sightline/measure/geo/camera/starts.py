"""Find where a fit may begin, so that no solution is missed: every direction and distance about the landmarks is tried.

Least squares finds the bottom of the valley it starts in. Two bearing circles meet twice, an unknown focal length
bends the valleys further, and a person must be told all places that fit. So the residuals are looked at on a grid of
48 directions by 28 distances about the landmarks (and 9 focal lengths where none is known), the heading solved for at
each node, and every local minimum becomes a start.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from sightline.measure.geo.camera.fitting import Array, wrapped
from sightline.measure.geo.camera.plane import (
    ALIGNED,
    BEARING,
    COLUMN,
    HEADING,
    LATER,
    LOG_FOCAL,
    RANGE,
    TURN,
    Sights,
)

_DIRECTIONS: Final = 48
_DISTANCES: Final = 28
_NEAREST: Final = 0.02
_FARTHEST: Final = 60.0
"""Least and greatest distance of the grid, in spreads of the landmarks."""
_MOST_STARTS: Final = 240


def starts(sights: Sights, focals: Array) -> Array:
    """Give starting states (K, 4), best first.

    :param sights: one problem
    :param focals: focal lengths [px] to try, (F,)
    """
    nodes = _nodes(sights.marks[0])
    marks = sights.marks[0]
    away = marks - nodes[..., None, :]  # (directions, distances, n, 2)
    rough = np.stack([_rough(sights, away, float(focal)) for focal in focals])
    cost = rough[..., 0]
    chosen = np.flatnonzero(_low(cost).ravel())
    order = chosen[np.argsort(cost.ravel()[chosen], kind="stable")][:_MOST_STARTS]
    which, direction, distance = np.unravel_index(order, cost.shape)
    state = np.empty((len(order), 4))
    state[:, :2] = nodes[direction, distance]
    state[:, TURN] = rough[which, direction, distance, 1]
    state[:, LOG_FOCAL] = np.log(focals[which])
    return state


def _nodes(marks: Array) -> Array:
    """Lay the grid (directions, distances, 2)."""
    middle = marks.mean(axis=0)
    spread = max(float(np.hypot(*(marks - middle).T).max()), 10.0)
    around = np.arange(_DIRECTIONS) * 2 * np.pi / _DIRECTIONS
    away = spread * np.geomspace(_NEAREST, _FARTHEST, _DISTANCES)
    way = np.stack((np.sin(around), np.cos(around)), axis=-1)
    grid: Array = middle + way[:, None, :] * away[:, None]
    return grid


def _rough(sights: Sights, away: Array, focal: float) -> Array:
    """Give the sum of squared misfits [rad², a distance's as a part of it] and the best heading at each node."""
    angle = np.arctan2(away[..., 0], away[..., 1])
    distance = np.hypot(away[..., 0], away[..., 1])
    seen = [i for i, kind in enumerate(sights.kind) if kind == COLUMN]
    value = sights.value[0]
    turn = np.zeros(angle.shape[:-1])
    cost = np.zeros(angle.shape[:-1])
    if seen:
        off = wrapped(angle[..., sights.first[seen]] - np.arctan(value[seen] / focal))
        turn = np.arctan2(np.sin(off).sum(axis=-1), np.cos(off).sum(axis=-1))
        cost += (wrapped(off - turn[..., None]) ** 2).sum(axis=-1)
    for i, kind in enumerate(sights.kind):
        if kind == HEADING and seen:
            cost += wrapped(turn - value[i]) ** 2
        elif kind == HEADING:
            turn[...] = value[i]
        elif kind == BEARING:
            cost += wrapped(angle[..., sights.first[i]] - value[i]) ** 2
        elif kind == ALIGNED:
            cost += wrapped(angle[..., sights.first[i]] - angle[..., sights.second[i]]) ** 2
        elif kind == RANGE:
            cost += ((distance[..., sights.first[i]] - value[i]) / max(value[i], 1.0)) ** 2
        elif kind == LATER:
            later = distance[..., sights.first[i]] - distance[..., sights.second[i]] - value[i]
            cost += (later / np.maximum(distance[..., sights.first[i]], 10.0)) ** 2
    return np.stack((cost, turn), axis=-1)


def _low(cost: Array) -> npt.NDArray[np.bool_]:
    """Mark local minima over direction (which closes on itself) and distance, and the best few of all."""
    wide = np.concatenate((cost[:, -1:], cost, cost[:, :1]), axis=1)
    wide = np.pad(wide, ((0, 0), (0, 0), (1, 1)), constant_values=np.inf)
    around = np.lib.stride_tricks.sliding_window_view(wide, (3, 3), axis=(1, 2))
    low: npt.NDArray[np.bool_] = cost <= around.min(axis=(-1, -2))
    best = np.argsort(cost.ravel(), kind="stable")[:24]
    low.ravel()[best] = True
    return low
