"""The two loops of the search as machine code: look at the keys of the slots, or compare with every hash.

They run without the interpreter's lock and need no room per hash: a hash that several slots lead to is reported by the
first of them, as its own bits tell. A query waits for memory, so each step is a loop that does little but read: then
dozens of reads are under way at once, and it takes a third of the time. What is read may come from a damaged file, so
no number taken from it leads outside its array.
"""

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any, Final

import numpy as np
from attrs import frozen

BATCH: Final = 4096
"""Hashes that are compared before the hits among them are looked for; no fewer than the keys that are looked at."""
WHOLE, PLAIN = (3, BATCH), (5, BATCH)
"""The scratch that the loops want, int64 and uint64; made once a thread, since the system clears what is new."""


@frozen(slots=True)
class Kernels:
    """The compiled loops; each returns (queries answered, hits written) and stops where the room for hits ends."""

    probe: Callable[..., tuple[int, int]]
    scan: Callable[..., tuple[int, int]]


# Columns of the layout, a line a slot: first bit, width, reach, where masks begin and end, steps, bases; is it wide


def _ones(word: Any) -> Any:
    """Count the ones of a word; the compiler knows this pattern as one instruction."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (word * np.uint64(0x0101010101010101)) >> np.uint64(56)


def _key(words: Any, first: Any, width: Any) -> Any:
    """Take ``width`` bits from bit ``first`` on, counted from the highest bit of the first word."""
    word, shift = first >> 6, first & 63
    taken = (words[word] << np.uint64(shift)) >> np.uint64(64 - width)
    over = shift + width - 64
    if over > 0:
        taken |= words[word + 1] >> np.uint64(64 - over)
    return taken


def _addresses(layout: Any, masks: Any, query: Any, steps_at: Any, bases_at: Any) -> None:
    """Write where in the tables the keys to be looked at stand."""
    for slot in range(layout.shape[0]):
        key = np.int64(_key(query, layout[slot, 0], layout[slot, 1]))
        first_step, first_base = layout[slot, 5], layout[slot, 6]
        if layout[slot, 7] != 0:
            for at in range(layout[slot, 3], layout[slot, 4]):
                steps_at[at] = first_step + (key ^ np.int64(masks[at]))
        else:
            for at in range(layout[slot, 3], layout[slot, 4]):
                probe = key ^ np.int64(masks[at])
                steps_at[at] = first_step + probe + (probe >> 8)
                bases_at[at] = first_base + (probe >> 8)


def _read_ahead(table: Any, places: Any, sink: Any) -> None:
    """Read and forget, so that the next loop finds it near."""
    read = np.uint64(0)
    for one in range(places.shape[0]):
        read += np.uint64(table[places[one]])
    sink[0] ^= read


def _read_ranges(bases: Any, steps: Any, steps_at: Any, bases_at: Any, begins: Any, lengths: Any) -> None:
    """Read where the hashes of each key begin, and how many there are."""
    for at in range(steps_at.shape[0]):
        place = steps_at[at]
        low = np.int64(steps[place])
        begins[at] = low + np.int64(bases[bases_at[at]])
        lengths[at] = np.int64(steps[place + np.uint64(1)]) - low


def _ranges(
    bases: Any, steps: Any, wide: Any, layout: Any, steps_at: Any, bases_at: Any, count: Any, begins: Any, lengths: Any,
    sink: Any,
) -> Any:  # fmt: skip
    """Find where the hashes of each key lie, slot after slot; returns how many hashes that is.

    A place is ``slot * count`` and what the slot's table says.
    """
    total = 0
    for slot in range(layout.shape[0]):
        first, last = layout[slot, 3], layout[slot, 4]
        if layout[slot, 7] != 0:
            for at in range(first, last):
                begins[at] = wide[steps_at[at]]
                lengths[at] = np.int64(wide[steps_at[at] + np.uint64(1)]) - begins[at]
        else:
            _read_ahead(steps, steps_at[first:last], sink)
            _read_ranges(
                bases,
                steps,
                steps_at[first:last],
                bases_at[first:last],
                begins[first:last],
                lengths[first:last],
            )
    for slot in range(layout.shape[0]):
        shift = slot * count
        for at in range(layout[slot, 3], layout[slot, 4]):
            low = min(begins[at], count)
            length = min(max(lengths[at], np.int64(0)), count - low)
            begins[at] = low + shift
            lengths[at] = length
            total += length
    return total


def _collect(begins: Any, lengths: Any, at: Any, inside: Any, places: Any) -> Any:
    """Write the next places, as many as there is room for; returns how many, and where it stopped.

    Four are written whatever the length, and what is too much is written over: asking would cost more.
    """
    held, room = 0, places.shape[0]
    while at < begins.shape[0] and held + 4 <= room:
        place, left = begins[at] + inside, lengths[at] - inside
        places[held] = place
        places[held + 1] = place + 1
        places[held + 2] = place + 2
        places[held + 3] = place + 3
        taken = left
        if left > 4:
            taken = min(left, room - held)
            for one in range(4, taken):
                places[held + one] = place + one
        held += taken
        if taken == left:
            at, inside = at + 1, 0
        else:
            inside += taken
    return held, at, inside


def _compare(
    words: Any, ids: Any, places: Any, held: Any, query: Any, rows: Any, bits: Any, apart: Any, sink: Any
) -> None:
    """Count the bits by which the hashes at these places differ from the query."""
    count = words.shape[0]
    own = 0
    while (
        own < held and places[own] < count
    ):  # hashes are sorted by the first slot: its places are their numbers
        rows[own] = places[own]
        own += 1
    for one in range(own, held):
        apart[one] = places[one] - count
    _read_ahead(ids, apart[own:held], sink)
    for one in range(own, held):
        rows[one] = ids[apart[one]]
    for one in range(own, held):
        rows[one] = min(rows[one], np.uint64(count - 1))
    _read_ahead(words[:, 0], rows[:held], sink)
    first, second, third, fourth = query[0], query[1], query[2], query[3]
    for one in range(held):
        row = rows[one]
        bits[one] = (
            _ones(words[row, 0] ^ first)
            + _ones(words[row, 1] ^ second)
            + _ones(words[row, 2] ^ third)
            + _ones(words[row, 3] ^ fourth)
        )


def _led_before(words: Any, row: Any, query: Any, slot: Any, layout: Any, difference: Any) -> Any:
    """Tell whether an earlier slot leads to this hash as well."""
    for word in range(4):
        difference[word] = words[row, word] ^ query[word]
    for other in range(slot):
        if np.int64(_ones(_key(difference, layout[other, 0], layout[other, 1]))) <= layout[other, 2]:
            return True
    return False


def _scan_one(
    words: Any, query: Any, number: Any, radius: Any, room: Any, written: Any, bits: Any,
    found_query: Any, found_row: Any, found_bits: Any,
) -> Any:  # fmt: skip
    """Compare one query with every hash; returns how many hits are written now, -1 when the room is too small."""
    count = words.shape[0]
    first, second, third, fourth = query[0], query[1], query[2], query[3]
    for start in range(0, count, bits.shape[0]):
        length = min(bits.shape[0], count - start)
        near = 0
        for one in range(length):
            row = start + one
            bits[one] = _ones(words[row, 0] ^ first) + _ones(words[row, 1] ^ second)
        for one in range(length):
            near += np.int64(bits[one]) <= radius
        if near == 0:
            continue
        for one in range(length):
            if np.int64(bits[one]) > radius:
                continue
            row = start + one
            apart = np.int64(bits[one] + _ones(words[row, 2] ^ third) + _ones(words[row, 3] ^ fourth))
            if apart <= radius:
                if written == room:
                    return -1
                found_query[written], found_row[written], found_bits[written] = number, row, apart
                written += 1
    return written


def _probe(
    words: Any, bases: Any, steps: Any, wide: Any, ids: Any, layout: Any, masks: Any, queries: Any, radius: Any,
    begin: Any, whole: Any, plain: Any, found_query: Any, found_row: Any, found_bits: Any,
) -> Any:  # fmt: skip
    """Answer queries from ``begin`` on through the slots; where they lead to too many, by comparing with each."""
    count, room, written = words.shape[0], found_query.shape[0], 0
    keys = masks.shape[0]
    begins, lengths, places = whole[0, :keys], whole[1, :keys], whole[2]
    steps_at, bases_at, rows, apart, bits = plain[0, :keys], plain[1, :keys], plain[2], plain[3], plain[4]
    difference = np.empty(4, np.uint64)
    sink = np.zeros(1, np.uint64)  # keeps the compiler from dropping reads whose only use is to come early
    for number in range(begin, queries.shape[0]):
        query = queries[number]
        before = written
        _addresses(layout, masks, query, steps_at, bases_at)
        total = _ranges(bases, steps, wide, layout, steps_at, bases_at, count, begins, lengths, sink)
        if total > count >> 3:  # reading all in order is quicker than so many out of order
            written = _scan_one(
                words, query, number, radius, room, written, bits, found_query, found_row, found_bits
            )
            if written < 0:
                return number, before
            continue
        at, inside = 0, 0
        while at < begins.shape[0]:
            held, at, inside = _collect(begins, lengths, at, inside, places)
            _compare(words, ids, places, held, query, rows, bits, apart, sink)
            for one in range(held):
                if np.int64(bits[one]) > radius:
                    continue
                if _led_before(words, rows[one], query, places[one] // count, layout, difference):
                    continue
                if written == room:
                    return number, before
                found_query[written], found_row[written], found_bits[written] = number, rows[one], bits[one]
                written += 1
    return queries.shape[0], written


def _scan(
    words: Any, queries: Any, radius: Any, begin: Any, _whole: Any, plain: Any, found_query: Any, found_row: Any,
    found_bits: Any,
) -> Any:  # fmt: skip
    """Answer queries from ``begin`` on by comparing with every hash."""
    bits = plain[4]
    written = 0
    for number in range(begin, queries.shape[0]):
        before = written
        written = _scan_one(
            words, queries[number], number, radius, found_query.shape[0], written, bits,
            found_query, found_row, found_bits,
        )  # fmt: skip
        if written < 0:
            return number, before
    return queries.shape[0], written


@cache
def compiled() -> Kernels:
    """Return the loops as machine code; compiling takes seconds once and is then kept on disk."""
    import numba

    kinds: Any = numba.types

    def kept(kind: Any, sides: int) -> Any:
        return kinds.Array(kind, sides, "C", readonly=True)

    whole = numba.int64
    words, numbers, layout = kept(numba.uint64, 2), kept(numba.uint32, 1), kept(whole, 2)
    found = (whole[:, ::1], numba.uint64[:, ::1], numba.int32[::1], whole[::1], numba.uint8[::1])
    answer = kinds.UniTuple(whole, 2)
    names = dict(globals())
    inner = (_ones, _key, _addresses, _read_ahead, _read_ranges, _ranges, _collect, _compare, _led_before)
    for part in (*inner, _scan_one):
        names[part.__name__] = numba.njit(nogil=True)(_within(part, names))
    probing = (words, numbers, kept(numba.uint16, 1), numbers, numbers, layout, numbers, words, whole, whole)
    probe = numba.njit([answer(*probing, *found)], nogil=True, cache=True)(_within(_probe, names))
    scanning = [answer(words, words, whole, whole, *found)]
    scan = numba.njit(scanning, nogil=True, cache=True)(_within(_scan, names))
    return Kernels(probe, scan)


def _within(function: Any, names: dict[str, Any]) -> Any:
    """See a function with the parts it calls replaced by their compiled selves."""
    return FunctionType(function.__code__, names, function.__name__)
