"""Tell of whom an Arabic noun is told: "X، وهو فصيل تابع ...", "X ذراع ...", "لم تكن X يوماً جزءاً من ...".

What is apposed to a name, or is its predicate, is told of the name right before it, whatever led to that name.
"""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.roots import form_of
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, WORD
from sightline.measure.text.claims.arabic.clauses.walk import Walk
from sightline.measure.text.claims.arabic.names.quoted import KIND as KIND_NOUN
from sightline.measure.text.claims.named import Named

PRONOUN: Final = re.compile(r"[وف]?(?:هو|هي|هم|هما)")
BOTH: Final = re.compile(r"[وف]?(?:كلاهما|كلتاهما|كليهما|كلتيهما)")
_COPULA: Final = re.compile(
    r"[وف]?(?:كان|كانت|[يت]كون|[يت]كن|[يت]عد|[يت]عتبر|اعتبر|اعتبرت|اصبحت?|[يت]صبح|باتت?|[يت]بات|صارت?|[يت]صير|ظلت?|[يت]ظل|"
    r"بقيت?|[يت]بقي|ليس|ليست|[يت]شكل|شكلت?|[يت]مثل|مثلت?|كونه|كونها|باعتباره|باعتبارها|بوصفه|بوصفها|بصفته|بصفتها|"
    r"مجرد|محض|سوي|الا|مو|مش|موش|لم|لا|لن|ما|زال|زالت|[يت]زال|انه|انها|بانه|بانها|لانه|لانها|نفسه|نفسها|ايضا|كذلك|يوما|"
    r"ابدا|قط|اصلا|فعليا|رسميا|عمليا|حاليا|سابقا|بدوره|بدورها)"
)
_KIND: Final = re.compile(rf"[وف]?(?:{KIND_NOUN}|مجموعات|كيان|جسم|قوه|وحده|ميليشيا|مليشيا|شبكه|عشيره)")
_FEMININE: Final = re.compile(r"[وف]?(?:كانت|تكون|تكن|تعد|تعتبر|ليست|باتت|اصبحت|صارت|ظلت|هي|التي)")
_MASCULINE: Final = re.compile(r"[وف]?(?:كان|يكون|يكن|يعد|يعتبر|ليس|بات|اصبح|صار|ظل|هو|الذي)")
_FAR: Final = 7


def kind_before(clause: Walk, at: int) -> int | None:
    """Give the index of the noun without an article that a word is told of: "فصيل محلي صغير [يتبع]"."""
    tokens = clause.tokens
    for k in range(at - 1, max(-1, at - 5), -1):
        token = tokens[k]
        if token.kind != WORD or token.text.startswith("ال"):
            return None
        if _KIND.fullmatch(token.text):
            before = tokens[k - 1] if k else None
            told = before is not None and (
                before.kind == GROUP or before.text == "،" or _copula(clause, k - 1)
            )
            return k if told else None
        if form_of(token.text) is not None or _COPULA.fullmatch(token.text):
            return None
    return None


def _copula(clause: Walk, k: int) -> bool:
    text = clause.tokens[k].text
    return PRONOUN.fullmatch(text) is not None or _COPULA.fullmatch(text) is not None


def described(clause: Walk, i: int) -> Sequence[Named]:
    """Give of whom the noun at an index is told; empty where it is not the predicate of anybody named."""
    tokens, j, pronoun, copula = clause.tokens, i - 1, False, False
    while j >= 0 and tokens[j].kind == WORD:
        text = tokens[j].text
        if PRONOUN.fullmatch(text) or text in ("الذي", "التي"):
            pronoun = True
        elif _COPULA.fullmatch(text):
            copula = True
        elif not (clause.light(text) and (copula or pronoun or i - j < 3)):
            break
        j -= 1
    who = _gender(clause, j, i)
    if j < 0:
        return clause.before(i, who) if copula or pronoun else []
    token = tokens[j]
    if token.kind == GROUP:
        names, first = clause.row(j, -1)
        if pronoun:
            return names[-1:]
        lead = tokens[first - 1].text if first else ""
        return names if len(names) == 1 or not lead else names[-1:] if _led(lead) else names
    if token.text == "،" and not pronoun and copula:
        return _here(clause, clause.before(i, who))
    if token.text == "،":
        return _before_comma(clause, j)
    if token.text in ("(", ")") and j and tokens[j - 1].kind == GROUP:
        return tokens[j - 1].names[-1:]
    if not copula and not pronoun:
        return []
    told = clause.before(i, who)
    return told if _KIND.fullmatch(token.text.removeprefix("ال")) else _here(clause, told) if copula else []


def _here(clause: Walk, names: Sequence[Named]) -> Sequence[Named]:
    """Keep those named in the sentence: of one named before, somebody else may stand between."""
    return [n for n in names if n.start >= clause.scene.one.start]


def _gender(clause: Walk, j: int, i: int) -> str:
    for token in clause.tokens[max(0, j) : i]:
        if _FEMININE.fullmatch(token.text):
            return "f"
        if _MASCULINE.fullmatch(token.text):
            return "m"
    return ""


def _led(word: str) -> bool:
    return word in ("من", "في", "عن", "علي", "مع", "ضد", "الي", "ل", "ب", "بين")


def _before_comma(clause: Walk, comma: int) -> Sequence[Named]:
    """Give the group that what stands behind a comma is apposed to: with at most where it is in between."""
    tokens = clause.tokens
    for k in range(comma - 1, max(-1, comma - 1 - _FAR), -1):
        token = tokens[k]
        if token.kind == GROUP:
            return token.names[-1:]
        if (
            token.kind == PLACE
            or clause.light(token.text)
            or token.text in ("في", "ب", "قرب", "بريف", "ريف", ")")
        ):
            continue
        if token.text == "،" and k and tokens[k - 1].kind == GROUP and comma - k < _FAR:
            break
        break
    here = {n.name: n for t in tokens[max(0, comma - 60) : comma] if t.kind == GROUP for n in t.names}
    return list(here.values()) if len(here) == 1 else []
