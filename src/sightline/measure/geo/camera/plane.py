"""Say what a camera at a place on the map would see: columns of landmarks, bearings, and which things stand in line.

The unknowns are east and north [m], heading [rad clockwise from the frame's north] and the logarithm of the focal
length in pixels. A column is turned into the angle off the axis, atan((column - centre) / focal), so that nothing is
singular at the edge of view; the camera is taken to be level, or its landmarks to lie near the horizon. Errors of
landmarks on the map come in through their slopes, and are shared by every measurement that uses the landmark.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.geo.camera.fitting import Array, Model, Rows, Terms, wrapped

COLUMN: Final = 0
"""A landmark at a column of the picture [px]."""
BEARING: Final = 1
"""A landmark in a direction from north [rad]."""
ALIGNED: Final = 2
"""Two landmarks one behind the other."""
HEADING: Final = 3
"""The axis of the camera in a direction from north [rad]."""
FOCAL: Final = 4
"""Logarithm of the focal length, known beforehand with an error."""
RANGE: Final = 5
"""A landmark at a distance [m]."""
LATER: Final = 6
"""The first landmark farther away than the second by so much [m]: one sound heard at two places."""

EAST, NORTH, TURN, LOG_FOCAL = range(4)
_MOST_LOG_FOCAL: Final = 16.0


@frozen(slots=True, eq=False)
class Sights:
    """m measurements of n landmarks, the same for B problems or one row for each."""

    kind: npt.NDArray[np.int64]
    """(m,), one of COLUMN, BEARING, ALIGNED, HEADING, FOCAL, RANGE, LATER."""
    first: npt.NDArray[np.int64]
    """(m,), which landmark; 0 for HEADING and FOCAL."""
    second: npt.NDArray[np.int64]
    """(m,), the landmark behind, for ALIGNED; the other place, for LATER."""
    value: Array
    """(B or 1, m): column less the principal point [px], angle [rad], logarithm or distance [m]; 0 for ALIGNED."""
    sigma: Array
    """(B or 1, m), standard deviation in the same unit; of ALIGNED [rad]."""
    marks: Array
    """(B or 1, n, 2), landmarks east and north [m]."""
    spread: Array
    """(n,), standard deviation of a landmark on the map, east and north each [m]."""


def model(sights: Sights) -> Model:
    """Make the model of these sights for ``fit``."""

    def terms(state: Array, rows: Rows) -> Terms:
        marks = sights.marks if len(sights.marks) == 1 else sights.marks[rows]
        value = sights.value if len(sights.value) == 1 else sights.value[rows]
        sigma = sights.sigma if len(sights.sigma) == 1 else sights.sigma[rows]
        marks = np.broadcast_to(marks, (len(state), *marks.shape[1:]))
        return _terms(sights, state, marks, value, sigma)

    return terms


def _terms(sights: Sights, state: Array, marks: Array, value: Array, sigma: Array) -> Terms:
    problems, count = len(state), len(sights.kind)
    focal = np.exp(np.clip(state[:, LOG_FOCAL], 0.0, _MOST_LOG_FOCAL))
    angle, near, noisy = _angles(state, marks, sights.spread)
    away = marks - state[:, None, :2]
    distance = np.maximum(np.hypot(away[..., 0], away[..., 1]), 1e-2)
    ray = away / distance[..., None]
    residual = np.zeros((problems, count))
    slope = np.zeros((problems, count, 4))
    by_mark = np.zeros((problems, count, marks.shape[1] if np.any(sights.spread > 0) else 1, 2))
    variance = np.broadcast_to(sigma**2, (problems, count)).copy()
    value = np.broadcast_to(value, (problems, count))
    for i, kind in enumerate(sights.kind):
        a, b = sights.first[i], sights.second[i]
        if kind == FOCAL:
            residual[:, i] = state[:, LOG_FOCAL] - value[:, i]
            slope[:, i, LOG_FOCAL] = 1.0
            continue
        if kind == HEADING:
            residual[:, i] = wrapped(state[:, TURN] - value[:, i])
            slope[:, i, TURN] = 1.0
            continue
        if kind in (RANGE, LATER):
            residual[:, i] = distance[:, a] - value[:, i]
            slope[:, i, :2] = -ray[:, a]
            _put(by_mark, i, a, ray[:, a])
            if kind == LATER:
                residual[:, i] -= distance[:, b]
                slope[:, i, :2] += ray[:, b]
                _put(by_mark, i, b, -ray[:, b])
            continue
        residual[:, i] = angle[:, a]
        slope[:, i, :2] = -near[:, a]
        _put(by_mark, i, a, noisy[:, a])
        if kind == COLUMN:
            tangent = value[:, i] / focal
            residual[:, i] -= state[:, TURN] + np.arctan(tangent)
            slope[:, i, TURN] = -1.0
            slope[:, i, LOG_FOCAL] = tangent / (1 + tangent**2)
            variance[:, i] *= (1 / (focal * (1 + tangent**2))) ** 2
        elif kind == BEARING:
            residual[:, i] -= value[:, i]
        else:
            residual[:, i] -= angle[:, b]
            slope[:, i, :2] += near[:, b]
            _put(by_mark, i, b, -noisy[:, b])
        residual[:, i] = wrapped(residual[:, i])
    return Terms(residual, slope, _weight(variance, by_mark, sights.spread))


def _put(by_mark: Array, row: int, mark: int, slope: Array) -> None:
    if by_mark.shape[2] > mark:  # where no landmark has an error there is but one, and nobody reads it
        by_mark[:, row, mark] += slope


def _angles(state: Array, marks: Array, spread: Array) -> tuple[Array, Array, Array]:
    """Give the azimuths of all landmarks, their slopes by the landmark's place, and the same kept finite close by.

    A landmark nearer than three of its own errors would weigh nothing, and every camera could hide its contradictions
    by standing on it: so there its error counts as at three.
    """
    away = marks - state[:, None, :2]
    squared = np.maximum(np.einsum("bnk,bnk->bn", away, away), 1e-4)
    angle: Array = np.arctan2(away[..., 0], away[..., 1])
    turned = np.stack((away[..., 1], -away[..., 0]), axis=-1)
    noisy = turned / np.sqrt(squared * np.maximum(squared, (3 * spread) ** 2))[..., None]
    return angle, turned / squared[..., None], noisy


def _weight(variance: Array, by_mark: Array, spread: Array) -> Array:
    if not np.any(spread > 0):
        weight = np.zeros((*variance.shape, variance.shape[1]))
        index = np.arange(variance.shape[1])
        weight[:, index, index] = 1 / variance
        return weight
    noisy = (by_mark * spread[:, None]).reshape(*variance.shape, -1)
    whole = noisy @ noisy.swapaxes(1, 2)
    index = np.arange(variance.shape[1])
    whole[:, index, index] += variance
    return np.asarray(np.linalg.inv(whole), np.float64)


def part(sights: Sights, rows: npt.NDArray[np.int64]) -> Sights:
    """Keep some measurements, and only the landmarks that these use."""
    two = np.isin(sights.kind[rows], (ALIGNED, LATER))
    one = ~np.isin(sights.kind[rows], (HEADING, FOCAL))
    used = np.unique(np.concatenate((sights.first[rows][one], sights.second[rows][two])))
    at = np.zeros(max(int(sights.marks.shape[1]), 1), np.int64)
    at[used] = np.arange(len(used))
    return Sights(
        kind=sights.kind[rows],
        first=at[sights.first[rows]],
        second=at[sights.second[rows]],
        value=sights.value[:, rows],
        sigma=sights.sigma[:, rows],
        marks=sights.marks[:, used],
        spread=sights.spread[used],
    )
