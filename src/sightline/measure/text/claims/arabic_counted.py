"""Find Arabic words that hold their own number: duals, one told by a noun in the singular, and none at all.

"A girl" counts one only where a word says right there what became of her: before ("the killing of a girl"), behind
("a conscript was killed") or as a part of those just counted ("among them a girl").
"""

import re
from collections.abc import Mapping
from typing import Final

from attrs import frozen

from sightline.measure.text.claims.arabic_people import Form, Read, read_word
from sightline.measure.text.claims.fates import before_it
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_WORD: Final = re.compile(r"[\u0621-\u064a]+")
_TWO: Final = re.compile(r"\s(?:ال)?اثن(?:ين|ان|تين|تان)(?!\w)")
_AMONG: Final = re.compile(
    r"(?<!\w)(?:[وف]?(?:بينهم|بينهن|منهم|منهن|ضمنهم|بينها|بينهما|فيهم|احدهم|احداهن|احدهما))\s(?:\w+\s(?=\w+\s$))?$"
)
_ONE_OF: Final = re.compile(r"(?<!\w)[وف]?[بل]?(?P<one>احد|احدي)\s$")
_LAST: Final = re.compile(r"(?<!\w)([\u0621-\u064a]+)\s$")
_FIRST: Final = re.compile(r"(?<!\w)(?:اول|اخر)\s$")
_EITHER: Final = re.compile(r"(?<!\w)(?:ما\s)?بين\s(?:\w+\s)?$")
_THAT: Final = re.compile(r"(?:^|(?<!\w)(?:ان|بان|وان)\s|[.:،]\s)$")
_DIED: Final = re.compile(
    r"(?:\s\w+){0,2}?\s(?:قد\s)?(?P<killed>استشهدت?|قتلت?|قضت?|توفيت?|لقي(?:ت)? (?:حتف|مصرع)\w+)(?!\w)"
    r"|(?:\s\w+)?\s(?P<injured>اصيبت?|جرحت?)(?!\w)"
)
_NONE_NOUNS: Final = {
    "اصابات": "injured", "اصابه": "injured", "ضحايا": "killed", "قتلي": "killed", "قتيل": "killed", "جرحي": "injured",
    "جريح": "injured", "شهداء": "killed", "شهيد": "killed", "وفيات": "killed", "وفاه": "killed", "ميت": "killed",
    "مجروح": "injured", "مصابين": "injured", "مصاب": "injured", "ضحيه": "killed", "مفقودين": "missing",
    "خساير بشريه": "killed", "خساير في الارواح": "killed", "خساير بالارواح": "killed",
}  # fmt: skip
_NONE: Final = re.compile(
    r"(?<!\w)[وف]?(?:(?:لم|لن)\s\w+\s(?:\w+\s){0,3}?"
    r"|لا\s(?:(?:توجد|يوجد|انباء|تقارير|معلومات|وجود|اي|ايه)\s){0,2}|ما\sمن\s(?:\w+\s)?|ليس\s(?:هناك\s)?|ما\s?في\s"
    r"|(?:من\s)?(?:دون|غير)\s(?:\w+\s){0,3}?|بلا\s|بدون\s(?:\w+\s){0,2}?)"
    rf"(?:(?:عن|من)\s)?(?:(?:اي|ايه)\s)?(?P<what>{'|'.join(sorted(_NONE_NOUNS, key=len, reverse=True))})(?!\w)"
)
_NOT_ALL: Final = re.compile(
    r"سوي|(?<!\w)الا(?!\w)|فقط|اكثر|اقل|يقل|تقل|يزيد|تزيد|يتجاوز|تتجاوز|يعرف|تعرف|تتضح|يتضح|يحدد|تحدد|سبب|مصير|عدد|تزال|يزال"
)
_NOBODY: Final = re.compile(
    r"(?<!\w)[وف]?(?:(?:لم|لن|دون ان|ما)\s)(?:(?P<killed>يقتل|يمت|يستشهد|يسقط|مات)"
    r"|(?P<injured>يصب|يصاب|يجرح|تصب|يتاذ|يتاذي|يتضرر|انصاب))\s"
    r"(?:احد|حدا|حد|اي\s\w+|اي احد)(?!\w)"
)
_OF_WHOM: Final = re.compile(r"\s(?:بين|في صفوف|من|في اوساط)\s(?P<who>\w+)")


_DWELLERS: Final = re.compile(r"سكان|اهال")


@frozen(slots=True)
class Told:
    """So many, told by a word; ``said`` is the state and the group that the word itself tells."""

    start: int
    end: int
    n: int
    said: Mapping[str, str] | None


def told_in(flat: Flat, one: Sentence, table: Lexicon) -> list[Told]:
    """Find the duals of a sentence, and the nouns in the singular that count one."""
    out: list[Told] = []
    for match in _WORD.finditer(flat.text, one.start, one.end):
        listed = _listed(match, table)
        read = read_word(match[0], table.people)
        if (
            listed is not None
            and "state" in (listed.said or {})
            and _EITHER.search(flat.text, max(one.start, match.start() - 14), match.start())
        ):
            continue  # "fell, some killed and some wounded"
        if listed is not None:
            out.append(listed)
        elif read is not None and read.form.number != 3:
            form, at, end = read.form, match.start() + read.cut, match.end()
            two = _TWO.match(flat.text, end, one.end)
            if _FIRST.search(flat.text, max(one.start, match.start() - 5), match.start()) is not None:
                continue
            if form.number == 0 and _is_dual(flat, at, end):
                out.append(Told(at, end, 2, _said(form)))
            elif two is not None and form.number != 1:
                out.append(Told(at, two.end(), 2, _said(form)))
            elif form.number == 2 and not form.owned and not read.definite:
                out.append(Told(at, end, 2, _said(form)))
            elif form.number == 1 and (told := _counts_one(flat, one, match, table, read)) is not None:
                out.append(Told(at, end, 1, {**_said(form), **told}))
        elif read is not None and (
            of := _ONE_OF.search(flat.text, max(one.start, match.start() - 8), match.start())
        ):
            near = before_it(flat, max(one.start, of.start() - 40), of.start("one"), table, "ar")
            if near is not None and near[2] <= 1 and not read.joined:
                out.append(Told(of.start("one"), match.end(), 1, _said(read.form)))
    return out


def _is_dual(flat: Flat, start: int, end: int) -> bool:
    """Say whether a fatha is written before the ending -ين: two, not several."""
    first, last = flat.original_span(start, end)
    return flat.original[first:last].endswith("\u064e\u064a\u0646")


def _listed(match: re.Match[str], table: Lexicon) -> Told | None:
    """Read a dual or a single that the table lists whole."""
    word = match[0]
    for cut in range(min(3, len(word))):
        if cut and word[cut - 1] not in "وفبل":
            break
        said = table.counted.get(word[cut:])
        if said is not None:
            return Told(match.start() + cut, match.end(), int(said["n"]), said)
    return None


def _said(form: Form) -> Mapping[str, str]:
    return {"group": form.group} if form.state is None else {"group": form.group, "state": form.state}


def _counts_one(
    flat: Flat, one: Sentence, match: re.Match[str], table: Lexicon, read: Read
) -> Mapping[str, str] | None:
    """Say whether the words right beside a noun in the singular tell what became of whom it names, and give it."""
    at, end = match.start(), match.end()
    if read.form.state is not None and _EITHER.search(flat.text, max(one.start, at - 14), at) is not None:
        return None  # "fell, some killed and some wounded"
    known = read.definite or read.form.owned
    if not known and _AMONG.search(flat.text, max(one.start, at - 40), at) is not None:
        return {}
    said = None if read.definite else before_it(flat, max(one.start, at - 60), at, table, "ar")
    if said is not None and said[2] == 0:
        return {}
    if known or read.form.state is not None:
        return None
    if read.joined:
        last = _LAST.search(flat.text, max(one.start, at - 24), at)
        before = None if last is None else read_word(last[1], table.people)
        return {} if before is not None and not before.definite else None
    if said is not None and said[2] <= 6 and match[0].endswith("ا") and match[0][:-1] in table.people:
        return {"state": said[0]}  # "unknown men abducted, on the same day, a doctor"
    died = _DIED.match(flat.text, end, one.end)
    if died is None or _THAT.search(flat.text, max(one.start, at - 8), at) is None:
        return None
    return {"state": str(died.lastgroup)}


def none_in(flat: Flat, one: Sentence, table: Lexicon) -> list[Told]:
    """Find where nobody is said to have been killed or hurt: "no one was injured", "without victims"."""
    out: list[Told] = []
    for m in _NONE.finditer(flat.text, one.start, one.end):
        if _NOT_ALL.search(m[0]) is not None:
            continue
        state, end = _NONE_NOUNS[m["what"]], m.end()
        group, end = _of_whom(flat, one, end, table)
        out.append(Told(m.start(), end, 0, {"state": state, "group": group}))
    for m in _NOBODY.finditer(flat.text, one.start, one.end):
        group, end = _of_whom(flat, one, m.end(), table)
        out.append(Told(m.start(), end, 0, {"state": str(m.lastgroup), "group": group}))
    return out


def _of_whom(flat: Flat, one: Sentence, at: int, table: Lexicon) -> tuple[str, int]:
    """Read among whom there was none: "no injuries among the residents"."""
    whom = _OF_WHOM.match(flat.text, at, one.end)
    read = None if whom is None else read_word(whom["who"], table.people)
    if whom is None or read is None or read.form.state is not None or read.form.number == 1:
        return "all", at
    return ("civilian" if _DWELLERS.search(whom["who"]) is not None else read.form.group), whom.end()
