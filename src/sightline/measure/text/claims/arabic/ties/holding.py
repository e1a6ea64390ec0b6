"""Read who holds or has lost a place from Arabic words that stand behind it: "تحت سيطرة", "بيد", "من يد"."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import TOWN
from sightline.measure.text.claims.arabic.clauses.places import last_place
from sightline.measure.text.claims.arabic.clauses.reach import place_led
from sightline.measure.text.claims.arabic.clauses.reference import of_suffix
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, SIGN, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.ties.contested import contested_told
from sightline.measure.text.claims.arabic.ties.nominal import Told
from sightline.measure.text.claims.named import Named

_HAND: Final = re.compile(
    r"(?:يد|ايدي|ايد|قبض[هت]|سيطر[هت]|عهد[هت]|حوز[هت]|امر[هت]|حكم|نفوذ|ادار[هت])(?P<own>ها|هم|ه)?"
)
_IN_HAND: Final = re.compile(r"(?:ب|بـ)(?:يد|ايدي|ايد|قبض[هت])(?P<own>ها|هم|ه)?")
_PASSED: Final = frozenset(
    "نفسها نفسه انها انه بانها يعتقد يقال كامله بالكامل بكاملها بكامله باكملها كلها كله تبقي بقيت بقي "
    "سقطت سقط وقعت وقع اصبحت عادت بدورها وحدها ايضا عمليا تماما لا تزال يزال ما زالت زال ظلت ظل".split()
)
"""Words between a place and "تحت سيطرة" that tell nothing of where."""
_LANDS: Final = ("ولايه", "محافظه", "اقليم", "ريف", "بريف")
"""Before the name of what a place lies in."""
_SUBJECT_TO: Final = re.compile(r"(?:ال)?خاضع[ه]?|[يت]خضع|معقلا?|معاقل")


def control_told(clause: Clause) -> Iterable[Told]:
    """Give who holds a place, or lost it, by words that stand behind the place."""
    tokens = clause.tokens
    for i, token in enumerate(tokens):
        if token.kind != WORD:
            continue
        text, lost, at = token.text, False, i
        here = _IN_HAND.fullmatch(text)
        if text in ("تحت", "في", "من") and i + 1 < len(tokens):
            here, lost, at = _HAND.fullmatch(tokens[i + 1].text), text == "من", i + 1
            if (
                here is not None
                and text == "في"
                and here[0].startswith(("سيطر", "حكم", "ادار", "نفوذ", "امر"))
            ):
                continue
            if lost and here is not None and here[0].startswith(("حكم", "ادار", "امر", "عهد")):
                continue
        if here is None and _SUBJECT_TO.fullmatch(text) is not None:
            at = _over(clause, i, frozenset(("ل", "لـ", "لسيطره", "لحكم", "الي", "سيطره", "لنفوذ", "سابقا")))
            if at == i:
                continue
            who: Sequence[Named] = (
                tokens[at + 1].names if at + 1 < len(tokens) and tokens[at + 1].kind == GROUP else ()
            )
        elif here is not None:
            own = here["own"]
            if own:
                who = clause.own(i, of_suffix(own))
            else:
                names, _ = clause.behind(at)
                who = names
        else:
            continue
        places = _place_before(clause, i) if who else []
        if places and not (
            here is not None and here["own"] and clause.tokens[i - 1].text in ("ليس", "ليست", "ان")
        ):
            is_ = (
                "lost"
                if lost
                else ("governs" if text == "تحت" and tokens[at].text.startswith("ادار") else "controls")
            )
            yield is_, "in whose hand", i, who, places
    yield from _thrown_out(clause)
    yield from contested_told(clause, _place_before)


def _thrown_out(clause: Clause) -> Iterable[Told]:
    for i, token in enumerate(clause.tokens):
        if (
            token.kind != WORD
            or re.fullmatch(r"[وفب]?(?:طرد|[يت]طرد|اخراج|دحر|طردت|اخرج|اخرجت|طردوا)", token.text) is None
        ):
            continue
        names, at = clause.behind(i)
        if not names:
            continue
        second, further = clause.behind(at)
        who = second or names
        places = place_led(clause, further if second else at, frozenset(("من",)))
        if places:
            yield "lost", "thrown out", i, who, places


def _over(clause: Clause, i: int, words: frozenset[str]) -> int:
    while i + 1 < len(clause.tokens) and clause.tokens[i + 1].text in words:
        i += 1
    return i


def _place_before(clause: Clause, i: int) -> Sequence[Named]:
    unknown = 0
    for j in range(i - 1, max(-1, i - 9), -1):
        token = clause.tokens[j]
        if token.kind == PLACE:
            if j and clause.tokens[j - 1].text in (
                "باتجاه",
                "نحو",
                "الي",
                "قرب",
                "شرق",
                "غرب",
                "شمال",
                "جنوب",
            ):
                return []
            return [] if j and clause.tokens[j - 1].text in _LANDS else clause.row(j, -1)[0]
        if token.kind == GROUP and any(
            t.text in ("لتصبح", "لتقع", "لتدخل", "لتكون", "ليصبح", "ليقع") for t in clause.tokens[j:i]
        ):
            own = [n for t in clause.tokens[:j] if t.kind == PLACE for n in t.names]
            return own if len(own) == 1 else []
        if token.kind in (GROUP, SIGN) and token.text != "،":
            return []
        if token.text == "،" and clause.tokens[j + 1].text not in (
            "وهي",
            "وهو",
            "الواقع",
            "الواقعه",
            "التي",
            "الذي",
            "الخاضعه",
            "الخاضع",
            "و",
        ):
            return []
        if TOWN.fullmatch(token.text):
            return last_place(clause.scene, token.start)
        bare = token.text[1:] if token.text[:1] in "وف" else token.text
        unknown += not (clause.light(token.text) or token.text in clause.auxiliary or bare in _PASSED)
        if unknown > 2:
            return []
    return []
