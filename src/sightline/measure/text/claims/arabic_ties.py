"""Read the two ends of an Arabic cue, as the cue says where they stand."""

import re
from typing import Final

from sightline.measure.text.claims.arabic_ends import (
    before,
    direct,
    doer,
    linked,
    role_behind,
    two_behind,
    who_says_we,
)
from sightline.measure.text.claims.arabic_places import last_place, place_before, places_behind
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.two_ends import NOBODY, Ends, Found
from sightline.measure.text.claims.whom import meant, other_than, spoken_of

_WHO_IS: Final = re.compile(r"،\s(?:وهو|وهي|هو|هي)\s")
_ONES: Final = re.compile(r"(?:بيعت|ولاء)ه$")
_MUTUAL: Final = ("fights", "allied_with")
_ON_IT: Final = re.compile(r"(?:غادر|دخل|استعاد|حرر|انتزع|احتل|استرد|حاصر|طوق)(?:ت|وا)?(?:ها|ه)$")


def arabic_ends(scene: Scene, cue: Cue, m: re.Match[str], last: Ends | None) -> Ends | None:
    """Give the ends of a cue in its sentence; None where one of them cannot be told."""
    first = () if last is None else last.subjects
    if cue.subject == "pair_right":
        two = two_behind(scene, m)
        return Ends(two.names[:1], two.names[1:], two.negated) if len(two.names) == 2 else None
    if cue.subject == "pair_left":
        return _pair(scene, cue, m)
    if cue.object in ("doer", "before_only", "before_any", "place_before") or cue.subject in (
        "second",
        "linked_far",
        "beyond",
    ):
        return _turned(scene, cue, m, first)
    if cue.subject == "role_beyond":
        return _leads(scene, m)
    if cue.subject == "colon":
        return _shared(scene, cue, m)
    who, at = _who(scene, cue, m, first)
    if at == m.end() and last is not None and last.objects and not (cue.apposed or m[0].startswith("ال")):
        near = _WHO_IS.search(scene.flat.text, max(scene.one.start, m.start() - 16), m.start())
        whom_before = set() if near is not None else {n.start for n in last.objects}
        who = Found(last.subjects, who.negated) if {n.start for n in who.names} & whom_before else who
    if len(who.names) > 1 and who.names[0].end <= m.start() and _ONES.search(m[0].strip()) is not None:
        return None  # "its" is of one, and which of the several is not told
    if not who.names:
        return _place_first(scene, cue, m) if cue.object == "places" and not cue.link else None
    if cue.object == "none":
        return Ends(who.names, None, who.negated)
    whom = _whom(scene, cue, m, who, at, last)
    if not whom.names and at > m.end() and cue.is_ in _MUTUAL and len(who.names) == 2:
        return Ends(who.names[:1], who.names[1:], who.negated)
    if not whom.names and at > m.end() and cue.subject == "doer":
        # the name behind the verb was not who acts but whom it leads to
        who, at = before(scene, cue, m, first), m.end()
        if len(who.names) > 1 and _ONES.search(m[0].strip()) is not None:
            return None
        whom = _whom(scene, cue, m, who, at, last) if who.names else whom
    if not whom.names and cue.object == "places" and not cue.link:
        return _place_first(scene, cue, m)
    return Ends(who.names, whom.names, who.negated or whom.negated) if whom.names else None


def _place_first(scene: Scene, cue: Cue, m: re.Match[str]) -> Ends | None:
    """Read "يدير البلدة لواء ...": the place, then who holds it."""
    places = [n for n in places_behind(scene, cue, m.end()) if n.start >= m.end()]
    who = direct(scene, places[-1].end) if places else NOBODY
    return Ends(who.names, tuple(places), who.negated) if who.names else None


def _who(scene: Scene, cue: Cue, m: re.Match[str], last: tuple[Named, ...]) -> tuple[Found, int]:
    match cue.subject:
        case "doer" | "doer_or_list":
            return doer(scene, cue, m, last)
        case "doer_many" | "doer_only":
            found, at = doer(scene, cue, m, last)
            few = len(found.names) < 2 if cue.subject == "doer_many" else at == m.end()
            return (NOBODY, at) if few else (found, at)
        case "before_only":
            return before(scene, cue, m, last), m.end()
        case "own":
            return Found(tuple(meant(scene, m.start()))), m.end()
        case "spoken":
            return Found(tuple(spoken_of(scene))), m.end()
        case "speaker":
            return _speaker(scene, m), m.end()
        case "direct":
            return direct(scene, m.end()), m.end()
        case "denied_direct":
            lead = scene.flat.text[max(scene.one.start, m.start() - 60) : m.start()]
            denied = re.search(r"(?<!\w)(?:نفي|نفت|ينفي|تنفي)(?: \S+){0,6} $", lead)
            return (NOBODY if denied is None else direct(scene, m.end())), m.end()
        case _:
            return NOBODY, m.end()


def _whom(scene: Scene, cue: Cue, m: re.Match[str], who: Found, at: int, last: Ends | None) -> Found:
    match cue.object:
        case "linked" | "linked_name":
            return linked(scene, cue, at, who.names, pronouns=cue.object == "linked")
        case "linked_or_direct":
            found = linked(scene, cue, at, who.names)
            return found if found.names else direct(scene, at, who.names)
        case "linked_or_other" | "direct_or_other":
            found = linked(scene, cue, at, who.names)
            found = found if found.names else direct(scene, at, who.names)
            return found if found.names else Found(tuple(other_than(scene, who.names, m.start())))
        case "linked_or_before":
            found = linked(scene, cue, at, who.names)
            if found.names or len(who.names) < 2:
                return found
            front = before(scene, cue, m, ())
            return Found(tuple(n for n in front.names if n not in who.names)[-1:])
        case "direct":
            return direct(scene, at, who.names)
        case "other":
            return Found(tuple(other_than(scene, who.names, m.start())))
        case "last_object":
            return NOBODY if last is None or last.objects is None else Found(last.objects)
        case "places" | "places_or_none":
            places = places_behind(scene, cue, at)
            from_ = re.search(r"(?<!\w)(?:من|عن)(?!\w)", scene.flat.text[at : min(scene.one.end, at + 30)])
            if not places and (
                (_ON_IT.search(m[0]) and "استعاده" not in m[0])
                or (cue.object == "places_or_none" and from_ is None)
            ):
                places = last_place(scene, m.start())
            return Found(tuple(places))
        case "thing":
            return _thing(scene, at) if any(n.start >= scene.one.start for n in who.names) else NOBODY
        case _:
            return NOBODY


def _turned(scene: Scene, cue: Cue, m: re.Match[str], last: tuple[Named, ...]) -> Ends | None:
    """Read a cue whose subject is not who does it: "ضم", "طرد", "المعروف سابقاً باسم", "تحت سيطرة", "سقطت بيد"."""
    if cue.object == "place_before":
        who = direct(scene, m.end()) if not cue.link else linked(scene, cue, m.end(), ())
        if cue.subject == "own":
            who = Found(tuple(meant(scene, m.start())))
        places = place_before(scene, m) if who.names else []
        return Ends(who.names, tuple(places), who.negated) if places else None
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
    if not who.names:
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


def _pair(scene: Scene, cue: Cue, m: re.Match[str]) -> Ends | None:
    found = before(scene, cue, m, ())
    names = found.names
    if len(names) != 2:
        front = [i for i, n in enumerate(scene.actors) if n.end <= m.start()]
        names = tuple(coordinated(scene.flat.text, scene.actors, front[-1], back=True)) if front else ()
    return Ends(names[:1], names[1:], found.negated) if len(names) == 2 else None


def _speaker(scene: Scene, m: re.Match[str]) -> Found:
    """Find who has nothing to do with somebody: who says "we", else who is named before."""
    if m[0].rstrip().endswith("لنا"):
        return Found(tuple(who_says_we(scene, m.end())))
    return Found(tuple(meant(scene, m.start())))


def _leads(scene: Scene, m: re.Match[str]) -> Ends | None:
    """Read "يقود الفيلق القائد السابق": whom first, then the office."""
    group = direct(scene, m.end())
    if not group.names:
        return None
    found = re.compile("").match(scene.flat.text, group.names[-1].end)
    role = NOBODY if found is None else role_behind(scene, found)
    return Ends(role.names, group.names[:1], negated=False) if role.names else None


def _shared(scene: Scene, cue: Cue, m: re.Match[str]) -> Ends | None:
    """Read "ثلاثة فصائل تتقاسم المدينة: ...": the place, then who is listed."""
    colon = scene.flat.text.find(":", m.end(), min(scene.one.end, m.end() + 40))
    places = places_behind(scene, cue, m.end()) if colon >= 0 else []
    listed = direct(scene, colon + 1) if places else NOBODY
    return Ends(listed.names, tuple(places), negated=False) if listed.names else None


def _thing(scene: Scene, at: int) -> Found:
    text = scene.flat.text
    thing = scene.table.patterns["things"].search(text, at, min(scene.one.end, at + 60))
    if thing is None or re.search(r"[.؛:]", text[at : thing.start()]) is not None:
        return NOBODY
    start = thing.start()
    return Found((Named(scene.flat.plain[start : thing.end()].strip(), start, thing.end(), "thing"),))
