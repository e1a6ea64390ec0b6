"""Refuse a tie whose ends or whose event are not certain: a thing planned, a name cut short, a body that takes no side.

What a text says will be, may be or was meant to be is no tie yet; a person reads that better than a rule.
"""

import re
from typing import Final

from sightline.measure.text.claims.arabic.clauses.unsure import arabic_unsure
from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.scene import Scene

_PLANNED: Final = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were) (?:due|set|about|expected|scheduled|supposed|meant|planned) to|"
    r"(?:plans?|planned|planning|intends?|intended|hopes?|hoped|wants?|wanted|aims?|threatens?|threatened|vows?|vowed|"
    r"promised?|promises|prepar\w+|considers?|considering|offered) to)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_OTHER_POINT: Final = re.compile(r"\n\s*(?:[-–•■▪◾◼*▫●·]|\d{1,2}[.)])")
"""The next point of a list: who acts in it is not told in the one before."""
_GOES_ON: Final = re.compile(r"\s[-–]\s[A-Z]|\sof\s(?:the\s)?[A-Z]")
_COMMON: Final = re.compile(
    r"(?:villages|camp|areas?|territory|positions|quarters|neighbou?rhoods)|.* as well"
)
_ANY_GROUP: Final = frozenset(("coalition", "alliance", "group", "movement", "faction", "militia", "outfit"))
_NOW: Final = re.compile(r",\s(?:now|then|later|and now)\s")
_WHOSE: Final = re.compile(r"\bwhose\b[^,.;]{0,40}$")
_IN_FIELD: Final = ("controls", "lost", "besieges", "governs", "contests")
_ANY: Final = re.compile(r"(?<!\w)(?:اي|ايه)\s$")
_POINTS: Final = re.compile(r"\s(?:التالية|الآتية|المذكورة|الأخرى|المتبقية|المتحاربة|التالي|المذكور)$")
"""A list that follows, or one that was told of before: it is no name."""
_NO_SIDE: Final = re.compile(
    r"(?:ال)?(?:منظمه|مركز|شبكه|مرصد|موسسه|وكاله|صحيفه|مفوضيه)(?:\s|$)|.*\b(?:Agency|Network|Observatory|Red Cross|"
    r"Organi[sz]ation for|Human Rights|Watch|News|Radio|Television)\b"
)
_TAKES_SIDES: Final = ("leader_of", "member_of", "part_of", "affiliated_with", "operates_in")


def is_unsure(scene: Scene, is_: str, start: int, ends: list[Named]) -> bool:
    """Say whether a tie should not be offered, by the words around its cue and its ends.

    :param start: where the cue begins
    :param ends: who acts, and to whom or what
    """
    text, low = scene.flat.text, scene.one.start
    lead = text[max(low, start - 50) : start]
    if scene.table.language == "ar":
        if arabic_unsure(scene, is_, start, ends):
            return True
    elif _PLANNED.search(lead) is not None:
        return True
    if any(e.start < low and _OTHER_POINT.search(text, e.end, start) is not None for e in ends):
        return True
    if scene.table.language == "en" and _english(scene, is_, start, ends):
        return True
    for each in ends:
        if each.kind in ("thing", "role", "person", "place"):
            continue
        if _GOES_ON.match(text, each.end) is not None or _ANY.search(
            text, max(0, each.start - 5), each.start
        ):
            return True
        if _POINTS.search(each.name) is not None:
            return True
        if is_ not in _TAKES_SIDES and _NO_SIDE.match(unify(each.name)) is not None:
            return True
    return False


def _english(scene: Scene, is_: str, start: int, ends: list[Named]) -> bool:
    """Say whether an English tie has for an end a common noun alone, or who only stands in an aside before it."""
    who = ends[0] if ends else None
    if who is not None and who.end <= start:
        cut = scene.flat.text.find("; ", who.end, start)
        if cut >= 0 and any(cut < n.start and n.end <= start for n in scene.actors):
            return True  # "...; the army said it had ...": of her the clause speaks
    if is_ in _IN_FIELD:
        return any(e.kind == "thing" and _COMMON.fullmatch(e.name) is not None for e in ends)
    if any(e.name in _ANY_GROUP for e in ends):
        return True
    if who is None or who.end > start:
        return False
    text, low = scene.flat.text, scene.one.start
    if _NOW.fullmatch(text, who.end, start) is not None:
        return True  # "quit the Movement, now fighting alongside ...": those who quit
    return _WHOSE.search(text, low, who.start) is not None
