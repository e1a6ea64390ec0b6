"""Read a map extract, whichever of its forms it has."""

from pathlib import Path
from typing import Final

from sightline.core.errors import OverLimit, Unreadable
from sightline.measure.geo.landmarks.extract import Extract, Gathering, filters_of
from sightline.measure.geo.landmarks.query import Query
from sightline.measure.geo.landmarks.reading_geojson import read_geojson
from sightline.measure.geo.landmarks.reading_osm import read_osm
from sightline.measure.geo.landmarks.tied import reach_m
from sightline.model.geodesic import box
from sightline.model.position import Position

LARGEST: Final = 8 << 30
_GEOJSON: Final = (".geojson", ".json", ".geojsonseq", ".geojsonl", ".ndjson", ".jsonl")
_OSM: Final = (".pbf", ".osm", ".xml", ".gz", ".bz2", ".o5m", ".opl")


def read_extract(path: Path, query: Query, *, around: tuple[Position, float] | None = None) -> Extract:
    """Read what a query needs of a map extract.

    :param path: .osm.pbf, .osm (also .gz, .bz2), .geojson or .geojsonseq, told by its ending
    :param around: a place and how far candidates may be from it [m]
    :raises Damaged: when it is cut short or not what its ending says
    :raises OverLimit: when it is too large
    :raises Unreadable: when it cannot be opened or its ending tells nothing
    """
    boxes = None if around is None else box(around[0], around[1] + reach_m(query) + 1.0)
    return read_map(path, Gathering(filters_of(query), boxes))


def read_map(path: Path, gathering: Gathering) -> Extract:
    """Read into ``gathering`` what it wants of a map extract.

    :raises Damaged: when it is cut short or not what its ending says
    :raises OverLimit: when it is too large
    :raises Unreadable: when it cannot be opened or its ending tells nothing
    """
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise Unreadable(f"it cannot be opened: {fault.strerror}", item=path.name) from fault
    if size > LARGEST:
        raise OverLimit(
            f"a map file of more than {LARGEST >> 30} GiB",
            item=path.name,
            todo="cut the region out of it first: osmium extract --bbox",
        )
    if path.suffix.lower() in _GEOJSON:
        return read_geojson(path, gathering)
    if path.suffix.lower() in _OSM:
        return read_osm(path, gathering)
    raise Unreadable(
        f"what kind of map file is '{path.suffix or path.name}'?",
        item=path.name,
        todo="name it by its kind: .osm.pbf, .osm, .geojson, .geojsonseq",
    )
