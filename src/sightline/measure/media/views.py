"""Hash the views of a frame: the whole, what lies inside its borders, and the parts that people keep when they crop.

Views are named for the upright picture; the luma lies as it was stored, so a part is found first, and turned when it
is 64 x 64 points small.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.measure.media.borders import Sides
from sightline.measure.media.fingerprint import (
    BYTES,
    SIDE,
    SMALLEST,
    Floats,
    hash_reduced,
    reduce_frame,
)
from sightline.model.print_views import View

_DARKEST: Final = np.float32(16)
_STRETCH: Final = np.float32(255 / 219)


class Hasher:
    """Hashes luma planes of a film: holds the room that is used again for every frame."""

    def __init__(self) -> None:
        self._room: Floats = np.empty(0, np.float32)
        self._part: Floats = np.empty((SIDE, SIDE), np.float32)

    def reduce(self, plane: NDArray[np.uint8], out: Floats, *, full_range: bool) -> None:
        """Blur and reduce a plane, brightness from 0 to 255 whatever its range.

        :param out: (64, 64), receives the result.
        """
        width = plane.shape[1]
        if self._room.size < SIDE * width:
            self._room = np.empty(SIDE * width, np.float32)
        reduce_frame(plane, self._room[: SIDE * width].reshape(SIDE, width), out)
        if not full_range:
            # limited range is stretched; scaling commutes with the filter, and quality is told in its steps
            out -= _DARKEST
            out *= _STRETCH

    def hash(self, plane: NDArray[np.uint8], rotation: int, *, full_range: bool) -> tuple[bytes, int]:
        """Return hash and quality of a part of a frame; a part too small for a hash has zeros, of quality 0."""
        if min(plane.shape) < SMALLEST:
            return bytes(BYTES), 0
        self.reduce(plane, self._part, full_range=full_range)
        return hash_upright(self._part, rotation)


def hash_upright(reduced: Floats, rotation: int) -> tuple[bytes, int]:
    """Return hash and quality of a reduced picture, turned as it is shown.

    :param reduced: (64, 64) as stored.
    :param rotation: degrees clockwise by which it is shown turned: 0, 90, 180, 270.
    """
    if rotation == 0:
        return hash_reduced(reduced)
    return hash_reduced(np.ascontiguousarray(np.rot90(reduced, -(rotation // 90))))


def part(plane: NDArray[np.uint8], view: View, rotation: int = 0) -> NDArray[np.uint8]:
    """Return the part of a stored plane that a view of the upright picture shows, without copying.

    :param plane: (height, width, ...) of a picture as stored.
    """
    left, top, right, bottom = turned((view.left, view.top, view.right, view.bottom), -rotation % 360)
    height, width = plane.shape[:2]
    return plane[
        height * top // 1000 : height - height * bottom // 1000,
        width * left // 1000 : width - width * right // 1000,
    ]


def turned(sides: tuple[int, int, int, int], rotation: int) -> tuple[int, int, int, int]:
    """Return the sides (left, top, right, bottom) of a picture that is turned clockwise."""
    left, top, right, bottom = sides
    turns = {90: (bottom, left, top, right), 180: (right, bottom, left, top), 270: (top, right, bottom, left)}
    return turns.get(rotation % 360, sides)


def thousandths(sides: Sides, height: int, width: int, rotation: int) -> tuple[int, int, int, int]:
    """Return borders as shown, in thousandths of width and height: (left, top, right, bottom)."""
    left, right = (round(one * 1000 / width) for one in (sides.left, sides.right))
    top, bottom = (round(one * 1000 / height) for one in (sides.top, sides.bottom))
    return turned((left, top, right, bottom), rotation)
