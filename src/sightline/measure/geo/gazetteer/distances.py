"""Measure how far two spellings are apart, where some differences weigh next to nothing and others all.

A weighted edit distance [1] over the symbols of ``letters``, for one name against many at once: every row of the
table is one operation on all candidates, and the insertions along a row are a running minimum.

The weights are this project's own: first set from the spellings that the romanisation systems give one letter, then
compared with pairs of spellings that gazetteers hold of one place.

Sources:
[1] R. A. Wagner, M. J. Fischer, The String-to-String Correction Problem, J. ACM 21 (1974), doi:10.1145/321796.321811
"""

from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sightline.measure.geo.gazetteer.letters import SYMBOLS, readings, words

_CODE_OF: Final = {symbol: code for code, symbol in enumerate(SYMBOLS)}
_EVERY: Final = 2
"""Symbols after which those are left out that are too far apart already."""
_SOME: Final = 32
"""Names from which on that is worth while."""

Codes = NDArray[np.uint8]
Costs = NDArray[np.float32]

_NEAR: Final[tuple[tuple[str, float], ...]] = (
    # vowels drift
    ("ou oW uW uw Ww ow iy iY yY aA eE aE EA", 0.03),
    ("ae ei eA eY ey vw vW", 0.10),
    ("oa oA uo ow iE yE hE", 0.20),
    ("ai aY Ai AY ay ao eo eu oE iu au Au aw aW AW EY Ey", 0.30),
    ("yu yW wi WY uY", 0.45),
    # one consonant, several spellings
    ("sS§S s§ SC jC C§ cs cS ck cC cj TS", 0.25),
    ("hx kx kq qg kg gG Gq xC qx xG", 0.22),
    ("jg jG jy gh Gh jD jz", 0.35),
    ("dD zD dz TD Td", 0.25),
    ("tT td Ts TC T§ zs Tz", 0.30),
    ("bp pf bv vf", 0.30),
    ("CK Ck Cx Cq", 0.35),
    ("mn nl lr", 0.65),
    ("Et", 0.30),
    ("3' 3a 3A", 0.03),
    ("3i 3e 3u 3o 3y 3Y 3E", 0.08),
    ("@l", 0.60),
    ("q' 'h 'q 'k 'g 'G 'A 'a 'i 'y 'E 'Y 'u 'o", 0.30),
    ("'e", 0.15),
)
_LEFT_OUT: Final[tuple[tuple[str, float], ...]] = (
    ("'", 0.04),
    ("3", 0.30),
    ("@", 0.12),
    ("aeiouA", 0.17),
    ("E", 0.12),
    ("yYwW", 0.28),
    ("h", 0.45),
    ("l", 0.80),
    (" ", 0.0),
)
_WEIGHTS: Final[tuple[tuple[str, float], ...]] = (
    ("aeiouAE", 0.25),
    ("yYwW", 0.4),
    ("'", 0.1),
    ("3", 0.4),
    ("@", 0.1),
    (" ", 0.0),
)


@lru_cache(maxsize=1)
def tables() -> tuple[Costs, Costs, Costs]:
    """Give the cost of each symbol for each, of leaving each out, and what each weighs in a name."""
    size = len(SYMBOLS)
    change = np.ones((size, size), np.float32)
    np.fill_diagonal(change, 0.0)
    for pairs, cost in _NEAR:
        for pair in pairs.split():
            for first, second in pairwise(pair):
                one, other = SYMBOLS.find(first), SYMBOLS.find(second)
                if one >= 0 and other >= 0:
                    change[one, other] = change[other, one] = min(change[one, other], cost)
    omit, weight = np.ones(size, np.float32), np.ones(size, np.float32)
    for row, chosen in ((_LEFT_OUT, omit), (_WEIGHTS, weight)):
        for letters, cost in row:
            for letter in letters:
                chosen[SYMBOLS.index(letter)] = cost
    omit[SYMBOLS.index(" ")] = 0.0
    return change, omit, weight


def codes(row: str) -> Codes:
    """Write a row of symbols as their codes."""
    return np.frombuffer(bytes(map(_CODE_OF.__getitem__, row)), np.uint8)


def distances(query: Codes, names: Codes, *, farthest: float = np.inf) -> Costs:
    """Measure the distance of one name to each of many, as a share of the weight of the heavier of the two.

    :param query: codes of one name, shape (m,)
    :param names: codes of n names, shape (n, k), filled up with 0
    :param farthest: what is farther apart may be given as infinitely far, which is quicker
    :returns: shape (n,), 0 for equal names, about 1 for names with nothing in common
    """
    change, omit, weight = tables()
    heavier = np.maximum(np.maximum(weight[names].sum(axis=1), weight[query].sum()), 1.5)
    limit = heavier * (farthest + 0.001)
    # names stand in columns: every step is then one operation on neighbours in memory
    table = np.ascontiguousarray(names.T).astype(np.intp)
    along = np.zeros((table.shape[0] + 1, len(names)), np.float32)
    for at, leaving in enumerate(omit.take(table)):
        np.add(along[at], leaving, out=along[at + 1])
    row, left = along.copy(), np.arange(len(names))
    for at, symbol in enumerate(query, 1):
        below = np.empty_like(row)
        below[0] = row[0] + omit[symbol]
        np.minimum(row[:-1] + change[symbol].take(table), row[1:] + omit[symbol], out=below[1:])
        below -= along
        for one, other in pairwise(below):  # ten times as quick as accumulate
            np.minimum(one, other, out=other)
        below += along
        row = below
        if at % _EVERY == 0 and len(left) > _SOME and at < len(query):
            near = row.min(axis=0) <= limit[left]  # no later symbol brings names nearer
            if 3 * int(near.sum()) < 2 * len(left):
                kept = np.flatnonzero(near)
                row, along, table = (part.take(kept, axis=1) for part in (row, along, table))
                left = left[kept]
    result = np.full(len(names), np.inf, np.float32)
    result[left] = row[-1] / heavier[left]
    return result


def apart(first: str, second: str) -> float:
    """Measure the distance of two names, each read in the way that brings them nearest; see :func:`distances`."""
    return min(
        float(distances(codes(one), codes(other)[None, :])[0])
        for one in readings(first)
        for other in readings(second)
    )


def same_letters(first: str, second: str) -> bool:
    """Tell whether two names are written with the same letters, whatever their marks, blanks, hyphens and capitals."""
    return _letters(first) == _letters(second)


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    return "".join(words(name)).replace("'", "")
