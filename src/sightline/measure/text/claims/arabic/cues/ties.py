"""Read the two ends of an Arabic cue, as the cue says where they stand."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.arabic.clauses.agreement import agreeing, agrees, of_its_gender
from sightline.measure.text.claims.arabic.clauses.places import last_place, places_behind
from sightline.measure.text.claims.arabic.cues.ends import (
    before,
    direct,
    doer,
    linked,
    two_behind,
)
from sightline.measure.text.claims.arabic.cues.turned import leads, listed_behind, shared, turned
from sightline.measure.text.claims.flat import unify
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.two_ends import NOBODY, Ends, Found
from sightline.measure.text.claims.whom import meant, other_than, spoken_of, the_two, who_says_we

_WHO_IS: Final = re.compile(
    r"،\s(?:وهو|وهي|هو|هي)\s|\s(?:الذي|التي|الذين|اللذان|اللتان)\s(?:كان\s|كانت\s|قد\s|لم\s)?$"
)
_ONES: Final = re.compile(r"(?:بيعت|ولاء)ه$")
_MUTUAL: Final = ("fights", "allied_with")
_PRONOUN_BETWEEN: Final = re.compile(r"(?<!\w)(?:عن|من|ب|ل|الي)(?P<of>ه|ها|هم)(?!\w)")
_PARTIES: Final = re.compile(r"(?:ال)?(?:حزب|حكومه|وزاره|دوله|جيش)(?:\s|$)")
_SUFFIXED: Final = re.compile(r"(?:ه|ها|هم)$")
_DUAL: Final = re.compile(r"(?:ان|تا|لا|وا|طرفان|معا)(?:\s|$)")
_NO_NOUN: Final = re.compile(
    r"\W*(?:$|[،.؛]|(?:بعد|قبل|صباح|مساء|ليل|ليله|فجر|يوم|امس|اليوم|في|خلال|دون|بدون|اثر|عقب|منذ|الي|نحو|باتجاه|تحت|عام|امام|"
    r"قسرا|فورا|كليا|نهائيا|جميعا|لاحقا|ايضا|مع|من|[وب]\w+)(?!\w))"
)
"""What may stand behind "withdrew" where the place is left out: no noun that may be the place."""
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
        return turned(scene, cue, m, first)
    if cue.subject == "role_beyond":
        return leads(scene, m)
    if cue.subject == "listed_behind":
        return listed_behind(scene, m)
    if cue.subject == "colon":
        return shared(scene, cue, m)
    return _straight(scene, cue, m, last)


def _straight(scene: Scene, cue: Cue, m: re.Match[str], last: Ends | None) -> Ends | None:
    """Find who acts, then whom or what the verb leads to."""
    first = () if last is None else last.subjects
    who, at = _acting(scene, cue, m, last)
    if len(who.names) > 1 and who.names[0].end <= m.start() and _ONES.search(m[0].strip()) is not None:
        return None  # "its" is of one, and which of the several is not told
    if not who.names:
        return _place_first(scene, cue, m) if cue.object == "places" and not cue.link else None
    if cue.object == "none":
        return Ends(who.names, None, who.negated)
    if cue.subject == "doer" and at > m.end():
        between = _PRONOUN_BETWEEN.search(scene.flat.text, m.end(), who.names[0].start)
        if between is not None and cue.object in ("places", "places_or_none", "linked", "linked_or_direct"):
            return _between(scene, cue, m, who, between["of"])
    whom = _whom(scene, cue, m, who, at, last)
    if not whom.names and at > m.end() and cue.is_ in _MUTUAL and len(who.names) == 2:
        return Ends(who.names[:1], who.names[1:], who.negated)
    if not whom.names and at > m.end() and cue.subject == "doer":
        # the name behind the verb was not who acts but whom it leads to
        who, at = of_its_gender(scene, m, before(scene, cue, m, first)), m.end()
        if len(who.names) > 1 and _ONES.search(m[0].strip()) is not None:
            return None
        whom = _whom(scene, cue, m, who, at, last) if who.names else whom
    if not whom.names:
        return _place_first(scene, cue, m) if cue.object == "places" and not cue.link else None
    return _in_order(cue, who, whom)


def _acting(scene: Scene, cue: Cue, m: re.Match[str], last: Ends | None) -> tuple[Found, int]:
    """Find who acts: not whom the cue before led to, and nobody of whom the verb cannot be told."""
    who, at = _who(scene, cue, m, () if last is None else last.subjects)
    if at == m.end() and last is not None and last.objects and not (cue.apposed or m[0].startswith("ال")):
        near = _WHO_IS.search(scene.flat.text, max(scene.one.start, m.start() - 16), m.start())
        whom_before = set() if near is not None else {n.start for n in last.objects}
        who = Found(last.subjects, who.negated) if {n.start for n in who.names} & whom_before else who
    if at == m.end() and cue.object != "other":
        who = of_its_gender(scene, m, who)
    return who, at


def _between(scene: Scene, cue: Cue, m: re.Match[str], who: Found, of: str) -> Ends | None:
    """Read "انشق عنها لواء ...": whom stands as a pronoun between the verb and who acts."""
    if cue.object.startswith("places"):
        other = last_place(scene, m.start())
    else:
        other = _one_of(scene, f"x{of}", who.names, m.start())
    return Ends(who.names, tuple(other), who.negated) if other else None


def _in_order(cue: Cue, who: Found, whom: Found) -> Ends:
    """Turn the ends round where a party denies any tie to a brigade: it is the brigade that would be of the party."""
    subjects, objects = who.names, whom.names
    party, other = (_PARTIES.match(unify(row[0].name)) is not None for row in (subjects, objects))
    if cue.subject == "speaker" and party and not other:
        subjects, objects = objects, subjects
    return Ends(subjects, objects, who.negated or whom.negated)


def _one_of(scene: Scene, word: str, subjects: Sequence[Named], at: int) -> list[Named]:
    """Give whom a pronoun behind a link means, by its gender, where only one can be meant."""
    taken = {s.name for s in subjects}
    own = [n for n in scene.actors if n.end <= at and n.name not in taken]
    return agreeing(word, own or [n for n in spoken_of(scene) if n.name not in taken])


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
            word = scene.flat.plain[m.start() : m.end()]
            others = other_than(scene, who.names, m.start())
            return Found(tuple(n for n in others if not _SUFFIXED.search(word) or agrees(word, n)))
        case "last_object":
            return NOBODY if last is None or last.objects is None else Found(last.objects)
        case "places" | "places_or_none":
            places = places_behind(scene, cue, at)
            from_ = re.match(
                r"[^،.؛]{0,20}?(?<!\w)(?:من|عن)(?!\w)", scene.flat.text[at : min(scene.one.end, at + 30)]
            )
            if not places and (
                (_ON_IT.search(m[0]) and "استعاده" not in m[0])
                or (
                    cue.object == "places_or_none"
                    and from_ is None
                    and _NO_NOUN.match(scene.flat.text, at, scene.one.end) is not None
                )
            ):
                places = last_place(scene, m.start())
            return Found(tuple(places))
        case "thing":
            return _thing(scene, at) if any(n.start >= scene.one.start for n in who.names) else NOBODY
        case _:
            return NOBODY


def _pair(scene: Scene, cue: Cue, m: re.Match[str]) -> Ends | None:
    found = before(scene, cue, m, ())
    names = found.names
    if len(names) != 2:
        front = [i for i, n in enumerate(scene.actors) if n.end <= m.start()]
        names = tuple(coordinated(scene.flat.text, scene.actors, front[-1], back=True)) if front else ()
    if len(names) != 2 and _DUAL.search(m[0]) is not None:
        names = tuple(the_two(scene, m.start()))
    return Ends(names[:1], names[1:], found.negated) if len(names) == 2 else None


def _speaker(scene: Scene, m: re.Match[str]) -> Found:
    """Find who has nothing to do with somebody: who says "we", else who is named before."""
    if m[0].rstrip().endswith("لنا"):
        return Found(tuple(who_says_we(scene, m.end())))
    return Found(tuple(meant(scene, m.start())))


def _thing(scene: Scene, at: int) -> Found:
    text = scene.flat.text
    thing = scene.table.patterns["things"].search(text, at, min(scene.one.end, at + 60))
    if thing is None or re.search(r"[.؛:]", text[at : thing.start()]) is not None:
        return NOBODY
    start = thing.start()
    return Found((Named(scene.flat.plain[start : thing.end()].strip(), start, thing.end(), "thing"),))
