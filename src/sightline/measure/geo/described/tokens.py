"""Cut a description into what its words do: names, numbers, units, directions, and the words between them."""

import re
from itertools import chain, takewhile
from typing import Final

from attrs import frozen

from sightline.measure.geo.described.words import LONGEST, Meaning, Phrase, phrases
from sightline.measure.geo.gazetteer.letters import words

_PIECE: Final = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)|(?P<elided>(?<!\w)[dl]['’](?=[^\W\d_]))|(?P<word>[^\W\d_](?:[\w'`´‘’ʼʻʿʾ′-]*[\w'`’ʼʿʾ])?['`’ʼʿʾ]?)|(?P<mark>[,;:()\[\]/–—\n،؛]|(?<=\w\w\w)[.](?=\s|$)|[!?؟](?=\s|$))"
)
_PREFIXES: Final = ("ب", "ل", "و", "وب", "بال", "لل", "ف", "ال", "وال")
_ELIDED: Final[dict[str | None, Phrase]] = {
    f"{letter}{mark}": (word,) for letter, word in (("d", "de"), ("l", "la")) for mark in "'’"
}
"""French words before a vowel: près d'Alep, à l'est d'Idleb."""

_STOPS: Final = frozenset(".!?؟\n")


@frozen(slots=True)
class Piece:
    """One piece of a text: ``kind`` is name, number, mark, stop, or the kind of a cue; ``text[start:end]``."""

    kind: str
    text: str
    start: int
    end: int
    meanings: tuple[Meaning, ...] = ()

    def value(self, kind: str) -> str | None:
        """Give what the piece means as one kind of cue; None where it is no such cue."""
        return next((meaning.value for meaning in self.meanings if meaning.kind == kind), None)

    def is_cue(self, *kinds: str) -> bool:
        """Tell whether the piece may be one of these cues."""
        return any(meaning.kind in kinds for meaning in self.meanings)


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut a text; the longest phrases of the table first.

    A hyphen holds a name together (Deir ez-Zor), unless the whole is a phrase of the table.
    """
    raw = list(_PIECE.finditer(text))
    said = [_said(found) for found in raw]
    out: list[Piece] = []
    at = 0
    while at < len(raw):
        piece, used = _cue(raw, said, at) or (_plain(raw[at]), 1)
        out.append(piece)
        at += used
    return tuple(out)


def _said(found: re.Match[str]) -> Phrase | None:
    """Give the words of a piece; None for a number or a mark."""
    if found["word"] is None and found["elided"] is None:
        return None
    return _ELIDED.get(found["elided"]) or words(found[0])


def _cue(raw: list[re.Match[str]], said: list[Phrase | None], at: int) -> tuple[Piece, int] | None:
    table = phrases()
    parts = list(takewhile(lambda one: one is not None, said[at : at + LONGEST]))
    for length in range(len(parts), 0, -1):
        phrase = tuple(chain.from_iterable(part for part in parts[:length] if part is not None))
        meanings = table.get(phrase) or (_prefixed(phrase) if length == 1 else None)
        if meanings:
            part = raw[at : at + length]
            start, end = part[0].start(), part[-1].end()
            return Piece(meanings[0].kind, part[0].string[start:end], start, end, meanings), length
    return None


def _prefixed(phrase: tuple[str, ...]) -> tuple[Meaning, ...] | None:
    """Read an Arabic cue with a joined preposition: bi-rif, li-madinat, wa-qarb."""
    if len(phrase) != 1:
        return None
    for prefix in _PREFIXES:
        rest = phrase[0].removeprefix(prefix)
        if rest != phrase[0] and len(rest) >= 2:
            found = phrases().get((rest,)) or phrases().get(("ال" + rest,))
            if found and any(meaning.kind in ("kind", "direction") for meaning in found):
                return found
    return None


def _plain(found: re.Match[str]) -> Piece:
    kind = "number" if found["number"] is not None else "mark" if found["word"] is None else "name"
    if found[0] in _STOPS:
        kind = "stop"
    return Piece(kind, found[0], found.start(), found.end())
