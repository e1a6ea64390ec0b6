"""Focal length and turn of the camera from lines that are parallel in the world: walls, kerbs, window rows.

Lines of one direction meet in one point of the picture, its vanishing point. Two or three directions at right angles to
each other tell the focal length [1], and how the camera was pitched and rolled where one of them is the vertical. The
lines are fitted at once to one camera, with the error of their ends; any number of lines a direction; vanishing points
at infinity are no special case, but where all are, the picture holds no focal length, and that is said.

A cropped picture has its lens's axis elsewhere than in its middle, and the focal length comes out wrong: give the axis
where it is known, or have it solved for (three directions).

Sources:
[1] B. Caprile, V. Torre, Using vanishing points for camera calibration, International Journal of Computer Vision 4
    (1990), 127-139, https://doi.org/10.1007/BF00127813
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.core.errors import BadValue, OverLimit, WrongUse
from sightline.measure.geo.camera.attitude import matrix, quaternion, towards
from sightline.measure.geo.camera.ellipse import NORMAL_95
from sightline.measure.geo.camera.fitting import Array, Fit, fit, inverse
from sightline.measure.geo.camera.lines import Lines, model, put
from sightline.measure.geo.camera.outliers import ALL_WRONG, chance
from sightline.measure.geo.camera.records import Focal

METHOD: Final = "vanishing points by least squares over all lines, version 1"
AXES: Final = ("along", "across", "up")
MOST_LINES: Final = 500
_UNSURE: Final = 0.5
"""95 % error of the focal length, as a part of it, from which it counts as not told."""

Segment = tuple[float, float, float, float]
"""A line from one point of the picture to another: column, row, column, row [px]."""


@frozen(slots=True)
class VanishingPoint:
    """Where the lines of one direction meet; None where they are parallel in the picture too."""

    axis: str
    column: float | None
    row: float | None
    worst_line: int
    """Number of the line, from 0, that fits least."""
    worst_px: float
    """How far an end of it lies from where it should."""


@frozen(slots=True)
class Vanishing:
    """What the lines tell."""

    status: str
    """found, undetermined or contradicted."""
    why: str
    focal: Focal | None
    """Its ``error_px`` is a standard deviation, as wherever a focal length goes in."""
    focal_error_px: float | None
    """95 %."""
    centre: tuple[float, float]
    """Lens's axis that was used or found [px]."""
    centre_error_px: tuple[float, float] | None
    """95 %, where it was solved for."""
    pitch_deg: float | None
    roll_deg: float | None
    points: tuple[VanishingPoint, ...]
    doubts: tuple[str, ...]
    method: str = METHOD


def vanishing(
    lines: Mapping[str, Sequence[Segment]],
    *,
    width_px: float,
    height_px: float,
    centre_px: tuple[float, float] | None = None,
    solve_centre: bool = False,
    pixel_error: float = 1.0,
) -> Vanishing:
    """Tell focal length, pitch and roll from lines of two or three directions at right angles.

    :param lines: by direction, "along", "across" (both level) and "up": two lines or more each
    :param width_px: of the picture [px]
    :param height_px: of the picture [px]
    :param centre_px: the lens's axis (column, row), for a cropped picture; else the middle
    :param solve_centre: solve for the lens's axis too; wants all three directions
    :param pixel_error: standard deviation of a line's end, across the line [px]
    :returns: what the lines tell, or why they do not; "undetermined" and "contradicted" are answers
    :raises BadValue: for a line that cannot be
    :raises WrongUse: for other directions, or fewer than two
    :raises OverLimit: for more than 500 lines
    """
    centre = (width_px / 2, height_px / 2) if centre_px is None else centre_px
    asked, names = _asked(lines, centre, pixel_error, width_px, height_px)
    if solve_centre and len(names) < 3:
        raise WrongUse("the lens's axis needs lines of three directions", item="centre", todo="add the third")
    size = math.hypot(width_px, height_px)
    best, free = _solve(asked, size, solve_centre=solve_centre)
    spread = inverse(best.normal)[0]
    focal = float(np.exp(best.state[0, 4]))
    sigma = focal * math.sqrt(max(float(spread[3, 3]), 0.0))
    points = _points(asked, names, best.state[0], centre, size)
    spare = len(asked.axis) - len(free)
    part = NORMAL_95 * sigma / focal
    moved = (centre[0] + float(best.state[0, 5]), centre[1] + float(best.state[0, 6]))
    doubts: list[str] = []
    if part > _UNSURE or not math.isfinite(part) or not size * 0.02 < focal < size * 50:
        flat = [point.axis for point in points if point.column is None]
        why = (
            f"the lines {' and '.join(flat) or 'of all directions'} are nearly parallel in the picture, so their "
            "vanishing point lies too far away to tell the focal length: draw longer lines, or take walls seen more "
            "from the corner"
        )
        return Vanishing("undetermined", why, None, None, centre, None, None, None, points, tuple(doubts))
    told = chance(float(best.cost[0]), spare)
    if spare <= 0:
        doubts.append("nothing checks this: draw a third line in each direction")
    if told < ALL_WRONG:
        sigma *= math.sqrt(max(float(best.cost[0]) / max(spare, 1), 1.0))
        doubts.extend(_contradicting(asked, points, size, solved=solve_centre))
    pitch, roll = _level(best.state[0])
    return Vanishing(
        status="found" if told >= ALL_WRONG else "contradicted",
        why=f"{len(asked.axis)} lines of {len(names)} directions meet within their errors"
        if told >= ALL_WRONG
        else "the lines do not meet within their errors: one is wrong, or the directions are not at right angles",
        focal=Focal(focal, sigma, "vanishing points"),
        focal_error_px=NORMAL_95 * sigma,
        centre=moved,
        centre_error_px=_axis_error(spread, solved=solve_centre),
        pitch_deg=pitch,
        roll_deg=roll,
        points=points,
        doubts=tuple(doubts),
    )


def _asked(
    lines: Mapping[str, Sequence[Segment]],
    centre: tuple[float, float],
    pixel_error: float,
    width_px: float,
    height_px: float,
) -> tuple[Lines, list[str]]:
    for value in (width_px, height_px, pixel_error):
        if not (math.isfinite(value) and value > 0):
            raise BadValue(f"{value} cannot be", item="size or pixel error", todo="above 0")
    for axis in lines:
        if axis not in AXES:
            raise WrongUse(f"there is no direction '{axis}'", item=axis, todo="one of: " + ", ".join(AXES))
    names = [axis for axis in AXES if len(lines.get(axis, ())) > 0]
    if len(names) < 2:
        raise WrongUse(
            "one direction tells no focal length", todo="draw lines of a second one, square to the first"
        )
    if sum(len(lines[axis]) for axis in names) > MOST_LINES:
        raise OverLimit(f"more than {MOST_LINES} lines", todo="keep the longest")
    middle, half, axis_of = [], [], []
    for axis in names:
        if len(lines[axis]) < 2:
            raise WrongUse("one line has no vanishing point", item=axis, todo="draw a second one")
        for number, (x1, y1, x2, y2) in enumerate(lines[axis]):
            if not all(math.isfinite(v) and abs(v) < 1e6 for v in (x1, y1, x2, y2)):
                raise BadValue(
                    "a line that cannot be", item=f"{axis} {number + 1}", todo="four numbers in pixels"
                )
            if math.hypot(x2 - x1, y2 - y1) < 4 * pixel_error:
                raise BadValue(
                    "a line shorter than its errors", item=f"{axis} {number + 1}", todo="draw it longer"
                )
            middle.append(((x1 + x2) / 2 - centre[0], (y1 + y2) / 2 - centre[1]))
            half.append(((x2 - x1) / 2, (y2 - y1) / 2))
            axis_of.append(AXES.index(axis))
    return Lines(np.array(middle), np.array(half), np.array(axis_of), pixel_error / math.sqrt(2)), names


def _solve(asked: Lines, size: float, *, solve_centre: bool) -> tuple[Fit, npt.NDArray[np.int64]]:
    """Fit from many turns and focal lengths, and take the best."""
    turns = [quaternion(towards(*angles)) for angles in _angles()]
    lengths = size * np.array([0.4, 0.8, 1.6, 3.2])
    begin = np.array([[*turn, math.log(length), 0.0, 0.0] for turn in turns for length in lengths])
    free = np.arange(4, dtype=np.int64)
    rough = fit(model(asked), begin, free, turns=30, add=put)
    order = np.argsort(np.nan_to_num(rough.cost, nan=np.inf), kind="stable")[:6]
    if solve_centre:
        free = np.arange(6, dtype=np.int64)
    best = fit(model(asked), rough.state[order], free, turns=60, add=put)
    top = np.array([int(np.argmin(np.nan_to_num(best.cost, nan=np.inf)))])
    return Fit(best.state[top], best.normal[top], best.cost[top], best.settled[top]), free


def _angles() -> list[tuple[float, float, float]]:
    return [
        (math.radians(h), math.radians(p), math.radians(r))
        for h in (-80, -60, -40, -20, 1, 20, 40, 60)
        for p in (-50, -20, 1, 20, 50)
        for r in (-60, -25, 1, 25, 60)
    ]


def _points(
    asked: Lines, names: Sequence[str], state: Array, centre: tuple[float, float], size: float
) -> tuple[VanishingPoint, ...]:
    off = np.abs(model(asked)(state[None], np.array([0])).residual[0])
    rotation = matrix(state[None, :4])[0]
    told = []
    for axis in names:
        rows = np.flatnonzero(asked.axis == AXES.index(axis))
        x, y, z = rotation[:, AXES.index(axis)]
        focal = math.exp(state[4])
        near = abs(z) * 100 * size > focal * math.hypot(x, y)
        worst = int(np.argmax(off[rows]))
        told.append(
            VanishingPoint(
                axis,
                float(focal * x / z + state[5] + centre[0]) if near else None,
                float(focal * y / z + state[6] + centre[1]) if near else None,
                worst,
                float(off[rows][worst]),
            )
        )
    return tuple(told)


def _contradicting(asked: Lines, points: Sequence[VanishingPoint], size: float, *, solved: bool) -> list[str]:
    worst = max(points, key=lambda point: point.worst_px)
    told = [
        f"line {worst.worst_line + 1} of '{worst.axis}' fits least: its ends lie {worst.worst_px:.1f} px off"
    ]
    if not solved and len(points) == 3:
        other, free = _solve(asked, size, solve_centre=True)
        if chance(float(other.cost[0]), len(asked.axis) - len(free)) >= ALL_WRONG:
            x, y = float(other.state[0, 5]), float(other.state[0, 6])
            told.append(
                f"all lines fit if the lens's axis lies {abs(x):.0f} px {'right' if x > 0 else 'left'} of and "
                f"{abs(y):.0f} px {'below' if y > 0 else 'above'} the middle: was the picture cropped?"
            )
    return told


def _level(state: Array) -> tuple[float | None, float | None]:
    """Give pitch and roll; the third direction is square to the two, so two are enough."""
    up = matrix(state[None, :4])[0][:, 2]
    if up[1] > 0:  # a line has no sense: of both the one that points up in the picture
        up = -up
    return math.degrees(math.asin(float(np.clip(up[2], -1, 1)))), math.degrees(math.atan2(-up[0], -up[1]))


def _axis_error(spread: Array, *, solved: bool) -> tuple[float, float] | None:
    if not solved:
        return None
    return NORMAL_95 * math.sqrt(float(spread[4, 4])), NORMAL_95 * math.sqrt(float(spread[5, 5]))
