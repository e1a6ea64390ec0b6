"""Name the landmark, line or bearing that contradicts the others, where one can be named.

Two tests, both on stated errors [1]: all residuals together (chi-squared, 1 in 100) and each witness by what leaving it
out gains (1 in 1000). A witness is named only when the rest agrees without it, still checks itself without it, and no
other witness would do as well; else it is said that something contradicts and that it cannot be told what. Where one
is not enough, two are tried.

Sources:
[1] W. Baarda, A testing procedure for use in geodetic networks, Netherlands Geodetic Commission, Publications on
    Geodesy 2 (5), 1968, https://www.ncgeo.nl/downloads/09Baarda.pdf
[2] M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.4
"""

import math
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from sightline.measure.geo.camera.fitting import fit
from sightline.measure.geo.camera.plane import COLUMN, FOCAL, HEADING, Sights, model, part
from sightline.measure.geo.camera.solve import Found, freedom, solve, unknowns

ALL_WRONG: Final = 0.01
ONE_WRONG: Final = 10.83
"""Chi-squared of one unknown that is exceeded once in a thousand."""
_ALONE: Final = 6.63
"""How much worse the next witness must be to leave out before the first is named: once in a hundred."""
_FITS: Final = 0.02
"""Chance from which the rest counts as agreeing."""
_MOST_ALONE: Final = 12
_MOST_IN_PAIRS: Final = 8
"""How many witnesses are tried, those first without which chi-squared falls most."""


@frozen(slots=True, eq=False)
class Judged:
    """What stays, what is left out, and what fits then."""

    sights: Sights
    """All of them; mirrored where only that fits."""
    kept: npt.NDArray[np.int64]
    """Rows of the sights."""
    dropped: tuple[int, ...]
    """Rows that contradict; empty where nothing does or where it cannot be told which."""
    found: tuple[Found, ...]
    contradicts: bool
    """Something still does."""
    instead: tuple[int, ...] = ()
    """Rows each of which could be the wrong one, where it cannot be told which."""
    mirrored: bool = False


def chance(cost: float, freedom: int) -> float:
    """Give the chance of residuals this large where the stated errors are right; 1 where nothing is checked."""
    if freedom <= 0:
        return 1.0
    half = max(cost, 0.0) / 2
    if not math.isfinite(half) or half > 700:
        return 0.0
    term = math.exp(-half) * (1.0 if freedom % 2 == 0 else math.sqrt(half / math.pi) * 2)
    left = math.exp(-half) if freedom % 2 == 0 else math.erfc(math.sqrt(half))
    at = 2 if freedom % 2 == 0 else 1
    if at == 2:
        term *= half
    while at < freedom:  # [2] 26.4.4 and 26.4.5
        left += term
        at += 2
        term *= half / (at / 2)
    return left


def judge(sights: Sights, focal: float, *, known: float) -> Judged:
    """Solve, and leave out what contradicts where it can be named."""
    every = np.arange(len(sights.kind))
    found = solve(sights, focal, known=known)
    spare = freedom(sights)
    if len(found) == 0:
        return Judged(sights, every, (), found, contradicts=True)
    fine = chance(found[0].cost, spare) >= ALL_WRONG
    if spare <= 0 or (fine and max(_gains(sights, found[0]).values(), default=0.0) < ONE_WRONG):
        return Judged(sights, every, (), found, contradicts=False)
    if not fine and np.sum(sights.kind == COLUMN) > 3:
        flip = evolve(sights, value=sights.value * np.where(sights.kind == COLUMN, -1.0, 1.0))
        other = solve(flip, focal, known=known)
        if len(other) > 0 and chance(other[0].cost, spare) >= _FITS:
            return Judged(flip, every, (), other, contradicts=False, mirrored=True)
    passing = _passing(sights, focal, known, spare, _gains(sights, found[0]))
    if len(passing) == 1:
        rows, group, rest = passing[0]
        return Judged(sights, rows, group, rest, contradicts=False)
    instead = tuple(sorted({row for _, group, _ in passing for row in group}))
    return Judged(sights, every, (), found, contradicts=not fine, instead=() if fine else instead)


def _passing(
    sights: Sights, focal: float, known: float, spare: int, gains: dict[int, float]
) -> list[tuple[npt.NDArray[np.int64], tuple[int, ...], tuple[Found, ...]]]:
    """List what can be left out so that the rest agrees: one witness, else two; the best, and those as good as it."""
    suspects = sorted(gains, key=lambda row: -gains[row])
    for size, most in ((1, _MOST_ALONE), (2, _MOST_IN_PAIRS)):
        groups = list(combinations(sorted(suspects[:most]), size))
        if spare - size < 1:
            break
        tried = [(*_without(sights, group, focal, known), group) for group in groups]
        good = [
            (rows, group, rest)
            for rows, rest, group in tried
            if len(rest) > 0 and chance(rest[0].cost, spare - size) >= _FITS
        ]
        if good:
            least = min(one[2][0].cost for one in good)
            return [one for one in good if one[2][0].cost < least + _ALONE]
    return []


def _suspects(sights: Sights) -> list[int]:
    return [i for i, kind in enumerate(sights.kind) if kind != FOCAL]


def _without(
    sights: Sights, group: tuple[int, ...], focal: float, known: float
) -> tuple[npt.NDArray[np.int64], tuple[Found, ...]]:
    rows = np.array([i for i in range(len(sights.kind)) if i not in group])
    rest = part(sights, rows)
    if len(rest.spread) == 0 or np.all((rest.kind == FOCAL) | (rest.kind == HEADING)):
        return rows, ()
    return rows, solve(rest, focal, known=known)


def _gains(sights: Sights, found: Found) -> dict[int, float]:
    """Say how far chi-squared falls when each measurement in turn is left out."""
    suspects = _suspects(sights)
    loose = np.repeat(sights.sigma, len(suspects), axis=0)
    for i, row in enumerate(suspects):
        loose[i, row] *= 1e4 if sights.kind[row] == COLUMN else 1e3
    one = Sights(sights.kind, sights.first, sights.second, sights.value, loose, sights.marks, sights.spread)
    start = np.broadcast_to(found.state, (len(suspects), 4))
    left = fit(model(one), start, unknowns(sights), turns=15)
    return {row: found.cost - float(left.cost[i]) for i, row in enumerate(suspects)}
