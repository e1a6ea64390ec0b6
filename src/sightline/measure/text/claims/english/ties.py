"""Read the two ends of an English cue, as the cue says where they stand."""

import re
from typing import Final

from sightline.measure.text.claims.english.clauses import clause_subject
from sightline.measure.text.claims.english.ends import actors_left
from sightline.measure.text.claims.english.right import (
    actors_right,
    pair_right,
    role_left,
    role_right,
    slot_right,
    thing_right,
)
from sightline.measure.text.claims.english.words import OF_GROUPS, is_men
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.place_ends import last_place, place_left, place_right
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.two_ends import NOBODY, Ends, Found
from sightline.measure.text.claims.whom import meant, other_than, spoken_of

_OPEN: Final = re.compile(
    r"\s?(?:[.,;:)]|$|(?:since|for|until|from|in|on|last|this|after|before|again|and|themselves|itself|alone|"
    r"jointly|now|is|was|to|with|without|when|as|two|three|by|during|at|earlier|yesterday)\b)"
)
_TO_ANOTHER: Final = re.compile(
    r"(?: (?:in|on|last|this) [\w ]{3,20}?)?,? (?:to join|for|to|and joined|joining|in favour of) (?:the )?\"?"
)
_THEY: Final = re.compile(r"\b(?:they|the two|both)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_OUT: Final = re.compile(r"(?:'s? (?:\w+ )?(?:men|fighters|forces))?\s(?:back )?(?:out )?(?:of|from)(?= )")


def english_ends(scene: Scene, cue: Cue, m: re.Match[str], last: Ends | None) -> Ends | None:
    """Give the ends of a cue in its sentence; None where one of them cannot be told."""
    if cue.subject == "pair_right":
        return _paired(pair_right(scene, m))
    if cue.subject == "pair_left":
        told = [] if last is None or last.objects is None else [*last.subjects[:1], *last.objects[:1]]
        if len(told) == 2 and _THEY.search(scene.flat.text, max(scene.one.start, m.start() - 24), m.start()):
            return Ends(tuple(told[:1]), tuple(told[1:]), negated=False)
        left = actors_left(scene, cue, m, [], pair=True)
        return _paired(left if len(left.names) == 2 else NOBODY)
    if cue.subject.startswith("beyond"):
        return _handed(scene, cue, m)
    if cue.subject == "colon":
        return _shared(scene, cue, m)
    if cue.object in ("left", "place_left"):
        return _turned(scene, cue, m, last)
    subjects = _subjects(scene, cue, m, last)
    if not subjects.names:
        return None
    if cue.object == "none":
        return Ends(subjects.names, None, subjects.negated)
    objects = _objects(scene, cue, m, subjects, last)
    objects = objects if objects.names else _which_object(scene, cue, m, subjects.names)
    if not objects.names:
        return None
    ends = Ends(subjects.names, objects.names, subjects.negated or objects.negated)
    return _with_third(scene, cue, m, ends)


_WHICH: Final = re.compile(r"(?P<comma>,)? (?:which|that|whom) (?:the )?\"?$")


def _which_object(scene: Scene, cue: Cue, m: re.Match[str], subjects: tuple[Named, ...]) -> Found:
    """Find what "which" means before the subject: "the town, which A has held", "B, which A quit"."""
    text, low = scene.flat.text, scene.one.start
    inside = [n for n in subjects if low <= n.start and n.end <= m.start()]
    which = _WHICH.search(text, max(low, inside[0].start - 30), inside[0].start) if inside else None
    behind = text[m.end() : m.end() + 24]
    if which is None or not (cue.object.startswith(("right", "place_right"))) or _OPEN.match(behind) is None:
        return NOBODY
    at = which.start()
    if cue.object.startswith("right"):
        return Found(
            tuple(n for n in scene.actors if n.end == at and n.name not in {s.name for s in subjects})
        )
    own = [n for n in scene.places if n.end == at]
    if own:
        return Found(tuple(own))
    common = [
        c for c in scene.table.patterns["places"].finditer(text, max(low, at - 14), at) if c.end() == at
    ]
    return Found(tuple(last_place(scene, common[0].start()))) if common else NOBODY


_TO_FORM: Final = re.compile(
    r"(?: (?:in|on|last|this) [\w ]{3,24}?)?,? (?:(?:in order )?to (?:form|create|become|establish|found|set up|"
    r"make)|into|under the (?:new )?name(?: of)?|"
    r"forming|creating|becoming)(?: an?(?: [a-z-]+){1,3},?(?: called| named| known as)?)? (?:the )?\"?"
)
_WITH: Final = re.compile(r"(?: in [A-Z][\w-]+| (?:on|last) [\w ]{3,20}?)? with (?:the )?\"?")


def _with_third(scene: Scene, cue: Cue, m: re.Match[str], ends: Ends) -> Ends:
    """Take in who else a tie has: "A merged with B to form C", "A signed a truce with B", "A and B united as C: "
    "A, B"."""
    text = scene.flat.text
    last = None if ends.objects is None else ends.objects[-1]
    if last is None or last.end < m.start():
        return ends
    if cue.is_ == "merged_into" and last.kind != "slot":
        form = _TO_FORM.match(text, last.end, scene.one.end)
        third = [n for n in scene.actors if form is not None and n.start == form.end()]
        if third and " with" in m[0] and ends.objects is not None:
            return Ends((*ends.subjects, *ends.objects), (third[0],), ends.negated)
    if cue.is_ == "signed":
        beside = _WITH.match(text, last.end, scene.one.end)
        other = [i for i, n in enumerate(scene.actors) if beside is not None and n.start == beside.end()]
        if other:
            more = coordinated(text, scene.actors, other[0], back=False)
            return Ends(
                (*ends.subjects, *(n for n in more if n not in ends.subjects)), ends.objects, ends.negated
            )
    return ends


def _paired(found: Found) -> Ends | None:
    if len(found.names) != 2:
        return None
    return Ends(found.names[:1], found.names[1:], found.negated)


def _subjects(scene: Scene, cue: Cue, m: re.Match[str], last: Ends | None) -> Found:
    match cue.subject:
        case "left" | "left_many":
            found = actors_left(scene, cue, m, [] if last is None else list(last.subjects), pair=False)
            found = found if found.names else clause_subject(scene, cue, m.start())
            if cue.is_ in OF_GROUPS and any(n.kind == "party" and is_men(n.name) for n in found.names):
                return NOBODY
            return NOBODY if cue.subject == "left_many" and len(found.names) < 2 else found
        case "own":
            return Found(tuple(meant(scene, m.start())))
        case "earlier":
            return Found(tuple(spoken_of(scene)))
        case "right":
            return actors_right(scene, cue, m, ())
        case "role_left":
            return role_left(scene, m)
        case _:
            return NOBODY


def _objects(scene: Scene, cue: Cue, m: re.Match[str], subjects: Found, last: Ends | None) -> Found:
    match cue.object:
        case "right":
            found = actors_right(scene, cue, m, subjects.names)
            return found if found.names else slot_right(scene, cue, m)
        case "right_actor":
            return actors_right(scene, cue, m, subjects.names)
        case "beyond_to":
            first = actors_right(scene, cue, m, subjects.names).names
            behind = _TO_ANOTHER.match(scene.flat.text, first[-1].end, scene.one.end) if first else None
            return Found(tuple(n for n in scene.actors if behind is not None and n.start == behind.end()))
        case "other":
            return Found(tuple(other_than(scene, subjects.names, m.start())))
        case "last_object":
            return NOBODY if last is None or last.objects is None else Found(last.objects)
        case "thing_right":
            return thing_right(scene, m)
        case "thing_inside":
            thing = scene.table.patterns["things"].search(scene.flat.text, m.start(), m.end())
            return NOBODY if thing is None else Found((_named(scene, *thing.span()),))
        case "place_beyond":
            return _beyond(scene, cue, subjects)
        case "place_salient":
            return Found(tuple(last_place(scene, m.start())))
        case "place_right" | "places_right":
            return Found(tuple(place_right(scene, cue, m.end())))
        case _:
            return NOBODY


def _beyond(scene: Scene, cue: Cue, subjects: Found) -> Found:
    """Find the place behind who is driven out: "drove the army out of the town"."""
    end = subjects.names[-1].end
    found = _OUT.match(scene.flat.text, end, scene.one.end)
    return NOBODY if found is None else Found(tuple(place_right(scene, cue, found.end())))


def _handed(scene: Scene, cue: Cue, m: re.Match[str]) -> Ends | None:
    """Read who got a place: "handed the town to the police", "the siege of the town by the army"."""
    places = place_right(scene, cue, m.end())
    word = {"beyond_to": "to", "beyond_from": "from"}.get(cue.subject, "by")
    at = max(m.end(), *(n.end for n in places)) if places else 0
    for each in scene.actors if places else ():
        gap = scene.flat.text[at : each.start] if at <= each.start else "."
        if re.fullmatch(rf"(?:,?\s[\w-]+){{0,5}}?,?\s{word}\s(?:the\s)?", gap) is not None:
            return Ends((each,), tuple(places), negated=False)
    return None


def _shared(scene: Scene, cue: Cue, m: re.Match[str]) -> Ends | None:
    """Read "three factions share the town: the Front, the Tribes and the Group"."""
    colon = scene.flat.text.find(":", m.end(), min(scene.one.end, m.end() + 40))
    places = place_right(scene, cue, m.end()) or last_place(scene, m.start()) if colon >= 0 else []
    at = re.compile(r":\s(?:the\s)?").match(scene.flat.text, max(colon, 0))
    first = next((i for i, n in enumerate(scene.actors) if at is not None and n.start == at.end()), None)
    if first is None or not places:
        return None
    return Ends(
        tuple(coordinated(scene.flat.text, scene.actors, first, back=False)), tuple(places), negated=False
    )


def _turned(scene: Scene, cue: Cue, m: re.Match[str], last: Ends | None) -> Ends | None:
    """Read a cue whose object stands before it: "was replaced by", "expelled", "is led by", "fell to"."""
    negated = False
    if cue.object == "place_left":
        objects: tuple[Named, ...] = tuple(place_left(scene, cue, m.start()))
        negated = re.search(r"\b(?:not|never|n't)\b", scene.flat.text[m.start() - 12 : m.end()]) is not None
    else:
        left = actors_left(scene, cue, m, [] if last is None else list(last.subjects), pair=False)
        left = left if left.names else clause_subject(scene, cue, m.start())
        objects, negated = left.names[-1:], left.negated
    if cue.subject == "it":
        # ", which it left": who is spoken of, other than what "which" means
        own = [n for n in scene.actors if n.end <= m.start()]
        listed = objects or ()
        subjects = Found(tuple(other_than(scene, listed, m.start())[:1]) if own else ())
    elif cue.subject == "role_right":
        subjects = role_right(scene, m)
        if subjects.names and not objects and m.start() - scene.one.start < 3:
            end = subjects.names[0].end
            opened = [n for n in scene.actors if scene.flat.text[end : n.start] in (", ", ", the ")]
            objects = tuple(opened[:1])
    else:
        subjects = actors_right(scene, cue, m, objects)
        if not subjects.names and cue.subject == "right_old":
            subjects = slot_right(scene, cue, m)
        if cue.is_ not in ("merged_into", "part_of", "contests", "governs", "signed"):
            subjects = Found(subjects.names[:1], subjects.negated)
    if not objects:
        return None
    if cue.subject == "right_or_which" and not subjects.names:
        return _which(scene, objects[0])
    return Ends(subjects.names, objects, negated or subjects.negated) if subjects.names else None


def _which(scene: Scene, doer: Named) -> Ends | None:
    """Read "the Release Front, which the Army threw out"."""
    lead = scene.flat.text[scene.one.start : doer.start]
    found = re.search(r",? (?:which|that|whom) (?:the )?$", lead)
    if found is None:
        return None
    at = scene.one.start + found.start()
    before = [n for n in scene.actors if n.end == at]
    return Ends(tuple(before), (doer,), negated=False) if before else None


def _named(scene: Scene, start: int, end: int) -> Named:
    return Named(scene.flat.plain[start:end], start, end, "thing")
