"""Find Arabic groups that no unit word names but whose kind is told beside the name: "قافلة الضياء، وهي جماعة ..."."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from sightline.measure.text.claims.arabic.names.adjectives import is_adjective_of
from sightline.measure.text.claims.arabic.names.quoted import quoted_names
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
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
    r"(?:اعلان|انشقاق|مقتل|هجوم|بيان|انسحاب|دخول|سيطره|قصف|استهداف|عام\w*|يوم\w*|شهر\w*|في|من|علي|عن|مع|هذه|هذا|قرب|بعد|قبل|ان|كل|بعض|احد|احدي|مدينه|بلده|قريه|حي)\s"
)


def arabic_called_names(
    flat: Flat, one: Sentence, table: Lexicon, known: dict[str, tuple[str, int, str]]
) -> list[Named]:
    """Find the names that a sentence tells in this way, and those it told before wherever they stand again.

    :param known: the names that were told so far, unified, each with its kind, where it stood and how it is written;
        those of this sentence are added
    """
    told = []
    for name, start, end, kind in quoted_names(flat, one, table):
        told.append(Named(name, start, end, "name"))
        if len(known) < _MOST:
            known[flat.text[start:end]] = kind, end, name
    for pattern in (_WHO_IS, _KNOWN_AS):
        for m in pattern.finditer(flat.text, one.start, one.end):
            whole = flat.text[m.start() : m.end("name")].split()[0]
            if whole in table.sets["actors.first_names"]:
                continue  # a person, of whose name "و" is the first letter
            told_so = _whole(m["name"], table)
            if told_so and _NO_NAME.match(m["name"]) is None and len(known) < _MOST:
                start = m.start("name")
                end = start + len(told_so)
                known.setdefault(told_so, ("", end, flat.plain[start:end]))
    return [*told, *_again(flat, one, known), *_by_kind(flat, one, known)]


def _whole(name: str, table: Lexicon) -> str:
    """Leave out what no name goes on with: the object behind "فصيل يدعى سرايا الغيارى السيطرة"."""
    words = name.split()
    stops = table.sets["actors.not_next"]
    stop = next(
        (i for i, w in enumerate(words) if i and (w in stops or _is_object(words, i, table))), len(words)
    )
    return " ".join(words[:stop]) if stop > 1 or len(words) == 1 else ""


def _is_object(words: list[str], i: int, table: Lexicon) -> bool:
    """Say whether a word behind a noun with the article is no adjective of it."""
    word, before = words[i], words[i - 1]
    return (
        before.startswith("ال")
        and not word.endswith(("ي", "يه"))
        and not is_adjective_of(word, before, words[0], table)
    )


def _again(flat: Flat, one: Sentence, known: Iterable[str]) -> Iterable[Named]:
    for name in known:
        if name not in flat.text[one.start : one.end]:
            continue
        for m in re.finditer(
            rf"(?<!\w)[وف]?[بل]?(?P<name>{re.escape(name)})(?!\w)", flat.text[one.start : one.end]
        ):
            start, end = one.start + m.start("name"), one.start + m.end("name")
            yield Named(flat.plain[start:end], start, end, "name")


def _by_kind(flat: Flat, one: Sentence, known: Mapping[str, tuple[str, int, str]]) -> Iterable[Named]:
    """Read "الحركة" as the last that was called "حركة «...»"."""
    kinds = {kind for kind, _, _ in known.values() if kind}
    for kind in sorted(kinds):
        for m in re.finditer(
            rf"(?<!\w)[وفك]?(?:[ب]?(?P<word>ال{kind})|ل(?P<to>ل{kind}))(?!\w)", flat.text[one.start : one.end]
        ):
            at = one.start + m.start()
            own = [(end, name) for k, end, name in known.values() if k == kind and end < at]
            if not own or re.search(rf"(?<!\w){kind}\s", flat.text[max(own)[0] : at]) is not None:
                continue  # another one of the kind was named since
            start = one.start + max(m.start("word"), m.start("to"))
            yield Named(max(own)[1], start, one.start + m.end(), "letters")
