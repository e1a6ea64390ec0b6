"""Make the columns of a sealed segment from rows: equal hashes become one, and every slot gets its table.

A frame that occurs ten thousand times, black for instance, is one hash with ten thousand rows behind it, so that
it costs a query one comparison. The table of a slot is in compressed rows: for each key where its hashes begin (16
bits counted from a base every 256 keys; 32 bits where those would overflow), the numbers of the hashes in order
of their keys, in three bytes where those suffice, and in a large segment the sketch of each beside it. Hashes are
sorted, so the first slot needs no numbers: they are 0, 1, 2...
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.store.hashes.slots import (
    BITS,
    SKETCH_BITS,
    SKETCHED_FROM,
    as_words,
    keys_of,
    slots_for,
    widths,
)
from sightline.store.segments.groups import compact, grouped
from sightline.store.segments.room import GROUP_ADDED, GROUP_MEDIA, Arrays
from sightline.store.segments.table import Table

BLOCK: Final = 256
"""Keys that share a base."""
LANES: Final = 32
"""Sketches that are compared at once; there is room for so many behind the last."""
_LARGEST: Final = np.iinfo(np.uint16).max


@frozen(slots=True, eq=False)
class Slot:
    """Where in the order of a slot's keys the hashes of each begin."""

    bases: NDArray[np.uint32]
    steps: NDArray[np.uint16]
    wide: NDArray[np.uint32]
    """Where the hashes of each key begin, and one more; empty unless ``steps`` would overflow."""


def order_of(words: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sort hashes and group equal ones.

    :param words: (n, 4).
    :returns: the order (n,), earlier rows first among equals, and where in it each distinct hash begins (d,).
    """
    order = np.argsort(words[:, 0])
    head = words[order, 0]
    same = np.flatnonzero(head[1:] == head[:-1])
    if same.size > 0:  # only ties need the other words
        tied = np.union1d(same, same + 1)
        rows = np.sort(order[tied])
        order[tied] = rows[np.lexsort((rows, words[rows, 3], words[rows, 2], words[rows, 1], words[rows, 0]))]
    fresh = np.ones(len(words), np.bool_)
    fresh[same + 1] = (words[order[same + 1], 1:] != words[order[same], 1:]).any(axis=1)
    return order, np.flatnonzero(fresh)


def slot_of(keys: NDArray[np.uint32], width: int) -> Slot:
    """Count where the hashes of each key begin."""
    ends = np.zeros((1 << width) + 1, np.uint32)
    np.cumsum(np.bincount(keys, minlength=1 << width), out=ends[1:])
    block = min(BLOCK, 1 << width)
    bases = ends[:-1:block].copy()
    # the end of a block is kept with it, so that a query reads one base
    inside = np.lib.stride_tricks.sliding_window_view(ends, block + 1)[::block] - bases[:, np.newaxis]
    if int(inside[:, -1].max()) > _LARGEST:
        return Slot(np.empty(0, np.uint32), np.empty(0, np.uint16), ends)
    return Slot(bases, inside.astype(np.uint16).ravel(), np.empty(0, np.uint32))


def segment_arrays(rows: Table, *, slots: int | None = None, sketched: bool | None = None) -> Arrays:
    """Make the arrays of a segment, one by one.

    ``words`` (d, 4) the distinct hashes, sorted; ``rows_at`` (d + 1,) where the rows of each begin; ``group``,
    ``start``, ``end``, ``quality``, ``view`` (n,) the rows; the groups; ``slots`` (m,) the widths of the slots, none
    in a small segment; ``ids`` (m - 1, d, 3 or 4) the numbers of all slots but the first, lowest byte first;
    ``sketches`` (m * d and room,) of all slots, empty in a segment of middling size; ``bases`` and ``steps``, or
    ``wide`` where ``is_wide``, of slot after slot.

    :param slots: another number of slots than the one that fits the size.
    :param sketched: whether sketches are kept, if not as the size wants it.
    """
    order, starts = order_of(as_words(rows["hashes"]))
    words = as_words(rows["hashes"])[order[starts]]
    groups = grouped(rows)
    yield "words", words
    yield "rows_at", np.append(starts, len(order)).astype(np.uint32)
    yield "group", groups.of_row[order]
    yield "start", compact(rows["start_ms"])[order]
    yield "end", compact(rows["end_ms"])[order]
    yield "quality", rows["quality"][order]
    yield "view", rows["view"][order]
    yield GROUP_MEDIA, groups.media
    yield GROUP_ADDED, groups.added
    count = slots_for(len(words)) if slots is None else slots
    cut = widths(count) if count > 0 else []
    yield "slots", np.array(cut, np.int64)
    yield from _tables(words, cut, len(words) >= SKETCHED_FROM if sketched is None else sketched)


def _tables(words: NDArray[np.uint64], cut: list[int], sketched: bool) -> Arrays:  # noqa: FBT001
    """Make the tables of all slots; those of one kind lie one behind the other."""
    made = []
    count = len(words)
    ids = np.empty((max(len(cut) - 1, 0), count, 3 if count < 1 << 24 else 4), np.uint8)
    sketches = np.zeros(len(cut) * count + LANES if sketched and len(cut) > 0 else 0, np.uint16)
    numbers = np.arange(count, dtype=np.uint64)
    packed = np.empty(
        count, np.uint64
    )  # used again: the system clears what is new, which takes longer than sorting
    keys, first = keys_of(words, 0, cut[0]) if len(cut) > 0 else np.empty(0, np.uint32), 0
    for number, width in enumerate(cut):
        first = (first + width) % BITS
        next_width = cut[(number + 1) % len(cut)]
        next_keys = keys_of(words, first, next_width)
        made.append(slot_of(keys, width))
        if number > 0:
            _sort_by(keys, numbers, packed)
            ids[number - 1] = packed.view(np.uint8).reshape(count, 8)[:, : ids.shape[2]]
        if sketched:
            beside = (next_keys >> np.uint32(next_width - SKETCH_BITS)).astype(np.uint16)
            here = sketches[number * count : (number + 1) * count]
            here[:] = beside if number == 0 else beside[packed.view(np.uint32)[::2]]
        keys = next_keys
    yield "ids", ids
    yield "sketches", sketches
    yield "bases", np.concatenate([slot.bases for slot in made] or [np.empty(0, np.uint32)])
    yield "steps", np.concatenate([slot.steps for slot in made] or [np.empty(0, np.uint16)])
    yield "wide", np.concatenate([slot.wide for slot in made] or [np.empty(0, np.uint32)])
    yield "is_wide", np.array([len(slot.wide) > 0 for slot in made], np.uint8)


def _sort_by(keys: NDArray[np.uint32], numbers: NDArray[np.uint64], packed: NDArray[np.uint64]) -> None:
    """Write the numbers of the hashes in order of their keys, equal ones in their own order; the keys lie above."""
    np.left_shift(keys, np.uint64(32), out=packed, dtype=np.uint64)
    np.bitwise_or(packed, numbers, out=packed)
    packed.sort()  # four times as quick as sorting the numbers by their keys
