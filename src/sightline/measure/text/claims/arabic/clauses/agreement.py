"""Tell whether an Arabic verb, participle or pronoun can be of a name: a feminine verb is of no "لواء".

Looked at only where the name stands before the word, since a verb that opens its clause need not agree.
"""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.two_ends import Found
from sightline.measure.text.claims.whom import spoken_of

_PLURAL: Final = re.compile(
    r"(?:ال)?(?:كتايب|قوات|سرايا|الويه|وحدات|افواج|فصايل|صقور|اسود|نمور|نسور|ذياب|طلايع|رايات|عشاير|ابناء|احرار|ثوار|فرسان|"
    r"مغاوير|حراس|جنود|جند|شهداء|انصار|سيوف|قباءل|قبايل)"
)
_PEOPLE: Final = re.compile(r"(?:ال)?\w{3,}(?:ون|ين)|(?:ال)?(?:ثوار|جنود|فصايل|اهالي)")
_EITHER: Final = frozenset("داعش قسد طالبان حماس الحوثيون القاعده شرطه حرس حشد خفر".split())
_MASCULINE: Final = re.compile(
    r"انشق|انفصل|انسحب|خرج|انضم|انضوي|التحق|انتسب|بايع|اندمج|توحد|تحالف|قاتل|سيطر|استولي|دخل|غادر|ترك|علق|جمد|خسر|"
    r"فقد|انحل|وقع|رفض|استعاد|حرر|احتل|حاصر|طوق|خلف|غير|اصبح|بات|صار|كان|اعلن|ادي|هاجم|اشتبك|انتزع|تراجع|تفكك|"
    r"(?:ال)?(?:منشق|منضم|متحالف|مدعوم|موالي|مرتبط|محسوب|مقرب|تابع|منتمي|منتسب|ناشط|متمركز|معروف|موقع)"
)
_TOLD_OF_HER: Final = re.compile(
    r"(?:ال)?(?:منشق|منضوي|منضم|متحالف|مدعوم|موالي|مرتبط|محسوب|مقرب|قريب|تابع|منتمي|منتسب|عامل|ناشط|متمركز|منتشر|"
    r"موجود|معروف|منحل|باقي|حليف|موقع|مولف|مكون|خاضع)ه"
)
_A_FACTION: Final = re.compile(r"(?<!\w)[وك]?(?:فصيل|تشكيل|تنظيم|مجموعه|جماعه|كتيبه|حركه|ميليشيا|قوه)\s$")
_PAST: Final = re.compile(r"\w{2,}ت")
_OWN: Final = re.compile(r"\w{3,}?(?P<of>ها|هما|هم|ه)")
_LIGHT: Final = frozenset("لم لن لا قد ما كان كانت زال زالت الي من علي في مع جانب".split())


def agrees(word: str, name: Named) -> bool:
    """Say whether a word that stands behind a name can be told of it.

    :param word: as it is written, with "ة" told apart from "ه"
    """
    head = unify(name.name).split()[0]
    if head in _EITHER or head.removeprefix("ال") in _EITHER or name.kind in ("thing", "place"):
        return True
    gender = _gender_of(word)
    if gender is None:
        return True
    if _PEOPLE.fullmatch(head) is not None:
        return gender != "f" or _PLURAL.fullmatch(head) is not None
    if _PLURAL.fullmatch(head) is not None:
        return gender in ("f", "p")
    if gender == "p":
        return True
    return (gender == "f") == head.endswith("ه")


def agreeing(word: str, names: Sequence[Named]) -> list[Named]:
    """Give the one name that a word can be told of, of those it may mean; none where there are several."""
    fitting = {n.name: n for n in names if agrees(word, n)}
    return list(fitting.values()) if len(fitting) == 1 else []


def tells_gender(word: str) -> bool:
    """Say whether the form of a word tells of whom it can be."""
    return _gender_of(word) is not None


def _gender_of(written: str) -> str | None:
    """Give m, f, p (of people, several) or None where the form tells nothing."""
    row = [w for w in (re.sub(r"[^\w]", "", part) for part in written.split()) if unify(w) not in _LIGHT]
    if not row:
        return None
    word, last = row[0], row[-1]
    own = _OWN.fullmatch(last)
    if own is not None and not last.endswith("ة"):
        return {"ها": "f", "ه": "m", "هم": "p", "هما": None}[own["of"]]
    plain = unify(word)
    plain = plain[1:] if len(plain) > 4 and plain[0] in "وف" and plain[1] in "يتسا" else plain
    plain = plain.removeprefix("س") if plain[1:2] in ("ي", "ت") and len(plain) > 4 else plain
    if plain.endswith(("وا", "ون")):
        return "p"
    if _MASCULINE.fullmatch(plain) is not None:
        return "m"
    if word.endswith("ة"):
        return "f" if _TOLD_OF_HER.fullmatch(plain) is not None else None
    if plain.startswith("ي") and len(plain) > 3:
        return None if plain.endswith("ان") else "m"
    if plain.startswith("ت") and len(plain) > 3 and not plain.endswith("ان"):
        return "f" if len(plain) < 7 and word[0] == "ت" and not _FIFTH.match(plain) else None
    if _PAST.fullmatch(plain) is not None and not plain.endswith("ات"):
        return "f"
    return None


_FIFTH: Final = re.compile(r"ت(?:فكك|راجع|قدم|وحد|حالف|لاشي|قهقر|صادم|عاون|مركز|قاتل|بع|خلي)(?!\w)")
"""Past verbs that begin with that letter themselves."""


def of_its_gender(scene: Scene, m: re.Match[str], who: Found) -> Found:
    """Take, where the verb cannot be of the one name before it, the only other one that it can be of."""
    word = scene.flat.plain[m.start() : m.end()]
    if _A_FACTION.search(scene.flat.text, max(scene.one.start, m.start() - 14), m.start()) is not None:
        return who
    if len(who.names) != 1 or who.names[0].start >= m.start() or agrees(word, who.names[0]):
        return who
    own = [n for n in scene.actors if n.end <= m.start()]
    found = agreeing(word, own) or (
        [] if any(agrees(word, n) for n in own) else agreeing(word, spoken_of(scene))
    )
    return Found(tuple(found), who.negated)
