"""Reckon where a place lies that has no name: "15 km north-east of X", "between X and Y", "Rif X"."""

import math
from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np
from attrs import evolve, frozen

from sightline.measure.geo.described.anchors import Anchor, anchors, areas_named, landscapes_named, nearest_of
from sightline.measure.geo.described.description import Description, Relation
from sightline.measure.geo.described.evidence import direction_word, said
from sightline.measure.geo.described.geometry import (
    BEARING_ERROR,
    DISTANCE_SHARE,
    Spot,
    apart_km,
    middle,
    step,
)
from sightline.measure.geo.described.passage import Passage, support
from sightline.measure.geo.described.standing import SAME, TOO_FAR
from sightline.measure.geo.described.weighing import BACKING, Wish
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.places import Candidate, Resolution

_MOST: Final = 5
_SURE: Final = 0.6
_UNKNOWN: Final = -3.0


@frozen(slots=True)
class _Estimate:
    spot: Spot
    country: str
    region: str
    odds: float
    clause: str
    unsure: str = ""
    """The name of a start that its spelling alone does not make sure; "" where all are, or something said backs it."""


def reckon(query: str, told: Description, gazetteer: Gazetteer, wish: Wish, passage: Passage) -> Resolution:
    """Give the position that a description without a name comes to, with how far it may be off."""
    relations = [relation for relation in told.relations if relation.kind != "inside"][:4]
    limits = [relation for relation in told.relations if relation.kind == "inside"] + list(wish.inside)
    if not relations and limits:
        relations, limits = [Relation("area", limits[0].anchors, level="area", said=query)], limits[1:]
    usable = [_options(relation, gazetteer) for relation in relations if relation.kind != "border"]
    border = next((relation for relation in relations if relation.kind == "border"), None)
    if not usable or any(not options for options in usable):
        return Resolution(query, "unresolved", why=_no_start(relations, border, gazetteer))
    found = [one for one in (_together(combination) for combination in product(*usable)) if one is not None]
    if not found:
        return Resolution(
            query, "unresolved", why="the distances and directions said cannot all be true of one point"
        )
    found = [_limited(one, limits, gazetteer, wish, passage) for one in found]
    if border is not None:
        far = nearest_of(gazetteer, border.country, np.array([(one.spot.lat, one.spot.lon) for one in found]))
        found = [_at_border(one, border, float(km)) for one, km in zip(found, far, strict=True)]
    return _answer(query, found)


def land_named(query: str, wish: Wish) -> Resolution | None:
    """Give the plain, valley or mountain that a query names; None where it names none, or one elsewhere than asked."""
    named = [one for apart, one in landscapes_named(query) if apart < SAME]
    if not named or wish.inside or wish.country not in (None, named[0].country):
        return None
    one = named[0]
    why = f"the land of {one.name}, a landscape: its middle, and how far it reaches"
    if wish.near is not None and wish.near.km is not None:
        far = apart_km(one.lat, one.lon, wish.near.lat, wish.near.lon)
        if far > wish.near.km + one.km:
            return None
    found = Candidate(
        one.name, one.lat, one.lon, one.country, "", 1.0, why, (), "other", round(one.km * 1000)
    )
    return Resolution(query, "resolved", (found,), why)


def _at_border(one: _Estimate, border: Relation, km: float) -> _Estimate:
    """Weigh and tell how far it is to the country that a border was said to be with."""
    if math.isinf(km):
        clause, odds = f"no place of {border.country} is known to tell whether it lies at the border", -5.0
    else:
        clause = f"the nearest place of {border.country} is {km:.0f} km away"
        odds = 0.0 if km <= 40 + one.spot.radius_km else -5.0
    return evolve(one, odds=one.odds + odds, clause=f"{one.clause}; {clause}")


def _answer(query: str, found: Sequence[_Estimate]) -> Resolution:
    ordered = sorted(found, key=lambda one: -one.odds)[:_MOST]
    total = math.exp(_UNKNOWN) + sum(math.exp(one.odds) for one in ordered)
    shares = [math.exp(one.odds) / total for one in ordered]
    listed = tuple(
        Candidate(
            name=query,
            lat=round(one.spot.lat, 5),
            lon=round(one.spot.lon, 5),
            country=one.country,
            admin=one.region,
            score=round(share, 4),
            why=f"{one.clause}; the point may be off by {one.spot.radius_km:.0f} km",
            kind="other",
            radius_m=round(one.spot.radius_km * 1000),
        )
        for one, share in zip(ordered, shares, strict=True)
    )
    if ordered[0].odds <= _UNKNOWN:
        return Resolution(
            query, "unresolved", why="no place of that name fits what else is said", rejected=listed
        )
    same = sum(
        share
        for one, share in zip(ordered, shares, strict=True)
        if apart_km(one.spot.lat, one.spot.lon, ordered[0].spot.lat, ordered[0].spot.lon)
        <= max(6.0, ordered[0].spot.radius_km / 2)
    )
    kept = tuple(one for one in listed if one.score >= 0.02)
    why = "reckoned from what is said; there is no name to look up"
    start = ordered[0].unsure
    if start != "":
        why += f", and nothing said ties {start} in {ordered[0].country} to this"
    return Resolution(query, "resolved" if same >= _SURE and start == "" else "ambiguous", kept, why)


def _options(relation: Relation, gazetteer: Gazetteer) -> list[_Estimate]:
    """Give the points that one statement may mean, one for each thing its anchors may be."""
    if relation.kind == "area":
        named = areas_named(gazetteer, relation.said) or areas_named(gazetteer, relation.anchors[0])
        areas = [(apart, area) for apart, area in named if area.reach_km > 0]
        if areas:
            return [
                _Estimate(
                    _part(Spot(area.lat, area.lon, area.reach_km), relation.bearing),
                    area.country,
                    area.name,
                    -8 * apart,
                    f"the land of {area.name}",
                )
                for apart, area in areas[:_MOST]
            ]
    return [
        evolve(_estimate(relation, chosen), unsure=next((one.called for one in chosen if not one.sure), ""))
        for chosen in product(*_sides(relation, gazetteer))
    ]


def _sides(relation: Relation, gazetteer: Gazetteer) -> list[list[Anchor]]:
    """Give for each name that a relation measures from the points that it may mean; none where none is near enough."""
    return [
        [
            one
            for one in anchors(gazetteer, name, level=relation.level, point=True)
            if one.placed and one.differs <= TOO_FAR
        ][:_MOST]
        for name in relation.anchors
    ]


def _estimate(relation: Relation, chosen: Sequence[Anchor]) -> _Estimate:
    one = chosen[0]
    at = f"{one.called} ({one.lat:.3f}, {one.lon:.3f})"
    region = one.region or one.within
    odds = -sum(each.cost for each in chosen)
    if relation.kind == "between":
        other = chosen[1]
        length = apart_km(one.lat, one.lon, other.lat, other.lon)
        spot = middle([Spot(one.lat, one.lon, 1.0), Spot(other.lat, other.lon, 1.0)])
        return _Estimate(
            Spot(spot.lat, spot.lon, max(length / 2, 2.0)),
            one.country,
            region,
            odds - length / 60.0,
            f"half-way between {at} and {other.called} ({other.lat:.3f}, {other.lon:.3f})",
        )
    if relation.kind == "offset" and relation.metres is not None and relation.bearing is not None:
        km = relation.metres / 1000.0
        lat, lon = step(one.lat, one.lon, km, relation.bearing)
        radius = math.hypot(DISTANCE_SHARE * km + 2.0, km * math.radians(BEARING_ERROR) / 1.5)
        return _Estimate(
            Spot(lat, lon, radius),
            one.country,
            region,
            odds,
            f"{said(relation)} ({relation.bearing:.0f}°) of {at}",
        )
    if relation.kind == "offset" and relation.bearing is not None:
        lat, lon = step(one.lat, one.lon, 12.0, relation.bearing)
        return _Estimate(
            Spot(lat, lon, 15.0),
            one.country,
            region,
            odds,
            f"{direction_word(relation.bearing)} of {at}, no distance said",
        )
    if relation.kind == "offset":
        km = (relation.metres or 0.0) / 1000.0
        return _Estimate(
            Spot(one.lat, one.lon, km * (1 + DISTANCE_SHARE) + 2.0),
            one.country,
            region,
            odds,
            f"{said(relation)} from {at}, no direction said",
        )
    radius = 30.0 if relation.kind == "area" else 8.0
    return _Estimate(
        _part(Spot(one.lat, one.lon, radius), relation.bearing),
        one.country,
        region,
        odds,
        f"the land around {at}",
    )


def _part(spot: Spot, bearing: float | None) -> Spot:
    """Take the part of an area that lies in one direction."""
    if bearing is None:
        return spot
    lat, lon = step(spot.lat, spot.lon, spot.radius_km / 2, bearing)
    return Spot(lat, lon, spot.radius_km * 0.7)


def _together(parts: Sequence[_Estimate]) -> _Estimate | None:
    """Bring statements together; None where they cannot all be true."""
    spot = parts[0].spot if len(parts) == 1 else middle([one.spot for one in parts])
    for one in parts:
        if apart_km(spot.lat, spot.lon, one.spot.lat, one.spot.lon) > 2.5 * one.spot.radius_km:
            return None
    return _Estimate(
        spot,
        parts[0].country,
        parts[0].region,
        sum(one.odds for one in parts),
        " and ".join(one.clause for one in parts),
        next((one.unsure for one in parts if one.unsure), ""),
    )


def _limited(
    one: _Estimate, limits: Sequence[Relation], gazetteer: Gazetteer, wish: Wish, passage: Passage
) -> _Estimate:
    odds = one.odds
    for limit in limits:
        options = anchors(gazetteer, limit.anchors[0], level=limit.level) if limit.anchors else ()
        odds += max((_in(one, option) for option in options), default=0.0)
    if wish.country is not None:
        odds += 1.0 if one.country == wish.country else -4.0
    near = wish.near
    if near is not None:
        far = apart_km(one.spot.lat, one.spot.lon, near.lat, near.lon)
        odds += 2.0 - far / 40.0 if near.km is None else 2.0 if far <= near.km + one.spot.radius_km else -8.0
    for place in wish.known[:200]:
        odds += 0.5 if apart_km(one.spot.lat, one.spot.lon, place.lat, place.lon) < 40 else 0.0
    odds += float(support(passage.mentions, np.array([one.spot.lat]), np.array([one.spot.lon]))[0])
    if passage.countries or passage.regions:
        odds += (
            0.8 if one.country in {*passage.countries, *(country for country, _ in passage.regions)} else -1.5
        )
    backed = odds > one.odds + BACKING
    return evolve(one, odds=odds, unsure="" if backed else one.unsure)


def _in(one: _Estimate, anchor: Anchor) -> float:
    if anchor.whole_country:
        return 1.5 if one.country == anchor.country else -6.0
    far = apart_km(one.spot.lat, one.spot.lon, anchor.lat, anchor.lon)
    return (
        2.0 - max(far - one.spot.radius_km - (90.0 if anchor.region else 30.0), 0.0) / 10.0 - anchor.cost / 2
    )


def _no_start(relations: Sequence[Relation], border: Relation | None, gazetteer: Gazetteer) -> str:
    unknown = [
        name
        for relation in relations
        for name, usable in zip(relation.anchors, _sides(relation, gazetteer), strict=True)
        if not usable
    ]
    if unknown:
        return f"the place it starts from is not known: {', '.join(unknown)}"
    if border is not None:
        return "a border alone is too long to be a place"
    return "there is no name of a place in this"
