"""Find who leads a group by the verb that says so in Arabic: "التي يقودها", "ويتزعم", "تولى قيادتها", "على رأسها"."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import RELATIVE
from sightline.measure.text.claims.arabic.clauses.reference import fits, of_suffix
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.names.person_names import only_person, person_at, person_ending
from sightline.measure.text.claims.arabic.people.owners import group_at, group_left, owner
from sightline.measure.text.claims.named import Named

Led = tuple[int, Named, Sequence[Named], bool]
"""Index of the word that says it, the person, the groups, whether it is affirmed."""

_VERB: Final = re.compile(
    r"[وف]?(?:عم )?(?:ال|ب|الب)?(?:س?[يت])?(?:قود|قاد|تزعم|راس|تراس|ترأس)(?:ت)?(?P<own>ه|ها|هم|و)?"
)
_TAKES: Final = re.compile(r"[وف]?(?:[يت]?ت?ول[يت]|[يت]?تسلم|استلم|[يت]ستلم|تقلد|[يت]تقلد|تبوا)(?:ت)?")
_HANDED: Final = re.compile(r"[وف]?(?:اسند|اوكل|عهد|سلم|ال|انتقل|وال|فوض)(?:ت)?(?:ب)?")
_CHAIR: Final = re.compile(
    r"(?:ب)?(?:قياد|زعام|امار|رياس|امان|امر)ت(?P<own>ه|ها|هم)|مهام|قياده|زعامه|رياسه|اماره|امره"
)
_HEAD: Final = re.compile(r"راس(?P<own>ه|ها)")
_LINKING: Final = frozenset(
    "، ( وهو هو كان وكان الذي صار اصبح بات يعد بصفته باعتباره احد اخر ابرز وهي التي يعتبر ويعد منصب يشغل "
    "قد ويشغل كانت ـ - – — من بين".split()
)
_TIME: Final = frozenset(
    "اليوم حاليا الان العامه العسكريه فعليا ميدانيا يوميا انذاك يومذاك حينها العليا".split()
)
_NOT: Final = frozenset("لم ليس انتحل وليس ولم".split())


def linked_left(clause: Clause, i: int) -> tuple[int, bool]:
    """Step back from an office over what links it to a person before, and say whether it is affirmed."""
    j, affirmed = i, True
    while j and i - j < 8:
        text = clause.tokens[j - 1].text
        light = clause.light(text) and text not in clause.first
        if not (light or text in _LINKING | _NOT | {"صفه", "ما", "عاد", "حتي"}):
            break
        affirmed = affirmed and text not in _NOT
        j -= 1
    return j, affirmed


def by_verb(clause: Clause, i: int) -> Iterable[Led]:
    """Read a verb of leading with who leads behind or before it."""
    verb = _VERB.fullmatch(clause.tokens[i].text)
    if verb is not None:
        own = verb["own"]
        yield from _led(clause, i, i + 1, "ه" if own == "و" else own)


def _led(clause: Clause, i: int, j: int, own: str | None) -> Iterable[Led]:
    """Read "التي يقودها ...", "ويقود اللواء ...", "... الذي يقود كتيبة ..."."""
    tokens = clause.tokens
    if own:
        person = person_at(clause, past(clause, _past_time(clause, j), _TIME), firm=True)
        one = None if person is None else person[0]
        if one is None and j > i + 1 and tokens[i].text[0] == "و":
            one = only_person(
                clause, max([0, *(k for k in range(i) if tokens[k].text in RELATIVE | {"،"})]), i
            )
        groups = () if one is None else _antecedent(clause, i, own)
        if one is not None and groups:
            yield i, one, groups, True
        return
    k = _past_time(clause, j)
    groups, k = group_at(clause, k)
    if groups:
        k = past(clause, k, frozenset(("الجديد", "الجديده", "اليوم", "حاليا")))
        person = person_at(clause, k, firm=True, aside=False)
        if person is not None:
            yield i, person[0], groups, True
            return
    elif tokens[i].text.lstrip("وفس").startswith(("ي", "قاد")):
        groups = _called_group(clause, j)
    if groups and not tokens[i].text.lstrip("وفس").startswith("ت"):
        one = _subject(clause, i)
        if one is not None:
            yield i, one, groups, True


def _called_group(clause: Clause, j: int) -> Sequence[Named]:
    """Give the group behind "a group that was given the name": "يقود جماعة أطلق عليها اسم ..."."""
    tokens = clause.tokens
    for k in range(j, min(len(tokens), j + 10)):
        if tokens[k].kind == GROUP:
            lead = tokens[k - 1].text
            return (
                tokens[k].names[:1]
                if lead in ("اسم", "باسم", "تدعي", "يدعي", "تسمي", "يسمي", "سماها", "سماه")
                else []
            )
        if tokens[k].text in ("،", ".", "؛", "ان"):
            break
    return []


def _subject(clause: Clause, i: int) -> Named | None:
    """Give the person who leads before the verb: "..., وهو يقود", "... الذي يقود"."""
    tokens, j = clause.tokens, i
    while j and tokens[j - 1].text in _LINKING | {"وبات", "الان", "ايضا"}:
        j -= 1
    one = person_ending(clause, j)
    if one is not None:
        return one
    if not (tokens[i].text[0] == "و" or (i and tokens[i - 1].text in ("وهو", "وبات", "بات", "وصار", "هو"))):
        return None
    low = max([0, *(k + 1 for k in range(i) if tokens[k].text in (".", "؛"))])
    acting = any(t.kind == GROUP and t.names[0].kind != "party" for t in tokens[low : low + 2])
    return None if acting else only_person(clause, low, i)


def _antecedent(clause: Clause, i: int, own: str) -> Sequence[Named]:
    """Give the group that "يقوده" is told of: the one it stands right behind, else whom the pronoun means."""
    tokens = clause.tokens
    j = i - 1
    relative = (j >= 0 and tokens[j].text in RELATIVE) or tokens[i].text.startswith("الب")
    comma = j >= 0 and tokens[j].text in ("،", "(")
    if relative or comma:
        groups = owner(clause, i, own) if relative and not tokens[i].text.startswith("الب") else ()
        left = group_left(clause, i)
        if not relative and left and not (tokens[i - 2].kind != PLACE and fits(left[0], of_suffix(own))):
            left = ()
        return groups or left or (() if _a_noun(clause, i) else owner(clause, i, own))
    named = j > 0 and tokens[j].kind == GROUP and tokens[j - 1].text in ("اسم", "باسم")
    if named and tokens[i].text[0] == "و":
        return tokens[j].names[-1:]
    return owner(clause, i, own)


def _a_noun(clause: Clause, i: int) -> bool:
    """Say whether what stands before "الذي يقوده" is some noun with the article: nobody who is named."""
    words = [
        t for t in clause.tokens[max(0, i - 3) : i] if t.text not in RELATIVE and t.text not in ("،", "(")
    ]
    return bool(words) and words[-1].kind == WORD and words[-1].text.startswith("ال")


def by_chair(clause: Clause, i: int) -> Iterable[Led]:
    """Read "تولى قيادتها ...", "أسندت قيادته إلى ...", "ويقف على رأسها ..."."""
    tokens, text = clause.tokens, clause.tokens[i].text
    behind = tokens[i + 1].text if i + 1 < len(tokens) else ""
    head = _HEAD.fullmatch(behind) if text.removeprefix("و") == "علي" else None
    if head is not None:
        person = person_at(clause, i + 2, aside=False)
        groups = owner(clause, i, head["own"]) if person is not None else ()
        if person is not None and groups:
            yield i, person[0], groups, True
        return
    chair = _CHAIR.fullmatch(behind)
    if chair is None:
        yield from _takes_over(clause, i)
        return
    if _TAKES.fullmatch(text):
        if chair["own"]:
            yield from _led(clause, i, i + 2, chair["own"])
            return
        j = past(clause, i + 2, frozenset(("قياده", "رياسه", "زعامه")))
        groups, k = group_at(clause, j)
        person = person_at(clause, k, firm=True, aside=False) if groups else None
        one = person[0] if person is not None else person_ending(clause, linked_left(clause, i)[0])
        if groups and one is not None:
            yield i, one, groups, True
    elif _HANDED.fullmatch(text):
        j = past(clause, i + 2, _TIME)
        if chair["own"]:
            groups = owner(clause, i, chair["own"])
        else:
            groups, j = group_at(clause, j)
        if groups and j < len(tokens) and (tokens[j].text == "الي" or tokens[j].text in ("ل", "لـ")):
            person = person_at(clause, j + 1, firm=True)
            if person is not None:
                yield i, person[0], groups, True


def _takes_over(clause: Clause, i: int) -> Iterable[Led]:
    """Read "تولى ... قيادة ...", "خلف ... والده في قيادة ..."."""
    tokens = clause.tokens
    if not (_TAKES.fullmatch(tokens[i].text) or tokens[i].text in ("خلف", "وخلف")):
        return
    person = person_at(clause, i + 1, firm=True, aside=False)
    for j in range(person[1], min(len(tokens), person[1] + 6)) if person is not None else ():
        chair = _CHAIR.fullmatch(tokens[j].text)
        if chair is not None and person is not None:
            groups = owner(clause, j, chair["own"]) if chair["own"] else group_at(clause, j + 1)[0]
            if groups:
                yield i, person[0], groups, True
            return


def past(clause: Clause, j: int, words: frozenset[str]) -> int:
    """Step over words from an index on."""
    while j < len(clause.tokens) and clause.tokens[j].kind == WORD and clause.tokens[j].text in words:
        j += 1
    return j


def _past_time(clause: Clause, j: int) -> int:
    first = j
    while (
        j < len(clause.tokens)
        and clause.light(clause.tokens[j].text)
        and j - first < 4
        and clause.tokens[j].text not in clause.first
    ):
        j += 1
    return j
