"""Read what Arabic tells without a verb that takes both ends: "تحت سيطرة", "جزء من", "بين ... و...", "من اندماج"."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import PART
from sightline.measure.text.claims.arabic.clauses.reach import linked
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.ties.backed import backed_told
from sightline.measure.text.claims.arabic.ties.ended import ended_told
from sightline.measure.text.claims.arabic.ties.fighting import fighting_told
from sightline.measure.text.claims.arabic.ties.members import members_told
from sightline.measure.text.claims.arabic.ties.moved import moved_told
from sightline.measure.text.claims.arabic.ties.naming import names_told
from sightline.measure.text.claims.arabic.ties.unrelated import unrelated_told
from sightline.measure.text.claims.named import Named

Told = tuple[str, str, int, Sequence[Named], Sequence[Named] | None]
"""Relation, construction, index of its word, subjects, objects (None where it has none)."""

_SEAT: Final = re.compile(r"[وف]?(?:مقر|مركز|معقل|قاعدت|معسكر)(?:ه|ها|هم)(?!\w)")
_CONSISTS: Final = re.compile(
    r"[وف]?(?:[يت]تالف|[يت]تكون|[يت]تشكل|تالفت?|تكونت?|(?:ال)?مولفه?|(?:ال)?مكونه?|(?:ال)?مشكله?)"
)
_FORMED: Final = re.compile(r"[وف]?(?:ال)?(?:اندماج|اتحاد|توحد|انصهار|توحيد|اندماجات)")


def relations_told(clause: Clause) -> Iterable[Told]:
    """Give the relations that nouns tell."""
    for i, token in enumerate(clause.tokens):
        text = token.text
        if token.kind == PLACE and _SEAT.match(text):
            yield from _seated(clause, i)
        if token.kind != WORD:
            continue
        yield from members_told(clause, i)
        yield from fighting_told(clause, i)
        yield from ended_told(clause, i)
        yield from names_told(clause, i)
        yield from moved_told(clause, i)
        yield from backed_told(clause, i)
        yield from unrelated_told(clause, i)
        if (_FORMED.fullmatch(text.removeprefix("ب")) and i and text.startswith("ب")) or (
            _FORMED.fullmatch(text) and i and clause.tokens[i - 1].text in ("من", "نتيجه", "عن", "اثر")
        ):
            yield from _formed(clause, i)
        if text == "فلك" and i > 1 and i + 1 < len(clause.tokens) and clause.tokens[i + 1].kind == GROUP:
            yield "affiliated_with", "orbit", i, clause.before(i - 2, ""), clause.tokens[i + 1].names
        if text.removeprefix("و") in ("يضم", "تضم", "ضم", "ضمت"):
            yield from _comprises(clause, i)
            yield from _listed(clause, i)
        if _CONSISTS.fullmatch(text):
            yield from _consists(clause, i)


def _formed(clause: Clause, i: int) -> Iterable[Told]:
    parts, _ = clause.behind(i)
    if len(parts) < 2:
        parts = (
            _all_behind(clause, i)
            if not parts
            else [*parts, *linked(clause, i + 1, frozenset(("مع",)), parts, pronouns=False)]
        )
    led = not clause.tokens[i].text.startswith("ب")
    whole = [n for n in clause.before(i - 1 if led else i, "") if n.name not in {p.name for p in parts}]
    if not whole:
        j = i - 2
        while j >= 0 and clause.tokens[j].kind == WORD and i - j < 7:
            j -= 1
        if j >= 0 and clause.tokens[j].kind == GROUP:
            whole = list(clause.tokens[j].names)
    if len(parts) > 1 and len(whole) == 1:
        yield "merged_into", "formed of", i, parts, whole


def _all_behind(clause: Clause, i: int) -> list[Named]:
    for j in range(i + 1, min(len(clause.tokens), i + 9)):
        if clause.tokens[j].kind == GROUP:
            return clause.row(j, 1)[0]
        if clause.tokens[j].text in (".", "؛"):
            break
    return []


def _comprises(clause: Clause, i: int) -> Iterable[Told]:
    whole = (
        []
        if i + 1 < len(clause.tokens) and clause.tokens[i + 1].kind == GROUP and not i
        else clause.before(i, "")
    )
    names, _ = clause.behind(i)
    if len(whole) == 1 and names:
        yield "part_of", "comprises", i, [n for n in names if n.name != whole[0].name], whole


def _listed(clause: Clause, i: int) -> Iterable[Told]:
    """Read "تضم الغرفة أحد عشر فصيلاً أبرزها ...": the whole, then some of its parts."""
    whole, at = clause.behind(i)
    whole = whole or clause.before(i, "")
    for k in range(at + 1, min(len(clause.tokens) - 1, at + 8)):
        token = clause.tokens[k]
        if token.text in ("ابرزها", "اهمها", "اكبرها", "منها", "بينها", "اقواها") and len(whole) == 1:
            if clause.tokens[k + 1].kind == GROUP:
                names = [n for n in clause.row(k + 1, 1)[0] if n.name != whole[0].name]
                yield "part_of", "comprises", i, names, whole
            return
        if token.kind == GROUP or (token.kind != WORD and token.text != "،"):
            return


def _consists(clause: Clause, i: int) -> Iterable[Told]:
    """Read "تتألف جبهة ... من ... و...": the whole, then those it is made of."""
    body, at = clause.behind(i)
    whole = body or clause.before(i, "")
    k = at + 1
    while (
        k < len(clause.tokens)
        and clause.tokens[k].text in ("من", "كل", "كلا", "فصايل", "كتايب", "حركات")
        and k - at < 4
    ):
        k += 1
    if k > at + 1 and k < len(clause.tokens) and clause.tokens[k].kind == GROUP and len(whole) == 1:
        yield "part_of", "consists", i, clause.row(k, 1)[0], whole


def _seated(clause: Clause, i: int) -> Iterable[Told]:
    """Read "كتائب ...، ومقرها ...": the seat of who was named right before."""
    tokens, k = clause.tokens, i + 1
    before = tokens[i - 1] if i else None
    inside = [p for p in clause.scene.places if tokens[i].start <= p.start < tokens[i].end]
    if before is None or not (
        before.kind == GROUP or (before.text == "،" and i > 1 and tokens[i - 2].kind == GROUP)
    ):
        return
    while (
        k < len(tokens)
        and k - i < 5
        and (
            tokens[k].text in PART
            or tokens[k].text in ("في", "ب")
            or re.fullmatch(r"ال(?:رييسي|عام|رييس|حالي)", tokens[k].text)
        )
    ):
        k += 1
    if inside or (k < len(tokens) and tokens[k].kind == PLACE):
        who = before.names if before.kind == GROUP else tokens[i - 2].names
        yield "operates_in", "seat", i, who[-1:], inside or tokens[k].names
