"""Say whether an Arabic clause affirms or negates what its word tells, or leaves that to the words around it."""

import re
from typing import Final

from sightline.measure.text.claims.arabic.clauses.tokens import GROUP
from sightline.measure.text.claims.arabic.clauses.walks import Clause

_NOT: Final = frozenset(
    "لم لا لن ليس ليست ليسوا غير دون بدون عدم رفض رفضت يرفض ترفض نفي نفت ينفي تنفي ولم ولا ولن ما "
    "وما وليس وليست بلا الا انكر انكرت مو مش موش مب ماهو ماهي ماناش ماهم معاد ماعاد لسنا "
    "نقض نقضت سحب سحبت فسخ فسخت نكث نكثت الغي الغت الغاء فض فضت نقضه نقضها".split()
)
_WHENEVER: Final = frozenset("يوم بعد قبل وقت مثل كل عند لحظه ساعه حين اول متل طول عشيه".split())
_BREAKS: Final = frozenset("نقض نقضت سحب سحبت فسخ فسخت نكث نكثت الغي الغت فض فضت".split())
_FALSE: Final = re.compile(
    r"\s(?:كذب|غير صحيح|غير دقيق|م[وش]ا? صحيح|لا اساس له|"
    r"عار عن الصحه|عاريه عن الصحه|محض اشاعه|مجرد اشاعه)(?!\w)"
)
_STILL: Final = re.compile(r"[يت]?زال(?:ت|وا|ون)?")
_NAME: Final = "<name>"
_NOT_ANY_MORE: Final = frozenset("يعد تعد يكن تكن يعودوا عاد عادت".split())
_NO_MORE: Final = frozenset("يعد تعد يعودوا".split())
_DENIES: Final = re.compile(
    r"(?<!\w)[وف]?(?:[يت]?نف[يت]|نافي[اه]|[يت]?نكر|انكر|كذب|لا صحه|عدم صحه|ليس صحيحا)\w{0,2}(?!\w)"
)


_THAT_IT_IS: Final = re.compile(
    r"(?<!\w)[وف]?(?:نفي|نفت|[يت]نفي|نافيا|نافيه|انكر|انكرت|[يت]نكر)\s[^؛:]{0,90}?"
    r"(?<!\w)ان [يت]كون(?:وا)?\s(?:\w+\s){0,3}$"
)
_PASSED: Final = frozenset(
    "ان يكن تكن يكون تكون اي ايه رسميا بعد يوما ابدا قط اصلا مطلقا حتي باي بايه وجود قد اكثر مره من".split()
)


def stance_of(clause: Clause, i: int, is_: str, form: str) -> str | None:
    """Give affirmed or negated; None where somebody denies, so that the words around decide.

    :param i: index of the word that tells it
    :param is_: the relation
    :param form: verb, noun, participle or the name of another construction
    """
    if is_ == "leader_of":
        return "affirmed"
    text, one, token = clause.scene.flat.text, clause.scene.one, clause.tokens[i]
    if form == "no tie":
        return "negated"
    if _negated(clause, i) or _FALSE.search(text, token.end, one.end) is not None:
        return "negated"
    if form in ("verb", "noun", "in whose hand") and _DENIES.search(text, one.start, token.start) is not None:
        return None
    if _THAT_IT_IS.search(text, one.start, token.start) is not None:
        return "negated"  # "نفت ... أن تكون متحالفة ..."
    return "affirmed"


def _negated(clause: Clause, i: int) -> bool:
    """Say whether the words before negate: "لم", "رفض ... ال", "لم يعد"; not "لا يزال"."""
    words = [_NAME if t.kind == GROUP else t.text for t in clause.tokens[max(0, i - 8) : i]]
    if clause.tokens[i].text.startswith("ال") and i > 1 and clause.tokens[i - 1].kind == GROUP:
        words = [*words[:-2], words[-2]] if words[-2] in _NOT else words  # "رفضت كتيبة ... الانضمام"
    words = _light_off(clause, words)
    if words and words[-1] == _NAME:
        again = _light_off(clause, words[:-1])
        if again and again[-1] in _BREAKS:
            return True
        if len(again) > 1 and again[-1] in _NOT_ANY_MORE and again[-2] in _NOT:
            return True  # "لم تعد سرايا ... تتبع ..."
    if words and words[-1] in ("سوي", "الا") and any(w in _NOT for w in words[-4:-1]):
        return False  # "ليس سوى ذراع ..."
    if words[-1:] == ["ما"] and words[-2:-1] and words[-2] in _WHENEVER:
        return False  # "من يوم ما انشقت"
    if not words or any(_STILL.fullmatch(w) for w in words[-2:]):
        return False
    return words[-1] in _NOT or (len(words) > 1 and words[-1] in _NO_MORE and words[-2] in _NOT)


def _light_off(clause: Clause, words: list[str]) -> list[str]:
    """Leave out the words at the end that change nothing: "رسميا", "يوما", "أن تكون"."""
    out = list(words)
    while out and (clause.light(out[-1]) or out[-1] in _PASSED):
        out.pop()
    return out
