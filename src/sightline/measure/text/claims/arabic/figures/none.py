"""Find where a text tells that nobody was harmed: "no one was injured", "without victims", "denies any deaths"."""

import re
from typing import Final

from sightline.measure.text.claims.arabic.figures.counted import Told
from sightline.measure.text.claims.arabic.figures.people import read_word
from sightline.measure.text.claims.fates import before_it
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_NONE_NOUNS: Final = {
    "اصابات": "injured", "اصابه": "injured", "ضحايا": "killed", "قتلي": "killed", "قتيل": "killed", "جرحي": "injured",
    "جريح": "injured", "شهداء": "killed", "شهيد": "killed", "وفيات": "killed", "وفاه": "killed", "ميت": "killed",
    "مجروح": "injured", "مصابين": "injured", "مصاب": "injured", "ضحيه": "killed", "مفقودين": "missing",
    "خساير بشريه": "killed", "خساير في الارواح": "killed", "خساير بالارواح": "killed",
}  # fmt: skip
_NONE: Final = re.compile(
    r"(?<!\w)[وف]?(?:(?:لم|لن)\s\w+\s(?:\w+\s){0,3}?"
    r"|لا\s(?:(?:توجد|يوجد|انباء|تقارير|معلومات|وجود|اي|ايه)\s){0,2}|ما\sمن\s(?:\w+\s)?|ليس\s(?:هناك\s)?|"
    r"ما\s?في(?:ه|ش)?\s|مفيش\s|ما\s?كو\s(?:\w+\s)?"
    r"|ما\s(?:صار|صارت|وقع|وقعت|سجل|سجلت|سجلنا|عندنا|عنا)\s(?:\w+\s)?"
    r"|(?:من\s)?(?:دون|غير)\s(?:\w+\s){0,3}?|بلا\s|بدون\s(?:\w+\s){0,2}?)"
    rf"(?:(?:عن|من)\s)?(?:(?:اي|ايه)\s)?(?P<what>{'|'.join(sorted(_NONE_NOUNS, key=len, reverse=True))})(?!\w)"
)
_NOR: Final = re.compile(
    rf"\s(?:او\s|ولا\s|و)(?:اي\s)?(?P<what>{'|'.join(sorted(_NONE_NOUNS, key=len, reverse=True))})(?!\w)"
)
_NOBODY_HERE: Final = re.compile(
    r"(?<!\w)[وف]?(?:ما\s?(?:في\s)?حدا?|محدش|محد|ولا\s(?:حدا?|واحد)|لا\sاحد)\s(?:قد\s)?"
    r"(?:(?P<killed>مات|قتل|استشهد|انقتل|توفي|راح)|(?P<injured>انجرح|انصاب|اصيب|جرح|تاذي|اتعور|تصاوب|"
    r"صار له شي))(?!\w)"
)
_NOT_ALL: Final = re.compile(
    r"سوي|(?<!\w)الا(?!\w)|فقط|اكثر|اقل|(?<!\w)(?:لا)?[يت]قل(?!\w)|يزيد|تزيد|يتجاوز|تتجاوز|يعرف|تعرف|تتضح|يتضح|يحدد|تحدد|سبب|مصير|"
    r"عدد|تزال|يزال"
)
_NOBODY: Final = re.compile(
    r"(?<!\w)[وف]?(?:(?:لم|لن|دون ان|ما)\s)(?:(?P<killed>يقتل|يمت|يستشهد|يسقط|مات)"
    r"|(?P<injured>يصب|يصاب|يجرح|تصب|يتاذ|يتاذي|يتضرر|انصاب))\s"
    r"(?:احد|حدا|حد|اي\s\w+|اي احد)(?!\w)"
)
_OF_WHOM: Final = re.compile(r"\s(?:بين|في صفوف|من|في اوساط)\s(?P<who>\w+)")


_NOT_ANY: Final = re.compile(
    r"(?<!\w)[وف]?(?:(?P<denied>[يت]?نف(?:ي|ت|وا|ون)|نافي[اه]?|نفي[اه]?|انكر\w*|[يت]نكر\w*)|لم|لن|لا|دون|عدم|بلا|ما|ليس)"
    r"(?=\s(?P<gap>[^.؛:،]{0,60}?)(?<!\w)(?:اي|ايه)\s(?:من\s|احد\s(?:من\s)?)?(?P<who>\w+))"
)
_DWELLERS: Final = re.compile(r"سكان|اهال")


def none_in(flat: Flat, one: Sentence, table: Lexicon) -> list[Told]:
    """Find where nobody is said to have been killed or hurt: "no one was injured", "without victims"."""
    out: list[Told] = []
    for m in _NONE.finditer(flat.text, one.start, one.end):
        if _NOT_ALL.search(m[0]) is not None:
            continue
        state, end = _NONE_NOUNS[m["what"]], m.end()
        nor = _NOR.match(flat.text, end, one.end)
        group, end = _of_whom(flat, one, end, table)
        out.append(Told(m.start(), end, 0, {"state": state, "group": group}))
        if nor is not None and _NONE_NOUNS[nor["what"]] != state:
            out.append(
                Told(nor.start("what"), nor.end(), 0, {"state": _NONE_NOUNS[nor["what"]], "group": group})
            )
    out += [
        Told(m.start(), m.end(), 0, {"state": str(m.lastgroup), "group": "all"})
        for m in _NOBODY_HERE.finditer(flat.text, one.start, one.end)
    ]
    for m in _NOBODY.finditer(flat.text, one.start, one.end):
        group, end = _of_whom(flat, one, m.end(), table)
        out.append(Told(m.start(), end, 0, {"state": str(m.lastgroup), "group": group}))
    anybody = _not_any(flat, one, table)
    return anybody + [o for o in out if all(t.end <= o.start or o.end <= t.start for t in anybody)]


def _not_any(flat: Flat, one: Sentence, table: Lexicon) -> list[Told]:
    """Find "denies that any civilian was killed", "did not kill any civilian": none of the noun of people behind."""
    out: list[Told] = []
    for m in _NOT_ANY.finditer(flat.text, one.start, one.end):
        read = read_word(m["who"], table.people)
        if read is None or read.form.state is not None or _NOT_ALL.search(m["gap"]) is not None:
            continue
        any_at = m.end("gap")
        said = before_it(flat, m.start(), any_at, table, "ar")
        if said is not None and said[2] == 0 and all(t.end != m.end("who") for t in out):
            out.append(Told(any_at, m.end("who"), 0, {"state": said[0], "group": read.form.group}))
    return out


def _of_whom(flat: Flat, one: Sentence, at: int, table: Lexicon) -> tuple[str, int]:
    """Read among whom there was none: "no injuries among the residents"."""
    whom = _OF_WHOM.match(flat.text, at, one.end)
    read = None if whom is None else read_word(whom["who"], table.people)
    if whom is None or read is None or read.form.state is not None or read.form.number == 1:
        return "all", at
    return ("civilian" if _DWELLERS.search(whom["who"]) is not None else read.form.group), whom.end()
