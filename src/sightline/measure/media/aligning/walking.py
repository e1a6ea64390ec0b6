"""Walk along a line: at each frame of the one film, look in the other where the line says, and a little around it.

Where two films are the same footage the best partner lies on the line; how its place strays from the line tells the
offset to a frame and the speed to a few thousandths. A copy made at another frame rate, or with blended frames, lies
between two frames of the original: what both of those have in common must agree, the rest is free.
"""

from typing import Final

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from sightline.measure.media.aligning.bits import bits_between
from sightline.measure.media.aligning.layers import FAINT, Layer, Layers, Pairing, main_layer

NEAR_LINE_BITS: Final = 40
"""On a line that is already known, a frame this far is still the same frame."""
WINDOW_MS: Final = 400
STEP_MS: Final = 20
NOTHING: Final = 255
AKIN_BITS: Final = 75
"""Between this and a match a frame is spoilt rather than another: unrelated ones lie around 128 bits apart."""
_MOST_INSTANTS: Final = 20_000
_STILL_GRID_MS: Final = 500
_FREE_SHARE: Final = 0.25
_CLOSE_BITS: Final = 20
_BLOCK: Final = 4096
_DRIFT_MS: Final = 80.0
"""A speed that would shift the ends by less, two frames, is not told from 1."""

Floats = NDArray[np.float64]


@frozen(slots=True)
class Line:
    """Time in the other film as a function of time in the one: ``speed * at + offset``."""

    speed: float
    offset_ms: float
    mirrored: bool = False
    speed_error: float = 0.0
    speed_told: bool = True
    """False: the pictures fit other speeds as well, and 1 is only taken for granted."""
    offset_error_ms: float = 0.0
    """Half of what the offset may be where the speed is not told."""

    def at(self, times: Floats | NDArray[np.int64]) -> Floats:
        """Return where in the other film each time of the one lies [ms]."""
        return np.asarray(self.speed * times + self.offset_ms, np.float64)

    def turned(self) -> "Line":
        """Return the same line seen from the other film."""
        return evolve(self, speed=1 / self.speed, offset_ms=-self.offset_ms / self.speed)


@frozen(slots=True, eq=False)
class Walk:
    """What was seen along a line, one entry for each instant of the one film."""

    at_ms: NDArray[np.int64]
    lasts_ms: NDArray[np.int64]
    bits: NDArray[np.int64]
    """Of the best partner near the line; NOTHING where the other film has no frame."""
    shift_ms: Floats
    """How far from the line that partner lies."""
    contrast: NDArray[np.int64]
    """Bits between the best and the middling place around the line: 0 where the picture stands still."""
    neutral: NDArray[np.bool_]
    """No quality here: says nothing for or against."""

    def __len__(self) -> int:
        return len(self.at_ms)

    def part(self, rows: slice | NDArray[np.bool_]) -> "Walk":
        """Return some of the instants."""
        return Walk(
            self.at_ms[rows],
            self.lasts_ms[rows],
            self.bits[rows],
            self.shift_ms[rows],
            self.contrast[rows],
            self.neutral[rows],
        )

    @property
    def matched(self) -> NDArray[np.bool_]:
        """Which instants have a partner close to the line."""
        agree: NDArray[np.bool_] = (self.bits <= NEAR_LINE_BITS) & ~self.neutral
        return agree

    @property
    def akin(self) -> NDArray[np.bool_]:
        """Which instants have something like them near the line, too spoilt to be counted as the same."""
        spoilt: NDArray[np.bool_] = self.bits <= AKIN_BITS
        return spoilt


def instants(layers: Layers, start_ms: float, end_ms: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the times at which to look, and how long each lasts: every run of frames, long runs more than once."""
    layer = main_layer(layers)
    begin = np.maximum(layer.start_ms, int(start_ms))
    end = np.minimum(layer.end_ms, int(np.ceil(end_ms)))
    kept = end > begin
    begin, end = begin[kept], end[kept]
    if len(begin) > _MOST_INSTANTS:
        step = -(-len(begin) // _MOST_INSTANTS)
        begin, end = begin[::step], np.append(begin[::step][1:], end[-1])
    parts = np.maximum(1, (end - begin) // _STILL_GRID_MS)
    # a film of one picture that lasts for hours is looked at as often as any other
    parts = np.minimum(parts, max(1, _MOST_INSTANTS // max(1, len(begin))))
    first = np.repeat(begin, parts)
    length = np.repeat((end - begin) / parts, parts)
    number = np.arange(len(first)) - np.repeat(np.cumsum(parts) - parts, parts)
    times = (first + (number + 0.5) * length).astype(np.int64)
    return times, np.maximum(1, length).astype(np.int64)


def walk(
    one: Layers,
    other: Layers,
    line: Line,
    pairs: tuple[Pairing, ...],
    *,
    start_ms: float = 0.0,
    end_ms: float = float(1 << 52),
    window_ms: int = WINDOW_MS,
) -> Walk:
    """Look along a line, from ``start_ms`` to ``end_ms`` of the one film.

    :param pairs: the views to compare; the nearest of them counts.
    :param window_ms: how far to each side of the line to look.
    """
    times, lasts = instants(one, start_ms, end_ms)
    # an even number of places, none on the line: a run reaches as far before its middle as after it
    shifts = np.arange(-window_ms + STEP_MS // 2, window_ms, STEP_MS)
    parts = [
        _look(one, other, line, pairs, times[begin : begin + _BLOCK], shifts)
        for begin in range(0, len(times), _BLOCK)
    ]
    if len(parts) == 0:
        none = np.empty(0, np.int64)
        return Walk(times, lasts, none, np.empty(0), none, np.empty(0, np.bool_))
    bits, shift, contrast, neutral = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Walk(times, lasts, bits, shift, contrast, neutral)


def _look(
    one: Layers,
    other: Layers,
    line: Line,
    pairs: tuple[Pairing, ...],
    times: NDArray[np.int64],
    shifts: NDArray[np.int64],
) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64], NDArray[np.bool_]]:
    where = line.at(times)[:, None] + shifts[None, :]
    table = np.full(where.shape, NOTHING, np.int64)
    neutral = np.ones(len(times), np.bool_)
    for mine, theirs in pairs:
        seen, faint = compare_at(one[mine], other[theirs], times, where)
        table = np.minimum(table, seen)
        neutral &= faint
    bits = table.min(axis=1)
    # a run of like frames is as good from its begin to its end: its middle is taken
    tied = table == bits[:, None]
    shift = (tied * shifts).sum(axis=1) / tied.sum(axis=1)
    middling = np.median(np.where(table == NOTHING, bits[:, None], table), axis=1).astype(np.int64)
    return bits, shift, middling - bits, neutral


def compare_at(
    mine: Layer, theirs: Layer, times: NDArray[np.int64], where: Floats
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Count the bits between the frame at each time and the frames of the other film at several times.

    :param times: (n,); :param where: (n, k) times in the other film.
    :returns: (n, k) bits, NOTHING where either has no frame or none of any quality; and (n,) whether the one says
        nothing at all.
    """
    rows = mine.rows_at(times)
    found = theirs.rows_at(where)
    held = mine.words[rows][:, None, :]
    differing = held ^ theirs.words[found]
    bits = np.bitwise_count(differing).sum(axis=-1, dtype=np.int64)
    # between two frames: only where both differ from it, it differs; a share of what they leave open counts too
    far = np.flatnonzero(bits.min(axis=1) > _CLOSE_BITS)
    if len(far) > 0:
        after = np.minimum(found[far] + 1, len(theirs) - 1)
        both = np.bitwise_count(differing[far] & (held[far] ^ theirs.words[after])).sum(
            axis=-1, dtype=np.int64
        )
        free = bits_between(theirs.words[found[far]], theirs.words[after])
        bits[far] = np.minimum(bits[far], both + np.ceil(free * _FREE_SHARE).astype(np.int64))
    faint = (rows < 0) | (mine.quality[rows] < FAINT)
    silent = faint[:, None] | (found < 0) | (theirs.quality[found] < FAINT)
    bits[silent] = NOTHING
    return bits, faint | silent.all(axis=1)


def fitted(line: Line, seen: Walk) -> Line:
    """Fit the line to the partners by least squares, each weighed by how much the picture changes around it.

    Speed 1 is kept where the fit cannot tell it from 1.
    """
    use = seen.matched & (seen.contrast >= 6)
    if use.sum() < 3:
        return line
    times = seen.at_ms[use].astype(np.float64)
    span = max(1.0, float(times.max() - times.min()))
    found = line.at(times) + seen.shift_ms[use]
    weight = seen.contrast[use].astype(np.float64)
    for _ in range(2):
        left = np.abs(_straight(times, found, weight)[2])
        kept = left <= 3 * max(float(STEP_MS), 1.4826 * float(np.median(left)))
        if kept.sum() < 3:
            break
        times, found, weight = times[kept], found[kept], weight[kept]
    slope, spread, left = _straight(times, found, weight)
    if spread <= 0:
        return evolve(line, offset_ms=float(np.average(found - line.speed * times, weights=weight)))
    scale = max(float(STEP_MS), 1.4826 * float(np.median(np.abs(left))))
    # places are known to a frame, and neighbouring frames err alike: no more than ten independent ones a second
    independent = max(1.0, min(float(len(times)), span / 100))
    error = scale * np.sqrt(float(weight.mean()) / spread * len(times) / independent)
    if abs(slope - 1) <= max(2 * error, _DRIFT_MS / span):
        slope = 1.0
    offset = float(np.average(found - slope * times, weights=weight))
    return Line(slope, offset, line.mirrored, float(error))


def _straight(times: Floats, found: Floats, weight: Floats) -> tuple[float, float, Floats]:
    """Return the slope of the weighted least squares line, the weighted spread of the times, and what is left over."""
    middle, mean = float(np.average(times, weights=weight)), float(np.average(found, weights=weight))
    spread = float((weight * (times - middle) ** 2).sum())
    slope = float((weight * (times - middle) * (found - mean)).sum()) / spread if spread > 0 else 1.0
    return slope, spread, found - mean - slope * (times - middle)
