"""Judge what a walk along a line saw: which stretches are the same footage, which only the same scene.

A stretch counts when different looks agree in their order. One look, however long it stands, is told apart as an
unmoving picture, once.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.aligning.bits import bits_between
from sightline.measure.media.aligning.contrast import Contrast, contrast
from sightline.measure.media.aligning.crops import Framing, framing
from sightline.measure.media.aligning.cutting import looks, stretches
from sightline.measure.media.aligning.layers import STRONG, Layer, Layers, Pairing, main_layer, pairings
from sightline.measure.media.aligning.walking import NOTHING, Line, Walk, compare_at, walk

FEWEST_LOOKS: Final = 2
FEWEST_FRAMES: Final = 3
SHORTEST_MS: Final = 400
BRIEF_MS: Final = 1000
SLOWEST: Final = 0.48
FASTEST: Final = 2.1
SHORTEST_STILL_MS: Final = 1000
ON_LINE_MS: Final = 130
AT_END_MS: Final = 30
_MOST_TRIMMED: Final = 5
_STILL_BITS: Final = 24
_LEAST_SHARE: Final = 0.15
_LEAST_SHARE_BRIEF: Final = 0.6
_REPEATED: Final = 0.3
_TELLING: Final = 25
"""Matched frames from which on their disagreement about the offset says something."""
_PAIRS_SHOWN: Final = 6
_FRAMED: Final = 120

Met = tuple[int, int, int]
"""Time in the one, time in the other, bits."""


@frozen(slots=True)
class Stretch:
    """A stretch of the one film that corresponds with one of the other."""

    line: Line
    one_start_ms: int
    one_end_ms: int
    other_start_ms: int
    other_end_ms: int
    matched_one: int
    frames_one: int
    matched_other: int
    frames_other: int
    looks: int
    bits: float
    """Middling bits of the frames that agree."""
    framing: Framing
    contrast: Contrast
    met: tuple[Met, ...]
    still: bool = False

    @property
    def share(self) -> float:
        """The share of frames that agree, on the side where it is less."""
        return min(self.matched_one / max(1, self.frames_one), self.matched_other / max(1, self.frames_other))


@frozen(slots=True)
class Judged:
    """What stands of a line, and whether it showed another recording of the same scene."""

    stretches: tuple[Stretch, ...]
    other_recording: bool


def judged(
    one: Layers,
    other: Layers,
    line: Line,
    pairs: tuple[Pairing, ...],
    seen: Walk,
    before: Sequence[Stretch],
) -> Judged:
    """Return the stretches along a line that stand, given those found before."""
    elsewhere = False
    on_line = seen.matched & (np.abs(seen.shift_ms) <= ON_LINE_MS)
    accepted: list[Stretch] = []
    for begin, end in stretches(on_line, seen.neutral | seen.akin, seen.lasts_ms):
        first, last = _trimmed(begin, end, on_line, seen)
        part, held = seen.part(slice(first, last)), on_line[first:last]
        times = part.at_ms[held]
        sharp = contrast(one, other, line, pairs, times)
        if sharp.verdict == "other":
            elsewhere |= len(times) >= _TELLING
            continue
        if sharp.verdict == "still" or _looks_at(one, times) < FEWEST_LOOKS:
            middle = int(times[len(times) // 2])
            still = still_stretch(one, other, line, pairs, middle, int(part.bits[held].min()))
            if still is not None and not any(
                repeats(still, old, either=True) for old in (*before, *accepted)
            ):
                accepted.append(still)
            continue
        stretch = _moving(one, other, line, pairs, part, held, sharp)
        if stretch is not None and not any(repeats(stretch, old) for old in before):
            accepted.append(stretch)
    return Judged(tuple(accepted), elsewhere)


def _trimmed(first: int, last: int, on_line: NDArray[np.bool_], seen: Walk) -> tuple[int, int]:
    """Move the ends inwards to frames that lie on the line itself: beyond a cut the nearest frame lies beside it."""
    exact = on_line[first:last] & (np.abs(seen.shift_ms[first:last]) <= AT_END_MS)
    rows = np.flatnonzero(exact)
    if len(rows) == 0:
        return first, last
    low = first + int(rows[0]) if rows[0] <= _MOST_TRIMMED else first
    high = first + int(rows[-1]) + 1 if last - first - 1 - rows[-1] <= _MOST_TRIMMED else last
    return low, high


def _moving(
    one: Layers,
    other: Layers,
    line: Line,
    pairs: tuple[Pairing, ...],
    part: Walk,
    held: NDArray[np.bool_],
    sharp: Contrast,
) -> Stretch | None:
    times = part.at_ms[held]
    half = part.lasts_ms[held] // 2
    start, end = int(times[0] - half[0]), int(times[-1] + half[-1])
    different = _looks_at(one, times)
    if len(times) < FEWEST_FRAMES or different < FEWEST_LOOKS or not SLOWEST <= line.speed <= FASTEST:
        return None
    low, high = sorted((float(line.at(np.array([start]))[0]), float(line.at(np.array([end]))[0])))
    back = walk(
        other,
        one,
        line.turned(),
        tuple((theirs, mine) for mine, theirs in pairs),
        start_ms=max(0.0, low),
        end_ms=high,
        window_ms=ON_LINE_MS,
    )
    stretch = Stretch(
        line,
        start,
        end,
        max(0, round(low)),
        min(round(high), int(main_layer(other).end_ms[-1])),
        int(held.sum()),
        int((~part.neutral).sum()),
        int(back.matched.sum()),
        int((~back.neutral).sum()),
        different,
        float(np.median(part.bits[held])),
        _framing(one, other, line, part, held),
        sharp,
        _met(line, part, held),
    )
    return stretch if _carries(stretch) else None


def _carries(stretch: Stretch) -> bool:
    """Tell whether enough frames agree for how long the stretch lasts.

    A camera that comes back to where it was sees what it saw before, for a moment: so a stretch under a second must
    agree in most of its frames.
    """
    lasts = min(stretch.one_end_ms - stretch.one_start_ms, stretch.other_end_ms - stretch.other_start_ms)
    brief = lasts < BRIEF_MS
    return (
        lasts >= SHORTEST_MS
        and stretch.share >= (_LEAST_SHARE_BRIEF if brief else _LEAST_SHARE)
        and min(stretch.matched_one, stretch.matched_other) >= FEWEST_FRAMES
    )


def _looks_at(one: Layers, times: NDArray[np.int64]) -> int:
    """Count the different looks of a film at these times."""
    layer = main_layer(one)
    return looks(layer.words[np.maximum(0, layer.rows_at(times))])


def still_stretch(
    one: Layers, other: Layers, line: Line, pairs: tuple[Pairing, ...], at_ms: int, bits: int
) -> Stretch | None:
    """Return the stretches over which one picture stands in each film, or nothing where it does not stand."""
    where = int(line.at(np.array([at_ms]))[0])
    best: tuple[int, Pairing] | None = None
    for mine, theirs in pairs:
        found = compare_at(one[mine], other[theirs], np.array([at_ms]), np.array([[float(where)]]))[0]
        if best is None or found[0, 0] < best[0]:
            best = (int(found[0, 0]), (mine, theirs))
    if best is None or best[0] > _STILL_BITS or bits > _STILL_BITS:
        return None
    held_one, held_other = one[best[1][0]], other[best[1][1]]
    row_one, row_other = (
        int(held_one.rows_at(np.array([at_ms]))[0]),
        int(held_other.rows_at(np.array([where]))[0]),
    )
    if min(held_one.quality[row_one], held_other.quality[row_other]) < STRONG:
        return None
    a, b = _extent(held_one, row_one), _extent(held_other, row_other)
    if min(a[1] - a[0], b[1] - b[0]) < SHORTEST_STILL_MS:
        return None
    unsure = Contrast("still", 0.0, 0.0, max(a[1] - a[0], b[1] - b[0]) // 2)
    offset = (b[0] + b[1] - a[0] - a[1]) / 2
    return Stretch(
        Line(1.0, offset, line.mirrored),
        *a,
        *b,
        matched_one=1,
        frames_one=1,
        matched_other=1,
        frames_other=1,
        looks=1,
        bits=float(best[0]),
        framing=framing({best[1]: float(best[0])}),
        contrast=unsure,
        met=((at_ms, where, best[0]),),
        still=True,
    )


def _extent(layer: Layer, row: int) -> tuple[int, int]:
    """Return from when to when a film looks like one of its rows, without a break."""
    like = bits_between(layer.words, layer.words[row]) <= _STILL_BITS
    other = np.flatnonzero(~like)
    first = int(other[other < row].max()) + 1 if (other < row).any() else 0
    last = int(other[other > row].min()) - 1 if (other > row).any() else len(layer) - 1
    return int(layer.start_ms[first]), int(layer.end_ms[last])


def repeats(one: Stretch, old: Stretch, *, either: bool = False) -> bool:
    """Tell whether a stretch lies where an earlier one lies, in both films, or for a still in either.

    Frames that an earlier stretch explains carry no second one: a slow scene agrees a second later too.
    """
    shared = [
        min(b, d) - max(a, c) > _REPEATED * max(1, min(b - a, d - c))
        for a, b, c, d in (
            (one.one_start_ms, one.one_end_ms, old.one_start_ms, old.one_end_ms),
            (one.other_start_ms, one.other_end_ms, old.other_start_ms, old.other_end_ms),
        )
    ]
    return any(shared) if either else all(shared)


def _framing(one: Layers, other: Layers, line: Line, part: Walk, held: NDArray[np.bool_]) -> Framing:
    """Compare every pair of views on some of the frames that agree."""
    rows = np.flatnonzero(held)
    rows = rows[np.linspace(0, len(rows) - 1, min(_FRAMED, len(rows))).astype(np.int64)]
    times = part.at_ms[rows]
    where = (line.at(times) + part.shift_ms[rows])[:, None]
    means = {}
    for mine, theirs in pairings(one, other, mirrored=line.mirrored):
        bits, _ = compare_at(one[mine], other[theirs], times, where)
        known = bits[bits != NOTHING]
        if 2 * len(known) >= len(rows):
            means[(mine, theirs)] = float(np.median(known))
    return framing(means) if len(means) > 0 else Framing()


def _met(line: Line, part: Walk, held: NDArray[np.bool_]) -> tuple[Met, ...]:
    """Choose a few matched frames, spread over the stretch, of each part the nearest."""
    rows = np.flatnonzero(held)
    chosen = [
        piece[int(part.bits[piece].argmin())] for piece in np.array_split(rows, min(_PAIRS_SHOWN, len(rows)))
    ]
    where = line.at(part.at_ms) + part.shift_ms
    return tuple((int(part.at_ms[i]), max(0, round(float(where[i]))), int(part.bits[i])) for i in chosen)
