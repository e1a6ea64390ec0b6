"""Tell which group "its commander" and "the faction" are of, in an Arabic clause; nobody where it cannot be told."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import MEN, PREPOSITIONS, RELATIVE
from sightline.measure.text.claims.arabic.clauses.reference import fits, of_suffix, opens_clause
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named

_UNIT: Final = re.compile(
    r"[وف]?(?:[بك]?ال|لل)(?P<noun>قوه|فصيل|جماعه|تنظيم|مجموعه|حركه|تشكيل|ميليشيا|مليشيا|كتيبه|لواء|سريه|كتايب|"
    r"سرايا|جبهه|تجمع|تحالف|حلف|جناح|فرقه|فوج|فيلق|جيش|هييه|وحدات|حزب|تيار|جهاز|مجلس|كيان|جسم|عصابه|خليه)"
)
_ANY_UNIT: Final = frozenset("فصيل تشكيل كيان جسم تنظيم".split())
"""Nouns that may be said of a group whatever its name begins with."""
_NAMING: Final = (
    r"\s(?:\w+\s){0,2}(?:[يت]دعي|[يت]سمي|[يت]عرف|اسمه?ا?|[يت]حمل|باسم|تحت|سم[يت]|اطلق(?:ت|وا)?|هي|هو)"
    r"\s(?:\w+\s){0,3}\"?$"
)
_SKIPPED: Final = MEN | frozenset("ل لـ ما يسمي تسمي لما باسم ( كل من يعرف تعرف ب هذه هذا ذلك تلك".split())
_NAMED_SO: Final = frozenset("اسم باسم سمي سميت يسمي تسمي يدعي تدعي مسمي بمسمي".split())
_FAR: Final = 420


def owner(clause: Clause, i: int, own: str) -> Sequence[Named]:
    """Give whose the pronoun at an index is: "قائدها", "يقوده", "أميرهم"."""
    who, tokens = of_suffix(own), clause.tokens
    between = False
    for k in range(i - 1, max(-1, i - 16), -1):
        text = tokens[k].text
        if text in (".", "؛", "؟", "،"):
            break  # what is told of it ended
        if text in RELATIVE:
            head = k - 2 if k and tokens[k - 1].text == "،" else k - 1
            if head < 0 or between:
                break
            agrees = (text == "التي") == (who == "f")
            if tokens[head].kind == GROUP and (agrees or fits(tokens[head].names[-1], who)):
                return tokens[head].names[-1:]
            if tokens[head].kind == WORD and tokens[head].text.startswith("ال"):
                return unit_named(clause, head)
            break
        between = between or (tokens[k].kind == GROUP and fits(tokens[k].names[-1], who))
    if i > 1 and tokens[i - 2].text in ("وهو", "وهي") and tokens[i - 1].kind == WORD:
        named = [t for t in tokens[: i - 2] if t.kind == GROUP and fits(t.names[-1], who)]
        return named[-1].names[-1:] if named else clause.own(i, who)
    if own == "هم":
        return _of_men(clause, i)
    j = i - 1
    if j >= 0 and (tokens[j].text == "،" or tokens[i].text[0] == "و"):
        j -= tokens[j].text == "،"
        if j > 0 and tokens[j].kind == GROUP and tokens[j - 1].text in _NAMED_SO:
            return tokens[j].names[-1:]  # "في جسم واحد سمي ...، تولى قيادته"
        led = j > 0 and (tokens[j - 1].text in PREPOSITIONS or tokens[j - 1].text[-1:] in "لب")
        if j >= 0 and not led and tokens[j].kind == GROUP and fits(tokens[j].names[-1], who):
            return tokens[j].names[-1:]
    found = clause.own(i, who)
    return [] if found and _by_the_way(clause, found[0], who) else found


def _of_men(clause: Clause, i: int) -> Sequence[Named]:
    """Give the group whose fighters were named last before "their commander"; the only one, else nobody."""
    for k in range(i - 1, 0, -1):
        if clause.tokens[k].kind == GROUP:
            men = clause.tokens[k - 1].text.lstrip("وف") in MEN
            alone = len({n.name for n in clause.groups if n.end <= clause.tokens[i].start}) == 1
            return clause.tokens[k].names[-1:] if men or alone else []
    return clause.own(i, "p")


def _by_the_way(clause: Clause, name: Named, who: str) -> bool:
    """Say whether a group of an earlier sentence was only named beside another one, and opened no clause."""
    scene = clause.scene
    if name.start >= scene.one.start or opens_clause(scene, name):
        return False
    near = {n.name for n in scene.earlier if n.start > scene.one.start - _FAR and fits(n, who)}
    return len(near) > 1


def group_at(clause: Clause, j: int) -> tuple[Sequence[Named], int]:
    """Give the group that is named right there, or that "the faction" means, and the index behind it."""
    tokens = clause.tokens
    while j < len(tokens) and tokens[j].text in _SKIPPED:
        j += 1
    if j >= len(tokens):
        return [], j
    if tokens[j].kind == GROUP:
        return tokens[j].names, j + 1
    return unit_named(clause, j), j + 1


def unit_named(clause: Clause, j: int) -> Sequence[Named]:
    """Give the group that a noun with the article means: "the force" that was called by a name before."""
    token, scene = clause.tokens[j], clause.scene
    m = _UNIT.fullmatch(token.text) if token.kind == WORD else None
    if m is None:
        return []
    noun, text = m["noun"], scene.flat.text
    before = [n for n in (*scene.earlier, *clause.groups) if token.start - _FAR < n.start < token.start]
    called = re.compile(rf"(?<!\w){noun}{_NAMING}")
    for each in reversed(before):
        if called.search(text, max(0, each.start - 60), each.start) is not None:
            return [each]
    names = {n.name for n in before if n.kind != "party"}
    return [n for n in before if n.kind != "party"][-1:] if noun in _ANY_UNIT and len(names) == 1 else []


def group_left(clause: Clause, i: int) -> Sequence[Named]:
    """Give the group of which words right behind it tell: "كتيبة النهر السلفية بقيادة", "اللواء، ويرأسه"."""
    tokens = clause.tokens
    for j in range(i - 1, max(-1, i - 7), -1):
        token, lead = tokens[j], tokens[j - 1] if j else None
        if token.kind == GROUP:
            return [] if _of_another(clause, j) else token.names[-1:]
        if token.kind == PLACE:
            if lead is not None and _UNIT.fullmatch(f"ال{lead.text}") is not None and lead.kind == WORD:
                text = clause.scene.flat.plain[lead.start : token.end]
                return [Named(text, lead.start, token.end, "name")]  # "مجموعة العريش بقيادة"
            continue
        if _UNIT.fullmatch(token.text) is not None:
            return unit_named(clause, j)
        if not (
            token.text in RELATIVE
            or token.text in ("،", "و", "(", ")", "في", "كانت", "كان", "عم")
            or token.text.startswith("ال")
            or clause.light(token.text)
        ):
            return []
    return []


_TIED: Final = re.compile(r"(?:ال)?(?:تابع|منشق|منضوي|منضو|مدعوم|موال|مرتبط|متحالف|منفصل|منتمي|محسوب)\w{0,3}")


def _of_another(clause: Clause, j: int) -> bool:
    """Say whether a group only tells more of one before it: "كتيبة ... التابعة لجيش ... بقيادة"."""
    words = clause.tokens[max(0, j - 4) : j]
    return any(_TIED.fullmatch(t.text) for t in words) and any(
        t.kind == GROUP for t in clause.tokens[max(0, j - 6) : j]
    )


_JOINED: Final = re.compile(r"\"?\s?(?:و|و?مع\s|و?بين\s)\"?(?:\w+\s){0,2}\"?(?:ال)?")


def the_both(clause: Clause, at: int) -> Sequence[Named]:
    """Give whom "the two sides" means: the pair that was named last as one, else the only two who were named."""
    scene = clause.scene
    row = [n for n in (*scene.earlier, *clause.groups) if at - _FAR < n.start and n.end <= at]
    row.sort(key=lambda n: n.start)
    for k in range(len(row) - 1, 0, -1):
        one, two = row[k - 1], row[k]
        if one.name != two.name and _JOINED.fullmatch(scene.flat.text, one.end, two.start) is not None:
            return [one, two]
    last: dict[str, Named] = {n.name: n for n in row}
    return list(last.values()) if len(last) == 2 else []
