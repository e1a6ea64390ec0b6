"""Tell of whom the words right before an Arabic verb or participle tell it: a name, or its relative clause."""

import re
from typing import Final

from sightline.measure.text.claims.arabic.clauses.described import BOTH, described, kind_before
from sightline.measure.text.claims.arabic.clauses.light import CONJUNCTIONS, OTHERS, RELATIVE
from sightline.measure.text.claims.arabic.clauses.reference import fits
from sightline.measure.text.claims.arabic.clauses.roots import Form, form_of
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, SIGN
from sightline.measure.text.claims.arabic.clauses.walk import Walk
from sightline.measure.text.claims.named import Named

_THE_KINDS: Final = re.compile(r"ال(?:جماعات|فصايل|مجموعات|تشكيلات|قوي|كتايب|حركات|ميليشيات|مليشيات|الويه)")
_OUTSTANDING: Final = re.compile(r"اقوي|ابرز|اكبر|اهم|اقدم|انشط|اشهر")


def told_beside(clause: Walk, at: int, who: str, form: Form) -> list[Named] | None:
    """Give whom the words right before a verb or participle tell it of; None where they tell nothing."""
    tokens, near = clause.tokens, clause.tokens[at - 1] if at else None
    if form.part == "participle" and form.definite:
        if near is not None and near.kind == GROUP and fits(near.names[-1], who) and who != "p":
            return list(near.names[-1:])
        if (
            at > 2
            and _THE_KINDS.fullmatch(tokens[at - 1].text)
            and _OUTSTANDING.fullmatch(tokens[at - 2].text)
        ):
            return list(described(clause, at - 3 if tokens[at - 3].text in ("من", "بين") else at - 2))
        return None
    kind = kind_before(clause, at)
    if kind is not None:
        return list(described(clause, kind))
    if form.part == "participle" and near is not None:
        if BOTH.fullmatch(near.text):
            return _both(clause, at - 1)
        if near.text == "،" and at > 1 and tokens[at - 2].kind == GROUP:
            beside = clause.row(at - 2, -1)[0]  # "تقدمت فرقة ...، مسنودة ب..."
            return beside if len(beside) > 1 or fits(beside[0], who) else []
    which = None if form.definite else relative_before(clause, at)
    return None if which is None else clause.acting(at, which, who, relative=True)


def _both(clause: Walk, at: int) -> list[Named]:
    """Give the two that "وكلاهما" means: those listed together before it."""
    last = next((j for j in range(at - 1, -1, -1) if clause.tokens[j].kind == GROUP), None)
    names = [] if last is None else clause.row(last, -1)[0]
    return names if len(names) == 2 else []


def relative_before(clause: Walk, at: int) -> int | None:
    """Give the group whose relative clause a word stands in: "X التي كانت حتى وقت قريب تابعة ..."."""
    for j in range(at - 1, max(0, at - 9), -1):
        token = clause.tokens[j]
        if token.text in RELATIVE:
            back = j - 1
            while back > 0 and clause.tokens[back].text in ("،", "(", ")"):
                back -= 1
            return back if clause.tokens[back].kind == GROUP else None
        if token.kind in {SIGN, GROUP} or token.text in OTHERS or _begins_anew(token.text):
            return None
    return None


def in_relative(clause: Walk, at: int) -> bool:
    """Say whether a participle is the predicate of a relative clause: "التي كانت حتى شهر مضى تابعة"."""
    which = relative_before(clause, at)
    return which is not None and any(
        t.text in ("كان", "كانت", "باتت", "بات") for t in clause.tokens[which:at]
    )


def _begins_anew(text: str) -> bool:
    form = form_of(text)
    return (text in CONJUNCTIONS and text != "حتي") or (form is not None and form[0].part == "verb")
