"""The places that a description leans on: each with all it may be, so that the fitting one is found together."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from sightline.measure.geo.described.endings import undeclined
from sightline.measure.geo.described.standing import is_sure
from sightline.measure.geo.described.words import country_named
from sightline.measure.geo.gazetteer.distances import codes, distances, same_letters
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer, kilometres, look_up, same
from sightline.measure.geo.gazetteer.index import Index, text
from sightline.measure.geo.gazetteer.letters import readings, skeleton
from sightline.measure.geo.gazetteer.records import AREAS
from sightline.measure.geo.gazetteer.regions import Landscape, Region, landscapes, regions
from sightline.measure.geo.gazetteer.remembered import remembered

MOST: Final = 12
_REGION_NEAR: Final = 0.12
_ANCHOR_NEAR: Final = 0.16
_LOOSE_NEAR: Final = 0.05

_AS_WRITTEN: Final = 1.0
"""As in ``weighing``: in a gazetteer of the world a name of the very letters is the likelier."""

_AREA_AS_POINT: Final = 5.0
"""Cost of measuring from the middle of an area, where the words do not say that the area is meant."""

_AREA_LEVELS: Final = ("region", "county", "area", "country")


@frozen(slots=True)
class Area:
    """A first-order area with the land its places cover: middle [degrees] and the reach of nine in ten [km]."""

    name: str
    country: str
    lat: float
    lon: float
    reach_km: float


@frozen(slots=True)
class Anchor:
    """One thing that the name of an anchor may be; ``cost`` how unlikely, 0 for the likeliest.

    ``region`` is the name of a first-order area where it is one; ``country`` alone where it is a country.
    """

    name: str
    lat: float
    lon: float
    cost: float
    country: str = ""
    region: str = ""
    whole_country: bool = False
    reach_km: float = 0.0
    """How far it reaches from its point, for a plain or a mountain."""

    placed: bool = True
    """Whether ``lat`` and ``lon`` are known; not for a country, nor for a region that the gazetteer has no place of."""

    within: str = ""
    """The first-order area that a place lies in."""

    differs: float = 0.0
    """How far its spelling is from what was written."""

    sure: bool = True
    """Whether the spelling alone says that it is meant; see ``standing.is_sure``."""

    is_area: bool = False
    apart: str = ""
    """What it is not: "the town" where an area has the name too, "the middle of the area" for an area."""

    @property
    def called(self) -> str:
        """The name, with what is meant by it where the name alone leaves that open."""
        return self.name if self.apart == "" else f"{self.name}, {self.apart}"


def anchors(
    gazetteer: Gazetteer, name: str, *, level: str = "", loose: bool = False, point: bool = False
) -> tuple[Anchor, ...]:
    """Find what the name of an anchor may be: a country, a region, a place; the likeliest first.

    :param level: the kind of place it is said to be
    :param loose: the words may be no name at all: only spellings that hardly differ count
    :param point: it is measured from: a town goes before the province of its name, unless ``level`` says an area
    """
    country = country_named(name)
    if country is not None:
        return (Anchor(name, 0.0, 0.0, 0.0, country, whole_country=True, placed=False),)
    found = [*_areas(gazetteer, name, level), *_places(gazetteer, name, level, loose=loose)]
    if point and level not in _AREA_LEVELS:
        found = [_as_point(one, found) for one in found]
    least = min((one.cost for one in found), default=0.0)
    return tuple(evolve(one, cost=one.cost - least) for one in sorted(found, key=lambda one: one.cost)[:MOST])


def _areas(gazetteer: Gazetteer, name: str, level: str) -> list[Anchor]:
    found = [
        Anchor(
            area.name,
            area.lat,
            area.lon,
            28 * apart - 4.4 + (2.0 if level in ("county", "locality", "neighbourhood") else 0.0),
            area.country,
            area.name,
            placed=area.reach_km > 0,
            differs=apart,
            is_area=True,
        )
        for apart, area in areas_named(gazetteer, name)
    ]
    return found + [
        Anchor(one.name, one.lat, one.lon, 28 * apart - 4.0, one.country, reach_km=one.km, differs=apart)
        for apart, one in landscapes_named(name)
    ]


def rows_of(name: str) -> tuple[str, ...]:
    """Give the rows of symbols to look a name up by, also without the ending of a case."""
    return tuple(dict.fromkeys(row for form in (name, *undeclined(name)) for row in readings(form)))


def _places(gazetteer: Gazetteer, name: str, level: str, *, loose: bool) -> list[Anchor]:
    places = same(gazetteer, readings(name)[0]) if loose else ()
    if not places and (not loose or level != ""):
        farthest = _LOOSE_NEAR if loose else _ANCHOR_NEAR
        places = look_up(gazetteer, rows_of(name), farthest=farthest, most=60)
    return [
        Anchor(
            place.name,
            place.lat,
            place.lon,
            28 * place.distance
            - 5.5 * place.standing
            - place.prior
            - (_AS_WRITTEN if place.wide and same_letters(name, place.spelled) else 0.0)
            + (2.0 if level == "region" else 0.0),
            place.country,
            within=place.region,
            differs=place.distance,
            is_area=place.kind in AREAS,
            sure=is_sure(place, name),
        )
        for place in places[:40]
    ]


def _as_point(one: Anchor, found: Sequence[Anchor]) -> Anchor:
    """Say of an anchor to measure from whether the town or the area is meant; areas are the less likely."""
    if one.is_area:
        return evolve(one, cost=one.cost + _AREA_AS_POINT, apart="the middle of the area")
    shared = one.reach_km == 0 and any(other.is_area and one.within == other.region != "" for other in found)
    return evolve(one, apart="the town") if shared else one


def areas_named(gazetteer: Gazetteer, name: str) -> list[tuple[float, Area]]:
    """Find the first-order areas that a name may mean, with how far the spelling is off."""
    named = _regions_named(name)
    land = land_of(gazetteer) if named else {}
    found: dict[str, tuple[float, Area]] = {}
    for apart, region in named:
        nowhere = Area(region.name, region.country, 0.0, 0.0, 0.0)
        area = land.get((region.country, region.name), nowhere)
        if apart < found.get(area.name, (9.0, area))[0]:
            found[area.name] = (apart, area)
    return sorted(found.values(), key=lambda each: each[0])


@lru_cache(maxsize=10_000)
def _regions_named(name: str) -> tuple[tuple[float, Region], ...]:
    """Find the regions of the table that a name may mean, each for every spelling of it that is near."""
    found = []
    for row in rows_of(name):
        for other, region in _area_rows().get(skeleton(row), ()):
            apart = float(distances(codes(row), codes(other)[None, :])[0])
            if apart <= _REGION_NEAR:
                found.append((apart, region))
    return tuple(found)


@lru_cache(maxsize=10_000)
def landscapes_named(name: str) -> tuple[tuple[float, Landscape], ...]:
    """Find the plains, valleys and mountains that a name may mean, with how far the spelling is off."""
    found: dict[str, tuple[float, Landscape]] = {}
    for row in rows_of(name):
        for other, one in _landscape_rows().get(skeleton(row), ()):
            apart = float(distances(codes(row), codes(other)[None, :])[0])
            if apart <= min(_REGION_NEAR, found.get(one.name, (9.0, one))[0]):
                found[one.name] = (apart, one)
    return tuple(sorted(found.values(), key=lambda each: each[0]))


@lru_cache(maxsize=1)
def _landscape_rows() -> Mapping[str, tuple[tuple[str, Landscape], ...]]:
    found: dict[str, list[tuple[str, Landscape]]] = {}
    for one in landscapes():
        for name in one.names:
            for row in readings(name):
                found.setdefault(skeleton(row), []).append((row, one))
    return {letters: tuple(rows) for letters, rows in found.items()}


@lru_cache(maxsize=1)
def _area_rows() -> Mapping[str, tuple[tuple[str, Region], ...]]:
    found: dict[str, list[tuple[str, Region]]] = {}
    for region in regions():
        for name in region.names:
            for row in readings(name):
                found.setdefault(skeleton(row), []).append((row, region))
    return {letters: tuple(rows) for letters, rows in found.items()}


def land_of(gazetteer: Gazetteer) -> Mapping[tuple[str, str], Area]:
    """Give the areas that the places of a gazetteer lie in, by country and name."""
    if len(gazetteer.indexes) == 1:
        return _land(gazetteer.indexes[0])
    found: dict[tuple[str, str], Area] = {}
    for index in gazetteer.indexes:
        for key, area in _land(index).items():
            found.setdefault(key, area)
    return found


@remembered
def _land(index: Index) -> Mapping[tuple[str, str], Area]:
    told = index.arrays
    usual = {(region.country, region.name) for region in regions()}
    found = {}
    for number in np.unique(told["region"]):
        name = text(index, int(number))
        members = np.flatnonzero(told["region"] == number) if name else np.zeros(0, np.int64)
        for code in np.unique(told["country"][members]) if len(members) > 0 else ():
            country = text(index, int(code))
            if (country, name) in usual or len(usual) == 0:
                inside = members[told["country"][members] == code]
                found[country, name] = _area(name, country, told["lat"][inside], told["lon"][inside])
    return found


def _area(name: str, country: str, lats: NDArray[Any], lons: NDArray[Any]) -> Area:
    lat, lon = float(np.median(lats)), float(np.median(lons))
    far = kilometres(np.array([[lat, lon]]), np.stack((lats, lons), axis=1))[0]
    return Area(name, country, lat, lon, float(np.quantile(far, 0.9)))


def has_country(gazetteer: Gazetteer, country: str) -> bool:
    """Tell whether a gazetteer holds any place of a country."""
    return any(len(_of_country(index, country)[0]) > 0 for index in gazetteer.indexes)


def nearest_of(gazetteer: Gazetteer, country: str, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure how far points are from the nearest place of a country [km]; infinite where none is near."""
    result = np.full(len(points), np.inf)
    for index in gazetteer.indexes:
        lats, lons = _of_country(index, country)
        for at, (lat, lon) in enumerate(points):
            close = (np.abs(lats - lat) < 2.0) & (np.abs((lons - lon + 180.0) % 360.0 - 180.0) < 3.0)
            if close.any():
                far = kilometres(np.array([[lat, lon]]), np.stack((lats[close], lons[close]), axis=1))
                result[at] = min(result[at], float(far.min()))
    return result


@remembered
def _of_country(index: Index, country: str) -> tuple[NDArray[Any], NDArray[Any]]:
    told = index.arrays
    number = next((int(code) for code in np.unique(told["country"]) if text(index, int(code)) == country), -1)
    members = told["country"] == number
    return told["lat"][members], told["lon"][members]
