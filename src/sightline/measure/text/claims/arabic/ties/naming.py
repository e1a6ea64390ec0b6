"""Read Arabic words by which a group had, or takes, another name: "عُرف سابقاً باسم", "أعيدت تسميته", "اسم آخر ل"."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.described import described
from sightline.measure.text.claims.arabic.clauses.reference import meant_by, of_suffix
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, SIGN, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named

Told = tuple[str, str, int, Sequence[Named], Sequence[Named] | None]

_CHANGES: Final = re.compile(r"[وفب]?(?:غير|[يت]غير|بدل|[يت]بدل|تغيير|تبديل|استبدل|عدل|تعديل)(?:ت|وا|ا)?")
_ITS_NAME: Final = re.compile(r"(?:(?:ال)?(?:اسم|تسميه|مسمي)|(?:اسم|تسميت)(?P<own>ه|ها|هم))")
_KNOWN: Final = re.compile(
    r"[وف]?(?:س?[يت]عرف|عرفت?|(?:ال)?معروفه?|[يت]سمي|سميت?|(?:ال)?مسمي|[يت]دعي|دعيت?|[يت]حمل|حملت?|(?:ال)?ملقبه?|اسم(?:ه|ها))"
)
_FORMED: Final = re.compile(r"[وف]?(?:تشكلت?|تاسست?|ظهرت?|نشات?|انطلقت?|بدات?|انشيت?|عملت?|نشطت?|قاتلت?)")
_ONCE: Final = re.compile(r"[وف]?(?:كان|كانت|سابقا|السابق|قبلا)")
_TO: Final = frozenset("الي ل لـ باسم اسم ب ليصبح لتصبح ليغدو لتغدو مسمي تحت صار صارت ليصير".split())
_BY: Final = frozenset(
    "باسم ب اسم تحت مسمي بمسمي سابقا السابق في حتي وقت قريب ماض قبل ذلك عليه عليها بداياته بدايتها بدايته".split()
)
_RETITLED: Final = re.compile(r"[وف]?(?:(?:اعيدت|اعاده|تمت|اعادت|اعاد|جرت)|تسميت(?:ه|ها))")


def names_told(clause: Clause, i: int) -> Iterable[Told]:
    """Give what the word at an index tells of another name of a group."""
    text = clause.tokens[i].text
    if _CHANGES.fullmatch(text):
        yield from _changed(clause, i)
    if _RETITLED.fullmatch(text):
        yield from _retitled(clause, i)
    if _KNOWN.fullmatch(text) or _FORMED.fullmatch(text):
        yield from _former(clause, i)
    if text == "سابقا":
        yield from _in_brackets(clause, i)
    if text in ("اسم", "اسما", "الاسم", "اسمها", "اسمه", "تسميه", "التسميه"):
        yield from _another(clause, i)


def _changed(clause: Clause, i: int) -> Iterable[Told]:
    """Read "غيرت ... اسمها إلى ...", "تغيير اسم ... إلى ...", "فغيروا الاسم إلى ..."."""
    tokens = clause.tokens
    if i + 1 >= len(tokens):
        return
    names, at = clause.behind(i)
    own = _ITS_NAME.fullmatch(tokens[at + 1].text) if at + 1 < len(tokens) else None
    if own is None:
        return
    at += 1
    if not names and at + 1 < len(tokens) and tokens[at + 1].kind == GROUP and own["own"] is None:
        names, at = list(tokens[at + 1].names), at + 1
    who = "f" if own["own"] == "ها" else "m" if own["own"] == "ه" else ""
    subjects = names or clause.before(i, who)
    yield from _into(clause, i, at, subjects)


def _retitled(clause: Clause, i: int) -> Iterable[Told]:
    """Read "أعيدت تسمية ... ليصبح ...", "تمت تسميتها باسم ..."."""
    tokens, j = clause.tokens, i
    if not tokens[i].text.startswith(("تسميت", "وتسميت")):
        names, at = clause.behind(i)  # "أعادت حركة ... تسمية نفسها"
        j = at + 1
        if j < len(tokens) and tokens[j].text == "تسميه":
            if j + 1 < len(tokens) and tokens[j + 1].kind == GROUP:
                yield from _into(clause, i, j + 1, tokens[j + 1].names)
            elif j + 1 < len(tokens) and re.fullmatch(r"نفس(?:ه|ها)", tokens[j + 1].text):
                yield from _into(clause, i, j + 1, names or clause.before(i, ""))
        return
    own = of_suffix("ها" if tokens[i].text.endswith("ها") else "ه")
    yield from _into(clause, i, i, meant_by(clause.scene, clause.groups, tokens[i].start, own))


def _into(clause: Clause, i: int, at: int, subjects: Sequence[Named]) -> Iterable[Told]:
    tokens = clause.tokens
    for j in range(at + 1, min(len(tokens), at + 9)):
        token = tokens[j]
        if token.kind == GROUP:
            if tokens[j - 1].text in _TO:
                yield "renamed", "its name", i, subjects, token.names
            return
        if not (clause.light(token.text) or token.text in _TO or token.text in ("من", "رسميا")):
            return


def _former(clause: Clause, i: int) -> Iterable[Told]:
    """Read "الذي عُرف سابقاً باسم ...", "كانت تسمى ...", "الذي تشكل باسم ..."."""
    tokens = clause.tokens
    formed = _FORMED.fullmatch(tokens[i].text) is not None
    words = [t.text for t in tokens[max(0, i - 3) : i + 3]]
    if not formed and not any(_ONCE.fullmatch(w) for w in words):
        return
    for j in range(i + 1, min(len(tokens), i + 9)):
        token = tokens[j]
        if token.kind == GROUP:
            led = tokens[j - 1].text in ("باسم", "اسم", "مسمي", "ب", "بمسمي")
            if (formed and not led) or (not led and j > i + 1 and tokens[j - 1].text != "سابقا"):
                return
            now = [n for n in clause.before(i, "") if n.name != token.names[0].name]
            if len(now) == 1:
                yield "renamed", "once called", i, token.names, now
            return
        if not (token.text in _BY or clause.light(token.text)):
            return


def _in_brackets(clause: Clause, i: int) -> Iterable[Told]:
    """Read "لواء ... (كتيبة ... سابقاً)"."""
    tokens = clause.tokens
    if (
        i < 3
        or i + 1 >= len(tokens)
        or tokens[i + 1].kind != SIGN
        or tokens[i - 2].text not in ("(", "،", "-")
    ):
        return
    if tokens[i - 1].kind == GROUP and tokens[i - 3].kind == GROUP:
        yield "renamed", "once called", i, tokens[i - 1].names[-1:], tokens[i - 3].names[-1:]


def _another(clause: Clause, i: int) -> Iterable[Told]:
    """Read "ليست إلا اسماً آخر ل...", "وهو الاسم الجديد ل...", "وهو الاسم السابق ل..."."""
    tokens, at = clause.tokens, i + 1
    if at + 1 >= len(tokens) or tokens[at].kind != WORD:
        return
    kind = tokens[at].text.removeprefix("ال")
    if kind in ("حركي", "عسكري", "رسمي") and at + 2 < len(tokens):
        at += 1
        kind = tokens[at].text.removeprefix("ال")
    if kind not in ("اخر", "اخري", "جديد", "جديده", "سابق", "سابقه", "قديم", "قديمه", "ثان"):
        return
    if tokens[at + 1].text in ("ل", "لـ") and at + 2 < len(tokens) and tokens[at + 2].kind == GROUP:
        now = described(clause, i)
        other = tokens[at + 2].names
        if len(now) == 1 and now[0].name != other[0].name:
            former = kind.startswith(("سابق", "قديم"))
            yield ("renamed", "a name", i, now, other) if former else ("renamed", "a name", i, other, now)
