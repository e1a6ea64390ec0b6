"""Cut running text into words with their places, and give the forms under which a word may stand in a gazetteer."""

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from sightline.core.fold import fold

_WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640])*"
    r"(?:[-‐‑'’ʼ‘`´][^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640])*)*['’ʼ]?"
    r"|\d+(?:[.,]\d+)?"
)
_STOPS = frozenset('.!?;:\n\r…؟؛()[]«»"“”،,')
ATTACHED = "وفبلك"
"""Arabic words of one letter that are written together with the next word."""

_ENDINGS = (
    # Russian and Ukrainian cases of names of places, and what they may stand for in the nominative
    ("ями", ("и",)), ("ами", ("ы", "и")), ("ого", ("ое", "ый", "ий")), ("ому", ("ое", "ый")),
    ("ской", ("ская", "ск")),
    ("ом", ("", "о")), ("ем", ("ь", "е")), ("ой", ("а", "ая")), ("ей", ("я",)), ("ах", ("ы", "и")), ("ях", ("и",)),
    ("ою", ("а",)),
    ("ві", ("в",)), ("ову", ("ів",)), ("ова", ("ів",)), ("ові", ("ів",)), ("єва", ("ів",)), ("єві", ("ів",)),
    ("е", ("", "а", "о", "ь")), ("у", ("", "а", "о")), ("ю", ("я", "ь")), ("а", ("", "о")), ("я", ("ь", "е")),
    ("ы", ("а",)), ("и", ("а", "ь", "я")), ("і", ("", "а", "о", "ь")),
)  # fmt: skip


@frozen(slots=True)
class Word:
    """One word or number of a text: ``text[start:end]``; ``stop`` when a sign of punctuation stands before it."""

    text: str
    start: int
    end: int
    script: str
    stop: bool
    comma: bool


def words(text: str) -> Iterator[Word]:
    """Cut a text of any length into words; a hyphen or apostrophe inside a word keeps it together."""
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        between = text[last:start]
        stops = not _STOPS.isdisjoint(between)
        comma = stops and all(sign in " ,،\u200f\u200e" for sign in between)
        yield Word(match.group(), start, end, _script(match.group()[0]), stops and not comma, comma)
        last = end


def _script(letter: str) -> str:
    code = ord(letter)
    if letter.isdigit():
        return "digits"
    if 0x0600 <= code <= 0x06FF or 0x0750 <= code <= 0x077F or 0xFB50 <= code <= 0xFEFF:
        return "arabic"
    if 0x0400 <= code <= 0x052F:
        return "cyrillic"
    return "latin" if code < 0x0250 or 0x1E00 <= code <= 0x1EFF else "other"


def may_name(word: Word) -> bool:
    """Say whether a word may begin a name: capitals where the script has them, any word where it has none."""
    if word.script == "digits":
        return False
    if word.script in ("latin", "cyrillic"):
        first = word.text[0]
        inner = re.search(r"[-'’‘]([^\W\d_])", word.text)
        return first.isupper() or (inner is not None and inner[1].isupper())  # al-Bab
    return True


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Fold a name as the index does."""
    return fold(text)


def forms(name: str, script: str) -> Iterator[tuple[str, int]]:
    """Yield the folded forms a name may be listed under, each with how many letters at its beginning are not of it."""
    whole = folded(name)
    attached = script == "arabic" and len(name) > 3 and name[0] in ATTACHED
    if attached and name[1:3] == "ال":  # والباب is "and al-Bab"
        yield folded(name[1:]), 1
    yield whole, 0
    if attached:
        yield folded(name[1:]), 1
    if script == "latin" and whole.endswith(" countryside"):
        yield whole.removesuffix(" countryside"), 0
    if script == "cyrillic":
        yield from ((form, 0) for form in _nominatives(whole))


def _nominatives(whole: str) -> Iterator[str]:
    head, _, last = whole.rpartition(" ")
    lead = head + " " if head != "" else ""
    for ending, instead in _ENDINGS:
        if last.endswith(ending) and len(last) - len(ending) >= 2:
            for each in instead:
                yield lead + last[: len(last) - len(ending)] + each
