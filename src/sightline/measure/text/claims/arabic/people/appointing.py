"""Read who was made, and who is no more, the leader of a group: "عُيّن ... قائداً ل", "لم يعد ... أميراً عليها"."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.names.person_names import only_person, person_at
from sightline.measure.text.claims.arabic.people.leading import Led
from sightline.measure.text.claims.arabic.people.owners import group_at, owner
from sightline.measure.text.claims.named import Named

_AS: Final = re.compile(r"(?:قايد|زعيم|امير|رييس|امر|متزعم|مسوول|امين|قاءد|والي)ا")
_WHICH: Final = frozenset(
    "عاما جديدا عسكريا ميدانيا موقتا اعلي له لها لهم بالوكاله شرعيا محليا عليها عليه عليهم اول "
    "فعليا وحيدا سياسيا".split()
)
_MAKES: Final = re.compile(
    r"[وفبل]?(?:[يت]?عين|اختير|[يت]?ختار|اختار|نصب|[يت]نصب|انتخب|[يت]?نتخب|كلف|[يت]كلف|سم[يت]|بويع|بايع|رق[يت]|سمي|اعلن|قدم)(?:ت|وا|ته|تها|وه|ه)?"
    r"|[وفبل]?(?:ال)?(?:تعيين|اختيار|تنصيب|انتخاب|تكليف|تسميه|مبايعه|ترقيه|بيعه|تولي|تقديم)(?:ه|ها)?"
    r"|[وف]?(?:ا?صبح|بات|صار|اصبح|يصبح|غدا|اضحي)"
)
_STAYS: Final = re.compile(
    r"[وف]?(?:[يت]?زال|[يت]?ظل|بقي|[يت]بقي|كان|يعد|يعتبر|يكون|تكون|كونه|بوصفه|بصفته|باعتباره)"
)
_NO_MORE: Final = frozenset("يعد تعد عاد يكن".split())
_NOT: Final = frozenset("لم ولم ليس وليس ما وما لن".split())
_DENIES: Final = frozenset("نفي نفت ينفي تنفي ونفي انكر انكرت ينكر".split())
_NAME_OF: Final = re.compile(r"(?:علي|ل)(?P<own>ه|ها|هم)")
_FOLLOWS: Final = re.compile(r"خلفا|بدلا|مكانه|مكانها|محله")
_NAMES: Final = re.compile(
    r"[وفبل]?(?:ال)?(?:تعيين|تنصيب|اختيار|انتخاب|تكليف|مبايعه|تسميه|عين(?:ت|وا)?|نصب(?:ت|وا)?|اختار(?:ت|وا)?)"
)
_OWN_LEADER: Final = re.compile(r"[وفبل]?(?:قايد|زعيم|امير|رييس|امر|امين)(?P<own>ه|ها|هم)")
_FROM: Final = re.compile(r"(?:قياد|زعام|امار|رياس|امان|امر)(?:ت(?P<own>ه|ها|هم)|ه)")
_REMOVES: Final = re.compile(
    r"[وفبل]?(?:ال)?(?:عزل|اقال|اعف[يا]|تنحي|تنحي[هت]|اقيل|ابعاد|ابعد|خلع|استقال|ازاح|اقص[يا]|اطاح)(?:ه|ت|وا|ته|ء|تها|ه)?"
)


def appointed_in(clause: Clause) -> Iterable[Led]:
    """Give who is made a leader, or said to be one no more."""
    for i, token in enumerate(clause.tokens):
        if token.kind != WORD:
            continue
        if _AS.fullmatch(token.text):
            yield from _as_leader(clause, i)
        elif _NAMES.fullmatch(token.text):
            yield from _in_his_place(clause, i)
        elif _REMOVES.fullmatch(token.text):
            yield from _removed(clause, i)


def _as_leader(clause: Clause, i: int) -> Iterable[Led]:
    tokens = clause.tokens
    verb, affirmed = _verb_before(clause, i)
    if verb is None:
        return
    groups = _of_group(clause, i, verb)
    if not groups:
        return
    person = _behind(clause, verb + 1, i)
    if person is None:
        low = max([0, *(k + 1 for k in range(verb) if tokens[k].text in (".", "؛", "،"))])
        person = only_person(clause, low, verb)
    if person is not None:
        yield i, person, groups, affirmed


def _verb_before(clause: Clause, i: int) -> tuple[int | None, bool]:
    """Give the verb that makes somebody the leader, and whether it is affirmed."""
    tokens = clause.tokens
    for k in range(i - 1, max(-1, i - 11), -1):
        text, lead = tokens[k].text, tokens[k - 1].text if k else ""
        if text in (".", "؛", "؟", ":"):
            break
        if text in _NO_MORE and lead in _NOT:
            return k, False
        if text in ("ليس", "وليس"):
            return k, False
        if _MAKES.fullmatch(text):
            return k, lead not in _NOT
        if _STAYS.fullmatch(text):
            if lead == "ان":
                denied = any(t.text in _DENIES for t in tokens[max(0, k - 8) : k])
                return (k, False) if denied else (None, True)
            return k, not (lead in _NOT and "زال" not in text)
    return None, True


def _of_group(clause: Clause, i: int, verb: int) -> Sequence[Named]:
    """Give whose leader: "قائداً للواء", "أميراً عليها", else the group that chose."""
    tokens, j = clause.tokens, i + 1
    while j < len(tokens) and j < i + 4:
        own = _NAME_OF.fullmatch(tokens[j].text)
        if own is not None:
            return owner(clause, i, own["own"])
        if tokens[j].text not in _WHICH:
            break
        j += 1
    if j < len(tokens) and (
        tokens[j].kind == GROUP
        or tokens[j].text in ("ل", "لـ", "علي", "لما", "عن")
        or tokens[j].text.startswith("لل")
    ):
        return group_at(clause, j + (tokens[j].text in ("علي", "عن")))[0]
    if j < len(tokens) and tokens[j].text[0] == "ل":
        return []  # of something that is no group
    here = [t for t in tokens[verb:i] if t.kind == GROUP]
    return here[0].names[-1:] if len(here) == 1 and here[0].names[0].kind != "party" else []


def _behind(clause: Clause, low: int, high: int) -> Named | None:
    """Give the person between the verb and the office."""
    for j in range(low, high):
        if clause.tokens[j].kind == GROUP:
            continue
        found = person_at(clause, j, firm=j == low, aside=False)
        if found is not None and found[1] <= high and high - found[1] < 4:
            return found[0]
    return None


def _in_his_place(clause: Clause, i: int) -> Iterable[Led]:
    """Read "تعيين نائبه ... خلفاً له" behind "its leader": of the same group."""
    tokens = clause.tokens
    j = (
        i
        + 1
        + (i + 1 < len(tokens) and tokens[i + 1].text in ("نايبه", "نايبها", "مساعده", "شقيقه", "القيادي"))
    )
    found = person_at(clause, j, firm=True, aside=False)
    if found is None or not any(_FOLLOWS.fullmatch(t.text) for t in tokens[found[1] : found[1] + 3]):
        return
    for k in range(i - 1, max(-1, i - 16), -1):
        own = _OWN_LEADER.fullmatch(tokens[k].text)
        if own is not None:
            groups = owner(clause, k, own["own"])
            if groups:
                yield i, found[0], groups, True
            return


def _removed(clause: Clause, i: int) -> Iterable[Led]:
    """Read "عزل ... من قيادة": who was removed leads no more."""
    tokens = clause.tokens
    for j in range(i + 1, min(len(tokens) - 1, i + 10)):
        if tokens[j].text in (".", "؛", "،"):
            return
        chair = _FROM.fullmatch(tokens[j + 1].text) if tokens[j].text in ("من", "عن") else None
        if chair is None:
            continue
        person = _behind(clause, i + 1, j) or only_person(clause, max(0, i - 8), i)
        groups = owner(clause, j + 1, chair["own"]) if chair["own"] else group_at(clause, j + 2)[0]
        if person is not None and groups:
            yield i, person, groups, False
        return
