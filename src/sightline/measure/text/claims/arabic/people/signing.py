"""Find who signed, or did not sign, an agreement, a truce or a charter, in Arabic."""

import re
from collections.abc import Iterable
from typing import Final

from sightline.measure.text.claims.arabic.clauses.light import ADVERB, MEN, RELATIVE
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, SIGN, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.people.agreements import THING, thing_at
from sightline.measure.text.claims.arabic.people.owners import the_both
from sightline.measure.text.claims.arabic.people.signed_nouns import (
    as_signer,
    by_it,
    by_noun,
    reached,
    refused,
)
from sightline.measure.text.claims.arabic.people.signers import (
    BOTH,
    NOT,
    NOUN,
    Signed,
    between,
    gender_of,
    named_before,
    nobody_behind,
    partners_behind,
    signers_at,
    signers_before,
)
from sightline.measure.text.claims.named import Named

_SIGN: Final = re.compile(
    r"[وف]?(?:(?:وقع|ابرم|امضي|امض)(?:ت|وا|و|ا|تا)?|[يت](?:وقع|برم|مضي)(?:ون|ان|ا|وا|و)?)(?P<own>ه|ها|هما)?"
)

_AGREE: Final = re.compile(r"[وف]?(?:[يت]?توصل|اتفق)(?:ت|وا|ا|تا)?")

_REFUSES: Final = re.compile(r"[وف]?(?:[يت]?رفض|[يت]?متنع|امتنع|تحفظ|[يت]ابي|ابي)(?:ت|وا|ا|تا)?")

_SIGNER: Final = re.compile(r"[وف]?(?:ال)?موقع(?:ه|ين|ون|تين|تان|ان)?")

_DENIES: Final = frozenset(
    "نفي نفت ينفي تنفي ونفي ونفت انكر انكرت فتنفي وتنفي وينفي نافيا نافيه كذب كذبت".split()
)

_BY_IT: Final = frozenset("بموجب وفق تنفيذا عقب اثر بعد بفضل بمقتضي ضمن".split())

_TO_COME: Final = frozenset("لن ولن سوف قبل ان لان".split())

_UNDER: Final = re.compile(
    r"[وف]?(?:ب(?:رعايه|وساطه|اشراف|حضور|ضمانه|ضمان|تيسير|دعم|مبادره|تنظيم|مشاركه)|تحت|وسط)"
)

_BODY: Final = re.compile(r"و(?:وفد|لجنه|مجلس|بعثه|هييه)")

_EITHER: Final = frozenset(("منهما", "كلاهما", "كلتاهما", "الاثنان"))

_AMONG: Final = frozenset("بينها بينهما بينهم منها منهم ابرزها هما هي هم ابرزهم".split())

_PASSED: Final = frozenset(
    "كل من و علي الي قد ايضا بدوره بدورها كذلك في ب اخيرا رسميا احرفا بالاحرف الاولي معا جميعا كانت كان اي حتي "
    "اللحظه مبدييا احرف اولي مقر مدينه بلده قصر حركات فصايل كتايب تشكيلات مجموعات قوي جماعات خمس ست اربع ثلاث سبع "
    "ممثلو ممثلا ممثل ممثلون قاده قياده قايد قايدا زعيم زعيما مندوب مندوبو وفد وفدا عن لجان شيوخ".split()
)


def _stance(clause: Clause, i: int) -> bool | None:
    """Say whether a verb is affirmed; None where it tells what is to come."""
    before = [t.text for t in clause.tokens[max(0, i - 3) : i]]
    while before and before[-1] in ("قد", "بعد", "اي", "رسميا"):
        before.pop()
    last = before[-1] if before else ""
    if any(t.text in _DENIES for t in clause.tokens[max(0, i - 8) : i]):
        return False
    if last in NOT:
        return False
    if last == "ان" and before[-2:-1] and before[-2] in ("دون", "سبق", "بعد", "منذ"):
        return before[-2] != "دون"
    return (
        None
        if last in _TO_COME and clause.tokens[i].text[0] in "يتوف" and last != "ان"
        else (None if last == "ان" and clause.tokens[i].text[0] in "يت" else True)
    )


def _relative(clause: Clause, i: int) -> bool:
    """Say whether what is signed stands before: "الاتفاق الذي وقعته", "اتفاق وقعه"."""
    return any(THING.fullmatch(t.text) for t in clause.tokens[max(0, i - 8) : i])


def _of_it(clause: Clause, i: int) -> Iterable[Signed]:
    tokens = clause.tokens
    at = next(k for k in range(i - 1, -1, -1) if THING.fullmatch(tokens[k].text))
    found, affirmed = thing_at(clause, at), _stance(clause, i)
    if found is None or affirmed is None or any(t.text in (".", "؛") for t in tokens[at:i]):
        return
    thing = found[0] if found[2] else named_before(clause, found[0])
    signers, end = signers_at(clause, i + 1)
    if not signers:
        if not nobody_behind(clause, i + 1):
            return
        signers = [n for n in clause.own(at, gender_of(tokens[i].text)) if n.name != thing.name]
    yield i, [*signers, *(partners_behind(clause, end) if affirmed else ())], thing, affirmed


def _by_verb(clause: Clause, i: int) -> Iterable[Signed]:
    tokens, affirmed = clause.tokens, _stance(clause, i)
    read = None if affirmed is None else _behind(clause, i)
    if read is None or affirmed is None:
        return
    signers, partners, (thing, end, _), j = read
    if _AGREE.fullmatch(tokens[i].text) and tokens[j - 1].text not in ("علي", "الي"):
        return
    thing, end = _called(clause, thing, end)
    if not signers and end < len(tokens) and (tokens[end].kind == GROUP or tokens[end].text == "كل"):
        signers = signers_at(clause, end)[0]  # "وقعت على الميثاق كل من ..."
    if not signers:
        at = next((k for k in range(end, min(len(tokens), end + 4)) if tokens[k].text == "بين"), None)
        signers = list(signers_before(clause, i)) if at is None else between(clause, at)
    more = [*partners, *partners_behind(clause, end)] if affirmed else []
    if signers:
        yield i, [*signers, *(n for n in more if n.name not in {s.name for s in signers})], thing, affirmed


def _behind(clause: Clause, i: int) -> tuple[list[Named], list[Named], tuple[Named, int, bool], int] | None:
    """Read on behind a verb: who signs, with whom, what, and the index where that stands."""
    tokens, unknown, last_unknown, shut, j = clause.tokens, 0, 0, False, i + 1
    signers: list[Named] = []
    partners: list[Named] = []
    while j < min(len(tokens), i + 26):
        token = tokens[j]
        found = thing_at(clause, j)
        if found is not None:
            return None if unknown and last_unknown == j - 1 else (signers, partners, found, j)
        if token.text in (".", "؛", ":") or token.text in RELATIVE:
            return None
        if BOTH.fullmatch(token.text) or token.text in _EITHER:
            signers = list(the_both(clause, token.start))
            if not signers:
                return None  # of whom "the two" is said cannot be told
        elif token.kind == GROUP and not shut:
            into = partners if tokens[j - 1].text == "مع" else signers
            into.extend(n for n in token.names if n.name not in {x.name for x in into})
        elif token.kind == PLACE and j == i + 1:
            signers, last = signers_at(clause, j)
            j = last - 1
        elif (
            _BODY.fullmatch(token.text)
            and signers
            and j + 1 < len(tokens)
            and tokens[j + 1].text[-1:] in "يه"
        ):
            start, end = token.start + 1, tokens[j + 1].end  # "... ووفد حكومي"
            signers.append(Named(clause.scene.flat.plain[start:end], start, end, "party"))
            j += 1
        elif _UNDER.fullmatch(token.text):
            shut = True
        elif token.text == "،":
            shut = False
        elif not (shut or token.kind == PLACE or _passes(clause, j)):
            unknown, last_unknown = unknown + 1, j
            if unknown > 1 or j == i + 1:
                return None
        j += 1
    return None


def _passes(clause: Clause, j: int) -> bool:
    text = clause.tokens[j].text
    return (
        clause.tokens[j].kind == SIGN
        or text in _PASSED | MEN | _AMONG
        or clause.light(text)
        or text in ("مع", "معه", "معها", "معهم", "معهما")
        or ADVERB.fullmatch(text) is not None
        or (text[0] == "و" and text.endswith(("ه", "ها")))
        or (clause.tokens[j - 1].text in _PASSED and text.endswith(("يه", "ه")))
    )


def _called(clause: Clause, thing: Named, end: int) -> tuple[Named, int]:
    """Give the name that an agreement was given: "هدنة سمياها ميثاق السوق"."""
    tokens = clause.tokens
    for k in range(end, min(len(tokens), end + 4)):
        if re.fullmatch(r"(?:سم[ياوت]\w*|باسم|اسم|[يت]سمي|عرف\w?|[يت]عرف|ب)", tokens[k].text):
            named = thing_at(clause, k + 1)
            if named is not None:
                return named[0], named[1]
    return thing, end


def signing_in(clause: Clause) -> Iterable[Signed]:
    """Give the index of the word that says it, who signed, what, and whether it is affirmed."""
    for i, token in enumerate(clause.tokens):
        if token.kind != WORD:
            continue
        verb = _SIGN.fullmatch(token.text)
        if verb is not None and not token.text.lstrip("وف").startswith("س"):
            yield from _of_it(clause, i) if verb["own"] and _relative(clause, i) else _by_verb(clause, i)
        elif _AGREE.fullmatch(token.text):
            yield from _by_verb(clause, i)
        elif _REFUSES.fullmatch(token.text):
            yield from refused(clause, i)
        elif (
            _SIGNER.fullmatch(token.text)
            and i + 1 < len(clause.tokens)
            and clause.tokens[i + 1].text == "علي"
        ):
            yield from as_signer(clause, i)
        elif token.text == "التوصل":
            yield from reached(clause, i)
        elif token.text.lstrip("و") in _BY_IT:
            yield from by_it(clause, i)
        else:
            noun = NOUN.fullmatch(token.text)
            if noun is not None and noun["the"] is None:
                yield from by_noun(clause, i, noun["own"])
