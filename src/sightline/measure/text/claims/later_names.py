"""Find the later, shorter mentions of a group by a word of its own name: "the Hawks", "the Shore Army", "الصقور".

A short mention means the last group whose name has the word for its head. A word that is the head of no name that the
text told before is no mention.
"""

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.flat import Flat, unify
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.sentences import Sentence

_ENGLISH: Final = re.compile(
    r"(?<![\w-])(?:[Tt]he|[Ii]ts|[Tt]his|[Tt]hat) (?P<word>[A-Z][a-z]\w+)(?![\w-]| [A-Z]| (?:of|for) (?:the )?[A-Z])"
)
_ARABIC: Final = re.compile(r"(?<!\w)[وف]?[بك]?(?P<word>ال(?P<bare>\w{3,})|لل(?P<to>\w{3,}))(?!\w)")
_OTHER: Final = re.compile(r"\sال\w+(?:ي|يه|يون|يين)(?!\w)")
_OF: Final = re.compile(r"\s(?:of|for)\s")
_THE: Final = re.compile(r"\b(?:the|this|that)\s\"?$", re.IGNORECASE)
_RECENT: Final = 200
"""Mentions before a short one that it may mean."""
SETTLED: Final = "letters"
"""Kind of a mention that already has its whole name."""


def later_names(flat: Flat, one: Sentence, spans: Sequence[Named], before: Sequence[Named]) -> list[Named]:
    """Find the short mentions of one sentence, and read names that are the end of a longer one as that one.

    :param spans: names found in the sentence
    :param before: mentions of the sentences before it
    :returns: all names of the sentence, the short ones with their whole name
    """
    row = [n for n in before[-_RECENT:] if n.kind == "name"]
    out = [_ending(flat, n, row) if one.language == "en" else n for n in spans]
    pattern = _ENGLISH if one.language == "en" else _ARABIC
    for m in pattern.finditer(flat.text, one.start, one.end):
        start, end = m.span("word")
        if any(n.start < end and start < n.end for n in out):
            continue
        known = [*row, *(n for n in out if n.end <= start and n.kind == "name")]
        meant = _english(m["word"], known) if one.language == "en" else _arabic(flat, m, known)
        if meant is not None:
            out.append(Named(meant.name, start, end, SETTLED))
    return out


def _ending(flat: Flat, one: Named, row: Sequence[Named]) -> Named:
    """Read "the Shore Army" as the Arakan Shore Army that was named before."""
    if _THE.search(flat.text, max(0, one.start - 8), one.start) is None or one.kind != "name":
        return one
    if any(n.name.casefold() == one.name.casefold() for n in row):
        return one
    whole = next((n for n in reversed(row) if n.name.endswith(f" {one.name}")), None)
    return one if whole is None else evolve(one, name=whole.name, kind=SETTLED)


def _english(word: str, row: Sequence[Named]) -> Named | None:
    sought = _bare(word)
    for each in reversed(row):
        words = _OF.split(each.name)[0].split()
        if len(each.name.split()) > 1 and sought in (_bare(words[-1]), _bare(words[0])):
            whole = sought == _bare(words[-1]) or _is_unit(words[0])
            if whole:
                return each
    return None


def _is_unit(word: str) -> bool:
    return (
        re.match(r"(?:Katib|Liwa|Jabh|Harak|Jays|Jais|Fayl|Saray|Tajamm|Kata|Hizb|Jund|Ansar)", word)
        is not None
    )


def _bare(word: str) -> str:
    plain = word.casefold().strip("'\"")
    return plain.removesuffix("t") if plain in ("katibat", "jabhat", "harakat") else plain


def _arabic(flat: Flat, m: re.Match[str], row: Sequence[Named]) -> Named | None:
    if _OTHER.match(flat.text, m.end()) is not None:
        return None
    bare = m["bare"] or m["to"]
    for each in reversed(row):
        words = unify(each.name).split()
        if len(words) > 1 and words[0] in (bare, f"ال{bare}"):
            return each
    return None
