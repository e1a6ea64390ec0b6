"""Find Arabic words that hold their own number: duals, and one told by a noun in the singular.

"A girl" counts one only where a word says right there what became of her: before ("the killing of a girl"), behind
("a conscript was killed") or as a part of those just counted ("among them a girl").
"""

import re
from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen

from sightline.measure.text.claims.arabic.figures.people import Form, Read, read_word
from sightline.measure.text.claims.fates import before_it
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_WORD: Final = re.compile(r"[\u0621-\u064a]+")
_TWO: Final = re.compile(r"\s(?:ال)?اثن(?:ين|ان|تين|تان)(?!\w)")
_ONE: Final = re.compile(r"\sواحده?(?!\w)")
_AMONG: Final = re.compile(
    r"(?<!\w)(?:[وف]?(?:بينهم|بينهن|منهم|منهن|ضمنهم|بينها|بينهما|فيهم|احدهم|احداهن|احدهما))\s(?:\w+\s(?=\w+\s$))?$"
)
_ONE_OF: Final = re.compile(r"(?<!\w)[وف]?[بل]?(?P<one>احد|احدي)\s$")
_LAST: Final = re.compile(r"(?<!\w)([\u0621-\u064a]+)\s$")
_DEED: Final = re.compile(
    r"[وفبل]{0,2}(?:ال)?(?:توقيف|ايقاف|اعتقال|احتجاز|خطف|اختطاف|اسر|قتل|اغتيال|اعدام|تصفيه|"
    r"(?:[يت])?(?:اعتقل|احتجز|خطف|اختطف|اسر|قتل|اغتال|اعدم|اوقف)(?:ت|وا)?)"
)
_DOER: Final = re.compile(r"(?:\s(?!(?:من|في|علي|الي|عن|مع|ان|بعد|قبل|و\w{3,})\s)[\w\"]+){1,4}\s")
_OF_UNIT: Final = re.compile(
    r"(?:افراد|عناصر|منتسبي|قاده|قيادات|رجال|ابناء)\s(?:ال)?(?:لواء|كتيبه|سريه|فرقه|فوج|جيش|قوات|قوه|فصيل|تنظيم|جماعه|ميليشيا|"
    r"مليشيا|حركه|شرطه|حشد|امن|حرس|سرايا|جهاز|حاجز|دوريه|كمين)(?!\w)"
)
_SITT: Final = re.compile(r"(?<!\w)[وف]?(?P<who>ست)(?=\s?(?:[.،,:؛)!?؟]|$))")
"""An Egyptian word for a woman, written as "six" is, which never stands without its noun."""
_PARENTS: Final = frozenset({"ام", "اب", "والدته", "والده", "والديه", "جده", "جدته"})
_MOTHER: Final = re.compile(
    r"(?<!\w)[وفبل]{0,2}(?P<who>(?:ام|اب))(?=\s(?:\w+\s)?و(?:\w{2,}(?:ها|هما|ه|هم)|\d|ثلاث|اربع|خمس|تلات|ابن|بنت)\w*)"
)
_FIRST: Final = re.compile(r"(?<!\w)(?:اول|اخر)\s$")
_EITHER: Final = re.compile(r"(?<!\w)(?:ما\s)?بين\s(?:\w+\s)?$")
_ALL_RANKS: Final = re.compile(r"(?<!\w)(?:ما\s)?بين\s\w+(?:\s?،)?(?:\sو\w+){0,3}\s$")
"""Before the last of "seventeen, officers and soldiers alike", which Arabic tells by one of each kind."""
_CITED: Final = re.compile(
    r"(?<!\w)[وف]?(?:بحسب|حسب|وفق|وفقا\sل|طبقا\sل|نقلا\sعن|علي\sلسان|حسبما\s\w+|كما\s\w+|بشهاده|استنادا\sالي)\s?$"
)
"""Before one who tells of it: "according to a doctor"."""
_THAT: Final = re.compile(r"(?:^|(?<!\w)(?:ان|بان|وان)\s|[.:،]\s)$")
_DIED: Final = re.compile(
    r"(?:\s\w+){0,2}?\s(?:قد\s)?(?P<killed>استشهدت?|قتلت?|قضت?|توفيت?|لقي(?:ت)? (?:حتف|مصرع)\w+)(?!\w)"
    r"|(?:\s\w+)?\s(?P<injured>اصيبت?|جرحت?)(?!\w)"
)


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
    out += _parents(flat, one, table)
    out += _women(flat, one, table)
    for match in _WORD.finditer(flat.text, one.start, one.end):
        listed = _listed(match, table)
        read = read_word(match[0], table.people)
        if (
            listed is not None
            and "state" in (listed.said or {})
            and _EITHER.search(flat.text, max(one.start, match.start() - 14), match.start())
        ):
            continue  # "fell, some killed and some wounded"
        single = listed.n == 1 if listed is not None else read is not None and read.form.number == 1
        if single and _tells_none(flat, one, match):
            continue
        if listed is not None:
            pair = _TWO.match(flat.text, listed.end, one.end) if listed.n == 2 else None
            out.append(listed if pair is None else evolve(listed, end=pair.end()))
        elif (
            read is not None
            and read.form.number != 3
            and not (read.form.number == 0 and _one_of(flat, one, match))
        ):
            form, at, end = read.form, match.start() + read.cut, match.end()
            two = _TWO.match(flat.text, end, one.end)
            if _FIRST.search(flat.text, max(one.start, match.start() - 5), match.start()) is not None:
                continue
            if form.number == 0 and _is_dual(flat, at, end):
                out.append(Told(at, end, 2, _said(form)))
            elif two is not None and form.number != 1:
                out.append(Told(at, two.end(), 2, _said(form)))
            elif (form.number == 2 and not form.owned and not read.definite) or (
                form.number == 2 and form.owned and _theirs(flat, one, match.start(), at, table, read)
            ):
                out.append(Told(at, end, 2, _said(form)))
            elif (
                form.number == 1
                and not read.definite
                and (only := _ONE.match(flat.text, end, one.end)) is not None
            ):
                out.append(Told(at, only.end(), 1, _said(form)))
            elif form.number == 1 and (told := _counts_one(flat, one, match, table, read)) is not None:
                out.append(Told(at, end, 1, {**_said(form), **told}))
        elif read is not None and (of := _one_of(flat, one, match)) is not None:
            near = before_it(flat, max(one.start, of.start() - 40), of.start("one"), table, "ar")
            done = near is not None and (near[2] <= 1 or _done_by(flat, near[1], of.start("one")))
            if done and not read.joined:
                fighters = _OF_UNIT.match(flat.text, match.start(), one.end) is not None
                said = {**_said(read.form), "group": "fighter"} if fighters else _said(read.form)
                out.append(Told(of.start("one"), match.end(), 1, said))
    return out


def _tells_none(flat: Flat, one: Sentence, match: re.Match[str]) -> bool:
    """Say whether a noun in the singular counts nobody: one who tells of it, or a rank of those just counted."""
    if _CITED.search(flat.text, max(one.start, match.start() - 24), match.start()) is not None:
        return True
    low = max(one.start, match.start() - 44)
    return match[0].startswith("و") and _ALL_RANKS.search(flat.text, low, match.start()) is not None


def _one_of(flat: Flat, one: Sentence, match: re.Match[str]) -> re.Match[str] | None:
    return _ONE_OF.search(flat.text, max(one.start, match.start() - 8), match.start())


def _done_by(flat: Flat, words: str, at: int) -> bool:
    """Say whether only who did it stands between a deed and "one of": "the arrest by the police of one of"."""
    if _DEED.fullmatch(words.strip()) is None:
        return False
    low = flat.text.rfind(words, max(0, at - 60), at) + len(words)
    return _DOER.fullmatch(flat.text, low, at) is not None


def _follows_people(flat: Flat, one: Sentence, at: int, table: Lexicon) -> bool:
    """Say whether the word right before a place is one of people: "three dead and one missing"."""
    last = _LAST.search(flat.text, max(one.start, at - 24), at)
    before = None if last is None else read_word(last[1], table.people)
    return before is not None and not before.definite and before.form.state is not None


def _women(flat: Flat, one: Sentence, table: Lexicon) -> list[Told]:
    out = []
    for sitt in _SITT.finditer(flat.text, one.start, one.end):
        at = sitt.start("who")
        near = before_it(flat, max(one.start, at - 60), at, table, "ar")
        among = _AMONG.search(flat.text, max(one.start, at - 40), at) is not None
        if among or (near is not None and near[2] == 0):
            out.append(Told(at, sitt.end(), 1, {"group": "woman"}))
    return out


def _parents(flat: Flat, one: Sentence, table: Lexicon) -> list[Told]:
    """Find "a mother and her two children", since the word for a mother is that for "or" as well."""
    out = []
    for parent in _MOTHER.finditer(flat.text, one.start, one.end):
        near = before_it(flat, max(one.start, parent.start() - 60), parent.start("who"), table, "ar")
        if near is not None and near[2] <= 1:
            group = "woman" if parent["who"] == "ام" else "man"
            out.append(Told(parent.start("who"), parent.end(), 1, {"group": group}))
    return out


def _theirs(flat: Flat, one: Sentence, start: int, at: int, table: Lexicon, read: Read) -> bool:
    """Say whether "his two children", "and his wife" are told of: beside somebody counted, or right behind a verb."""
    if read.joined:
        last = _LAST.search(flat.text, max(one.start, start - 24), start)
        before = None if last is None else read_word(last[1], table.people)
        if last is not None and (last[1].lstrip("وفبل") in _PARENTS or before is not None):
            return True
    near = before_it(flat, max(one.start, at - 60), at, table, "ar")
    return near is not None and near[2] == 0


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
    if _EITHER.search(flat.text, max(one.start, at - 14), at) is not None:
        return None  # "fell, some killed and some wounded"
    known = read.definite or read.form.owned
    if not known and _AMONG.search(flat.text, max(one.start, at - 40), at) is not None:
        return {}
    said = None if read.definite else before_it(flat, max(one.start, at - 60), at, table, "ar")
    if said is not None and said[2] == 0:
        return {}
    if read.form.owned and read.joined and _theirs(flat, one, at, at, table, read):
        return {}
    if not known and read.joined and read.form.state is not None and _follows_people(flat, one, at, table):
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
