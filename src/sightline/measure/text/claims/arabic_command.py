"""Find who leads a group by the noun or verb that says so and the person named beside it, in Arabic."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic_light import MEN, PREPOSITIONS, RELATIVE
from sightline.measure.text.claims.arabic_reference import of_suffix
from sightline.measure.text.claims.arabic_roots import form_of
from sightline.measure.text.claims.arabic_tokens import GROUP, SIGN, WORD, Token
from sightline.measure.text.claims.arabic_walks import Clause
from sightline.measure.text.claims.named import Named

_LEADER: Final = re.compile(
    r"[وفبلك]?(?:ال)?(?:قايد|زعيم|امير|امر|متزعم|رييس|مسوول|امين)(?P<own>ه|ها|هم|هما)?|[وف]?قاءد(?P<own2>ه|ها|هم)"
)
_DEPUTY: Final = frozenset("نايب مساعد معاون شقيق نجل ابن والد مرافق حارس مكتب نواب ناءب".split())
_LED_BY: Final = frozenset("بقياده بزعامه بامره بامارت بامارة برياسه باماره تراسها يراسها".split())
_VERB: Final = re.compile(r"[وف]?(?:س?[يت])?(?:قود|قاد|تزعم|راس|تراس|ترا?س)(?:ت)?(?P<own>ه|ها|هم)?")
_TAKES: Final = re.compile(r"[وف]?[يت]?ت?ول[يت]")
_CHAIR: Final = re.compile(r"(?:قياد|زعام|امار|رياس|امانت|امر)ت(?P<own>ه|ها|هم)|مهام|قياده|زعامه")
_KIND_OF: Final = frozenset(
    "العام العسكري الميداني الحالي السابق الجديد الاعلي المحلي العسكريه الامني الشرعي الاول السياسي "
    "العامه الفعلي الراحل".split()
)
TITLES: Final = frozenset(
    "السيد الشيخ العميد العقيد الرايد النقيب الملازم اللواء المقدم الحاج الفريق القيادي القايد "
    "الضابط الملا الدكتور المدعو المكني المهندس "
    "العمده الزعيم الامير ملازم عقيد نقيب رايد عميد مقدم شيخ منشق المنشق المتقاعد متقاعد القبلي "
    "الملقب المعروف يدعي يكني الركن الاول اول ب هو وهو "
    "القاضي الاستاذ الشاب العسكري السابق القاءد المجاهد المسمي قبلي الجنرال الكولونيل الميداني "
    "المحامي المدرس الشهيد الحالي الجديد".split()
)
_KUNYA: Final = ("ابو", "ابي", "ابا", "ام")
_FATHERS: Final = frozenset("بن ابن اغ ولد عبد ال".split())
_NO_PERSON: Final = frozenset(
    "قال قالت قتل اصيب اكد اعلن نفي فر لقي دعا هدد كان كانت قد لم لا انه ان اعتقل اتهم رفض صرح ذكر "
    "اضاف بعد قبل منذ خلال هو هي وهو وهي وكان "
    "وقد امس اليوم مساء حيث بينما فيما كما ثم لكن او حتي اثر عقب عبر بين ضد نحو لقاء شن توفي استشهد "
    "الذي التي عن".split()
)


def command_in(clause: Clause) -> Iterable[tuple[Token, Named, Named]]:
    """Give, for each, the word that says it, the person and the group."""
    for i, token in enumerate(clause.tokens):
        if token.kind != WORD:
            continue
        for person, groups in _told(clause, i):
            for group in groups:
                if group.kind != "party":
                    yield token, person, group


def _told(clause: Clause, i: int) -> Iterable[tuple[Named, Sequence[Named]]]:
    tokens, text = clause.tokens, clause.tokens[i].text
    leader = _LEADER.fullmatch(text)
    if (
        leader is not None
        and text not in ("امره", "بامره", "امرتها")
        and not (i and tokens[i - 1].text.lstrip("وفبل") in _DEPUTY)
    ):
        own = leader["own"] or leader["own2"]
        j = _past(clause, i + 1, _KIND_OF)
        groups: Sequence[Named] = ()
        if own:
            groups = clause.own(i, of_suffix(own))
        else:
            j = _past(clause, j, MEN | {"ل", "في", "ما", "يسمي", "لما", "لـ", "باسم", "عن"})
            if j < len(tokens) and tokens[j].kind == GROUP:
                groups, j = tokens[j].names, j + 1
        person = _person(clause, j) if groups else None
        if person is None and groups and not own:
            person = _person_before(clause, i)
        if person is not None:
            yield person, groups
        return
    if text in _LED_BY:
        person = _person(clause, i + 1)
        groups = _left(clause, i)
        if person is not None and groups:
            yield person, groups
        return
    verb = _VERB.fullmatch(text)
    chair = _CHAIR.fullmatch(tokens[i + 1].text) if _TAKES.fullmatch(text) and i + 1 < len(tokens) else None
    if verb is None and chair is None:
        return
    own, j = (
        (verb["own"], i + 1) if verb is not None else (chair["own"] if chair is not None else None, i + 2)
    )
    if own:
        j = _past(clause, j, frozenset(("اليوم", "حاليا", "الان", "العامه")))
        j = _past_time(clause, j)
        person = _person(clause, j)
        groups = (
            _left(clause, i)
            if i and tokens[i - 1].text in RELATIVE | {"و"}
            else clause.own(i, of_suffix(own))
        )
        if person is not None and groups:
            yield person, groups
        return
    j = _past(clause, j, MEN)
    if j < len(tokens) and tokens[j].kind == GROUP:
        person = _person(clause, j + 1)
        if person is not None:
            yield person, tokens[j].names


def _past(clause: Clause, j: int, words: frozenset[str] | set[str]) -> int:
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


def _left(clause: Clause, i: int) -> Sequence[Named]:
    """Give the one group that stands right before: "كتيبة النهر السلفية بقيادة"."""
    for j in range(i - 1, max(-1, i - 5), -1):
        token = clause.tokens[j]
        if token.kind == GROUP:
            return token.names[-1:]
        if not (token.text in RELATIVE or token.text in ("،", "و", "(", ")") or token.text.startswith("ال")):
            return []
    return []


def _person(clause: Clause, j: int) -> Named | None:
    """Give the person named right there, behind titles."""
    tokens, first = clause.tokens, j
    while j < len(tokens) and (
        tokens[j].text in TITLES or (tokens[j].text in ("،", "(") and j == first) or tokens[j].text == "لـ"
    ):
        j += 1
    titled = j > first and any(t.text in TITLES for t in tokens[first:j])
    words: list[Token] = []
    kunya = j < len(tokens) and tokens[j].text in _KUNYA
    while j < len(tokens) and len(words) < 5:
        token, text = tokens[j], tokens[j].text
        ali = clause.scene.flat.plain[token.start : token.end] == "علي" and not kunya
        if (
            token.kind in (GROUP, SIGN)
            or (text in PREPOSITIONS and not ali)
            or text in _NO_PERSON
            or text in RELATIVE
            or text.isdigit()
        ):
            break
        if (
            words
            and text[0] == "و"
            and text not in clause.first
            and words[-1].text not in _FATHERS
            and not kunya
        ):
            break
        if (
            words
            and words[-1].text.startswith("ال")
            and words[-1].text != "ال"
            and len(words) > 1
            and words[-2].text != "عبد"
            and not (kunya and len(words) == 2)
        ):
            break
        if (
            len(words) > 1
            and text.startswith("ال")
            and not text.endswith(("ي", "ه"))
            and text not in clause.first
            and not kunya
        ) and not (
            j + 1 >= len(tokens)
            or tokens[j + 1].kind == SIGN
            or tokens[j + 1].text in PREPOSITIONS | RELATIVE | _NO_PERSON
        ):
            break
        if (
            form_of(text) is not None
            and words
            and words[-1].text not in (*_KUNYA, *_FATHERS)
            and text not in clause.first
        ):
            break
        if clause.light(text) and text not in clause.first:
            break
        words.append(token)
        j += 1
    if (
        kunya
        and len(words) > 2
        and j < len(tokens)
        and not (tokens[j].kind == SIGN or tokens[j].text in PREPOSITIONS | RELATIVE | _NO_PERSON)
    ):
        words = words[: 3 if words[2].text.startswith("ال") else 2]
    if len(words) < 2 or (words[0].text.startswith("ال") and words[0].text not in clause.first):
        return None
    closed = (
        j >= len(tokens) or tokens[j].kind == SIGN or tokens[j].text in PREPOSITIONS | RELATIVE | _NO_PERSON
    )
    if not (
        titled
        or kunya
        or words[0].text in clause.first
        or words[0].text in _FATHERS
        or (len(words) < 4 and (closed or words[-1].text.startswith("ال")) and _may_be_name(words[0].text))
    ):
        return None
    start, end = words[0].start, words[-1].end
    return Named(clause.scene.flat.plain[start:end], start, end, "person")


def _person_before(clause: Clause, i: int) -> Named | None:
    """Give the person named right before "متزعم ..."."""
    tokens = clause.tokens
    j = i - 1
    while j >= 0 and (tokens[j].text in ("،", "وهو", "(") or tokens[j].text in TITLES) and i - j < 4:
        j -= 1
    first = j
    while (
        first >= 0 and tokens[first].kind == WORD and j - first < 4 and tokens[first].text not in PREPOSITIONS
    ):
        if tokens[first].text in clause.first or tokens[first].text in _KUNYA:
            break
        first -= 1
    else:
        return None
    if (
        first < 0
        or first == j
        or tokens[first].kind != WORD
        or any(t.kind != WORD for t in tokens[first : j + 1])
    ):
        return None
    if first and tokens[first - 1].text in _KUNYA:
        first -= 1
    start, end = tokens[first].start, tokens[j].end
    return Named(clause.scene.flat.plain[start:end], start, end, "person")


def _may_be_name(word: str) -> bool:
    return not word.endswith(("ات", "ون", "ين", "ه")) and len(word) > 2
