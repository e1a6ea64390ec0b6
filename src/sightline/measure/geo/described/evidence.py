"""Weigh what a description says of where a place lies against where a candidate lies.

A weight is a logarithm of odds, this project's own: about 2 for what was said and fits, down to -6 for what was said
and cannot be. Anchors that are themselves ambiguous are weighed with each of what they may be; the best pairing counts.
"""

import math
from collections.abc import Callable, Sequence
from typing import Final

from attrs import frozen

from sightline.measure.geo.described.anchors import Anchor
from sightline.measure.geo.described.description import Relation
from sightline.measure.geo.described.geometry import (
    BEARING_ERROR,
    DISTANCE_SHARE,
    apart_km,
    bearing,
    off_segment,
    turn,
)
from sightline.measure.geo.described.standing import CLEAR
from sightline.measure.geo.gazetteer.gazetteer import Found

IMPOSSIBLE: Final = -6.0
FAILS: Final = -2.5
"""At or below this a statement contradicts a candidate."""

_WORDS: Final = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@frozen(slots=True)
class Weight:
    """How much one statement speaks for a candidate, in one clause."""

    gain: float
    clause: str


def weigh(
    place: Found, relation: Relation, may_be: Sequence[Sequence[Anchor]], *, border_km: float = math.inf
) -> Weight | None:
    """Weigh one statement for one candidate; None where its anchor is not known, which says nothing.

    :param may_be: for each anchor of the relation, what it may be
    :param border_km: distance from the candidate to the nearest place of the country a border was said to be with [km]
    """
    if relation.kind == "border":
        return _border(place, relation, border_km)
    may_be = [[one for one in each if one.placed or relation.kind == "inside"] for each in may_be]
    if any(not each for each in may_be):
        return None
    if relation.kind == "between":
        return max(
            (_between(place, first, second) for first in may_be[0][:5] for second in may_be[1][:5]),
            key=lambda one: one.gain,
        )
    measure: dict[str, Callable[[Found, Relation, Anchor], Weight]] = {
        "inside": _inside,
        "offset": _offset,
        "near": _near,
        "area": _inside,
    }
    each = [_less(measure[relation.kind](place, relation, one), one.cost) for one in may_be[0]]
    best = max(each, key=lambda one: one.gain)
    if best.gain < 0 and relation.loose and relation.exact and all(one.differs > CLEAR for one in may_be[0]):
        return None  # the Euphrates is not a village with a name like it
    if best.gain < 0 and relation.exact and each[0].gain <= FAILS:
        best = Weight(
            min(best.gain, FAILS), each[0].clause
        )  # an unlikely reading that hardly fits is no way out
    abroad = any(one.whole_country for one in may_be[0])
    told = best if best.gain > FAILS else each[0]  # what cannot be is told of the likeliest anchor
    return Weight(max(best.gain, -4.0 if abroad else _least(relation)), told.clause)


def _least(relation: Relation) -> float:
    """How much a statement may speak against a place: loose readings of a passage little, unless they are exact.

    A distance or a direction is exact: "Atshan, west of Hama" is no place north of Hama, wherever it was read.
    """
    if not relation.loose or relation.level in ("region", "area") or relation.exact:
        return IMPOSSIBLE
    return -2.0 if relation.kind == "border" else -1.0


def _less(weight: Weight, cost: float) -> Weight:
    return Weight(max(weight.gain - min(cost, 8.0), IMPOSSIBLE), weight.clause)


def _inside(place: Found, relation: Relation, anchor: Anchor) -> Weight:
    if anchor.whole_country:
        fits = place.country == anchor.country
        return Weight(1.0 if fits else IMPOSSIBLE, f"it is {'' if fits else 'not '}in {anchor.name}")
    if anchor.region:
        if place.region == anchor.region and place.country == anchor.country:
            return Weight(
                2.5,
                f"it lies in {anchor.region} as stated"
                + (" (so do the places around it)" if place.region_guessed else ""),
            )
        if place.region or place.country != anchor.country:
            return Weight(IMPOSSIBLE if relation.level else -4.0, f"it does not lie in {anchor.region}")
    far = max(apart_km(place.lat, place.lon, anchor.lat, anchor.lon) - anchor.reach_km, 0.0)
    if anchor.reach_km > 0:
        return Weight(
            max(2.2 - far / 6.0, IMPOSSIBLE),
            f"it lies {'in' if far == 0 else f'{far:.0f} km outside of'} {anchor.name}",
        )
    gain = 2.0 if far <= 15 else 1.4 if far <= 45 else 2.0 - far / 30.0
    return Weight(max(gain, IMPOSSIBLE), f"it lies {far:.0f} km from {anchor.name}")


def _near(place: Found, relation: Relation, anchor: Anchor) -> Weight:
    if anchor.whole_country or anchor.region or anchor.reach_km > 0:
        return _inside(place, relation, anchor)
    far = apart_km(place.lat, place.lon, anchor.lat, anchor.lon)
    return Weight(
        max(2.4 - max(far - 8.0, 0.0) / 14.0, IMPOSSIBLE), f"it lies {far:.0f} km from {anchor.called}"
    )


def _offset(place: Found, relation: Relation, anchor: Anchor) -> Weight:
    far = apart_km(anchor.lat, anchor.lon, place.lat, place.lon)
    seen = bearing(anchor.lat, anchor.lon, place.lat, place.lon)
    if anchor.is_area and relation.metres is None and relation.bearing is not None:
        return _part(place, anchor, turn(seen, relation.bearing))
    clause = f"it lies {far:.1f} km {direction_word(seen)} ({seen:.0f}°) of {anchor.called}; said: {said(relation)}"
    gain = 1.0
    if relation.metres is not None:
        stated = relation.metres / 1000.0
        gain += 2.0 - ((far - stated) / (DISTANCE_SHARE * stated + 2.0)) ** 2 / 2
    else:
        gain += 0.6 - max(far - 35.0, 0.0) / 20.0
    if relation.bearing is not None and far > 0.5:
        error = BEARING_ERROR + math.degrees(math.atan2(1.5, far))
        gain += 0.8 - (turn(seen, relation.bearing) / error) ** 2 / 2
    return Weight(max(gain, IMPOSSIBLE), clause)


def _part(place: Found, anchor: Anchor, off: float) -> Weight:
    """In the north of an area, or north of all of it: the direction is from its middle, and counts for little."""
    area = anchor.region or anchor.within
    inside = place.country == anchor.country and place.region == area != ""
    where = "in" if inside else "outside of"
    clause = f"it lies {where} {anchor.name}, {off:.0f}° off the direction said from its middle"
    return Weight((1.5 if inside else 0.0) - min((off / 45.0) ** 2 / 2, 2.0), clause)


def _between(place: Found, first: Anchor, second: Anchor) -> Weight:
    length = apart_km(first.lat, first.lon, second.lat, second.lon)
    off, along = off_segment((place.lat, place.lon), (first.lat, first.lon), (second.lat, second.lon))
    beyond = max(-along, along - 1.0, 0.0)
    gain = (
        2.4
        - (off / (0.22 * length + 3.0)) ** 2 / 2
        - 4 * beyond
        - min(first.cost + second.cost, 8.0)
        - length / 200
    )
    return Weight(
        max(gain, IMPOSSIBLE), f"it lies {off:.1f} km off the line from {first.called} to {second.called}"
    )


def _border(place: Found, relation: Relation, border_km: float) -> Weight:
    if place.country == relation.country:
        return Weight(-3.0, f"it lies in {relation.country} itself")
    if math.isinf(border_km):
        return Weight(-4.0, f"no place of {relation.country} is near it")
    gain = 2.0 - max(border_km - 12.0, 0.0) / 12.0
    return Weight(
        max(gain, IMPOSSIBLE), f"the nearest place of {relation.country} is {border_km:.0f} km away"
    )


def direction_word(degrees: float) -> str:
    """Name a direction by the nearest of eight winds."""
    return _WORDS[round(degrees / 45.0) % 8]


def said(relation: Relation) -> str:
    """Tell what was said in plain words."""
    parts = [] if relation.metres is None else [f"{relation.metres / 1000:g} km"]
    parts += [] if relation.bearing is None else [direction_word(relation.bearing)]
    return " ".join(parts) if parts else relation.said
