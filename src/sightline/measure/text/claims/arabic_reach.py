"""Find whom, or which place, the words behind an Arabic verb lead to."""

from collections.abc import Collection, Sequence

from sightline.measure.text.claims.arabic_light import (
    ADVERB,
    ASIDE_PLACE,
    BREAK,
    MEN,
    PART,
    PREPOSITIONS,
    TO,
    TOWN,
    WITH_PRONOUN,
)
from sightline.measure.text.claims.arabic_places import last_place
from sightline.measure.text.claims.arabic_reference import nearest, of_suffix
from sightline.measure.text.claims.arabic_tokens import GROUP, PLACE, SIGN, WORD
from sightline.measure.text.claims.arabic_walks import Clause
from sightline.measure.text.claims.named import Named


def linked(
    clause: Clause, at: int, links: Collection[str], taken: Sequence[Named], *, pronouns: bool = True
) -> list[Named]:
    """Give the groups that one of the links leads to."""
    tokens, skipped, j = clause.tokens, 0, at + 1
    while j < min(len(tokens), at + 16):
        text = tokens[j].text
        attached = text[:1] if text[:1] in "لب" and text[1:] in TO else ""
        pronoun = WITH_PRONOUN.fullmatch(text)
        if pronoun is not None and pronoun["link"] in links:
            who = of_suffix(pronoun["own"])
            if not pronouns:
                return []
            return nearest(clause.scene, clause.groups, tokens[j].start, who, {n.name for n in taken})
        if (text in links or attached in links) and (text or attached):
            found = _to(clause, j, taken)
            if found or text not in ("من", "في"):
                return found
        elif text == "،":
            close = next((k for k in range(j + 1, min(len(tokens), j + 14)) if tokens[k].text == "،"), None)
            if close is None:
                return []
            j = close
        elif tokens[j].kind == SIGN and text not in {"(", ")"}:
            return []
        elif tokens[j].kind == WORD and not clause.light(text) and text not in MEN:
            skipped += 1
            if skipped > 4 or text in BREAK:
                return []
        j += 1
    return []


def _to(clause: Clause, j: int, taken: Sequence[Named]) -> list[Named]:
    for k in range(j + 1, min(len(clause.tokens), j + 7)):
        token = clause.tokens[k]
        if token.kind == GROUP:
            names = clause.row(k, 1)[0]
            return [n for n in names if n.name not in {t.name for t in taken}]
        if not (token.text in TO or clause.light(token.text)):
            return []
    return []


def place_led(clause: Clause, at: int, links: Collection[str]) -> list[Named]:
    """Give the places that a verb leads to."""
    tokens, led, last, unknown = clause.tokens, "" in links, "", 0
    for j in range(at + 1, min(len(tokens), at + 14)):
        token = tokens[j]
        text = token.text
        if token.kind == PLACE and token.text.startswith("مقر"):
            continue
        if token.kind == PLACE:
            if led and last not in ASIDE_PLACE and (not unknown or tokens[j - 1].text in PART):
                return clause.row(j, 1)[0]
            return []
        town = TOWN.fullmatch(text[1:] if text[:1] in "بل" and text[1:2] == "ا" else text)
        if town is not None and (led or text[0] in links):
            return last_place(clause.scene, token.start)
        pronoun = WITH_PRONOUN.fullmatch(text)
        if pronoun is not None and pronoun["link"] in links:
            return last_place(clause.scene, token.start)
        if text in links or (text[:1] in links and text[1:] in PART):
            led = True
        elif token.kind == SIGN and text == "،":
            return []
        elif token.kind == WORD and not (
            clause.light(text)
            or text in PART
            or text in MEN
            or text in PREPOSITIONS
            or pronoun is not None
            or ADVERB.fullmatch(text)
            or text in ("كامله", "بالكامل")
        ):
            unknown += 1
            if unknown > 3 or "" not in links or text[:1] in "وف" or text in BREAK:
                return []
        if not (clause.light(text) or text in PART):
            last = text
        if text in ("الي", "باتجاه", "نحو", "صوب"):
            led = False
    return []
