"""Find who is said to have done it in Arabic clauses: "أطلقها X", "X قصفت", "قصف مدفعي ل X", "نُسب إلى X", "برصاص X".

A verb of harm names who does it before or behind it; with an attached pronoun what stands right behind it is who does
it; a noun of harm leads to them by "ل" or by standing right before them.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import MEN
from sightline.measure.text.claims.arabic.clauses.reference import fits
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, SIGN, WORD, tokens_of
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene

_PAST: Final = (
    "قصف|استهدف|هاجم|داهم|دهم|اعتقل|اوقف|خطف|اختطف|احتجز|اعدم|قتل|اغتال|زرع|اطلق|شن|نفذ|"
    "ارتكب|القي|احرق|نهب|امطر"
)
_PRESENT: Final = (
    "قصف|ستهدف|هاجم|داهم|دهم|عتقل|وقف|خطف|ختطف|حتجز|عدم|قتل|غتال|زرع|طلق|شن|نفذ|رتكب|لقي|حرق|نهب|مطر"
)
_DOES: Final = re.compile(
    rf"[وف]?(?:(?P<past>{_PAST})(?P<end>ت|وا|تا|ا)?|(?P<lead>[يت])(?:{_PRESENT})(?:ون|ان)?)(?P<own>هما|هم|هن|ها|ه)?"
)
_SUFFERS: Final = ("قتل", "اوقف", "نهب", "احرق")
"""Written alike where it is done to them: only with an attached pronoun, or right behind who does it."""
_WITH_THING: Final = {
    "اطلق": re.compile(
        r"(?:ال)?(?:نار|نيران|رصاص|قذايف|قذيفه|صاروخ|صواريخ|صاروخين|قذيفتين|مسيره|طايره)|النار"
    ),
    "شن": re.compile(r"(?:ال)?(?:هجوم|هجمات|هجوما|غاره|غارات|غارتين|حمله|قصفا|ضربات|ضربه)"),
    "نفذ": re.compile(
        r"(?:ال)?(?:هجوم|هجوما|هجمات|غاره|غارات|ضربه|ضربات|عمليه|اعدام|اعدامات|كمين|كمينا|تفجير)"
    ),
    "القي": re.compile(r"(?:ال)?(?:برميل|براميل|برميلين|قنبله|قنابل|قبض|القبض|قذايف)"),
}
_NOUN: Final = re.compile(
    r"[وفب]?(?:ال)?(?:قصفا?|غاره|غارات|غارتين|هجوما?|هجمات|قذيفه|قذايف|صاروخ|صواريخ|رصاص|نيران|قناص|قناصه|كمين|لغم|الغام|ضربه|ضربات|مسيره)"
)
_RIGHT_BEFORE: Final = re.compile(
    r"[وفب]?(?:رصاص|نيران|قناص|قناصه|قصف|مدفعيه|طيران|راجمات|صواريخ|قذايف|غارات|الغام)"
)
_BACKED: Final = re.compile(r"(?:ال)?(?:مسنود|مدعوم|معزز|مغط[ىي]|بغطاء|باسناد|بدعم|بمسانده|بموازره)")
_NOMEN: Final = re.compile(
    r"ب(?:استهداف|اعتقال|اختطاف|خطف|احتجاز|اعدام|قتل|قصف|مداهمه|اقتحام|ارتكاب|زرع|اطلاق|شن)"
)
_ADJECTIVE: Final = re.compile(r"(?:ال)?\w{2,}(?:ي|يا|يه|ين|ات)|عنيف|عنيفه|مكثف|مكثفه|واسع|خاطف|مباغت")
_BLAMED: Final = re.compile(r"[وف]?(?:[ينت]?نسب(?:ت|وا)?|منسوب|منسوبه|حملت?|حملوا)")
_WHO_STANDS: Final = re.compile(r"[وفب]?(?:وقوف|ضلوع|تورط|مسووليه)")


def deeds_in(scene: Scene) -> list[Draft]:
    """Find the alleged perpetrators of one Arabic sentence, by its grammar."""
    if not scene.actors:
        return []
    clause = Clause(scene, tokens_of(scene))
    out: list[Draft] = []
    for i, token in enumerate(clause.tokens):
        if token.kind != WORD:
            continue
        for named in _doers(clause, i):
            if named.start >= scene.one.start:
                why = f"'{scene.flat.plain[token.start : token.end]}': {named.name} is said to have done it"
                out.append(Draft("perpetrator", "attributed_to", named.name, named.start, named.end, why))
    return out


def _doers(clause: Clause, i: int) -> Iterable[Named]:
    text = clause.tokens[i].text
    verb = _DOES.fullmatch(text)
    if verb is not None:
        yield from _by_verb(clause, i, verb)
    if _NOUN.fullmatch(text) is not None:
        yield from _of_noun(clause, i)
    if _RIGHT_BEFORE.fullmatch(text) is not None and not _supports(clause, i):
        group = _group_from(clause, i + 1)
        yield from (
            n for n in group if n.kind == "party" or text.lstrip("وفب") in ("رصاص", "نيران", "قناص", "قناصه")
        )
    if _NOMEN.fullmatch(text) is not None:
        yield from _subject_of(clause, i)
    if _BLAMED.fullmatch(text) is not None:
        yield from _led_to(clause, i, ("الي", "ل"))
    if _WHO_STANDS.fullmatch(text) is not None:
        yield from _group_from(clause, i + 1)


def _supports(clause: Clause, i: int) -> bool:
    """Say whether aircraft or guns only support somebody: "مسنودة بطيران ..."."""
    return i > 0 and _BACKED.match(clause.tokens[i - 1].text) is not None


def _by_verb(clause: Clause, i: int, verb: re.Match[str]) -> Iterable[Named]:
    stem = verb["past"] or ""
    who = "f" if verb["end"] == "ت" or verb["lead"] == "ت" else "p" if verb["end"] else "m"
    behind, _ = clause.behind(i)
    if verb["own"]:
        yield from behind or _right_before(clause, i, who)
        return
    needs = _WITH_THING.get(stem)
    if needs is not None and not any(needs.fullmatch(t.text) for t in clause.tokens[i + 1 : i + 6]):
        return
    if stem in _SUFFERS and not (i and clause.tokens[i - 1].kind == GROUP):
        return
    first = _right_before(clause, i, who)
    if first:
        yield from first
    elif behind and (fits(behind[0], who) or len(behind) > 1):
        yield from behind


def _right_before(clause: Clause, i: int, who: str) -> Sequence[Named]:
    """Give who acts, where the group stands in the clause and not only as somebody meant."""
    names = clause.before(i, who)
    return [n for n in names if clause.scene.one.start <= n.start < clause.tokens[i].start]


def _of_noun(clause: Clause, i: int) -> Sequence[Named]:
    j = i + 1
    while j < len(clause.tokens) and j - i < 4 and _ADJECTIVE.fullmatch(clause.tokens[j].text) is not None:
        j += 1
    if j < len(clause.tokens) and clause.tokens[j].text in ("ل", "لـ", "لقوات", "لعناصر", "لطيران"):
        return _group_from(clause, j + 1)
    return ()


def _subject_of(clause: Clause, i: int) -> Sequence[Named]:
    """Read "قيام عناصر من X باعتقال": who acts stands before."""
    for j in range(i - 1, max(-1, i - 8), -1):
        token = clause.tokens[j]
        if token.kind == GROUP:
            began = [t.text for t in clause.tokens[max(0, j - 4) : j]]
            return (
                token.names
                if any(w in ("قيام", "قامت", "قام", "يقوم", "تقوم", "قاموا") for w in began)
                else ()
            )
        if token.kind == SIGN:
            return ()
    return ()


def _led_to(clause: Clause, i: int, links: tuple[str, ...]) -> Sequence[Named]:
    for j in range(i + 1, min(len(clause.tokens), i + 6)):
        if clause.tokens[j].text in links:
            return _group_from(clause, j + 1)
        if clause.tokens[j].kind == SIGN:
            return ()
    return ()


def _group_from(clause: Clause, j: int) -> Sequence[Named]:
    while j < len(clause.tokens) and clause.tokens[j].text in MEN | {"خلايا", "خليه", "من", "ما", "يسمي"}:
        j += 1
    if j < len(clause.tokens) and clause.tokens[j].kind == GROUP:
        return clause.tokens[j].names
    return ()
