"""Brings words of names in Latin, Arabic or Cyrillic letters to rows of symbols, and counts in what two rows differ.

Two spellings of one word differ in nothing that counts: vowels drift (Omar, Umar), Arabic writes no short ones, ayn and
hamza are left out, endings change (Nusra, Nusrah, Nusrat), and one letter has several transcriptions (Qasim, Kasim).
What counts is what no transcription explains. Words that come folded (``core.fold``) have no marks and no article left.

The letters are those of BGN/PCGN [1] and UNGEGN [2] and of the French, Turkish and Russian usage for Arabic names.

Sources:
[1] BGN/PCGN, Romanization System for Arabic, 1956, https://www.gov.uk/government/publications/romanization-systems
[2] UNGEGN Working Group on Romanization Systems, Arabic, https://www.eki.ee/wgrs/rom1_ar.htm
"""

import re
from functools import lru_cache
from itertools import accumulate
from typing import Final

LONGEST: Final = 40
"""Letters of a word that are looked at."""
BEFORE: Final = str.maketrans(
    {
        **dict.fromkeys("şŞšŠ", "sh"),
        **dict.fromkeys("çÇčČ", "ch"),
        **dict.fromkeys("žŽ", "zh"),
        **dict.fromkeys("ğĞġĠ", "gh"),
        **dict.fromkeys("ḫḪẖ", "kh"),
        **dict.fromkeys("ḏḎ", "dh"),
        **dict.fromkeys("ṯṮ", "th"),
    }
)
"""Letters that folding would leave without the mark that makes them another letter."""

_LATIN: Final[dict[str, str]] = {
    **{letter: letter for letter in "aeiouwybpvfmnlrtdszjkqghx"},
    "sh": "S", "sch": "S", "ch": "C", "tch": "C", "dj": "j", "dzh": "j", "dg": "j", "zh": "j", "kh": "x",
    "gh": "G", "th": "T", "dh": "D", "ph": "f", "ck": "k", "ou": "u", "oo": "u", "ee": "i", "ei": "ay", "ai": "ay",
    "ey": "ay", "au": "aw", "ow": "aw", "c": "k", "ce": "se", "ci": "si", "cy": "si",
}  # fmt: skip
_LATIN_UNITS: Final = re.compile("|".join(sorted(_LATIN, key=lambda unit: -len(unit))))
_ARABIC: Final[dict[str, str]] = {
    **dict.fromkeys("اآأإ", "A"), **dict.fromkeys("وؤ", "W"), **dict.fromkeys("يئىێ", "Y"), "ه": "h", "ة": "h",
    "ع": "3", "ب": "b", "پ": "p", **dict.fromkeys("تط", "t"), "ث": "T", **dict.fromkeys("جژ", "j"), "چ": "C",
    "ح": "h", "خ": "x", **dict.fromkeys("دض", "d"), **dict.fromkeys("ذظ", "D"), "ر": "r", "ز": "z",
    **dict.fromkeys("سص", "s"), "ش": "S", "غ": "G", **dict.fromkeys("فڤ", "f"), "ق": "q", "ك": "k", "گ": "g",
    "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_CYRILLIC: Final[dict[str, str]] = dict(
    zip(
        "абвгґдезийіїклмнопрстуфхцчшщыэёюяє",
        "a b v § § d e z i y i yi k l m n o p r s t u f H C C S S i e yo yu ya e".split(),
        strict=True,
    )
) | {"ж": "j", "ь": "", "ъ": ""}
_DOUBLED: Final = re.compile(r"(.)\1+")
VOWELS: Final = frozenset("aeiou")
_NEAR: Final = frozenset(
    way
    for pair in (
        "ae ei uo qk gj gG Ts Tt Dz Dd Sc SC xH hH GH §g §G §h §j vf vw pb vb jC "
        "Aa Ae AE aE eE Ww Wu Wo Wv Yy Yi Ye YE yi ye DT kC"
    ).split()
    for way in (pair, pair[::-1])
)
"""Pairs of symbols that may be spellings of one sound."""
_PASSING: Final = frozenset("Ccv")
"""Symbols that may be spellings of a sound of another class, or of one that is left out."""


def in_arabic(word: str) -> bool:
    """Tell whether a word is written in Arabic letters."""
    return any("\u0600" <= letter <= "\u06ff" for letter in word)


def in_cyrillic(word: str) -> bool:
    """Tell whether a word is written in Cyrillic letters."""
    return any("\u0400" <= letter <= "\u052f" for letter in word)


@lru_cache(maxsize=100_000)
def row(word: str) -> str:
    """Write a folded word as symbols: E for a feminine or weak ending, A W Y for the long vowels of Arabic."""
    word = word[:LONGEST]
    if in_arabic(word):
        made = "".join(_ARABIC.get(letter, letter) for letter in word)
        if len(made) > 2 and made[-1] in "hA":
            made = made[:-1] + "E"
    elif in_cyrillic(word):
        made = "".join(_CYRILLIC.get(letter, letter) for letter in word.replace("дж", "ж").replace("кх", "х"))
    else:
        made = _latin(word)
    return _DOUBLED.sub(r"\1", made)


def _latin(word: str) -> str:
    made = "".join(_LATIN[unit] for unit in _LATIN_UNITS.findall(word)) if word.isalpha() else word
    if len(made) > 2 and made[-1] == "y" and made[-2] not in VOWELS:
        made = made[:-1] + "i"
    if len(made) > 3 and made.endswith("h") and made[-2] in "ae":
        return made[:-2] + "E"
    if len(made) > 2 and made[-1] in "ae":
        return made[:-1] + "E"
    return made


def construct(row_of_word: str) -> str:
    """Write the -at of a feminine word before its complement (Katibat, Jabhat) as the feminine ending."""
    if len(row_of_word) > 3 and row_of_word[-1] == "t" and row_of_word[-2] in "ae":
        return row_of_word[:-2] + "E"
    return row_of_word


@lru_cache(maxsize=200_000)
def apart(one: str, other: str, *, unwritten: bool) -> int:
    """Count in what two rows differ that no transcription explains.

    :param unwritten: whether one of them is in Arabic letters, so that short vowels of the other are not written there
    :returns: 0 for spellings of one word; a difference in the first symbol counts twice
    """
    if one == other:
        return 0
    leaving, arriving = _leaving(one, unwritten=unwritten), _leaving(other, unwritten=unwritten)
    previous = [0, *accumulate(arriving)]
    for i, symbol in enumerate(one):
        left = leaving[i]
        here = previous[0] + left
        current = [here]
        for j, met in enumerate(other):
            if symbol == met or symbol + met in _NEAR:
                changed = 0
            elif i or j:
                changed = 1
            else:
                changed = _first(symbol, met)
            here = min(previous[j] + changed, previous[j + 1] + left, here + arriving[j])
            current.append(here)
        previous = current
    return previous[-1]


def least_apart(one: str, other: str) -> int:
    """Count what :func:`apart` will count at least, at a fraction of its cost: sounds of one that the other lacks."""
    mine, theirs = _sounds(one), _sounds(other)
    if mine is None or theirs is None:
        return 0
    more = fewer = 0
    for a, b in zip(mine, theirs, strict=True):
        if a > b:
            more += a - b
        else:
            fewer += b - a
    return max(more, fewer)


@lru_cache(maxsize=200_000)
def _sounds(row_of_word: str) -> tuple[int, ...] | None:
    """Count the symbols of each class that nothing leaves out for free; None where one passes for another class."""
    if _PASSING.intersection(row_of_word):
        return None
    classes = row_of_word.translate(_CLASSES)
    return tuple(map(classes.count, "btklmnr"))


def _first(a: str, b: str) -> int:
    return 0 if "A" in (a, b) and {a, b} & VOWELS else 2


@lru_cache(maxsize=200_000)
def _leaving(row_of_word: str, *, unwritten: bool) -> tuple[int, ...]:
    """Count for each symbol of a row what it costs to leave it out."""
    return tuple(_left_out(row_of_word, at, unwritten=unwritten) for at in range(len(row_of_word)))


def _left_out(row_of_word: str, at: int, *, unwritten: bool) -> int:
    symbol = row_of_word[at]
    if symbol == "3":
        return 0
    if symbol in VOWELS and unwritten:
        return 0
    beside = row_of_word[at - 1 : at] + row_of_word[at + 1 : at + 2]
    if symbol in "yY" and any(other in "iYy" for other in beside):
        return 0
    if symbol == "w" and any(other in "uoW" for other in beside):
        return 0
    if symbol in "uo" and any(other in "wW" for other in beside):
        return 0
    if symbol in "ie" and any(other in "yY" for other in beside):
        return 0
    return 2 if at == 0 else 1


def consonants(row_of_word: str) -> int:
    """Count the symbols that are no vowels."""
    return sum(symbol not in "aeiouAWYE3" for symbol in row_of_word)


_CLASSES: Final = str.maketrans(
    {
        **dict.fromkeys("aeiouAWYE3wy", ""),
        **dict.fromkeys("pbvf", "b"),
        **dict.fromkeys("TDszCSdt", "t"),
        **dict.fromkeys("qkgGjxHh§", "k"),
    }
)


@lru_cache(maxsize=100_000)
def skeleton(row_of_word: str) -> str:
    """Keep the broad classes of consonants: spellings of one word share it, so words can be looked up by it."""
    return _DOUBLED.sub(r"\1", row_of_word.translate(_CLASSES))
