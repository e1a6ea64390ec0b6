"""Find the hashes near a query in one part of the index, by the way that is quickest at this moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sightline.store.hashes import probe as plain
from sightline.store.hashes.kernels import PLAIN, WHOLE, compiled
from sightline.store.hashes.part import Part, Slots
from sightline.store.hashes.probe import Near, join_near
from sightline.store.hashes.slots import RADIUS, probing

COMPARE_S: Final = 1e-8
"""One comparison without machine code [s]; measured."""
PROBE_S: Final = 5e-4
"""One query through the slots of a million hashes without machine code [s]; measured."""
WORTH_S: Final = 2.0
"""From so much work on, in all, machine code is fetched from disk (a second) or compiled (some ten seconds, once)."""

_scratch = threading.local()


def cost(part: Part, queries: int, radius: int) -> float:
    """Estimate how long the search takes without machine code [s]."""
    if part.slots is None or radius > RADIUS:
        return queries * len(part.words) * COMPARE_S
    return queries * PROBE_S * max(1.0, len(part.words) / 1e6)


def near(part: Part, queries: NDArray[np.uint64], radius: int, *, quick: bool, threads: int) -> Near:
    """Find what lies within the radius.

    :param queries: (q, 4).
    :param quick: with machine code.
    """
    if len(part.words) == 0 or len(queries) == 0:
        return Near(np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.uint8))
    slots = part.slots if radius <= RADIUS else None
    if threads == 1 or len(queries) < 2:
        return _near(part.words, slots, queries, radius, quick)
    if quick:
        compiled()  # before the threads ask for it at once: each of them would load it
    pieces = np.array_split(np.arange(len(queries)), min(threads, len(queries)))
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda piece: _near(part.words, slots, queries[piece], radius, quick), pieces))
    return join_near([
        Near(one.query + np.int32(piece[0]), one.row, one.bits) for one, piece in zip(found, pieces, strict=True)
    ])  # fmt: skip


def _near(
    words: NDArray[np.uint64],
    slots: Slots | None,
    queries: NDArray[np.uint64],
    radius: int,
    quick: bool,  # noqa: FBT001
) -> Near:
    if not quick:
        return (
            plain.scan(words, queries, radius)
            if slots is None
            else plain.probe(words, slots, queries, radius)
        )
    if slots is None:
        return _run(compiled().scan, (words,), queries, radius)
    plan = probing(slots.count, radius)
    tables = (
        words,
        slots.bases,
        slots.steps,
        slots.wide,
        slots.ids,
        slots.sketches,
        layout(slots, radius),
        plan.masks,
    )
    return _run(compiled().probe, tables, queries, radius)


@lru_cache(maxsize=64)
def layout(slots: Slots, radius: int) -> NDArray[np.int64]:
    """Put what the loops must know of each slot into one array."""
    plan = probing(slots.count, radius)
    columns = (
        plan.first, plan.width, plan.reach, plan.masks_at[:-1], plan.masks_at[1:], slots.steps_at, slots.bases_at,
        slots.is_wide.astype(np.int64), plan.beside, plan.together,
    )  # fmt: skip
    return np.ascontiguousarray(np.stack(columns, axis=1))


def _run(loop: Any, tables: tuple[Any, ...], queries: NDArray[np.uint64], radius: int) -> Near:
    """Call a compiled loop, with more room for hits where it asks for it."""
    begin, found = 0, []
    if not hasattr(_scratch, "rooms"):
        _scratch.rooms = (np.empty(WHOLE, np.int64), np.empty(PLAIN, np.uint64), *_room(4096))
    rooms = _scratch.rooms
    while begin < len(queries):
        done, written = loop(*tables, queries, radius, begin, *rooms)
        found.append(Near(rooms[2][:written].copy(), rooms[3][:written].copy(), rooms[4][:written].copy()))
        if done == begin:  # not even one query had room
            rooms = (*rooms[:2], *_room(4 * len(rooms[2])))
        begin = done
    return join_near(found)


def _room(hits: int) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.uint8]]:
    return np.empty(hits, np.int32), np.empty(hits, np.int64), np.empty(hits, np.uint8)
