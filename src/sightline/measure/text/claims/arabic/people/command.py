"""Find who leads a group by the noun or verb that says so and the person named beside it, in Arabic."""

import re
from collections.abc import Iterable
from typing import Final

from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.names.person_names import person_at, person_ending
from sightline.measure.text.claims.arabic.people.leading import Led, by_chair, by_verb, linked_left, past
from sightline.measure.text.claims.arabic.people.owners import group_at, group_left, owner

_OFFICE: Final = re.compile(
    r"[وفبلك]?(?:ال)?(?:قايد|زعيم|امير|امر|متزعم|رييس|مسوول|امين|قاءد|قاده|قايده|زعيمه|رييسه|كبير|مرشد)"
    r"|[وفبلك]?(?:قايد|زعيم|امير|امر|متزعم|رييس|مسوول|امين|قاءد|موسس|مرشد|قايدت|رييست|زعيمت)(?P<own>ه|ها|هم|هما)"
)
_DEPUTY: Final = frozenset(
    "نايب مساعد معاون شقيق نجل ابن والد مرافق حارس مكتب نواب ناءب وكيل سكرتير مستشار زوجه شقيقه سايق "
    "منزل موكب سياره مقر نيابه ناطق متحدث باسم".split()
)
_KIND_OF: Final = frozenset(
    "العام العسكري الميداني الحالي السابق الجديد الاعلي المحلي العسكريه الامني الشرعي الاول السياسي "
    "العامه الفعلي الراحل التاريخي الروحي الاسبق سابقا عام ميداني عسكري اليوم حاليا الان المفترض "
    "المزعوم الموسس موسسها بالوكاله التنفيذي".split()
)
_ONE_OF: Final = frozenset("اخر ابرز احد كبير".split())
_OF_DIALECT: Final = frozenset("بتاع بتاعه تبع حق متاع ديال بتاعت حقت بتاعها تاع مال".split())
_IS: Final = frozenset("صار اصبح بات هو يدعي اسمه اسمو وهو".split())
_LED_BY: Final = frozenset(
    "بقياده بزعامه بامره بامارت بامارة برياسه بامارة بامره تراسها يراسها باماره".split()
)
_UNDER: Final = frozenset("قياده امره زعامه امره اماره رياسه".split())
_SENT: Final = frozenset("وفد وفدا لجنه اجتماع اجتماعا بعثه جلسه مجموعه فريق".split())
_WORKS: Final = re.compile(r"[وف]?(?P<who>[يت])(?:عمل|قاتل|نشط|تحرك|نضوي|خضع|حارب|تمركز|اتمر|اتمرون)(?:ون)?")


def command_in(clause: Clause) -> Iterable[Led]:
    """Give, for each, the index of the word that says it, the person and the groups."""
    for i, token in enumerate(clause.tokens):
        if token.kind != WORD:
            continue
        if token.text in _LED_BY or (token.text in _UNDER and i and clause.tokens[i - 1].text == "تحت"):
            yield from _led_by(clause, i)
            continue
        office = _OFFICE.fullmatch(token.text)
        if office is not None:
            yield from _by_office(clause, i, office["own"])
            continue
        if token.text in _OF_DIALECT and i and clause.tokens[i - 1].kind == GROUP:
            yield from _whose(clause, i)
        yield from by_verb(clause, i)
        yield from by_chair(clause, i)


def _by_office(clause: Clause, i: int, own: str | None) -> Iterable[Led]:
    tokens = clause.tokens
    before = tokens[i - 1].text.lstrip("وفبل") if i else ""
    if (
        before in _DEPUTY
        or (tokens[i].text == "قاده" and before not in _ONE_OF)
        or tokens[i].text in ("امره", "لامر", "بامر", "كبير")
    ):
        return
    j = past(clause, i + 1, _KIND_OF)
    if own:
        person = person_at(clause, j, firm=True)
        groups = owner(clause, i, own) if person is not None else ()
        if person is not None and groups:
            yield i, person[0], groups, True
        return
    if (j < len(tokens) and tokens[j].text in _OF_DIALECT) or (
        tokens[i].text.endswith("مسوول") and j < len(tokens) and tokens[j].text == "عن"
    ):
        j += 1
    named = j < len(tokens) and tokens[j].kind == WORD
    groups, k = group_at(clause, j)
    if not groups:
        if named and tokens[i].text.endswith("القايد") and tokens[j].text in _IS:
            yield from _newly(clause, i, j)
        return
    k = past(clause, k, _KIND_OF)
    aside = tokens[k].text == "في" if k + 1 < len(tokens) else False
    if aside and (tokens[k + 1].kind == PLACE or tokens[k + 1].text.startswith("ال")):
        person = person_at(clause, k + 2, sure=True, aside=False)  # "أمير ... في الوادي أبو ..."
    else:
        person = person_at(clause, k)
    if person is not None:
        yield i, person[0], groups, True
        return
    at, affirmed = linked_left(clause, i)
    one = person_ending(clause, at)
    if one is not None and (at < i or not tokens[i].text.endswith("امر")):
        yield i, one, groups, affirmed


def _whose(clause: Clause, i: int) -> Iterable[Led]:
    """Read "... بتاعة القائد ...": the group of a leader."""
    behind = clause.tokens[i + 1].text if i + 1 < len(clause.tokens) else ""
    person = (
        person_at(clause, i + 1, sure=True, aside=False) if behind in ("القايد", "الزعيم", "الامير") else None
    )
    if person is not None:
        yield i, person[0], clause.tokens[i - 1].names, True


def _newly(clause: Clause, i: int, j: int) -> Iterable[Led]:
    """Read "القائد العام صار النقيب ...": of the group that the sentence speaks of."""
    person, groups = person_at(clause, j + 1, aside=False), clause.own(i, "")
    if person is not None and len({n.name for n in clause.groups} or {1}) == 1 and groups:
        yield i, person[0], groups, True


def _led_by(clause: Clause, i: int) -> Iterable[Led]:
    person = person_at(clause, i + 1, firm=True)
    if person is None:
        return
    heads = [t.text.lstrip("وفبل") for t in clause.tokens[max(0, i - 5) : i]]
    if clause.tokens[i].text == "برياسه" and any(w in _SENT for w in heads):
        return  # who leads a delegation
    at = i - 1 if clause.tokens[i].text in _UNDER else i
    groups = group_left(clause, at)
    works = _WORKS.fullmatch(clause.tokens[at - 1].text) if at else None
    if not groups and works is not None:
        who = "f" if works["who"] == "ت" else "m"
        groups = clause.before(at - 1, who) or clause.own(at - 1, who)
    if groups:
        yield i, person[0], groups, True
