"""Find who acts in an Arabic clause, by the form that its root has: a verb, the noun of a verb or a participle."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.beside import in_relative
from sightline.measure.text.claims.arabic.clauses.described import BOTH, kind_before
from sightline.measure.text.claims.arabic.clauses.reach import linked
from sightline.measure.text.claims.arabic.clauses.reference import fits, meant_by, of_suffix
from sightline.measure.text.claims.arabic.clauses.roots import Form, form_of
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named

_FIRM: Final = re.compile(
    r"[وف]?(?:[يت]?(?:بسط|حكم|احكم|فرض|ستعيد|تقاسم)|استعاد|استعيد|تقاسم)(?:ت|وا|ون|ان|ا)?"
)


def actor(clause: Clause, i: int, form: Form) -> tuple[Sequence[Named], int] | None:
    """Give who acts, and the index behind which the other end is sought."""
    if form.part == "participle":
        if not form.definite and i and clause.tokens[i - 1].kind == WORD and not _predicate(clause, i):
            return None
        names = clause.before(i, form.who)
        return (names, i) if names else None
    behind, at = clause.behind(i)
    if form.part == "noun":
        return _of_noun(clause, i, form, behind, at)
    first = behind and clause.tokens[i + 1].text not in ("من", "الي", "في", "ل", "ب")
    if first and "" in form.root.links and not form.own:
        second, _ = clause.behind(at)
        second = [n for n in second if n.name not in {b.name for b in behind}]
        if second:
            return behind, at
        names = [n for n in clause.before(i, form.who) if n.name not in {b.name for b in behind}]
        meant = not any(n.start >= clause.scene.one.start for n in names) or clause.tokens[i].text[0] in "وف"
        if meant and fits(behind[0], form.who):
            return None  # who stands behind may be who acts, and to whom is not told
        return (names, i) if names else None
    if first and (len(behind) > 1 or fits(behind[0], form.who) or form.who == "m"):
        return behind, at
    if not behind and clause.noun_behind(i, form.root.links):
        return None
    names = clause.before(i, form.who)
    return (names, i) if names else None


def _of_noun(
    clause: Clause, i: int, form: Form, behind: Sequence[Named], at: int
) -> tuple[Sequence[Named], int] | None:
    """Give who acts by the noun of a verb: "انشقاقها", "انضمام كتيبة ... إلى", "أعلنت ... الانضمام"."""
    if form.own:
        if form.own in ("هم", "هما"):
            last = next((j for j in range(i - 1, -1, -1) if clause.tokens[j].kind == GROUP), None)
            both = [] if last is None else clause.row(last, -1)[0]
            if len(both) > 1:
                return both, i
        if form.own == "هم":
            return None
        names = meant_by(clause.scene, clause.groups, clause.tokens[i].start, of_suffix(form.own))
        return (names, i) if names else None
    taken: set[str] = set()
    if behind and not form.definite and clause.tokens[i + 1].text not in form.root.links:
        if "" not in form.root.links or linked(clause, at, form.root.links - {""}, behind):
            return behind, at
        taken = {b.name for b in behind}
    names = [n for n in clause.before(i, "") if n.name not in taken]
    return (names, i) if names else None


_TOLD_OF: Final = frozenset(
    "كانت كان كانوا زالت زال تزال يزال ليست ليس غير باتت بات هي هو وهي وهو تعد يعد ايضا كونه كونها "
    "انها انه".split()
)


def _predicate(clause: Clause, i: int) -> bool:
    """Say whether a participle without the article is told of somebody named, not of a group without a name."""
    before = clause.tokens[i - 1].text
    if kind_before(clause, i) is not None or BOTH.fullmatch(before):
        return True
    if before in ("مو", "مش", "موش", "ماهي", "ماهو", "بعيد") or in_relative(clause, i):
        return True
    return (
        clause.light(before)
        or before in _TOLD_OF
        or (
            i > 1
            and clause.tokens[i - 2].text in ("هي", "هو", "وهي", "وهو", "مجرد", "تعد", "يعد", "كانت", "كان")
        )
    )


def actor_in_field(clause: Clause, i: int, form: Form) -> tuple[Sequence[Named], int] | None:
    """Give who takes, leaves or besieges a place, and the index behind which the place is sought."""
    lead = (form_of(clause.tokens[i].text) or (form, ""))[1]
    if form.part == "noun" and form.definite and (lead.endswith("ل") or not _holds_firm(clause, i)):
        return None
    if form.part == "noun" and not form.own:
        behind, at = clause.behind(i)
        if behind and not form.definite:
            return behind, at
        names = clause.before(i, "")
        return (names, i) if names else None
    if form.part == "verb":
        behind, at = clause.behind(i)
        if behind and (len(behind) > 1 or fits(behind[0], form.who) or form.who == "m"):
            return behind, at
        if not behind and clause.noun_behind(i, form.root.links):
            return None
        names = clause.before(i, form.who)
        return (names, i) if names else None
    return actor(clause, i, form)


def _holds_firm(clause: Clause, i: int) -> bool:
    """Say whether a verb before tells that "السيطرة" was reached."""
    return any(_FIRM.fullmatch(t.text) for t in clause.tokens[max(0, i - 6) : i])
