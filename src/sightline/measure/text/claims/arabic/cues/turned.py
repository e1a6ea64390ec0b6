"""Read the Arabic cues whose subject is not who does it, or whose ends stand in another order than verb and doer."""

import re
from typing import Final

from sightline.measure.text.claims.arabic.clauses.agreement import of_its_gender
from sightline.measure.text.claims.arabic.clauses.places import place_before, places_behind
from sightline.measure.text.claims.arabic.cues.ends import before, direct, doer, linked, role_behind
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.two_ends import NOBODY, Ends, Found
from sightline.measure.text.claims.whom import meant, other_than

_NO_MORE: Final = re.compile(r"(?<!\w)[وف]?(?:ليس|ليست|لم (?:[يت]عد|[يت]كن))\s$")
_LISTING: Final = re.compile(r"(?:الذي|التي|وهو \w+|وهي \w+|،)\s$")
_WHICH: Final = re.compile(r"\s?[،:]\s(?:و?هي|و?هم|و?يضم|و?تضم)?\s?")


def turned(scene: Scene, cue: Cue, m: re.Match[str], last: tuple[Named, ...]) -> Ends | None:
    """Read a cue whose subject is not who does it: "ضم", "طرد", "المعروف سابقاً باسم", "تحت سيطرة", "سقطت بيد"."""
    if cue.object == "place_before":
        who = direct(scene, m.end()) if not cue.link else linked(scene, cue, m.end(), ())
        if cue.subject == "own":
            who = Found(tuple(meant(scene, m.start())))
        places = place_before(scene, m) if who.names else []
        lead = scene.flat.text[
            max(places[-1].end if places else 0, scene.one.start, m.start() - 24) : m.start()
        ]
        negated = who.negated or _NO_MORE.search(lead) is not None
        return Ends(who.names, tuple(places), negated) if places else None
    if cue.subject in ("linked_far", "beyond"):
        return _of_place(scene, cue, m)
    if cue.object in ("before_only", "before_any"):
        front, at = before(scene, cue, m, last), m.end()
        if cue.object == "before_any" and not front.names:
            front = Found(tuple(other_than(scene, (), m.start())))
    else:
        front, at = doer(scene, cue, m, last)
    if not front.names:
        return None
    if cue.subject == "second":
        thrown = direct(scene, at, front.names)
        places = places_behind(scene, cue, thrown.names[-1].end) if thrown.names else []
        return Ends(thrown.names, tuple(places), front.negated) if places else None
    who = _reached(scene, cue, m, at, front)
    if not who.names and cue.subject == "listed" and at > m.end():
        # who stands behind is what is listed; the whole stands before
        body, who = before(scene, cue, m, last), front
        near = len(front.names) > 1 or _LISTING.search(
            scene.flat.text, max(scene.one.start, m.start() - 40), m.start()
        )
        front = body if near and len(body.names) == 1 and of_its_gender(scene, m, body) == body else NOBODY
    if not who.names or not front.names:
        return None
    objects = front.names[-1:] if cue.object != "doer" or cue.is_ != "succeeded_by" else front.names[:1]
    return Ends(who.names, objects, front.negated)


def _reached(scene: Scene, cue: Cue, m: re.Match[str], at: int, front: Found) -> Found:
    match cue.subject:
        case "role_right":
            return role_behind(scene, m)
        case "linked":
            found = linked(scene, cue, at, front.names)
            return found if found.names or cue.link else direct(scene, at, front.names)
        case "linked_or_direct":
            found = linked(scene, cue, at, front.names)
            return found if found.names else direct(scene, at, front.names)
        case "listed":
            found = direct(scene, at, front.names)
            lead = scene.flat.text[max(0, m.start() - 40) : m.start()]
            near = re.search(r"(?:الذي|التي|وهو \w+|وهي \w+|،)\s$", lead) is not None
            return found if len(found.names) > 1 or near else NOBODY
        case "direct":
            return direct(scene, at, front.names)
        case _:
            return NOBODY


def _of_place(scene: Scene, cue: Cue, m: re.Match[str]) -> Ends | None:
    """Read "سقطت البلدة بيد الجيش" and "سلمت البلدة إلى الشرطة": the place first, then who has it."""
    start = m.end() if cue.subject == "linked_far" else doer(scene, cue, m, ())[1]
    bare = Cue(cue.is_, cue.words, cue.subject, cue.object, cue.negative)
    places = places_behind(scene, bare, start)
    if not places:
        return None
    who = linked(scene, cue, places[-1].end, ())
    return Ends(who.names[:1], tuple(places), negated=False) if who.names else None


def leads(scene: Scene, m: re.Match[str]) -> Ends | None:
    """Read "يقود الفيلق القائد السابق": whom first, then the office."""
    group = direct(scene, m.end())
    if not group.names:
        return None
    found = re.compile("").match(scene.flat.text, group.names[-1].end)
    role = NOBODY if found is None else role_behind(scene, found)
    return Ends(role.names, group.names[:1], negated=False) if role.names else None


def listed_behind(scene: Scene, m: re.Match[str]) -> Ends | None:
    """Read "تشكيل تجمع ...، وهي ... و...": the new body, then those it is made of."""
    body = direct(scene, m.end())
    at = None if not body.names else _WHICH.match(scene.flat.text, body.names[0].end, scene.one.end)
    parts = NOBODY if at is None else direct(scene, at.end())
    return Ends(parts.names, body.names[:1], negated=False) if len(parts.names) > 1 else None


def shared(scene: Scene, cue: Cue, m: re.Match[str]) -> Ends | None:
    """Read "ثلاثة فصائل تتقاسم المدينة: ...": the place, then who is listed."""
    colon = scene.flat.text.find(":", m.end(), min(scene.one.end, m.end() + 40))
    places = places_behind(scene, cue, m.end()) if colon >= 0 else []
    listed = direct(scene, colon + 1) if places else NOBODY
    return Ends(listed.names, tuple(places), negated=False) if listed.names else None
