"""Say whether one more word belongs to the name of an Arabic group: the chain of nouns after a unit word."""

import re
from typing import Final

from sightline.measure.text.claims.lexicon import Lexicon

GOVERNING: Final = frozenset(
    "ابناء شهداء انصار احرار رجال شباب اهل جند جنود حراس فرسان اسود صقور نسور فتيه حماه مجاهدي ثوار "
    "عشاير ابن بن درع حمايه تحرير نصره صقور سيوف رايات نجوم نسر سهام رماه نداء بشاير قبايل كتايب "
    "راس رواد صناديد ليوث مجد عز".split()
)
"""Plurals without the article that a noun follows."""
_OLD_NAMES: Final = frozenset("درعا حلب دمشق".split())
_WITH_PURPOSE: Final = frozenset(
    "جبهه حركه حزب مجلس جيش هييه اتحاد قياده تجمع ايتلاف تحالف لجنه الوطنيه".split()
)
_OF_IDEAS: Final = ("حركه", "جبهه", "جيش", "تجمع", "درع", "سرايا")
"""What is called after an idea and not after a person: "حركة غيث الشام"."""
_LEADS_TO: Final = frozenset("في من الي عن مع ضد".split())
_PEOPLE: Final = frozenset("ثوار تحرير ابناء شباب احرار عشاير قبايل مقاتلي انقاذ نصره".split())
_AIMS: Final = frozenset("جهاد مقاومه ديمقراطيه تغيير اصلاح عداله كرامه حوار سلام اسناد دعوه".split())


TITLES: Final = frozenset(
    "الشهيد القايد الشيخ الامام العقيد العميد النقيب الرايد الملازم الخليفه المقدم اللواء الفريق "
    "السلطان الملك الامير السيد الحاج الظاهر الدكتور المجاهد الزعيم الجنرال".split()
)
"""Words with the article that a name follows: "كتيبة الشهيد أنس"."""


def needs_noun(row: list[re.Match[str]], i: int, j: int) -> bool:
    """Say whether the word before is one that another noun must follow: "كتيبة أبناء ..."."""
    word = row[j][0]
    return j > i + 1 and row[j - 1][0] in GOVERNING and len(word) > 2 and word[-1:] != "ا"


def only_of_name(row: list[re.Match[str]], i: int, j: int, cut: int, table: Lexicon) -> bool:
    """Say whether a word with the article can only be of the name: behind a preposition no verb can take it."""
    word, before = row[j][0], row[i - 1][0] if i else ""
    led = (cut and row[i][0][cut - 1] in "لب") or before in _LEADS_TO
    return (
        bool(led)
        and word.startswith("ال")
        and len(word) > 4
        and row[j - 1][0].startswith("ال")
        and j == i + 2
        and _is_thing(word, table)
    )


def _is_thing(word: str, table: Lexicon) -> bool:
    return not (
        word in TITLES
        or word in table.sets["actors.short"]
        or word in table.sets["actors.definite"]
        or table.patterns["places"].fullmatch(word) is not None
        or table.patterns["holdings"].fullmatch(word) is not None
        or table.patterns["actors.parties"].fullmatch(word) is not None
        or table.patterns["actors.known"].fullmatch(word) is not None
    )


def ends_chain(row: list[re.Match[str]], i: int, j: int, table: Lexicon) -> bool:
    """Say whether a noun with the article closes a chain of nouns without one: "لواء رمال الشاطئ"."""
    word, before = row[j][0], row[j - 1][0]
    if not word.startswith("ال") or before.startswith("ال") or j == i + 1 or before in _OLD_NAMES:
        return False
    if before.removeprefix("ل") in GOVERNING:
        return True
    named = before in table.sets["actors.first_names"] and row[i][0] not in _OF_IDEAS
    if named or _may_not_govern(before):
        return False
    return _is_thing(word, table)


def _may_not_govern(word: str) -> bool:
    return len(word) < 3 or word[0] in "يت"


def purpose(row: list[re.Match[str]], j: int, head: str, table: Lexicon) -> bool:
    """Say whether "for ..." is of the name: "الجبهة الوطنية للإنقاذ", "حركة ... لتحرير ..."."""
    word = row[j][0]
    bare = head.removeprefix("ال")
    if bare not in _WITH_PURPOSE or not word.startswith("ل"):
        return False
    if word[1:] in _PEOPLE and j + 1 < len(row):
        return True
    aims = table.sets["actors.links"] | _AIMS
    return word.startswith("لل") and (word[2:] in aims or f"ال{word[2:]}" in table.sets["actors.and_words"])
