"""Leaves out of what is said of a recent event the words that name a place smaller than a district.

A title such as "Hazelmoor, 12 November" tells what the place itself may not. Only names that the case knows are seen,
as they are spelled there; whoever releases reads the rest.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from attrs import evolve, field, frozen

from sightline.core.fold import fold
from sightline.model.finding import Json
from sightline.model.view import Statement
from sightline.work.disclosing.held import Held
from sightline.work.disclosing.statements import plain

_CALLED: Final = frozenset({"name", "alias"})
_WRITTEN: Final = frozenset({"place_name", "claimed_place_name"})
_SHORTEST: Final = 3


@frozen(slots=True)
class SmallPlaces:
    """Names of places smaller than a district, folded."""

    names: frozenset[str] = frozenset()
    """Of places of the case; those that a wide place has too are not among them."""
    written: Mapping[bytes, frozenset[str]] = field(factory=dict)
    """By entity, of the places that are written of it."""
    longest: int = 0
    """Words of the longest."""

    def told_in(self, entity: bytes, text: Json) -> bool:
        """Tell whether a text about an entity names one of them."""
        if self.longest == 0 or not isinstance(text, str):
            return False
        own = self.written.get(entity, frozenset())
        words = fold(text).split()
        return any(
            (run := " ".join(words[at : at + size])) in self.names or run in own
            for at in range(len(words))
            for size in range(1, min(self.longest, len(words) - at) + 1)
        )


def small_places(held: Held, wide: Collection[bytes]) -> SmallPlaces:
    """Gather the names by which places smaller than a district are told."""
    small: set[str] = set()
    large: set[str] = set()
    written: dict[bytes, set[str]] = defaultdict(set)
    for entity, every in held.said.items():
        named = held.entities.get(entity)
        is_place = named is not None and named.kind == "Place"
        for one in (s.one for s in every if s.closed is None and not s.one.hidden and not s.one.negated):
            if is_place and one.property in _CALLED:
                (large if entity in wide else small).add(fold(plain(one.value)))
            elif one.property in _WRITTEN:
                # from the town to the country: the first tells it exactly
                written[entity].add(fold(plain(one.value).partition(",")[0]))
    names = _long(small - large)
    own = {entity: _long(some - large) for entity, some in written.items()}
    every_name = names.union(*own.values())
    return SmallPlaces(names, own, max((name.count(" ") + 1 for name in every_name), default=0))


def without_places(one: Statement, small: SmallPlaces) -> Statement:
    """Take out of a statement every text that names a small place; its value is None where that does."""

    def told(text: Json) -> bool:
        return small.told_in(one.entity, text)

    value = None if told(one.value) or told(one.clean) else one.value
    quals = {name: text for name, text in one.qualifiers.items() if not told(text)}
    note = None if told(one.note) else one.note
    cited = tuple(evolve(ref, quote=None) if told(ref.quote) else ref for ref in one.evidence)
    if (value, quals, note, cited) == (one.value, one.qualifiers, one.note, one.evidence):
        return one
    return evolve(one, value=value, qualifiers=quals, note=note, evidence=cited)


def _long(names: Collection[str]) -> frozenset[str]:
    return frozenset(name for name in names if len(name) >= _SHORTEST)
