"""Read who takes, holds, besieges or leaves a place from the form of one Arabic root."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.actors import actor_in_field
from sightline.measure.text.claims.arabic.clauses.drafts import drafts
from sightline.measure.text.claims.arabic.clauses.places import last_place
from sightline.measure.text.claims.arabic.clauses.reach import linked, place_led
from sightline.measure.text.claims.arabic.clauses.roots import Form
from sightline.measure.text.claims.arabic.clauses.tokens import WORD
from sightline.measure.text.claims.arabic.clauses.walks import Clause
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import Draft

_CONTESTS: Final = re.compile(r"[وف]?[يت]?تنازع")
_LOSES: Final = re.compile(r"[وفب]?(?:[يت]?(?:فقد|خسر)|فقدان|خساره|انهت|انهي|انهاء|انتهاء)(?:ت|وا|ها|ه|هم)?")


def control_of(clause: Clause, i: int, form: Form) -> Iterable[Draft]:
    """Give the states of control that the word at an index tells, by its form."""
    if form.root.control in ("-", "operates"):
        return []
    if _another_word_tells(clause, i, form):
        return []
    who = actor_in_field(clause, i, form)
    if not who:
        return []
    subjects, at = who
    if form.own and form.part == "verb":
        places = _town_of_suffix(clause, i, form)
    else:
        places = place_led(clause, at, form.root.links)
    is_ = "lost" if _is_loss(clause, i, form) else form.root.control
    if is_ == "lost" and "" in form.root.links and _people_lost(clause, i, places):
        return []
    out = drafts(clause, i, form, subjects, places, is_, "control")
    if places and form.root.control == "controls" and form.root.links == {""}:
        whom = linked(clause, at, frozenset(("من",)), subjects, pronouns=False)
        out += drafts(
            clause, i, form, [n for n in whom if n.start > clause.tokens[i].end], places, "lost", "control"
        )
    return out


def _another_word_tells(clause: Clause, i: int, form: Form) -> bool:
    """Say whether another word tells it: who "contest control of" a place, or share it, do not simply hold it."""
    if any(_CONTESTS.match(t.text) for t in clause.tokens[max(0, i - 7) : i]):
        return True
    firm = any(t.text.startswith(("قبض", "سيطر", "حصار", "طوق")) for t in clause.tokens[i + 1 : i + 6])
    return (form.root.control == "governs" and firm) or ("تقاسم" in clause.tokens[i].text and not form.own)


def _is_loss(clause: Clause, i: int, form: Form) -> bool:
    """Say whether control is said to have been lost: "فقدت سيطرتها على"."""
    before = clause.tokens[max(0, i - 3) : i]
    return (
        form.root.control == "controls"
        and form.part == "noun"
        and any(_LOSES.fullmatch(t.text) for t in before)
    )


def _people_lost(clause: Clause, i: int, places: Sequence[Named]) -> bool:
    """Say whether a number stands between "lost" and a place: men were lost there."""
    until = min((p.start for p in places), default=0)
    between = [t for t in clause.tokens[i + 1 :] if t.end <= until]
    return any(t.text.isdigit() or t.text in clause.scene.table.numbers for t in between)


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
