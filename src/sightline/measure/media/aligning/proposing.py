"""Pairs of frames that look alike, as votes: a few frames a second of the one film against every frame of the other.

The reference is dense and the question sparse, since neighbouring frames of a hand-held film differ by 20 to 52 bits:
with sparse frames on both sides a copy whose frames fall between would be missed.
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.media.aligning.bits import near
from sightline.measure.media.aligning.layers import STRONG, WHOLE, Layers, Pairing, main_layer, same_view
from sightline.measure.media.aligning.voting import Votes

_PAIRS_AT_ONCE: Final = 8_000_000_000
"""Frames compared at most: about ten seconds of one core. Two films of ten hours are sampled more thinly for it."""
_SHORTEST_STEP_MS: Final = 40
_LONGEST_STEP_MS: Final = 250
_INSTANTS: Final = 120
_HALF_BITS: Final = 6.0
"""A partner so many bits farther than the nearest one has half its weight."""


@frozen(slots=True, eq=False)
class Proposals:
    """Votes, with the views each came from and the bits it differs by."""

    votes: Votes
    mine: NDArray[np.uint8]
    theirs: NDArray[np.uint8]
    bits: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.votes)

    def chosen(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> "Proposals":
        """Return some of them."""
        old = self.votes
        return Proposals(
            Votes(
                old.group[rows],
                old.frame[rows],
                old.at_ms[rows],
                old.start_ms[rows],
                old.end_ms[rows],
                old.weight[rows],
            ),
            self.mine[rows],
            self.theirs[rows],
            self.bits[rows],
        )


def sample_step_ms(one: Layers, other: Layers, *, pairs_at_once: int = _PAIRS_AT_ONCE) -> int:
    """Return how far apart the frames of the one are that are looked for [ms]."""
    layer = main_layer(one)
    duration = int(layer.end_ms[-1] - layer.start_ms[0])
    step = min(_LONGEST_STEP_MS, max(_SHORTEST_STEP_MS, duration // _INSTANTS))
    rows = sum(len(held) for view, held in other.items())
    allowed = max(1, pairs_at_once // max(1, rows * min(len(one), 3) * 2))
    return max(step, -(-duration // allowed))


def proposals(
    planes: tuple[Layers, ...], other: Layers, *, radius: int, step_ms: int, mirrored: tuple[bool, ...]
) -> Proposals:
    """Look for frames of the one film in the other, in each plane: upright, and mirrored.

    :param planes: the one film as each plane sees it.
    :param mirrored: for each plane, whether its pictures are mirrored.
    """
    parts: list[tuple[NDArray[np.int64], ...]] = []
    for number, (one, is_mirrored) in enumerate(zip(planes, mirrored, strict=True)):
        main = main_layer(one)
        grid = np.arange(int(main.start_ms[0]), int(main.end_ms[-1]), step_ms)
        for mine in sorted(one):
            views = [
                view
                for view in sorted(other)
                if mine in WHOLE or view in WHOLE or view == same_view(mine, mirrored=is_mirrored)
            ]
            found = _found(one, other, mine, views, grid, radius)
            parts.append((np.full(len(found[0]), number), *found, np.full(len(found[0]), mine)))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    group, frame, at, start, end, bits, theirs, mine_column = columns
    order = np.lexsort((bits, frame, group))
    group, frame, at, start, end, bits = (c[order] for c in (group, frame, at, start, end, bits))
    weight = _weights(group, frame, bits)
    votes = Votes(group, frame, at, start, end, weight)
    return Proposals(
        votes, mine_column[order].astype(np.uint8), theirs[order].astype(np.uint8), bits.astype(np.uint8)
    )


def _found(
    one: Layers, other: Layers, mine: int, views: list[int], grid: NDArray[np.int64], radius: int
) -> tuple[NDArray[np.int64], ...]:
    """Return frame number, time, start and end of what it was found in, bits, view of that."""
    layer = one[mine]
    rows = layer.rows_at(grid)
    frames = np.flatnonzero((rows >= 0) & (layer.quality[rows] >= STRONG))
    rows = rows[frames]
    held = [(view, np.flatnonzero(other[view].quality >= STRONG)) for view in views]
    words = np.concatenate([other[view].words[kept] for view, kept in held])
    distinct, back = np.unique(rows, return_inverse=True)
    pairs = near(layer.words[distinct], words, radius=radius)
    # a run that stands over many sampled frames was compared once, and votes for each of them
    sizes = np.bincount(pairs.one, minlength=len(distinct))
    begins = np.cumsum(sizes) - sizes
    count = sizes[back]
    frame = np.repeat(frames, count)
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    chosen = np.repeat(begins[back], count) + within
    column = pairs.other[chosen]
    start = np.concatenate([other[view].start_ms[kept] for view, kept in held])[column]
    end = np.concatenate([other[view].end_ms[kept] for view, kept in held])[column]
    theirs = np.concatenate([np.full(len(kept), view) for view, kept in held])[column]
    return frame, grid[frame], start, end, pairs.bits[chosen].astype(np.int64), theirs


def _weights(
    group: NDArray[np.int64], frame: NDArray[np.int64], bits: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Weigh each partner by how much farther it lies than the nearest of its frame; rows are sorted by bits."""
    if len(group) == 0:
        return np.empty(0, np.float32)
    first = np.ones(len(group), np.bool_)
    first[1:] = (group[1:] != group[:-1]) | (frame[1:] != frame[:-1])
    nearest = bits[first][np.cumsum(first) - 1]
    return np.asarray(np.exp2(-(bits - nearest) / _HALF_BITS), np.float32)


def views_along(found: Proposals, near_line: NDArray[np.bool_], most: int) -> tuple[Pairing, ...]:
    """Return the pairs of views that agree most often among these proposals."""
    keys = found.mine[near_line].astype(np.int64) * 256 + found.theirs[near_line]
    values, counts = np.unique(keys, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:most]
    return tuple((int(key) // 256, int(key) % 256) for key in values[order])
