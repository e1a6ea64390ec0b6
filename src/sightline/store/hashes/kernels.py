"""The two loops of the search as machine code: look at the keys of the slots, or compare with every hash.

They run without the interpreter's lock and need no room per hash: a hash that several slots lead to is reported by the
first of them, as its own bits tell.
"""

import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, Final

import numpy as np
from attrs import frozen

from sightline.store.hashes import loops, machine
from sightline.store.hashes.loops import BATCH, probe_one, ranges, scan_one

WHOLE, PLAIN = (4, BATCH), (2, BATCH)
"""The scratch that the loops want, int64 and uint64; made once a thread, since the system clears what is new."""
_STEPS: Final = (
    loops.bits_of,
    loops.ranges,
    loops.fetch_range,
    loops.pick,
    loops.collect,
    loops.compare,
    loops.led_before,
    loops.scan_one,
    loops.probe_one,
)
"""Each calls only those before it."""


@frozen(slots=True)
class Kernels:
    """The compiled loops; each returns (queries answered, hits written) and stops where the room for hits ends."""

    probe: Callable[..., tuple[int, int]]
    scan: Callable[..., tuple[int, int]]


def _probe(
    words: Any, bases: Any, steps: Any, wide: Any, ids: Any, sketches: Any, layout: Any, masks: Any, queries: Any,
    radius: Any, begin: Any, whole: Any, plain: Any, found_query: Any, found_row: Any, found_bits: Any,
) -> Any:  # fmt: skip
    """Answer queries from ``begin`` on through the slots; where they lead to too many, by comparing with each."""
    count, room, written = words.shape[0], found_query.shape[0], 0
    keys = masks.shape[0]
    begins, ends, places, rows, bits = whole[0, :keys], whole[1, :keys], whole[2], whole[3], plain[0]
    difference = np.empty(4, np.uint64)
    # reading all hashes in order is quicker than some out of order, or so many sketches
    most = count >> 3 if sketches.shape[0] == 0 else count << 1
    for number in range(begin, queries.shape[0]):
        query = queries[number]
        before = written
        total = ranges(bases, steps, wide, layout, masks, query, count, begins, ends)
        written = -2
        if total <= most:
            written = probe_one(
                words, ids, sketches, layout, masks, query, number, radius, begins, ends, places, rows, bits,
                difference, before, found_query, found_row, found_bits,
            )  # fmt: skip
        if written == -2:
            written = scan_one(
                words, query, number, radius, room, before, bits, found_query, found_row, found_bits
            )
        if written < 0:
            return number, before
    return queries.shape[0], written


def _scan(
    words: Any, queries: Any, radius: Any, begin: Any, _whole: Any, plain: Any, found_query: Any, found_row: Any,
    found_bits: Any,
) -> Any:  # fmt: skip
    """Answer queries from ``begin`` on by comparing with every hash."""
    bits = plain[0]
    written = 0
    for number in range(begin, queries.shape[0]):
        before = written
        written = scan_one(
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
    names: dict[str, Any] = {**vars(loops), **machine.instructions()}
    for step in _STEPS:
        names[step.__name__] = numba.njit(nogil=True)(_within(step, names))
    steps = kept(numba.uint16, 1)
    probing = (
        words,
        numbers,
        steps,
        numbers,
        kept(numba.uint8, 3),
        steps,
        layout,
        numbers,
        words,
        whole,
        whole,
    )
    probe = numba.njit([answer(*probing, *found)], nogil=True, cache=True)(_within(_probe, names))
    scanning = [answer(words, words, whole, whole, *found)]
    scan = numba.njit(scanning, nogil=True, cache=True)(_within(_scan, names))
    return Kernels(probe, scan)


def _within(function: Any, names: dict[str, Any]) -> Any:
    """See a function with the parts it calls replaced by their compiled selves."""
    seen = FunctionType(function.__code__, names, function.__name__)
    seen.__module__ = function.__module__
    # what is kept on disk goes by this name, and is not to outlive a change of the files beside this one
    texts = (Path(str(part.__file__)).read_bytes() for part in (loops, machine))
    seen.__qualname__ = f"{function.__name__}_{zlib.crc32(b''.join(texts)):08x}"
    return seen
