"""Find the names of an index that a spelling may stand for: by consonants first, then by measured distance."""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.measure.geo.gazetteer.distances import codes, distances
from sightline.measure.geo.gazetteer.index import LONGEST_ROW, Index, hashes, pairs_of
from sightline.measure.geo.gazetteer.letters import skeleton

MOST_SKELETONS: Final = 300
MOST_NAMES: Final = 3_000
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
    apart = distances(query, table) if len(names) > 0 else np.zeros(0, np.float32)
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
    alike = 2 * shared / (arrays["pair_count"] + len(pairs))
    close = np.flatnonzero(alike >= _LEAST_SHARED)
    order = close[np.argsort(-alike[close], kind="stable")][:MOST_SKELETONS]
    starts, ends = arrays["first_name"][order], arrays["first_name"][order + 1]
    room = np.searchsorted(np.cumsum(ends - starts), MOST_NAMES) + 1
    taken = [np.arange(start, end) for start, end in zip(starts[:room], ends[:room], strict=True)]
    return np.concatenate(taken) if taken else np.zeros(0, np.int64)


def exact(index: Index, row: str) -> NDArray[np.int32]:
    """Find the places that have a spelling of just these symbols; each once."""
    query = codes(row[:LONGEST_ROW])
    if len(query) == 0 or index.names == 0:
        return np.zeros(0, np.int32)
    wanted = hashes(query, np.array([0, len(query)]))[0]
    first, last = (int(np.searchsorted(index.arrays["hashes"], wanted, side)) for side in ("left", "right"))
    found: NDArray[np.int32] = np.unique(index.arrays["place_of"][index.arrays["by_hash"][first:last]])
    return found
