"""The same search without machine code: for small collections, which should not wait for a compiler."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.store.hashes.build import BLOCK
from sightline.store.hashes.part import Slots
from sightline.store.hashes.slots import SKETCH_BITS, keys_of, probing
from sightline.store.segments.table import spread

_CELLS = 1 << 21
"""Comparisons that are held in memory at once."""


@frozen(slots=True, eq=False)
class Near:
    """Which hashes lie within the radius of which queries."""

    query: NDArray[np.int32]
    row: NDArray[np.int64]
    bits: NDArray[np.uint8]


def join_near(parts: list[Near]) -> Near:
    """Put results one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Near(
        np.concatenate([np.empty(0, np.int32), *(part.query for part in parts)]),
        np.concatenate([np.empty(0, np.int64), *(part.row for part in parts)]),
        np.concatenate([np.empty(0, np.uint8), *(part.bits for part in parts)]),
    )


def scan(words: NDArray[np.uint64], queries: NDArray[np.uint64], radius: int) -> Near:
    """Compare every query with every hash."""
    found = []
    step = max(1, min(len(words), _CELLS // 16))
    at_once = max(1, _CELLS // step)
    for first in range(0, len(queries), at_once):
        some = queries[first : first + at_once, :, np.newaxis]
        for start in range(0, len(words), step):
            few = words[start : start + step].T
            bits = np.bitwise_count(some[:, 0] ^ few[0]).astype(np.uint16)
            for word in range(1, 4):
                bits += np.bitwise_count(some[:, word] ^ few[word])
            query, row = np.nonzero(bits <= radius)
            apart = bits[query, row].astype(np.uint8)
            found.append(Near((query + first).astype(np.int32), row + start, apart))
    return join_near(found)


def probe(words: NDArray[np.uint64], slots: Slots, queries: NDArray[np.uint64], radius: int) -> Near:
    """Look at the keys of the slots; where they lead to too many, compare with each hash."""
    at_once = max(1, _CELLS // len(probing(slots.count, radius).masks))
    found = []
    for first in range(0, len(queries), at_once):
        some = _probe_some(words, slots, queries[first : first + at_once], radius)
        found.append(Near(some.query + np.int32(first), some.row, some.bits))
    return join_near(found)


def _probe_some(words: NDArray[np.uint64], slots: Slots, queries: NDArray[np.uint64], radius: int) -> Near:
    count = len(words)
    found, total = [], np.zeros(len(queries), np.int64)
    for slot in range(slots.count):
        begins, lengths = _ranges(slots, slot, queries, radius)
        begins = np.minimum(begins, count)
        lengths = np.clip(lengths, 0, count - begins)
        total += lengths.sum(axis=1)
        lengths[total > max(count >> 3, 4096)] = 0
        query = np.repeat(np.arange(len(queries)), lengths.sum(axis=1))
        place = spread(begins.ravel(), lengths.ravel())
        if len(slots.sketches) > 0:
            near = _alike(slots, slot, queries, radius, query, slot * count + place)
            query, place = query[near], place[near]
        row = np.minimum(_rows(slots, slot, place), count - 1)
        bits = np.bitwise_count(words[row] ^ queries[query]).sum(axis=1)
        near = bits <= radius
        found.append(Near(query[near].astype(np.int32), row[near], bits[near].astype(np.uint8)))
    whole = join_near(found)
    many = np.flatnonzero(total > max(count >> 3, 4096))
    _, once = np.unique(whole.query.astype(np.int64) * count + whole.row, return_index=True)
    once = once[~np.isin(whole.query[once], many)]
    rest = (
        scan(words, queries[many], radius)
        if len(many) > 0
        else Near(whole.query[:0], whole.row[:0], whole.bits[:0])
    )
    return join_near([
        Near(whole.query[once], whole.row[once], whole.bits[once]),
        Near(many[rest.query].astype(np.int32), rest.row, rest.bits),
    ])  # fmt: skip


def _alike(
    slots: Slots, slot: int, queries: NDArray[np.uint64], radius: int, query: NDArray[np.int64],
    place: NDArray[np.int64],
) -> NDArray[np.bool_]:  # fmt: skip
    """Tell which sketches are near enough, whatever their keys differ by."""
    plan = probing(slots.count, radius)
    asked = keys_of(queries, int(plan.beside[slot]), SKETCH_BITS).astype(np.uint16)
    near: NDArray[np.bool_] = np.bitwise_count(slots.sketches[place] ^ asked[query]) <= plan.together[slot]
    return near


def _rows(slots: Slots, slot: int, place: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of the hashes at places of a slot's table."""
    if slot == 0:
        return place
    row = np.zeros(len(place), np.int64)
    for byte, part in enumerate(slots.ids[slot - 1][place].T):
        row |= part.astype(np.int64) << (8 * byte)
    return row


def _ranges(
    slots: Slots, slot: int, queries: NDArray[np.uint64], radius: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the hashes of each key to be looked at lie in a slot's table: (q, masks) begins and lengths."""
    plan = probing(slots.count, radius)
    masks = plan.masks[plan.masks_at[slot] : plan.masks_at[slot + 1]]
    keys = keys_of(queries, int(plan.first[slot]), int(plan.width[slot]))
    looked = (keys[:, np.newaxis] ^ masks).astype(np.int64)
    if slots.is_wide[slot] != 0:
        begins = slots.wide[slots.steps_at[slot] + looked].astype(np.int64)
        return begins, slots.wide[slots.steps_at[slot] + looked + 1] - begins
    block = looked // BLOCK
    at = slots.steps_at[slot] + looked + block
    low = slots.steps[at].astype(np.int64)
    return slots.bases[slots.bases_at[slot] + block] + low, slots.steps[at + 1] - low
