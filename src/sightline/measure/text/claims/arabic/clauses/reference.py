"""Tell whom an Arabic pronoun or a verb without a subject means, by gender and by who acted in the clauses before."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.scene import Scene

_FEMININE: Final = frozenset(
    "كتايب قوات سرايا الويه وحدات افواج فصايل صقور اسود نمور رايات طلايع نسور ذياب ميليشيا مليشيا "
    "ميليشيات مليشيات جند احرار "
    "حماه حراس فرسان رجال شباب ابناء انصار جنود اهل اجناد ثوار".split()
)
_EITHER: Final = frozenset(
    "داعش قسد حماس طالبان رجال شباب ابناء انصار جنود اهل حماه حراس فرسان احرار اجناد ثوار شهداء".split()
)
_STOP: Final = re.compile(r"[.!?؟\n][\"')]*\s")
_OPENS: Final = re.compile(
    r"(?:^\W*|^\W*(?:و?(?:قد|كان|كانت)\s)*\w+\s|[،؛:]\s|(?<!\w)(?:فيما|بينما|لكن|ثم|حين|حيث|بعدما|"
    r"عندما)\s\w+\s|(?<!\w)(?:و?(?:قال|اعلن|اكد|نفي|ذكر|كان|اضاف|ظهر|تاسس|اتهم|اصدر|يعد|عين|بث|"
    r"رفض|"
    r"شن|نعي)ت?|تعد|نفت|نعت|(?:ل|ب|ف|و)?ان|حين|عندما|حيث|بينما|فيما|لكن|ولكن|غير ان|اما|هي|هو|"
    r"كل من|كلا من|باسم|مصدر في|قيادي في|عضو في|بيان|"
    r"صفحه)\s)(?:مقاتلو\s|مقاتلي\s|عناصر\s|قوات\s|رجال\s|مسلحو\s|مسلحي\s|فصيل\s|قياده\s|حركه\s|"
    r"جماعه\s|كتيبه\s|تنظيم\s|مجموعه\s|"
    r"ميليشيا\s|مليشيا\s)?[\"وف]?\"?$"
)
"""Words before a name that opens a clause."""
_LED: Final = re.compile(
    r"(?<!\w)(?:(?:و?(?:في|من|الي|علي|عن|مع|ضد|بين|ضمن))\s(?:(?:مقاتلي|عناصر|مسلحي|قوات|صفوف|حركه|"
    r"جماعه)\s)?|[وف]?[لب]|(?:ب?اسم|مسمي|[يت]سمي|سمي|ب?تسميه)\s)\"?$"
)
"""Words that lead to a name: it is not who acts."""
_BACK: Final = 40
_FAR: Final = 420
"""Characters back in which somebody meant may have been named."""


def fits(name: Named, who: str) -> bool:
    """Say whether a verb or pronoun (m, f, p; "" for any) may be of a group."""
    if who in ("", "p"):
        return True
    head = unify(name.name).split()[0].strip('"').removeprefix("ال")
    if head in _EITHER or name.kind == "person":
        return True
    return (head.endswith("ه") or head in _FEMININE) == (who == "f")


def of_suffix(own: str) -> str:
    """Give the gender that an attached pronoun asks for."""
    return {"ه": "m", "ها": "f"}.get(own, "p")


def meant_by(
    scene: Scene, names: Sequence[Named], at: int, who: str, not_: Collection[str] = ()
) -> list[Named]:
    """Give the one group that is meant at a place; an empty list where it cannot be told.

    :param names: groups of the sentence
    :param who: m, f or p, as the verb or pronoun has it
    :param not_: names of those that it cannot be
    """
    own = [n for n in names if n.end <= at and n.name not in not_ and fits(n, who)]
    heads = [n for n in own if opens_clause(scene, n)]
    if heads:
        return heads[-1:]
    free = [
        n for n in own if _LED.search(scene.flat.text, max(scene.one.start, n.start - 16), n.start) is None
    ]
    if len({n.name for n in free}) == 1:
        return free[-1:]
    if free:
        return []
    far = own if len({n.name for n in own}) == 1 else []
    before = [n for n in scene.earlier if n.start > at - _FAR and n.name not in not_ and fits(n, who)]
    if not before:
        return far[-1:]
    last = _last_sentence(scene, before)
    heads = [n for n in last if opens_clause(scene, n)]
    if len({n.name for n in last}) == 1:
        return last[-1:]
    return heads[:1] if len({n.name for n in heads}) == 1 else []


def nearest(scene: Scene, names: Sequence[Named], at: int, who: str, not_: Collection[str]) -> list[Named]:
    """Give whom the pronoun behind a preposition means: the last named before it that is not who acts."""
    own = [n for n in names if n.end <= at and n.name not in not_ and fits(n, who)]
    if len({n.name for n in own}) > 1:
        heads = [n for n in own if opens_clause(scene, n)]
        return heads[-1:] or own[-1:]
    return own[-1:] if own else meant_by(scene, names, at, who, not_)


def _last_sentence(scene: Scene, row: Sequence[Named]) -> list[Named]:
    out = [row[-1]]
    for each in reversed(row[:-1]):
        if _STOP.search(scene.flat.text, each.end, out[0].start) is not None:
            break
        out.insert(0, each)
    return out


def opens_clause(scene: Scene, name: Named) -> bool:
    """Say whether a name opens a clause of its sentence."""
    text = scene.flat.text
    low = max(scene.one.start if name.start >= scene.one.start else 0, name.start - _BACK)
    lead = text[low : name.start]
    if low not in (0, scene.one.start):
        stops = [m.end() for m in _STOP.finditer(lead)]
        lead = lead[stops[-1] :] if stops else f"xx{lead}"
    return _OPENS.search(lead) is not None
