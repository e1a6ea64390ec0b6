"""Read who belongs to whom from Arabic nouns: "ذراع ...", "أحد ألوية ...", "من مكونات ...", "ضمن قوام ..."."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.described import described
from sightline.measure.text.claims.arabic.clauses.light import TO, WITH_PRONOUN
from sightline.measure.text.claims.arabic.clauses.reference import nearest, of_suffix
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.names.quoted import KIND as KIND_NOUN
from sightline.measure.text.claims.named import Named

Told = tuple[str, str, int, Sequence[Named], Sequence[Named] | None]

_ARM: Final = re.compile(r"[و]?(?:ال)?(?:جناح|ذراع|فرع)(?:ا|ه|ها)?")
_PIECE: Final = re.compile(
    r"[و]?(?:ال)?(?:جزء|عضو|مكون|فصيل|تشكيل|كتيبه|لواء|فوج|سريه|فرقه|قوه|مجموعه|طرف|ركن|شريك|قطاع)(?:ا|ه)?"
)
_ONE: Final = re.compile(r"[و]?(?:احد|احدي|واحد|واحدا|واحده|من|اكبر|ابرز|اقوي|اهم|اقدم|ثاني|ثالث|اولي|اول)")
_PLURAL: Final = re.compile(
    r"(?:ال)?(?:مكونات|فصايل|تشكيلات|اجنحه|اذرع|كتايب|الويه|افواج|سرايا|فرق|اركان|اطراف|اعضاء|وحدات|مجموعات|قطاعات|"
    r"افرع|فروع|جماعات|قوي)"
)
_UNIT: Final = re.compile(rf"(?:ال)?(?:{KIND_NOUN})\s|ال\w+$")
_ADJECTIVE: Final = re.compile(
    r"(?:ال)?(?:عسكري|مسلح|سياسي|محلي|ضارب|امني|شعبي|اعلامي|طلابي|رييسي|اساسي|اصيل|مهم|بارز|مقاتل|قتالي|دعوي|خيري|"
    r"ميداني|صغير|كبير|عضو|نخبوي|خاص|شبابي|عشايري|قبلي|مويسس|فاعل|ثابت|سابق|حالي|سوري|عراقي|يمني|ليبي|سوداني|لبناني|مصري)"
    r"(?:ه|ا|ين)?|لا|[يت]تجزا|هام|هاما|هامه|بين|ابرز|اكبر|اهم|اقوي|ال\w{4,}ي(?:ه)?"
)
_LINK: Final = ("من", "في", "ضمن", "ل", "لـ", "داخل", "ب")
_PLACED: Final = re.compile(
    r"[وف]?(?:س?[يت](?:قاتل|عمل|نشط|ندرج|خدم|حارب|صنف|عمل|نضوي)(?:ون|ان)?|[يت]كن|كانت?|ظلت?|بقيت?|باتت?|اصبحت?|صارت?|"
    r"(?:ال)?(?:مسجل|مدرج|مصنف|عامل|مقاتل|منظم|منخرط|مندرج)(?:ه|ا|ين|ون)?|هو|هي|عملت?|قاتلت?|صنفت?|ادرجت?|سجلت?)"
)
_POSSESSIVE: Final = frozenset("تبع تبعت تبعون بتاع بتاعه بتاعت تاع متاع متاعت مال حق حقت".split())


def members_told(clause: Clause, i: int) -> Iterable[Told]:
    """Give what the word at an index tells of who is part of whom."""
    text = clause.tokens[i].text
    if _ARM.fullmatch(text):
        yield from _noun(clause, i, ("ل", "من", "في", ""))
    elif _PIECE.fullmatch(text):
        yield from _noun(clause, i, _LINK)
    if _ONE.fullmatch(text):
        yield from _one_of(clause, i)
    if text in ("ضمن", "تحت"):
        yield from _under(clause, i)
    if text in _POSSESSIVE:
        yield from _of(clause, i)


def _noun(clause: Clause, i: int, links: Sequence[str]) -> Iterable[Told]:
    tokens, at = clause.tokens, i + 1
    while (
        at < len(tokens) and tokens[at].kind == WORD and _ADJECTIVE.fullmatch(tokens[at].text) and at - i < 5
    ):
        at += 1
    if at >= len(tokens):
        return
    subjects = _told_of(clause, i)
    if not subjects:
        return
    yield from _whole(clause, i, at, links, subjects)


def _told_of(clause: Clause, i: int) -> Sequence[Named]:
    """Give of whom a noun is told; one with the article that stands right behind a name is apposed to it."""
    tokens = clause.tokens
    definite = tokens[i].text.startswith("ال")
    if definite and i and tokens[i - 1].kind == GROUP:
        return tokens[i - 1].names[-1:]
    return described(clause, i)


def _whole(
    clause: Clause, i: int, at: int, links: Sequence[str], subjects: Sequence[Named]
) -> Iterable[Told]:
    """Give the whole that a link at an index leads to, or that stands there as what the noun is annexed to."""
    tokens = clause.tokens
    token = tokens[at]
    if token.kind == GROUP:
        if "" in links:
            yield "part_of", "a part", i, subjects, tokens[at].names
        return
    pronoun = WITH_PRONOUN.fullmatch(token.text)
    if pronoun is not None and pronoun["link"] in links:
        who = nearest(
            clause.scene, clause.groups, token.start, of_suffix(pronoun["own"]), {s.name for s in subjects}
        )
        yield "part_of", "a part", i, subjects, who
        return
    if token.text not in links:
        return
    k = at + 1
    while k < len(tokens) and tokens[k].kind == WORD and k - at < 4:
        if not (
            _PLURAL.fullmatch(tokens[k].text) or tokens[k].text in TO or _ADJECTIVE.fullmatch(tokens[k].text)
        ):
            return
        k += 1
    if k < len(tokens) and tokens[k].kind == GROUP:
        yield "part_of", "a part", i, subjects, clause.row(k, 1)[0]


def _one_of(clause: Clause, i: int) -> Iterable[Told]:
    tokens, at = clause.tokens, i + 1
    while (
        at < len(tokens)
        and at - i < 3
        and tokens[at].text in ("من", "بين", "ابرز", "اكبر", "اهم", "اقوي", "اقدم")
    ):
        at += 1
    if at + 1 >= len(tokens) or not _PLURAL.fullmatch(tokens[at].text):
        return
    if tokens[i].text.removeprefix("و") == "من" and i and tokens[i - 1].kind == WORD:
        subjects = described(clause, i) if _is_said(clause, i) else []
    else:
        subjects = described(clause, i)
    if not subjects:
        return
    k = at + 1
    while k < len(tokens) and tokens[k].kind == WORD and k - at < 4 and _ADJECTIVE.fullmatch(tokens[k].text):
        k += 1
    if k < len(tokens):
        yield from _whole(clause, i, k, ("", "ل", "لـ", "في", "ضمن"), subjects)


def _without_plural(clause: Clause, name: Named) -> Named | None:
    """Cut "ألوية جيش ..." down to the whole: who is one of them is a part of it."""
    words = clause.scene.flat.text[name.start : name.end].split(" ", 1)
    if len(words) < 2 or not _PLURAL.fullmatch(words[0]) or not _UNIT.match(words[1]):
        return None
    start = name.start + len(words[0]) + 1
    return Named(clause.scene.flat.plain[start : name.end], start, name.end, name.kind)


def _is_said(clause: Clause, i: int) -> bool:
    """Say whether "من مكونات ..." is the predicate: nobody but a copula or a pronoun stands before it."""
    text = clause.tokens[i - 1].text
    return text in clause.auxiliary or clause.light(text)


def _under(clause: Clause, i: int) -> Iterable[Told]:
    """Read "يقاتل ... ضمن صفوف ...", "كانت ... تحت راية ..."."""
    tokens, k = clause.tokens, i + 1
    while k < len(tokens) and tokens[k].kind == WORD and k - i < 4:
        if not (tokens[k].text in TO or _PLURAL.fullmatch(tokens[k].text)):
            return
        k += 1
    if k >= len(tokens) or tokens[k].kind != GROUP or (tokens[i].text == "تحت" and k == i + 1):
        return
    for j in range(i - 1, max(-1, i - 7), -1):
        token = tokens[j]
        if _PLACED.fullmatch(token.text):
            behind, at = clause.behind(j)
            names = behind if behind and at < i else clause.before(j, "")
            yield "part_of", "under", i, names, tokens[k].names
            return
        if token.kind == WORD and not (
            clause.light(token.text) or token.text in ("في", "مباشره", "رسميا", "يوما", "ابدا", "قط")
        ):
            return
        if token.kind not in (WORD, GROUP):
            return


def _of(clause: Clause, i: int) -> Iterable[Told]:
    """Read the spoken possessive between two groups: "كتيبة ... بتاعة حركة ..."."""
    tokens = clause.tokens
    if 0 < i < len(tokens) - 1 and tokens[i - 1].kind == GROUP and tokens[i + 1].kind == GROUP:
        yield "part_of", "of", i, tokens[i - 1].names[-1:], tokens[i + 1].names[:1]
