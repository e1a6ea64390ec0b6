"""Find to whom an English verb leads behind it: a name, the two behind "between", an office, or what is signed."""

import re
from typing import Final

from sightline.measure.text.claims.english.ends import WHOLE, one_breath
from sightline.measure.text.claims.gaps import forth
from sightline.measure.text.claims.leaders import person_behind
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.scene import Scene
from sightline.measure.text.claims.two_ends import NOBODY, Found
from sightline.measure.text.claims.whom import other_than, the_two

_SLOT: Final = re.compile(r"[A-Z][\w'-]*(?: (?:of (?:the )?|for (?:the )?)?[A-Z][\w'-]*){0,4}")
_ROLE: Final = re.compile(
    r"\s(?:an?|the|its|their)\s((?:[a-z-]+ ){0,4}?[a-z-]+(?: (?:of|from) the [A-Z][\w-]*"
    r"(?: (?:of (?:the )?)?[A-Z][\w-]*){0,4})?)(?=\s?[,.;)]|$|\swho|\sfrom|\sand\s|\sin\s|\ssince)"
)
_ROLE_BEFORE: Final = re.compile(
    r"(?:^|[,;:.] |\band )(?:[Aa]n?|[Tt]he|[Ii]ts)?\s?((?:[a-z-]+ ){0,4}[a-z-]{3,}),?(?: who| now| once){0,2}\s*$"
)
_OF_ITS: Final = re.compile(
    r"'s? (?!(?:\w+ )?(?:leader|leadership|emir|head|chief|command|commander|ranks|forces|fighters|men|banner|"
    r"umbrella|"
    r"wing|structures|military council|central command)\b)[a-z]"
)
"""Behind a name: what is whose, so that the name itself is not the end."""
_YEAR: Final = re.compile(r"(?<=\s)(?P<year>(?:19|20)\d\d)\s$")
_DEED: Final = (
    r"(?:Agreement|Accords?|Understanding|Charter|Memorandum|Pact|Declaration|Document|Treaty|Protocol|Covenant|"
    r"Deal|Truce|"
    r"Statement|Communiqué|Roadmap|Initiative)"
)
_TITLED_THING: Final = re.compile(
    rf"(?:[A-Z][\w'-]+ ){{1,4}}{_DEED}(?: of (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)?)?|{_DEED} (?:of|for|on) "
    rf"(?:the )?[A-Z][\w-]+(?: (?:of |and )?[A-Z][\w-]+){{0,2}}"
)
_NO_ROLE: Final = re.compile(
    r"\b(?:it|they|he|she|we|who|which|and|was|is|are|were|has|have|formerly|by|to)\b"
)


def actors_right(scene: Scene, cue: Cue, m: re.Match[str], subjects: tuple[Named, ...]) -> Found:
    """Find to whom a verb leads behind it."""
    text, high = scene.flat.text, scene.one.end
    starts = {n.start: i for i, n in enumerate(scene.actors)}
    walk = forth(text, m.end(), high, scene.table.sets["ends.behind"], starts)
    negated = any(w in ("no", "neither", "not") for w in walk.words)
    if walk.at in starts:
        of = _whose(scene, starts[walk.at])
        if of is not None:
            return Found((of,), negated)
        listed = coordinated(text, scene.actors, starts[walk.at], back=False)
        if cue.is_ in WHOLE and _OF_ITS.match(text, listed[-1].end) is not None:
            return NOBODY
        return Found(tuple(one_breath(text, listed, first=True)), negated)
    it = re.match(
        r"(?:it|them|him)\b(?! (?:had|has|was|is|would|did|were|have|self))", text[walk.at : walk.at + 24]
    )
    if it is not None and (cue.is_ not in ("fights", "signed") or not walk.words):
        return Found(tuple(other_than(scene, subjects, m.start())), negated)
    return NOBODY


def _whose(scene: Scene, i: int) -> Named | None:
    """Give the second of "the army's new Desert Division": what is whose, not whose it is."""
    if i + 1 == len(scene.actors):
        return None
    first, second = scene.actors[i], scene.actors[i + 1]
    between = scene.flat.text[first.end : second.start]
    return second if re.fullmatch(r"'s?\s(?:[a-z-]+\s){0,3}", between) is not None else None


def slot_right(scene: Scene, cue: Cue, m: re.Match[str]) -> Found:
    """Take a name without a unit word, where the verb takes nothing but a group: "pledged allegiance to the "
    "Wolves"."""
    text, high = scene.flat.text, scene.one.end
    if cue.is_ not in WHOLE:
        return NOBODY
    walk = forth(text, m.end(), high, scene.table.sets["ends.behind"], ())
    name = _SLOT.match(text, walk.at, high)
    if name is None or name[0].split()[0] in scene.table.sets["actors.openers"]:
        return NOBODY
    if any(n.start < name.end() and name.start() < n.end for n in (*scene.places, *scene.actors)):
        return NOBODY
    if name[0].split()[-1] in scene.table.sets["actors.not_heads"]:
        return NOBODY
    several, lower = " " in name[0], re.match(r"\s[a-z]", text[name.end() : name.end() + 2]) is not None
    if cue.is_ == "renamed":
        named = several or not lower
    else:
        named = walk.words[-1:] == ("the",) and (several or (name[0].endswith("s") and not lower))
    return Found((Named(scene.flat.plain[slice(*name.span())], *name.span(), "slot"),)) if named else NOBODY


def pair_right(scene: Scene, m: re.Match[str]) -> Found:
    """Find the two behind "between"."""
    starts = {n.start: i for i, n in enumerate(scene.actors)}
    walk = forth(scene.flat.text, m.end(), scene.one.end, scene.table.sets["ends.behind"], starts)
    if walk.at not in starts:
        if (
            re.match(r"(?:the two|both|them)\b", scene.flat.text[walk.at : walk.at + 12])
            or "two" in walk.words[:2]
        ):
            return Found(tuple(the_two(scene, m.start())))
        return NOBODY
    first = scene.actors[starts[walk.at]]
    joined = re.compile(r",? (?:and|&|against) ").match(scene.flat.text, first.end, scene.one.end)
    if joined is None:
        return NOBODY
    behind = forth(scene.flat.text, joined.end(), scene.one.end, scene.table.sets["ends.behind"], starts)
    second = scene.actors[starts[behind.at]] if behind.at in starts else None
    return NOBODY if second is None else Found((first, second))


def role_left(scene: Scene, m: re.Match[str]) -> Found:
    """Find an office or a description before "leads": never a person's name."""
    lead = scene.flat.text[scene.one.start : m.start()]
    found = _ROLE_BEFORE.search(lead)
    if found is None or found[1].lower() in ("the", "its") or _NO_ROLE.search(found[1]) is not None:
        return NOBODY
    start = scene.one.start + found.start(1)
    return Found(
        (Named(scene.flat.plain[start : start + len(found[1])], start, start + len(found[1]), "role"),)
    )


def role_right(scene: Scene, m: re.Match[str]) -> Found:
    """Find a person behind "led by", else an office or a description."""
    person = person_behind(scene, m.end())
    if person is not None:
        return Found((person,))
    found = _ROLE.match(scene.flat.text, m.end(), min(scene.one.end, m.end() + 90))
    if found is None:
        return NOBODY
    return Found(
        (Named(scene.flat.plain[found.start(1) : found.end(1)], found.start(1), found.end(1), "role"),)
    )


def thing_right(scene: Scene, m: re.Match[str]) -> Found:
    """Find what is signed."""
    end = min(scene.one.end, m.end() + 60)
    titled = _TITLED_THING.search(scene.flat.text, m.end(), min(scene.one.end, m.end() + 90))
    if titled is not None and not re.search(r"[,;:]", scene.flat.text[m.end() : titled.start()]):
        return Found((Named(scene.flat.plain[slice(*titled.span())], *titled.span(), "thing"),))
    thing = scene.table.patterns["things"].search(scene.flat.text, m.end(), end)
    if thing is None or re.search(r"[,;:]", scene.flat.text[m.end() : thing.start()]):
        return NOBODY
    year = _YEAR.search(scene.flat.text, m.end(), thing.start())
    start = thing.start() if year is None else year.start("year")
    return Found((Named(scene.flat.plain[start : thing.end()], start, thing.end(), "thing"),))
