"""Measure whether two parts of a picture agree pixel by pixel under a proposed transform, down to their grain."""

from typing import Final

import numpy as np
from attrs import frozen

from sightline.measure.media.forensics.look_alikes import LEAST_SPREAD, Transform
from sightline.measure.media.forensics.planes import Floats
from sightline.measure.media.forensics.regions import Flags, label

ALIKE: Final = 0.9
"""Correlation within a window from which pixels count as agreeing."""
LEAST_PIXELS: Final = 600
_WINDOW: Final = 13
_GRAIN: Final = 5
_BESIDE: Final = ((0, 3), (3, 0), (3, 3), (3, -3), (0, -3), (-3, 0), (-3, -3), (-3, 3))


@frozen(slots=True, eq=False)
class Agreement:
    """Two parts that agree."""

    transform: Transform
    here: Flags
    """(height, width): pixels of the one part."""
    there: Flags
    """The same for the other."""
    alike: float
    """Correlation of the two parts, -1 to 1."""
    grain: float
    """Correlation of what is left when everything smooth is taken away: grain and the finest detail."""
    beside: float
    """The best such correlation three pixels beside: straight edges and stripes agree there too, copies do not."""

    @property
    def plain(self) -> bool:
        """Whether it is a shift without turn or resizing."""
        turn = self.transform[:, :2] - np.eye(2)
        return bool(np.abs(turn).max() < 0.01)


def agree(plane: Floats, transform: Transform) -> Agreement | None:
    """Return the parts that agree under the transform, refined once; None where too little does.

    :param plane: (height, width) brightness.
    """
    first = _parts(plane, transform)
    if first is None:
        return None
    refined = _refine(plane, transform, first[0])
    if refined is not None:
        better = _parts(plane, refined)
        if better is not None and better[0].sum() >= 0.8 * first[0].sum():
            first, transform = better, refined
    here, warped = first
    fine, other = _fine(plane), _fine(warped)
    beside = max(
        _correlation(fine[here], np.roll(other, (down, right), (0, 1))[here]) for down, right in _BESIDE
    )
    return Agreement(
        transform,
        here,
        _moved(here, transform),
        _correlation(plane[here], warped[here]),
        _correlation(fine[here], other[here]),
        beside,
    )


def _parts(plane: Floats, transform: Transform) -> tuple[Flags, Floats] | None:
    import cv2

    height, width = plane.shape
    warped = cv2.warpAffine(
        plane, transform, (width, height), flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP, borderValue=-1000.0
    )
    inside = cv2.erode((warped > -100).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    moved: Floats = np.where(inside, warped, 0).astype(np.float32)
    window = (_WINDOW, _WINDOW)
    mean_a, mean_b = cv2.boxFilter(plane, -1, window), cv2.boxFilter(moved, -1, window)
    spread_a = cv2.boxFilter(plane * plane, -1, window) - mean_a * mean_a
    spread_b = cv2.boxFilter(moved * moved, -1, window) - mean_b * mean_b
    both = cv2.boxFilter(plane * moved, -1, window) - mean_a * mean_b
    like = both / np.sqrt(np.maximum(spread_a * spread_b, 1.0))
    least = LEAST_SPREAD**2
    # a copy has the brightness of what it was copied from, unless somebody worked on it
    near = np.abs(mean_a - mean_b) < 40
    flags = (like > ALIKE) & (spread_a > least) & (spread_b > least) & inside & near
    # windows see half their side around themselves: what is left after shrinking and growing is a part, not a line
    kernel = np.ones((7, 7), np.uint8)
    solid = cv2.morphologyEx(flags.astype(np.uint8), cv2.MORPH_OPEN, kernel) > 0
    if not solid.any():
        return None
    labels = label(solid)
    counts = np.bincount(labels.ravel())
    counts[0] = 0
    part: Flags = labels == int(counts.argmax())
    return None if counts.max() < LEAST_PIXELS else (part, moved)


def _refine(plane: Floats, transform: Transform, part: Flags) -> Transform | None:
    """Return the transform refined to fractions of a pixel by maximising the correlation of the part."""
    import cv2

    rows, columns = np.nonzero(part)
    top, left = max(0, int(rows.min()) - 8), max(0, int(columns.min()) - 8)
    bottom, right = int(rows.max()) + 9, int(columns.max()) + 9
    cut, mask = plane[top:bottom, left:right], part[top:bottom, left:right].astype(np.uint8)
    start = transform.astype(np.float32)
    start[:, 2] += start[:, :2] @ np.array([left, top], np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 30, 1e-5)
    try:
        _, found = cv2.findTransformECC(
            np.ascontiguousarray(cut), plane, start, cv2.MOTION_AFFINE, criteria, mask, 3
        )
    except cv2.error:
        return None
    moved: Transform = found.astype(np.float64)
    moved[:, 2] -= moved[:, :2] @ np.array([left, top], np.float64)
    off = np.abs(moved[:, 2] - transform[:, 2] + (moved[:, :2] - transform[:, :2]) @ [left, top]).max()
    return moved if off < 12 else None


def _moved(part: Flags, transform: Transform) -> Flags:
    import cv2

    height, width = part.shape
    moved = cv2.warpAffine(part.astype(np.uint8), transform, (width, height), flags=cv2.INTER_NEAREST)
    flags: Flags = moved > 0
    return flags


def _fine(plane: Floats) -> Floats:
    import cv2

    fine: Floats = plane - cv2.GaussianBlur(plane, (_GRAIN, _GRAIN), 1.0)
    return fine


def _correlation(one: Floats, other: Floats) -> float:
    a, b = one - one.mean(), other - other.mean()
    return float((a * b).sum() / max(1e-6, float(np.sqrt((a * a).sum() * (b * b).sum()))))
