"""Fit many small least-squares problems at once: one camera from many starts, or ten thousand simulated cameras.

Levenberg and Marquardt's method [1] with weights that follow the state: the error of a landmark on the map weighs the
more the nearer it is, so the covariance of the measurements is taken anew at every step.

Sources:
[1] D. W. Marquardt, An algorithm for least-squares estimation of nonlinear parameters, SIAM Journal 11 (1963),
    431-441, https://doi.org/10.1137/0111030
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

Array = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

_LEAST_DAMPING: Final = 1e-9
_MOST_DAMPING: Final = 1e10
_SMALL: Final = 1e-8
"""A step whose squared length is below this part of a standard deviation ends the fit."""


@frozen(slots=True, eq=False)
class Terms:
    """What a model says at a state, for B problems of m measurements and p unknowns."""

    residual: Array
    """Predicted less measured, (B, m)."""
    slope: Array
    """Of the residual by the unknowns, (B, m, p)."""
    weight: Array
    """Inverse of the covariance of the measurements, (B, m, m)."""


@frozen(slots=True, eq=False)
class Fit:
    """Where B problems came to rest."""

    state: Array
    """(B, p), or what ``add`` makes of it."""
    normal: Array
    """Inverse of the covariance of the unknowns that were free, (B, q, q)."""
    cost: Array
    """Weighted sum of squared residuals, (B,): chi-squared where the stated errors are right."""
    settled: npt.NDArray[np.bool_]
    """False where it was still moving at the end."""


Model = Callable[[Array, Rows], Terms]
"""Gives the terms of the problems ``rows`` at their states."""


def fit(
    model: Model,
    start: Array,
    free: npt.NDArray[np.int64],
    *,
    turns: int = 40,
    add: Callable[[Array, Array], Array] = np.add,
) -> Fit:
    """Fit all problems from their starts.

    :param model: terms at a state
    :param start: (B, p)
    :param free: which of the unknowns may move; the others stay as they start
    :param turns: most steps
    :param add: puts a step of all p unknowns onto a state; addition by default
    """
    state = np.array(start, np.float64)
    every = np.arange(len(state))
    now = model(state, every)
    residual, slope, weight = now.residual, now.slope[..., free], now.weight
    width = now.slope.shape[-1]
    damping = np.full(len(state), 1e-3)
    settled = np.zeros(len(state), bool)
    for _ in range(turns):
        rows = np.flatnonzero(~settled)
        if rows.size == 0:
            break
        normal, pull = _normal(residual[rows], slope[rows], weight[rows])
        step, length = _step(normal, pull, damping[rows])
        whole = np.zeros((len(rows), width))
        whole[:, free] = step
        trial = add(state[rows], whole)
        there = model(trial, rows)
        before = _cost(residual[rows], weight[rows])
        after = _cost(there.residual, weight[rows])
        better = np.isfinite(after) & (after <= before)
        gone = rows[better]
        state[gone] = trial[better]
        residual[gone] = there.residual[better]
        slope[gone] = there.slope[better][..., free]
        weight[gone] = there.weight[better]
        damping[rows] = np.clip(damping[rows] * np.where(better, 0.1, 8.0), _LEAST_DAMPING, _MOST_DAMPING)
        settled[rows] = (length < _SMALL) | (damping[rows] >= _MOST_DAMPING)
    normal, _ = _normal(residual, slope, weight)
    return Fit(state, normal, _cost(residual, weight), settled)


def inverse(normal: Array) -> Array:
    """Turn normal matrices (B, q, q) into covariances; directions that nothing measures become very long."""
    scale = np.sqrt(np.maximum(np.einsum("bii->bi", normal), 1e-40))
    even = normal / scale[:, :, None] / scale[:, None, :]
    values, vectors = np.linalg.eigh(np.nan_to_num((even + even.swapaxes(1, 2)) / 2))
    spread = 1.0 / np.maximum(values, 1e-14)
    turned: Array = np.einsum("bij,bj,bkj->bik", vectors, spread, vectors)
    whole: Array = turned / scale[:, :, None] / scale[:, None, :]
    return whole


def _normal(residual: Array, slope: Array, weight: Array) -> tuple[Array, Array]:
    weighed = slope.swapaxes(1, 2) @ weight
    return weighed @ slope, (weighed @ residual[..., None])[..., 0]


def _cost(residual: Array, weight: Array) -> Array:
    cost: Array = np.einsum("bi,bij,bj->b", residual, weight, residual)
    return cost


def _step(normal: Array, pull: Array, damping: Array) -> tuple[Array, Array]:
    """Give the damped steps and the squared length of each in standard deviations."""
    scale = np.sqrt(np.maximum(np.einsum("bii->bi", normal), 1e-40))
    even = normal / scale[:, :, None] / scale[:, None, :]
    even = np.nan_to_num(even) + damping[:, None, None] * np.eye(even.shape[-1])
    step: Array = -np.linalg.solve(even, np.nan_to_num(pull / scale)[..., None])[..., 0] / scale
    return step, np.einsum("bi,bij,bj->b", step, np.nan_to_num(normal), step)


def wrapped(angle: Any) -> Any:
    """Bring angles [rad] into -pi to pi."""
    return (angle + np.pi) % (2 * np.pi) - np.pi
