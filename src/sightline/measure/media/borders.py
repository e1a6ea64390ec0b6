"""Find flat borders around a picture: letterbox, pillarbox, padding of any one colour, slightly noisy or not.

A line belongs to a border while nearly all its points have the border's colour. Whether the border is real is told
by how it ends: at an edge, most of the next lines differ; in a dark scene or a sky, hardly any do.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.fingerprint_loops import LINE_POINTS, compiled, is_compiled

TOLERANCE: Final = 10
"""Luma by which a point of a border may differ from its colour: what strong compression leaves."""
STRAY: Final = 10
"""Points of a line, in thousandths, that may differ more."""
EDGE: Final = 250
"""Share of points, in thousandths, that must differ just inside, for the border to end in an edge."""
LEAST: Final = 10
"""A border thinner than this, in thousandths of the side, is not worth a view of its own: it moves few bits."""
_LEAST_INNER: Final = 150
_LEAST_PIXELS: Final = 32
_CHUNK: Final = 32
_BLACK: Final = 30
"""Bars of another colour inside bars are believed when they are black; else every bright sky would be one."""

_SHARP: Final = 2.0
"""How much stronger than the steps around it the step at an edge must be."""

Plane = NDArray[np.uint8]


@frozen(slots=True)
class Sides:
    """How thick the borders are [pixels], in the order in which they are always named."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    @property
    def each(self) -> tuple[int, int, int, int]:
        """The four, in order."""
        return self.left, self.top, self.right, self.bottom

    def within(self, plane: Plane) -> Plane:
        """Return what lies inside, as a view of the same memory."""
        height, width = plane.shape
        return plane[self.top : height - self.bottom, self.left : width - self.right]


NONE: Final = Sides()
_TO_FIRST_LINE: Final[tuple[Callable[[Plane], Plane], ...]] = (
    lambda plane: plane.T,
    lambda plane: plane,
    lambda plane: plane[:, ::-1].T,
    lambda plane: plane[::-1],
)
"""For each side, how a plane is turned so that its lines begin there."""


@frozen(slots=True)
class Found:
    """The borders of one picture."""

    sides: Sides
    hard: tuple[bool, bool, bool, bool] = (False, False, False, False)
    """Which of them end in an edge."""


NOTHING: Final = Found(NONE)


def find_borders(plane: Plane) -> Found | None:
    """Find the flat borders of one picture.

    Rows are tried first, then columns between the rows found; rows again where only the columns had a border.

    :param plane: (height, width) luma, 0 to 255.
    :returns: None where all of it is flat, which says nothing about borders.
    """
    height, width = plane.shape
    if min(height, width) < _LEAST_PIXELS:
        return NOTHING
    if is_compiled() and not compiled().edge(plane, TOLERANCE, STRAY):
        return NOTHING
    top, upper = _follow(plane)
    if top[0] >= height:
        return None
    bottom, lower = _follow(plane[::-1])
    between = plane[top[0] : height - bottom[0]]
    left, west = _follow(between.T)
    if left[0] >= width:
        return None
    right, east = _follow(between[:, ::-1].T)
    if top[0] == bottom[0] == 0 and left[0] + right[0] > 0:
        inside = plane[:, left[0] : width - right[0]]
        top, upper = _black_only(_follow(inside))
        bottom, lower = _black_only(_follow(inside[::-1]))
        if top[0] >= height:
            return None
    return Found(Sides(left[0], top[0], right[0], bottom[0]), (west, upper, east, lower))


def worth(sides: Sides, height: int, width: int) -> bool:
    """Tell whether borders are thick enough to be taken off, and leave enough of the picture."""
    across, down = width - sides.left - sides.right, height - sides.top - sides.bottom
    if min(across, down) < _LEAST_PIXELS:
        return False
    if across * 1000 < width * _LEAST_INNER or down * 1000 < height * _LEAST_INNER:
        return False
    return (
        max(sides.left, sides.right) * 1000 >= width * LEAST
        or max(sides.top, sides.bottom) * 1000 >= height * LEAST
    )


def borders_of_picture(plane: Plane) -> Sides | None:
    """Return the borders of a picture that stands alone, so that one look decides: every side must end in an edge.

    :returns: None where it has none that are worth taking off.
    """
    found = find_borders(plane)
    if found is None:
        return None
    left, top, right, bottom = (
        size if hard else 0 for size, hard in zip(found.sides.each, found.hard, strict=True)
    )
    sides = Sides(left, top, right, bottom)
    return sharpened(sides, [plane]) if worth(sides, plane.shape[0], plane.shape[1]) else None


def sharpened(sides: Sides, planes: Sequence[Plane]) -> Sides:
    """Move each side to the sharpest step between two lines near it.

    Strong compression spreads the picture some pixels into its border, and each of them moves bits of the hash.

    :param planes: frames of one size that have these borders, one or more.
    """
    left, top, right, bottom = (
        size + _to_edge(size, [turn(plane) for plane in planes]) if size > 0 else 0
        for size, turn in zip(sides.each, _TO_FIRST_LINE, strict=True)
    )
    return Sides(left, top, right, bottom)


def _to_edge(size: int, looks: list[Plane]) -> int:
    """Return by how many lines the sharpest step lies further in (or out) than ``size``."""
    depth = looks[0].shape[0]
    first, last = max(1, size - 2), min(depth - 1, size + max(8, depth // 64))
    if last - first < 4:
        return 0
    steps = np.zeros(last - first)
    for lines in looks:
        near = lines[first - 1 : last, :: max(1, lines.shape[1] // LINE_POINTS)].astype(np.int16)
        steps += np.abs(near[1:] - near[:-1]).mean(axis=1)
    sharpest = int(steps.argmax())
    return first + sharpest - size if steps[sharpest] >= _SHARP * np.median(steps) else 0


def is_one_colour(strip: Plane, *, most: int) -> bool:
    """Tell whether a strip has one colour but for some of its points: a bar with a caption in it is still a bar.

    :param most: how many points may differ, in thousandths.
    """
    if strip.size == 0:
        return True
    sample = strip[:: max(1, strip.shape[0] // 64), :: max(1, strip.shape[1] // 64)].astype(np.int16)
    differ = np.abs(sample - np.int16(np.median(sample))) > TOLERANCE
    return int(differ.sum()) * 1000 <= most * sample.size


def _follow(lines: Plane) -> tuple[tuple[int, int], bool]:
    """Return how many lines the border at line 0 has and its colour, and whether it ends in an edge."""
    if is_compiled():
        found = np.empty(3, np.int64)
        compiled().border(lines, TOLERANCE, STRAY, found)
        return (int(found[0]), int(found[1])), int(found[2]) >= EDGE
    return _follow_plainly(lines)


def _follow_plainly(lines: Plane) -> tuple[tuple[int, int], bool]:
    depth, length = lines.shape
    if depth < 2:
        return (0, 0), False
    sample = lines[:, :: max(1, length // LINE_POINTS)]
    points = sample.shape[1]
    colour = (int(sample[1].sum()) + points // 2) // points
    allowed = points * STRAY // 1000
    if int(_differ(sample[:1], colour)[0]) > allowed:
        return (0, colour), False
    end = 0
    while end < depth:
        over = _differ(sample[end : end + _CHUNK], colour) > allowed
        if over.any():
            end += int(over.argmax())
            break
        end = min(depth, end + _CHUNK)
    if end == 0:
        return (0, colour), False
    # compared with where the border ends: what gets brighter slowly has no edge
    ends_in = (int(sample[end - 1].sum()) + points // 2) // points
    beyond = [end + more for more in (3, 6, 10) if end + more < depth]
    share = max((int(one) * 1000 // points for one in _differ(sample[beyond], ends_in)), default=0)
    return (end, colour), share >= EDGE


def _differ(sample: Plane, colour: int) -> NDArray[Any]:
    counted: NDArray[Any] = (np.abs(sample.astype(np.int16) - colour) > TOLERANCE).sum(axis=1)
    return counted


def _black_only(found: tuple[tuple[int, int], bool]) -> tuple[tuple[int, int], bool]:
    (_, colour), _ = found
    return found if colour <= _BLACK else ((0, colour), False)
