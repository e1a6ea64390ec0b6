"""Find the place that is taken, left or besieged: by name, as "the town" or "it", or a part such as a bridge."""

import re
from collections.abc import Sequence
from typing import Final

from sightline.measure.text.claims.gaps import back, forth, parenthesis
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.scene import Scene

_HOLDING_WORDS: Final = 3
_CAPITAL: Final = re.compile(r"(?:[aA]l-)?[A-Z][\w'-]+(?: (?:[aA]l-)?[A-Z][\w'-]+){0,2}")
_SURE: Final = ("controls", "besieges", "lost")
_TAKES_NAME: Final = re.compile(
    r"captur|seiz|ret[ao]ok|control|besieg|encircl|withdr|liberat|overr|pulled out|regain|occup|took over|siege|"
    r"holds?\b|held\b",
    re.IGNORECASE,
)
_DETERMINER: Final = re.compile(
    r"\s*(?:(?:one|two|three|four|five|six|some|several|many|half|parts?) of\s)?"
    r"(?:(?:the|its|their|his|a|an|another|this|that|all|most|both|of)\s)*",
    re.IGNORECASE,
)
_BASED: Final = re.compile(
    r"\b(?:based|headquartered|stationed|active|operates|operating) (?:mainly |mostly )?(?:in|around|near)\s$"
)
_NO_PLACE: Final = re.compile(r"\s(?:responsible|hostage|prisoner|accountable|captive)\b")
_ASIDE: Final = re.compile(
    r"\b(?:(?<!withdrew )(?<!withdrawn )(?<!retreated )(?<!driven )(?<!expelled )(?<!fled )(?<!gone )(?<!retreat )"
    r"(?<!withdrawal )from|towards?|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)? of|(?:road|way) "
    r"(?:from|to)|"
    r"hills around|bound for|outside)\s(?:the\s)?$",
    re.IGNORECASE,
)
_OF_NAME: Final = re.compile(
    r"\s(?:camp|quarter|countryside|province|governorate|road|highway|base|airport|dam|refinery|neighbourhood|"
    r"district|"
    r"border|market|hospital|bridge|front|valley|mountains?|plain|region|crossing|prison|street|square)s?\b",
    re.IGNORECASE,
)
_IN_PLACE: Final = re.compile(
    r"\s(?:in|at|near)\s(?P<place>(?:(?:[aA]l-)?[A-Z][\w'-]+)(?:\s(?:[aA]l-)?[A-Z][\w'-]+){0,2})"
)
_AND: Final = re.compile(r" and (?:the |its |a |their )?(?P<name>(?:[a-z]+ ){0,2}?)(?=[a-z])")
_IT: Final = re.compile(r"(?:it|there)\b", re.IGNORECASE)


def place_right(scene: Scene, cue: Cue, at: int) -> list[Named]:
    """Find the places behind a verb: named, meant by "the town", a part of one, or named but not known."""
    text, high = scene.flat.text, scene.one.end
    starts = {n.start: i for i, n in enumerate(scene.places)}
    light = scene.table.sets["ends.place"]
    walk = forth(text, at, high, light, starts)
    held = None if cue.is_ == "operates_in" else _holding(scene, at)
    if walk.at in starts and (held is None or held.start > walk.at):
        return coordinated(text, scene.places, starts[walk.at], back=False)
    if held is not None:
        return _around(scene, cue, held) or [_with_place(scene, held), *_one_more(scene, held)]
    common = scene.table.patterns["places"].search(text, at, min(high, walk.at + 14))
    if (
        common is not None
        and text[at : common.start()].count(" ") <= 7
        and not re.search(r"[,.;:]", text[at : common.start()])
    ):
        return last_place(scene, common.start())
    if _IT.match(text, walk.at) is not None and not re.match(
        r"\s?(?:it|them) (?:had|has|is|was|would)", text[walk.at : walk.at + 12]
    ):
        return last_place(scene, walk.at)
    return _unknown(scene, cue, walk.at)


def place_left(scene: Scene, cue: Cue, at: int) -> list[Named]:
    """Find the place before "was captured by", "fell to", ", besieged by"."""
    text, low = scene.flat.text, scene.one.start
    ends = {n.end: i for i, n in enumerate(scene.places)}
    common = {m.end(): m for m in scene.table.patterns["places"].finditer(text, low, at)}
    holdings = {m.end(): m for m in scene.table.patterns["holdings"].finditer(text, low, at)}
    p = at
    for _ in range(3):
        walk = back(text, low, p, scene.table.sets["ends.before"], {*ends, *common, *holdings})
        p = walk.at
        if p in ends:
            return coordinated(text, scene.places, ends[p], back=True)
        if p in holdings:
            return [_widened(scene, holdings[p])]
        if p in common:
            return last_place(scene, common[p].start())
        if re.search(r"(?:^|[\s\"])(?:it|which|that)$", text[max(low, p - 7) : p], re.IGNORECASE):
            before = re.search(r",?\s*(?:which|that)$", text[low:p])
            if before is None:
                return last_place(scene, p)
            p = low + before.start()
            continue
        if re.search(r"\b(?:and|but|then)$", text[max(low, p - 6) : p]) is not None:
            own = [n for n in scene.places if n.end <= p]
            return own[-1:]
        start = parenthesis(text, low, p, lambda words: len(words) > 2)
        if start is not None:
            p = start
        elif text[p - 1 : p] == ",":
            p -= 1
        else:
            break
    return _unknown_left(scene, cue, p)


def last_place(scene: Scene, at: int) -> list[Named]:
    """Give the place that "the town" or "it" means: the only one named, but for ways there and parts of names."""
    text = scene.flat.text
    row = [*scene.earlier_places, *(n for n in scene.places if n.end <= at)]
    whole = [n for n in row if _ASIDE.search(text, max(0, n.start - 24), n.start) is None]
    return only_place([n for n in whole if _OF_NAME.match(text, n.end) is None])


def only_place(row: Sequence[Named]) -> list[Named]:
    """Give the last of the places named, where no other one is among them: of two, which is meant is not told."""
    return list(row[-1:]) if len({n.name.casefold() for n in row}) == 1 else []


def _holding(scene: Scene, at: int) -> Named | None:
    """Find a bridge, a base or a road right behind a verb, with the words that say which."""
    text, high = scene.flat.text, scene.one.end
    start = at
    lead = _DETERMINER.match(text, at, high)
    start = at if lead is None else lead.end()
    found = scene.table.patterns["holdings"].search(text, start, min(high, start + 50))
    if found is None:
        return None
    if any(n.start < found.end() and found.start() < n.end for n in scene.actors):
        return None
    own = text.rfind("'s ", start, found.start())
    start = start if own < 0 or text.startswith("for ", start) else own + 3
    more = scene.table.patterns["holdings"].match(text, found.end() + 1, high)
    found = found if more is None or text[found.end()] != " " else more
    between = text[start : found.start()]
    if (
        len(between.split()) > _HOLDING_WORDS
        or re.match(r"(?:same|other)\b", between) is not None
        or not re.fullmatch(r"[A-Za-z0-9' -]*", between)
    ):
        return None
    return Named(scene.flat.plain[start : found.end()].strip(), start, found.end(), "thing")


def _one_more(scene: Scene, held: Named) -> list[Named]:
    """Give a second part of a place that is listed with one: "the airport and the main market"."""
    joined = _AND.match(scene.flat.text, held.end, scene.one.end)
    if joined is None or any(n.start < joined.end() and joined.start() < n.end for n in scene.actors):
        return []
    found = scene.table.patterns["holdings"].match(scene.flat.text, joined.end(), scene.one.end)
    start = joined.start("name")
    return (
        [] if found is None else [Named(scene.flat.plain[start : found.end()], start, found.end(), "thing")]
    )


def _around(scene: Scene, cue: Cue, held: Named) -> list[Named]:
    """Give the town that is left with the last base in it."""
    if cue.is_ != "lost" or re.match(r"last\s", held.name) is None:
        return []
    near = re.compile(r"\sin\s(?:the\s(?:town|city|village)\sof\s)?").match(scene.flat.text, held.end)
    return [n for n in scene.places if near is not None and n.start == near.end()][:1]


def _with_place(scene: Scene, held: Named) -> Named:
    """Take in the place that says which base: "its base in Wad Madani", "the checkpoint at Wadi Dinar"."""
    near = _IN_PLACE.match(scene.flat.text, held.end, scene.one.end)
    if near is None:
        return held
    end = max([near.end(), *(n.end for n in scene.places if n.start == near.start("place"))])
    return Named(scene.flat.plain[held.start : end], held.start, end, "thing")


def _widened(scene: Scene, held: re.Match[str]) -> Named:
    """Take the words that say which bridge: "the eastern bridge"."""
    lead = re.search(
        r"(?:[a-z]+(?:ern|al|ain)\s)?$",
        scene.flat.text[max(scene.one.start, held.start() - 16) : held.start()],
    )
    start = held.start() - (0 if lead is None else len(lead[0]))
    return Named(scene.flat.plain[start : held.end()], start, held.end(), "thing")


def _unknown(scene: Scene, cue: Cue, at: int) -> list[Named]:
    """Take a name with a capital that no gazetteer knew, behind a verb that takes places only."""
    name = _CAPITAL.match(scene.flat.text, at, scene.one.end)
    sure = cue.is_ in _SURE or _BASED.search(scene.flat.text, max(scene.one.start, at - 40), at) is not None
    if name is None or not sure or scene.table.language != "en":
        return []
    if name[0].split()[0] in scene.table.sets["ends.before"]:
        return []  # a month or a weekday
    if name[0].split()[0] in scene.table.sets["actors.openers"] or any(
        n.start < name.end() and at < n.end for n in scene.actors
    ):
        return []
    if name[0].split()[-1] in scene.table.sets["actors.not_heads"] or (
        cue.is_ in _SURE and _TAKES_NAME.search(scene.flat.text, max(scene.one.start, at - 40), at) is None
    ):
        return []
    if _NO_PLACE.match(scene.flat.text, name.end()) is not None:
        return []
    return [Named(scene.flat.plain[at : name.end()], at, name.end(), "place")]


def _unknown_left(scene: Scene, cue: Cue, at: int) -> list[Named]:
    if cue.is_ not in _SURE or scene.table.language != "en":
        return []
    found = re.search(
        r"(?:(?<=^)|(?<=[\s\"(]))((?:[aA]l-)?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)$",
        scene.flat.text[scene.one.start : at],
    )
    if found is None or found[1].split()[0] in scene.table.sets["actors.openers"]:
        return []
    start = scene.one.start + found.start(1)
    if any(n.start < at and start < n.end for n in scene.actors):
        return []
    return [Named(scene.flat.plain[start:at], start, at, "place")]
