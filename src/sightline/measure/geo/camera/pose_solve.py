"""Find every pose that fits, best first: OpenCV's closed forms give the starts, least squares of our own the rest.

SQPNP [1] starts from all points, and the four answers of three points [2] show what else there may be; where the focal
length is not known nine are tried. OpenCV's answers carry no error; ours do, with that of every landmark on the map.

Sources:
[1] G. Terzakis, M. Lourakis, A consistently fast and globally optimal solution to the perspective-n-point problem, ECCV
    2020, https://doi.org/10.1007/978-3-030-58452-8_28
[2] X.-S. Gao and others, Complete solution classification for the perspective-three-point problem, IEEE Transactions on
    Pattern Analysis and Machine Intelligence 25 (2003), 930-943, https://doi.org/10.1109/TPAMI.2003.1217599
"""

from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from sightline.measure.geo.camera.attitude import matrix, quaternion
from sightline.measure.geo.camera.fitting import Array, fit, inverse
from sightline.measure.geo.camera.solve import LOOSE
from sightline.measure.geo.camera.view import Points, free_steps, model, put

_TRIED: Final = np.array([0.35, 0.5, 0.71, 1.0, 1.41, 2.0, 2.8, 4.5, 8.0])
_WORSE: Final = 9.21
_MOST_TRIPLES: Final = 12
_FARTHEST_M: Final = 2_000_000.0


@frozen(slots=True, eq=False)
class FoundPose:
    """One pose that fits: state (8,), covariance of the seven steps (7, 7), chi-squared."""

    state: Array
    covariance: Array
    cost: float


def chosen(points: Points, which: npt.NDArray[np.int64]) -> Points:
    """Keep some of the points."""
    return evolve(
        points,
        pixels=points.pixels[:, which],
        marks=points.marks[:, which],
        pixel_error=points.pixel_error[:, which],
        spread=points.spread[which],
    )


def solve_pose(points: Points, focal: float, *, near: Array | None = None) -> tuple[FoundPose, ...]:
    """Find all poses that fit one set of points, best first; none may.

    :param focal: best guess of the focal length [px]
    :param near: begin here too, (K, 8)
    """
    loose = points.focal is not None and float(points.focal[0, 1]) > LOOSE
    lengths = focal * _TRIED if loose else np.array([focal])
    begin = [start for length in lengths for start in _starts(points, float(length))]
    if near is not None:
        begin.extend(near)
    if not begin:
        return ()
    free = free_steps(points)
    state = np.array(begin)
    calm = evolve(points, pixel_error=_widened(points, state[0]), spread=np.zeros_like(points.spread))
    with np.errstate(invalid="ignore"):
        rough = fit(model(calm), state, free, turns=25, add=put)
        best = fit(model(points), rough.state, free, turns=60, add=put)
    return _kept(best.state, best.cost, inverse(best.normal), free)


def _widened(points: Points, state: Array) -> Array:
    """Give pixel errors that hold those of the map as well, as seen from the first start."""
    away = np.maximum(np.linalg.norm(points.marks[0] - state[:3], axis=1), 1.0)
    return np.asarray(np.hypot(points.pixel_error, np.exp(state[7]) * points.spread.max(axis=1) / away))


def _starts(points: Points, focal: float) -> list[Array]:
    import cv2

    lens = np.array([[focal, 0, 0], [0, focal, 0], [0, 0, 1.0]])
    middle = points.marks[0].mean(axis=0)
    marks, pixels = points.marks[0] - middle, points.pixels[0]
    found: list[Array] = []

    def take(which: tuple[int, ...], method: int) -> None:
        at = list(which)
        try:
            _, turns, places, _ = cv2.solvePnPGeneric(
                np.ascontiguousarray(marks[at]), np.ascontiguousarray(pixels[at]), lens, None, flags=method
            )
        except cv2.error:  # points that its closed forms cannot take: in a line, or in one spot
            return
        for turn, place in zip(turns, places, strict=True):
            rotation = np.asarray(cv2.Rodrigues(turn)[0], np.float64)
            where = -rotation.T @ place[:, 0] + middle
            ahead = (rotation @ (points.marks[0] - where).T)[2]
            if np.all(np.isfinite(where)) and np.all(ahead > 0):
                found.append(np.concatenate((where, quaternion(rotation), [np.log(focal)])))

    everything = tuple(range(len(marks)))
    take(everything, cv2.SOLVEPNP_SQPNP)
    if len(marks) <= 8:
        for triple in list(combinations(everything, 3))[:_MOST_TRIPLES]:
            take(triple, cv2.SOLVEPNP_P3P)
    return found


def _kept(state: Array, cost: Array, spread: Array, free: npt.NDArray[np.int64]) -> tuple[FoundPose, ...]:
    good = np.isfinite(cost) & np.all(np.isfinite(state), axis=1)
    good &= np.linalg.norm(np.nan_to_num(state[:, :3]), axis=1) < _FARTHEST_M
    order = np.flatnonzero(good)[np.argsort(cost[good], kind="stable")]
    found: list[FoundPose] = []
    for i in order:
        if cost[i] > cost[order[0]] + _WORSE:
            break
        if any(_same(state[i], other) for other in found):
            continue
        whole = np.zeros((7, 7))
        whole[np.ix_(free, free)] = spread[i]
        found.append(FoundPose(state[i].copy(), whole, float(cost[i])))
    return tuple(found)


def _same(state: Array, other: FoundPose) -> bool:
    away = state[:3] - other.state[:3]
    turn = matrix(state[3:7]) @ matrix(other.state[3:7]).T
    angle = np.arccos(np.clip((np.trace(turn) - 1) / 2, -1, 1))
    near = away @ np.linalg.pinv(other.covariance[:3, :3]) @ away
    return bool((np.linalg.norm(away) < 1.0 or near < 4.0) and angle < 0.2)
