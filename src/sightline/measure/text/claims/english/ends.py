"""Find who stands before an English verb, through relative clauses, dates, words between commas and "agreed to".

A name is an end only where nothing but light words stands between it and the verb; else nothing is suggested.
"""

import re
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.english.words import OF_GROUPS, is_men
from sightline.measure.text.claims.gaps import Walk, back, parenthesis
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.two_ends import NOBODY, Found
from sightline.measure.text.claims.whom import meant, the_two

NEGATIVE: Final = frozenset(
    "not never no nor neither refused refuses refusing declined declines failed denied denies rejected cannot".split()
)
_BE: Final = frozenset("is are was were been being be".split())
_FINITE: Final = frozenset("is are was were has have had".split())
_PRONOUN: Final = re.compile(
    r"(?:^|[\s\"'(])(it|they|we|both|the two|the former|the latter|the first|the second|"
    r"(?:both|the two) (?:groups|factions|wings|sides|brigades|militias|movements|parties|forces|"
    r"formations|battalions)|"
    r"(?:the|this) (?:new )?(?:group|faction|militia|formation|organi[sz]ation|outfit))$",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"together with|along ?side|with (?:the )?(?:help|support|backing|assistance)|in |jointly|backed|assisted"
)
"""Words that tell at the end of a clause who stood beside its subject."""
_BETWEEN: Final = re.compile(r"\b(?:between|among)\s(?:the\s)?$", re.IGNORECASE)
_OF_ANOTHER: Final = re.compile(
    r"\b(?:allied (?:with|to)|backed by|supported by|loyal to|affiliated (?:with|to)|linked to|close to|part of|"
    r"members? of|branch of|wing of|ally of|allies of)\s(?:the\s)?$"
)
_GROUP: Final = re.compile(
    r"\b(?:[Tt]he|[Tt]his) (?:new |same )?(?:group|faction|militia|formation|organi[sz]ation|outfit|"
    r"alliance|coalition)(?= (?!of\b|called\b))"
)
_ABOUT: Final = re.compile(r",\s(?:an?|the|one)\s[a-z0-9 -]{3,60}$")
_WITH_FORCES: Final = re.compile(
    r"(?:'s?)?\s(?:\w+\s)?(?:forces|fighters|men|troops|units|militants|rebels|insurgents|jihadists|guerrillas|"
    r"gunmen|soldiers|columns|aircraft|jets|planes|warplanes|"
    r"helicopters|artillery|tanks|convoys|drones|gunners|snipers)$"
)
_OWN: Final = re.compile(
    r"(?:^|[\s\"'(])(its|their|our|whose|his) (?:\w+ )?(?:fighters|forces|men|troops|units|members|militiamen|"
    r"leadership|"
    r"command|commanders?|leaders?)$",
    re.IGNORECASE,
)
_ONE_MAN: Final = re.compile(r"(?:leader|commander|leadership)$", re.IGNORECASE)
_GERUND: Final = re.compile(r"\w+ing\b|in\b", re.IGNORECASE)
_RELATIVE: Final = re.compile(r",?\s*\b(?:which|that|who)$")
_GOES_ON: Final = re.compile(r"(?:,|\b(?:and|but|then|before|after))$", re.IGNORECASE)
_ASIDE: Final = re.compile(
    r"(?:which|who|whose|an?|the|one|heir|successor|led|headed|backed|part|formerly|previously|once|known|also|"
    r"then|now|allied|active|"
    r"based|itself|along|together|meanwhile|however|like|with|under|including|according|long|not|still|affiliated|"
    r"another|its|both|allies|rivals|two|three|enemies|neighbours|in|on|at|by|after|for|said|says|founded|formed|"
    r"supported|loyal|renamed|of|fighting|alongside)\b",
    re.IGNORECASE,
)
_HEIR: Final = re.compile(
    r",\s(?:a |the |an )?(?:heir|successor|rival|ally|enemy|neighbour) (?:of|to)\s[^,;.]{3,60},$"
)
"""Words between commas that name somebody else than who acts."""
_PERSONS: Final = re.compile(
    r"\b(?:commanders?|officers?|fighters?|members?|spokesm[ae]n|spokeswoman|spokesperson|officials?|judges?|"
    r"defectors?|"
    r"veterans?|prisoners?|m[ae]n|dozens|hundreds|some|many|most|groups?|factions?|parts?|splinters?|offshoots?|"
    r"wings?|cells?|units?|battalions?|"
    r"soldiers?|troops|leaders?|emir|chief|head|founder|deputy|remnants|elements|one|two|three|several|none|few)\s"
    r"(?:\w+\s)?(?:of|from|in|for|with)\s(?:the\s)?$",
    re.IGNORECASE,
)
_SPEAKS_FOR_ALL: Final = re.compile(
    r"\b(?:leader|commander|emir|chief|head|leaders|commanders)\s(?:of|from)\s(?:the\s)?$", re.IGNORECASE
)
_LED: Final = re.compile(r"\b(?:of|with|against|by|to|from|for|in|including|between)\s(?:the\s)?$")
_NOR_IT: Final = re.compile(r"\bnor\s\w+\s(?:it|they)\s$")
_IF: Final = re.compile(
    r"\b(?:if|unless|whether|should|in case|would|had)\s(?:the\s|both\s)?$", re.IGNORECASE
)
WHOLE: Final = ("part_of", "split_from", "merged_into", "dissolved", "renamed", "succeeded_by", "affiliated_with",
                "pledged_to", "leader_of")  # fmt: skip


def actors_left(scene: Scene, cue: Cue, m: re.Match[str], last: list[Named], *, pair: bool) -> Found:
    """Find who stands before a verb."""
    flat, low, light = scene.flat, scene.one.start, scene.table.sets["ends.before"]
    if _NOR_IT.search(flat.text, max(low, m.start() - 16), m.start()) is not None:
        return NOBODY
    ends = {n.end: i for i, n in enumerate(scene.actors)}
    walk = back(flat.text, low, m.start(), light, ends)
    if cue.active and walk.words[-1:] and walk.words[-1] in _BE and _GERUND.match(m[0]) is None:
        return NOBODY
    negated = _negates(walk)
    if walk.words[:2] in (("the", "former"), ("the", "latter")):
        two = the_two(scene, walk.at)
        return Found(tuple(two[:1] if walk.words[1] == "former" else two[1:]), negated)
    group = _GROUP.search(flat.text, max(low, walk.at - 2), m.start())
    if walk.at not in ends and group is not None:
        told = meant(scene, group.start())
        return Found(tuple(told if all(n.kind != "party" for n in told) else only_named(scene)), negated)
    if walk.at in ends:
        if walk.words[:1] == ("to",) or walk.words[-2:] == ("only", "to"):
            return NOBODY
        return _taken(scene, cue, ends[walk.at], negated=negated)
    whole = _WITH_FORCES.search(flat.text, max(low, walk.at - 40), walk.at)
    if whole is not None and whole.start() in ends and cue.is_ != "split_from":
        return _taken(scene, cue, ends[whole.start()], negated=negated)
    lead = flat.text[low : walk.at]
    # behind "is" and "has" a comma closes words between commas; it opens no apposition
    loose = evolve(cue, apposed=False) if any(w in _FINITE for w in walk.words) else cue
    found = _skipping(scene, loose, walk.at, ends)
    if found is not None:
        return _taken(scene, cue, found[0], negated=negated, apart=found[1])
    beside = cue.is_ in ("allied_with", "fights") and _BESIDE.match(m[0]) is not None
    if beside and _PRONOUN.search(lead) is None and not re.search(r"[;:]", lead):
        opening = [n for n in scene.actors[:1] if n.end <= walk.at and n.start - low <= 8]
        return Found(tuple(last or opening), negated)
    return _later(scene, cue, walk.at, lead, last, negated=negated, pair=pair)


def only_named(scene: Scene) -> list[Named]:
    """Give the one group that was named before the sentence; nobody where there were several."""
    named = [n for n in scene.earlier if n.kind != "party"]
    return named[-1:] if len({n.name.casefold() for n in named}) == 1 else []


def _skipping(scene: Scene, cue: Cue, at: int, ends: dict[int, int]) -> tuple[int, bool] | None:
    """Step over "which", over a comma before an apposition and over words between commas, to the name before them.

    :returns: the index of the name, and whether an apposition to it alone leads there
    """
    text, low = scene.flat.text, scene.one.start
    apart = False
    for _ in range(4):
        relative = _RELATIVE.search(text, max(low, at - 12), at)
        if relative is not None:
            at = _clean(text, low, relative.start())
            about = _ABOUT.search(text, max(low, at - 70), at) if at not in ends else None
            at = at if about is None else _clean(text, low, about.start())
        elif text[at - 1 : at] == "," and _closes_list(scene, ends.get(_clean(text, low, at - 1))):
            at = _clean(text, low, at - 1)
        elif (told := parenthesis(text, low, at, _is_relative)) is not None:
            at = _clean(text, low, told)
        elif (
            cue.apposed
            and text[at - 1 : at] == ","
            and _clean(text, low, at - 1) in ends
            and _HEIR.search(text, max(low, at - 90), at) is None
        ):
            at, apart = _clean(text, low, at - 1), True
        else:
            start = parenthesis(text, low, at, lambda words: _ASIDE.match(words) is not None)
            if start is None:
                return None
            inner = _named_inside(scene, start, at)
            if inner is not None:
                return inner, True
            at = _clean(text, low, start)
        if at in ends:
            return ends[at], apart
    return None


def _is_relative(words: str) -> bool:
    return words.startswith(("which ", "who ", "whose ", "that "))


def _named_inside(scene: Scene, start: int, end: int) -> int | None:
    """Give the name that the words between two commas are: "its northern branch, the Tamsa Column, refuses"."""
    inner = scene.flat.text[start + 1 : end - 1]
    for i, each in enumerate(scene.actors):
        if start < each.start and each.end < end:
            rest = inner[: each.start - start - 1] + inner[each.end - start - 1 :]
            before = scene.actors[i - 1] if i > 0 else None
            direct = before is not None and _clean(scene.flat.text, 0, start) == before.end
            return i if rest.strip() in ("", "the") and not direct else None
    return None


def _closes_list(scene: Scene, i: int | None) -> bool:
    """Say whether a name before a comma is the last one of a list: "A, B and C, have merged"."""
    if i is None:
        return False
    listed = coordinated(scene.flat.text, scene.actors, i, back=True)
    lead = scene.flat.text[max(scene.one.start, listed[0].start - 14) : listed[0].start]
    return len(listed) > 1 and _LED.search(lead) is None


def _taken(scene: Scene, cue: Cue, i: int, *, negated: bool, apart: bool = False) -> Found:
    """Take a name before a verb, and those that are listed with it, unless somebody of it is the one who acts."""
    text = scene.flat.text
    listed = one_breath(text, coordinated(text, scene.actors, i, back=True), first=False)
    lead = text[max(scene.one.start, listed[0].start - 60) : listed[0].start]
    if _IF.search(lead) is not None or _BETWEEN.search(lead) is not None:
        return NOBODY
    if cue.is_ in OF_GROUPS and listed[-1].kind == "party" and is_men(listed[-1].name):
        return NOBODY
    if not cue.apposed and _OF_ANOTHER.search(lead) is not None:
        return NOBODY
    if cue.is_ in WHOLE and not apart and len(listed) == 1 and _PERSONS.search(lead) is not None:  # noqa: SIM102
        if cue.is_ != "pledged_to" or _SPEAKS_FOR_ALL.search(lead) is None:
            return NOBODY
    return Found(tuple(listed), negated or re.search(r"\b[Nn]either (?:the )?$", lead) is not None)


def _later(
    scene: Scene, cue: Cue, at: int, lead: str, last: list[Named], *, negated: bool, pair: bool
) -> Found:
    """Find whom "it" or "its fighters" means, or who acts on in "..., joined it and left it again"."""
    if _IF.search(lead.removesuffix("it").removesuffix("they")) is not None:
        return NOBODY
    pronoun = _PRONOUN.search(lead)
    if pronoun is None and cue.apposed and lead.endswith(","):
        pronoun = _PRONOUN.search(lead[:-1])
    if pronoun is not None:
        word, start = pronoun[1].casefold(), scene.one.start + pronoun.start(1)
        if word.startswith(("both", "the two")) or word in (
            "the former",
            "the latter",
            "the first",
            "the second",
        ):
            before = evolve(scene, actors=()) if word in ("the first", "the second") else scene
            two = the_two(before, start)
            if pair or len(two) == 2:
                keep = {"former": two[:1], "latter": two[1:], "first": two[:1], "second": two[1:]}
                return Found(tuple(keep.get(word.split()[-1], two)), negated)
            return NOBODY
        if word == "we":
            return Found(tuple(_speaker(scene, at)), negated)
        if pair:
            two = meant(scene, start)
            return Found(tuple(two if len(two) == 2 else the_two(scene, start)), negated)
        return Found(tuple(meant(scene, start)), negated)
    own = _OWN.search(lead)
    if (
        own is not None
        and cue.is_ in ("lost", "controls", "besieges")
        and _ONE_MAN.search(own[0]) is not None
    ):
        return NOBODY
    if own is not None:
        start = scene.one.start + own.start(1)
        return Found(tuple(meant(scene, start)), negated)
    if _GOES_ON.search(lead) is not None and not (cue.apposed and lead.endswith(",")):
        if last:
            apart = ";" in scene.flat.text[max(scene.one.start, last[-1].end) : at]
            return NOBODY if apart else Found(tuple(last), negated)
        first = scene.actors[:1]
        if first and first[0].end < at and len(scene.flat.text[scene.one.start : first[0].start]) <= 24:
            head = scene.flat.text[scene.one.start : first[0].start]
            between = scene.flat.text[first[0].end : at]
            if re.fullmatch(r"\W*(?:\w+\W+){0,4}", head) and not re.search(
                r"\b(?:of|for|from|with|by|in)\s(?:the\s)?$", head
            ) and not re.search(r"\b(?:that|who|which|whose|says?|said)\b|[;:]", between):  # fmt: skip
                return _taken(scene, cue, 0, negated=negated)
    return NOBODY


def one_breath(text: str, listed: list[Named], *, first: bool) -> list[Named]:
    """Leave out a second name behind ", and": it begins a clause of its own."""
    if len(listed) == 2 and "," in text[listed[0].end : listed[1].start]:
        return listed[:1] if first else listed[1:]
    return listed


def _speaker(scene: Scene, at: int) -> list[Named]:
    """Find who says "we": the group named behind the quoted words, else the one spoken of."""
    behind = [n for n in scene.actors if n.start > at]
    close = scene.flat.text.find('"', at, scene.one.end)
    spoken = [n for n in behind if 0 <= close < n.start]
    return spoken[:1] or meant(scene, at)


def _negates(walk: Walk) -> bool:
    return any(w in NEGATIVE or w.endswith("n't") for w in walk.words)


def _clean(text: str, low: int, at: int) -> int:
    while at > low and (text[at - 1].isspace() or text[at - 1] in "\"')]»"):
        at -= 1
    return at
