"""Find the place that an Arabic verb leads to, or that stands before "تحت سيطرة": by name, as "the town" or a part."""

import re
from typing import Final

from sightline.measure.text.claims.arabic.cues.ends import after_aside, light_gap
from sightline.measure.text.claims.lexicon import Cue
from sightline.measure.text.claims.names import Named, coordinated
from sightline.measure.text.claims.place_ends import only_place
from sightline.measure.text.claims.scene import Scene

_TOWN_WORD: Final = re.compile(r"[وفبل]{0,2}ال(?P<town>مدينه|بلده|قريه|ناحيه|مخيم|معسكر|حي|قضاء)(?!\w)")
_HEADING: Final = re.compile(r"\s?[:|–-]\s")
_BESIDE: Final = re.compile(
    r"(?<!\w)و?(?:جنوب|شمال|شرق|غرب|باتجاه|نحو|ريف|طريق|محيط|قرب)\s(?:مدينه\s|بلده\s)?$"
)
"""Words before the name of a place that only says where another lies."""


def places_behind(scene: Scene, cue: Cue, at: int) -> list[Named]:
    """Find the places that a verb leads to: named, a part of one, or "the town"; "عليها" for the last one."""
    text, high = scene.flat.text, scene.one.end
    end = after_aside(scene, at, high)
    held = scene.table.patterns["holdings"].search(text, end, min(high, end + 40))
    for i, each in enumerate(scene.places):
        if each.start < end:
            continue
        words = light_gap(scene, end, each.start, "ends.place", also=cue.link, most=9)
        if words is not None and (not cue.link or any(w in cue.link for w in words)):
            if held is not None and held.start() < each.start:
                break
            return coordinated(text, scene.places, i, back=False)
        break
    if held is not None and light_gap(scene, end, held.start(), "ends.place", also=cue.link) is not None:
        return [_whole_thing(scene, held)]
    common = scene.table.patterns["places"].search(text, end, min(high, end + 30))
    if common is not None and light_gap(scene, end, common.start(), "ends.place", also=cue.link) is not None:
        return _part_of_town(scene, common) or last_place(scene, common.start())
    if re.match(
        r"(?:\s\S{1,10}){0,2}?\s?(?:عليها|عليه|منها|منه|عنها|عنه|اليها|فيها)(?!\w)",
        text[end : min(high, end + 30)],
    ):
        return last_place(scene, end)
    return []


def place_before(scene: Scene, m: re.Match[str]) -> list[Named]:
    """Find the place before "تحت سيطرة" or "المحاصرة من قبل"."""
    text, low = scene.flat.text, scene.one.start
    row = [n for n in scene.places if n.end <= m.start()]
    held = list(scene.table.patterns["holdings"].finditer(text, low, m.start()))
    if held and (not row or held[-1].start() > row[-1].end):
        thing = _whole_thing(scene, held[-1])
        if light_gap(scene, held[-1].end(), m.start(), "ends.before") is not None:
            return [thing]
    if row and light_gap(scene, row[-1].end, m.start(), "ends.before", most=9, commas=True) is not None:
        return coordinated(text, scene.places, scene.places.index(row[-1]), back=True)
    common = list(scene.table.patterns["places"].finditer(text, low, m.start()))
    if len(common) > 1 and text[common[-1].start() - 4 : common[-1].start()].strip() == "من":
        part = _part_of_town(scene, common[-2])
        if part and part[0].end >= common[-1].start() - 5:
            return part
    if common and light_gap(scene, common[-1].end(), m.start(), "ends.before") is not None:
        return _part_of_town(scene, common[-1]) or last_place(scene, common[-1].start())
    return []


def _part_of_town(scene: Scene, common: re.Match[str]) -> list[Named]:
    """Take "الحي الغربي" as it stands: which quarter it is, is told."""
    more = re.compile(r"\sال(?:غربي|شرقي|شمالي|جنوبي|قديم)(?:ه)?(?!\w)").match(scene.flat.text, common.end())
    if more is None:
        return []
    start = common.start() + scene.flat.text[common.start() : common.end()].find("ال")
    return [Named(scene.flat.plain[start : more.end()], start, more.end(), "thing")]


def last_place(scene: Scene, at: int) -> list[Named]:
    """Give the place that "the town" means."""
    row = [*scene.earlier_places, *(n for n in scene.places if n.end <= at)]
    line = scene.flat.text.rfind("\n", 0, at) + 1
    heads = [n for n in row if line <= n.start <= line + 6 and _HEADING.match(scene.flat.text, n.end)]
    if len(heads) == 1 and heads[0] is next(n for n in row if n.start >= line):
        return heads  # "▪ منبج: ... المدينة"
    word = _TOWN_WORD.match(scene.flat.text, at)
    if word is not None:
        called = [n for n in row if _called(scene, n, word["town"])]
        if called:
            return only_place(called)
    return only_place(
        [n for n in row if _BESIDE.search(scene.flat.text, max(0, n.start - 16), n.start) is None]
    )


def _called(scene: Scene, place: Named, town: str) -> bool:
    """Say whether a place was named with the noun that is taken up now: "مدينة درنة", later "المدينة"."""
    lead = scene.flat.text[max(0, place.start - 9) : place.start]
    return re.search(rf"(?<!\w)[وفبل]{{0,2}}{town}\s$", lead) is not None


def _whole_thing(scene: Scene, held: re.Match[str]) -> Named:
    """Take the word behind a bridge or a checkpoint that says which: "الجسر الغربي", "حاجز الجسر"."""
    end = held.end()
    more = re.compile(r"\sال\w+").match(scene.flat.text, end, scene.one.end)
    if more is not None:
        end = more.end()
    start = held.start()
    start += 1 if re.match(r"[بل]ال", scene.flat.text[start : start + 4]) else 0
    while start < held.end() and scene.flat.text[start].isspace():
        start += 1
    return Named(scene.flat.plain[start:end], start, end, "thing")
