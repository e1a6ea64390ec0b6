"""Find who signs beside an Arabic verb or noun of signing: right behind, before, with whom, between which two."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import ADVERB, MEN, RELATIVE
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, SIGN
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.names.person_names import person_ending
from sightline.measure.text.claims.arabic.people.owners import the_both
from sightline.measure.text.claims.named import Named

Signed = tuple[int, Sequence[Named], Named, bool]
"""Index of the word that says it, who signed, what, whether it is affirmed."""

NOUN: Final = re.compile(r"[وف]?ب?(?P<the>ال)?(?:توقيع|ابرام|امضاء)(?P<own>ه|ها|هما|هم)?")

NOT: Final = frozenset("لم لا ما ولم ولا دون بدون".split())

BOTH: Final = re.compile(
    r"[وف]?(?:ل|ب)?(?:كلا )?ال(?:طرف|جانب|فصيل|فريق|تنظيم|تشكيل|قوت|حركت|جبهت|جماعت|حزب|خصم|مجموعت)(?:ين|ان)"
)

_WITH: Final = frozenset(("مع",))

_SIDE: Final = frozenset("الجانب الطرف حكومه سلطات ممثلي ممثلين قاده قياده وفد من عن وزاره".split())


def signers_at(clause: Clause, j: int) -> tuple[list[Named], int]:
    """Give who stands right behind, groups or the capitals of states, and the index behind them."""
    tokens = clause.tokens
    while j < len(tokens) and (tokens[j].text in MEN | {"كل", "من"} or clause.light(tokens[j].text)):
        j += 1
    if j < len(tokens) and tokens[j].kind == GROUP:
        names, last = clause.row(j, 1)
        return names, last + 1
    if j < len(tokens) and tokens[j].kind == PLACE and tokens[j - 1].text not in ("في", "ب"):
        names, last = clause.row(j, 1)
        return [n for n in names if n.kind == "place"], last + 1
    if j < len(tokens) and BOTH.fullmatch(tokens[j].text):
        two = the_both(clause, tokens[j].start)
        return (list(two), j + 1) if len(two) == 2 else ([], j)
    return [], j


def nobody_behind(clause: Clause, j: int) -> bool:
    """Say whether nobody stands behind a verb as who acts: its end, a preposition, a time."""
    if j >= len(clause.tokens):
        return True
    token = clause.tokens[j]
    return (
        token.kind == SIGN
        or clause.light(token.text)
        or token.text in ("مع", "في", "عام", "برعايه", "اصلا", "قبل", "بعد", "سابقا", "علي", "بوساطه", "من")
        or ADVERB.fullmatch(token.text) is not None
    )


def partners_behind(clause: Clause, j: int) -> Sequence[Named]:
    """Give with whom it was signed: "مع ...", in the words right behind."""
    tokens = clause.tokens
    for k in range(j, min(len(tokens), j + 7)):
        if tokens[k].text in _WITH:
            m = k + 1
            while m < len(tokens) and tokens[m].text in _SIDE | MEN:
                m += 1
            return [n for n in signers_at(clause, m)[0] if n.kind != "men"]
        if tokens[k].kind == SIGN or tokens[k].text in RELATIVE:
            break
    return []


def between(clause: Clause, at: int) -> list[Named]:
    """Give the two between whom it was signed."""
    names, end = signers_at(clause, at + 1)
    if len(names) == 1 and end + 1 < len(clause.tokens) and clause.tokens[end].text in ("و", "وبين"):
        names = [*names, *signers_at(clause, end + 1)[0][:1]]
    return names if len(names) == 2 else []


def signers_before(clause: Clause, i: int) -> Sequence[Named]:
    """Give who signed before the verb: a person, the two, or the group that acts."""
    tokens, j = clause.tokens, i
    while j and tokens[j - 1].text in ("قد", "كان", "كانت", "وكان", "لم", "الذي", "التي", "ان", "وقد", "سبق"):
        j -= 1
    if j and BOTH.fullmatch(tokens[j - 1].text):
        two = the_both(clause, tokens[j - 1].start)
        return two if len(two) == 2 else []
    person = person_ending(clause, j)
    if person is not None:
        return [person]
    if j > 1 and tokens[j - 1].text == "من" and tokens[j - 2].text in ("اول", "اخر"):
        return clause.before(j - 2, "")
    if i and tokens[i].text[0] == "و" and tokens[i - 1].kind == GROUP:
        renamed = any(t.text in ("اسم", "الاسم", "اسمه", "اسمها") for t in tokens[max(0, i - 5) : i])
        if renamed:
            return tokens[i - 1].names[-1:]  # "غيّروا الاسم إلى ... ووقعوا"
    who = gender_of(tokens[i].text)
    if tokens[i].text.endswith(("ا", "تا")) and who == "m":
        row = clause.before(i, "p")
        return row if len(row) == 2 else []
    return clause.before(i, who)


def gender_of(text: str) -> str:
    """Give the gender that a verb of signing asks of who signs: m, f, or p for several."""
    bare = text[1:] if text[0] in "وف" and text[1:2] in "يتاو" else text
    if bare.endswith(("وا", "ون")):
        return "p"
    return "f" if bare.startswith("ت") or re.match(r"(?:وقع|ابرم|امض|اتفق|توصل)ت", bare) else "m"


def named_before(clause: Clause, thing: Named) -> Named:
    """Give the agreement that "الاتفاق" means, where one was named before with the words that say which."""
    scene = clause.scene
    bare = scene.flat.text[thing.start : thing.end].removeprefix("ال")
    pattern = re.compile(rf"(?<!\w)[وف]?[بل]?(?P<name>{bare}\s(?:ال\w+|\w+(?=[\s،.])))")
    for m in reversed(list(pattern.finditer(scene.flat.text, max(0, thing.start - 500), thing.start))):
        start, end = m.span("name")
        known = any(p.end == end for p in (*scene.earlier_places, *scene.places))
        if known or m["name"].split()[1].startswith("ال"):
            return Named(scene.flat.plain[start:end], start, end, "thing")
    return thing
