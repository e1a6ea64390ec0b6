"""Tell which actors or places an English noun phrase means: a name, "its fighters", "the group", "both", "his "
"men"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from attrs import define, evolve

from sightline.measure.text.claims.english.ends import one_breath
from sightline.measure.text.claims.english.phrases import Phrase
from sightline.measure.text.claims.english.words import ANY_GROUP, GROUPS, MEN, REDUCED, SPEAKING, WHOLE_OF
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.place_ends import last_place
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.whom import meant, the_two

CONTROL: Final = ("controls", "lost", "besieges", "governs", "contests")
_BY_MEN: Final = (*CONTROL, "fights", "allied_with", "operates_in", "pledged_to", "signed")
_IF: Final = ("if", "unless", "whether")
_APPOSED: Final = re.compile(r",? \(?(?:an?|one of the|another) (?:[a-z-]+ ){0,3}$")
_OFFICER_OF: Final = re.compile(
    r"\b(?:commander|spokesman|spokeswoman|spokesperson|officer|leader|emir|chief|head|chairman|official|"
    r"coordinator|fighter|member|"
    r"deputy|captain|general|colonel)(?: [\w' ]{1,20})? (?:of|for|from|in) (?:the )?$"
)
_OF_OFFICER: Final = re.compile(
    r"'s? (?:[a-z]+ )?(?:commander|spokesman|spokeswoman|leader|emir|chief|head|chairman|deputy)\b"
)
MEN_OF: Final = ("troops", "forces", "ranks", "last")
OPENING: Final = ("after", "before", "since", "until", "as", "because", "than", "that")


@define(slots=True)
class Walk:
    """Where a walk back from a verb stands, and what it has learnt on its way."""

    scene: Scene
    cue: Cue
    row: list[Phrase]
    negated: bool = False
    apposed: bool = False
    """Whether what stands before the cue may be an apposition or a participle, without a verb of its own."""
    places: bool = False
    """Whether a place is sought, and no actor."""
    opening: bool = True
    """Whether only words of the cue itself were gone over so far."""
    steps: int = 0


def near(names: Sequence[Named], at: int, within: int) -> Sequence[Named]:
    """Give the names that begin at most so many characters behind a place, of many in their order."""
    low = bisect_left(names, at, key=lambda n: n.start)
    return names[low : bisect_left(names, at + within, low, key=lambda n: n.start)]


def without_apposed(scene: Scene) -> Scene:
    """Leave out common nouns that only say more of the name before them: "the Corps, a local militia"."""
    text = scene.flat.text
    kept = []
    ends = {o.end: o for o in scene.actors}
    for n in scene.actors:
        lead = text[max(scene.one.start, n.start - 40) : n.start] if n.kind == "party" else ""
        if n.kind == "party" and (o := ends.get(n.start - 1)) is not None and o.kind == "name":
            continue  # "the M23 rebels"
        m = _APPOSED.search(lead)
        if m is None or n.start - len(m[0]) not in ends:
            kept.append(n)
    return scene if len(kept) == len(scene.actors) else evolve(scene, actors=tuple(kept))


def first_of(walk: Walk, i: int) -> int:
    """Give the phrase of the first of the actors that are listed together with one."""
    if walk.row[i].kind != "actor":
        return i
    scene = walk.scene
    start = coordinated(scene.flat.text, scene.actors, walk.row[i].at, back=True)[0].start
    return next((k for k, p in enumerate(walk.row[:i]) if p.start <= start < p.end), i)


def resolved(walk: Walk, i: int, *, apposed: bool = False) -> list[Named]:
    """Give the actors (or the places, where those are sought) that a noun phrase means."""
    row = walk.row
    if walk.places:
        return _place(walk, i, apposed=apposed)
    if _supposed(row, i):
        return []
    first = first_of(walk, i)
    before = row[first - 1] if first > 0 else None
    match row[i].kind:
        case "actor":
            return _actor(walk, row[i], first, apposed=apposed)
        case "pronoun":
            return _pronoun(walk, row[i], before)
        case "noun":
            return _common(walk, i, before)
        case _:
            return []


def _actor(walk: Walk, one: Phrase, first: int, *, apposed: bool) -> list[Named]:
    """Give a name and those listed with it, unless what stands before them makes them no subject."""
    scene = walk.scene
    before = walk.row[first - 1] if first > 0 else None
    if before is not None and before.kind == "own":
        return []
    if before is not None and not apposed:
        if before.kind == "prep" and before.head == "of" and first > 1:
            return _of(walk, first, one)
        if before.kind == "prep" and before.head not in OPENING:
            return loyal(walk, first, one)
        if before.kind == "verb" and not _may_precede(before):
            return []
    walk.negated = walk.negated or (before is not None and before.head in ("neither", "nor"))
    listed = coordinated(scene.flat.text, scene.actors, one.at, back=True)
    return one_breath(scene.flat.text, listed, first=False)


def _common(walk: Walk, i: int, before: Phrase | None) -> list[Named]:
    """Give whom a common noun means: "both groups", "his men", "A's fighters", "its forces", ", a group that"."""
    row, scene, one = walk.row, walk.scene, walk.row[i]
    is_ = walk.cue.is_
    by_men = is_ in _BY_MEN
    if one.words[0] == "both" or one.words[:2] == ("the", "two"):
        return the_two(scene, one.start) if one.head in ("both", "two") or one.head.endswith("s") else []
    if one.words[0] in ("his", "her"):
        return _his(walk, one) if one.head in MEN | ANY_GROUP | {"unit", "brigade", "battalion"} else []
    if before is not None and before.kind in ("own", "actor") and one.head in MEN:
        owner = row[i - 2] if before.kind == "own" and i > 1 else before
        all_of = one.head in WHOLE_OF and not (is_ == "split_from" and one.head in MEN_OF)
        return [scene.actors[owner.at]] if owner.kind == "actor" and (by_men or all_of) else []
    if one.words[0] in ("its", "their"):
        men = one.head in MEN and (by_men or one.head in WHOLE_OF)
        heads = is_ == "split_from" and one.head in ("founders", "leaders", "leadership")
        return meant(scene, one.start) if men or heads else []
    told = row[i - 2] if i > 1 and before is not None and before.head in (",", "-") else None
    if told is not None and told.kind == "actor" and one.words[0] in ("a", "an", "the", "one", "another"):
        return [scene.actors[told.at]] if one.head in GROUPS or walk.apposed else []
    again = one.head in ANY_GROUP and one.words[0] in ("the", "this", "that") and len(one.words) < 4
    if again and "new" not in one.words:
        groups = [n for n in meant(scene, one.start) if n.kind != "party"]
        return groups if len(groups) == 1 else []
    return []


def _place(walk: Walk, i: int, *, apposed: bool) -> list[Named]:
    """Give the places that a noun phrase means: named, "the town", "it", or one that nobody knew."""
    row, scene = walk.row, walk.scene
    one = row[i]
    before = row[i - 1] if i > 0 else None
    if not apposed and before is not None and before.kind in ("prep", "own") and before.head not in OPENING:
        whole = (
            before.head == "of"
            and i > 1
            and scene.table.patterns["places"].fullmatch(row[i - 2].head) is not None
        )
        if not whole:
            return []
    if one.kind == "place":
        return coordinated(scene.flat.text, scene.places, one.at, back=True)
    if one.kind == "pronoun" and one.head in ("it", "which"):
        return last_place(scene, one.start)
    if one.kind == "name" and (before is None or before.kind in ("mark", "conj")) and len(one.words) < 4:
        opener = scene.flat.text[one.start : one.end].split()[0] in scene.table.sets["actors.openers"]
        return [] if opener else [Named(scene.flat.plain[one.start : one.end], one.start, one.end, "place")]
    if one.kind == "noun" and scene.table.patterns["places"].fullmatch(one.head) is not None:
        return last_place(scene, one.start)
    return []


def _supposed(row: list[Phrase], i: int) -> bool:
    """Say whether a clause only asks or supposes: "whether the group still holds", "if A joins"."""
    j = i - 1
    while j >= 0 and i - j < 4 and row[j].kind not in ("mark", "conj", "verb"):
        if row[j].head in _IF:
            return True
        j -= 1
    return False


def _may_precede(verb: Phrase) -> bool:
    return verb.head in SPEAKING or verb.form == "aux"


def loyal(walk: Walk, i: int, one: Phrase) -> list[Named]:
    """Read "forces aligned with A seized": what men of one side do at places, their side does."""
    row = walk.row
    j = i - 2
    if row[i - 1].head == "from" and (j < 0 or row[j].kind != "noun" or walk.cue.is_ not in _BY_MEN):
        return []
    if j >= 1 and row[j].kind == "verb" and row[j].head in REDUCED:
        j -= 1
    elif j >= 0 and row[j].kind == "noun" and row[j].head in ("loyal", "close"):
        return [walk.scene.actors[one.at]] if walk.cue.is_ in CONTROL and row[j].words[0] in MEN else []
    if (
        j >= 0
        and row[j].kind in ("noun", "name")
        and row[j].head in MEN
        and walk.cue.is_ in (*CONTROL, "fights")
    ):
        return coordinated(walk.scene.flat.text, walk.scene.actors, one.at, back=True)
    return []


def _of(walk: Walk, i: int, one: Phrase) -> list[Named]:
    """Read "fighters of A", "the last of A", "remnants of A": who acts is A, for what men do or for all of it."""
    row, scene = walk.row, walk.scene
    noun = row[i - 2]
    if noun.kind not in ("noun", "adverb", "date"):
        return []
    if noun.head in MEN and (walk.cue.is_ in _BY_MEN or noun.head in WHOLE_OF):
        return [scene.actors[one.at]]
    return []


def _his(walk: Walk, one: Phrase) -> list[Named]:
    """Give whose "his men" are: of the group whose officer or spokesman the sentence speaks of."""
    text, low = walk.scene.flat.text, walk.scene.one.start
    own = near(walk.scene.actors, one.start - 240, 240)
    led = [
        n
        for n in own
        if _OFFICER_OF.search(text, max(low, n.start - 50), n.start) or _OF_OFFICER.match(text, n.end)
    ]
    return led if len({n.name for n in led}) == 1 and len(led) == 1 else []


def _pronoun(walk: Walk, one: Phrase, before: Phrase | None) -> list[Named]:
    word = one.head
    if word in ("itself", "themselves", "he", "she", "i", "you", "him", "her", "us", "them", "we"):
        return []
    if before is not None and before.kind == "prep" and before.head not in OPENING:
        return []
    found = meant(walk.scene, one.start)
    if word == "it" and len(found) > 1:
        return []
    return found
