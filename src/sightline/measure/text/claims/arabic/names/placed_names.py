"""Close the names of Arabic groups that a place closes: "جبهة نضال دارفور", "درع هيران".

A noun without the article right before the name of a place is of that place, so a name that ends in it goes on. Only
the look-up of places knows which words are one.
"""

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from sightline.measure.text.claims.flat import Flat, unify
from sightline.measure.text.claims.lexicon import Lexicon
from sightline.measure.text.claims.named import Named
from sightline.measure.text.claims.record import PlaceGiven

_ARABIC: Final = re.compile(r"[\u0621-\u064a]")
_OF_A_LAND: Final = ("جبهه", "حركه", "جيش", "تجمع", "حزب")
"""What is called after a land and not after a person: "نضال" is struggle there."""
_ENTERS: Final = re.compile(
    r"(?<!\w)[وف]?(?:دخل|[يت]دخل|غادر|[يت]غادر|استعاد|[يت]ستعيد|حرر|[يت]حرر|احتل|[يت]حتل|حاصر|[يت]حاصر|هاجم|[يت]هاجم|قصف|"
    r"[يت]قصف|خسر|[يت]خسر|اخلي|[يت]خلي|اقتحم|[يت]قتحم|طوق|[يت]طوق)(?:ت|وا)?\s(?:\S+\s){0,3}$"
)
"""A verb that a place may follow without a link: what stands between is who acts, whole."""


def closed_by_places(
    flat: Flat, names: Sequence[Named], places: Sequence[PlaceGiven], table: Lexicon
) -> tuple[Named, ...]:
    """Give the names, those that a place closes with it, and their later mentions so too."""
    starts = {p.start: p for p in places if p.lat is not None}
    longer: dict[str, str] = {}
    out: list[Named] = []
    for each in names:
        place = starts.get(each.end + 1) if each.kind == "name" and _open(flat, each, table) else None
        if place is not None and flat.text[each.end : place.start] == " " and not _inside(places, each):
            longer[each.name] = flat.plain[each.start : place.end]
            out.append(evolve(each, name=longer[each.name], end=place.end))
        else:
            out.append(evolve(each, name=longer[each.name]) if each.name in longer else each)
    return tuple(out)


def _open(flat: Flat, each: Named, table: Lexicon) -> bool:
    words = unify(each.name).split()
    last = words[-1]
    return (
        _ARABIC.match(last) is not None
        and len(words) > 1
        and not last.startswith("ال")
        and (last not in table.sets["actors.first_names"] or words[0] in _OF_A_LAND)
        and not last.isdigit()
        and _ENTERS.search(flat.text, max(0, each.start - 40), each.start) is None
    )


def _inside(places: Sequence[PlaceGiven], each: Named) -> bool:
    """Say whether a place stands in the name already: a second one is not of it."""
    return any(each.start < p.start and p.end <= each.end for p in places)
