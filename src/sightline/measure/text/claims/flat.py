"""A text made plain for matching, with the way back: whoever finds words in it can cite them in the text as it is.

Marks that stand on letters, joiners and signs of direction are left out, Arabic letters that are written in several
ways are unified, digits become ASCII. Nothing else changes place, so that a span of the plain text is one span of the
original, and it is never cut between a letter and the marks on it.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from attrs import field, frozen

_MARKS: Final = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u00ad\u061c"
)
_DROPPED: Final = re.compile(f"[{_MARKS}]+")
_ARABIC: Final = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ک": "ك",
    "ؤ": "و",
    "ئ": "ي",
}
_SIGNS: Final = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"'}
_DIGITS: Final = {chr(first + n): str(n) for first in (0x660, 0x6F0) for n in range(10)}
_SPACES: Final = dict.fromkeys("\u00a0\u202f\u2007\u2009\t\r\v\f\u2003\u2002", " ")
_HYPHENS: Final = dict.fromkeys("‐‑−", "-")
_TABLE: Final = str.maketrans({**_ARABIC, **_SIGNS, **_DIGITS, **_SPACES, **_HYPHENS})
_LETTERS: Final = str.maketrans(_ARABIC)
_SHORT: Final = 200
"""Characters up to which what was unified is kept for the next time: the names of a text come back often."""


@frozen(slots=True)
class Flat:
    """A text for matching. ``text`` is unified; ``plain`` is as long and keeps the letters as they were written."""

    original: str
    text: str
    plain: str
    _starts: list[int] = field(repr=False)
    _shifts: list[int] = field(repr=False)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the original, marks on its last letter included."""
        if end <= start:
            at = self._back(start) if start < len(self.text) else len(self.original)
            return at, at
        last = self._back(end - 1) + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) in ("Mn", "Me"):
            last += 1
        return self._back(start), last

    def flat_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span here of a span of the original."""
        return self._forth(start), self._forth(end)

    def _back(self, at: int) -> int:
        return at + self._shifts[bisect_right(self._starts, at) - 1]

    def _forth(self, at: int) -> int:
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self._back(middle) < at:
                low = middle + 1
            else:
                high = middle
        return low


def flatten(text: str) -> Flat:
    """Make a text plain; linear in its length."""
    parts: list[str] = []
    starts, shifts = [0], [0]
    at = length = 0
    for match in _DROPPED.finditer(text):
        parts.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        if starts[-1] == length:
            shifts[-1] = at - length
        else:
            starts.append(length)
            shifts.append(at - length)
    parts.append(text[at:])
    plain = "".join(parts)
    return Flat(text, plain.translate(_TABLE), plain, starts, shifts)


def unify(words: str) -> str:
    """Bring words of a lexicon into the letters of ``Flat.text``."""
    return _unified(words) if len(words) < _SHORT else _DROPPED.sub("", words).translate(_LETTERS)


@lru_cache(maxsize=16_384)
def _unified(words: str) -> str:
    return _DROPPED.sub("", words).translate(_LETTERS)
