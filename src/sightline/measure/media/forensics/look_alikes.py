"""Propose how one part of a picture may have been copied onto another: by equal blocks, and by equal key points.

Blocks find plain copies, also in grass and smoke where no key point is; [1] key points find copies that were turned or
resized. [2] Both only propose a transform: whether the pixels agree is measured afterwards.

[1] Fridrich, Soukal, Lukáš (2003), Detection of copy-move forgery in digital images. DFRWS.
[2] Amerini, Ballan, Caldelli, Del Bimbo, Serra (2011). doi:10.1109/TIFS.2011.2129512
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from sightline.measure.media.forensics.planes import Floats

Transform = npt.NDArray[np.float64]
"""(2, 3): maps a point (x, y, 1) of one part to the like point of the other."""

BLOCK: Final = 16
LEAST_WAY: Final = 24
"""Parts nearer than this to each other are neighbours, not copies [pixels]."""
LEAST_SPREAD: Final = 4.0
"""Blocks flatter than this are alike everywhere [levels]."""
_COARSE: Final = 12.0
_LEAST_VOTES: Final = 40
_MOST_POINTS: Final = 6_000
_LEAST_POINTS: Final = 8


def by_blocks(plane: Floats, *, most: int = 6) -> list[Transform]:
    """Return the shifts that most pairs of equal blocks agree on.

    :param plane: (height, width) brightness.
    :param most: how many shifts at most.
    """
    parts = _block_means(plane)
    if parts is None:
        return []
    features, spread, width = parts
    textured = np.flatnonzero(spread > LEAST_SPREAD)
    if textured.size < 2:
        return []
    coarse = np.clip(np.rint(features[:, textured] / _COARSE), -7, 8).astype(np.int64) + 7
    key = np.zeros(textured.size, np.int64)
    for one in coarse:
        key = key * 16 + one
    # 15 features of 4 bits fill 60 bits
    order = np.argsort(key, kind="stable")
    votes: list[npt.NDArray[np.int64]] = []
    for away in (1, 2, 3):
        same = key[order[away:]] == key[order[:-away]]
        first, second = textured[order[:-away][same]], textured[order[away:][same]]
        down, right = second // width - first // width, second % width - first % width
        back = (down < 0) | ((down == 0) & (right < 0))
        down, right = np.where(back, -down, down), np.where(back, -right, right)
        far = down * down + right * right >= LEAST_WAY**2
        votes.append(down[far] * (4 * width) + right[far] + width)
    ways, counts = np.unique(np.concatenate(votes), return_counts=True)
    best = np.argsort(-counts, kind="stable")[: 4 * most]
    found: list[Transform] = []
    for at in best:
        if counts[at] < _LEAST_VOTES or len(found) == most:
            break
        shift = (int(ways[at] % (4 * width)) - width, int(ways[at] // (4 * width)))
        if all(abs(one[0, 2] - shift[0]) + abs(one[1, 2] - shift[1]) > 3 for one in found):
            found.append(np.array([[1, 0, shift[0]], [0, 1, shift[1]]], float))
    return found


def _block_means(plane: Floats) -> tuple[Floats, Floats, int] | None:
    """Return 15 differences of 4 by 4 means in each block of 16, its spread, and the number of blocks in a row."""
    import cv2

    height, width = plane.shape[0] - BLOCK + 1, plane.shape[1] - BLOCK + 1
    if height < 1 or width < 1:
        return None
    mean4 = np.asarray(cv2.boxFilter(plane, -1, (4, 4), anchor=(0, 0)), np.float32)
    cells = np.stack(
        [mean4[y : y + height, x : x + width].ravel() for y in (0, 4, 8, 12) for x in (0, 4, 8, 12)]
    )
    middle = cells.mean(axis=0)
    cells -= middle
    spread: Floats = cells.std(axis=0)
    return cells[:15], spread, width


def by_points(plane: Floats, *, most: int = 4) -> list[Transform]:
    """Return turns and resizings that several pairs of equal key points agree on.

    :param plane: (height, width) brightness, 0 to 255.
    """
    import cv2

    finder = cv2.SIFT.create(nfeatures=_MOST_POINTS, contrastThreshold=0.02)
    points, described = finder.detectAndCompute(np.clip(plane, 0, 255).astype(np.uint8), None)
    if len(points) < 2 * _LEAST_POINTS:
        return []
    places = np.array([one.pt for one in points], np.float64)
    pairs = _like_points(described.astype(np.float32), places)
    found: list[Transform] = []
    while pairs.shape[0] >= _LEAST_POINTS and len(found) < most:
        matrix, kept = cv2.estimateAffinePartial2D(
            places[pairs[:, 0]],
            places[pairs[:, 1]],
            ransacReprojThreshold=3.0,
            maxIters=2000,
            confidence=0.99,
        )
        if int(np.sum(kept)) < _LEAST_POINTS:
            break
        scale = float(np.hypot(matrix[0, 0], matrix[0, 1]))
        if 0.4 <= scale <= 2.5:
            found.append(np.asarray(matrix, np.float64))
        pairs = pairs[kept.ravel() == 0]
    return found


def _like_points(described: Floats, places: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return pairs of points far from each other that are clearly more alike than the next best."""
    normal = described / np.maximum(1e-6, np.linalg.norm(described, axis=1, keepdims=True))
    pairs: list[tuple[int, int]] = []
    for first in range(0, normal.shape[0], 1024):
        like = normal[first : first + 1024] @ normal.T
        rows = np.arange(first, first + like.shape[0])
        # a point and those that stand on it are no pair
        gap = np.abs(places[rows, None, 0] - places[None, :, 0]) + np.abs(
            places[rows, None, 1] - places[None, :, 1]
        )
        like[gap < LEAST_WAY] = -1.0
        best = np.argpartition(-like, 1, axis=1)[:, :2]
        values = np.take_along_axis(like, best, axis=1)
        swap = values[:, 0] < values[:, 1]
        best[swap], values[swap] = best[swap][:, ::-1], values[swap][:, ::-1]
        away = np.sqrt(np.maximum(0, 2 - 2 * values))
        good = (away[:, 0] < 0.35) & (away[:, 0] < 0.7 * away[:, 1])
        pairs += [
            (min(a, b), max(a, b)) for a, b in zip(rows[good].tolist(), best[good, 0].tolist(), strict=True)
        ]
    if len(pairs) == 0:
        return np.zeros((0, 2), np.int64)
    found = np.unique(np.array(pairs, np.int64), axis=0)
    # one direction for all, so that one copied part is one transform and not two
    a, b = places[found[:, 0]], places[found[:, 1]]
    back = (b[:, 1] < a[:, 1] - 1) | ((np.abs(b[:, 1] - a[:, 1]) <= 1) & (b[:, 0] < a[:, 0]))
    found[back] = found[back][:, ::-1]
    return found
