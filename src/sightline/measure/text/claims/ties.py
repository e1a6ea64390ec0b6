"""Find relations between actors, and who holds which place: a cue in the words, and its two ends around it.

Each cue of the lexicon says where its ends stand: the actor before it, those behind it, the place behind it, the actor
that the text spoke of last. Where an end cannot be told, nothing is suggested.
"""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.flat import Flat
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene, last_pair, salient, salient_other

_FAR: Final = 110
_NEAR_OBJECT: Final = 48
_PRONOUN: Final = re.compile(r"\b(?:it|they|we|he|she)(?:'s|'re)?\b", re.IGNORECASE)
_TAKES: Final = re.compile(r"(?:مع|في|عن|من|الي|علي|ضد|ب|ل|بين)$")
_AR_PRONOUN: Final = re.compile(r"(?<!\w)(?:انه|انها|انهم|بانه|بانها|وانها)(?!\w)")
_GOES_ON: Final = re.compile(r"[^,;.]{0,30}\b(?:and|but)\s(?:[a-z]+\s){0,3}|\s?و?")
_OFFICE: Final = re.compile(r"\s((?:a|an|the)\s(?:[a-z-]+\s?){1,4})(?=[,.;]|$|\swho|\sfrom)")
_ABOUT: Final = re.compile(r",\s(?:an?|the|one)\s[\w\s-]{3,40}\s(?:of|in|to|with)\s(?:the\s)?")
_STOP: Final = re.compile(r"[;؛.]|:\s")
MUTUAL: Final = ("allied_with", "fights")


def relations_in(scene: Scene) -> list[Draft]:
    """Find the relations that one sentence tells."""
    return _ties(scene, scene.table.relations, "relation")


def control_in(scene: Scene) -> list[Draft]:
    """Find who holds, has lost, besieges or governs a place by one sentence."""
    return _ties(scene, scene.table.control, "control")


def _ties(scene: Scene, cues: Sequence[Cue], kind: str) -> list[Draft]:
    found = [
        (m, cue) for cue in cues for m in cue.words.finditer(scene.flat.text, scene.one.start, scene.one.end)
    ]
    out: list[Draft] = []
    shut: list[tuple[int, int]] = []
    last: list[Named] = []
    for m, cue in sorted(found, key=lambda each: (each[0].start(), -each[0].end())):
        if any(s < m.end() and m.start() < e for s, e in shut):
            continue
        subjects = _subjects(scene, cue, m, last)
        objects = _objects(scene, cue, m, subjects)
        made = _drafts(scene, cue, m, subjects, objects, kind)
        if made:
            shut.append(m.span())
            last = subjects
        out += made
    return out


def _drafts(
    scene: Scene,
    cue: Cue,
    m: re.Match[str],
    subjects: Sequence[Named],
    objects: Sequence[Named] | None,
    kind: str,
) -> list[Draft]:
    out = []
    words = scene.flat.plain[m.start() : m.end()].strip()
    pairs: list[tuple[Named | None, Named | None]] = []
    if cue.subject.startswith(("pair", "last_pair")):
        pairs = [(subjects[0], subjects[1])] if len(subjects) == 2 else []
    elif cue.subject == "unknown":
        pairs = [(None, o) for o in objects or ()]
    elif objects is None:
        pairs = [(s, None) for s in subjects[:1]]
    else:
        pairs = [(s, o) for s in subjects for o in objects if s.name != o.name]
    for subject, thing in pairs:
        ends = [n for n in (subject, thing) if n is not None and scene.one.start <= n.start < scene.one.end]
        start = min([m.start(), *(n.start for n in ends)])
        end = max([m.end(), *(n.end for n in ends)])
        who = "somebody" if subject is None else subject.name
        what = "" if thing is None else f" {thing.name}"
        out.append(
            Draft(
                kind, cue.is_, None if thing is None else thing.name, start, end,
                f"'{words}': {who} {cue.is_.replace('_', ' ')}{what}",
                polarity="negated" if cue.negative else None,
                subject=None if subject is None else subject.name,
            )
        )  # fmt: skip
    return out


def _subjects(scene: Scene, cue: Cue, m: re.Match[str], last: list[Named]) -> list[Named]:  # noqa: C901
    actors, flat = scene.actors, scene.flat
    before = [i for i, n in enumerate(actors) if n.end <= m.start() + 1]
    behind = [i for i, n in enumerate(actors) if n.start >= m.end() - 1]
    match cue.subject:
        case "before" | "near" | "all_before" | "around" | "all_around" | "near_or_after" | "fight_before":
            return _around(scene, cue, m, before, behind, last)
        case "after" | "all_after":
            far = cue.object == "thing" and behind and actors[behind[0]].start - m.end() > 14
            if not behind or far or not _reachable(flat, m.end(), actors[behind[0]].start):
                return []
            listed = coordinated(flat.text, actors, behind[0], back=False)
            return listed if cue.subject == "all_after" or cue.is_ == "part_of" else [listed[0]]
        case "salient":
            return salient(scene)
        case "pair_before":
            if before:
                listed = coordinated(flat.text, actors, before[-1], back=True)
                if len(listed) == 2 and m.start() - listed[-1].end < 40:
                    return listed
            if _PRONOUN.search(flat.text, max(scene.one.start, m.start() - 24), m.start()):
                return last_pair(scene, m.start())
            return []
        case "pair_after":
            listed = coordinated(flat.text, actors, behind[0], back=False) if behind else []
            return listed if len(listed) == 2 and listed[0].start - m.end() < 6 else []
        case "last_pair":
            return last_pair(scene, m.start())
        case "verb_first":
            return [actors[behind[0]]] if behind and actors[behind[0]].start - m.end() < 12 else (
                [actors[before[-1]]] if before else [])  # fmt: skip
        case "second":
            return [actors[behind[1]]] if len(behind) > 1 else []
        case "all_after_but_last":
            return [actors[i] for i in behind[:-1]] if len(behind) > 2 else []
        case "after_or_which":
            own = [i for i in before if m.start() - actors[i].end < 6]
            return [actors[before[before.index(own[0]) - 1]]] if own and before.index(own[0]) > 0 else []
        case "role_before" | "role_after":
            return _role(scene, m, behind=cue.subject == "role_after")
        case _:
            return []


def _around(
    scene: Scene, cue: Cue, m: re.Match[str], before: list[int], behind: list[int], last: list[Named]
) -> list[Named]:
    """Take who stands nearest: behind an Arabic verb, before an English one; else whom the pronoun means."""
    actors, flat = scene.actors, scene.flat
    inside = [n for n in actors if m.start() <= n.start and n.end <= m.end()]
    if inside:
        return inside[:1]
    takes = _TAKES.search(m[0].strip()) is not None
    if scene.table.language == "ar" and behind and not takes:
        first = actors[behind[0]]
        if first.start - m.end() <= 3 and (cue.object != "after" or len(behind) > 1):
            many = cue.subject.startswith("all") or cue.object == "after"
            return coordinated(flat.text, actors, behind[0], back=False) if many else [first]
    lead = flat.text[scene.one.start if not before else actors[before[-1]].end : m.start()]
    if last and _GOES_ON.fullmatch(lead) is not None:
        return last
    pronoun = _PRONOUN.search(lead)
    if scene.table.language == "ar" and _AR_PRONOUN.search(lead) is not None:
        return []
    if lead.strip() == "," and len(before) > 1:
        one, other = actors[before[-2]], actors[before[-1]]
        if _ABOUT.fullmatch(flat.text[one.end : other.start]) is not None:
            return [one]  # "X, a branch of Y, holds"
    if before and pronoun is None and len(lead) <= _FAR and not _STOP.search(lead) and not _another(lead):
        many = cue.subject in ("all_before", "all_around") or "both" in m[0] + lead or cue.object == "after"
        listed = coordinated(flat.text, actors, before[-1], back=True)
        return listed if many and len(lead) < 40 else [actors[before[-1]]]
    if pronoun is not None:
        own = [actors[i] for i in before]
        opening = (
            own[:1]
            if own and own[0].start - scene.one.start < 60 and lead.count("that ") + lead.count("says")
            else []
        )
        return opening or own[-1:] if own and not scene.earlier else opening or salient(scene)
    if scene.table.language == "ar":
        if behind and cue.subject == "near_or_after":
            return [actors[behind[0]]]
        return [] if before else salient(scene)
    return []


def _another(gap: str) -> bool:
    """Say whether somebody else stands between a name and the verb: "Liwa X, its rivals say, ..."."""
    return (
        re.search(r"\b(?:rivals|residents|others|people|nobody|somebody|troops of|the other)\b", gap)
        is not None
    )


def _objects(scene: Scene, cue: Cue, m: re.Match[str], subjects: Sequence[Named]) -> list[Named] | None:
    """Give the other end; None where the relation has none, an empty list where it cannot be told."""
    actors, flat = scene.actors, scene.flat
    used = {(s.start, s.end) for s in subjects}
    behind = [i for i, n in enumerate(actors) if n.start >= m.end() - 1 and (n.start, n.end) not in used]
    before = [i for i, n in enumerate(actors) if n.end <= m.start() + 1 and (n.start, n.end) not in used]
    match cue.object:
        case "none":
            return None
        case "after" | "after_to" | "second" | "last_after" | "first_after" | "after_or_salient":
            if cue.object == "last_after":
                return [actors[behind[-1]]] if behind else []
            near = [i for i in behind if _reachable(flat, m.end(), actors[i].start)]
            if cue.object == "first_after":
                near = behind[:1]
            if cue.object == "after_or_salient":
                near = [i for i in near if not re.search(r"[,،]", flat.text[m.end() : actors[i].start])]
            if near:
                many = cue.is_ in MUTUAL
                return coordinated(flat.text, actors, near[0], back=False) if many else [actors[near[0]]]
            return salient_other(scene, subjects) if cue.object == "after_or_salient" else []
        case "before" | "before_self":
            return [actors[before[-1]]] if before and m.start() - actors[before[-1]].end < 30 else []
        case "salient" | "salient_other":
            return salient_other(scene, subjects)
        case "places_after":
            return _listed_places(scene, m.end())
        case "nowhere":
            return []
        case "place" | "place_near" | "place_or_salient" | "place_before" | "place_around" | "salient_place":
            return _place(scene, cue, m)
        case "thing":
            thing = scene.table.patterns["things"].search(
                flat.text, m.end(), min(scene.one.end, m.end() + 70)
            )
            return (
                []
                if thing is None
                else [Named(flat.plain[thing.start() : thing.end()], *thing.span(), "thing")]
            )
        case "inside":
            return [n for n in actors if m.start() <= n.start and n.end <= m.end()][:1]
        case _:
            return []


def _place(scene: Scene, cue: Cue, m: re.Match[str]) -> list[Named]:
    flat, one = scene.flat, scene.one
    common = [
        Named(scene.earlier_places[-1].name, p.start(), p.end(), "short")
        for p in scene.table.patterns["places"].finditer(flat.text, one.start, one.end)
        if scene.earlier_places
    ]
    row = sorted([*scene.places, *common], key=lambda n: n.start)
    before = [n for n in row if n.end <= m.start()]
    behind = [n for n in row if n.start >= m.end() - 1]
    if cue.object in ("place_before", "place_around"):
        inside = [n for n in row if n.start >= m.start() and n.start - m.start() < 12]
        near = inside[:1] or (before[-1:] if before and m.start() - before[-1].end < 60 else [])
        return near or (
            behind[:1] if cue.object == "place_around" and behind and behind[0].start - m.end() < 24 else []
        )
    if cue.object == "salient_place":
        return before[-1:] or list(scene.earlier_places[-1:])
    thing = scene.table.patterns["holdings"].search(flat.text, m.end(), min(one.end, m.end() + 30))
    if thing is not None and (not behind or behind[0].start > thing.start()):
        return [Named(flat.plain[thing.start() : thing.end()], *thing.span(), "thing")]
    if (
        behind
        and behind[0].start - m.end() <= _NEAR_OBJECT
        and not _STOP.search(flat.text, m.end(), behind[0].start)
    ):
        return behind[:1]
    return list(scene.earlier_places[-1:]) if cue.object == "place_or_salient" else []


def _listed_places(scene: Scene, at: int) -> list[Named]:
    near = [i for i, n in enumerate(scene.places) if 0 <= n.start - at <= 24]
    return coordinated(scene.flat.text, scene.places, near[0], back=False) if near else []


def _role(scene: Scene, m: re.Match[str], *, behind: bool) -> list[Named]:
    """Find an office that leads: "the former head of", "القائد السابق"; never a person's name."""
    flat = scene.flat
    low, high = (
        (m.end(), min(scene.one.end, m.end() + 60))
        if behind
        else (max(scene.one.start, m.start() - 40), m.start())
    )
    for role in scene.table.patterns["actors.person_roles"].finditer(flat.text, low, high):
        end = role.end()
        of = next((n for n in scene.actors if 0 <= n.start - end <= 10), None)
        end = end if of is None or not behind else of.end
        return [Named(flat.plain[role.start() : end], role.start(), end, "role")]
    office = _OFFICE.match(flat.text, low, high) if behind else None
    return (
        []
        if office is None
        else [Named(flat.plain[office.start(1) : office.end(1)], *office.span(1), "role")]
    )


def _reachable(flat: Flat, start: int, end: int) -> bool:
    return end - start <= _NEAR_OBJECT and _STOP.search(flat.text[start:end]) is None
