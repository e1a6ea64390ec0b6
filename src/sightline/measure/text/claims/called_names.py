"""Find groups that no unit word names but whose kind is told beside the name: "the militia known as Dana Tori".

The kind stands before the name ("a rival outfit, Rayat al-Fath,"), behind it ("Ahlu Dhaqan, the Sufi-minded movement
which ...", "the Dana Tori militia") or in a verb of naming between them.
"""

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
_LONG: Final = rf"(?P<name>(?:[aA]l-)?[A-Z][a-z]+(?:'[a-z]+)?(?:-\w+)*(?: (?:of (?:the )?)?{_CAP}){{0,4}})"
_KIND: Final = (
    r"(?:militia|battalion|brigade|group|grouping|faction|movement|organi[sz]ation|network|formation|outfit|unit|"
    r"force|"
    r"alliance|coalition|gang|cell|legion|column|company|rebels|splinter|offshoot|affiliate)"
)
_KNOWN_AS: Final = re.compile(
    r"\b(?:militia|battalion|brigade|group|faction|movement|organi[sz]ation|network|formation|outfit|"
    r"unit|force|alliance|coalition|gang|cell|legion|column|(?:operations? )room)"
    rf",? (?:(?:until (?:now|then|recently) |formerly |previously )?(?:known (?:locally )?as|called|named)|"
    rf"(?:which |that )?call(?:s|ing) itself|styling itself|dubbed|going by(?: the name(?: of)?)?) (?:the "
    rf")?\"?{_LONG}"
)
_BESIDE: Final = re.compile(
    r"\b(?:battalion|brigade|militia|faction|outfit|(?:armed|rebel|jihadist|insurgent|splinter|opposition) group) "
    rf"(?:\"|known as )?{_NAME}(?![\w-]|'s? )"
)
_PLAIN: Final = r"(?:(?!(?:of|in|from|to|by|for|at|with|on|and|or|who|which|that)\b)(?!\w+'s?\b)[A-Za-z-]+ )"
_THEN_KIND: Final = re.compile(
    rf"(?<![\w-])(?<![A-Z] )(?<![A-Z][a-z] ){_LONG}, (?:an?|the|one|another) {_PLAIN}{{0,4}}?"
    rf"(?:{_KIND}|fighters|tribesmen|amalgam|youths)(?![\w-]|'s?\b)"
    r"(?=[,.;:)]| (?:which|that|whose|led|loyal|allied|aligned|linked|affiliated|backed|based|active|fighting|"
    r"known|formed|"
    r"founded|created|under|commanded|headed|from|of (?:the |[A-Z])|operating|made|close|drawn|recruited|set|"
    r"established|"
    r"supported|opposed|in|has|had|have|is|was|said|says))"
)
_KIND_THEN: Final = re.compile(
    rf"\b(?:an?|the|its|another|their|rival) {_PLAIN}{{0,4}}?{_KIND}, (?:the )?{_LONG}(?=[,.;:)])"
)
_PLACED_KIND: Final = re.compile(
    rf"\b[Tt]he {_NAME} (?:militia|faction|brigade|battalion|rebels|fighters|group)\b(?! (?:leader|commander|"
    rf"chief|official))"
)
_KIN: Final = re.compile(
    r"(?:Abu|Abd|Ibn|Umm|Haji|Hajji|Sheikh|Shaykh|General|Colonel|Captain|Major|Commander|Brigadier|Lieutenant|Dr|"
    r"Mohamm?[ae]d|Muhammad|Ahmed|Ahmad|Ali|Hassan|Hussein|Mahmoud|Omar|Khaled|Khalid|Yusuf|Ibrahim|Mustafa|Emir|"
    r"Mullah|"
    r"President|Minister|Mr|Mrs|[A-Z]\w+day|January|February|March|April|June|July|August|September|October|November|"
    r"December)\b"
)
"""Words that open the name of a person or of a day."""
_ADJECTIVE: Final = re.compile(r".*(?:an|ese|ish|ic|ist|i|ite|Arab|Tuareg|Shia|Amhara|Oromo)$")


def called_names(flat: Flat, one: Sentence, openers: Collection[str], known: dict[str, None]) -> list[Named]:
    """Find the names that a sentence tells in this way, and those it told before wherever they stand again.

    :param known: the names that were told so far; those of this sentence are added
    """
    out: list[Named] = []
    for pattern in (_KNOWN_AS, _BESIDE, _THEN_KIND, _KIND_THEN, _PLACED_KIND):
        for m in pattern.finditer(flat.text, one.start, one.end):
            start = _opened(m, openers)
            if start is None or len(known) >= _MOST:
                continue
            name = flat.text[start : m.end("name")]
            if pattern is _PLACED_KIND and (" " not in name or _ADJECTIVE.fullmatch(name.split()[-1])):
                continue
            known[name] = None
            out.append(_named(flat, start, m.end("name")))
    return [*out, *_again(flat, one, known)]


def _opened(m: re.Match[str], openers: Collection[str]) -> int | None:
    """Give where a name begins, without "The"; None where it is no name of a group."""
    start, name = m.start("name"), m["name"]
    first = name.split()[0]
    if first in openers:
        if " " not in name or first not in ("The", "In", "But", "And", "When", "While", "Then", "Meanwhile"):
            return None
        start += len(first) + 1
        name = name[len(first) + 1 :]
        name, start = (name[4:], start + 4) if name.startswith("the ") else (name, start)
        if not name or not (name[0].isupper() or name.startswith("al-")) or name.split()[0] in openers:
            return None
    return None if _KIN.match(name) is not None else start


def _again(flat: Flat, one: Sentence, known: Iterable[str]) -> Iterable[Named]:
    for name in known:
        for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", flat.text[one.start : one.end]):
            yield _named(flat, one.start + m.start(), one.start + m.end())


def _named(flat: Flat, start: int, end: int) -> Named:
    return Named(flat.plain[start:end], start, end, "name")
