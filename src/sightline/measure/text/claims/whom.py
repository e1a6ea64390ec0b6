"""Tell whom a later word means: "it", "its fighters", "they", "the two" and their Arabic like.

A pronoun stands for who acts, not for who suffers: for the last name that opens a clause of its own sentence, else for
the one that opened the sentence before.
"""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.scene import Scene

_BACK: Final = 40
_PART: Final = re.compile(r"\b(?:in|with|against|to)\s(?:the\s)?$")
_IS_OF: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|not|as|longer|become|became)\s(?:also\s)?(?:an?\s|the\s|\w+ing\s)?"
    r"(?:members?|leader|head|office|officials?|fighters|men) (?:of|for|from|by|at)\s(?:the\s)?$"
)
"""Words that say of somebody else that they are of a group."""
_ASIDE: Final = re.compile(r"(?:one of|\b(?:its|their))\b[^,]*,\s(?:the\s)?$", re.IGNORECASE)
_CALLED: Final = re.compile(
    r"\b(?:known|founded|formed|created|established|born|began|started|reappeared|"
    r"emerged)\b[^,.;]{0,30}\bas\s(?:the\s|an?\s)?$"
)
"""Words before a name that somebody had: it is not who the sentence speaks of."""
_OPENING: Final = 60
"""Characters of a sentence in which who opens it is named."""
_LONG: Final = 300
_STOP: Final = re.compile(r"[.!?؟\n][\"')]*\s")
_HEAD_EN: Final = re.compile(
    r"(?:^|[.!?;:,\"(\n]\s*|[-–—]\s|\b(?:that|when|while|but|and|after|before|because|since|as|where|if|whether|"
    r"said|says|"
    r"(?:group|faction|formation|militia|force|brigade|one)(?: here| there)? (?:is|was|are|were)|"
    r"say|adds?|added|claims?|claimed|insists?|insisted|reports?|reported|"
    r"(?:leadership|command|commander|leader|head|chief|spokesman|spokeswoman|spokesperson|council|statement|office|"
    r"account|page|members?|fighters|men|website|channel|officials?) (?:of|for|from|by|at))\s)"
    r"\W*(?:[Tt]he |[Aa]n? |[Bb]oth )?$",
    re.IGNORECASE,
)
_TIMED_EN: Final = re.compile(
    r"(?:^|[.!?\n]\s+)(?:(?:(?:In|On|By|Until|Since|During|Late|Early|Earlier|Last|This|At|For|From|Throughout|"
    r"Around)|"
    r"in|on|the|of|last|next|early|late|mid|this|that|same|end|beginning|middle|spring|summer|autumn|winter|year|"
    r"month|week|"
    r"day|night|morning|evening|dawn|noon|now|recently|then|\d{1,4}|[A-Z][a-z]+day|January|February|March|April|"
    r"May|June|July|"
    r"August|September|October|November|December|(?:Of|As for|As to|Regarding|Concerning))\s){1,6}(?:the )?$"
)
"""A time, or "of" and "as for", that opens a sentence before whom it speaks of."""
_HEAD_AR: Final = re.compile(
    r"(?:^|^\W*(?:و?قد\s|و?(?:كان|كانت)\s(?:قد\s)?)?\w+\s|[.!?؟؛،:\"\n]\s*|(?<!\w)(?:و?قال|و?قالت|و?اعلن|و?اعلنت|"
    r"و?اكد|و?اكدت|و?نفي|و?نفت|و?ذكر|و?ذكرت|ان|"
    r"بان|لان|فان|"
    r"و?ظهر|و?ظهرت|و?كان|و?كانت|و?اضاف|و?اضافت|اما|كل من|كلا من|قياده|قايد|رييس|مكتب|صفحه|ناطق باسم|متحدث باسم|"
    r"قيادي في|مصدر في|عضو في|بيان|"
    r"و?تاسس|و?تاسست|و?اتهم|و?اتهمت|و?اصدر|و?اصدرت|و?يعد|و?تعد|و?عين|و?عينت)\s)(?:مقاتلو\s|مقاتلي\s|عناصر\s|"
    r"قوات\s|رجال\s|مسلحو\s|فصيل\s)?(?:[وف]|لـ)?$"
)


def meant(scene: Scene, at: int) -> list[Named]:
    """Give whom a pronoun at a place of the sentence means; an empty list where it cannot be told."""
    own = [i for i, n in enumerate(scene.actors) if n.end <= at]
    heads = [
        i
        for i in own
        if _is_head(scene, scene.actors[i], scene.one.start)
        and _IS_OF.search(
            scene.flat.text, max(scene.one.start, scene.actors[i].start - 40), scene.actors[i].start
        )
        is None
    ]
    if heads:
        before = coordinated(scene.flat.text, scene.actors, heads[-1], back=True)
        behind = coordinated(scene.flat.text, scene.actors, heads[-1], back=False)
        return [*before[:-1], *(n for n in behind if n.end <= at)]
    part = [
        i
        for i in own
        if _PART.search(
            scene.flat.text, max(scene.one.start, scene.actors[i].start - 12), scene.actors[i].start
        )
    ]
    if len(part) == len(own):
        before = spoken_of(scene)
        return before if before or not own else [scene.actors[own[0]]]
    only = len({scene.actors[i].name for i in own}) == 1
    if only and _reports(scene, scene.actors[own[0]].end, at):
        return [scene.actors[own[0]]]
    before = spoken_of(scene)
    return [scene.actors[own[0]]] if only and not before else before


def spoken_of(scene: Scene) -> list[Named]:
    """Give whom the sentences before speak of: who is named first, near its beginning, in the last that has one."""
    text, row = scene.flat.text, scene.earlier
    for i in range(len(row) - 1, -1, -1):
        low = max(0, row[i].start - _LONG)
        ends = [m.end() for m in _STOP.finditer(text, low, row[i].start)]
        begins = ends[-1] if ends else low
        if i > 0 and row[i - 1].start >= begins:
            continue
        if row[i].start - begins <= _OPENING and _is_head(scene, row[i], begins):
            if _ASIDE.search(text, begins, row[i].start) is not None or text.startswith("'s ", row[i].end):
                return []  # somebody of it, or a part of it, is who the sentence speaks of
            return _listed(scene, i)
    named = [n for n in row if n.kind != "party"]
    return named[:1] if _is_one(named) else []


def _is_one(row: Sequence[Named]) -> bool:
    """Say whether all mentions are of one: of several, which is meant is not told."""
    return len({n.name.casefold() for n in row}) == 1


def other_than(scene: Scene, subjects: Sequence[Named], at: int) -> list[Named]:
    """Give whom "it" or "عنه" means behind a verb whose subject is told: who acts there, or was named last."""
    taken = {s.name for s in subjects}
    own = [n for n in scene.actors if n.end <= at and n.name not in taken]
    heads = [n for n in own if _is_head(scene, n, scene.one.start)]
    if own:
        return (heads or own)[-1:] if _is_one(heads or own) else []
    opening = [n for n in spoken_of(scene) if n.name not in taken]
    others = [n for n in reversed(scene.earlier) if n.name not in taken and n.kind != "party"]
    return opening[:1] or (others[:1] if _is_one(others) else [])


def the_two(scene: Scene, at: int) -> list[Named]:
    """Give the two that "the two sides" means: those named last, where no third was named with them."""
    row = [*scene.earlier, *(n for n in scene.actors if n.end <= at)]
    names: list[Named] = []
    for each in reversed(row):
        if each.name not in {n.name for n in names}:
            names.append(each)
        if len(names) == 2:
            return names[::-1]
    return []


def _listed(scene: Scene, at: int) -> list[Named]:
    return coordinated(scene.flat.text, scene.earlier, at, back=False)


def _is_head(scene: Scene, name: Named, low: int) -> bool:
    """Say whether a name opens a clause, or is whom a speaker speaks for."""
    start = max(low, name.start - _BACK)
    lead = scene.flat.text[start : name.start]
    if start > low:
        lead = f"x{lead}"
    if _CALLED.search(lead) is not None:
        return False
    if scene.table.language == "ar":
        return _HEAD_AR.search(lead) is not None
    return _HEAD_EN.search(lead) is not None or _TIMED_EN.search(lead) is not None


def _reports(scene: Scene, start: int, end: int) -> bool:
    words = scene.flat.text[start:end]
    return any(scene.table.patterns[key].search(words) for key in ("speech.affirmed", "speech.denied"))


def who_says_we(scene: Scene, at: int) -> list[Named]:
    """Give who says "we": who is named behind the quoted words, or whose statement the text is."""
    text = scene.flat.text
    behind = [n for n in scene.actors if n.start > at and '"' in text[at : n.start]]
    if behind:
        return behind[:1]
    first = [*scene.earlier, *scene.actors][:1]
    if first and re.search(r"(?<!\w)بيان", text[max(0, first[0].start - 40) : first[0].start]) is not None:
        return first
    return []
