"""Several gazetteers searched as one: what they say of one place stands together, and nothing of it is lost."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from sightline.measure.geo.gazetteer.fusing import FARTHEST_KM, ROW_ID, Id, Told, Twin, groups
from sightline.measure.geo.gazetteer.index import EARTH_KM, Index, ids, text
from sightline.measure.geo.gazetteer.records import AREAS, KINDS
from sightline.measure.geo.gazetteer.remembered import remembered
from sightline.measure.geo.gazetteer.search import exact, search

MOST: Final = 160
"""Places of one look-up that are compared with one another."""

MANY_COUNTRIES: Final = 20
"""A gazetteer of more countries than this is one of the world."""

Hit = tuple[float, int, int, int]
"""Distance of the spelling, number of the index, number of the place in it, text of the name."""

Spot = tuple[int, int]
"""Number of an index and of a place in it."""


@frozen(slots=True, eq=False)
class Gazetteer:
    """One or several indexes, with what people said about pairs of their records."""

    indexes: tuple[Index, ...]
    apart: frozenset[frozenset[Id]] = frozenset()
    together: frozenset[frozenset[Id]] = frozenset()
    priors: tuple[float, ...] = ()
    """For each index how much likelier its places are than those of others, as a logarithm of odds; () for none."""

    @property
    def names(self) -> int:
        """Count the spellings."""
        return sum(index.names for index in self.indexes)


@frozen(slots=True)
class Found:
    """One place, from one record or from several that are one place.

    ``spelled`` is the nearest of its spellings and ``distance`` how far that is from what was asked (0: equal);
    ``standing`` how widely it is known, in [0, 1]; ``sources`` the gazetteers that hold it.
    """

    name: str
    spelled: str
    distance: float
    lat: float
    lon: float
    country: str
    region: str
    region_guessed: bool
    kind: str
    population: int | None
    standing: float
    ids: tuple[Id, ...]
    sources: tuple[str, ...]
    fused: tuple[str, ...] = field(default=())
    prior: float = 0.0
    wide: bool = False
    """Whether only gazetteers of very many countries hold it: these lack most villages."""


def look_up(
    gazetteer: Gazetteer, rows: tuple[str, ...], *, farthest: float = 0.34, most: int = MOST
) -> tuple[Found, ...]:
    """Find the places that a spelling may stand for, nearest spelling first.

    :param rows: ways to read the spelling, from ``letters.readings``
    :param farthest: largest distance of spellings that is looked at
    """
    return _fused(gazetteer, hits_of(gazetteer, rows, farthest=farthest, most=most))


def hits_of(gazetteer: Gazetteer, rows: tuple[str, ...], *, farthest: float, most: int = MOST) -> list[Hit]:
    """Find the records whose spellings are near, each for itself; arguments as in :func:`look_up`."""
    hits: list[Hit] = []
    for number, index in enumerate(gazetteer.indexes):
        got = search(index, rows, farthest=farthest, most=4 * most)
        hits += [
            (float(apart), number, int(place), int(name))
            for place, apart, name in zip(got.place, got.distance, got.name, strict=True)
        ]
    hits.sort(
        key=lambda hit: (
            hit[0] * 7
            - _standing(gazetteer, hit)
            - (gazetteer.priors[hit[1]] / 4 if gazetteer.priors else 0.0),
            hit[1:],
        )
    )
    return hits[:most]


def same(gazetteer: Gazetteer, row: str) -> tuple[Found, ...]:
    """Find the places that have just this spelling, whatever marks and doublings."""
    hits = [
        (0.0, number, int(place), int(index.arrays["title"][place]))
        for number, index in enumerate(gazetteer.indexes)
        for place in exact(index, row)
    ]
    hits.sort(key=lambda hit: (-_standing(gazetteer, hit), hit[1:]))
    return _fused(gazetteer, hits[:MOST])


def spots_of(gazetteer: Gazetteer, wanted: Collection[Id]) -> dict[Id, tuple[Spot, ...]]:
    """Find the records that have an id; ids that none has are left out."""
    found: dict[Id, list[Spot]] = defaultdict(list)
    for number, index in enumerate(gazetteer.indexes):
        block, ends = index.arrays["texts"].tobytes(), index.arrays["texts_at"]
        for one in sorted(set(wanted)):
            needle = f"{one[0]}:{one[1]}".encode()
            at = block.find(needle)
            while at >= 0:
                told = int(np.searchsorted(ends, at, "right")) - 1
                held = np.flatnonzero(index.arrays["ids"] == told)
                found[one] += [(number, int(place)) for place in held if one in ids(index, int(place))]
                at = block.find(needle, at + len(needle))
    return {one: tuple(dict.fromkeys(spots)) for one, spots in found.items() if len(spots) > 0}


def _standing(gazetteer: Gazetteer, hit: Hit) -> float:
    return float(gazetteer.indexes[hit[1]].arrays["standing"][hit[2]])


def _fused(gazetteer: Gazetteer, hits: list[Hit]) -> tuple[Found, ...]:
    found = [
        _joined(records, tuple(twin.why for twin in twins)) for records, twins in grouped(gazetteer, hits)
    ]
    return tuple(sorted(found, key=lambda one: (one.distance, -one.standing, one.name, one.lat, one.lon)))


def grouped(gazetteer: Gazetteer, hits: list[Hit]) -> list[tuple[list[Found], tuple[Twin, ...]]]:
    """Put records that are one place together; the reasons count the records of their own group."""
    hits = _with_partners(gazetteer, hits)
    records = [_record(gazetteer, hit) for hit in hits]
    told = [Told(one.ids, one.lat, one.lon, one.country, one.kind in AREAS) for one in records]
    apart = kilometres(np.array([(one.lat, one.lon) for one in records]).reshape(-1, 2))
    made = groups(
        told,
        pairs=_near_pairs(gazetteer, told, apart),
        km=lambda first, second: float(apart[first, second]),
        spelled=lambda first, second: abs(records[first].distance - records[second].distance),
        apart=gazetteer.apart,
        together=gazetteer.together,
    )
    return [
        (
            [records[at] for at in numbers],
            tuple(Twin(numbers.index(one.first), numbers.index(one.second), one.why) for one in twins),
        )
        for numbers, twins in made
    ]


def _with_partners(gazetteer: Gazetteer, hits: list[Hit]) -> list[Hit]:
    """Add what a person called the same as a record that was hit, however it is spelled itself."""
    partners = _partners(gazetteer) if gazetteer.together else {}
    if not partners:
        return hits
    had = {(number, place) for _, number, place, _ in hits}
    added = []
    for apart, number, place, _ in hits:
        for other in partners.get((number, place), ()):
            if other not in had:
                had.add(other)
                title = int(gazetteer.indexes[other[0]].arrays["title"][other[1]])
                added.append((apart, *other, title))
    return hits + added


@lru_cache(maxsize=4)
def _partners(gazetteer: Gazetteer) -> Mapping[Spot, tuple[Spot, ...]]:
    spots = spots_of(gazetteer, {one for pair in gazetteer.together for one in pair})
    found: dict[Spot, list[Spot]] = defaultdict(list)
    for pair in sorted(sorted(pair) for pair in gazetteer.together):
        for one, other in ((pair[0], pair[-1]), (pair[-1], pair[0])):
            for spot in spots.get(one, ()):
                found[spot] += [each for each in spots.get(other, ()) if each != spot]
    return {spot: tuple(dict.fromkeys(others)) for spot, others in found.items()}


def _near_pairs(gazetteer: Gazetteer, told: list[Told], apart: NDArray[np.float64]) -> set[tuple[int, int]]:
    """List the records that may be one place: within reach of each other, or with an id in common."""
    first, second = np.nonzero(np.triu(apart <= FARTHEST_KM, k=1))
    found = set(zip(first.tolist(), second.tolist(), strict=True))
    holders: dict[Id, list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        for each in one.ids:
            holders[each].append(number)
    for each, numbers in holders.items():
        if each[0] != ROW_ID:
            found.update((numbers[0], other) for other in numbers[1:])
    for pair in gazetteer.together:
        one_id, other_id = min(pair), max(pair)
        for one_at in holders.get(one_id, ()):
            for other_at in holders.get(other_id, ()):
                if one_at != other_at:
                    found.add((min(one_at, other_at), max(one_at, other_at)))
    return found


def _record(gazetteer: Gazetteer, hit: Hit) -> Found:
    apart, number, place, name = hit
    index = gazetteer.indexes[number]
    told = index.arrays
    people = int(told["population"][place])
    return Found(
        name=text(index, int(told["title"][place])),
        spelled=text(index, name),
        distance=apart,
        lat=float(told["lat"][place]),
        lon=float(told["lon"][place]),
        country=text(index, int(told["country"][place])),
        region=text(index, int(told["region"][place])),
        region_guessed=bool(told["guessed"][place]),
        kind=KINDS[int(told["kind"][place])],
        population=None if people < 0 else people,
        standing=float(told["standing"][place]),
        ids=ids(index, place),
        sources=(index.source.name,),
        prior=gazetteer.priors[number] if gazetteer.priors else 0.0,
        wide=is_wide(index),
    )


@remembered
def is_wide(index: Index) -> bool:
    """Tell whether a gazetteer is one of the world; these lack most villages, and hold namesakes of many words."""
    return len(np.unique(index.arrays["country"])) > MANY_COUNTRIES


def _joined(records: list[Found], why: tuple[str, ...]) -> Found:
    """Tell several records as one place: by the best known of them, with the nearest spelling and all ids."""
    if len(records) == 1:
        return records[0]
    best = max(records, key=lambda one: (one.population or 0, one.standing, one.name))
    nearest = min(records, key=lambda one: one.distance)
    regions = [one for one in records if one.region]
    region = next((one for one in regions if not one.region_guessed), regions[0] if regions else best)
    return Found(
        name=best.name,
        spelled=nearest.spelled,
        distance=nearest.distance,
        lat=best.lat,
        lon=best.lon,
        country=best.country or next((one.country for one in records if one.country), ""),
        region=region.region,
        region_guessed=region.region_guessed,
        kind=best.kind,
        population=best.population,
        standing=max(one.standing for one in records),
        ids=tuple(dict.fromkeys(each for one in (best, *records) for each in one.ids)),
        sources=tuple(dict.fromkeys(each for one in (best, *records) for each in one.sources)),
        fused=why,
        prior=max(one.prior for one in records),
        wide=all(one.wide for one in records),
    )


def kilometres(points: NDArray[np.float64], others: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Measure the distances between points given as rows of latitude, longitude [degrees], on a sphere [km]."""
    one, other = np.radians(points), np.radians(points if others is None else others)
    lat1, lon1, lat2, lon2 = one[:, None, 0], one[:, None, 1], other[None, :, 0], other[None, :, 1]
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    result: NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return result


def merge(parts: Iterable[Gazetteer]) -> Gazetteer:
    """Put gazetteers beside one another."""
    listed = list(parts)
    return Gazetteer(
        tuple(index for part in listed for index in part.indexes),
        frozenset[frozenset[Id]]().union(*(part.apart for part in listed)),
        frozenset[frozenset[Id]]().union(*(part.together for part in listed)),
        tuple(prior for part in listed for prior in part.priors or (0.0,) * len(part.indexes)),
    )
