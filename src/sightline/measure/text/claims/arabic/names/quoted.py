"""Cut the names of Arabic groups that quotation marks or a number delimit: «أسود النهر», "الكتيبة 12 مشاة"."""

import re
from collections.abc import Iterable
from typing import Final

from sightline.measure.text.claims.arabic.names.chains import GOVERNING
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.sentences import Sentence

_QUOTE: Final = re.compile(r'"(?P<in>[^"\n.؛:!?؟]{3,60})"')
KIND: Final = (
    r"(?:كتيب|جماع|مجموع|حرك|سري|جبه|فرق|منظم|عصب|خلي|قو|غرف|هيي|صحو|كتل)ه|(?:مليشيا|ميليشيا|"
    r"ميليشيات|مليشيات)"
    r"|فصيل|تنظيم|لواء|تجمع|تشكيل|تحالف|ايتلاف|جيش|حزب|فيلق|فوج|حشد|اتحاد|مجلس|جهاز|تيار|حراك|"
    r"كتايب|سرايا|الويه|قوات|افواج|وحدات|فصايل"
)
"""Nouns that say what kind of group a name is of."""
_MEN: Final = r"ثوار|مقاتلي|مقاتلو|مسلحي|مسلحو|عناصر|رجال|شباب|جنود|قاده"
_LEAD: Final = re.compile(
    rf"(?<!\w)(?:[وفبلك]{{0,2}}(?:ال)?(?:(?P<kind>{KIND})(?: \w+(?:ه|يه)| عمليات)?|{_MEN})(?: لـ?)?"
    r"|(?:[يت]?سمي(?:ت)?|سموه|اسموه|[يت]سمون|[يت]دعي|[يت]عرف باسم|[يت]عرف ب|نفس(?:ه|ها|هم)|اسم|باسم|اسمها|اسمه))"
    r"(?: ما [يت]سمي| [يت]سمي| [يت]دعي| [يت]عرف باسم| [يت]طلق علي نفس(?:ه|ها))?\s(?:ب|اسم )?$"
)
_NO_GROUP: Final = re.compile(
    r"(?:ال)?(?:عمليه|معركه|حمله|اتفاق|اتفاقيه|صحيفه|وكاله|قناه|موقع|مرصد|شبكه|مركز|اذاعه|تلفزيون|"
    r"مشروع|موتمر|بيان|خطه|"
    r"ميثاق|وثيقه|مبادره|جريده|مجله|راديو|منصه|شركه|نادي|فريق|مهرجان|برنامج|مسلسل|بطوله|هدنه|غزوه|"
    r"قانون|حديقه|فندق|"
    r"شارع|طريق|مدرسه|جامعه|جمعيه|مستشفي|حاجز|معبر|مخيم|حي)(?!\w)"
)
_BEFORE: Final = re.compile(_NO_GROUP.pattern + r"\s(?:\w+\s)?(?:باسم\s)?$")
_LOOSE: Final = re.compile(
    r"(?<!\w)(?:في|من|علي|الي|عن|مع|ان|لا|لم|لن|الذي|التي|بعد|قبل|قد|كان|هو|هي|ليس|ما|او|كل|هذا|هذه|نحن|غير|"
    r"س?[نيت]\w{3,}(?:ون|ه|ها|هم)|تحت|ضد)(?!\w)"
)
"""Words of speech, not of a name."""
_HEAD: Final = re.compile(rf"{KIND}|ال(?:شباب|مقاومه|مرابطون|مجاهدون|انصار|فرسان|احرار|{KIND})|خلايا|كتيبه")
_KUNYA: Final = re.compile(r"(?:ابو|ابي|ابا)\s")
_UNIT: Final = r"(?:ال)?(?:لواء|فرقه|كتيبه|فوج|قوه|سريه|فيلق|جيش|قوه \w+|ميليشيات|مليشيات)"
_ORDINAL: Final = (
    r"ال(?:اولي|ثاني|ثانيه|ثالث|ثالثه|رابع|رابعه|خامس|خامسه|سادس|سادسه|سابع|سابعه|ثامن|ثامنه|تاسع|"
    r"تاسعه|عاشر|عاشره|حادي|"
    r"حاديه)"
)
_BRANCH: Final = (
    r"(?: (?:مشاه|قتال|ميكا|حرس حدود|دفاع جوي|عمالقه|معززه|مدرع|مدرعه|صاعقه|مظلات|مظليين|دبابات|"
    r"حدود|مدفعيه|اليه|كوماندوس|مغاوير|مهام خاصه|صحراوي|جبلي|بحري|جوي|قوات خاصه|"
    r"\w{2,} الله)(?!\w))?"
)
_MONTHS: Final = (
    r"(?: (?:يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|اذار|"
    r"نيسان|ايار|حزيران|تموز|شباط|"
    r"ايلول|تشرين)(?!\w))?"
)
_CALLED: Final = r"(?:(?!ال(?:سبت|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|شهر|عام)\s)ال\w{3,} (?=\d))?"
_NUMBERED: Final = re.compile(
    rf"(?<![\w])[وفبلك]?(?P<name>{_UNIT} {_CALLED}(?:\d{{1,3}}(?!\w){_MONTHS}|{_ORDINAL} عشره?(?!\w)|"
    rf"{_ORDINAL} (?:و(?:العشرين|الثلاثين|الاربعين|الخمسين|الستين))(?!\w)|(?:العشرون|العشرين|"
    rf"الثلاثون)(?!\w)|{_ORDINAL}(?!\w)(?= (?:مشاه|مدرع))){_BRANCH})"
)


def quoted_names(flat: Flat, one: Sentence, table: Lexicon) -> Iterable[tuple[str, int, int, str]]:
    """Give the names in quotation marks of one sentence, each with the noun before it that says of what kind it is."""
    heads = table.sets["actors.units"] | table.sets["actors.definite"] | table.sets["actors.links"]
    heads |= GOVERNING
    text = flat.text
    at = one.start
    while (m := _QUOTE.search(text, at, one.end)) is not None:
        inner, start, end = m["in"], *m.span("in")
        lead = _LEAD.search(text, max(one.start, start - 40), start - 1)
        words = inner.split()
        plain = (
            len(words) <= 5
            and inner == inner.strip()
            and _NO_GROUP.match(inner) is None
            and _LOOSE.search(inner) is None
            and _BEFORE.search(text, max(one.start, start - 30), start - 1) is None
            and table.patterns["speech.affirmed"].search(inner) is None
        )
        told = lead is not None or (
            len(words) > 1 and (words[0] in heads or _HEAD.fullmatch(words[0]) is not None)
        )
        if not plain:
            at = start  # the sign that closes may open the next
            continue
        at = m.end()
        if not told:
            continue
        kind = "" if lead is None or lead["kind"] is None else lead["kind"]
        if kind and (len(words) == 1 or _KUNYA.match(inner) or kind == "غرفه"):
            start = lead.start("kind") if lead is not None else start
            name = flat.plain[start : end + 1]
            yield name, start, end + 1, kind
        else:
            yield flat.plain[start:end], start, end, kind


def is_no_group(text: str, low: int, start: int) -> bool:
    """Say whether the words before a name in quotation marks make it that of an operation, a newspaper or the like."""
    return (
        text[start - 1 : start] == '"' and _BEFORE.search(text, max(low, start - 30), start - 1) is not None
    )


def numbered_names(flat: Flat, one: Sentence) -> Iterable[tuple[str, int, int]]:
    """Give the names that a number closes, with the branch that stands behind it."""
    for m in _NUMBERED.finditer(flat.text, one.start, one.end):
        start, end = m.span("name")
        yield flat.plain[start:end], start, end
