"""Find every place from which one set of sights fits, best first."""

from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from sightline.measure.geo.camera.fitting import Array, Fit, fit, inverse, wrapped
from sightline.measure.geo.camera.plane import (
    COLUMN,
    FOCAL,
    HEADING,
    LATER,
    LOG_FOCAL,
    RANGE,
    TURN,
    Sights,
    model,
)
from sightline.measure.geo.camera.starts import starts

LOOSE: Final = 0.2
"""Standard deviation of the logarithm of the focal length from which it counts as not known."""
_WORSE: Final = 9.21
"""Chi-squared beyond the best at which a second place is no longer told: 99 % of two unknowns."""
_FARTHEST_M: Final = 2_000_000.0
"""From the middle of the landmarks; nothing on the ground is seen from there."""
_TRIED_FOCALS: Final = np.array([0.35, 0.5, 0.71, 1.0, 1.41, 2.0, 2.8, 4.5, 8.0])
"""Parts of the picture's width that are tried where no focal length is known."""


@frozen(slots=True, eq=False)
class Found:
    """One place that fits: state (4,), covariance of all four unknowns (4, 4), and chi-squared."""

    state: Array
    covariance: Array
    cost: float


def unknowns(sights: Sights) -> npt.NDArray[np.int64]:
    """Say which of the four unknowns these sights have: east and north always, the focal length with FOCAL."""
    free = [0, 1]
    if np.any((sights.kind == COLUMN) | (sights.kind == HEADING)):
        free.append(TURN)
    if np.any(sights.kind == COLUMN) and np.any(sights.kind == FOCAL):
        free.append(LOG_FOCAL)
    return np.array(free)


def freedom(sights: Sights) -> int:
    """Say how many measurements there are beyond those needed; a focal length that nobody knows is none."""
    guessed = np.sum((sights.kind == FOCAL) & (sights.sigma[0] > LOOSE))
    return len(sights.kind) - len(unknowns(sights)) - int(guessed)


def solve(sights: Sights, focal: float, *, known: float, near: Array | None = None) -> tuple[Found, ...]:
    """Find all places that fit, best first; those that fit far worse than the best are left out, and none may fit.

    :param sights: one problem
    :param focal: best guess of the focal length [px]
    :param known: standard deviation of its logarithm; above ``LOOSE`` several are tried
    :param near: begin here (K, 4) too
    """
    free = unknowns(sights)
    tried = _tried(sights, focal, known)
    begin = starts(sights, tried)
    if near is not None:
        begin = np.concatenate((near, begin))
    calm = evolve(sights, spread=np.zeros_like(sights.spread), sigma=_widened(sights))
    rough = fit(model(calm), begin, free, turns=25)
    rough_state = rough.state[np.argsort(rough.cost, kind="stable")]
    best = fit(model(sights), _apart(rough_state)[:40], free, turns=60)
    return _kept(best, free)


def _tried(sights: Sights, focal: float, known: float) -> Array:
    if not np.any(sights.kind == COLUMN) or known <= LOOSE:
        return np.array([focal])
    return focal * _TRIED_FOCALS


def _widened(sights: Sights) -> Array:
    """Give errors for the rough fit, landmarks' as seen from a middling distance, so that weights stand still."""
    marks = sights.marks[0]
    away = max(float(np.median(np.hypot(*(marks - marks.mean(axis=0)).T))), 10.0)
    turned = sights.spread[sights.first] / away
    wide = sights.sigma.copy()
    for i, kind in enumerate(sights.kind):
        if kind == COLUMN:
            wide[0, i] = np.hypot(wide[0, i], turned[i] * max(abs(float(sights.value[0, i])), 500.0))
        elif kind in (RANGE, LATER):
            wide[0, i] = np.hypot(wide[0, i], sights.spread[sights.first[i]])
        elif kind not in (FOCAL, HEADING):
            wide[0, i] = np.hypot(wide[0, i], turned[i])
    return wide


def _apart(state: Array, within: float = 0.02) -> Array:
    """Leave out states that say nearly the same as one before them."""
    kept: list[Array] = []
    for one in state:
        if not np.all(np.isfinite(one)):
            continue
        scale = 1.0 + np.hypot(one[0], one[1])
        if all(
            np.hypot(*(one[:2] - other[:2])) > within * scale
            or abs(wrapped(one[TURN] - other[TURN])) > 0.02
            or abs(one[LOG_FOCAL] - other[LOG_FOCAL]) > 0.05
            for other in kept
        ):
            kept.append(one)
    return np.array(kept) if kept else state[:1]


def _kept(best: Fit, free: npt.NDArray[np.int64]) -> tuple[Found, ...]:
    state, cost = best.state, best.cost
    spread = inverse(best.normal)
    near = np.all(np.isfinite(state), axis=1) & np.isfinite(cost)
    near &= np.hypot(np.nan_to_num(state[:, 0]), np.nan_to_num(state[:, 1])) < _FARTHEST_M
    order = np.flatnonzero(near)[np.argsort(cost[near], kind="stable")]
    found: list[Found] = []
    for i in order:
        if cost[i] > cost[order[0]] + _WORSE:
            break
        whole = np.zeros((4, 4))
        whole[np.ix_(free, free)] = spread[i]
        if any(_same(state[i], one) for one in found):
            continue
        here = state[i].copy()
        here[TURN] = wrapped(here[TURN])
        found.append(Found(here, whole, float(cost[i])))
    return tuple(found)


def _same(state: Array, other: Found) -> bool:
    """Say whether two ends are one place: within a metre, or within its own error and hardly worse."""
    away = state[:2] - other.state[:2]
    if np.hypot(*away) < 1.0:
        return True
    near = away @ np.linalg.pinv(other.covariance[:2, :2]) @ away
    return bool(near < 4.0)
