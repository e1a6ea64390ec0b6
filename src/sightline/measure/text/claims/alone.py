"""Say whether a number without a noun counts people: "eight were missing", "forty died", a toll, the rest of a list."""

import re
from typing import Final

from sightline.measure.text.claims.counts import Count
from sightline.measure.text.claims.fates import before_it
from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.outcomes import toll_before
from sightline.measure.text.claims.sentences import Sentence

_AT_END: Final = re.compile(
    r"\"?\s?(?:[.,;:)(!]|$|(?:and|or|in|on|at|when|by|near|during|outside|inside|others?|more|as|after|before|since|so|from|"
    r"for|while|with|who|were|was|have|had|are|died|among|including|to|people|of|but|yet)\b)"
)
_AT_END_ARABIC: Final = re.compile(
    r"\"?\s?(?:[،.,:؛)(!]|$|و|(?:بين|بينهم|منهم|فقط|الي|من|باتجاه|صوب|نحو|داخل|خارج|عند|قرب|ليل|مساء|صباح|فجر|اليوم|امس|بينما|فيما|كما|وفقا|اغلبهم|معظمهم|غالبيتهم|جميعهم|كلهم|بعضهم|احدهم|دون|عن|لدي|اثناء|بعدما|قبيل|عقب|لا|ليس|وليس|وفق|حسب|بحسب|في|جراء|نتيجه|اثر|بسبب|خلال|علي|منذ|ثم|قبل|بعد|عندما|حين|"
    r"كانوا|اخرين|اخرون|تحت|الباق\w+|بال\w+|ضحيه|جميعا|حتي|مجهولين|كانت?|بجروح|بجراح|برصاص\w*|ب(?:قصف|قذيفه|غاره|صاروخ|انفجار|نيران|القصف|حالات|حاله)|بالرصاص)(?!\w))"
)
_UNITS: Final = re.compile(
    r"\s(?:يوم|ايام|يوما|ساعه|ساعات|دقيقه|دقائق|شهر|شهرا|اشهر|شهور|سنه|سنوات|عام|عاما|اعوام|اسبوع|اسابيع|كم|كيلومتر\w*|متر\w*|"
    r"ليره|دولار|بالمئه|بالمائه|مره|مرات|غاره|غارات|صاروخ\w*|صواريخ|قذيفه|قذائف|برميل\w*|براميل|منزل\w*|منازل|سياره|"
    r"سيارات|قري|قريه|بلدات|days?|hours?|minutes?|weeks?|months?|years?|times|km|kilomet\w+|miles|met(?:re|er)s)(?!\w)"
)
_NEXT: Final = re.compile(r"\s\"?(?!(?:و|ال))([\u0621-\u064a]{3,})")
_OF_THINGS: Final = re.compile(r"سقوط|سقط|خسر|فقد|ضبط|حيا|تصفي|جث|حصيل|ضحي|احتجز|احتجاز|اوقف|توقيف")
_NO_PEOPLE: Final = re.compile(
    r"(?:دباب|الي[هات]|عرب[هات]|مدرع|سيار|طاير|مسير|منزل|منازل|مبن|مبان|مدرس|مدارس|مشف|مشاف|كتيب|كتايب|فصيل|فصايل|لواء|الوي"
    r"|قري[هات]|قري$|بلد|مدن|مدين|احياء|نقط|نقاط|موقع|مواقع|حاجز|حواجز|محل|متجر|متاجر|هجم|هجوم|غار[هات]|قذيف|قذايف|صاروخ|صواريخ"
    r"|عبو|لغم|الغام|قطع|بندقي|بنادق|رشاش|راس|اغنام|ابقار|خيم|خيام|مخيم|شرك|بيت|بيوت|شق[هق]|محط|جسر|جسور|نفق|انفاق|يوم|ايام|ساع"
    r"|شهر|اشهر|شهور|سن[هو]|عام|اعوام|مر[هات]|متر|كيلو|دقيق|دقايق|اسبوع|اسابيع|مليون|ليره|دولار|زورق|قارب|سفين|حافل|شاحن|عايل|اسر[ه]?$)"
)
_VERB: Final = re.compile(
    r"(?:,\s(?:aged\s)?\d{1,2},)?\s(?:of (?:them|whom|these) |more |others? )?"
    r"(?P<be>(?:were|was|are|is|have been|had been|been|have|had)\s)?(?:\w+ly\s)?"
    r"(?:(?:feared|believed|presumed|thought|confirmed|reported|now|also|still)\s)?"
    r"(?:(?:said|thought|known|believed|reported|feared) to (?:have (?:been )?|be ))?"
)
_SAID: Final = re.compile(
    r"\b(?:says?|said|counts?|counted|claims?|claimed|lists?|listed|reports?|reported|gives?|gave|has|have|had|"
    r"speaks? of|spoke of|admits?|admitted to|insists? on|puts? it at)\s\"?$"
    r"|(?<!\w)[وف]?(?:قال\w*|احص\w+|سجل\w*|وثق\w*|ذكر\w*)\s(?:\w+\s){1,3}$",
    re.IGNORECASE,
)
_OF_TOLL: Final = re.compile(
    r"\b(?:death tolls?|tolls?|how many (?:had |have )?died)\b|الحصيله|عدد القتلي|عدد الضحايا"
)
_ENDS: Final = re.compile(r"\"?(?:[.,;)]|$|\sand\b|،)")
_LIST_GOES_ON: Final = re.compile(r"^[^.;:]{0,60}(?:[,،]|\band|\bor|^\sto|^\sالي|(?<!\w)و)\s?\"?$")
_OF_LIST: Final = re.compile(r"\"?\s(?:\(|by\s|on\s(?:[A-Z]|\d)|in\s(?:[A-Z]|\d|the)|at\s|بحسب|حسب|وفق)")


def may_stand_alone(flat: Flat, one: Sentence, count: Count, table: Lexicon) -> bool:
    """Say whether a number without a noun may be of people: "eight were missing", "forty died", a toll."""
    behind = flat.text[count.end : min(one.end, count.end + 40)]
    if _UNITS.match(behind) is not None:
        return False
    if one.language == "en":
        if not count.bare and _AT_END.match(behind) is not None:
            near = before_it(flat, max(one.start, count.start - 40), count.start, table, "en")
            if near is not None and near[2] <= 1:
                return True
        if re.match(r"\"? of the enemy|,? or\b", behind) or re.search(
            r"\bor \"?(?:\w+ )?$", flat.text[max(one.start, count.start - 12) : count.start]
        ):
            return not count.bare and re.match(r"\"?(?: of the enemy|[,.]|,? or\b)", behind) is not None
        verb = _VERB.match(behind)
        places = () if verb is None else (count.end + verb.end(), count.end + verb.start("be"))
        if any(
            at >= count.end and words.match(flat.text, at, one.end) is not None
            for at in places
            for _, where, words in table.states
            if where == "after"
        ):
            return not count.bare
    elif not count.bare and may_count(flat, one, count, table):
        if _AT_END_ARABIC.match(behind) is not None:
            return True
        if any(
            where == "after" and words.match(flat.text, count.end + 1, one.end) is not None
            for _, where, words in table.states
        ):
            return True
        if _some_noun(flat, one, count, table):
            return True
    if toll_before(flat, one, count, table) is not None:
        at_end = _AT_END_ARABIC if one.language == "ar" else _AT_END
        return not count.bare and at_end.match(behind) is not None
    return table.patterns["of_them"].match(flat.text, count.end + 1, one.end) is not None and not count.bare


def _some_noun(flat: Flat, one: Sentence, count: Count, table: Lexicon) -> bool:
    """Say whether a noun that no table has must be of people: what befell them is told right before the number."""
    word = _NEXT.match(flat.text, count.end, one.end)
    near = before_it(flat, max(one.start, count.start - 40), count.start, table, "ar")
    if word is None or near is None or near[2] > 0 or near[0] not in ("killed", "detained", "displaced"):
        return False
    return _NO_PEOPLE.match(word[1]) is None and _OF_THINGS.search(near[1]) is None


def may_count(flat: Flat, one: Sentence, count: Count, table: Lexicon) -> bool:
    """Say whether "one" counts somebody: not where it only tells of the noun before it that it is one."""
    if count.best != 1:
        return True
    before = before_it(flat, one.start, count.start, table, "ar")
    return before is not None and before[2] == 0


def list_goes_on(
    flat: Flat, one: Sentence, count: Count, last: tuple[str, int] | None, earlier: str | None
) -> tuple[str, str] | None:
    """Tell what a number counts that leaves out its noun: "82 dead (governor), 87 (doctors)", "they say nine"."""
    if count.bare or count.best == 0:
        return None
    behind = flat.text[count.end : min(one.end, count.end + 12)]
    lead = flat.text[max(one.start, count.start - 24) : count.start]
    told = last[0] if last is not None else earlier
    if told is None and _OF_TOLL.search(flat.text, one.start, count.start) is not None:
        told = "killed"
    if told is not None and _SAID.search(lead) is not None and _ENDS.match(behind) is not None:
        return told, "it goes on with the figure before it"
    gap = "" if last is None else flat.text[last[1] : count.start]
    if last is None or _LIST_GOES_ON.match(gap) is None or (gap.strip() == "," and behind.startswith(",")):
        return None  # ", 64," is an age
    if _OF_LIST.match(behind) is not None or (_ENDS.match(behind) is not None and len(gap) <= 8):
        return last[0], "it goes on with the figure before it"
    return None
