"""The first-order areas of some countries, with their names and the ids that gazetteers give them."""

from functools import lru_cache

from attrs import frozen

from sightline.core.errors import BadSchema
from sightline.core.resources import Node, builtin, load_yaml


@frozen(slots=True)
class Region:
    """A governorate, province, oblast or district: ``name`` as shown, ``names`` all spellings, its ids elsewhere."""

    country: str
    name: str
    names: tuple[str, ...]
    geonames: str = ""
    wof: str = ""


@frozen(slots=True)
class Landscape:
    """A plain, valley or mountain that texts name: its middle [degrees] and how far it reaches from there [km]."""

    country: str
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    km: float


@lru_cache(maxsize=1)
def landscapes() -> tuple[Landscape, ...]:
    """Read the table that comes with the program.

    :raises BadSchema: when a line of it cannot be used; it names the line
    """
    found = []
    for entry in _table().at("landscapes").entries():
        entry.only("country", "name", "names", "lat", "lon", "km")
        name = entry.at("name").text()
        names = (name, *(node.text() for node in entry.at("names").entries()))
        found.append(
            Landscape(
                entry.at("country").text(),
                name,
                names,
                *(entry.at(key).number() for key in ("lat", "lon", "km")),
            )
        )
    return tuple(found)


@lru_cache(maxsize=1)
def _table() -> Node:
    file = next(path for path in builtin("places") if path.name == "regions.yaml")
    return load_yaml(file, error=BadSchema)


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """Read the table that comes with the program.

    :raises BadSchema: when a line of it cannot be used; it names the line
    """
    found = []
    for country, listed in _table().at("regions").fields().items():
        for entry in listed.entries():
            entry.only("name", "names", "geonames", "wof")
            others = entry.get("names")
            name = entry.at("name").text()
            codes = [entry.get(key) for key in ("geonames", "wof")]
            found.append(
                Region(
                    country,
                    name,
                    (name, *(() if others is None else (node.text() for node in others.entries()))),
                    *("" if code is None else code.text() for code in codes),
                )
            )
    return tuple(found)
