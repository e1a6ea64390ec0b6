"""What was laid over a picture: where two frames that lie over each other still differ."""

from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

BLOCK: Final = 16
_ALIKE: Final = 0.6
_CONTRAST: Final = 6.0
_FEWEST_BLOCKS: Final = 3
_SOLID: Final = 0.5
_MOST: Final = 12


@frozen(slots=True)
class Rectangle:
    """A part of a picture, in thousandths of its width and height."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """Thousandths of the picture's area."""
        return max(0, self.right - self.left) * max(0, self.bottom - self.top) // 1000

    def covers(self, least: int) -> bool:
        """Tell whether it reaches over at least so many thousandths of both sides."""
        return min(self.right - self.left, self.bottom - self.top) >= least


@frozen(slots=True)
class Overlay:
    """A part of B that A does not show."""

    where: Rectangle
    kind: str
    """"banner" across an edge, "logo" in a corner, "caption" across the lower part, "patch" anywhere else."""


def differing(one: Grey, other: Grey, matrix: NDArray[np.float64]) -> tuple[int, tuple[Overlay, ...]]:
    """Compare block by block after laying the one over the other; brightness and contrast do not count.

    :param matrix: (3, 3), from the one to the other.
    :returns: the share of the common part that looks the same, in thousandths, and what does not, largest first.
    """
    import cv2

    height, width = other.shape
    laid = cv2.warpPerspective(one, matrix, (width, height))
    covered = cv2.warpPerspective(np.full_like(one, 255), matrix, (width, height)) == 255
    first, second = _smoothed(np.asarray(laid)), _smoothed(other)
    rows, columns = height // BLOCK, width // BLOCK
    if rows == 0 or columns == 0 or not covered.any():
        return 0, ()
    a, b = _blocks(first, rows, columns), _blocks(second, rows, columns)
    inside = _blocks(covered.astype(np.float32), rows, columns).mean(axis=2) > 0.95
    gain, lift = _brightness(a[inside], b[inside])
    a = a * gain + lift
    spread_a, spread_b = a.std(axis=2), b.std(axis=2)
    together = ((a - a.mean(axis=2, keepdims=True)) * (b - b.mean(axis=2, keepdims=True))).mean(axis=2)
    likeness = together / np.maximum(1e-3, spread_a * spread_b)
    plain = (spread_a < _CONTRAST) & (spread_b < _CONTRAST)
    far = np.abs(a.mean(axis=2) - b.mean(axis=2)) > 30
    # a plain block agrees by its brightness, another by its pattern
    same = np.where(
        plain,
        ~far,
        (likeness > _ALIKE) & (np.maximum(spread_a, spread_b) < 4 * np.minimum(spread_a, spread_b) + 4),
    )
    if not inside.any():
        return 0, ()
    agreement = round(1000 * float(same[inside].mean()))
    return agreement, _overlays(inside & ~same, rows, columns)


def _smoothed(picture: NDArray[Any]) -> NDArray[np.float32]:
    import cv2

    return np.asarray(cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 1.5), np.float32)


def _blocks(picture: NDArray[np.float32], rows: int, columns: int) -> NDArray[np.float32]:
    cut = picture[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return cut.transpose(0, 2, 1, 3).reshape(rows, columns, BLOCK * BLOCK)


def _brightness(a: NDArray[np.float32], b: NDArray[np.float32]) -> tuple[float, float]:
    """Return gain and lift that bring the one to the brightness of the other, from the middling block."""
    if a.size == 0:
        return 1.0, 0.0
    means_a, means_b = a.mean(axis=1), b.mean(axis=1)
    spread = float(np.quantile(means_a, 0.8) - np.quantile(means_a, 0.2))
    gain = 1.0 if spread < 5 else float(np.quantile(means_b, 0.8) - np.quantile(means_b, 0.2)) / spread
    gain = min(3.0, max(0.33, gain))
    return gain, float(np.median(means_b) - gain * np.median(means_a))


def _overlays(differs: NDArray[np.bool_], rows: int, columns: int) -> tuple[Overlay, ...]:
    import cv2

    # closing small gaps must not grow a part to the edge of the picture: so there is an empty margin meanwhile
    margin = np.pad(differs.astype(np.uint8), 2)
    joined = cv2.morphologyEx(margin, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))[2:-2, 2:-2]
    joined = np.ascontiguousarray(joined)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for left, top, wide, high, area in boxes[1:count].tolist():
        # blocks strewn over the picture are what encoding spoilt; what is laid over something is of one piece
        if area < max(_FEWEST_BLOCKS, _SOLID * wide * high):
            continue
        where = Rectangle(
            1000 * left // columns,
            1000 * top // rows,
            1000 * (left + wide) // columns,
            1000 * (top + high) // rows,
        )
        found.append((area, Overlay(where, _kind(where))))
    found.sort(key=lambda one: (-one[0], one[1].where.top, one[1].where.left))
    return tuple(one for _, one in found[:_MOST])


def _kind(where: Rectangle) -> str:
    wide, high = where.right - where.left, where.bottom - where.top
    at_edge = where.top <= 60 or where.bottom >= 940
    if wide >= 700 and high <= 300 and at_edge:
        return "banner"
    if wide >= 250 and high <= 300 and where.top >= 550:
        return "caption"
    beside = where.left <= 120 or where.right >= 880
    if wide <= 350 and high <= 350 and beside and (where.top <= 150 or where.bottom >= 850):
        return "logo"
    return "patch"


def words_for(overlays: tuple[Overlay, ...]) -> list[str]:
    """Say what was laid over, at most the three largest."""
    return [f"with a {one.kind} over {max(1, one.where.area // 10)} % of it" for one in overlays[:3]]
