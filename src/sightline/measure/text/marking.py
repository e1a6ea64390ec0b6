"""Finds a marking or serial number in text as machines and tired eyes read it: CL2 as CL2, CLZ, C12 or СL2.

Letters that are taken for each other cost little, a lost, added or wrong letter costs one; spaces, hyphens and dots
count nothing. The search is the approximate string matching of Sellers [1] with weights of this project's own, told
below; a hit is the best end of each stretch.

References
----------
.. [1] Sellers 1980, The theory and computation of evolutionary distances: pattern recognition,
       doi:10.1016/0196-6774(80)90016-4
"""

import unicodedata
from typing import Final

from attrs import frozen

from sightline.core.errors import BadValue

VERSION: Final = 1
SLIP: Final = 0.25
"""What one letter taken for another of its group costs."""
SHORTEST: Final = 2
LONGEST: Final = 64
GROUPS: Final = ("0ODQ", "1IL|!7", "2Z", "5S", "8B3", "6G", "4A", "UV", "CG", "MN", "EF", "PR", "KX", "TY")
"""Letters and digits that are read for each other in worn or blurred print."""
_CYRILLIC: Final = str.maketrans("АВЕЗКМНОРСТУХІЈЅ", "ABE3KMHOPCTYXIJS")
_NOTHING: Final = frozenset(" -–—._/\\·\u00a0\u200e\u200f\t\n\r")
_GROUP_OF: Final = {
    letter: frozenset(c for group in GROUPS if letter in group for c in group)
    for letter in {c for group in GROUPS for c in group}
}


@frozen(slots=True)
class Found:
    """Where a marking stands, and how far it is from what was asked."""

    start: int
    end: int
    """Code points of the text, half-open."""
    read: str
    """As it stands there."""
    cost: float
    """0 is letter by letter; 0.25 for each slip, 1 for each letter lost, added or wrong."""


def plain(text: str) -> tuple[str, list[int]]:
    """Bring a marking into capital Latin letters and digits, with the place of each in the text.

    Cyrillic capitals that look Latin become Latin; digits of every script become 0 to 9.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character in _NOTHING:
            continue
        digit = unicodedata.digit(character, None)
        written = str(digit) if digit is not None else character.upper().translate(_CYRILLIC)
        for letter in written:
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def find_marking(text: str, marking: str, *, most: float | None = None) -> tuple[Found, ...]:
    """Find where a marking stands in a text.

    Parameters
    ----------
    text : str
        Any length; the time grows with it.
    marking : str
        What is looked for, 2 to 64 letters and digits.
    most : float, optional
        The highest cost of a hit; by default a quarter of the letters, and only slips for markings under four.

    Returns
    -------
    tuple of Found
        Best first, then as they stand; stretches do not overlap.

    Raises
    ------
    BadValue
        The marking is too short or too long to be looked for.
    """
    wanted, _ = plain(marking)
    if not SHORTEST <= len(wanted) <= LONGEST:
        raise BadValue(
            f"{marking[:80]!r} has {len(wanted)} letters and digits",
            item="marking",
            todo=f"give {SHORTEST} to {LONGEST}",
        )
    limit = most if most is not None else (2 * SLIP if len(wanted) < 4 else len(wanted) / 4)
    letters, places = plain(text)
    hits = _walk(letters, wanted, limit)
    out: list[Found] = []
    for cost, begin, end in sorted(hits):
        first, last = places[begin], places[end - 1] + 1
        if any(one.start < last and first < one.end for one in out):
            continue
        out.append(Found(first, last, text[first:last], cost))
    return tuple(out)


def _walk(letters: str, wanted: str, limit: float) -> list[tuple[float, int, int]]:
    """Walk along the text with one column of costs; each end that is cheap enough is given with its begin."""
    size = len(wanted)
    costs = [float(n) for n in range(size + 1)]
    begins = [0] * (size + 1)
    kin = [_GROUP_OF.get(letter, frozenset()) for letter in wanted]
    hits: list[tuple[float, int, int]] = []
    for place, letter in enumerate(letters):
        above, above_begin = costs[0], begins[0]
        begins[0] = place + 1
        left, left_begin = 0.0, place
        costs[0] = 0.0
        above_begin = place
        for n in range(1, size + 1):
            same = 0.0 if letter == wanted[n - 1] else SLIP if letter in kin[n - 1] else 1.0
            best, begin = above + same, above_begin
            above, above_begin = costs[n], begins[n]
            if above + 1.0 < best:
                best, begin = above + 1.0, above_begin
            if left + 1.0 < best:
                best, begin = left + 1.0, left_begin
            costs[n], begins[n] = best, begin
            left, left_begin = best, begin
        if costs[size] <= limit and begins[size] <= place:
            hits.append((costs[size], begins[size], place + 1))
    return hits
