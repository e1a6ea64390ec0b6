"""Doubt a candidate that nothing but its spelling speaks for: a namesake far from all that is said is no answer.

A spelling is proof only as far as it is written the same and the gazetteer holds the places that could be meant.
Gazetteers of the whole world lack most villages, so that a village which is not in them finds a namesake of another
country in its stead; and a spelling that differs may be another name. The limits were set on the labelled spellings
with the places that they mean taken out of the gazetteer: whatever is then answered is a wrong namesake.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import evolve

from sightline.measure.geo.described.anchors import land_of
from sightline.measure.geo.described.description import Description
from sightline.measure.geo.described.evidence import IMPOSSIBLE
from sightline.measure.geo.described.geometry import apart_km
from sightline.measure.geo.described.passage import Passage, nearest_named
from sightline.measure.geo.described.standing import CLEAR, ORDINARY, SAME, TOO_FAR, is_city, stands_out
from sightline.measure.geo.described.weighing import AROUND, Weighed
from sightline.measure.geo.gazetteer.gazetteer import Found, Gazetteer
from sightline.measure.geo.gazetteer.records import AREAS

WELL_KNOWN: Final = 0.55
"""Standing of a town that is meant without further words: some seven thousand people, or twenty spellings."""

FAR_KM: Final = 100.0
"""How far from every place that a passage names a village is that is hardly the one it means."""

BEYOND_KM: Final = 30.0
"""How far outside of a named province a place may lie and still be thought of as there."""

_SITES: Final = {
    "site": "a street, a square, a market or the like",
    "campus": "an airport, a base, a camp, a hospital or the like",
}


def turn_down_elsewhere(
    weighed: Sequence[Weighed], head: str, gazetteer: Gazetteer, passage: Passage
) -> tuple[Weighed, ...]:
    """Turn down places that lie far from every province a passage names, where nothing said speaks for them.

    Cities so spelled stay: a passage may name them beside what it is about.
    """
    if not passage.regions:
        return tuple(weighed)
    land = land_of(gazetteer)
    named = [(country, name, land.get((country, name))) for country, name in passage.regions]
    out = []
    for one in weighed:
        found = one.found
        if one.backed or one.fails or found.prior > 0 or is_city(found, head):
            out.append(one)
            continue
        outside = all(
            apart_km(found.lat, found.lon, area.lat, area.lon) > area.reach_km + BEYOND_KM
            if area is not None and area.reach_km > 0
            else found.country != country
            for country, _, area in named
        )
        if outside:
            clause = (
                f"it lies far from {' and '.join(name for _, name, _ in named[:3])}, which the passage names"
            )
            out.append(evolve(one, odds=one.odds + IMPOSSIBLE, fails=(clause,)))
        else:
            out.append(one)
    return tuple(out)


def doubt(one: Weighed, told: Description, passage: Passage) -> str | None:
    """Say why the likeliest candidate is not sure enough to be the answer; None where it is."""
    found, head = one.found, told.head
    off = f"{found.distance:.0%} of its letters' weight differs"
    if found.prior > 0:
        return None  # a place of the case
    if found.distance > TOO_FAR:
        return f"{found.name} may be meant, but {off}: too much to be sure"
    if told.asked and told.kind in _SITES and found.kind in ("locality", *AREAS):
        return f"{_SITES[told.kind]} is said, and {found.name} is the place of that name: the point may be well off"
    against = next((clause for clause in one.fits if clause.startswith("though ")), None)
    known = found.distance < SAME and found.standing >= WELL_KNOWN
    elsewhere = passage.regions and (found.country, found.region) not in passage.regions
    if against is not None and not _said_of(one) and (elsewhere or not known):
        return f"{found.name} may be meant, {against}, and nothing else said speaks for it"
    if one.backed:
        return None
    if elsewhere and found.region and not is_city(found, head):
        return f"{found.name} may be meant, but it lies in {found.region}, which the passage does not name"
    far = _from_mentions(found, passage)
    if FAR_KM < far < math.inf and not is_city(found, head):
        return f"{found.name} may be meant, but it lies {far:.0f} km from every town that the passage names"
    spoken = bool(passage.regions or passage.countries or any(one.known for one in passage.mentions))
    if found.distance > (CLEAR if spoken else ORDINARY):
        tied = "none of the places that the passage names" if spoken else "nothing said"
        return f"{found.name} may be meant, but {off} and {tied} ties it to this"
    if found.wide and not stands_out(found, head):
        where = f" in {found.country}" if found.country else ""
        return (
            f"{found.name}{where} may be meant, but nothing said ties the name to that country, and the gazetteer of "
            "the world lacks most villages: name the country, or bring a gazetteer of it"
        )
    return None


def _said_of(one: Weighed) -> bool:
    """Whether anything said fits, beside that it lies where the passage is about."""
    return any(not clause.startswith("though ") and clause != AROUND for clause in one.fits)


def _from_mentions(found: Found, passage: Passage) -> float:
    lat, lon = np.array([found.lat]), np.array([found.lon])
    return float(nearest_named([one for one in passage.mentions if one.known], lat, lon)[0])
