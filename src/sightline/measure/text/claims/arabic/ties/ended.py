"""Read in Arabic that a group is no more, or what came after it: "حُلّت", "المنحلة", "على أنقاض ...", "وريثة ..."."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.described import described
from sightline.measure.text.claims.arabic.clauses.light import ADVERB
from sightline.measure.text.claims.arabic.clauses.reference import of_suffix
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, SIGN, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named

Told = tuple[str, str, int, Sequence[Named], Sequence[Named] | None]

_DISSOLVES: Final = re.compile(r"[وفبل]?س?[يت]?(?:حل|حلت|حلا|حلوا)")
_SELF: Final = re.compile(r"نفس(?:ه|ها|هم)")
_ENDED: Final = re.compile(r"[وف]?[يت]?(?:انحل|تفكك|تلاش|انفرط|اضمحل)(?:ت|ي)?(?P<own>ها|ه)?")
_GONE: Final = re.compile(r"(?:ال)?(?:منحل|محلول|مفكك|بايد)(?:ه|ا)?")
_PLACE_OF: Final = frozenset("محل محله محلها مكان مكانه مكانها ضيفا ضيفه".split())
_PASSIVE: Final = re.compile(r"[وفي]?[يت]?ح\u064f|[وف]?[يت]\u064f")
_RUINS: Final = re.compile(r"(?:انقاض|بقايا|ركام|اطلال|رماد|رفات)")
_HEIR: Final = re.compile(r"[و]?(?:ال)?(?:وريث|خليف|وارث|بديل|امتداد)(?:ه|ا)?")
_BORN: Final = re.compile(
    r"[وف]?(?:تشكل|تاسس|نشا|نشات|قام|ولد|تشكلت|تاسست|قامت|ولدت|انبثق|انبثقت|ظهر|ظهرت|بني|خرج|خرجت|انشي|انشيت)"
)


def ended_told(clause: Clause, i: int) -> Iterable[Told]:
    """Give what the word at an index tells of the end of a group or of what came after it."""
    text = clause.tokens[i].text
    if _ENDED.fullmatch(text):
        yield from _ended(clause, i)
    elif _DISSOLVES.fullmatch(text):
        yield from _dissolved(clause, i)
    elif _GONE.fullmatch(text):
        yield from _gone(clause, i)
    elif _RUINS.fullmatch(text) and i and clause.tokens[i - 1].text in ("علي", "من"):
        yield from _on_ruins(clause, i)
    elif _HEIR.fullmatch(text):
        yield from _heir(clause, i)


def _ended(clause: Clause, i: int) -> Iterable[Told]:
    text = clause.tokens[i].text
    found = _ENDED.fullmatch(text)
    if found is None:
        return
    if found["own"]:
        yield "dissolved", "ended", i, clause.own(i, of_suffix(found["own"])), None
        return
    behind, at = clause.behind(i)
    if not behind and clause.noun_behind(i, ()):
        return
    if behind and at + 1 < len(clause.tokens) and clause.tokens[at + 1].text == "عن":
        return
    yield "dissolved", "ended", i, behind or clause.before(i, _gender(text)), None


def _gender(text: str) -> str:
    plain = text.removeprefix("و").removeprefix("س")
    return (
        "f"
        if plain.endswith("ت") or (plain.startswith("ت") and not plain.startswith(("تفكك", "تلاش")))
        else "m"
    )


def _dissolved(clause: Clause, i: int) -> Iterable[Told]:
    tokens, text = clause.tokens, clause.tokens[i].text
    if any(t.text in _PLACE_OF for t in tokens[i + 1 : i + 6]):
        return
    for j in range(i + 1, min(len(tokens), i + 4)):
        if _SELF.fullmatch(tokens[j].text):
            names = [n for t in tokens[i + 1 : j] if t.kind == GROUP for n in t.names]
            names = names or list(clause.before(i, "f" if tokens[j].text.endswith("ها") else "m"))
            yield "dissolved", "itself", i, names, None
            return
        if tokens[j].kind == WORD:
            break
    written = clause.scene.flat.original[
        slice(*clause.scene.flat.original_span(tokens[i].start, tokens[i].end))
    ]
    passive = _PASSIVE.match(written) is not None
    behind, at = clause.behind(i)
    if behind and tokens[i].text in ("بحل", "وبحل"):
        yield "dissolved", "by order", i, behind, None
        return
    if behind:
        if (passive and clause.tokens[i].text.removeprefix("و") != "حل") or (passive and _ends(clause, at)):
            yield "dissolved", "was", i, behind, None
        return
    nobody = i + 1 >= len(tokens) or tokens[i + 1].kind == SIGN or ADVERB.fullmatch(tokens[i + 1].text)
    if (passive or (nobody and tokens[i + 1 : i + 2] and tokens[i + 1].kind == WORD)) and (
        nobody or clause.light(tokens[i + 1].text)
    ):
        yield "dissolved", "was", i, clause.before(i, _gender(text)), None


def _ends(clause: Clause, at: int) -> bool:
    after = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
    return (
        after is None
        or after.kind == SIGN
        or clause.light(after.text)
        or after.text in ("بعد", "في", "بقرار", "من")
    )


def _gone(clause: Clause, i: int) -> Iterable[Told]:
    """Read "حركة ... المنحلة", "كانت ... منحلة"."""
    tokens = clause.tokens
    if tokens[i].text.startswith("ال"):
        if i and tokens[i - 1].kind == GROUP:
            yield "dissolved", "gone", i, tokens[i - 1].names[-1:], None
        return
    if tokens[i].text.startswith(("منحل", "محلول")):
        yield "dissolved", "gone", i, described(clause, i), None


def _on_ruins(clause: Clause, i: int) -> Iterable[Told]:
    """Read "تشكلت ... على أنقاض ...": what came after, then what was before."""
    tokens, k = clause.tokens, i + 1
    if k >= len(tokens) or tokens[k].kind != GROUP:
        return
    for j in range(i - 1, max(-1, i - 10), -1):
        if _BORN.fullmatch(tokens[j].text):
            behind, at = clause.behind(j)
            after = behind if behind and at < i else clause.before(j, "")
            yield from (("succeeded_by", "ruins", i, [old], after) for old in clause.row(k, 1)[0])
            return
        if tokens[j].kind == SIGN and tokens[j].text != "،":
            return


def _heir(clause: Clause, i: int) -> Iterable[Told]:
    """Read "فرقة ...، وريثة لواء ...": the new one, then the old one."""
    tokens, at = clause.tokens, i + 1
    while (
        at < len(tokens)
        and tokens[at].kind == WORD
        and (
            tokens[at].text in ("ل", "لـ", "عن")
            or re.fullmatch(r"(?:ال)?(?:شرعي|وحيد|طبيعي|مباشر|رسمي)(?:ه|ا)?", tokens[at].text)
        )
    ):
        at += 1
    if at < len(tokens) and tokens[at].kind == GROUP and "امتداد" not in tokens[i].text:
        now = tokens[i - 1].names[-1:] if i and tokens[i - 1].kind == GROUP else described(clause, i)
        if len(now) == 1:
            yield from (("succeeded_by", "heir", i, [old], now) for old in tokens[at].names[:1])
