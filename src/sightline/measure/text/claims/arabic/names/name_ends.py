"""Say where the name of an Arabic group ends that a unit word opens.

Behind the unit word stand nouns that link on, then one proper noun or one with the article, then adjectives with the
article; or the name of a person. A word that cannot be of a name ends it.
"""

import re
from typing import Final

from sightline.measure.text.claims.arabic.clauses.roots import form_of
from sightline.measure.text.claims.arabic.names.adjectives import is_adjective_of
from sightline.measure.text.claims.arabic.names.chains import (
    GOVERNING,
    TITLES,
    ends_chain,
    needs_noun,
    only_of_name,
    purpose,
)
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon

_MOST_WORDS: Final = 6
KUNYA: Final = (
    "ابو",
    "ابي",
    "ابا",
    "عبد",
    "بن",
    "ال",
    "سيدي",
    "مولاي",
    "ولد",
    "اغ",
    "بو",
    "تل",
    "دير",
    "كفر",
)
_ADJECTIVE: Final = re.compile(r"ال\w+(?:ي|يه)")
_MEN_OF: Final = re.compile(r"م\w{3,}ي|\w?\wيادي")
"""Plurals that another noun follows: "مقاتلي", "صيادي"."""
_CIVIC: Final = frozenset("خليه حلف غرفه اتحاد رابطه فوج منظمه تجمع مجلس جماعه تشكيل".split())
_BYNAMES: Final = frozenset(
    "الفاروق المختار الكرار الحسين المصطفي المجتبي القعقاع الفاتح الشهيد الكاظم الرضا الصديق الامين".split()
)
"""Bynames behind a first name: "كتائب عمر الفاروق"."""
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
_NAMED_SO: Final = frozenset("نفسها نفسه باسم اسم اسمها اسمه يدعي تدعي تسمي يسمي سمي سميت مسمي".split())
_WITH_PRONOUN: Final = re.compile(r"(?:عن|من|الي|علي|ل|ب|مع|في|ضد)(?:ه|ها|هم|هما)|منذ")
_BARE_KINDS: Final = frozenset("تشكيل تجمع تنظيم تحالف مجلس فوج اتحاد حزب تيار".split())


def opens(word: str, table: Lexicon) -> tuple[int, bool, bool] | None:
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


def goes_to(flat: Flat, row: list[re.Match[str]], i: int, table: Lexicon, cut: int, *, definite: bool) -> int:
    """Give the index behind the last word of the name that opens at ``i``; ``i + 1`` where none follows."""
    stops, links = table.sets["actors.not_next"], table.sets["actors.links"] | table.sets["actors.units"]
    head = row[i][0][cut:]
    j, closed = i + 1, definite
    while j < len(row) and j - i < _MOST_WORDS:
        between = flat.text[row[j - 1].end() : row[j].start()]
        word = row[j][0]
        if between != " " or _stands_apart(row, i, j, table, cut, closed=closed):
            break
        if closed and word in ("بن", "ابن") and j + 1 < len(row):
            closed = False
        elif closed:
            if not _goes_with(flat, row, i, j, table, cut, definite=definite):
                break
        elif _titled(word) and j + 1 < len(row) and not row[j + 1][0].startswith("ال"):
            pass
        elif word.startswith("ال"):
            closed = True
        elif (
            word in KUNYA
            or (word in GOVERNING and j + 1 < len(row) and row[j + 1][0] not in stops)
            or (word in links and not _is_adjective(word, table))
            or (_MEN_OF.fullmatch(word) is not None and j + 1 < len(row) and row[j + 1][0] not in stops)
        ):
            pass
        elif _may_be_proper(word, head, table) or needs_noun(row, i, j) or _must_follow(row, i, j, links):
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


def _stands_apart(
    row: list[re.Match[str]], i: int, j: int, table: Lexicon, cut: int, *, closed: bool
) -> bool:
    """Say whether a word cannot be of the name, whatever stands before it."""
    word, head = row[j][0], row[i][0][cut:]
    links = table.sets["actors.links"] | table.sets["actors.units"]
    if word in table.sets["actors.not_next"] or word in table.numbers or len(word) < 2:
        return True
    if j == i + 1 and word.startswith("ل") and opens(word[1:], table) is not None:
        return True
    if closed and word in TITLES:
        return True  # "اللواء العميد ...", "لواء الفجر العميد ...": who leads it
    if word[0] == "ك" and word[1:] in links:
        return True  # "كتائب كفجر ...": such as
    return j == i + 1 and head in _CIVIC and word in table.sets["actors.civic"]


def _goes_with(
    flat: Flat, row: list[re.Match[str]], i: int, j: int, table: Lexicon, cut: int, *, definite: bool
) -> bool:
    """Say whether a word goes on with a name whose proper noun stands already."""
    word, head = row[j][0], row[i][0][cut:]
    return (
        _is_adjective(word, table)
        or only_of_name(row, i, j, cut, table)
        or (not definite and _of_the_name(row, j, head, table))
        or _goes_on(row, j, head, table)
        or _family_name(row, i, j, table)
        or _ends_in_ta(flat, row, i, j, table)
        or (word in table.sets["actors.loose"] and i > 0 and row[i - 1][0] in _NAMED_SO)
        or _second_name(flat, row, i, j, table)
        or ends_chain(row, i, j, table)
        or purpose(row, j, head, table)
    )


def _must_follow(row: list[re.Match[str]], i: int, j: int, links: frozenset[str]) -> bool:
    """Say whether a noun must follow the word before: "حركة وحدة تيمترين"."""
    word, before = row[j][0], row[j - 1][0]
    if j == i + 1 or before not in links or len(word) < 4 or word[0] in "وفبل":
        return False
    return form_of(word) is None and not word.endswith(("ا", "ت"))


def _is_adjective(word: str, table: Lexicon) -> bool:
    return word.startswith("ال") and (
        _ADJECTIVE.fullmatch(word) is not None or word in table.sets["actors.adjectives"]
    )


def _goes_on(row: list[re.Match[str]], j: int, head: str, table: Lexicon) -> bool:
    before, word = row[j - 1][0], row[j][0]
    if not before.startswith("ال") or word in table.sets["actors.loose"]:
        return False
    return is_adjective_of(word, before, head, table)


def _ends_in_ta(flat: Flat, row: list[re.Match[str]], i: int, j: int, table: Lexicon) -> bool:
    """Say whether a proper noun closes the name: "لواء نصر تهامة". Written with its own last letter it is no verb."""
    word, before = row[j][0], row[j - 1][0]
    written = flat.plain[row[j].end() - 1]
    return (
        written == "ة"
        and len(word) > 4
        and not before.startswith("ال")
        and not before.endswith("ه")
        and before not in table.sets["actors.first_names"]
        and j == i + 2
        and form_of(word) is None
        and word[0] not in "بول"
        and not word.endswith(("يه", "له", "يره"))
    )


def _second_name(flat: Flat, row: list[re.Match[str]], i: int, j: int, table: Lexicon) -> bool:
    """Say whether a word is the second name of a person that a title tells: "كتيبة الشهيد فتحي قجام،"."""
    word, first, title = row[j][0], row[j - 1][0], row[j - 2][0] if j - 2 > i else ""
    closes = re.match(r'[،.؛:)"\]]', flat.text[row[j].end() : row[j].end() + 1]) is not None
    return (
        closes
        and title in TITLES
        and first in table.sets["actors.first_names"]
        and not word.startswith("ال")
        and form_of(word) is None
    )


def _family_name(row: list[re.Match[str]], i: int, j: int, table: Lexicon) -> bool:
    """Say whether a word closes the name of a person: "جماعة أبو خالد الدغيم", "كتيبة الشهيد أنس الحاتم"."""
    word, first, before = row[j][0], row[j - 1][0], row[j - 2][0] if j - 2 > i else ""
    if not word.startswith("ال") or len(word) < 5 or first.startswith("ال"):
        return False
    if j == i + 2 and first in table.sets["actors.first_names"]:
        return word in _BYNAMES
    return (before in KUNYA[:3] or (before in TITLES and first in table.sets["actors.first_names"])) and (
        word not in table.sets["actors.not_next"] and form_of(word) is None
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
    if word.endswith("وا") and len(word) > 4:
        return False
    if head in _BARE_KINDS and len(word) > 4 and word.endswith(("ي", "ه")):
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
