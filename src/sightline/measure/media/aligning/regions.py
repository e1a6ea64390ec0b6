"""Propose where in a film another picture may stand: an inset, the middle of blurred padding, half of a split frame.

Such a picture has straight upright edges that stay where they are while what they part keeps changing. So edges that
are there in most of many frames, taken from all over the film, are joined to rectangles. A proposal costs a few hashes;
whether it shows anything known is for the fingerprints to say.
"""

import itertools
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.aligning.overlays import Rectangle

FEWEST_FRAMES: Final = 4
_SIDE: Final = 320
_STEP: Final = 7.0
_OFTEN: Final = 0.45
_LINES: Final = 10
_SHORTEST: Final = 0.18
_COVERED: Final = 0.72
_LEAST_AREA: Final = 0.05
_MOST_AREA: Final = 0.93
_SAME: Final = 0.85


@frozen(slots=True)
class _Line:
    """An edge that stays: where it lies across, from where to where it runs, how often it is seen."""

    at: int
    begin: int
    end: int
    seen: float


def propose_regions(frames: NDArray[np.uint8], *, most: int = 4) -> tuple[Rectangle, ...]:
    """Return rectangles in which another picture may stand, the likeliest first, in thousandths.

    :param frames: (n, height, width) grey frames from all over a film, 4 or more, sides of 64 and more.
    :raises ValueError: when there are fewer or smaller ones.
    """
    if frames.ndim != 3 or len(frames) < FEWEST_FRAMES or min(frames.shape[1:]) < 64:
        raise ValueError("four grey frames or more, with sides of 64 points and more, are needed")
    small = _reduced(frames)
    _, height, width = small.shape
    upright = _lines(_steps(small))
    level = _lines(_steps(small.transpose(0, 2, 1)))
    sides = (
        [*upright, _Line(0, 0, height, 0.0), _Line(width, 0, height, 0.0)],
        [*level, _Line(0, 0, width, 0.0), _Line(height, 0, width, 0.0)],
    )
    found: list[tuple[float, tuple[int, int, int, int]]] = []
    for left, right in itertools.combinations(sorted(sides[0], key=lambda one: one.at), 2):
        for top, bottom in itertools.combinations(sorted(sides[1], key=lambda one: one.at), 2):
            likely = _likelihood(left, top, right, bottom, width, height)
            if likely > 0:
                found.append((likely, (left.at, top.at, right.at, bottom.at)))
    kept: list[tuple[int, int, int, int]] = []
    for _, box in sorted(found, key=lambda one: (-one[0], one[1])):
        if len(kept) < most and all(_shared(box, old) < _SAME for old in kept):
            kept.append(box)
    return tuple(
        Rectangle(
            round(1000 * left / width),
            round(1000 * top / height),
            round(1000 * right / width),
            round(1000 * bottom / height),
        )
        for left, top, right, bottom in kept
    )


def _reduced(frames: NDArray[np.uint8]) -> NDArray[np.float32]:
    import cv2

    scale = min(1.0, _SIDE / max(frames.shape[1:]))
    size = (round(frames.shape[2] * scale), round(frames.shape[1] * scale))
    return np.stack([cv2.resize(one, size, interpolation=cv2.INTER_AREA) for one in frames]).astype(
        np.float32
    )


def _steps(frames: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how often each place has a sharp step across, (height, width - 1)."""
    # over two points, so that an edge between two points is not lost
    step = np.abs(frames[:, :, 2:] - frames[:, :, :-2])
    step = np.pad(step, ((0, 0), (0, 0), (0, 1)))
    often: NDArray[np.float64] = (step > _STEP).mean(axis=0)
    # where everything has steps, texture, a step says nothing: what is usual beside it is taken off
    usual = np.minimum(np.roll(often, 5, axis=1), np.roll(often, -5, axis=1))
    lean: NDArray[np.float64] = often - 0.5 * usual
    return lean


def _lines(often: NDArray[np.float64]) -> list[_Line]:
    """Return the longest edges that run straight down."""
    height, width = often.shape
    found: list[_Line] = []
    for at in range(3, width - 3):
        best, begin, span = 0.0, 0, (0, 0)
        total = 0.0
        for y, value in enumerate((often[:, at] - _OFTEN).tolist()):
            if total <= 0:
                total, begin = 0.0, y
            total += value
            if total > best:
                best, span = total, (begin, y + 1)
        if span[1] - span[0] >= _SHORTEST * height:
            found.append(_Line(at + 1, *span, seen=best))
    found.sort(key=lambda one: -one.seen)
    kept: list[_Line] = []
    for line in found:
        if len(kept) < _LINES and all(
            abs(line.at - old.at) > 3 or line.end <= old.begin or old.end <= line.begin for old in kept
        ):
            kept.append(line)
    return kept


def _likelihood(left: _Line, top: _Line, right: _Line, bottom: _Line, width: int, height: int) -> float:
    """Return how well four lines bound a picture; 0 where they do not."""
    wide, high = right.at - left.at, bottom.at - top.at
    area = wide * high / (width * height)
    if not _LEAST_AREA < area < _MOST_AREA or min(wide / width, high / height) < _SHORTEST:
        return 0.0
    total, inner = 0.0, 0
    for line, begin, end in (
        (left, top.at, bottom.at),
        (right, top.at, bottom.at),
        (top, left.at, right.at),
        (bottom, left.at, right.at),
    ):
        covered = max(0, min(line.end, end) - max(line.begin, begin)) / (end - begin)
        if line.seen > 0:
            if covered < _COVERED:
                return 0.0
            # an edge that runs on far beyond the corner belongs to something else
            total += covered - 0.5 * max(0.0, (line.end - line.begin) / (end - begin) - 1.15)
            inner += 1
    return 0.0 if inner == 0 else total / inner + 0.15 * inner


def _shared(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    common = max(0, wide) * max(0, high)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return common / max(1, sum(areas) - common)
