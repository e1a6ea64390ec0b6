"""Lay one frame over another by its details: what fingerprints only suggest, pixels can show.

Points that look alike are matched, and a plane transform that most of them obey is sought [1]_ [2]_. It says which part
of the one picture the other shows, where in it, mirrored, turned or seen askew; what then still differs was laid over.
For a few frames of a stretch, not for a search: a comparison takes about a tenth of a second.

.. [1] D. G. Lowe, "Distinctive image features from scale-invariant keypoints", IJCV 60 (2004),
   https://doi.org/10.1023/B:VISI.0000029664.99615.94
.. [2] D. Barath et al., "MAGSAC++, a fast, reliable and accurate robust estimator", CVPR 2020,
   https://doi.org/10.1109/CVPR42600.2020.00138
"""

from typing import Any, Final

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from sightline.measure.media.aligning.overlays import Overlay, Rectangle, differing, words_for

Grey = NDArray[np.uint8]

FEWEST_POINTS: Final = 15
_SIDE: Final = 640
_POINTS: Final = 1200
_RATIO: Final = 0.75
_REPROJECTION: Final = 3.0
_LEAST_SPREAD: Final = 0.02
_LEAST_AGREEMENT: Final = 400
_EDGE: Final = 15
ASKEW: Final = 8
FILLED: Final = 800


@frozen(slots=True)
class Registration:
    """How the picture of B lies over that of A. Rectangles are in thousandths of the picture they lie in."""

    found: bool
    why: str
    """One sentence."""
    points: int = 0
    """Points that obey the transform."""
    mirrored: bool = False
    crop: Rectangle | None = None
    """The part of A that B shows, when it is not all of it."""
    inset: Rectangle | None = None
    """The part of B in which A stands, when it does not fill it."""
    turned_degrees: int = 0
    """Clockwise."""
    askew: int = 0
    """By how many thousandths of its size the frame is bent out of a parallelogram: from 8 on, filmed from a side."""
    agreement: int = 0
    """Thousandths of the common part that look the same."""
    overlays: tuple[Overlay, ...] = ()
    """In B, where it differs from A: captions, logos, banners, passers-by at another time."""


def compare_frames(a: Grey, b: Grey) -> Registration:
    """Lay the picture B over the picture A.

    :param a, b: (height, width) uint8, upright; sides of 16 to 8192 points, they need not be equal.
    :raises ValueError: when they are no such arrays.
    """
    for one in (a, b):
        if one.ndim != 2 or one.dtype != np.uint8 or not 16 <= min(one.shape) <= max(one.shape) <= 8192:
            raise ValueError("a grey picture is (height, width) of uint8, with sides of 16 to 8192 points")
    small_a, small_b = _small(a), _small(b)
    seen_b = _points(small_b)
    best: tuple[int, bool, NDArray[np.float64]] | None = None
    for mirrored in (False, True):
        shown = np.ascontiguousarray(small_a[:, ::-1]) if mirrored else small_a
        found = _transform(_points(shown), seen_b, small_a.shape, small_b.shape)
        if found is not None and (best is None or found[0] > best[0]):
            best = (found[0], mirrored, found[1])
        if best is not None and best[0] >= 4 * FEWEST_POINTS:
            break
    if best is None:
        return Registration(found=False, why="No part of the one picture was found in the other.")
    points, mirrored, matrix = best
    shown = np.ascontiguousarray(small_a[:, ::-1]) if mirrored else small_a
    agreement, overlays = differing(shown, small_b, matrix)
    if agreement < _LEAST_AGREEMENT:
        return Registration(
            found=False,
            points=points,
            why=f"{points} points fit, but the pictures around them do not look the same.",
        )
    made = _described(matrix, small_a.shape, small_b.shape, mirrored=mirrored)
    made = evolve(made, points=points, agreement=agreement, overlays=overlays)
    return evolve(made, why=_sentence(made))


def _small(picture: Grey) -> Grey:
    import cv2

    scale = min(1.0, _SIDE / max(picture.shape))
    if scale < 1:
        size = (max(16, round(picture.shape[1] * scale)), max(16, round(picture.shape[0] * scale)))
        return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.ascontiguousarray(picture)


def _points(picture: Grey) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return places (n, 2) and descriptions (n, 128) of what stands out in a picture."""
    import cv2

    finder: Any = getattr(cv2, "SIFT_create")(  # noqa: B009 - the stubs lack it
        nfeatures=_POINTS, contrastThreshold=0.02
    )
    places, described = finder.detectAndCompute(picture, None)
    if described is None:
        return np.empty((0, 2), np.float32), np.empty((0, 128), np.float32)
    described = np.sqrt(described / np.maximum(1e-6, described.sum(axis=1, keepdims=True)))
    return np.array([place.pt for place in places], np.float32), described.astype(np.float32)


def _transform(
    one: tuple[NDArray[np.float32], NDArray[np.float32]],
    other: tuple[NDArray[np.float32], NDArray[np.float32]],
    shape: tuple[int, ...],
    other_shape: tuple[int, ...],
) -> tuple[int, NDArray[np.float64]] | None:
    """Return how many points obey the best plane transform from the one picture to the other, and it."""
    import cv2

    if min(len(one[0]), len(other[0])) < FEWEST_POINTS:
        return None
    likeness = one[1] @ other[1].T
    nearest = likeness.argmax(axis=1)
    rows = np.arange(len(nearest))
    first = np.maximum(0, 2 - 2 * likeness[rows, nearest])
    likeness[rows, nearest] = -1
    second = np.maximum(1e-6, 2 - 2 * likeness.max(axis=1))
    good = first < _RATIO**2 * second
    if good.sum() < FEWEST_POINTS:
        return None
    source, target = one[0][good], other[0][nearest[good]]
    cv2.setRNGSeed(1)
    matrix, mask = cv2.findHomography(
        source, target, cv2.USAC_MAGSAC, _REPROJECTION, maxIters=5000, confidence=0.999
    )
    if matrix is None or mask is None:
        return None
    inside = mask.ravel().astype(bool)
    # several points of one place are one
    places = np.unique(np.round(np.hstack([source[inside], target[inside]]) / 2), axis=0)
    if len(places) < FEWEST_POINTS or not _sound(matrix, shape, other_shape):
        return None
    return len(places), np.asarray(matrix, np.float64)


def corners(matrix: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return where the four corners of a picture come to lie, (4, 2), from upper left clockwise."""
    height, width = shape[:2]
    square = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], np.float64)
    moved = square @ matrix.T
    placed: NDArray[np.float64] = moved[:, :2] / moved[:, 2:]
    return placed


def _sound(matrix: NDArray[np.float64], shape: tuple[int, ...], other_shape: tuple[int, ...]) -> bool:
    """Tell whether a transform is one a camera could make: not folded, neither tiny nor huge, not mirrored."""
    height, width = shape[:2]
    square = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], np.float64) @ matrix.T
    if not (np.isfinite(square).all() and (square[:, 2] > 1e-3).all()):
        return False
    placed = square[:, :2] / square[:, 2:]
    sides = np.roll(placed, -1, axis=0) - placed
    following = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * following[:, 1] - sides[:, 1] * following[:, 0]
    if not (turns > 0).all():
        return False
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    if lengths.max() > 4 * lengths.min() * max(width, height) / min(width, height):
        return False
    area = 0.5 * abs(
        np.dot(placed[:, 0], np.roll(placed[:, 1], -1)) - np.dot(placed[:, 1], np.roll(placed[:, 0], -1))
    )
    return bool(_LEAST_SPREAD < area / (other_shape[0] * other_shape[1]) < 1 / _LEAST_SPREAD)


def _described(
    matrix: NDArray[np.float64], shape: tuple[int, ...], other_shape: tuple[int, ...], *, mirrored: bool
) -> Registration:
    placed = corners(matrix, shape)
    back = corners(np.asarray(np.linalg.inv(matrix), np.float64), other_shape)
    crop, inset = _within(back, shape), _within(placed, other_shape)
    if mirrored:
        crop = Rectangle(1000 - crop.right, crop.top, 1000 - crop.left, crop.bottom)
    top = placed[1] - placed[0]
    # a parallelogram's diagonals halve each other: how far they miss, for its size
    missed = placed[0] + placed[2] - placed[1] - placed[3]
    size = max(np.hypot(*(placed[2] - placed[0])), np.hypot(*(placed[3] - placed[1])))
    return Registration(
        found=True,
        why="",
        mirrored=mirrored,
        crop=None if crop.covers(1000 - _EDGE) else crop,
        inset=None if inset.covers(1000 - _EDGE) else inset,
        turned_degrees=round(float(np.degrees(np.arctan2(top[1], top[0])))),
        askew=round(1000 * float(np.hypot(*missed)) / max(1.0, float(size))),
    )


def _within(placed: NDArray[np.float64], shape: tuple[int, ...]) -> Rectangle:
    """Return the upright rectangle around four corners, cut to the picture, in thousandths of it."""
    height, width = shape[:2]
    left, right = np.clip(1000 * np.sort(placed[:, 0])[[0, -1]] / width, 0, 1000)
    top, bottom = np.clip(1000 * np.sort(placed[:, 1])[[0, -1]] / height, 0, 1000)
    return Rectangle(round(left), round(top), round(right), round(bottom))


def _sentence(made: Registration) -> str:
    how = []
    if made.mirrored:
        how.append("mirrored")
    if made.crop is not None:
        how.append(f"cropped to {made.crop.area // 10} % of its area")
    if made.inset is not None and not (made.askew >= ASKEW and made.inset.area >= FILLED):
        how.append(f"as an inset of {made.inset.area // 10} % of the other's area")
    if abs(made.turned_degrees) >= 2:
        how.append(f"turned by {made.turned_degrees} degrees")
    if made.askew >= ASKEW:
        how.append("seen askew, as when filmed off a screen")
    how.extend(words_for(made.overlays))
    manner = "" if len(how) == 0 else " " + ", ".join(how)
    return (
        f"The one picture lies in the other{manner}; {made.points} points fit, "
        f"and {made.agreement // 10} % of the common part looks the same."
    )
