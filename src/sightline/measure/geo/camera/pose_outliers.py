"""Name the landmark that contradicts the others in a full pose, by the same two tests as for a plane one."""

from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.geo.camera.fitting import Array
from sightline.measure.geo.camera.outliers import ALL_WRONG, chance
from sightline.measure.geo.camera.pose_solve import FoundPose, chosen, solve_pose
from sightline.measure.geo.camera.solve import LOOSE
from sightline.measure.geo.camera.view import Points

_ONE_WRONG: Final = 13.82
"""Chi-squared of two unknowns that is exceeded once in a thousand."""
_ALONE: Final = 9.21
_FITS: Final = 0.02
_MOST_PAIRS: Final = 45


@frozen(slots=True, eq=False)
class JudgedPose:
    """What stays, what is left out, and what fits then; numbers are those of the landmarks."""

    kept: npt.NDArray[np.int64]
    dropped: tuple[int, ...]
    found: tuple[FoundPose, ...]
    contradicts: bool
    instead: tuple[int, ...] = ()


def judge_pose(points: Points, focal: float, *, near: Array | None = None) -> JudgedPose:
    """Solve, and leave out what contradicts where it can be named."""
    every = np.arange(points.marks.shape[1])
    found = solve_pose(points, focal, near=near)
    free = freedom(points, len(every))
    fine = len(found) > 0 and chance(found[0].cost, free) >= ALL_WRONG
    if free < 2 or len(every) < 5:
        return JudgedPose(every, (), found, contradicts=len(found) > 0 and not fine)
    for size in (1, 2):
        groups = list(combinations(range(len(every)), size))
        if free - 2 * size < 1 or (size == 2 and (len(groups) > _MOST_PAIRS or fine)):
            break
        tried = []
        for group in groups:
            rows = np.array([i for i in every if i not in group])
            rest = solve_pose(chosen(points, rows), focal)
            if len(rest) > 0 and chance(rest[0].cost, free - 2 * size) >= _FITS:
                tried.append((rows, group, rest))
        if not tried:
            continue
        least = min(one[2][0].cost for one in tried)
        if fine and found[0].cost - least < _ONE_WRONG:
            break
        good = [one for one in tried if one[2][0].cost < least + _ALONE]
        if len(good) == 1:
            rows, group, rest = good[0]
            return JudgedPose(rows, group, rest, contradicts=False)
        if not fine:
            instead = tuple(sorted({i for _, group, _ in good for i in group}))
            return JudgedPose(every, (), found, contradicts=True, instead=instead)
    return JudgedPose(every, (), found, contradicts=len(found) > 0 and not fine)


def freedom(points: Points, count: int) -> int:
    """Say how many measurements there are beyond those needed; a focal length known beforehand is one."""
    loose = points.focal is not None and float(points.focal[0, 1]) > LOOSE
    return 2 * count - (7 if loose else 6)
