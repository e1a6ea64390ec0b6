"""Refuse an Arabic tie whose ends are not certain: what is planned, who only belongs to a group, who is no person.

What stands in an aside between commas ("تسانده ...") does not do what the clause around it tells, and where an officer
of a group acts ("آمر اللواء، الشيخ ...، وقع") it is not the group that does.
"""

import re
from typing import Final

from sightline.measure.text.claims.arabic.clauses.reference import fits
from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.scene import Scene

_PLANNED_ARABIC: Final = re.compile(
    r"(?<!\w)و?(?:من (?:المنتظر|المقرر|المتوقع|المفترض|المزمع|المحتمل|المرجح) ان|"
    r"[يت]رجح ان|[يت]عتزم|[يت]نوي|[يت]ستعد|[يت]هدد|[يت]خطط|سوف)"
    r"(?:\s\S+){0,3}\s$"
)
_TO_COME: Final = re.compile(r"(?<!\w)س(?:ي|ت)\w{3,}$")
_CONTESTED: Final = re.compile(r"(?<!\w)[وف]?[يت]تنازع")
_SOME_OF: Final = re.compile(
    r"(?<!\w)(?:عشرات|مييات|ميات|عدد|بعض|عناصر|مقاتلون|مقاتلين|منشقون|منشقين|قاده|ضباط|جنود|\d+)\s(?:\w+\s){0,2}?(?:من|في)\s"
)
_PLURAL_VERB: Final = re.compile(r"[وف]?\w{3,}وا(?!\w)")
_WHOLE_GROUP: Final = ("part_of", "split_from", "merged_into", "pledged_to")
_OFFICE: Final = re.compile(
    r"(?<!\w)[وفبل]?(?:ال)?(?:امر|قايد|رييس|زعيم|امير|مسوول|ناطق|متحدث)\s(?:باسم\s)?(?:ل|ال)?$"
)
_THEN_PERSON: Final = re.compile(r"\"?،\s(?!(?:ال)?(?:ذي|تي|ذين|الذي|التي)|و)\w+")
_HE: Final = re.compile(r"(?<!\w)هو\s$")
_LEAVES: Final = re.compile(r"[وف]?(?:ترك|غادر|انشق|انضم|بايع|خرج|انسحب|التحق|انفصل)(?!\w)")
_ASIDE: Final = re.compile(
    r"،\s(?:[يت]ساند(?:ه|ها|هم)|[يت]دعم(?:ه|ها|هم)|[يت]رافق(?:ه|ها|هم)|مدعوم|مسنود|بمساند|بدعم|باسناد|بموازر|"
    r"بالتعاون مع|بمشارك|الي جانب|برفق)[^،]*$"
)
_SIGNED_BY: Final = re.compile(
    r"[وف]?وقعت?(?:ه|ها)\sمع\s(?:\S+\s){1,3}(?:رييس|قايد|زعيم|امير|الشيخ|العميد|العقيد)(?!\w)"
)
"""Who signs stands behind with whom: "هدنة وقعها مع الحكومة رئيس المجلس"."""
_SEVERAL: Final = re.compile(
    r"(?<!\w)(?:عده|بعض|ثلاثه|اربعه|خمسه|سته|سبعه|ثمانيه|تسعه|عشره|\d+)\s(?:فصايل|كتايب|الويه|مجموعات|تشكيلات|حركات)(?!\w)"
)
_THAT: Final = re.compile(r"(?<!\w)[وب]?ان(?:ه|ها|هم)?\s")
_LED: Final = re.compile(r"(?<!\w)[وف]?(?:ل|الي\s|مع\s|ضد\s)$")
_SHE_WAS: Final = re.compile(r"(?<!\w)[وف]?كانت\s$")
_ANYBODY: Final = frozenset("المسلحون المسلحين مسلحون مسلحين الثوار ثوار المتمردون المتمردين".split())
_TITLE: Final = frozenset(
    "الشيخ العقيد العميد النقيب الرايد المقدم الملازم اللواء القايد الامير السيد الحاج "
    "الدكتور الناظر العمده المدعو".split()
)
_NO_NAME: Final = re.compile(
    r"(?:مقتل|وفاه|اغتيال|اعتقال|عزل|زعيم|قايد|امير|منذ|بعد|شيخ قبلي)(?:ه|ها|هم)?(?:\s|$)"
)
_BY_OFFICE: Final = ("signed", "pledged_to", "split_from", "part_of")
_IN_FIELD: Final = ("controls", "lost", "besieges", "governs")


def arabic_unsure(scene: Scene, is_: str, start: int, ends: list[Named]) -> bool:
    """Say whether an Arabic tie should not be offered, by the words around its cue and its ends.

    :param start: where the cue begins
    :param ends: who acts, and to whom or what
    """
    text, low = scene.flat.text, scene.one.start
    lead = text[max(low, start - 50) : start]
    if is_ == "controls" and _CONTESTED.search(lead) is not None:
        return True  # who "contest control" of a place do not hold it
    planned = _PLANNED_ARABIC.search(lead)
    if (planned is not None and not ("رجح" in planned[0] and text[start] not in "يتس")) or _TO_COME.search(
        f"{lead}{text[start : start + 1]}"
    ) is not None:
        return True
    if (
        is_ in _WHOLE_GROUP
        and _PLURAL_VERB.match(text, start) is not None
        and _SOME_OF.search(text, low, start) is not None
    ):
        return True  # "انشق عشرات من ... وانضموا ...": some of them
    who = ends[0] if ends else None
    return who is not None and (_no_person(is_, who) or _another_acts(scene, is_, start, who))


def _no_person(is_: str, who: Named) -> bool:
    """Say whether what leads is a title alone or a word of what befell somebody; or who operates there is anybody."""
    name = unify(who.name)
    if is_ == "leader_of":
        return name in _TITLE or _NO_NAME.match(name) is not None
    return is_ == "operates_in" and name in _ANYBODY


def _another_acts(scene: Scene, is_: str, start: int, who: Named) -> bool:
    """Say whether the clause is of somebody else than the group named before it."""
    text, low = scene.flat.text, scene.one.start
    if is_ == "signed" and _SIGNED_BY.match(text, start) is not None:
        return True
    if who.end > start:
        return False
    between = text[who.end : start]
    if who.start >= low and _SEVERAL.search(between) is not None:
        return True  # "... جبهة ...، أعلنت ستة فصائل اندماجها": of those
    others = any(who.end <= n.start and n.end <= start and n.name != who.name for n in scene.actors)
    if others and _THAT.search(between) is not None:
        return True  # "قالت وزارة ... بأن وحدات من الجيش ... أحكمت": what is said is of somebody else
    if (
        is_ in _IN_FIELD
        and who.start >= low
        and _LED.search(text, max(low, who.start - 8), who.start) is not None
    ):
        return True
    if _LEAVES.match(text, start) is not None and _HE.search(text, max(low, start - 4), start) is not None:
        return True  # "... هو ترك الكتيبة": a person of whom it speaks
    if (
        is_ == "part_of"
        and _SHE_WAS.search(text, max(low, start - 8), start) is not None
        and not fits(who, "f")
    ):
        return True  # "بايعت تنظيم ... بعد أن كانت جزءا": not he
    if is_ in _BY_OFFICE and _OFFICE.search(text, max(low, who.start - 16), who.start) is not None:
        return _THEN_PERSON.match(text, who.end, start) is not None
    return is_ in _IN_FIELD and _ASIDE.search(text, max(low, who.start - 60), who.start) is not None
