"""Say how one frame lies over another by its details: turned, cropped, inset, mirrored, seen askew."""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.details.fitting import Fit
from sightline.model.match import EDITS, Crop

_WHOLE: Final = 0.94
_CROP_SIDE: Final = 0.6
"""A part smaller than this share of a side is told as an inset: nobody posts so small a crop, and both look alike."""
_TURNED: Final = 3
_TURNED_FILM: Final = 8
_ASKEW: Final = 0.025


@frozen(slots=True)
class Manner:
    """What was done to one of two frames."""

    edits: tuple[str, ...]
    crop: Crop | None
    words: tuple[str, ...]


def manner_of(fit: Fit, *, moving: bool = False) -> Manner:
    """Describe how the frames of a fit lie over each other.

    :param moving: whether they are of two films: key frames of one shot differ by how the hand held the camera.
    """
    told: set[str] = set()
    words: list[str] = []
    if fit.mirrored:
        told.add("mirrored")
        words.append("mirrored")
    degrees = round(abs(fit.turned))
    if degrees >= (_TURNED_FILM if moving else _TURNED):
        told.add("turned")
        words.append(f"turned by {degrees} degrees")
    part_a = _part(fit.part_of_a(), fit.size_a, mirrored=fit.mirrored)
    part_b = _part(fit.part_of_b(), fit.size_b, mirrored=False)
    # where each shows what the other lacks, the smaller part says more
    of, part = ("a", part_a) if _area(part_a) <= _area(part_b) else ("b", part_b)
    crop = None
    if _area(part) < _WHOLE:
        left, top, right, bottom = (round(1000 * side) for side in part)
        crop = Crop(left, top, right, bottom, of="a" if of == "a" else "b")
        inset = min(part[2] - part[0], part[3] - part[1]) < _CROP_SIDE
        told.add("inset" if inset else "cropped")
        share = max(1, round(100 * _area(part)))
        words.append(f"{'the one in' if inset else 'cropped to'} {share} % of the other's area")
    if _askew(fit.part_of_b()) >= _ASKEW:
        told.add("refilmed")
        words.append("seen askew")
    edits = tuple(one for one in EDITS if one in told) or ("re-encoded",)
    return Manner(edits, crop, tuple(words))


def _part(
    corners: NDArray[np.float64], size: tuple[int, int], *, mirrored: bool
) -> tuple[float, float, float, float]:
    """Return the upright rectangle around corners, cut to the frame, as shares of its sides."""
    low = np.clip(corners.min(axis=0) / size, 0, 1)
    high = np.clip(corners.max(axis=0) / size, 0, 1)
    left, top, right, bottom = float(low[0]), float(low[1]), float(high[0]), float(high[1])
    return (1 - right, top, 1 - left, bottom) if mirrored else (left, top, right, bottom)


def _area(part: tuple[float, float, float, float]) -> float:
    return (part[2] - part[0]) * (part[3] - part[1])


def _askew(corners: NDArray[np.float64]) -> float:
    """Return how far the diagonals miss each other's middle, for their length: 0 in a parallelogram."""
    missed = corners[0] + corners[2] - corners[1] - corners[3]
    longest = max(np.hypot(*(corners[2] - corners[0])), np.hypot(*(corners[3] - corners[1])))
    return float(np.hypot(*missed) / max(1.0, float(longest)))
