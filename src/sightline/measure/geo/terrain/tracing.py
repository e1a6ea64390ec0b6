"""Trace the skyline of a picture by itself: a suggestion for a person to look at, never an answer.

Of all lines from the left edge to the right one the one is taken along which the picture grows darkest downward, the
brightness above it being even, with a price for every pixel of rise or fall: dynamic programming over the gradient of
luma, as in [1]. It takes the edge of a cloud, a roof or a tree for a ridge when that is the stronger edge.

Sources:
[1] W.-N. Lie, T. C.-I. Lin, T.-C. Lin, K.-S. Hung, A robust dynamic programming algorithm to extract skyline in images
    for navigation, Pattern Recognition Letters 26 (2005), 221-230, https://doi.org/10.1016/j.patrec.2004.08.021
"""

from typing import Any, Final

import cv2
import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import BadValue
from sightline.measure.geo.terrain.surface import Floats

_WIDEST: Final = 800
_CLIMB: Final = 6
"""Largest rise or fall from column to column [pixels of the reduced picture]."""
_WEAK: Final = 0.25
"""A column whose edge is weaker than this part of the median edge is doubtful."""


@frozen(slots=True, eq=False)
class Traced:
    """A suggested skyline."""

    line: Floats
    """(n, 2): x, y [pixels of the whole picture]."""
    doubtful: float
    """Part of the columns in which the edge is weak, 0 to 1."""


def trace_skyline(luma: NDArray[np.uint8]) -> Traced:
    """Trace the skyline of a picture.

    :param luma: (height, width) brightness, 0 to 255.
    :raises BadValue: when the picture is too small, or has no edge from side to side.
    """
    if luma.ndim != 2 or min(luma.shape) < 32:
        raise BadValue("a picture of at least 32 by 32 pixels is needed to trace a skyline")
    height, width = luma.shape
    times = max(1.0, width / _WIDEST)
    small = cv2.resize(
        luma, (round(width / times), max(16, round(height / times))), interpolation=cv2.INTER_AREA
    )
    smooth = cv2.GaussianBlur(small.astype(np.float32), (0, 0), 1.2)
    drop = np.zeros_like(smooth)
    drop[1:-1] = smooth[:-2] - smooth[2:]  # sky above is brighter
    strength = np.maximum(drop, 0)
    rough = cv2.blur(np.abs(drop), (1, max(3, len(small) // 12)))
    above = np.zeros_like(rough)
    shift = max(3, len(small) // 12) // 2 + 2
    above[shift:] = rough[:-shift]
    gain = np.log1p(strength) - 0.35 * np.log1p(above)
    path = _best_path(gain)
    edge = strength[path, np.arange(len(path))]
    middle = float(np.median(edge))
    if middle < 1.0:
        raise BadValue(
            "no edge between sky and ground runs across the picture", todo="trace the skyline by hand"
        )
    x = (np.arange(len(path)) + 0.5) * (width / small.shape[1])
    y = (_between(strength, path) + 0.5) * (height / small.shape[0])
    return Traced(np.stack([x, y], axis=1), float((edge < _WEAK * middle).mean()))


def _best_path(gain: NDArray[Any]) -> NDArray[np.int64]:
    rows, cols = gain.shape
    total = gain[:, 0].astype(np.float64)
    back = np.zeros((rows, cols), np.int8)
    steps = np.arange(-_CLIMB, _CLIMB + 1)
    price = 0.12 * np.abs(steps)
    padded = np.full(rows + 2 * _CLIMB, -np.inf)
    for col in range(1, cols):
        padded[_CLIMB:-_CLIMB] = total
        options = np.stack([padded[_CLIMB + s : _CLIMB + s + rows] for s in steps]) - price[:, None]
        pick = options.argmax(axis=0)
        back[:, col] = steps[pick]
        total = options[pick, np.arange(rows)] + gain[:, col]
    path = np.empty(cols, np.int64)
    path[-1] = int(total.argmax())
    for col in range(cols - 1, 0, -1):
        path[col - 1] = path[col] + back[path[col], col]
    return path


def _between(strength: NDArray[np.float32], path: NDArray[np.int64]) -> Floats:
    """Place each point between rows by the parabola through its edge."""
    cols = np.arange(len(path))
    at = np.clip(path, 1, len(strength) - 2)
    low, mid, high = (strength[at + s, cols].astype(np.float64) for s in (-1, 0, 1))
    bend = low - 2 * mid + high
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.where(bend < -1e-9, 0.5 * (low - high) / bend, 0.0)
    found: Floats = at + np.clip(shift, -0.5, 0.5)
    return found
