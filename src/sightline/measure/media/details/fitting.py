"""Lay one frame over another by their details: which agree in look, in turn and scale, and in place.

Looks that are near suggest pairs; those that agree on one turn and one change of scale are kept [1]_; a plane transform
that enough of them obey, all over what the two frames have in common, is the evidence.

.. [1] H. Jégou, M. Douze, C. Schmid, "Hamming embedding and weak geometric consistency for large scale image search",
   ECCV 2008, https://doi.org/10.1007/978-3-540-88682-2_24
"""

from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.details.records import OCTAVES, STEP, UNIT, Details

FEWEST: Final = 12
"""Details that must agree: of 20,000 unrelated pairs of photographs none had more than seven."""
FILLED: Final = 0.4
"""Of the fields of the common part: a banner with a logo reached 0.27, a copy 0.44 and more."""
SPREAD: Final = 0.16
"""Of width and height: two lines of captions reach 0.15."""
_FARTHEST: Final = 72
"""Bits by which the looks of one detail may differ between two copies."""
_REPROJECTION: Final = 4.0
_TURN_BINS: Final = 32
_SCALE_BINS: Final = 2 * OCTAVES - 1
_MARGIN: Final = 0.02
_FEWEST_FIELDS, _MOST_FIELDS = 3, 6
_IN_FIELD: Final = 3.0
_FLATTEST: Final = 1e-9
_UNMOVED: Final = 0.015
_SHARE_UNMOVED, _FILLED_UNMOVED = 0.4, 0.6


@frozen(slots=True, eq=False)
class _Seen:
    """Details of one frame [points], and which of them agree."""

    points: NDArray[np.float64]
    size: tuple[int, int]
    octaves: NDArray[np.uint8]
    rows: NDArray[np.int64]


@frozen(slots=True, eq=False)
class Fit:
    """How frame B lies over frame A."""

    matrix: NDArray[np.float64]
    """(3, 3) from points of A (mirrored first, where it is) to points of B."""
    agreeing: int
    """Distinct places that obey the transform."""
    share: float
    """Of the details that both should show, how many agree, where there are fewer."""
    filled: float
    """Of the fields of the common part that have details, the share in which one agrees, where it is less."""
    spread: float
    """Over how much of width and height those that agree lie, outliers apart, in the frame they fill better."""
    bits: int
    """Of 256, by which the looks of a detail that agrees differ in the middle."""
    mirrored: bool
    turned: float
    """Clockwise [degrees], -180 to 180."""
    scale: float
    size_a: tuple[int, int]
    size_b: tuple[int, int]

    @property
    def holds(self) -> bool:
        """Whether it is evidence: details agree all over the common part, not in a caption or a logo alone.

        Two frames that lie over each other without any change may be those of one channel, so more is asked of them.
        """
        return self.covers and (
            not self.unmoved or (self.share >= _SHARE_UNMOVED and self.filled >= _FILLED_UNMOVED)
        )

    @property
    def covers(self) -> bool:
        """Whether details agree all over the common part."""
        return self.spread >= SPREAD and self.filled >= FILLED

    @property
    def unmoved(self) -> bool:
        """Whether each corner of A comes to lie on the same corner of B."""
        if self.mirrored:
            return False
        own = _frame(self.size_b, np.eye(3))
        away = np.abs(self.part_of_b() - own).max(axis=0) / self.size_b
        return bool(away.max() < _UNMOVED)

    def part_of_a(self) -> NDArray[np.float64]:
        """Return the corners of B in A, mirrored first where it is, (4, 2)."""
        return _frame(self.size_b, _inverse(self.matrix))

    def part_of_b(self) -> NDArray[np.float64]:
        """Return the corners of A in B, (4, 2)."""
        return _frame(self.size_a, self.matrix)


def lay_over(a: Details, b: Details, *, mirrored: bool = False, fewest: int = FEWEST) -> Fit | None:
    """Lay a frame of A over a frame of B; None where too few details agree.

    :param a, b: details of one frame each.
    :param mirrored: whether A is mirrored first.
    :param fewest: details that must agree.
    """
    if min(len(a), len(b)) < fewest:
        return None
    size_a, size_b = (_size(one) for one in (a, b))
    source = a.places / UNIT * size_a
    angles = a.angles.astype(np.int64)
    if mirrored:
        source[:, 0] = size_a[0] - source[:, 0]
        angles = 128 - angles
    target = b.places / UNIT * size_b
    looks = a.flipped if mirrored else a.looks
    rows, others = _alike(looks, b.looks)
    turn = (b.angles[others].astype(np.int64) - angles[rows]) % 256
    scale = b.octaves[others].astype(np.int64) - a.octaves[rows].astype(np.int64)
    kept = _consistent(turn, scale)
    rows, others = rows[kept], others[kept]
    if len(rows) < fewest:
        return None
    matrix, inside = _plane(source[rows], target[others])
    if matrix is None:
        return None
    rows, others = rows[inside], others[inside]
    distinct = len(np.unique(np.round(np.hstack([source[rows], target[others]]) / 4), axis=0))
    if distinct < fewest:
        return None
    here, there = _Seen(source, size_a, a.octaves, rows), _Seen(target, size_b, b.octaves, others)
    filled, share = _filled(here, there, matrix)
    spread = max(_extent(source[rows] / size_a), _extent(target[others] / size_b))
    corner = matrix[:2, :2] / matrix[2, 2]
    return Fit(
        matrix,
        distinct,
        share,
        filled,
        spread,
        int(np.median(np.bitwise_count(looks[rows] ^ b.looks[others]).sum(axis=1))),
        mirrored,
        float(np.degrees(np.arctan2(corner[1, 0] - corner[0, 1], corner[0, 0] + corner[1, 1]))),
        float(np.sqrt(abs(np.linalg.det(corner)))),
        size_a,
        size_b,
    )


def _size(one: Details) -> tuple[int, int]:
    width, height = one.sizes[0].tolist()
    return width, height


def _alike(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of details that look most alike, each of B's in one pair at most."""
    import cv2

    bits, nearest = cv2.batchDistance(one, other, cv2.CV_32S, None, None, cv2.NORM_HAMMING, 2)
    first = bits[:, 0] <= _FARTHEST
    rows = np.flatnonzero(first & (bits[:, 0] <= 0.95 * bits[:, 1] - 1))
    others = nearest[rows, 0].astype(np.int64)
    order = np.lexsort((bits[rows, 0], others))
    best = np.ones(len(order), np.bool_)
    best[1:] = others[order][1:] != others[order][:-1]
    chosen = order[best]
    return rows[chosen], others[chosen]


def _consistent(turn: NDArray[np.int64], scale: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which pairs agree with most others on the turn and the change of scale."""
    if len(turn) == 0:
        return np.zeros(0, np.bool_)
    table = np.zeros((_SCALE_BINS + 4, _TURN_BINS), np.int64)
    np.add.at(table, (scale + OCTAVES + 1, turn * _TURN_BINS // 256), 1)
    around = sum(np.roll(table, by, axis=1) for by in (-2, -1, 0, 1, 2))
    around = sum(np.roll(around, by, axis=0) for by in (-2, -1, 0, 1, 2))
    peak_scale, peak_turn = np.unravel_index(int(np.argmax(around)), table.shape)
    turned = np.abs((turn - (int(peak_turn) * 8 + 4) + 128) % 256 - 128)
    kept: NDArray[np.bool_] = (turned <= 22) & (np.abs(scale - (int(peak_scale) - OCTAVES - 1)) <= 3)
    return kept


def _plane(
    source: NDArray[np.float64], target: NDArray[np.float64]
) -> tuple[NDArray[np.float64] | None, NDArray[np.bool_]]:
    import cv2

    cv2.setRNGSeed(1)
    found: tuple[Any, Any] = cv2.findHomography(
        source.astype(np.float32),
        target.astype(np.float32),
        cv2.USAC_MAGSAC,
        _REPROJECTION,
        maxIters=2000,
        confidence=0.999,
    )
    matrix, mask = found
    if matrix is None or mask is None or abs(np.linalg.det(matrix)) < _FLATTEST:
        return None, np.zeros(len(source), np.bool_)
    return np.asarray(matrix, np.float64), mask.ravel().astype(np.bool_)


def _moved(points: NDArray[np.float64], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    whole = np.hstack([points, np.ones((len(points), 1))]) @ matrix.T
    placed: NDArray[np.float64] = whole[:, :2] / np.where(np.abs(whole[:, 2:]) < 1e-9, 1e-9, whole[:, 2:])
    return placed


def _inverse(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.linalg.inv(matrix), np.float64)


def _extent(points: NDArray[np.float64]) -> float:
    """Return the smaller of the ranges across and down in which the middle seven tenths of the points lie."""
    low, high = np.percentile(points, (15, 85), axis=0)
    return float((high - low).min())


def _filled(a: _Seen, b: _Seen, matrix: NDArray[np.float64]) -> tuple[float, float]:
    """Return in what share of the fields of the common part a detail agrees, and what share of its details do.

    What two frames have in common only in a banner or a caption agrees there and nowhere else.
    """
    back = _inverse(matrix)
    corner = matrix[:2, :2] / matrix[2, 2]
    shift = float(np.log(max(1e-6, np.sqrt(abs(np.linalg.det(corner))))) / np.log(STEP))
    shown = (_shown(a, b, matrix, shift), _shown(b, a, back, -shift))
    fewest = min(int(one.sum()) for one in shown)
    fields = int(np.clip(np.sqrt(fewest / _IN_FIELD), _FEWEST_FIELDS, _MOST_FIELDS))
    filled = [
        _fields(one, held, _frame(other.size, to_it), fields)
        for one, held, other, to_it in ((a, shown[0], b, back), (b, shown[1], a, matrix))
    ]
    return min(filled), min(1.0, len(a.rows) / max(1, fewest))


def _shown(one: _Seen, other: _Seen, matrix: NDArray[np.float64], shift: float) -> NDArray[np.bool_]:
    """Tell which details of a frame should be seen in the other."""
    placed = _moved(one.points, matrix) / other.size
    octave = one.octaves.astype(np.float64) + shift
    inside = np.all((placed > _MARGIN) & (placed < 1 - _MARGIN), axis=1)
    shown: NDArray[np.bool_] = inside & (octave > -0.7) & (octave < OCTAVES - 0.3)
    shown[one.rows] = True
    return shown


def _frame(size: tuple[int, int], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where the corners of a frame come to lie, (4, 2)."""
    width, height = size
    return _moved(np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64), matrix)


def _fields(one: _Seen, shown: NDArray[np.bool_], other: NDArray[np.float64], number: int) -> float:
    """Cut what a frame has in common with another into fields, and return in what share of them a detail agrees."""
    low = np.clip(other.min(axis=0), 0, one.size)
    high = np.clip(other.max(axis=0), 0, one.size)
    scaled = (one.points - low) / np.maximum(1.0, high - low) * number
    cells = np.clip(scaled, 0, number - 1).astype(np.int64)
    numbers = cells[:, 1] * number + cells[:, 0]
    there = np.bincount(numbers[shown], minlength=number * number)
    agreeing = np.bincount(numbers[one.rows], minlength=number * number)
    held = there >= 2
    return float((agreeing[held] > 0).sum() / max(1, held.sum()))
