"""Find Arabic groups that no unit word names but whose kind is told beside the name: "قافلة الضياء، وهي جماعة ..."."""

import re
from collections.abc import Iterable
from typing import Final

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.sentences import Sentence

_MOST: Final = 50
"""Names of one text that are looked for again."""
_KIND: Final = (
    r"(?:(?:جماعه|ميليشيا|كتيبه|مجموعه|حركه|منظمه)(?: \w+)?|(?:فصيل|تنظيم|تشكيل|لواء|تجمع|تحالف)(?: \w+)?)"
)
_WHO_IS: Final = re.compile(
    rf"(?<!\w)[وف]?[بل]?(?P<name>(?!ال)\w{{3,}} ال\w{{3,}}(?: ال\w{{3,}})?)،? ?[،(] ?و?(?:هو|هي) (?:{_KIND})(?!\w)"
)
_KNOWN_AS: Final = re.compile(
    rf"(?<!\w)[وفبل]?(?:ال)?{_KIND} (?:[يت]دعي|[يت]سمي|[يت]عرف باسم|[يت]طلق علي نفس(?:ه|ها) (?:اسم )?|باسم|اسمها|اسمه) "
    r"\"?(?P<name>(?!ال)\w{3,}(?: ال\w{3,}){1,2}|ال\w{3,})(?=[\s\"،.])"
)
_NO_NAME: Final = re.compile(
    r"(?:في|من|علي|عن|مع|هذه|هذا|قرب|بعد|قبل|ان|كل|بعض|احد|احدي|مدينه|بلده|قريه|حي)\s"
)


def arabic_called_names(flat: Flat, one: Sentence, known: dict[str, None]) -> list[Named]:
    """Find the names that a sentence tells in this way, and those it told before wherever they stand again.

    :param known: the names that were told so far, unified; those of this sentence are added
    """
    for pattern in (_WHO_IS, _KNOWN_AS):
        for m in pattern.finditer(flat.text, one.start, one.end):
            if _NO_NAME.match(m["name"]) is None and len(known) < _MOST:
                known[m["name"]] = None
    return [*_again(flat, one, known)]


def _again(flat: Flat, one: Sentence, known: Iterable[str]) -> Iterable[Named]:
    for name in known:
        for m in re.finditer(
            rf"(?<!\w)[وف]?[بل]?(?P<name>{re.escape(name)})(?!\w)", flat.text[one.start : one.end]
        ):
            start, end = one.start + m.start("name"), one.start + m.end("name")
            yield Named(flat.plain[start:end], start, end, "name")
