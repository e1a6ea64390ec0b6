"""Refuse a tie whose ends or whose event are not certain: a thing planned, a name cut short, a body that takes no side.

What a text says will be, may be or was meant to be is no tie yet; a person reads that better than a rule.
"""

import re
from typing import Final

from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.scene import Scene

_PLANNED: Final = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were) (?:due|set|about|expected|scheduled|supposed|meant|planned) to|"
    r"(?:plans?|planned|planning|intends?|intended|hopes?|hoped|wants?|wanted|aims?|threatens?|threatened|vows?|vowed|"
    r"promised?|promises|prepar\w+|considers?|considering|offered) to)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_PLANNED_ARABIC: Final = re.compile(
    r"(?<!\w)و?(?:من (?:المنتظر|المقرر|المتوقع|المفترض|المزمع|المحتمل|المرجح) ان|"
    r"[يت]رجح ان|[يت]عتزم|[يت]نوي|[يت]ستعد|[يت]هدد|[يت]خطط|سوف)"
    r"(?:\s\S+){0,3}\s$"
)
_TO_COME: Final = re.compile(r"(?<!\w)س(?:ي|ت)\w{3,}$")
_GOES_ON: Final = re.compile(r"\s[-–]\s[A-Z]|\sof\s(?:the\s)?[A-Z]")
_ANY: Final = re.compile(r"(?<!\w)(?:اي|ايه)\s$")
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
        if (
            _PLANNED_ARABIC.search(lead) is not None
            or _TO_COME.search(f"{lead}{text[start : start + 1]}") is not None
        ):
            return True
    elif _PLANNED.search(lead) is not None:
        return True
    for each in ends:
        if each.kind in ("thing", "role", "person", "place"):
            continue
        if _GOES_ON.match(text, each.end) is not None or _ANY.search(
            text, max(0, each.start - 5), each.start
        ):
            return True
        if is_ not in _TAKES_SIDES and _NO_SIDE.match(unify(each.name)) is not None:
            return True
    return False
