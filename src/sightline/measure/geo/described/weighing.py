"""Add up what speaks for each candidate: its spelling, how well it is known, and all that is said of where it lies."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import evolve, field, frozen

from sightline.measure.geo.described.anchors import Anchor, anchors, has_country, nearest_of
from sightline.measure.geo.described.description import Description, Relation
from sightline.measure.geo.described.evidence import FAILS, IMPOSSIBLE, Weight, weigh
from sightline.measure.geo.described.geometry import apart_km
from sightline.measure.geo.described.passage import Passage, nearest_named, support
from sightline.measure.geo.described.standing import CLEAR, ORDINARY, SPELLING, unlike
from sightline.measure.geo.gazetteer.distances import same_letters
from sightline.measure.geo.gazetteer.gazetteer import Found, Gazetteer
from sightline.measure.geo.gazetteer.records import AREAS
from sightline.measure.geo.places import Around, Known

STANDING: Final = 5.5
_WORTH_WEIGHING: Final = 14.0
_MOST_WEIGHED: Final = 90
AREA_WORDS: Final = ("region", "county", "area")
LESS_AS_AREA: Final = 1.5
LESS_AS_TOWN: Final = 1.0
"""How much less likely, at least, the area is than the town of its name, or the other way where an area is said."""

OTHERWISE: Final = -3.0
"""What speaks against a place that is spelled otherwise than written and lies elsewhere than said."""

NAMED_NEAR: Final = 0.3
"""How much places named around must speak for a candidate to be told; see ``passage.support``."""

AS_WRITTEN: Final = 1.0
"""How much likelier, in a gazetteer of the world, a name of the very letters is than one that only sounds so."""

AROUND: Final = "places named around it are near"

BACKING: Final = 0.3
"""How much a statement must speak for a candidate to count as backing it."""

QUARTER_KM: Final = 15.0
"""How far from the middle of a town its quarters may lie."""

MOST_RELATIONS: Final = 6
MOST_FOR: Final = 4.5
"""What all that is said of where a place lies may add up to: about one place in a district against all places."""


@frozen(slots=True)
class Wish:
    """What the asker wants beside what the text says."""

    near: Around | None = None
    inside: tuple[Relation, ...] = ()
    known: tuple[Known, ...] = ()
    country: str | None = None


@frozen(slots=True)
class Weighed:
    """One candidate with the logarithm of its odds and the clauses for and against it."""

    found: Found
    odds: float
    fits: tuple[str, ...] = field(default=())
    fails: tuple[str, ...] = field(default=())
    """Clauses that cannot be true of it; a candidate with any is never the answer."""

    backed: bool = False
    """Whether anything beside its spelling speaks for it: what is said, what the passage names, what was asked."""

    def km_to(self, other: "Weighed") -> float:
        """Measure to another candidate [km]."""
        return apart_km(self.found.lat, self.found.lon, other.found.lat, other.found.lon)


def weigh_all(
    found: Sequence[Found], told: Description, gazetteer: Gazetteer, wish: Wish, passage: Passage
) -> list[Weighed]:
    """Weigh candidates against a description, a passage and a wish."""
    asked = [(relation, False) for relation in told.relations[:MOST_RELATIONS] if relation.kind != "area"]
    asked = [
        (relation, must)
        for relation, must in asked
        if relation.kind != "border" or has_country(gazetteer, relation.country)
    ]
    asked += [(relation, True) for relation in wish.inside]
    may_be = {relation: _may_be(gazetteer, relation) for relation, _ in asked}
    found = _worth(found)
    lats, lons = np.array([one.lat for one in found]), np.array([one.lon for one in found])
    around = support(passage.mentions, lats, lons)
    to_town = nearest_named(passage.mentions, lats, lons) if told.kind == "neighbourhood" else None
    points = np.stack((lats, lons), axis=1)
    borders = {
        relation.country: nearest_of(gazetteer, relation.country, points)
        for relation, _ in asked
        if relation.kind == "border"
    }
    out = []
    for at, one in enumerate(found):
        weights = [
            (
                weigh(
                    one,
                    relation,
                    may_be[relation],
                    border_km=float(borders[relation.country][at]) if relation.country else 0.0,
                ),
                must,
            )
            for relation, must in asked
        ]
        summed = _sum(one, weights, told, wish, passage, float(around[at]))
        out.append(summed if to_town is None else _as_quarter(summed, float(to_town[at])))
    return _town_or_area(out, told.kind)


def namesakes_of_two_kinds(one: Weighed, other: Weighed) -> bool:
    """Tell whether two candidates are a town and the area around it that has its name."""
    return (
        (one.found.kind in AREAS) != (other.found.kind in AREAS)
        and abs(one.found.distance - other.found.distance) < 0.05
        and one.km_to(other) <= 80.0
    )


def _town_or_area(weighed: list[Weighed], said: str) -> list[Weighed]:
    """Put a town before the area of its name, unless an area is said; then the area before the town.

    A district is called after its seat, and texts mean either by it: nothing is put first there.
    """
    if said == "county":
        return weighed
    area_said = said in AREA_WORDS
    less = LESS_AS_TOWN if area_said else LESS_AS_AREA
    meant = [one for one in weighed if not one.fails and (one.found.kind in AREAS) == area_said]
    out = []
    for one in weighed:
        if (one.found.kind in AREAS) == area_said:
            out.append(one)
            continue
        better = [other.odds - less for other in meant if namesakes_of_two_kinds(one, other)]
        out.append(one if not better else evolve(one, odds=min(one.odds, max(better))))
    return out


def _may_be(gazetteer: Gazetteer, relation: Relation) -> list[tuple[Anchor, ...]]:
    point = relation.kind in ("offset", "near", "between")
    return [
        anchors(
            gazetteer, name, level=_level(relation), loose=relation.loose and not relation.exact, point=point
        )
        for name in relation.anchors
    ]


def _level(relation: Relation) -> str:
    return relation.level or ("said" if relation.metres is not None or relation.kind == "between" else "")


def _worth(found: Sequence[Found]) -> list[Found]:
    """Leave out candidates that no statement could bring to the top."""
    ordered = sorted(found, key=lambda one: SPELLING * one.distance - STANDING * one.standing - one.prior)
    best = (
        SPELLING * ordered[0].distance - STANDING * ordered[0].standing - ordered[0].prior if ordered else 0.0
    )
    return [
        one
        for one in ordered[:_MOST_WEIGHED]
        if SPELLING * one.distance - STANDING * one.standing - one.prior <= best + _WORTH_WEIGHING
    ]


def _sum(
    one: Found,
    weights: list[tuple[Weight | None, bool]],
    told: Description,
    wish: Wish,
    passage: Passage,
    around: float,
) -> Weighed:
    fits: list[str] = []
    fails: list[str] = []
    gains = [around]
    for weight, must in weights:
        if weight is None:
            continue
        gains.append(weight.gain)
        if weight.gain <= FAILS or (must and weight.gain < 0):
            fails.append(weight.clause)
        else:
            fits.append(weight.clause if weight.gain >= 0 else f"though {weight.clause}")
    if around > NAMED_NEAR:
        fits.append(AROUND)
    elsewhere = any(clause.startswith("though ") for clause in fits)
    named, wished = _passage(one, passage, fits, around), _wished(one, wish, fits, fails)
    backed = around > NAMED_NEAR or any(gain > BACKING for gain in (*gains[1:], named, *wished))
    gains += [named, *wished]
    gains += [OTHERWISE] if elsewhere and one.distance > ORDINARY else []
    placed = min(sum(gain for gain in gains if gain > 0), MOST_FOR) + sum(gain for gain in gains if gain < 0)
    odds = STANDING * one.standing + one.prior - unlike(one.distance) + _kind(one, told.kind) + placed
    odds += AS_WRITTEN if one.wide and same_letters(told.head, one.spelled) else 0.0
    return Weighed(one, odds, tuple(fits), tuple(fails), backed)


def _kind(one: Found, said: str) -> float:
    area = one.kind in AREAS
    if area and one.distance > CLEAR and said not in AREA_WORDS:
        return -6.0  # sarin is not Syria
    if said in AREA_WORDS and one.kind == "country":
        return -3.0
    if said in AREA_WORDS:
        return (-0.5 if said == "county" else 1.2) if area else -0.6 if said == "region" else 0.0
    if said == "":
        return -2.0 if area else -0.5 if one.kind == "neighbourhood" else 0.0
    if said in ("neighbourhood", "site", "campus"):
        return 0.6 if one.kind == said else {"neighbourhood": -2.0, "site": -3.5, "campus": -0.5}[said]
    return 0.4 if one.kind == said else -2.5 if area else 0.0


def _as_quarter(one: Weighed, km: float) -> Weighed:
    """Turn a village down where a quarter is said and all places named around lie too far for it to be theirs."""
    if one.found.kind == "neighbourhood" or km <= QUARTER_KM or math.isinf(km):
        return one
    clause = f"a quarter is said, and this is a place of its own, {km:.0f} km from any place named around"
    return evolve(one, odds=one.odds + IMPOSSIBLE, fails=(*one.fails, clause))


def _passage(one: Found, passage: Passage, fits: list[str], around: float) -> float:
    """Weigh the provinces and countries that are named around.

    A spelling that differs stands for a place of another province only where other things speak for that.
    """
    odds = 0.0
    if passage.regions:
        if (one.country, one.region) in passage.regions:
            odds += 1.5
            fits.append(f"the passage names {one.region}")
        elif one.region or one.country not in {country for country, _ in passage.regions}:
            odds -= 1.0 if around > NAMED_NEAR else 2.0
            if one.distance > CLEAR and around <= NAMED_NEAR:
                odds += OTHERWISE
    countries = {*passage.countries, *(country for country, _ in passage.regions)}
    if countries:
        odds += 0.8 if one.country in countries else -1.5
    return odds


def _wished(one: Found, wish: Wish, fits: list[str], fails: list[str]) -> list[float]:
    gains = []
    if wish.country is not None:
        gains.append(1.0 if one.country == wish.country else -4.0)
        if one.country != wish.country:
            fails.append(f"it is in {one.country or 'no country that is told'}, not in {wish.country}")
    if wish.near is not None:
        far = apart_km(one.lat, one.lon, wish.near.lat, wish.near.lon)
        clause = f"it lies {far:.{1 if far < 100 else 0}f} km from the point to look about"
        if wish.near.km is None:
            gains.append(2.5 - min(far / 40.0, 6.0))
            fits.append(clause)
        elif far > wish.near.km:
            gains.append(IMPOSSIBLE)
            fails.append(f"{clause}, farther than {wish.near.km:g} km")
        else:
            gains.append(2.5)
            fits.append(clause)
    if wish.known:
        nearest = min(wish.known, key=lambda each: apart_km(one.lat, one.lon, each.lat, each.lon))
        far = apart_km(one.lat, one.lon, nearest.lat, nearest.lon)
        gains.append(2.0 * float(np.exp(-far / 40.0)) - (0.5 if far > 150 else 0.0))
        if far <= 60:
            fits.append(f"{nearest.name}, a place of the case, is {far:.0f} km away")
    return gains
