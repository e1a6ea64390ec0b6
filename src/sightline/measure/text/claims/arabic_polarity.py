"""Say whether an Arabic clause affirms or negates what its word tells, or leaves that to the words around it."""

import re
from typing import Final

from sightline.measure.text.claims.arabic_tokens import GROUP
from sightline.measure.text.claims.arabic_walks import Clause

_NOT: Final = frozenset(
    "لم لا لن ليس ليست ليسوا غير دون بدون عدم رفض رفضت يرفض ترفض نفي نفت ينفي تنفي ولم ولا ولن ما "
    "وما وليس وليست بلا الا انكر انكرت".split()
)
_FALSE: Final = re.compile(
    r"\s(?:كذب|غير صحيح|لا اساس له|عار عن الصحه|عاريه عن الصحه|محض اشاعه|مجرد اشاعه)(?!\w)"
)
_STILL: Final = re.compile(r"[يت]?زال(?:ت|وا|ون)?")
_NO_MORE: Final = frozenset("يعد تعد يعودوا".split())
_DENIES: Final = re.compile(
    r"(?<!\w)[وف]?(?:[يت]?نف[يت]|نافي[اه]|[يت]?نكر|انكر|كذب|لا صحه|عدم صحه|ليس صحيحا)\w{0,2}(?!\w)"
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
    if _negated(clause, i) or _FALSE.search(text, token.end, one.end) is not None:
        return "negated"
    if form in ("verb", "noun") and _DENIES.search(text, one.start, token.start) is not None:
        return None
    return "affirmed"


def _negated(clause: Clause, i: int) -> bool:
    """Say whether the words before negate: "لم", "رفض ... ال", "لم يعد"; not "لا يزال"."""
    words = [t.text for t in clause.tokens[max(0, i - 6) : i]]
    if clause.tokens[i].text.startswith("ال") and i > 1 and clause.tokens[i - 1].kind == GROUP:
        words = [*words[:-2], words[-2]] if words[-2] in _NOT else words  # "رفضت كتيبة ... الانضمام"
    while words and (
        clause.light(words[-1]) or words[-1] in ("ان", "يكن", "تكن", "اي", "ايه", "رسميا", "بعد")
    ):
        words.pop()
    if not words or any(_STILL.fullmatch(w) for w in words[-2:]):
        return False
    return words[-1] in _NOT or (len(words) > 1 and words[-1] in _NO_MORE and words[-2] in _NOT)
