"""The steps of the search, written so that they can be compiled: they call one another by these names.

A query waits for memory, so each step is a loop that does little but read, and asks for what it will read some steps
ahead: then dozens of reads are under way at once. What is read may come from a damaged file, so no number taken from
it leads outside its array.

Columns of ``layout``, a line a slot: first bit, width, reach, where its masks begin and end, where its steps and bases
begin, whether it is wide, first bit of the sketch, and the bits by which key and sketch may differ together.
"""

from typing import Any, Final

import numpy as np

from sightline.store.hashes.machine import alike, fetch, lowest, ones

BATCH: Final = 4096
"""Hashes that are compared before the hits among them are looked for; no fewer than the keys that are looked at."""
AHEAD: Final = 8
"""Keys whose sketches are asked for before those in hand are compared."""


def bits_of(words: Any, first: Any, width: Any) -> Any:
    """Take ``width`` bits from bit ``first`` on, counted from the highest bit of the first word."""
    word, shift = first >> 6, first & 63
    taken = (words[word] << np.uint64(shift)) >> np.uint64(64 - width)
    over = shift + width - 64
    if over > 0:
        taken |= words[word + 1] >> np.uint64(64 - over)
    return taken


def ranges(
    bases: Any, steps: Any, wide: Any, layout: Any, masks: Any, query: Any, count: Any, begins: Any, ends: Any
) -> Any:
    """Write where the hashes of each key to be looked at lie, slot after slot; returns how many hashes that is.

    A place is ``slot * count`` and what the slot's table says.
    """
    total = np.int64(0)
    for slot in range(layout.shape[0]):
        key = np.int64(bits_of(query, layout[slot, 0], layout[slot, 1]))
        first_step, first_base, shift = layout[slot, 5], layout[slot, 6], slot * count
        for at in range(layout[slot, 3], layout[slot, 4]):
            probe = key ^ np.int64(masks[at])
            if layout[slot, 7] != 0:
                begins[at], ends[at] = first_step + probe, shift
                fetch(wide, begins[at])
            else:
                begins[at], ends[at] = first_step + probe + (probe >> 8), first_base + (probe >> 8)
                fetch(steps, begins[at])
    for slot in range(layout.shape[0]):
        shift = slot * count
        for at in range(layout[slot, 3], layout[slot, 4]):
            place = np.uint64(begins[at])
            if layout[slot, 7] != 0:
                low, high = np.int64(wide[place]), np.int64(wide[place + np.uint64(1)])
            else:
                base = np.int64(bases[np.uint64(ends[at])])
                low, high = base + np.int64(steps[place]), base + np.int64(steps[place + np.uint64(1)])
            low = min(low, count)
            high = max(min(high, count), low)
            begins[at], ends[at] = low + shift, high + shift
            total += high - low
    return total


def fetch_range(sketches: Any, begin: Any, end: Any) -> None:
    """Ask for the sketches of one key; the first sixteen lines, after which the machine sees the pattern by itself."""
    place = begin & ~np.int64(31)
    last = min(end, place + 512)
    while place < last:
        fetch(sketches, place)
        place += 32


def pick(
    sketches: Any, layout: Any, masks: Any, query: Any, begins: Any, ends: Any, slot: Any, at: Any, inside: Any,
    places: Any, held: Any,
) -> Any:  # fmt: skip
    """Write the places of one slot whose sketch is near enough, as long as there is room.

    Returns how many are held, and where it stopped.
    """
    asked = np.uint16(bits_of(query, layout[slot, 8], 16))
    room, last = places.shape[0], layout[slot, 4]
    while at < last:
        ahead = at + AHEAD
        if ahead < begins.shape[0]:
            fetch_range(sketches, begins[ahead], ends[ahead])
        begin, end = begins[at], ends[at]
        allowed = np.uint16(layout[slot, 9] - np.int64(ones(np.uint64(masks[at]))))
        place = max(begin & ~np.int64(31), inside)
        while place < end:
            if held + 32 > room:
                return held, at, place
            near = np.uint64(alike(sketches, place, asked, allowed))
            if near != 0:
                if place < begin:
                    near &= np.uint64(0xFFFFFFFF) << np.uint64(begin - place)
                if end - place < 32:
                    near &= (np.uint64(1) << np.uint64(end - place)) - np.uint64(1)
                while near != 0:
                    places[held] = place + np.int64(lowest(near))
                    held += 1
                    near &= near - np.uint64(1)
            place += 32
        at, inside = at + 1, 0
    return held, at, 0


def collect(begins: Any, ends: Any, at: Any, last: Any, inside: Any, places: Any, held: Any) -> Any:
    """Write the places of one slot, as long as there is room; returns how many are held, and where it stopped.

    Four are written whatever the length, and what is too much is written over: asking would cost more.
    """
    room = places.shape[0]
    while at < last and held + 4 <= room:
        place = begins[at] + inside
        left = ends[at] - place
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


def compare(words: Any, ids: Any, places: Any, held: Any, query: Any, rows: Any, bits: Any) -> None:
    """Count the bits by which the hashes at these places differ from the query."""
    count, wide = words.shape[0], ids.shape[2]
    numbers = ids.reshape(-1)
    own = 0
    while (
        own < held and places[own] < count
    ):  # hashes are sorted by the first slot: its places are their numbers
        rows[own] = places[own]
        fetch(words, places[own] * 4)
        own += 1
    for one in range(own, held):
        fetch(numbers, (places[one] - count) * wide)
    for one in range(own, held):
        place = np.uint64((places[one] - count) * wide)
        row = np.int64(numbers[place]) | np.int64(numbers[place + np.uint64(1)]) << 8
        row |= np.int64(numbers[place + np.uint64(2)]) << 16
        if wide == 4:
            row |= np.int64(numbers[place + np.uint64(3)]) << 24
        row = min(row, count - 1)
        rows[one] = row
        fetch(words, row * 4)
    first, second, third, fourth = query[0], query[1], query[2], query[3]
    for one in range(held):
        row = rows[one]
        bits[one] = (
            ones(words[row, 0] ^ first)
            + ones(words[row, 1] ^ second)
            + ones(words[row, 2] ^ third)
            + ones(words[row, 3] ^ fourth)
        )


def led_before(
    words: Any, row: Any, query: Any, slot: Any, layout: Any, sketched: Any, difference: Any
) -> Any:
    """Tell whether an earlier slot leads to this hash as well."""
    for word in range(4):
        difference[word] = words[row, word] ^ query[word]
    for other in range(slot):
        apart = np.int64(ones(bits_of(difference, layout[other, 0], layout[other, 1])))
        if apart > layout[other, 2]:
            continue
        if (
            not sketched
            or apart + np.int64(ones(bits_of(difference, layout[other, 8], 16))) <= layout[other, 9]
        ):
            return True
    return False


def scan_one(
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
            bits[one] = ones(words[row, 0] ^ first) + ones(words[row, 1] ^ second)
        for one in range(length):
            near += np.int64(bits[one]) <= radius
        if near == 0:
            continue
        for one in range(length):
            if np.int64(bits[one]) > radius:
                continue
            row = start + one
            apart = np.int64(bits[one] + ones(words[row, 2] ^ third) + ones(words[row, 3] ^ fourth))
            if apart <= radius:
                if written == room:
                    return -1
                found_query[written], found_row[written], found_bits[written] = number, row, apart
                written += 1
    return written


def probe_one(
    words: Any, ids: Any, sketches: Any, layout: Any, masks: Any, query: Any, number: Any, radius: Any, begins: Any,
    ends: Any, places: Any, rows: Any, bits: Any, difference: Any, written: Any,
    found_query: Any, found_row: Any, found_bits: Any,
) -> Any:  # fmt: skip
    """Follow the keys of one query; how many hits are written now, -1: no room, -2: they lead to too many."""
    count, room, compared = words.shape[0], found_query.shape[0], 0
    sketched = sketches.shape[0] > 0
    slot, at, inside, held = 0, 0, 0, 0
    if sketched:
        for early in range(min(AHEAD, begins.shape[0])):
            fetch_range(sketches, begins[early], ends[early])
    while slot < layout.shape[0]:
        last = layout[slot, 4]
        if sketched:
            held, at, inside = pick(
                sketches, layout, masks, query, begins, ends, slot, at, inside, places, held
            )
        else:
            held, at, inside = collect(begins, ends, at, last, inside, places, held)
        if at == last:
            slot += 1
            if slot < layout.shape[0]:
                continue
        compared += held
        if compared > (count >> 3) + BATCH:
            return -2
        compare(words, ids, places, held, query, rows, bits)
        for one in range(held):
            if np.int64(bits[one]) > radius:
                continue
            if led_before(words, rows[one], query, places[one] // count, layout, sketched, difference):
                continue
            if written == room:
                return -1
            found_query[written], found_row[written], found_bits[written] = number, rows[one], bits[one]
            written += 1
        held = 0
    return written
