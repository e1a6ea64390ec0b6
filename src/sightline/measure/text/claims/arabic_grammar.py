"""Read relations and states of control from Arabic clauses: a root tells what, its form where the two ends stand."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic_actors import actor, actor_in_field
from sightline.measure.text.claims.arabic_command import command_in
from sightline.measure.text.claims.arabic_holding import control_told
from sightline.measure.text.claims.arabic_light import WITH_PRONOUN
from sightline.measure.text.claims.arabic_nominal import relations_told
from sightline.measure.text.claims.arabic_places import last_place
from sightline.measure.text.claims.arabic_polarity import stance_of
from sightline.measure.text.claims.arabic_reach import linked, place_led
from sightline.measure.text.claims.arabic_reference import meant_by, of_suffix
from sightline.measure.text.claims.arabic_roots import Form, form_of
from sightline.measure.text.claims.arabic_tokens import PLACE, WORD, tokens_of
from sightline.measure.text.claims.arabic_walks import Clause
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.unsure import is_unsure

_DUAL: Final = re.compile(r"(?!ت)\w+(?:تا|ان)")
_THREAT: Final = re.compile(r"[وف]?(?:[يت]?هدد|لوح|[يت]لوح|[يت]?دعا|[يت]دعو)(?:ت|وا)?")
_WHOLE: Final = ("part_of", "split_from", "merged_into")


def grammar_in(scene: Scene, kind: str) -> list[Draft]:
    """Find the relations, or the states of control, that one Arabic sentence tells.

    :param kind: ``relation`` or ``control``
    """
    if not scene.actors and (kind == "relation" or not scene.earlier):
        return []
    if kind == "control" and not (scene.places or scene.earlier_places or _part_of_place(scene)):
        return []
    clause = Clause(scene, tokens_of(scene))
    out: list[Draft] = []
    for i, token in enumerate(clause.tokens):
        found = form_of(token.text) if token.kind == WORD else None
        if found is None:
            continue
        form = found[0]
        if kind == "relation":
            out += _relation(clause, i, form)
        else:
            out += _control(clause, i, form)
    if kind == "relation":
        for token, person, group in command_in(clause):
            out += _made(clause, clause.tokens.index(token), "leads", [person], [group], "leader_of", kind)
    told = relations_told(clause) if kind == "relation" else control_told(clause)
    for is_, form_name, i, subjects, objects in told:
        out += _made(clause, i, form_name, subjects, objects, is_, kind)
    return out


def _part_of_place(scene: Scene) -> bool:
    holdings = scene.table.patterns["holdings"]
    return holdings.search(scene.flat.text, scene.one.start, scene.one.end) is not None


def _relation(clause: Clause, i: int, form: Form) -> Iterable[Draft]:
    if form.root.relation == "-" or any(_THREAT.fullmatch(t.text) for t in clause.tokens[max(0, i - 3) : i]):
        return []
    if form.root.relation == "operates_in":
        return _operates(clause, i, form)
    who = actor(clause, i, form)
    if not who:
        return []
    subjects, at = who
    links = form.root.links
    if any(s.kind == "men" for s in subjects) and form.root.relation in _WHOLE:
        return []
    if form.part == "verb" and (form.own or (len(subjects) == 1 and _DUAL.fullmatch(clause.tokens[i].text))):
        return []  # of two, only one is named; and of "it" behind a verb too little is told
    whom: Sequence[Named] = ()
    if form.root.relation == "fights":
        beside = linked(clause, at, frozenset(("جانب",)), subjects, pronouns=False)
        if beside:
            return _drafts(clause, i, form, subjects, beside, "allied_with", "relation")
    if "" in links:
        whom = _direct(clause, at, subjects)
    if not whom and at > i:
        whom = _first_pronoun(clause, i, links, subjects)
    if not whom:
        whom = linked(clause, at, links - {""}, subjects, pronouns=_may_be_meant(clause, i, form, subjects))
    if form.root.relation == "merged_into" and form.part == "noun" and clause.tokens[i].text.startswith("ب"):
        return []  # "باندماج ... مع ...": into what, is told before
    if form.root.relation == "merged_into" and form.part == "verb" and whom:
        named = {n.name for n in [*whom, *subjects]}
        new = [n for n in clause.named_so(i) if n.name not in named]
        subjects, whom = ([*subjects, *whom], new) if new else (subjects, whom)
    return _drafts(clause, i, form, subjects, whom, form.root.relation, "relation")


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
    places = place_led(clause, who[1], form.root.links)
    return _drafts(clause, i, form, who[0], places, "operates_in", "relation")


def _control(clause: Clause, i: int, form: Form) -> Iterable[Draft]:
    if form.root.control in ("-", "operates"):
        return []
    if form.root.control == "governs" and any(
        t.text.startswith(("قبض", "سيطر", "حصار", "طوق")) for t in clause.tokens[i + 1 : i + 6]
    ):
        return []
    if "تقاسم" in clause.tokens[i].text and not form.own:
        return []  # two that share a place hold it, or contest it
    who = actor_in_field(clause, i, form)
    if not who:
        return []
    subjects, at = who
    if form.own and form.part == "verb":
        places = _town_of_suffix(clause, i, form)
    else:
        places = place_led(clause, at, form.root.links)
    out = _drafts(clause, i, form, subjects, places, form.root.control, "control")
    if places and form.root.control == "controls" and form.root.links == {""}:
        whom = linked(clause, at, frozenset(("من",)), subjects, pronouns=False)
        out += _drafts(
            clause, i, form, [n for n in whom if n.start > clause.tokens[i].end], places, "lost", "control"
        )
    return out


def _town_of_suffix(clause: Clause, i: int, form: Form) -> Sequence[Named]:
    """Give the place that "دخلتها" means: not where a noun right before is what the suffix takes up again."""
    if form.root.links != {""} or form.root.relation != "-" or form.own in ("هم", "هما"):
        return []
    before = clause.tokens[i - 1] if i else None
    free = (
        before is None
        or before.kind != WORD
        or before.text in clause.auxiliary
        or before.text in ("ما", "حتي")
        or clause.tokens[i].text[0] in "وف"
    )
    return last_place(clause.scene, clause.tokens[i].start) if free else []


def _drafts(
    clause: Clause,
    i: int,
    form: Form,
    subjects: Sequence[Named],
    objects: Sequence[Named],
    is_: str,
    kind: str,
) -> list[Draft]:
    return _made(clause, i, form.part, subjects, objects, is_, kind)


def _made(
    clause: Clause,
    i: int,
    form: str,
    subjects: Sequence[Named],
    objects: Sequence[Named] | None,
    is_: str,
    kind: str,
) -> list[Draft]:
    out = []
    token, scene = clause.tokens[i], clause.scene
    stance = stance_of(clause, i, is_, form)
    for subject in subjects:
        for thing in (None,) if objects is None else objects:
            ends = [subject] if thing is None else [subject, thing]
            same = thing is not None and subject.name.casefold() == thing.name.casefold()
            if same or is_unsure(scene, is_, token.start, ends):
                continue
            inside = [n for n in ends if scene.one.start <= n.start < scene.one.end]
            start = min([token.start, *(n.start for n in inside)])
            end = max([token.end, *(n.end for n in inside)])
            word = scene.flat.plain[token.start : token.end]
            what = "" if thing is None else f" {thing.name}"
            why = f"'{word}' ({form}): {subject.name} {is_.replace('_', ' ')}{what}"
            out.append(
                Draft(kind, is_, None if thing is None else thing.name, start, end, why,
                      polarity=stance, subject=subject.name)
            )  # fmt: skip
    return out
