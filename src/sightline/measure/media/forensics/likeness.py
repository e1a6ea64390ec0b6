"""Hold two small pictures of one size against each other: as a whole, tile by tile, and in parts by light and hue."""

from typing import TYPE_CHECKING, Final

import numpy as np

from sightline.measure.media.forensics.planes import Floats
from sightline.measure.media.forensics.regions import label, smooth

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_TILE: Final = 16
"""Side of the tiles in which alone two pictures can agree where a large part differs [pixels of the thumbnail]."""
_SLOPES: Final = (0.6, 1.7)
"""How much softer or harder a camera may make its thumbnail than the picture."""
SAME_TILE: Final = 0.85
LEAST_TILES: Final = 12
SAME_TILES: Final = 0.6
"""Share of the tiles with texture that must agree for the whole to be taken for the same view all the same."""
PART: Final = 26.0
"""Difference in brightness from which a part is told, after tones are made equal [levels]."""
COLOUR: Final = 14.0
"""The same for the two colour differences, which spread less."""


def grey_of(picture: "Picture") -> Floats:
    """Return its brightness, blurred by a pixel [levels]."""
    return _blurred(picture.convert("L"))


def _blurred(plane: "Picture") -> Floats:
    from PIL import ImageFilter

    return np.asarray(plane.filter(ImageFilter.GaussianBlur(1))).astype(np.float32)


def correlation(one: Floats, other: Floats) -> float:
    """Return how alike two planes of one size are, -1 to 1."""
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size > 1 else 0.0


def most_tiles_agree(one: Floats, other: Floats) -> bool:
    """Tell whether two pictures agree in most of their tiles: pictures of different things do in next to none."""
    agreeing = judged = 0
    for top in range(0, one.shape[0] - _TILE + 1, _TILE // 2):
        for left in range(0, one.shape[1] - _TILE + 1, _TILE // 2):
            here = (slice(top, top + _TILE), slice(left, left + _TILE))
            if max(one[here].std(), other[here].std()) < 4:
                continue
            judged += 1
            agreeing += correlation(one[here], other[here]) >= SAME_TILE
    return judged >= LEAST_TILES and agreeing >= SAME_TILES * judged


def differences(one: "Picture", other: "Picture") -> Floats:
    """Return the difference in brightness or in colour, whichever is more, as levels of brightness."""
    rows = zip(one.convert("YCbCr").split(), other.convert("YCbCr").split(), strict=True)
    light, *colours = [_difference(_blurred(a), _blurred(b)) for a, b in rows]
    for colour in colours:
        light = np.maximum(light, colour * np.float32(PART / COLOUR))
    return light


def _difference(one: Floats, other: Floats) -> Floats:
    """Return the difference where tones were first made equal by the line that fits best, edges forgiven."""
    import cv2

    slope, offset = 1.0, 0.0
    keep = np.ones(one.shape, bool)
    for _ in range(3):
        if float(other[keep].std()) > 2:
            slope = float(np.clip(np.polyfit(other[keep], one[keep], 1)[0], *_SLOPES))
        # a part of a colour of its own must not set the tone of all of it
        offset = float(np.median(one[keep] - slope * other[keep]))
        rest = np.abs(one - slope * other - offset)
        keep = rest <= np.quantile(rest, 0.85)
    even = (slope * other + offset).astype(np.float32)
    # framings differ by a pixel or two: a pixel is forgiven when the other picture has its value that near
    kernel = np.ones((5, 5), np.uint8)
    low, high = cv2.erode(even, kernel), cv2.dilate(even, kernel)
    difference: Floats = np.maximum(np.maximum(low - one, one - high), 0).astype(np.float32)
    # black, white and the outermost lines say nothing: tones are cut off there, and framings differ
    difference[(other < 6) | (other > 248) | (one < 6) | (one > 248)] = 0
    difference[:3] = difference[-3:] = 0
    difference[:, :3] = difference[:, -3:] = 0
    return difference


def largest_part(difference: Floats) -> tuple[int, int, int, int] | None:
    """Return the box (x, y, width, height) of the largest part that differs; None where none is large enough."""
    flags = smooth(difference, reach=2) > PART
    labels = label(flags)
    counts = np.bincount(labels.ravel())
    counts[0] = 0
    if counts.size < 2 or counts.max() < max(30, 0.003 * difference.size):
        return None
    rows, columns = np.nonzero(labels == int(counts.argmax()))
    left, top = int(columns.min()), int(rows.min())
    return left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top
