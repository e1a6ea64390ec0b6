"""Find who belongs to a group by Arabic words that name both: "القيادي في", "عضو مكتب", "كان عنصراً في", "التحق ب"."""

import re
from collections.abc import Iterable
from typing import Final

from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.names.person_names import person_at, person_ending
from sightline.measure.text.claims.arabic.people.leading import linked_left
from sightline.measure.text.claims.arabic.people.owners import group_at, owner
from sightline.measure.text.claims.named import Named

Belongs = tuple[str, int, Named, Named, bool]
"""The tie, the index of the word that says it, the person, the group, whether it is affirmed."""

_MEMBER: Final = re.compile(
    r"[وفبل]?(?:ال)?(?:قيادي|عضو|عنصر|ضابط|مسوول|قايد|كادر|منتسب|امير)(?:ا|ه)?|(?:مقاتل|جندي|مجند|شرعي|اعلامي|شرطي)ا"
)
_WHICH: Final = re.compile(
    r"ال\w+ي|\w+يا?|سابقا?|السابق|بارزا?|البارز|سابقه|الاول|الاعلي|ميدانيا?|المكتب|مكتب|مجلس|المجلس|شوري|الشوري|"
    r"قياده|القياده|هييه|الهييه|لجنه|اللجنه|اركان|مركزيه|المركزيه|السياسيه|العسكريه|الشرعيه|رفيع|رفيعا|كبير|كبيرا|"
    r"صف|اول|ثاني|الصف|من|الموسس|موسس"
)
_DEPUTY: Final = re.compile(r"[وف]?(?:ال)?(?:نايب|مساعد|معاون)(?:ا)?")
_LEADER: Final = re.compile(r"[ل]?(?:ال)?(?:قايد|زعيم|امير|امر|رييس|قايدي?)(?P<own>ه|ها|هم)?")
_MEN: Final = frozenset("صفوف صف قوات عناصر مقاتلي تنظيم حركه جماعه فصيل كتيبه لواء مليشيا ميليشيا".split())
_JOINS: Final = re.compile(
    r"[وف]?(?:[يت]?(?:انضم|نضم|التحق|لتحق|انتسب|نتسب)|انضمام|التحاق|انتساب)(?P<own>ه)?"
)
_LEAVES: Final = re.compile(r"[وف]?(?:[يت]?(?:انشق|نشق)|انشقاق)(?P<own>ه)?")
_NOT: Final = frozenset("لم لن ليس ولم وليس لا نفي نفت".split())


def membership_in(clause: Clause) -> Iterable[Belongs]:
    """Give who is a member of which group, or left it."""
    last: Named | None = None
    for i, token in enumerate(clause.tokens):
        if token.kind != WORD:
            continue
        if _MEMBER.fullmatch(token.text):
            yield from _as_member(clause, i)
        elif _DEPUTY.fullmatch(token.text):
            yield from _as_deputy(clause, i)
        elif _JOINS.fullmatch(token.text):
            yield from _moves(clause, i, "member_of", ("الي", "ب", "ل", "صفوف"), last)
        elif _LEAVES.fullmatch(token.text):
            for told in _moves(clause, i, "split_from", ("عن", "من"), None):
                last = told[2]
                yield told


def _as_member(clause: Clause, i: int) -> Iterable[Belongs]:
    tokens, j = clause.tokens, i + 1
    while (
        j < len(tokens) and tokens[j].kind == WORD and j - i < 5 and tokens[j].text not in ("في", "ب", "ضمن")
    ):
        if not _WHICH.fullmatch(tokens[j].text):
            return
        j += 1
    if j >= len(tokens):
        return
    if tokens[j].kind == GROUP and tokens[i].text.lstrip("وفبلا").startswith("عضو"):
        j -= 1  # "عضو مجلس شورى حركة ..."
    elif not (tokens[j].text in ("في", "ب", "ضمن") or tokens[j].text[:2] == "بص"):
        return
    groups, k = group_at(clause, j + 1 + (tokens[j + 1].text in _MEN if j + 1 < len(tokens) else 0))
    if not groups or (i and tokens[i - 1].text.lstrip("وف") in ("احد", "كل", "اي", "ان")):
        return
    person = person_at(clause, k)
    at, affirmed = linked_left(clause, i)
    one = person[0] if person is not None else person_ending(clause, at)
    if one is not None and tokens[k - 1].kind in (GROUP, WORD):
        yield "member_of", i, one, groups[-1], affirmed or person is not None


def _as_deputy(clause: Clause, i: int) -> Iterable[Belongs]:
    """Read "X، نائب قائد Y" and "صار نائباً لقائدها": of the group, not at its head."""
    tokens, j = clause.tokens, i + 1
    j += j < len(tokens) and tokens[j].text in ("ل", "لـ")
    leader = _LEADER.fullmatch(tokens[j].text) if j < len(tokens) else None
    if leader is None:
        return
    at, affirmed = linked_left(clause, i)
    if leader["own"]:
        groups, k = owner(clause, i, leader["own"]), j + 1
    else:
        groups, k = group_at(clause, j + 1)
    person = person_at(clause, k, sure=True) if groups else None
    one = person[0] if person is not None else person_ending(clause, at)
    if one is not None and groups:
        yield "member_of", i, one, groups[-1], affirmed


def _of_a_group(clause: Clause, person: Named) -> bool:
    """Say whether a person is named in a relative clause of a group: what stands behind it is told of the group."""
    at = next((k for k, t in enumerate(clause.tokens) if t.start == person.start), 0)
    for k in range(at - 1, max(0, at - 7), -1):
        if clause.tokens[k].kind == GROUP:
            return False
        if clause.tokens[k].text in ("الذي", "التي"):
            before = clause.tokens[k - 2] if clause.tokens[k - 1].text == "،" else clause.tokens[k - 1]
            return before.kind == GROUP
    return False


def _moves(clause: Clause, i: int, is_: str, links: tuple[str, ...], last: Named | None) -> Iterable[Belongs]:
    """Read who joins a group, or splits from it, where it is a person that does."""
    tokens, m = clause.tokens, None
    person = person_at(clause, i + 1, sure=True, aside=False)
    m = _JOINS.fullmatch(tokens[i].text) or _LEAVES.fullmatch(tokens[i].text)
    own = m is not None and m["own"]
    one: Named | None
    if person is not None and not own:
        one, j = person
    else:
        at = i
        while at and tokens[at - 1].text in ("قد", "الذي", "،", "كان", "اعلن", "يعلن", "وهو", "قرر", "لم"):
            at -= 1
        found = person_ending(clause, at)
        if found is None and not (last is not None and tokens[i].text[0] in "وف"):
            return
        if found is not None and own and _of_a_group(clause, found):
            return  # "لواء ...، الذي يقوده ...، انشقاقه": the group's
        one, j = found or last, i + 1
    if j < len(tokens) and tokens[j].text == "،":
        return
    for k in range(j, min(len(tokens), j + 5)):
        text = tokens[k].text
        if text in links:
            groups, _ = group_at(clause, k + 1 + (k + 1 < len(tokens) and tokens[k + 1].text in _MEN))
            if one is not None and len(groups) == 1 and (groups[0].kind != "party" or is_ == "split_from"):
                no = any(t.text in _NOT for t in tokens[max(0, i - 2) : i])
                yield is_, i, one, groups[0], not no
            return
        if not clause.light(text) and text not in (
            "رسميا",
            "علنا",
            "موخرا",
            "برتبه",
            "مع",
            "مجموعته",
            "عناصره",
        ):
            return
