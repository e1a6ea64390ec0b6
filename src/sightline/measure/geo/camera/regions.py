"""Draw all places that the measurements allow, where the ellipse is only its quadratic picture.

In each direction from the solution one goes out until chi-squared has risen by 5.99 with heading and focal length
fitted anew at every point (the profile likelihood [1]): nineteen times in twenty the truth lies inside.

Sources:
[1] D. J. Venzon, S. H. Moolgavkar, A method for computing profile-likelihood-based confidence intervals, Applied
    Statistics 37 (1988), 87-94, https://doi.org/10.2307/2347496
"""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from sightline.measure.geo.camera.ellipse import CHI2_95_2
from sightline.measure.geo.camera.fitting import Array, Model, fit

_DIRECTIONS: Final = 48
_HALVINGS: Final = 11
_WIDEST: Final = 16.0
"""How many times farther than the ellipse the region is looked for."""


def region(
    model: Model,
    state: Array,
    covariance: Array,
    free: npt.NDArray[np.int64],
    *,
    add: Callable[[Array, Array], Array] = np.add,
    scale: float = 1.0,
) -> tuple[Array, Array]:
    """Give the region's corners about the solution (east, north) [m], and how far each is against the ellipse.

    :param state: of the solution, (p,); its first two are east and north
    :param covariance: of east and north, (2, 2) [m²]
    :param free: the unknowns of the fit
    :param scale: by which the covariance was widened
    """
    turn = np.arange(_DIRECTIONS) * 2 * np.pi / _DIRECTIONS
    root = np.linalg.cholesky(covariance + 1e-12 * np.trace(covariance) * np.eye(2))
    rim = np.sqrt(CHI2_95_2) * (root @ np.stack((np.sin(turn), np.cos(turn)))).T
    rest = free[free >= 2]
    begin = np.broadcast_to(state, (_DIRECTIONS, len(state)))
    best = float(_profile(model, begin[:1], rest, add)[0])

    target = CHI2_95_2 * scale

    def rise(times: Array) -> Array:
        there = begin.copy()
        there[:, :2] += times[:, None] * rim
        return _profile(model, there, rest, add) - best

    low, high = np.zeros(_DIRECTIONS), np.ones(_DIRECTIONS)
    for _ in range(4):
        short = rise(high) < target
        if not np.any(short):
            break
        low = np.where(short, high, low)
        high = np.where(short, high * 2, high)
    high = np.minimum(high, _WIDEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        under = rise(middle) < target
        low, high = np.where(under, middle, low), np.where(under, high, middle)
    return rim * high[:, None], high


def _profile(
    model: Model, state: Array, rest: npt.NDArray[np.int64], add: Callable[[Array, Array], Array]
) -> Array:
    if len(rest) == 0:
        terms = model(state, np.arange(len(state)))
        cost: Array = np.einsum("bi,bij,bj->b", terms.residual, terms.weight, terms.residual)
        return cost
    return fit(model, state, rest, turns=8, add=add).cost
