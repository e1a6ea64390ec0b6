"""Read who stands by whom from Arabic words that need no verb: "بإسناد من", "مسنوداً ب", "تساندهم", "حليفة ل"."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.described import described
from sightline.measure.text.claims.arabic.clauses.light import MEN
from sightline.measure.text.claims.arabic.clauses.reference import meant_by, of_suffix
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named

Told = tuple[str, str, int, Sequence[Named], Sequence[Named] | None]

_BY: Final = re.compile(
    r"(?:وبم|بم|ب|وب)(?:شاركه|سانده|وازره|عاونه|رافقه|اسناد|دعم|تعاون|تنسيق|معاونه|مشاركه|مسانده|موازره|مرافقه|معيه|عيه|"
    r"التعاون|التنسيق|الاشتراك|التحالف)"
)
_BACKS: Final = re.compile(r"[وف]?[يت](?:ساند|وازر|دعم|ساعد|عاون|عاضد|ناصر|شارك|رافق)(?P<own>ه|ها|هم|هما)")
_ALLY: Final = re.compile(r"[و]?(?:ال)?حليف(?:ه|ا|ت)?(?P<own>ها|ه|هم)?|[و]?(?:ال)?حلفاء|[و]?(?:ال)?حليفه")
_TOGETHER: Final = re.compile(r"ومع(?:ه|ها|هم|اهم|اه|اها)")
_CLOSE: Final = re.compile(
    r"(?:ال)?(?:وثيق|رييسي|قريب|قوي|محلي|سابق|اساسي|دايم|ابرز|طبيعي|موثوق|وحيد|استراتيجي|مقرب)(?:ه|ا)?|ل"
)
_PASSED: Final = frozenset(
    "من مع ل عناصر مقاتلين مقاتلي مسلحي مسلحين في ذلك من قوات وحدات مجموعات كل كلا فصايل مباشر "
    "مباشره ناس شباب اولاد جماعه رجال".split()
)
_RECEIVES: Final = re.compile(r"[وف]?(?:[يت]?تلقي|تلقت|[يت]حظي|حظيت|حظي)")


def backed_told(clause: Clause, i: int) -> Iterable[Told]:
    """Give what the word at an index tells of who stands by whom."""
    text = clause.tokens[i].text
    backs = _BACKS.fullmatch(text)
    if _BY.fullmatch(text):
        yield from _with_help(clause, i)
    elif backs is not None:
        yield from _backing(clause, i, backs["own"])
    elif _TOGETHER.fullmatch(text) and i:
        yield from _together(clause, i)
    elif _ALLY.fullmatch(text):
        yield from _ally(clause, i)
    elif _RECEIVES.fullmatch(text):
        yield from _helped(clause, i)


def _behind(clause: Clause, at: int) -> Sequence[Named]:
    tokens = clause.tokens
    for k in range(at + 1, min(len(tokens), at + 6)):
        if tokens[k].kind == GROUP:
            return clause.row(k, 1)[0]
        if tokens[k].text not in _PASSED and not clause.light(tokens[k].text):
            break
    return []


def _with_help(clause: Clause, i: int) -> Iterable[Told]:
    """Read "تقدمت فرقة ...، بإسناد من ...": who acts in the clause, then who helps."""
    helpers = _behind(clause, i)
    if not helpers:
        return
    tokens = clause.tokens
    for j in range(i - 1, max(-1, i - 12), -1):
        if tokens[j].kind == GROUP:
            names, first = clause.row(j, -1)
            lead = tokens[first - 1].text if first else ""
            if lead not in ("علي", "ضد", "من", "مع", "في", "الي", "ل", "بين", "باتجاه", "عن", "قبل"):
                yield "allied_with", "with help", i, names, helpers
            return
        if tokens[j].text in (":", "؛") or tokens[j].text in ("ان", "حيث", "بينما"):
            return


def _backing(clause: Clause, i: int, own: str) -> Iterable[Told]:
    """Read "تساندهم كتائب ...": those helped are the last named who fit."""
    helpers = _behind(clause, i)
    if not helpers:
        return
    names = {h.name for h in helpers}
    before = [t for t in clause.tokens[max(0, i - 60) : i] if t.kind == GROUP]
    if own in ("هم", "هما") and before:
        seen = {n.name for t in before for n in t.names}
        men = clause.tokens[clause.tokens.index(before[-1]) - 1].text in MEN
        if len(seen) == 1 or men:
            yield "allied_with", "backing", i, helpers, before[-1].names[-1:]
        return
    whom = meant_by(clause.scene, clause.groups, clause.tokens[i].start, of_suffix(own), names)
    yield "allied_with", "backing", i, helpers, whom


def _ally(clause: Clause, i: int) -> Iterable[Told]:
    """Read "حركة ... حليفة ل...", "... الحليفة ل...", "مع حليفتها ..."."""
    tokens, at, k = clause.tokens, i, i + 1
    own = _ALLY.fullmatch(tokens[i].text)
    while k < len(tokens) and tokens[k].kind == WORD and _CLOSE.fullmatch(tokens[k].text) and k - i < 4:
        k += 1
    if k >= len(tokens) or tokens[k].kind not in (GROUP, PLACE):
        return
    if own is not None and own["own"]:
        whom = tokens[k].names if tokens[k].kind == GROUP else ()
        mine = meant_by(
            clause.scene, clause.groups, tokens[at].start, of_suffix(own["own"]), {n.name for n in whom}
        )
        yield "allied_with", "ally", i, mine, whom
        return
    if tokens[k].kind != GROUP:
        return
    definite = tokens[i].text.startswith("ال")
    who = tokens[i - 1].names[-1:] if definite and i and tokens[i - 1].kind == GROUP else described(clause, i)
    yield "allied_with", "ally", i, who, clause.row(k, 1)[0]


def _together(clause: Clause, i: int) -> Iterable[Told]:
    """Read "الجيش ومعه كتائب ...": who is named before, then who is with it."""
    tokens = clause.tokens
    first = i - 2 if tokens[i - 1].text == "،" else i - 1
    if first >= 0 and tokens[first].kind == GROUP:
        helpers = _behind(clause, i)
        if helpers:
            yield "allied_with", "together", i, clause.row(first, -1)[0], helpers


def _helped(clause: Clause, i: int) -> Iterable[Told]:
    """Read "تلقت قوات ... دعماً من ...", "يحظى ... بدعم ..."."""
    tokens = clause.tokens
    behind, at = clause.behind(i)
    who = behind or clause.before(i, "")
    for k in range(at + 1, min(len(tokens), at + 5)):
        if tokens[k].text in ("دعما", "بدعم", "اسنادا", "باسناد", "الدعم", "مسانده", "بمسانده"):
            helpers = _behind(clause, k)
            if helpers and who:
                yield "allied_with", "helped", i, who, helpers
            return
        if tokens[k].kind != WORD:
            return
