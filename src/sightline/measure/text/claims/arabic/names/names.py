"""Cut the names of groups out of Arabic text, where no capital shows where a name begins and ends.

A unit word opens a name. Behind it stand nouns that link on ("راية", "أسود"), then one proper noun or one with the
article, then adjectives with the article. A word that cannot be of a name ends it.
"""

import re
from typing import Final

from sightline.measure.text.claims.arabic.names.name_ends import KUNYA, goes_to, opens
from sightline.measure.text.claims.arabic.names.quoted import is_no_group
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_WORD: Final = re.compile(r"[\u0621-\u064a]+")
_FOUNDING: Final = "تشكيل"
"""Also "the founding of": what another unit word follows is no name of its own."""
_COUNCIL: Final = "مجلس"
"""A council is a group only by what it is called: "مجلس شورى ...", not "مجلس المحافظة"."""
_REBELS: Final = "ثوار"
_FIGHTERS: Final = frozenset("مقاتلو مقاتلي عناصر فصيل كتايب باسم قايد قياده وقايد ومقاتلو ومقاتلي".split())
"""Words before "ثوار" that make it the name of a group."""
_WING: Final = re.compile(
    r"(?<!\w)[وفبلك]?(?P<name>جناح (?:القايد |العميد |العقيد |الجنرال )"
    r"(?:(?:عبد|ابو|ابي|ابا) )?\w{3,} \w{3,})(?=[\s،.:؛])"
)
"""A wing that is called after who leads it."""


_SAME_KIND: Final = frozenset(
    "كتيبه لواء سريه عصبه حركه فصيل فرقه كتايب الويه سرايا تنظيم تجمع فيلق جيش جبهه".split()
)
_SIGNS: Final = ("رايه", "رايات", "علم")
_RAISES: Final = frozenset(
    "رفع رفعت ترفع يرفع يرفعون رافعا رافعه رافعين حمل حملت تحمل يحمل انزل انزلت".split()
)
"""What is raised is a flag and not a group."""
_TROOPS: Final = frozenset("وحدات قطعات قطاعات ارتال رتل مفارز عناصر قوات قوه دوريات حواجز".split())
"""Words for some of a force, before its own name: "وحدات الجيش"."""


def arabic_names(flat: Flat, one: Sentence, table: Lexicon) -> list[tuple[str, int, int]]:
    """Find the names of groups in one sentence: name, start and end in the plain text."""
    row = list(_WORD.finditer(flat.text, one.start, one.end))
    found: list[tuple[str, int, int]] = []
    i = 0
    while i < len(row):
        under = i > 0 and row[i - 1][0].removeprefix("و") == "تحت"
        opened = None if under else opens(row[i][0], table)
        if opened is None and row[i][0] == _REBELS and i > 0 and row[i - 1][0] in _FIGHTERS:
            opened = 0, False, False
        if (
            opened is None
            and row[i][0].endswith("المجلس")
            and i + 1 < len(row)
            and row[i + 1][0] == "العسكري"
        ):
            opened = len(row[i][0]) - len("المجلس"), True, False
        if opened is None:
            i += 1
            continue
        cut, definite, joined = opened
        past = _no_name(flat, row, i, cut, table)
        if past:
            i += past
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
        j = goes_to(flat, row, i, table, cut, definite=definite)
        front = row[i][0] == "جبهه" and j == i + 2 and i > 0 and row[i - 1][0] in ("في", "علي")
        while j > i + 1 and (row[j - 1][0] in KUNYA or _joins(row[j - 1][0], table)):
            j -= 1  # nothing stands behind a word that something must follow
        if j == i + 1 or (front and not row[j - 1][0].startswith("ال")):
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


def _no_name(flat: Flat, row: list[re.Match[str]], i: int, cut: int, table: Lexicon) -> int:
    """Say how many words to pass, where the unit word that opens here opens no name of its own; 0 where it may."""
    head, last = row[i][0][cut:], i + 1 == len(row)
    behind = "" if last else row[i + 1][0]
    if head in _TROOPS and not last and _of_a_force(flat, row, i, table):
        return 1
    if head == "جماعه" and behind in _SAME_KIND:
        return 1
    if head == "جنود" and not behind.startswith("ال"):
        return 1
    if i and row[i - 1][0] == "يا":
        return 2
    if head in _SIGNS and any(r[0] in _RAISES for r in row[max(0, i - 2) : i]):
        return 1
    return 1 if head == _FOUNDING and not last and opens(behind, table) is not None else 0


def _joins(word: str, table: Lexicon) -> bool:
    """Say whether "وإصابة" was taken for a name: "and" with a noun of its own."""
    return (
        word[0] == "و"
        and word.endswith("ه")
        and len(word) > 5
        and word[1:] not in table.sets["actors.and_words"]
    )


def _of_a_force(flat: Flat, row: list[re.Match[str]], i: int, table: Lexicon) -> bool:
    """Say whether what follows "troops of" is an army or a group that has a name of its own."""
    word = row[i + 1][0]
    if flat.text[row[i].end() : row[i + 1].start()].strip() != "":
        return False
    if word.startswith("ل") and table.patterns["actors.known"].fullmatch(word[1:]) is not None:
        return True
    return word in (
        "الجيش",
        "الحركه",
        "الجماعه",
        "التنظيم",
        "الهييه",
        "الجبهه",
        "الفصيل",
        "اللواء",
        "الكتيبه",
    )


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
