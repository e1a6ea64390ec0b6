"""Find the names of an index that a spelling may stand for: by consonants first, then by measured distance."""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.geo.gazetteer.distances import codes, distances
from sightline.measure.geo.gazetteer.index import LONGEST_ROW, Index, hash_of, pairs_of
from sightline.measure.geo.gazetteer.letters import skeleton
from sightline.measure.geo.gazetteer.remembered import lately

MOST_SKELETONS: Final = 300
MOST_NAMES: Final = 3_000
MOST_KEPT: Final = 1_000
"""Answers that are kept with an index: a text speaks of the same places again and again."""
_LEAST_SHARED: Final = 0.5


@frozen(slots=True, eq=False)
class Hits:
    """Places whose names are near a spelling, nearest first: ``distance`` from 0, ``name`` the text of the name."""

    place: NDArray[np.int32]
    distance: NDArray[np.float32]
    name: NDArray[np.int32]


def search(index: Index, rows: tuple[str, ...], *, farthest: float = 0.34, most: int = 200) -> Hits:
    """Find the places whose spellings are nearest to any of several rows of symbols.

    :param rows: ways to read one spelling (of ``letters.symbols``)
    :param farthest: largest distance that is given back
    :param most: places given back
    """
    return _searched(index, rows, farthest, most)


@lately(MOST_KEPT)
def _searched(index: Index, rows: tuple[str, ...], farthest: float, most: int) -> Hits:
    found = [_one(index, row[:LONGEST_ROW], farthest) for row in dict.fromkeys(rows) if row != ""]
    if not found:
        return Hits(np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.int32))
    numbers = np.concatenate([part[0] for part in found])
    apart = np.concatenate([part[1] for part in found])
    places = index.arrays["place_of"][numbers]
    order = np.lexsort((numbers, places, apart))
    _, first = np.unique(places[order], return_index=True)
    chosen = order[np.sort(first)][:most]
    return Hits(places[chosen], apart[chosen], index.arrays["name_at"][numbers[chosen]])


def _one(index: Index, row: str, farthest: float) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    names = _names(index, skeleton(row))
    query = codes(row)
    starts, ends = index.arrays["row_at"][names], index.arrays["row_at"][names + 1]
    lengths = ends - starts
    longest = int(lengths.max()) if len(names) > 0 else 0
    along = np.arange(longest)
    inside = along[None, :] < lengths[:, None]
    places = np.minimum(starts[:, None] + along[None, :], max(len(index.arrays["rows"]) - 1, 0))
    table = (
        np.where(inside, index.arrays["rows"][places], 0).astype(np.uint8)
        if longest > 0
        else np.zeros((0, 0), np.uint8)
    )
    apart = distances(query, table, farthest=farthest) if len(names) > 0 else np.zeros(0, np.float32)
    near = apart <= farthest
    return names[near], apart[near]


def _names(index: Index, letters: str) -> NDArray[np.int64]:
    """Give the numbers of the names whose skeletons share most with one."""
    arrays = index.arrays
    if index.names == 0:
        return np.zeros(0, np.int64)
    pairs = pairs_of(letters)
    shared = np.bincount(
        np.concatenate(
            [arrays["pairs"][arrays["pairs_at"][pair] : arrays["pairs_at"][pair + 1]] for pair in pairs]
        ),
        minlength=len(arrays["pair_count"]),
    )
    some = np.flatnonzero(
        shared > len(pairs) // 4
    )  # with fewer the share is below the least, however short a name
    alike = 2 * shared[some] / (arrays["pair_count"][some] + len(pairs))
    close = np.flatnonzero(alike >= _LEAST_SHARED)
    order = some[close[np.argsort(-alike[close], kind="stable")][:MOST_SKELETONS]]
    starts, ends = arrays["first_name"][order], arrays["first_name"][order + 1]
    room = np.searchsorted(np.cumsum(ends - starts), MOST_NAMES) + 1
    taken = [np.arange(start, end) for start, end in zip(starts[:room], ends[:room], strict=True)]
    return np.concatenate(taken) if taken else np.zeros(0, np.int64)


def exact(index: Index, row: str) -> NDArray[np.int32]:
    """Find the places that have a spelling of just these symbols; each once."""
    first, last = _spelled(index, row)
    if first == last:
        return np.zeros(0, np.int32)
    found: NDArray[np.int32] = np.unique(index.arrays["place_of"][index.arrays["by_hash"][first:last]])
    return found


def holds(index: Index, row: str) -> bool:
    """Tell whether any place has a spelling of just these symbols."""
    first, last = _spelled(index, row)
    return first < last


def _spelled(index: Index, row: str) -> tuple[int, int]:
    """Give where the names of just these symbols stand in the order of their hashes: from, up to."""
    query = codes(row[:LONGEST_ROW])
    if len(query) == 0 or index.names == 0:
        return 0, 0
    wanted, held = hash_of(query), index.arrays["hashes"]
    first = int(held.searchsorted(wanted))
    if first == len(held) or held[first] != wanted:
        return first, first
    return first, int(held.searchsorted(wanted, "right"))
