"""Tell that those who are counted are fighters where no noun says so, but their side: "his men", "the army's losses".

What a force lost, admitted or put at a number are its own; "members" are fighters where they are members of a unit.
"""

import re
from typing import Final

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.sentences import Sentence

_FORCE: Final = (
    r"army|military|militia|garrison|police|rebels?|insurgents?|command|brigade|battalion|regiment|division|corps|"
    r"company|legion|front|defen[cs]e ministry|ministry of defen[cs]e|coalition|force|forces|militants|"
    r"jihadists|group|"
    r"gunmen|troops|faction|guard|guards|generals?|commander|commanders"
)
_SIDES: Final = (
    r"rebel|regime|government|army|militia|militant|jihadi|jihadist|enemy|insurgent|police|security|guerrilla|"
    r"military|"
    r"paramilitary|loyalist|coalition|Houthi|Taliban|Hezbollah|Hizballah|Hamas|Wagner|Peshmerga|[A-Z]{2,5}"
)
_UNIT: Final = (
    r"Front|Brigades?|Battalions?|Army|Armies|Forces?|Division|Regiment|Corps|Militias?|Guards?|Company|"
    r"Companies|Legion|"
    r"Resistance|State|Taliban|Peshmerga|Shield|Eagles|Lions|Falcons|Hawks|Wolves|Rangers|Commandos?|Squads?|"
    r"Unit|Units|"
    r"Dervishes|Volunteers|Militants|Column|Command|Hezbollah|Hamas|Shabaab"
)
_UNIT_FIRST: Final = (
    r"Liwa|Katibat|Kata'?ib|Jaysh|Jabhat|Faylaq|Harakat|Saraya|Sariyat|Jund|Junud|Ansar|Ahrar|Firqat|Hay'?at|"
    r"Quwwat|Usud|"
    r"Suqur|Fursan|Asa'?ib|Al-Shabaab|al-Shabaab|al-Qaeda"
)
_NOT_UNIT: Final = re.compile(
    r"Civil Defen[cs]e|Red C|Rescue|Medical|Relief|Volunteer Force|Student|Workers|Labou?r"
)
_THEIR_MEN: Final = re.compile(
    r"\s(?:\w+\s)?of (?:his|its|their|our|the [^,.;]{2,40}(?:'s|s'))(?: own)? (?:men|comrades|ranks|rank and file)$"
)
_NAMED_MEN: Final = re.compile(
    rf"\s(?:(?:[A-Z][\w'-]+\s){{2,4}}|(?:{_SIDES})\s)(?:men|personnel|members?|elements)$"
)
_DEMONYM: Final = re.compile(r"(?:ese|ish|ian|ean|ite|[a-z]i)\s(?:men|members?|personnel|elements)$")
_SIDE_DEAD: Final = re.compile(
    rf"\s(?:of the )?(?:{_SIDES})\s(?:dead|killed|wounded|injured|casualties|losses|captives|prisoners|deaths|"
    rf"fatalities|bodies|lives)$"
)
_MEMBERS: Final = re.compile(
    rf"\sof (?:the |an? |his |its )?(?:\"?(?:[A-Z][\w'-]*|of|the|for|and)\"?\s){{0,6}}?\"?(?:(?:{_UNIT})\b|"
    rf"(?:{_UNIT_FIRST})\b"
    r"|(?:(?:terrorist|armed|criminal|takfiri|extremist|militant|jihadist)\s(?:entity|organi[sz]ation|cell|gang|"
    r"group|network|formation)s?\b)"
    r"|(?:militia|brigade|battalion|garrison|armed group|regiment|army|armed forces|security forces)\b)"
)
_THEIR_LOSSES: Final = re.compile(
    rf"\b(?:its|their|his|(?:{_FORCE})'s?)(?: own)? (?:losses|dead|casualties|fallen|wounded)(?: \w+){{0,2}}?"
    r" (?:at|as|to|were|of|number(?:ed)?|reached)(?: (?:at least|about|some|around))? ?\"?$",
    re.IGNORECASE,
)
_OWN_SIDE: Final = re.compile(r"\s(?:of )?(?:its|their|his) own(?: side| men| dead)?\b")
_ADMITS: Final = re.compile(
    rf"\b(?:{_FORCE}|officers?|military officials?|Hezbollah|Hamas)\b[^.;:]{{0,40}}?\b"
    r"(?:admit\w*|acknowledg\w*|conced\w*|confess\w*)(?: to)? (?:the )?(?:loss|losses|losing|deaths?|"
    r"killing)\b[^.;:]{0,24}$",
    re.IGNORECASE,
)
_LOST: Final = re.compile(r"'(?:los(?:t|ing|ses|es?)|the loss of|admits? to losing)'")
_NEUTRALISED: Final = re.compile(
    r"'(?:the )?(?:able to |managed to )?(?:neutrali[sz]|eliminat|liquidat)\w*(?: of)?'"
)
"""What armies say only of fighters."""
_ON_SIDE: Final = re.compile(
    rf"\s(?:of them |of whom |were |was |killed |wounded )?(?:among|in|from|on|within) (?:the ranks of|"
    rf"its ranks|their ranks|his ranks|the (?:{_SIDES}) "
    rf"(?:side|ranks)|its side|their side|its own ranks|(?:its|their|his) (?:fighters|soldiers|men|troops))\b"
)
_ARABIC_OWN: Final = re.compile(
    r"\sمن\s(?:(?:خيره|بين|افضل)\s)?(?:رجال|عناصر|مقاتلي|جنود|مسلحي|افراد|منتسبي|شباب|رفاق|قوات|مجندي|ضباط)(?:ه|"
    r"ها|هم|هما)(?!\w)"
)
_ARABIC_UNIT: Final = (
    r"(?:ال)?(?:لواء|كتيبه|كتايب|فرقه|فوج|افواج|جيش|قوات|قوه|فصيل|فصايل|تنظيم|جماعه|ميليشيا\w*|مليشيا\w*|"
    r"حزب الله|حركه|"
    r"داعش|قسد|معارضه المسلحه|حوثي\w*|نخبه|حشد|بيشمركه|شرطه|حرس|سرايا|سريه|الويه|مسلحين|قوي الامن|جهاز|حاميه)"
)
_ARABIC_OF: Final = re.compile(
    rf"\s(?:علي الاقل\s|\w+\s)?من\s(?:(?:افراد|عناصر|رجال|ابناء|صفوف|منتسبي|مرتبات)\s)?(?:{_ARABIC_UNIT}|"
    rf"الاخيره?)(?!\w)"
)
_ARABIC_LOST: Final = re.compile(
    r"(?<!\w)[وف]?(?:(?:[تي])?تكبد\w*|خسر\w*|[تي]خسر\w*|خساير\w*|خسارت\w+|فقد(?:ت|وا)?)(?!\w)[^.؛:]{0,60}$"
)
_DEAD_OF: Final = re.compile(
    rf"\s(?:من\s)?(?:ال)?(?:شهداء|شهدا|قتلي|جرحي|مصابي|جثث|جثامين|رفات)\s{_ARABIC_UNIT}(?!\w)"
)
"""Behind a number: "thirty of the armed forces' dead"."""
_IN_RANKS: Final = re.compile(
    rf"(?<!\w)[وف]?(?:في|من|بين|وسط)\s(?:صفوف|اوساط|عداد|جانب)\s(?:ال\w+\s)?{_ARABIC_UNIT}(?!\w)[^.؛:]{{0,70}}$"
)
"""Put first, and all figures of the clause are theirs: "as for the ranks of the group"."""
_SIDE_FALLEN: Final = re.compile(
    rf"(?<!\w)[وف]?(?:{_ARABIC_UNIT}|(?:ال)?قياده|غرفه\s(?:ال)?عمليات|مجلس\s(?:ال)?عسكري)(?!\w)"
    r"(?:\s\w+){0,4}?\s(?:شهداء|شهداي|شهدا|شهدائ|قتلا|جرحا|مصابي)(?:ها|ه|هم)\s$"
)
"""A force's own fallen: "the command mourns its three martyrs"."""
_ALL_OF_THEM: Final = re.compile(
    rf"(?:\sو[^.؛:،,]{{1,30}})?\s?[،,]?\s?[وف]?(?:كلهم|جميعهم|كلهن|جميعهن|كلاهما|جميعا)\s(?:هم\s)?من\s"
    rf"(?:(?:افراد|عناصر|رجال|صفوف|منتسبي|مرتبات|مقاتلي|جنود|مسلحي|ضباط)(?:\s|ها|ه|هم)|{_ARABIC_UNIT}(?!\w))"
)
"""Behind a figure or its list: "all of them from the ranks of the brigade"."""
_LEFT_BEHIND: Final = re.compile(
    r"(?<!\w)[وف]?(?:مخلفين|مخلفا|تاركين|تاركا|تركوا|خلفوا|تركو|خلفو)\s(?:(?:وراءهم|خلفهم|وراهم)\s)?$"
)
_ARABIC_ADMITS: Final = re.compile(
    rf"(?<!\w)[وف]?(?:اقر\w*|اعترف\w*|[تي]عترف\w*|[تي]قر)\s(?:[^.؛:]{{0,40}}\s)?(?:عسكري\w*|{_ARABIC_UNIT}|قايد|"
    rf"ضابط)(?!\w)[^.؛:]{{0,40}}$"
)
_TAKEN: Final = re.compile("محتجز|معتقل|موقوف|مخطوف|مختطف|نازح")
_CIVIL: Final = re.compile(
    r"(?<!\w)[وفبل]*(?:ال)?(?:عايل\w+|اسر[هت]\w*|عشير\w+|قبيل\w+|بلد[هت]\w*|قري[هت]\w*|مدين\w+|مخيم\w*|حي|اهالي|"
    r"سكان|مدني\w*|نازح\w*|مستشف\w+|"
    r"جمعي\w+|منظم\w+|دفاع المدني|هلال)(?!\w)"
)


def is_fighters(flat: Flat, one: Sentence, start: int, end: int, last: int, group: str, why: str) -> bool:
    """Say whether people counted are of an armed side.

    :param start: where the number begins, with the words that bound it
    :param end: where the number ends
    :param last: where the noun of the people ends
    :param group: what the noun says of them
    :param why: by which words their state is told
    """
    if group not in ("man", "all"):
        return False
    if one.language == "ar":
        return _arabic(flat, one, start, end, last, group)
    return _english(flat, one, start, end, last, group, why)


def _english(flat: Flat, one: Sentence, start: int, end: int, last: int, group: str, why: str) -> bool:
    said = flat.plain[end:last] if last > end else ""
    lead = flat.text[max(one.start, start - 90) : start]
    if _THEIR_MEN.search(said) is not None or _SIDE_DEAD.search(said) is not None:
        return True
    if _NAMED_MEN.search(said) is not None and _DEMONYM.search(said) is None:
        return True
    if said.endswith(("member", "members", "men", "people")):
        of = _MEMBERS.match(flat.plain, last, one.end)
        if of is not None and _NOT_UNIT.search(of[0]) is None:
            return True
    behind = max(end, last)
    if _THEIR_LOSSES.search(lead) is not None or _ON_SIDE.match(flat.text, behind, one.end) is not None:
        return True
    if _OWN_SIDE.match(flat.text, end, one.end) is not None:
        return True
    if group == "man" and _LOST.search(why) is not None:
        return True
    return _ADMITS.search(lead) is not None or _NEUTRALISED.search(why) is not None


def _is_of_side(flat: Flat, one: Sentence, start: int, end: int, behind: int) -> bool:
    """Say whether a construct, a clause put first or "all of them" tells of which armed side people are."""
    if _DEAD_OF.match(flat.text, end, min(one.end, end + 50)) is not None:
        return True
    every = _ALL_OF_THEM.match(flat.text, behind, min(one.end, behind + 80))
    if every is not None and _CIVIL.search(every[0]) is None:
        return True
    ranks = _IN_RANKS.search(flat.text, max(one.start, start - 120), start)
    return ranks is not None and _CIVIL.search(ranks[0]) is None


def _arabic(flat: Flat, one: Sentence, start: int, end: int, last: int, group: str) -> bool:
    text = flat.text
    low = max(one.start, start - 90)
    comma = max(text.rfind("،", low, start), text.rfind(",", low, start))
    own = _ARABIC_OWN.match(text, end, one.end)
    if own is not None:
        return _CIVIL.search(text, max(low, comma), start) is None
    if _LEFT_BEHIND.search(text, low, start) is not None or _SIDE_FALLEN.search(text, low, start) is not None:
        return True
    behind = max(end, last)
    if _is_of_side(flat, one, start, end, behind):
        return True
    if _TAKEN.search(text, end, behind) is None and any(
        _ARABIC_OF.match(text, at, min(one.end, at + 60)) is not None for at in {end, behind}
    ):
        return True
    if group == "man" and "من" not in text[end:last]:
        return False
    lead = text[low : end if text[start:end].startswith(("لم", "ولم", "لا")) else start]
    told = _ARABIC_LOST.search(lead)
    if told is not None and _CIVIL.search(told[0]) is None and "نا " not in told[0]:
        return "فقد" not in told[0] or group == "man" or _CIVIL.search(lead) is None
    return (
        _ARABIC_ADMITS.search(lead) is not None
        and _CIVIL.search(text, behind, min(one.end, behind + 20)) is None
    )
