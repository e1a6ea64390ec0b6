"""Read how two groups stand to each other from the form of one Arabic root: who acts, and to whom the word leads."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.actors import actor
from sightline.measure.text.claims.arabic.clauses.drafts import drafts
from sightline.measure.text.claims.arabic.clauses.light import MEN, TO, WITH_PRONOUN
from sightline.measure.text.claims.arabic.clauses.reach import linked, place_led
from sightline.measure.text.claims.arabic.clauses.reference import fits, meant_by, of_suffix
from sightline.measure.text.claims.arabic.clauses.roots import Form, form_of
from sightline.measure.text.claims.arabic.clauses.tokens import GROUP, PLACE, WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import Draft

_DUAL: Final = re.compile(r"(?!ت)\w+(?:تا|ان)")
_THREAT: Final = re.compile(r"[وف]?(?:[يت]?هدد|لوح|[يت]لوح|[يت]?دعا|[يت]دعو)(?:ت|وا)?")
_BESIDE: Final = frozenset(("جانب", "بجانب", "جنب", "جوار", "مع"))
_ITS_RANKS: Final = re.compile(
    r"(?:صفوف|عضويت|طوع|طاعت|عباءت|سلطت|امرت|قيادت|كنف|رايت|لواي|مظلت|جناح|هيكليت)(?P<own>ه|ها)"
)
_WHOLE: Final = ("part_of", "split_from", "merged_into")


def bonds_of(clause: Clause, i: int, form: Form) -> Iterable[Draft]:
    """Give the relations that the word at an index tells, by its form."""
    if form.root.relation == "-" or any(_THREAT.fullmatch(t.text) for t in clause.tokens[max(0, i - 3) : i]):
        return []
    if form.root.relation == "operates_in":
        return _operates(clause, i, form)
    turned = _link_first(clause, i, form) if form.part == "verb" and not form.own else None
    if turned is not None:
        return drafts(clause, i, form, *turned, form.root.relation, "relation")
    form = _as_participle(clause, i, form)
    allies = _beside_doer(clause, i, form)
    if allies is not None:
        return drafts(clause, i, form, *allies, "allied_with", "relation")
    who = actor(clause, i, form)
    if not who:
        return []
    subjects, at = who
    if any(s.kind == "men" for s in subjects) and form.root.relation in _WHOLE:
        return []
    if form.part == "verb" and (form.own or (len(subjects) == 1 and _DUAL.fullmatch(clause.tokens[i].text))):
        return []  # of two, only one is named; and of "it" behind a verb too little is told
    if form.root.relation == "fights" and "" in form.root.links:
        beside = linked(clause, at, _BESIDE, subjects, pronouns=False)
        if beside:
            return drafts(clause, i, form, subjects, beside, "allied_with", "relation")
    whom = _whom(clause, i, form, subjects, at)
    if not whom and len(subjects) == 2 and form.root.relation == "allied_with" and form.part != "noun":
        subjects, whom = subjects[:1], subjects[1:]
    if form.root.relation == "merged_into":
        return _merging(clause, i, form, subjects, whom)
    return drafts(clause, i, form, subjects, whom, form.root.relation, "relation")


def _as_participle(clause: Clause, i: int, form: Form) -> Form:
    """Read "سرايا ... المبايعة ل..." as told of the group before it, though the noun is written alike."""
    if form.part != "noun" or not form.definite or not i or not clause.tokens[i].text.endswith("ه"):
        return form
    before = clause.tokens[i - 1]
    alike = before.kind == GROUP and fits(before.names[-1], "f") and form_of(clause.tokens[i].text[:-1])
    return Form(form.root, "participle", "f", definite=True) if alike else form


def _beside_doer(clause: Clause, i: int, form: Form) -> tuple[Sequence[Named], Sequence[Named]] | None:
    """Read "ويقاتل لواء ... إلى جانب ...": who fights stands behind, and beside whom."""
    if form.root.relation != "fights" or form.part != "verb" or "" not in form.root.links:
        return None
    behind, last = clause.behind(i)
    beside = linked(clause, last, _BESIDE, behind, pronouns=False) if behind else []
    return (behind, beside) if beside else None


def _whom(clause: Clause, i: int, form: Form, subjects: Sequence[Named], at: int) -> Sequence[Named]:
    """Give to whom the word leads: right behind it, by a pronoun, by its link, or by "its ranks"."""
    links = form.root.links
    whom: Sequence[Named] = _direct(clause, at, subjects) if "" in links else ()
    if not whom and at > i:
        whom = _first_pronoun(clause, i, links, subjects)
    if not whom:
        whom = linked(clause, at, links - {""}, subjects, pronouns=_may_be_meant(clause, i, form, subjects))
    return whom or _its_ranks(clause, at, subjects)


def _merging(
    clause: Clause, i: int, form: Form, subjects: Sequence[Named], whom: Sequence[Named]
) -> Iterable[Draft]:
    """Give into what groups merge: a new body that is named behind, else whom the word leads to."""
    if form.part == "noun" and clause.tokens[i].text.startswith("ب"):
        return []  # "باندماج ... مع ...": into what, is told before
    if form.part == "verb" and (whom or len(subjects) > 1):
        named = {n.name for n in [*whom, *subjects]}
        new = [n for n in clause.named_so(i) if n.name not in named]
        subjects, whom = ([*subjects, *whom], new) if new else (subjects, whom)
    return drafts(clause, i, form, subjects, whom, "merged_into", "relation")


def _its_ranks(clause: Clause, at: int, subjects: Sequence[Named]) -> Sequence[Named]:
    """Give whose ranks are left or joined: "غادرت صفوفها", "الانضواء تحت قيادتها"."""
    for token in clause.tokens[at + 1 : at + 5]:
        own = _ITS_RANKS.fullmatch(token.text)
        if own is not None:
            names = {s.name for s in subjects}
            return meant_by(clause.scene, clause.groups, token.start, of_suffix(own["own"]), names)
        if token.kind != WORD:
            break
    return []


def _link_first(clause: Clause, i: int, form: Form) -> tuple[Sequence[Named], Sequence[Named]] | None:
    """Read "انشقت عن جيش ... كتيبة ...": whom it leads to stands before who acts."""
    tokens, k = clause.tokens, i + 2
    if k >= len(tokens) or not tokens[i + 1].text or tokens[i + 1].text not in form.root.links:
        return None
    while k < len(tokens) and tokens[k].text in TO and k - i < 5:
        k += 1
    if k >= len(tokens) or tokens[k].kind != GROUP:
        return None
    whole, at = clause.row(k, 1)
    who, _ = clause.behind(at)
    first = tokens[at + 1] if at + 1 < len(tokens) else None
    if not who or first is None or not (first.kind == GROUP or first.text in MEN or clause.light(first.text)):
        return None
    return (who, whole) if len(who) > 1 or fits(who[0], form.who) or form.who == "m" else None


def _first_pronoun(
    clause: Clause, i: int, links: frozenset[str], subjects: Sequence[Named]
) -> Sequence[Named]:
    """Give whom a pronoun between the verb and who acts means: "انشقت عنها كتيبة ..."."""
    m = WITH_PRONOUN.fullmatch(clause.tokens[i + 1].text)
    if (
        m is None
        or m["link"] not in links
        or (m["link"] == "من" and any(t.kind == PLACE for t in clause.tokens[:i]))
    ):
        return []
    return meant_by(
        clause.scene, clause.groups, clause.tokens[i].start, of_suffix(m["own"]), {s.name for s in subjects}
    )


def _may_be_meant(clause: Clause, i: int, form: Form, subjects: Sequence[Named]) -> bool:
    """Say whether "منها" may be of a group: not where it may be of a place, or who acts is not named here."""
    place = form.root.control != "-" and any(t.kind == PLACE for t in clause.tokens[:i])
    return not place and any(s.start >= clause.scene.one.start for s in subjects)


def _direct(clause: Clause, at: int, subjects: Sequence[Named]) -> Sequence[Named]:
    names, _ = clause.behind(at)
    return [n for n in names if n.name not in {s.name for s in subjects}]


def _operates(clause: Clause, i: int, form: Form) -> Iterable[Draft]:
    who = actor(clause, i, form)
    if not who or form.part == "noun":
        return []
    places = place_led(clause, who[1], form.root.links, near=True)
    return drafts(clause, i, form, who[0], places, "operates_in", "relation")
