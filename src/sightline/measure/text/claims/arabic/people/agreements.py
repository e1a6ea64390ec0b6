"""Read the name of an agreement, a truce or a charter in an Arabic clause, with the words that say which."""

import re
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import PREPOSITIONS, RELATIVE
from sightline.measure.text.claims.arabic.clauses.roots import form_of
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, SIGN, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named

THING: Final = re.compile(
    r"(?P<lead>[وف]?(?:ب|ل|لل)?)(?P<noun>(?:ال)?(?:اتفاق|اتفاقيه|ميثاق|هدنه|وثيقه|مذكره|بروتوكول|عهد|اعلان|ورقه|معاهده|"
    r"صلح|مصالحه|تسويه|تفاهم|تفاهمات|صك|بيان|عقد|وقف|خارطه|ميثاقيه)ا?)"
)
_NEEDS: Final = {
    "وقف": frozenset(("اطلاق", "لاطلاق", "للاطلاق")),
    "وقفا": frozenset(("لاطلاق", "اطلاق")),
    "عقد": frozenset(("صلح", "شراكه", "تحالف", "اجتماعي")),
    "اعلان": frozenset(("مبادي", "سلام", "نوايا", "مشترك", "المبادي", "جده", "القاهره", "طرابلس")),
}
"""Words that are an agreement only before some others."""
_OF_WHAT: Final = frozenset(
    "سلام صلح شرف تفاهم هدنه مبادي نوايا مصالحه تهديه تهدءه تسويه تعاون تبادل اندماج وقف تحالف عدم استسلام شراكه "
    "دفاع تنسيق توحيد تعايش تحييد تجنيب تقاسم ترسيم حسن عمل طريق اطلاق تسليم تصالح ترتيبات توافق تكامل خفض "
    "فض فك اخلاء".split()
)
_FOR: Final = frozenset("مسانده دعم تاييد ولاء انضمام مبايعه".split())
_FIXED: Final = {
    "وقف": ("اطلاق", "النار"),
    "لوقف": ("اطلاق", "النار"),
    "اطلاق": ("النار", ""),
    "لاطلاق": ("النار", ""),
    "عدم": ("اعتداء", ""),
    "تبادل": ("اسري", ""),
    "لتبادل": ("الاسري", ""),
    "حسن": ("جوار", ""),
    "عمل": ("مشترك", ""),
}
_NOT_WHICH: Final = frozenset(
    "اول اخر بعد قبل جديد مع بين برعايه بوساطه باشراف بحضور امس اليوم يوم مساء صباح منذ خلال حول بشان بموجب "
    "الذي التي الان امام لمده مدته مدتها تحت وسط فيما كما حيث او ثم الاسبوع الشهر الاحد الاثنين الثلاثاء الاربعاء "
    "الخميس الجمعه السبت الماضي فجر ليل عصر بوساطه بضمانه بتاريخ غير كان كانت قد لم لا هو هي عقب اثر عبر بخصوص".split()
)
_NO_PURPOSE: Final = re.compile(r"ل(?:مده|كن|م|ن|ا|ان|انه|دي|ها|ه|هم|يس|قاء|صالح|حين|ليله|احقا|مصلحه)?")


def thing_at(clause: Clause, j: int) -> tuple[Named, int, bool] | None:
    """Give the thing signed that is named right there, the index behind it, and whether words say which it is."""
    tokens = clause.tokens
    if j + 1 < len(tokens) and tokens[j].text == "و" and tokens[j + 1].text == "رقه":
        k = _which(clause, j + 2, "ورقه")  # no town: "ورقة صلح"
        start, end = tokens[j].start, tokens[k - 1].end
        return Named(clause.scene.flat.plain[start:end], start, end, "thing"), k, k > j + 2
    if j >= len(tokens) or tokens[j].kind != WORD:
        return None
    m = THING.fullmatch(tokens[j].text)
    if m is None:
        return None
    noun = m["noun"]
    needs = _NEEDS.get(noun)
    if needs is not None and not (j + 1 < len(tokens) and tokens[j + 1].text in needs):
        return None
    k = _which(clause, j + 1, noun)
    start, end = tokens[j].start + m.start("noun"), tokens[k - 1].end
    return Named(clause.scene.flat.plain[start:end], start, end, "thing"), k, k > j + 1


def _which(clause: Clause, k: int, noun: str) -> int:
    """Step over the words that say which agreement it is."""
    tokens = clause.tokens
    if noun.startswith("ال"):
        while k < len(tokens) and _adjective(clause, k):
            k += 1
        return k
    open_ = noun.endswith("ا") and not noun.endswith("يا")  # "اتفاقا": nothing stands in a construct with it
    if (k < len(tokens) and tokens[k].text in _FIXED) or (k < len(tokens) and tokens[k].text in _OF_WHAT):
        k = _fixed(clause, k)
    elif k < len(tokens) and tokens[k].text in _FOR:
        k += 1
        if k < len(tokens) and tokens[k].text.startswith("لل"):
            k += 1
    elif (not open_ and _says_which(clause, k)) or (
        open_
        and k < len(tokens)
        and tokens[k].kind == WORD
        and re.fullmatch(r"(?!ال)\w{3,}يا|موقتا|مشتركا", tokens[k].text)
    ):
        k += 1
    if open_ and k < len(tokens) and tokens[k].kind == WORD and _purpose(tokens[k].text):
        return (
            _fixed(clause, k)
            if tokens[k].text in _FIXED
            else k
            + 1
            + (
                not tokens[k].text.startswith("لل")
                and k + 1 < len(tokens)
                and tokens[k + 1].text.startswith("ال")
            )
        )
    while k < len(tokens) and tokens[k - 1].text.startswith(("ال", "لل")) and _adjective(clause, k):
        k += 1
    return k


def _fixed(clause: Clause, k: int) -> int:
    tokens, more = clause.tokens, _FIXED.get(clause.tokens[k].text, ())
    k += 1
    if not more and k < len(tokens) and tokens[k].text.startswith("ال") and not clause.light(tokens[k].text):
        return k + (tokens[k].kind == WORD and tokens[k].text not in RELATIVE | _NOT_WHICH)
    for word in more:
        if word and k < len(tokens) and tokens[k].text in (word, word.removeprefix("ال")):
            k += 1
    return k


def _purpose(text: str) -> bool:
    return (
        text.startswith("ل")
        and len(text) > 4
        and _NO_PURPOSE.fullmatch(text) is None
        and text not in PREPOSITIONS
    )


def _adjective(clause: Clause, k: int) -> bool:
    text = clause.tokens[k].text
    return (
        clause.tokens[k].kind == WORD
        and text.startswith("ال")
        and text.endswith(("ي", "يه"))
        and text not in RELATIVE | _NOT_WHICH
        and not clause.light(text)
    )


def _says_which(clause: Clause, k: int) -> bool:
    """Say whether a word stands in a construct with the noun, or is an adjective of it: a place, "السلم", "إنسانية"."""
    token = clause.tokens[k] if k < len(clause.tokens) else None
    if token is None or token.kind in (GROUP, SIGN):
        return False
    if token.kind == PLACE:
        return True
    text = token.text
    if text in PREPOSITIONS | RELATIVE | _NOT_WHICH or clause.light(text) or len(text) < 3 or text.isdigit():
        return False
    if text.startswith("ال"):
        return True
    behind = clause.tokens[k + 1] if k + 1 < len(clause.tokens) else None
    if text[0] == "و" and len(text) > 5 and text[1:3] != "ال" and (behind is None or behind.kind == SIGN):
        return THING.fullmatch(text) is None and form_of(text) is None  # "اتفاق واغادوغو."
    if text[0] in "يتوفل" or form_of(text) is not None or text.endswith(("ها", "هم", "وا", "ته")):
        return False
    return not (text[0] in "بكس" and (len(text) < 5 or text[1:3] == "ال"))
