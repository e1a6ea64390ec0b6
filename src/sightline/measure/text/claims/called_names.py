"""Find groups that no unit word names but whose kind is told beside the name: "the militia known as Dana Tori"."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.sentences import Sentence

_MOST: Final = 50
"""Names of one text that are looked for again."""
_CAP: Final = r"(?:[aA]l-)?[A-Z][a-z][\w'-]*"
_NAME: Final = rf"(?P<name>{_CAP}(?: {_CAP}){{0,3}})"
_KNOWN_AS: Final = re.compile(
    r"\b(?:militia|battalion|brigade|group|faction|movement|organi[sz]ation|network|formation|outfit|"
    r"unit|force|alliance|coalition|gang|cell|legion|column)"
    rf",? (?:known (?:locally )?as|called|named|(?:which |that )?call(?:s|ing) itself|"
    rf"styling itself) (?:the )?\"?{_NAME}"
)
_BESIDE: Final = re.compile(
    r"\b(?:battalion|brigade|militia|faction|outfit|(?:armed|rebel|jihadist|insurgent|splinter|opposition) group) "
    rf"(?:\"|known as )?{_NAME}(?![\w-]|'s? )"
)


def called_names(flat: Flat, one: Sentence, openers: Collection[str], known: dict[str, None]) -> list[Named]:
    """Find the names that a sentence tells in this way, and those it told before wherever they stand again.

    :param known: the names that were told so far; those of this sentence are added
    """
    out: list[Named] = []
    for pattern in (_KNOWN_AS, _BESIDE):
        for m in pattern.finditer(flat.text, one.start, one.end):
            if m["name"].split()[0] not in openers and len(known) < _MOST:
                known[m["name"]] = None
                out.append(_named(flat, *m.span("name")))
    return [*out, *_again(flat, one, known)]


def _again(flat: Flat, one: Sentence, known: Iterable[str]) -> Iterable[Named]:
    for name in known:
        for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", flat.text[one.start : one.end]):
            yield _named(flat, one.start + m.start(), one.start + m.end())


def _named(flat: Flat, start: int, end: int) -> Named:
    return Named(flat.plain[start:end], start, end, "name")
