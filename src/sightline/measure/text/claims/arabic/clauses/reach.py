"""Find whom, or which place, the words behind an Arabic verb lead to."""

from collections.abc import Collection, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import (
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
from sightline.measure.text.claims.arabic.clauses.places import last_place
from sightline.measure.text.claims.arabic.clauses.reference import nearest, of_suffix
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, SIGN, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
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
        twice = j + 1 < len(tokens) and text != "الي" and tokens[j + 1].text in links  # "جنبا إلى جنب مع"
        if (text in links or attached in links) and (text or attached) and not twice:
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


_AROUND: Final = frozenset(
    "بين حول قرب قباله شمال جنوب شرق غرب شمالي جنوبي شرقي غربي ريف محيط محور محاور جبهه جبهات قاطع ضواحي تخوم اطراف "
    "داخل وسط مركز عند علي طول امتداد".split()
)


def _aside_ends(clause: Clause, j: int) -> int:
    """Give the index behind the comma that closes words between commas; 0 where none does."""
    tokens = clause.tokens
    return next((k + 1 for k in range(j + 1, min(len(tokens), j + 7)) if tokens[k].text == "،"), 0)


def _is_unknown(clause: Clause, text: str) -> bool:
    return not (
        clause.light(text)
        or text in PART | MEN | PREPOSITIONS
        or WITH_PRONOUN.fullmatch(text)
        or ADVERB.fullmatch(text)
        or text in ("كامله", "بالكامل")
    )


def place_led(clause: Clause, at: int, links: Collection[str], *, near: bool = False) -> list[Named]:
    """Give the places that a verb leads to.

    :param near: also those around which, or beside which, somebody stands
    """
    tokens, led, last, unknown = clause.tokens, "" in links, "", 0
    shut = 0
    for j in range(at + 1, min(len(tokens), at + 14)):
        token = tokens[j]
        text = token.text
        shut = shut if j < shut or not near or text != "،" else _aside_ends(clause, j) or 0
        around = near and token.kind == WORD and bool({text, text.removeprefix("ب")} & _AROUND)
        led = led or (around and j >= shut)
        if j < shut or around or (token.kind == PLACE and token.text.startswith("مقر")):
            continue
        if token.kind == PLACE:
            if led and (near or last not in ASIDE_PLACE) and (not unknown or tokens[j - 1].text in PART):
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
        elif token.kind == WORD and _is_unknown(clause, text):
            unknown += 1
            if unknown > 3 or "" not in links or text[:1] in "وف" or text in BREAK:
                return []
        if not (clause.light(text) or text in PART):
            last = text
        if text in ("الي", "باتجاه", "نحو", "صوب"):
            led = False
    return []
