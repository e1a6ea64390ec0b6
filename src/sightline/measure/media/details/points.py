"""Find the details of one picture: corners at several scales, spread over the picture, each described in 256 bits.

The description [1]_ compares the brightness of pairs of places around a corner, in a pattern turned with it, so it
stays nearly the same when the picture is turned, scaled, re-encoded or laid into another. It does not when the picture
is mirrored: so each detail is described in the mirrored picture, too.

.. [1] E. Rublee, V. Rabaud, K. Konolige, G. Bradski, "ORB: an efficient alternative to SIFT or SURF", ICCV 2011,
   https://doi.org/10.1109/ICCV.2011.6126544
"""

from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sightline.measure.media.details.records import OCTAVES, SIDE, STEP, UNIT, Details

MOST: Final = 400
"""Details kept of a picture."""
_LEAST_SIDE: Final = 400
_SMALLEST: Final = 32
_LARGEST_ENLARGED: Final = 4.0
_CANDIDATES: Final = 2_000
_CONTRAST: Final = 14
"""Levels of brightness, of 255, by which a corner differs from what is around it: flat areas have noise only."""
_MARGIN: Final = 20
_PATCH: Final = 31
_CELLS: Final = 12
_BANDS: Final = 3
"""Fine, middle and coarse details have places of their own, since a copy may show the picture larger or smaller."""


def find_details(luma: NDArray[np.uint8], *, at_ms: int = 0, most: int = MOST) -> Details:
    """Find the details of a picture.

    :param luma: (height, width) of uint8, upright.
    :param most: details at most; those that stand out most, spread over the picture.
    """
    small = _reduced(luma)
    height, width = small.shape
    found = () if min(small.shape) < _SMALLEST else _finder().detect(small, None)
    if len(found) == 0:
        return _none(width, height, at_ms)
    places = np.array([one.pt for one in found], np.float32)
    octaves = np.array([one.octave for one in found], np.int64)
    strengths = np.array([one.response for one in found], np.float32)
    chosen = _spread(places, octaves, strengths, (height, width))[:most]
    kept = [found[at] for at in chosen.tolist()]
    kept, looks = _finder().compute(small, kept)
    if looks is None or len(kept) == 0:
        return _none(width, height, at_ms)
    flipped = _described_mirrored(small, kept)
    if flipped is None or len(flipped) != len(looks):
        return _none(width, height, at_ms)
    where = np.array([one.pt for one in kept], np.float64) * UNIT / (width, height)
    angles = np.round(np.array([one.angle for one in kept]) * 256 / 360).astype(np.int64) % 256
    return Details(
        np.array([at_ms], np.int64),
        np.array([[width, height]], np.uint16),
        np.array([0, len(kept)], np.int64),
        np.clip(np.round(where), 0, UNIT).astype(np.uint16),
        np.array([one.octave for one in kept], np.uint8),
        angles.astype(np.uint8),
        np.ascontiguousarray(looks),
        np.ascontiguousarray(flipped),
    )


@cache
def _finder() -> Any:
    import cv2

    return cv2.ORB_create(  # type: ignore[attr-defined]  # the stubs lack it
        nfeatures=_CANDIDATES,
        scaleFactor=STEP,
        nlevels=OCTAVES,
        edgeThreshold=_MARGIN,
        patchSize=_PATCH,
        fastThreshold=_CONTRAST,
    )


def _reduced(luma: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2

    longest = max(luma.shape)
    scale = SIDE / longest if longest > SIDE else min(_LARGEST_ENLARGED, max(1.0, _LEAST_SIDE / longest))
    if scale == 1.0:
        return np.ascontiguousarray(luma)
    size = (max(1, round(luma.shape[1] * scale)), max(1, round(luma.shape[0] * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(np.ascontiguousarray(luma), size, interpolation=way), np.uint8)


def _spread(
    places: NDArray[np.float32],
    octaves: NDArray[np.int64],
    strengths: NDArray[np.float32],
    shape: tuple[int, int],
) -> NDArray[np.int64]:
    """Return the numbers of points in an order in which any beginning is spread over the picture and the scales."""
    cells = np.minimum(_CELLS - 1, (places * _CELLS / (shape[1], shape[0])).astype(np.int64))
    bins = (cells[:, 1] * _CELLS + cells[:, 0]) * _BANDS + octaves * _BANDS // OCTAVES
    order = np.lexsort((-strengths, bins))
    sorted_bins = bins[order]
    first = np.searchsorted(sorted_bins, sorted_bins, side="left")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - first
    return np.lexsort((-strengths, rank))


def _described_mirrored(small: NDArray[np.uint8], kept: Any) -> NDArray[np.uint8] | None:
    import cv2

    right = small.shape[1] - 1
    mirrored = [
        cv2.KeyPoint(
            right - one.pt[0], one.pt[1], one.size, (180.0 - one.angle) % 360.0, one.response, one.octave
        )
        for one in kept
    ]
    described: NDArray[np.uint8] | None = _finder().compute(np.ascontiguousarray(small[:, ::-1]), mirrored)[1]
    return described


def _none(width: int, height: int, at_ms: int) -> Details:
    return Details(
        np.array([at_ms], np.int64),
        np.array([[width, height]], np.uint16),
        np.zeros(2, np.int64),
        np.empty((0, 2), np.uint16),
        np.empty(0, np.uint8),
        np.empty(0, np.uint8),
        np.empty((0, 32), np.uint8),
        np.empty((0, 32), np.uint8),
    )
