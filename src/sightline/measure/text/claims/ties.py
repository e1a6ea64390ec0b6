"""Find relations between actors, and who holds which place: a cue in the words, and its two ends around it.

Each cue of the lexicon says where its ends stand (``left``, ``right``, a ``pair``, a place, an office, whom the text
spoke of before). How an end is found is told in ``english_ends``, ``arabic_ends`` and ``place_ends``. Where an end
cannot be told, nothing is suggested.
"""

import os
import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from sightline.measure.text.claims.arabic.clauses.stand_ins import with_stand_ins
from sightline.measure.text.claims.arabic.cues.ties import arabic_ends
from sightline.measure.text.claims.arabic.people.leaders import arabic_leaders
from sightline.measure.text.claims.arabic.ties.grammar import grammar_in
from sightline.measure.text.claims.english.holding import nominal_control
from sightline.measure.text.claims.english.nominal import nominal_relations
from sightline.measure.text.claims.english.nouns import without_apposed
from sightline.measure.text.claims.english.ties import english_ends
from sightline.measure.text.claims.inside_groups import parts_in
from sightline.measure.text.claims.leaders import leaders_in
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named
from sightline.measure.text.claims.record import Draft
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.two_ends import Ends
from sightline.measure.text.claims.unsure import is_unsure

MODE = os.environ.get("MODE", "")
ONLY = os.environ.get("ONLY") == "1"
MUTUAL: Final = ("allied_with", "fights")
_OWN: Final = re.compile(r"\b(?:its|their|his|whose|our)\s$", re.IGNORECASE)
_TOLD: Final = re.compile(
    r"\b(?:wrote|written|said|reported|version|claimed)\b|"
    r"(?<!\w)(?:كتبنا|ذكرنا|قلنا|نشرنا|اوردنا|ورد|اشيع)(?!\w)"
)
_BACK: Final = re.compile(
    r"\W*(?:(?:It|They|He|She|We)\s(?:is|are|was|were|has|have|had|did|does|do)(?:\snot|n't)(?:\s\w+)?[.;,]|"
    r"(?:That|This|It)\s(?:is|was)\s(?:wrong|false|incorrect|untrue|not\s(?:so|true|correct|the\scase)|"
    r"a\smistake|an\serror)|"
    r"و?(?:هذا|ذلك)\s(?:غير\sصحيح|خطا|ليس\sصحيح))"
)
_ALONE: Final = (
    "none", "other", "place_right", "places_right", "place_salient", "places", "places_or_none", "thing",
    "thing_right",
)  # fmt: skip
"""Other ends that are no actor, or one that was named before."""
_ANEW: Final = re.compile(
    r"،\s(?:و(?:قد\s|كان(?:ت)?\s)?|ثم\s)?(?:\w+\s)?$|،\s(?:موكدا|مضيفا|مشيرا|موضحا|لافتا|مبينا|قايلا|"
    r"معتبرا)ه?\s[^،]{0,60}$|"
    r"،\sو\w+\s(?:ان|بان)\s[^،]{0,40}$"
)
_OF_THEIRS: Final = re.compile(r"'s? (?!men\b|forces\b|fighters\b|troops\b|soldiers\b)[a-z]")
_THOUGH: Final = re.compile(
    r",?\s(?:although|though|but|while|whereas)\s(?:it|they)\s[^,;]{0,40}$", re.IGNORECASE
)
_POST: Final = re.compile(r"\bcheckpoints?\b|حاجز|حواجز")
_BY_MEN: Final = ("operates_in", "fights", "allied_with", "pledged_to")
"""What a group does by what its fighters do."""
_LEADERS: Final = {"en": leaders_in, "ar": arabic_leaders}
_READERS: Final = {"en": english_ends, "ar": arabic_ends}


def relations_in(scene: Scene) -> list[Draft]:
    """Find the relations that one sentence tells."""
    scene = without_apposed(scene) if scene.table.language == "en" else scene
    named = [*_LEADERS[scene.table.language](scene), *parts_in(scene)]
    told = {(d.subject, d.value) for d in named}
    found = named + [
        d for d in _ties(scene, scene.table.relations, "relation") if (d.subject, d.value) not in told
    ]
    return _with_grammar(scene, found, "relation")


def control_in(scene: Scene) -> list[Draft]:
    """Find who holds, has lost, besieges or governs a place by one sentence."""
    whole = without_apposed(_with_parties(scene)) if scene.table.language == "en" else _with_parties(scene)
    return _with_grammar(whole, _ties(whole, scene.table.control, "control"), "control")


def _with_grammar(scene: Scene, cued: list[Draft], kind: str) -> list[Draft]:
    """Put what the grammar of Arabic clauses reads before what the cues find: it is right where both tell one tie."""
    if scene.table.language != "ar":
        named = nominal_relations(scene) if kind == "relation" else nominal_control(scene)
        return cued + [d for d in named if not any(_same_ends(d, c) for c in cued)]
    read = grammar_in(scene, kind)
    if read and _taken_back(scene):
        read = [evolve(d, polarity="affirmed" if d.polarity == "negated" else "negated") for d in read]
    return read + [d for d in cued if not any(_other_end(d, r) for r in read)]


def _same_ends(one: Draft, told: Draft) -> bool:
    """Say whether two tell of the same two, near each other: the first was told already."""
    near = one.start < told.end and told.start < one.end
    return (
        near
        and one.property == told.property
        and (one.subject, one.value) in ((told.subject, told.value), (told.value, told.subject))
    )


_BELONGS: Final = ("part_of", "affiliated_with", "merged_into", "operates_in")
_HOLDS: Final = ("controls", "governs")


def _other_end(one: Draft, read: Draft) -> bool:
    """Say whether two tell one relation of the same words with other ends."""
    near = one.start < read.end and read.start < one.end
    if not near:
        return False
    if one.property != read.property:
        alike = any(one.property in row and read.property in row for row in (_BELONGS, MUTUAL, _HOLDS))
        return alike and one.subject == read.subject and one.value == read.value
    if (one.subject, one.value) == (read.subject, read.value):
        return read.polarity is not None and one.polarity != read.polarity
    return (one.subject == read.subject) != (one.value == read.value) or (one.subject, one.value) == (
        read.value,
        read.subject,
    )


@frozen(slots=True)
class _Hit:
    cue: Cue
    match: re.Match[str]
    order: int


def _ties(scene: Scene, cues: Sequence[Cue], kind: str) -> list[Draft]:
    """Try the cues of one sentence in the order of its words; of those that overlap, the first that has both ends."""
    text, one = scene.flat.text, scene.one
    if text[one.start : one.end].rstrip("\"')» ").endswith(("?", "؟")):
        return []  # who asks does not say
    if not scene.actors:
        # nobody is named here: only what "it" did, to nobody else, can be told, and only of somebody named before
        cues = (
            [cue for cue in cues if cue.object in _ALONE or cue.subject == "role_right"]
            if scene.earlier
            else ()
        )
    hits = [
        _Hit(cue, m, k) for k, cue in enumerate(cues) for m in cue.words.finditer(text, one.start, one.end)
    ]
    out: list[Draft] = []
    shut: list[tuple[int, int]] = []
    last: Ends | None = None
    field, whole = scene, scene
    if scene.table.language == "ar":
        field, whole = (
            with_stand_ins(scene, men=True, both=kind == "relation"),
            with_stand_ins(scene, men=False, both=True),
        )
    read = _READERS[scene.table.language]
    for hit in sorted(hits, key=lambda h: (h.match.start(), not _beyond(h.cue), -h.match.end(), h.order)):
        if any(s < hit.match.end() and hit.match.start() < e for s, e in shut):
            continue
        of_men = kind == "control" or hit.cue.is_ in _BY_MEN
        ends = read(field if of_men else whole, hit.cue, hit.match, last)
        made = [] if ends is None else _drafts(scene, hit, ends, kind)
        if made and ends is not None:
            if not _beyond(hit.cue):
                shut.append((hit.match.start(), _reach(hit, ends)))
                last = ends if hit.cue.is_ != "leader_of" else last
            out += made
    return out


def _beyond(cue: Cue) -> bool:
    """Say whether words tell beside their own tie of another end, behind it."""
    return "beyond_" in cue.subject or cue.object == "beyond_to"


def _reach(hit: _Hit, ends: Ends) -> int:
    """Say how far the words of a cue go; "contest the control of" has no other state of control in it."""
    end = hit.match.end()
    if hit.cue.is_ != "contests" or ends.objects is None:
        return end
    return max([end, *(n.start for n in ends.objects)])


def _drafts(scene: Scene, hit: _Hit, ends: Ends, kind: str) -> list[Draft]:
    """Make a draft of each pair of ends."""
    out = []
    words = scene.flat.plain[hit.match.start() : hit.match.end()].strip()
    is_ = hit.cue.is_
    negative = (hit.cue.negative != ends.negated) != _taken_back(scene)
    for subject, thing in _pairs(ends):
        if is_ == "governs" and thing is not None and _POST.search(thing.name) is not None:
            is_ = "controls"  # a checkpoint is held, whoever runs it
        if (
            subject.kind == "party"
            and kind == "control"
            and _OF_THEIRS.match(scene.flat.text, subject.end) is not None
        ):
            continue
        if is_unsure(scene, is_, hit.match.start(), [n for n in (subject, thing) if n is not None]):
            continue
        inside = [n for n in (subject, thing) if n is not None and scene.one.start <= n.start < scene.one.end]
        if _beyond(hit.cue):
            inside = [n for n in inside if n.start >= hit.match.start()]
        # what an earlier clause says of who is meant by "it" is not said of this
        inside = [n for n in inside if ";" not in scene.flat.text[n.end : hit.match.start()]]
        # "..., although they ...", "..., وكانت ...": what the clause before it negates is not this
        lead = scene.flat.text[: hit.match.start()]
        anew = _ANEW if scene.table.language == "ar" else _THOUGH
        inside = [n for n in inside if not (n.end < len(lead) and anew.search(lead, n.end) is not None)]
        start = min([hit.match.start(), *(n.start for n in inside)])
        end = max([hit.match.end(), *(n.end for n in inside)])
        what = "" if thing is None else f" {thing.name}"
        why = f"'{words}': {subject.name} {is_.replace('_', ' ')}{what}"
        out.append(
            Draft(
                kind, is_, None if thing is None else thing.name, start, end, why,
                polarity="negated" if negative else None, subject=subject.name,
            )
        )  # fmt: skip
    return out


def _taken_back(scene: Scene) -> bool:
    """Say whether the next sentence takes back what this one says was said: "We wrote that ... It has not." """
    text, one = scene.flat.text, scene.one
    if _TOLD.search(text, one.start, one.end) is None:
        return False
    return _BACK.match(text, one.end, min(len(text), one.end + 60)) is not None


def _pairs(ends: Ends) -> list[tuple[Named, Named | None]]:
    if ends.objects is None:
        return [(s, None) for s in ends.subjects]
    return [(s, o) for s in ends.subjects for o in ends.objects if s.name.casefold() != o.name.casefold()]


_WHICH_MEN: Final = re.compile(
    r"(?:(?:regular|southern|northern|eastern|western|federal|allied|mutinous|elite|loyalist|tribal|local|"
    r"foreign|pro-\w+|special) )$",
    re.IGNORECASE,
)
_FROM_THERE: Final = re.compile(
    r" from (?:the )?[A-Z][\w-]+(?=[,.;]| (?:who|have|has|had|took|seized|captured|entered|hold|held)\b)"
)


def _widened(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Take in the words that say which men: "regular troops", "rebels from Misrata"."""
    lead = _WHICH_MEN.search(scene.flat.text, max(scene.one.start, start - 16), start)
    where = _FROM_THERE.match(scene.flat.text, end, scene.one.end)
    return (start if lead is None else lead.start()), (end if where is None else where.end())


def _with_parties(scene: Scene) -> Scene:
    """Add those whom only a common noun names ("rebels", "gunmen"): they hold places, though they are no group."""
    found = []
    for m in scene.table.patterns["ends.parties"].finditer(scene.flat.text, scene.one.start, scene.one.end):
        start = m.start("who")
        start -= 2 if scene.flat.text[m.start() : start].endswith("ال") else 0
        own = _OWN.search(scene.flat.text, max(scene.one.start, start - 8), start)
        if scene.table.language == "en":
            start, end = _widened(scene, start, m.end())
            if own is None and not any(n.start < end and start < n.end for n in scene.actors):
                found.append(Named(scene.flat.plain[start:end], start, end, "party"))
            continue
        if own is None and not any(n.start < m.end() and start < n.end for n in scene.actors):
            found.append(Named(scene.flat.plain[start : m.end()], start, m.end(), "party"))
    if not found:
        return scene
    return evolve(scene, actors=tuple(sorted([*scene.actors, *found], key=lambda n: n.start)))
