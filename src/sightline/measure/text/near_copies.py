"""Finds texts that are nearly the same: reposts, agency copy, a press release with another headline.

Texts become sets of runs of three words, folded as the search index folds them (so Arabic spellings, marks and case
make no difference). Candidates come from MinHash signatures [1] in bands; each candidate is then checked on the sets
themselves, so every score that is given is exact and no pair is found by chance. Nothing is random: the same texts
give the same pairs everywhere.

Sources:
[1] A. Z. Broder, On the resemblance and containment of documents, Proceedings of Compression and Complexity of
    Sequences 1997, 21-29, https://doi.org/10.1109/SEQUEN.1997.666900
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.core.digest import sha256
from sightline.core.fold import fold

NAME: Final = "text.near_copies"
VERSION: Final = 1
RUN: Final = 3
"""Words of one shingle."""
LEAST: Final = 0.6
"""Jaccard similarity from which two texts are called near copies."""
FEWEST: Final = 6
"""Shingles that a text must have: eight words and more; anything shorter is alike by chance."""
LONGEST: Final = 200_000
"""Words that are looked at; what follows is left."""
BANDS: Final = 42
ROWS: Final = 3
"""At a similarity of 0.6 a pair meets in one of the bands with a chance of 1 - (1 - 0.6^3)^42 = 0.99996."""
ALL_PAIRS: Final = 60
"""Members of one bucket up to which every two are compared; beyond, each with the first ones and its neighbours."""

K = TypeVar("K", bound=Hashable)
Words = npt.NDArray[np.uint64]
_PRIME: Final = np.uint64((1 << 31) - 1)


@frozen(slots=True)
class NearCopy:
    """Two texts that are nearly the same, by their place in the list that was given."""

    one: int
    other: int
    permille: int
    """How much they share: shingles of both over shingles of either, in thousandths."""


def near_copies(texts: Sequence[str], *, least: float = LEAST) -> tuple[NearCopy, ...]:
    """Find every two texts that are nearly the same.

    Parameters
    ----------
    texts : sequence of str
        In any script; short ones (under eight words) and empty ones are never near copies.
    least : float
        Jaccard similarity of their runs of three words, 0.5 to 1. Below 0.5 the bands would miss too many.

    Returns
    -------
    tuple of NearCopy
        In order of place. Where very many texts are alike (over 60 in one bucket), each is tied to the first ones of
        its bucket and to its neighbours rather than to all: what hangs together still hangs together.

    Raises
    ------
    ValueError
        ``least`` is out of range.
    """
    if not 0.5 <= least <= 1.0:
        raise ValueError(f"least is {least}, and must be between 0.5 and 1")
    sets = [shingles(text) for text in texts]
    same: dict[bytes, list[int]] = defaultdict(list)
    for at, one in enumerate(sets):
        if len(one) >= FEWEST:
            same[sha256(one.tobytes())].append(at)
    heads = [members[0] for members in same.values()]
    found = {
        pair: share
        for pair in _candidates([sets[at] for at in heads], heads)
        if (share := jaccard(sets[pair[0]], sets[pair[1]])) >= least
    }
    for members in same.values():
        found.update(dict.fromkeys(_spread(members), 1.0))
    return tuple(NearCopy(one, other, round(1000 * share)) for (one, other), share in sorted(found.items()))


def near_copies_of(texts: Mapping[K, str], *, least: float = LEAST) -> list[tuple[K, K, int]]:
    """Find near copies among named texts: (one, other, thousandths shared), in the order of the mapping."""
    keys = list(texts)
    return [(keys[c.one], keys[c.other], c.permille) for c in near_copies(list(texts.values()), least=least)]


def shingles(text: str) -> Words:
    """Give the runs of three words of a text as sorted 64-bit numbers, each once."""
    words = fold(text).split()[:LONGEST]
    if len(words) < RUN:
        return np.empty(0, np.uint64)
    ids = np.fromiter((_number(word) for word in words), np.uint64, len(words))
    runs = np.zeros(len(ids) - RUN + 1, np.uint64)
    for step in range(RUN):  # a polynomial of the words' numbers, modulo 2^64
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + ids[step : len(ids) - RUN + 1 + step]
    return np.unique(runs)


def jaccard(a: Words, b: Words) -> float:
    """Say how much two sets share: members of both over members of either; 0 where one is empty."""
    if len(a) == 0 or len(b) == 0:
        return 0.0
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / (len(a) + len(b) - both)


@lru_cache(maxsize=500_000)
def _number(word: str) -> int:
    """Give the number of a word: eight bytes of its digest, which no other process would choose otherwise."""
    return int.from_bytes(sha256(word.encode("utf-8", "surrogatepass"))[:8], "big")


def _signatures(sets: Sequence[Words]) -> npt.NDArray[np.uint64]:
    """Compute MinHash signatures: shape (texts, BANDS x ROWS)."""
    chance = np.random.default_rng(20_140_411)  # fixed, so that the bands are the same everywhere
    factors = chance.integers(1, int(_PRIME), BANDS * ROWS, dtype=np.uint64)
    shifts = chance.integers(0, int(_PRIME), BANDS * ROWS, dtype=np.uint64)
    out = np.empty((len(sets), BANDS * ROWS), np.uint64)
    for at, one in enumerate(sets):
        small = (one ^ (one >> np.uint64(33))) % _PRIME  # below 2^31, so that the product stays below 2^62
        lowest = np.full(BANDS * ROWS, _PRIME, np.uint64)
        for start in range(0, len(small), 4096):
            part = small[start : start + 4096, None]
            lowest = np.minimum(lowest, ((part * factors + shifts) % _PRIME).min(axis=0))
        out[at] = lowest
    return out


def _candidates(sets: Sequence[Words], places: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Give the pairs of places whose texts meet in a band, each once."""
    if len(sets) < 2:
        return ()
    signatures = _signatures(sets)
    pairs: set[tuple[int, int]] = set()
    for band in range(BANDS):
        mine = np.ascontiguousarray(signatures[:, band * ROWS : (band + 1) * ROWS])
        keys = mine.view([("", mine.dtype)] * ROWS).ravel()
        order = np.argsort(keys, kind="stable")
        ends = np.flatnonzero(keys[order][1:] != keys[order][:-1]) + 1
        for group in np.split(order, ends):
            if len(group) > 1:
                pairs.update(_spread([places[int(at)] for at in group]))
    return sorted(pairs)


def _spread(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pair the members of a bucket: every two of a small one; of a large one with its first ones and neighbours."""
    every = sorted(members)
    if len(every) <= ALL_PAIRS:
        yield from combinations(every, 2)
        return
    for at, member in enumerate(every):
        for other in (*every[:5], *every[at + 1 : at + 6]):
            if other != member:
                yield (min(member, other), max(member, other))
