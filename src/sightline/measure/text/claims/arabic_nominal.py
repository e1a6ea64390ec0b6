"""Read what Arabic tells without a verb that takes both ends: "تحت سيطرة", "جزء من", "بين ... و...", "من اندماج"."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic_light import MEN
from sightline.measure.text.claims.arabic_reach import linked
from sightline.measure.text.claims.arabic_reference import meant_by, of_suffix
from sightline.measure.text.claims.arabic_tokens import GROUP, SIGN, WORD
from sightline.measure.text.claims.arabic_walks import Clause
from sightline.measure.text.claims.named import Named

Told = tuple[str, str, int, Sequence[Named], Sequence[Named] | None]
"""Relation, construction, index of its word, subjects, objects (None where it has none)."""

_PART: Final = re.compile(
    r"(?:جزء|جزءا|فصيل|فصيلا|فرع|فرعا|جناح|جناحا|الجناح|ذراع|ذراعا|الذراع|واحد|واحدا|واحده|عضو|"
    r"عضوا|مكون|مكونا|فوج|كتيبه|لواء|فرعه|احد|احدي|"
    r"من)"
)
_PARTS: Final = re.compile(r"(?:ال)?(?:مكونات|فصايل|تشكيلات|اجنحه|اذرع|كتايب|الويه|افواج|تشكيلاتها)")
_FIGHTING: Final = re.compile(
    r"[وفبل]?(?:ال)?(?:اشتباك(?:ات|ا)?|معارك|معركه|مواجه(?:ات|ه)|مناوشات|قتال|اقتتال|صدام(?:ات)?|حرب)"
)
_FORMED: Final = re.compile(r"[وف]?(?:ال)?(?:اندماج|اتحاد|توحد|انصهار|توحيد|اندماجات)")
_DISSOLVES: Final = re.compile(r"[وفبل]?[يت]?(?:حل|حلت)")
_SELF: Final = re.compile(r"نفس(?:ه|ها|هم)")
_ENDED: Final = re.compile(r"[وف]?[يت]?(?:انحل|تفكك|تلاش)(?:ت|ي)?(?P<own>ها|ه)?")
_CHANGES: Final = re.compile(r"[وف]?(?:غير|[يت]غير|بدل|[يت]بدل|تغيير|تبديل|استبدل)ت?")
_ITS_NAME: Final = re.compile(r"(?:اسم|تسميت)(?P<own>ه|ها)")
_KNOWN: Final = re.compile(r"[يت]عرف|المعروف|المعروفه|[يت]سمي|[يت]حمل")


def relations_told(clause: Clause) -> Iterable[Told]:
    """Give the relations that nouns tell."""
    for i, token in enumerate(clause.tokens):
        if token.kind != WORD:
            continue
        text = token.text
        if _PART.fullmatch(text.removeprefix("و")):
            yield from _part(clause, i)
        if _FIGHTING.fullmatch(text):
            yield from _between(clause, i)
        if (_FORMED.fullmatch(text.removeprefix("ب")) and i and text.startswith("ب")) or (
            _FORMED.fullmatch(text) and i and clause.tokens[i - 1].text in ("من", "نتيجه", "عن", "اثر")
        ):
            yield from _formed(clause, i)
        if _DISSOLVES.fullmatch(text) or _ENDED.fullmatch(text):
            yield from _dissolved(clause, i)
        if re.fullmatch(r"تسميت(?:ها|ه)", text):
            yield from _new_name(clause, i)
        if text == "فلك" and i > 1 and i + 1 < len(clause.tokens) and clause.tokens[i + 1].kind == GROUP:
            yield "affiliated_with", "orbit", i, clause.before(i - 2, ""), clause.tokens[i + 1].names
        if _CHANGES.fullmatch(text):
            yield from _renamed(clause, i)
        if _KNOWN.fullmatch(text):
            yield from _former_name(clause, i)
        if text.removeprefix("و") in ("يضم", "تضم", "ضم", "ضمت"):
            yield from _comprises(clause, i)


def _part(clause: Clause, i: int) -> Iterable[Told]:
    tokens = clause.tokens
    bare = tokens[i].text.removeprefix("و")
    at = i
    words: list[str] = []
    while at + 1 < len(tokens) and tokens[at + 1].kind == WORD and len(words) < 4:
        words.append(tokens[at + 1].text)
        at += 1
    if at + 1 >= len(tokens) or tokens[at + 1].kind != GROUP:
        return
    said = " ".join([bare, *words])
    if not _PART_WORDS.fullmatch(said):
        return
    if (i and tokens[i - 1].text in ("انشق", "مع", "انشقاق", "كل", "عن")) or (
        bare == "من" and i and tokens[i - 1].kind != WORD and tokens[i - 1].text != "،"
    ):
        return
    if (
        bare in ("احد", "احدي", "واحد", "فصيل", "كتيبه", "فوج", "لواء")
        and i
        and not (
            tokens[i - 1].text in clause.auxiliary | {"مجرد", "،", "وهو", "وهي", "كانت", "بوصفه", "باعتباره"}
            or clause.light(tokens[i - 1].text)
        )
    ):
        return
    said_of = tokens[i - 1].text if i else ""
    who = (
        "f"
        if said_of in ("تكون", "كانت", "تعد", "هي", "وهي", "باتت", "ليست")
        else "m"
        if said_of in ("يكون", "كان", "يعد", "هو", "وهو", "بات", "ليس")
        else ""
    )
    subjects = clause.before(i, who)
    if subjects:
        yield "part_of", "a part", i, subjects, tokens[at + 1].names


_PART_WORDS: Final = re.compile(
    r"(?:جزءا?|واحدا?|واحده|احد|احدي|ذراعا?|جناحا?|فرعا?|مكونا?)(?: اساسيا?| عسكريا?|"
    r" اصيل)? من(?: (?:مكونات|فصايل|تشكيلات|اجنحه|اذرع|كتايب|الويه|افواج|قوات))?"
    r"|(?:احد|احدي) (?:مكونات|فصايل|تشكيلات|اجنحه|اذرع|كتايب|الويه|افواج)|من (?:مكونات|فصايل|"
    r"تشكيلات|اجنحه|اذرع|كتايب|الويه)"
    r"|(?:الجناح|الذراع|الفرع|جناحا?|ذراعا?|فرعا?)(?: (?:ال)?(?:عسكري|مسلح|محلي|ضارب)ه?ا?)? ل|"
    r"(?:عضوا?|فصيلا?|فوجا?|كتيبه|لواء|مكونا?)(?: (?:عضوا?|صغيرا?|مقاتلا?))? (?:في|ضمن)"
)


_WITH_SECOND: Final = MEN | {"", "بين", "دوريه", "مسلحين"}


def _between(clause: Clause, i: int) -> Iterable[Told]:
    tokens = clause.tokens
    for j in range(i + 1, min(len(tokens), i + 16)):
        if tokens[j].text in (".", "؛", "؟", "،"):
            return
        if tokens[j].text == "بين":
            first = None
            for k in range(j + 1, min(len(tokens), j + 12)):
                token = tokens[k]
                if token.kind == GROUP:
                    if first is None:
                        first = token
                        if len(token.names) == 2:
                            yield "fights", "between", i, token.names[:1], token.names[1:]
                            return
                    else:
                        yield "fights", "between", i, first.names, token.names
                        return
                elif (token.kind == SIGN and token.text != "،") or (
                    first is not None and token.text[:1] == "و" and token.text[1:] not in _WITH_SECOND
                ):
                    return
            return


def _formed(clause: Clause, i: int) -> Iterable[Told]:
    parts, _ = clause.behind(i)
    if len(parts) < 2:
        parts = (
            _all_behind(clause, i)
            if not parts
            else [*parts, *linked(clause, i + 1, frozenset(("مع",)), parts, pronouns=False)]
        )
    whole = [n for n in clause.before(i - 1, "") if n.name not in {p.name for p in parts}]
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


def _dissolved(clause: Clause, i: int) -> Iterable[Told]:
    tokens, text = clause.tokens, clause.tokens[i].text
    ended = _ENDED.fullmatch(text)
    who = (
        "f"
        if (text.removeprefix("و").startswith("ت") and not text.startswith(("تفكك", "وتفكك", "تلاش")))
        or text.endswith("ت")
        else "m"
    )
    if ended is not None:
        if ended["own"]:
            yield "dissolved", "ended", i, clause.own(i, of_suffix(ended["own"])), None
            return
        names = clause.behind(i)[0] or clause.before(i, who)
        yield "dissolved", "ended", i, names, None
        return
    for j in range(i + 1, min(len(tokens), i + 4)):
        if _SELF.fullmatch(tokens[j].text):
            names = [n for t in tokens[i + 1 : j] if t.kind == GROUP for n in t.names]
            names = names or list(clause.before(i, "f" if tokens[j].text.endswith("ها") else "m"))
            yield "dissolved", "itself", i, names, None
            return
        if tokens[j].kind == WORD:
            return


def _renamed(clause: Clause, i: int) -> Iterable[Told]:
    tokens = clause.tokens
    if i + 1 >= len(tokens):
        return
    names, at = clause.behind(i)
    own = _ITS_NAME.fullmatch(tokens[at + 1].text) if at + 1 < len(tokens) else None
    if own is None:
        return
    subjects = names or clause.before(i, "f" if own["own"] == "ها" else "m")
    for j in range(at + 2, min(len(tokens), at + 8)):
        if tokens[j].kind == GROUP and tokens[j - 1].text in ("الي", "ل", "اسم", "باسم", "لـ", "ب"):
            yield "renamed", "its name", i, subjects, tokens[j].names
            return
        if not (
            clause.light(tokens[j].text)
            or tokens[j].text in ("الي", "ل", "لـ", "ليصبح", "لتصبح", "باسم", "من", "اسم", "ب")
        ):
            return


def _new_name(clause: Clause, i: int) -> Iterable[Told]:
    for j in range(i + 1, min(len(clause.tokens), i + 7)):
        token = clause.tokens[j]
        if token.kind == GROUP:
            if clause.tokens[j - 1].text in ("باسم", "الي", "ب", "ل"):
                own = meant_by(
                    clause.scene,
                    clause.groups,
                    clause.tokens[i].start,
                    of_suffix("ها" if clause.tokens[i].text.endswith("ها") else "ه"),
                )
                yield "renamed", "its name", i, own, token.names
            return
        if not (clause.light(token.text) or token.text in ("باسم", "الي", "ب", "ل")):
            return


def _former_name(clause: Clause, i: int) -> Iterable[Told]:
    tokens = clause.tokens
    words = [t.text for t in tokens[max(0, i - 4) : i + 3]]
    if not any(w in ("كان", "كانت", "وكان", "وكانت", "سابقا") for w in words):
        return
    for j in range(i + 1, min(len(tokens), i + 4)):
        if tokens[j].kind == GROUP:
            now = [n for n in clause.before(i, "") if n.name != tokens[j].names[0].name]
            if len(now) == 1:
                yield "renamed", "once called", i, tokens[j].names, now
            return
        if tokens[j].text not in ("سابقا", "باسم", "ب", "اسم"):
            return


def _comprises(clause: Clause, i: int) -> Iterable[Told]:
    whole = (
        []
        if i + 1 < len(clause.tokens) and clause.tokens[i + 1].kind == GROUP and not i
        else clause.before(i, "")
    )
    names, _ = clause.behind(i)
    if len(whole) == 1 and names:
        yield "part_of", "comprises", i, [n for n in names if n.name != whole[0].name], whole
