"""Sets who held which place beside each other, source by source, for every pair of dates a reader may choose."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen

from sightline.model.shown import ShownEntity, ShownPosition, ShownStatement
from sightline.publish.as_of import AsOf, answer, dates_of
from sightline.publish.holding import Claim, ends_of, standing_on

COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f7f7f")
"""Colours that the colour-blind tell apart (Okabe and Ito 2008), then two more; used in turn by the actors' codes."""
HOLDING: Final = frozenset({"controls", "governed_by"})


@frozen(slots=True)
class Word:
    """What one source says of one actor and one place."""

    actor: ShownEntity
    source: str
    relation: str
    label: str
    letters: str
    colour: int
    statements: tuple[ShownStatement, ...]

    @property
    def holds(self) -> bool:
        """Whether it says who holds the place; else who contests or besieges it."""
        return self.relation in HOLDING


@frozen(slots=True)
class Ground:
    """One place with every word about it."""

    place: ShownEntity
    spot: ShownPosition | None
    words: tuple[Word, ...]


@frozen(slots=True)
class Territory:
    """All places of which somebody says who held them."""

    dates: AsOf
    grounds: tuple[Ground, ...]
    sources: tuple[str, ...]
    actors: tuple[tuple[ShownEntity, int], ...]
    """Actors with the number of their colour."""


def territory_of(entities: Mapping[str, ShownEntity]) -> Territory | None:
    """Gather who is said to hold, govern, contest or besiege which place; None where nobody says so of any."""
    found = list(_said(entities))
    if not found:
        return None
    dates = dates_of(said for _, _, said in found)
    if not dates.held or not dates.said:
        return None
    actors = sorted({actor.code for _, actor, _ in found}, key=_natural)
    colour = {code: number % len(COLOURS) for number, code in enumerate(actors)}
    by_place: dict[str, dict[tuple[str, str, str], list[ShownStatement]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for place, actor, said in found:
        by_place[place.code][actor.code, said.property, _source(said)].append(said)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for place, actor, said in found:
        claims[place.code].append(Claim(actor.code, said))
    ended = ends_of(entities)
    grounds = []
    for code in sorted(by_place, key=lambda c: (entities[c].title, c)):
        stands = [
            standing_on(claims[code], held.span, by.span, ended) for by in dates.said for held in dates.held
        ]
        words = tuple(
            Word(
                entities[actor],
                source,
                prop,
                _LABELS.get(prop, many[0].label),
                _letters(dates, many, stands),
                colour[actor],
                tuple(many),
            )
            for (actor, prop, source), many in sorted(by_place[code].items())
        )
        place = entities[code]
        grounds.append(Ground(place, place.positions[0] if place.positions else None, words))
    sources = sorted({_source(said) for _, _, said in found})
    return Territory(dates, tuple(grounds), tuple(sources), tuple((entities[a], colour[a]) for a in actors))


def _letters(dates: AsOf, many: Sequence[ShownStatement], stands: Sequence[set[str]]) -> str:
    """Answer for one word on every pair of dates, from those of its statements that stand then."""
    pairs = [(held.span, by.span) for by in dates.said for held in dates.held]
    return "".join(
        answer([one for one in many if one.id in kept], held, by)
        for (held, by), kept in zip(pairs, stands, strict=True)
    )


_LABELS: Final = {
    "controls": "controls",
    "governed_by": "governs",
    "contested_by": "contests",
    "besieged_by": "besieges",
}


def _said(entities: Mapping[str, ShownEntity]) -> Iterable[tuple[ShownEntity, ShownEntity, ShownStatement]]:
    """Go through (place, actor, statement) of every word about territory."""
    for one in entities.values():
        for said in one.statements:
            other = entities.get(said.code or "")
            if said.relation != "territory" or said.status != "current" or other is None:
                continue
            if one.kind == "Place":
                yield one, other, said
            elif other.kind == "Place":
                yield other, one, said


def _source(said: ShownStatement) -> str:
    who = said.via or said.source
    return "This case" if who is None else who.title or who.code or "unnamed"


def _natural(code: str) -> tuple[str, int]:
    head, _, number = code.rpartition("-")
    return head, int(number) if number.isdigit() else 0


def control_rows(territory: Territory, pages: Mapping[str, str]) -> list[list[object]]:
    """Write the places with positions as the map's script takes them: lat, lon, radius, title, page, row number."""
    return [
        [g.spot.lat_e7, g.spot.lon_e7, g.spot.radius_m, g.place.title, pages.get(g.place.code, ""), number]
        for number, g in enumerate(territory.grounds)
        if g.spot is not None
    ]
