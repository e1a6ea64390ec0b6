"""Cut the names of groups out of Arabic text, where no capital shows where a name begins and ends.

A unit word opens a name. Behind it stand nouns that link on ("راية", "أسود"), then one proper noun or one with the
article, then adjectives with the article. A word that cannot be of a name ends it.
"""

import re
from typing import Final

from sightline.measure.text.claims.arabic_chains import (
    GOVERNING,
    TITLES,
    ends_chain,
    needs_noun,
    only_of_name,
    purpose,
)
from sightline.measure.text.claims.arabic_quoted import is_no_group
from sightline.measure.text.claims.arabic_roots import form_of
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_WORD: Final = re.compile(r"[\u0621-\u064a]+")
_MOST_WORDS: Final = 6
_FOUNDING: Final = "تشكيل"
"""Also "the founding of": what another unit word follows is no name of its own."""
_COUNCIL: Final = "مجلس"
"""A council is a group only by what it is called: "مجلس شورى ...", not "مجلس المحافظة"."""
_KUNYA: Final = ("ابو", "ابي", "ابا", "عبد", "بن", "ال")
_ADJECTIVE: Final = re.compile(r"ال\w+(?:ي|يه)")
_MEN_OF: Final = re.compile(r"م\w{3,}ي|\w?\wيادي")
"""Plurals that another noun follows: "مقاتلي", "صيادي"."""
_CIVIC: Final = frozenset("اتحاد رابطه فوج منظمه تجمع مجلس جماعه تشكيل".split())
_REBELS: Final = "ثوار"
_FIGHTERS: Final = frozenset("مقاتلو مقاتلي عناصر فصيل كتايب باسم قايد قياده وقايد ومقاتلو ومقاتلي".split())
"""Words before "ثوار" that make it the name of a group."""
_WING: Final = re.compile(
    r"(?<!\w)[وفبلك]?(?P<name>جناح (?:القايد |العميد |العقيد |الجنرال )"
    r"(?:(?:عبد|ابو|ابي|ابا) )?\w{3,} \w{3,})(?=[\s،.:؛])"
)
"""A wing that is called after who leads it."""
_PLURAL_HEAD: Final = re.compile(
    r"(?:كتايب|قوات|سرايا|الويه|وحدات|افواج|فصايل|صقور|اسود|نمور|رايات|طلايع|نسور|ذياب)"
)
_BEGUN: Final = frozenset(
    "تقدم تراجع تسلل تمكن توعد تعهد تبني تبنت تعرض تعرضت تحرك توجه توصل تصدي تكبد تلقي تسلم تشكل "
    "تاسس توسع تحالف تفكك "
    "تلاشي "
    "تخلي توقف تمركز تواصل تجاوز تحول تولي تشتت تدخل تسبب تنازل تعاون تفاوض تبادل تعرف تحت تابع تجاه "
    "تلك تاسست "
    "تشكلت تتبع تدعي تمت توحد تزعم تراس تنفي تقول تؤكد توكد تعلن".split()
)
"""Words with that first letter that open what a group did, whatever its gender."""


_WITH_PRONOUN: Final = re.compile(r"(?:عن|من|الي|علي|ل|ب|مع|في|ضد)(?:ه|ها|هم|هما)|منذ")
_BARE_KINDS: Final = frozenset("تشكيل تجمع تنظيم تحالف مجلس فوج اتحاد حزب تيار".split())


def arabic_names(flat: Flat, one: Sentence, table: Lexicon) -> list[tuple[str, int, int]]:
    """Find the names of groups in one sentence: name, start and end in the plain text."""
    row = list(_WORD.finditer(flat.text, one.start, one.end))
    found: list[tuple[str, int, int]] = []
    i = 0
    while i < len(row):
        under = i > 0 and row[i - 1][0].removeprefix("و") == "تحت"
        opened = None if under else _opens(row[i][0], table)
        if opened is None and row[i][0] == _REBELS and i > 0 and row[i - 1][0] in _FIGHTERS:
            opened = 0, False, False
        if opened is None:
            i += 1
            continue
        cut, definite, joined = opened
        if row[i][0][cut:] == _FOUNDING and i + 1 < len(row) and _opens(row[i + 1][0], table) is not None:
            i += 1
            continue
        if row[i][0][cut:] == _COUNCIL and _military(flat, row, i) is not None:
            last = _military(flat, row, i) or i
            found.append(
                (flat.plain[row[i].start() + cut : row[last].end()], row[i].start() + cut, row[last].end())
            )
            i = last + 1
            continue
        if row[i][0][cut:] == _COUNCIL and (
            i + 1 == len(row)
            or row[i + 1][0] not in table.sets["actors.links"] | table.sets["actors.council_of"]
        ):
            i += 1
            continue
        j = _goes_to(flat, row, i, table, cut, definite=definite)
        if j == i + 1:
            i += 1
            continue
        start, end = row[i].start() + cut, row[j - 1].end()
        lead = "ال" if joined else ""
        start = start + 1 if joined else start
        found.append((lead + flat.plain[start:end], start, end))
        i = j
    wings = [
        (flat.plain[slice(*m.span("name"))], *m.span("name"))
        for m in _WING.finditer(flat.text, one.start, one.end)
    ]
    found = [n for n in found if not is_no_group(flat.text, one.start, n[1])]
    return [*_branches(flat, found), *wings]


def _military(flat: Flat, row: list[re.Match[str]], i: int) -> int | None:
    """Give the last word of "مجلس ... العسكري"."""
    for j in range(i + 1, min(len(row), i + 4)):
        if flat.text[row[j - 1].end() : row[j].start()].strip() != "":
            return None
        if row[j][0] == "العسكري":
            return j if j > i + 1 else None
    return None


def _branches(flat: Flat, found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Read "المجلس العسكري لدرع الغرب" as one name: an office with the article, then whose it is."""
    out: list[tuple[str, int, int]] = []
    for name, start, end in found:
        before = out[-1] if out else None
        if (
            before is not None
            and flat.text[before[2] : start] == " ل"
            and flat.text[before[1] : before[2]].startswith(("المجلس ", "المكتب ", "القياده "))
        ):
            out[-1] = (flat.plain[before[1] : end], before[1], end)
            continue
        out.append((name, start, end))
    return out


def _opens(word: str, table: Lexicon) -> tuple[int, bool, bool] | None:
    """Say whether a word opens a name: how many letters before it are not of it, whether it has the article, and
    whether "li" swallowed the first letter of the article.
    """
    units, definite = table.sets["actors.units"], table.sets["actors.definite"]
    for cut in range(min(3, len(word))):
        if cut and word[cut - 1] not in "وفبلك":
            break
        rest = word[cut:]
        if rest in units:
            return cut, False, False
        if rest in definite:
            return cut, True, False
        if rest.startswith("لل") and rest[1:] in units:
            return cut + 1, False, False
        if rest.startswith("لل") and f"ال{rest[2:]}" in definite:
            return cut + 1, True, True
    return None


def _goes_to(
    flat: Flat, row: list[re.Match[str]], i: int, table: Lexicon, cut: int, *, definite: bool
) -> int:
    """Give the index behind the last word of the name that opens at ``i``; ``i + 1`` where none follows."""
    stops, links = table.sets["actors.not_next"], table.sets["actors.links"] | table.sets["actors.units"]
    head = row[i][0][cut:]
    j, closed = i + 1, definite
    while j < len(row) and j - i < _MOST_WORDS:
        between = flat.text[row[j - 1].end() : row[j].start()]
        word = row[j][0]
        if j == i + 1 and word.startswith("ل") and _opens(word[1:], table) is not None:
            break
        if between.strip() != "" or word in stops or word in table.numbers or len(word) < 2:
            break
        if j == i + 1 and head in _CIVIC and word in table.sets["actors.civic"]:
            break
        if closed and word in ("بن", "ابن") and j + 1 < len(row):
            closed = False
        elif closed:
            more = (
                _is_adjective(word, table)
                or only_of_name(row, i, j, cut, table)
                or (not definite and _of_the_name(row, j, head, table))
            )
            if not (more or ends_chain(row, i, j, table) or purpose(row, j, head, table)):
                break
        elif _titled(word) and j + 1 < len(row) and not row[j + 1][0].startswith("ال"):
            pass
        elif word.startswith("ال"):
            closed = True
        elif (
            word in _KUNYA
            or (word in GOVERNING and j + 1 < len(row) and row[j + 1][0] not in stops)
            or (word in links and not _is_adjective(word, table))
            or (_MEN_OF.fullmatch(word) is not None and j + 1 < len(row) and row[j + 1][0] not in stops)
        ):
            pass
        elif _may_be_proper(word, head, table) or needs_noun(row, i, j):
            closed = True
        else:
            break
        j += 1
    # "حركة العدل والمساواة": two ideas that one group is called after
    last = row[j].group() if j < len(row) else ""
    if (
        j > i + 1
        and row[j - 1][0].startswith("ال")
        and last[:1] == "و"
        and last[1:] in table.sets["actors.and_words"]
    ):
        j += 1
    return j


def _is_adjective(word: str, table: Lexicon) -> bool:
    return word.startswith("ال") and (
        _ADJECTIVE.fullmatch(word) is not None or word in table.sets["actors.adjectives"]
    )


def _of_the_name(row: list[re.Match[str]], j: int, head: str, table: Lexicon) -> bool:
    """Say whether "الجديد" is of the name: it agrees with the word before it and not with the unit word."""
    word = row[j][0]
    if word not in table.sets["actors.loose"] or not row[j - 1][0].startswith("ال"):
        return False
    feminine = word.endswith("ه")
    return feminine == row[j - 1][0].endswith("ه") and feminine != _is_feminine(head)


def _is_feminine(head: str) -> bool:
    return head.endswith("ه") or _PLURAL_HEAD.fullmatch(head) is not None


def _may_be_proper(word: str, head: str, table: Lexicon) -> bool:
    form = form_of(word)
    if _WITH_PRONOUN.fullmatch(word) or (
        form is not None and form[0].part in ("verb", "participle") and len(word) > 3
    ):
        return False
    if len(word) < 3 or table.patterns["speech.affirmed"].fullmatch(word) is not None:
        return False
    if head in _BARE_KINDS and len(word) > 4 and word.endswith("ي"):
        return False  # "تشكيل محلي": an adjective
    if word[0] not in "يت" or (word.endswith("ه") and len(word) < 6):
        return not (word.endswith("يه") and len(word) > 4)
    if word in table.sets["actors.first_names"]:
        return True
    # a verb would agree with the unit word, and "لواء" does not go with "ت..."
    return (
        not _is_feminine(head)
        and word[0] == "ت"
        and word not in _BEGUN
        and len(word) < 6
        and not word.endswith(("ت", "وا", "ون"))
    )


def _titled(word: str) -> bool:
    return word in TITLES
