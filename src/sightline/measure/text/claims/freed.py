"""Tell numbers beside words of people that count nobody harmed: ages, one of those who speak, those who came free."""

import re
from typing import Final

from sightline.measure.text.claims.arabic.figures.people import read_word
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_AGED: Final = re.compile(
    r"\b(?:aged?|ages|between the ages of)\s(?:between\s|from\s)?(?:[\w-]+(?:,|\sand|\sto|\sor)\s(?:and\s)?){0,6}$"
)
_AGE_ENDS: Final = re.compile(r"\"?\s?(?:[.,;:)]|$|(?:and|or|to)\b)")
_RELEASED: Final = re.compile(
    r"[^.;:]{0,50}\b(?:and|but|then)\s(?:was |were |later |then |since )?(?:released|freed|let go)\b"
)
_YOUNG: Final = re.compile(
    r"\b(?:children|child|boys|girls|minors|kids|those|men|women|youths|anyone|everyone|babies)\s$"
)
_BOUND: Final = re.compile(r"(?:under|over|below|above|younger than|older than)\s")
_OLD: Final = re.compile(
    r"-(?:year|month|week|day)s?-old\b|\s(?:years?|months?|weeks?|days?)[ -](?:old|of age)\b|\sعام(?:ا)? من عمر"
)
_SPEAKS: Final = re.compile(
    r"\s(?:of (?:them|whom|these|those|the (?:dead|wounded|injured|victims|survivors|detainees|prisoners|men|women)))"
    r"(?:\s\w+){0,2}?\s(?:said|says|told|tells|recalled|recounted|described|explained|added|claimed)\b"
    r"(?! (?:that )?they (?:had|have|were|was))"
)
_ONE_OF: Final = re.compile(
    r"\s(?:of the|of those) (?:dead|wounded|injured|killed|victims|detainees|missing|attackers),"
)
_LONE: Final = re.compile(r"\sof (?:them|these)\s?(?:[.;]|$)")
_FOR_LONE: Final = re.compile(
    r"\b(?:kill\w*|wound\w*|injur\w*|arrest\w*|detain\w*|abduct\w*|kidnap\w*|execut\w*|shot|captur\w*|hurt\w*|"
    r"includ\w*|among|"
    r"lost|losing|murder\w*|behead\w*|hang\w*)\s(?:at least\s)?$"
)
_CAME_FREE: Final = re.compile(
    r"(?:\s(?!(?:and|were|was|but|while|who)\b)[\w'-]+){0,4}?\s(?:(?:have|had|has)\s(?:since\s|now\s)?been|were|"
    r"was|are|is)\s(?:\w+ly\s|later\s|since\s|also\s|then\s|already\s)?"
    r"(?:freed|released|let go|rescued|exchanged|unharmed|unhurt|safe|found alive|pulled out alive|set free|"
    r"spared|acquitted)\b"
)
_LET_GO: Final = re.compile(
    r"(?:\s(?!و)\w+){0,3}?\s(?:اطلق سراحهم|افرج عنهم|اخلي سبيلهم|نجوا|نجا|عادوا|افرج عنه|افرج عنها|اطلق سراحه)(?!\w)"
)
_TELLS: Final = re.compile(r"(?<!\w)[وف]?(?:تحدث|قال|روي|ذكر|افاد|اكد|اضاف|اوضح|حكي|شهد)ت?\s$")
_KIN_OF: Final = re.compile(r"\sمن\s(?:ذوي|اقارب|عايلات|اسر)\s")
_WHO_IS: Final = re.compile(
    r"[وف]?احد(?:هم|هما|اهن|اهما)\s(?:هو\s)?(?:عضو|قايد|القايد|المسوول|مسوول|امير|المدعو|قيادي|يدعي)(?!\w)"
)
_THEY_ARE: Final = re.compile(r"(?<!\w)(?:[وفبل]?انهما|[وف]?هما|[وف]?كانا|[وف]?كلاهما)\s$")
_DEFINITE: Final = re.compile(r"(?<!\w)[وف]?[بل]?(?P<noun>ال\w{3,})\s$")
_LAST_OF: Final = re.compile(
    r"اخر\s(?!(?:في|من|بين|علي|الي|اثر|جراء|عن|قرب|داخل|خارج|خلال|بعد|قبل|مساء|صباح|فجر|ليل|امس|اليوم|عند|كان|لدي|منذ|"
    r"نتيجه|بسبب|اثناء|وسط|غرب|شرق|شمال|جنوب|مع|عندما|حين|عقب|بينما|فيما|كما|ثم|حسب|وفق|لا|لم|لقي|قضي|توفي|استشهد|"
    r"اصيب|مدني|مجهول|مسلح|مصاب|قتيل|جريح)(?!\w)|[وبلف]\w)\w{3,}"
)
"""The last of some things ("the last pockets"), which is written as "another" is."""
_ANOTHER_THING: Final = re.compile(
    r"(?<!\w)[وفبل]?(?:خبر|سياق|حادث|هجوم|مكان|جانب|تطور|وقت|يوم|شهر|انفجار|موقع|بيان|حي|مصدر|تصريح|اتجاه|قصف|كمين|اشتباك|"
    r"تفجير|صعيد|محور|منزل|طريق|مسلك)ا?\sاخر$"
)
"""Another event, place or source: nobody is told of."""
_LOST: Final = re.compile(r"(?<!\w)[وف]?فقدت?\s$")
_LOST_THING: Final = re.compile(
    r"(?:\s\w+){0,3}?\s(?:ال)?(?:سيطره|اتصال|جزء|كثير|معظم|بعض|نفوذ|مكان|منصب|موقع|ثق|قدر|وعي|اعصاب|حق|سلط|صلاحي|مقعد|ولاء|"
    r"تاييد|دعم|شعبي|عمل|وظيف|منزل|بيت|مال|ممتلك|هاتف)\w*(?!\w)"
)
_ONLY: Final = re.compile(
    r"(?<!\w)[وف]?(?:لم|لن|ما)\s(?:يعد|يرجع|ينج|ينجو|عاد|رجع|نجا|يبق|يبقي|بقي|يتبق)(?!\w)[^.؛:،]{0,40}(?:سوي|"
    r"الا|غير)\s$"
)


_OF_YEARS: Final = re.compile(
    r"\b(?:girl|boy|child|baby|toddler|man|woman|son|daughter|youth|lad)\sof\s$", re.IGNORECASE
)
"""Before an age: "a girl of nine"."""


def counts_nobody(flat: Flat, one: Sentence, start: int, end: int, best: int | None, table: Lexicon) -> bool:
    """Say whether a number is an age, one who only speaks, or of those who came free.

    :param start: where the number begins, with the words that bound it
    :param end: where it ends
    :param best: the number, None where it is only bounded
    """
    text = flat.text
    if one.language == "ar":
        return (
            _LET_GO.match(text, end, one.end) is not None
            or _ONLY.search(text, max(one.start, start - 70), start) is not None
            or _TELLS.search(text, max(one.start, start - 14), start) is not None
            or _KIN_OF.match(text, end, one.end) is not None
            or _WHO_IS.match(text, start, one.end) is not None
            or _THEY_ARE.search(text, max(one.start, start - 14), start) is not None
            or _LAST_OF.match(text, start, one.end) is not None
            or _ANOTHER_THING.search(text, max(one.start, start - 12), min(one.end, start + 3)) is not None
            or _lost_something(flat, one, start, end, best)
            or _of_things(flat, one, start, table)
        )
    if (
        _AGED.search(text, max(one.start, start - 60), start) is not None
        and _AGE_ENDS.match(text, end, one.end) is not None
    ) or _OLD.match(text, end, one.end) is not None:
        return True
    if (
        _BOUND.match(text, start) is not None
        and _YOUNG.search(text, max(one.start, start - 12), start) is not None
    ):
        return True
    if _SPEAKS.match(text, end, one.end) is not None or _CAME_FREE.match(text, end, one.end) is not None:
        return True
    if best is not None and _OF_YEARS.search(text, max(one.start, start - 20), start) is not None:
        return True
    if best != 1:
        return False
    if text.startswith(("his ", "her ", "their "), start) and _RELEASED.match(text, end, one.end) is not None:
        return True
    if _ONE_OF.match(text, end, one.end) is not None:
        return True
    return (
        _LONE.match(text, end, one.end) is not None
        and _FOR_LONE.search(text, max(one.start, start - 24), start) is None
    )


def _lost_something(flat: Flat, one: Sentence, start: int, end: int, best: int | None) -> bool:
    """Say whether it is told what a single person lost, written as "went missing": "its head lost some influence"."""
    if best != 1 or _LOST.search(flat.text, max(one.start, start - 8), start) is None:
        return False
    return _LOST_THING.match(flat.text, end, one.end) is not None


def _of_things(flat: Flat, one: Sentence, start: int, table: Lexicon) -> bool:
    """Say whether a number with the article tells how many the noun before it are: "the seven factions"."""
    if not flat.text.startswith("ال", start):
        return False
    noun = _DEFINITE.search(flat.text, max(one.start, start - 24), start)
    return (
        noun is not None and read_word(noun["noun"], table.people) is None and noun["noun"].endswith(_PLURALS)
    )


_PLURALS: Final = (
    "ات",
    "ايل",
    "ري",
    "دن",
    "اطق",
    "واقع",
    "قاط",
    "ام",
    "اع",
    "يال",
    "ايب",
    "اور",
    "ابيع",
    "هر",
    "اب",
    "راد",
    "ازل",
)
"""Ends of plurals of things: factions, villages, towns, days, weeks, fronts, groups."""
