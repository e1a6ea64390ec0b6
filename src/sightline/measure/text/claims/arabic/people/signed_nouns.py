"""Read who signed by Arabic nouns: "توقيعها اتفاق", "رفض التوقيع على", "من الموقعين على", "بموجب اتفاق بين"."""

from collections.abc import Iterable
from typing import Final

from sightline.measure.text.claims.arabic.clauses.reference import of_suffix
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, SIGN
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.arabic.names.person_names import only_person
from sightline.measure.text.claims.arabic.people.agreements import thing_at
from sightline.measure.text.claims.arabic.people.signers import (
    NOT,
    NOUN,
    Signed,
    between,
    partners_behind,
    signers_at,
    signers_before,
)

_NOT_YET: Final = frozenset(
    "قبل قبيل شرط بشرط مسوده مقترح وشك قرب بصدد رفض رفضه رفضها رفضت يرفض ترفض عدم دون لم لن يعتزم تعتزم نفي نفت "
    "ينفي تنفي دعا دعت يدعو تدعو موعد احتمال امكانيه اقتراب مفاوضات تمهيدا استعدادا ل انتظار بانتظار".split()
)


def by_noun(clause: Clause, i: int, own: str | None) -> Iterable[Signed]:
    """Read "توقيعها اتفاق ...", "توقيع ... على وثيقة", "إبرام هدنة بين ... و...": not what is to be signed."""
    tokens = clause.tokens
    lead = [t.text for t in tokens[max(0, i - 3) : i]]
    if tokens[i].text[0] == "ل" or any(w in _NOT_YET for w in lead):
        return
    signers, j = ([], i + 1) if own else signers_at(clause, i + 1)
    while j < len(tokens) and j < i + 14 and thing_at(clause, j) is None:
        if tokens[j].kind == GROUP or (tokens[j].kind == SIGN and tokens[j].text != "،"):
            return
        j += 1
    found = thing_at(clause, j) if j < len(tokens) else None
    if found is None or (j > i + 1 and not signers and not own and tokens[i + 1].text != "علي"):
        return
    thing, end, _ = found
    if own:
        signers = list(clause.own(i, of_suffix(own) if own not in ("هما", "هم") else "p"))
    elif not signers:
        at = next((k for k in range(end, min(len(tokens), end + 5)) if tokens[k].text == "بين"), None)
        signers = [] if at is None else between(clause, at)
    if signers:
        yield i, [*signers, *partners_behind(clause, end)], thing, True


def refused(clause: Clause, i: int) -> Iterable[Signed]:
    """Read "رفض ... التوقيع على ...": who refused has not signed."""
    tokens = clause.tokens
    if i and tokens[i - 1].text in NOT:
        return
    for j in range(i + 1, min(len(tokens), i + 16)):
        if tokens[j].text in (".", "؛"):
            return
        m = NOUN.fullmatch(tokens[j].text)
        if m is None:
            continue
        found = next((f for k in range(j + 1, min(len(tokens), j + 4)) if (f := thing_at(clause, k))), None)
        if found is None:
            return
        groups, _ = signers_at(clause, i + 1)
        person = None if groups else only_person(clause, i + 1, j)
        signers = groups or ([person] if person is not None else [])
        if not signers and (j == i + 1 or tokens[j - 1].text == "عن"):
            signers = list(signers_before(clause, i))
        if signers:
            yield i, signers, found[0], False
        return


def as_signer(clause: Clause, i: int) -> Iterable[Signed]:
    """Read "الموقعة على ...", "من الموقعين على ..."."""
    tokens = clause.tokens
    found = thing_at(clause, i + 2)
    if found is None:
        return
    at = i
    while at and tokens[at - 1].text in ("من", "بين", "احد", "احدي", "ضمن", "غير"):
        at -= 1
    lead = at - 1 if at and tokens[at - 1].text == "،" else at
    direct = lead > 0 and tokens[lead - 1].kind == GROUP and at == i
    signers = tokens[lead - 1].names if direct else clause.before(at, "")
    words = [t.text for t in tokens[max(0, at - 2) : i]]
    if signers:
        yield i, signers, found[0], not any(w in ("ليس", "ليست", "غير", "تكن", "يكن") for w in words)


def reached(clause: Clause, i: int) -> Iterable[Signed]:
    """Read "أعلنت ... و... التوصل إلى اتفاق"."""
    tokens = clause.tokens
    found = thing_at(clause, i + 2) if i + 2 < len(tokens) and tokens[i + 1].text == "الي" else None
    for k in range(i - 1, max(-1, i - 12), -1) if found is not None else ():
        if tokens[k].text.lstrip("وف") in ("اعلن", "اعلنت", "اكد", "اكدت"):
            signers, end = signers_at(clause, k + 1)
            if signers and end <= i and found is not None:
                yield i, [*signers, *partners_behind(clause, found[1])], found[0], True
            return


def by_it(clause: Clause, i: int) -> Iterable[Signed]:
    """Read "بموجب اتفاق بين ... و...": what came of it tells that it was made."""
    found = thing_at(clause, i + 1)
    if found is None or found[1] >= len(clause.tokens) or clause.tokens[found[1]].text != "بين":
        return
    signers = between(clause, found[1])
    if signers:
        yield i, signers, found[0], True
