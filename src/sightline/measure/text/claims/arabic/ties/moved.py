"""Read Arabic verbs by which a third party makes a group join or leave: "ألحقت القيادة كتيبة ... بفرقة ..."."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import PREPOSITIONS, WITH_PRONOUN
from sightline.measure.text.claims.arabic.clauses.reach import linked
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named

Told = tuple[str, str, int, Sequence[Named], Sequence[Named] | None]

_MOVES: Final = (
    (
        "part_of",
        re.compile(r"[وفبل]?(?:س?[يت]?(?:ضم|لحق)|ضم|الحق|الحاق|ضمت|الحقت|اتبع|اتبعت|اتباع)(?:ت|وا)?"),
        frozenset(("الي", "ب", "ل")),
    ),
    (
        "merged_into",
        re.compile(r"[وفبل]?(?:س?[يت]?(?:دمج|ذوب|صهر)|دمج|ادمج|ادماج|دمجت|ادمجت|تذويب|صهر)(?:ت|وا)?"),
        frozenset(("في", "ضمن", "ب")),
    ),
    (
        "split_from",
        re.compile(r"[وفبل]?(?:فصل|فصلت|استبعد|استبعدت|استبعاد|طرد|طردت|اخراج|اقصاء|اقصي|اقصت|سلخ)(?:ت|وا)?"),
        frozenset(("عن", "من")),
    ),
)
_WHOLE: Final = re.compile(r"(?:ال)?(?:تحالف|اتحاد|ايتلاف|تجمع|جبهه|مجلس|هييه|غرفه|فيلق|جيش|حركه|حزب)")


def moved_told(clause: Clause, i: int) -> Iterable[Told]:
    """Give who was joined to, or cut from, whom by the word at an index."""
    tokens = clause.tokens
    for is_, words, links in _MOVES:
        if words.fullmatch(tokens[i].text) is None:
            continue
        names, at = _moved(clause, i)
        if not names:
            return
        whole = linked(clause, at, links, names, pronouns=False)
        if is_ == "split_from":
            whole = [n for n in whole if _WHOLE.match(clause.scene.flat.text[n.start : n.end])]
        if whole and not (len(names) == 1 and _far(clause, at, whole)):
            yield is_, "moved", i, names, whole
        return


def _moved(clause: Clause, i: int) -> tuple[list[Named], int]:
    """Give whom the verb moves: the second of two names behind it, else the only one."""
    names, at = clause.behind(i)
    if not names:
        for k in range(i + 1, min(len(clause.tokens), i + 4)):
            token = clause.tokens[k]
            if token.kind == GROUP and k > i + 1:
                return list(token.names), k  # "ألحقت قيادة الأركان كتيبة ... ب..."
            if token.kind != WORD or token.text in PREPOSITIONS or WITH_PRONOUN.fullmatch(token.text):
                break
        return [], i
    second, behind = clause.behind(at)
    return (second, behind) if second else (names, at)


def _far(clause: Clause, at: int, whole: Sequence[Named]) -> bool:
    """Say whether another clause stands between: a sign, or a verb."""
    between = [t for t in clause.tokens[at + 1 :] if t.end <= whole[0].start]
    return len([t for t in between if t.kind == WORD]) > 6 or any(t.kind == GROUP for t in between)
