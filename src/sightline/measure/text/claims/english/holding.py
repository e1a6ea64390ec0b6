"""Read English states of control that nouns tell: "the capture of T by A", "T in A hands", "under its control".

A place that is contested or besieged is told too where nobody says by whom.
"""

import re
from bisect import bisect_left
from typing import Final

from sightline.measure.text.claims.english.clauses import clause_places
from sightline.measure.text.claims.english.nominal import (
    ADJ,
    GAP,
    NOT_YET,
    SIEGE,
    TAKING,
    TOWN,
    WHEN,
    by_place,
    compiled,
    draft,
)
from sightline.measure.text.claims.english.nouns import near
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.whom import meant

_GOING: Final = (
    r"(?:withdrawal|retreat|flight|departure|evacuation|expulsion|ouster|pull-?out|removal|eviction|rout|"
    r"ejection)"
)
_RULING: Final = r"(?:administration|government|rule|governance|running)"
_OF_PLACE: Final = (
    ("lost", rf"'s? {ADJ}{_GOING}{WHEN} from {TOWN}"),
    ("lost", rf"'s? {ADJ}(?:loss|surrender|abandonment|evacuation) of {TOWN}"),
    ("controls", rf"'s? {ADJ}{TAKING}{WHEN} (?:of|over) {TOWN}"),
    ("governs", rf"'s? {ADJ}{_RULING} (?:of|in|over) {TOWN}"),
    ("besieges", rf"'s? {ADJ}{SIEGE}{WHEN} (?:of|on|around) {TOWN}"),
)  # fmt: skip
_GOING_OF: Final = re.compile(rf"\b{_GOING} of (?:the )?$")
_FROM_PLACE: Final = re.compile(rf"{WHEN} from {TOWN}$")
_HANDS: Final = re.compile(
    r"\b(?P<in>in|under|into|to) (?:the )?(?:full |firm |effective )?\"?$",
)
_HELD: Final = re.compile(
    r"(?:'s?)? (?:(?:full|firm|total|complete|effective|nominal|direct|sole|fighters'|exclusive) "
    r")?(?P<what>hands|control|grip|rule|administration|siege|occupation|command)\b(?! of)"
)
_UNDER_ITS: Final = re.compile(
    r"\b(?:under (?P<own>its|their) (?:full |complete |sole |firm )?(?P<what>control|rule|administration|siege)|"
    r"in (?P<hands>its|their) hands)\b"
)
_STATE: Final = re.compile(
    r"\b(?:is|are|was|were|remains?|remained|stays?|stayed|has been|have been|still)(?: (?:still|now|again|also|"
    r"heavily|fiercely|hotly|apparently|"
    r"completely|fully|entirely|partly|reportedly))* (?:(?P<contests>contested|disputed|in dispute)|besieged|"
    r"under siege|encircled|surrounded|blockaded|"
    r"under blockade)(?! (?:by|between|with))\b"
)
_PLACES: Final = compiled(_OF_PLACE)
_CUE: Final = Cue("controls", re.compile(""), "right", "place_left", negative=False)


def nominal_control(scene: Scene) -> list[Draft]:
    """Find the states of control that a noun between an actor and a place tells."""
    out: list[Draft] = []
    text, low = scene.flat.text, scene.one.start
    for actor in scene.actors:
        for place in near(scene.places, actor.end, GAP):
            gap = text[actor.end : place.start]
            for is_, (between,) in _PLACES:
                if (
                    between.fullmatch(gap) is not None
                    and NOT_YET.search(text[max(low, actor.start - 60) : actor.start]) is None
                ):
                    out += [
                        draft(scene, "control", is_, actor, p, actor.start, p.end) for p in _row(scene, place)
                    ]
            lead = _GOING_OF.search(text, max(low, actor.start - 40), actor.start)
            if lead is not None and _FROM_PLACE.fullmatch(gap) is not None:
                out.append(draft(scene, "control", "lost", actor, place, lead.start(), place.end))
        out += _in_hands(scene, actor)
    out += _by_nobody(scene)
    for m in _UNDER_ITS.finditer(text, low, scene.one.end):
        found, negated = clause_places(scene, _CUE, m.start())
        whose = meant(scene, m.start())
        is_ = {"rule": "governs", "administration": "governs", "siege": "besieges"}.get(
            m["what"] or "", "controls"
        )
        for place in found if len(whose) == 1 else []:
            start = place.start if low <= place.start else m.start()
            out.append(draft(scene, "control", is_, whose[0], place, start, m.end(), negated=negated))
    for place in scene.places:
        for is_ in ("controls", "besieges"):
            by = by_place(scene, place, is_)
            if by is not None:
                out.append(draft(scene, "control", is_, by, place, place.start, by.end))
    return out


def _by_nobody(scene: Scene) -> list[Draft]:
    """Find places that are contested or besieged where the sentence does not tell by whom."""
    out = []
    for m in _STATE.finditer(scene.flat.text, scene.one.start, scene.one.end):
        if near(scene.actors, m.end(), 90):
            continue  # it may tell by whom
        found, negated = clause_places(scene, _CUE, m.start())
        is_ = "contests" if m["contests"] else "besieges"
        for place in found:
            start = place.start if scene.one.start <= place.start else m.start()
            out.append(
                Draft("control", is_, place.name, start, m.end(), f"'{m[0]}': {place.name} {is_} by somebody not told",
                      polarity="negated" if negated else None, subject=None)
            )  # fmt: skip
    return out


def _row(scene: Scene, place: Named) -> list[Named]:
    at = bisect_left(scene.places, place.start, key=lambda n: n.start)
    return coordinated(scene.flat.text, scene.places, at, back=False)


def _in_hands(scene: Scene, actor: Named) -> list[Draft]:
    """Read "T is in A hands", "T, under A's control", "T fell into A's hands"."""
    text, low = scene.flat.text, scene.one.start
    held = _HELD.match(text, actor.end, scene.one.end)
    lead = _HANDS.search(text, max(low, actor.start - 20), actor.start)
    if held is None or lead is None or (held["what"] == "hands") != (lead["in"] in ("in", "into", "to")):
        return []
    found, negated = clause_places(scene, _CUE, lead.start())
    is_ = {"rule": "governs", "administration": "governs", "siege": "besieges"}.get(held["what"], "controls")
    out = []
    for place in found or []:
        start = place.start if low <= place.start else lead.start()
        out.append(draft(scene, "control", is_, actor, place, start, held.end(), negated=negated))
    return out
