"""Read OpenStreetMap files (.osm.pbf, .osm, also .gz and .bz2): nodes, ways, and areas from multipolygons.

A closed way is an area unless its tags say that it is a line (a road that ends where it began). Areas of more than one
way are put together by osmium [1]; one whose ways are missing, as at the edge of a cut extract, is named.

Sources:
[1] https://osmcode.org/pyosmium/
"""

from pathlib import Path
from typing import Any, Final

import shapely

from sightline.core.errors import Damaged
from sightline.measure.geo.landmarks.extract import Extract, Gathering
from sightline.measure.geo.landmarks.tags import keys_of
from sightline.measure.geo.landmarks.wild_numbers import refuse_wild_numbers

_LINE_KEYS: Final = ("highway", "barrier", "railway", "route", "junction", "aerialway")
_LINE_VALUES: Final = {
    "waterway": ("riverbank", "dam", "dock", "boatyard"),  # these are areas, the rest lines
    "power": ("plant", "substation", "generator", "transformer", "portal", "compensator"),
}
_LINES: Final = (
    ("man_made", ("pipeline", "embankment", "cutline", "breakwater", "dyke")),
    ("natural", ("coastline", "tree_row", "cliff", "ridge", "arete", "valley")),
    ("aeroway", ("runway", "taxiway")),
)
_SHOWN: Final = 5


def read_osm(path: Path, gathering: Gathering) -> Extract:
    """Read an OSM file into ``gathering``.

    :raises Damaged: when the file is cut short, or is no OSM file
    """
    import osmium

    keys = keys_of(gathering.filters)
    wanted = osmium.filter.EmptyTagFilter() if keys is None else osmium.filter.KeyFilter(*sorted(keys))
    factory = osmium.geom.WKBFactory()
    areas: set[int] = set()
    relations: set[int] = set()
    holes = [0]
    try:
        refuse_wild_numbers(path)
        processor = osmium.FileProcessor(str(path)).with_areas(wanted).with_filter(wanted)
        header = processor.header
        data_time = header.get("osmosis_replication_timestamp", "") or header.get("timestamp", "")
        for entry in processor:
            found: Any = entry
            if found.is_node():
                gathering.offer(f"node/{found.id}", dict(found.tags), None, build=lambda o=found: _point(o))
            elif found.is_way():
                tags = dict(found.tags)
                gathering.offer(
                    f"way/{found.id}",
                    tags,
                    None,
                    build=lambda o=found, t=tags: _way(o, t, factory, holes),
                )
            elif found.is_relation():
                if found.tags.get("type") in ("multipolygon", "boundary"):
                    relations.add(found.id)
            elif not found.from_way():
                areas.add(found.orig_id())
                gathering.offer(
                    f"relation/{found.orig_id()}",
                    dict(found.tags),
                    None,
                    build=lambda o=found: shapely.from_wkb(factory.create_multipolygon(o)),
                )
    except (osmium.InvalidLocationError, RuntimeError, ValueError, OSError) as fault:
        raise Damaged(
            f"the map file cannot be read to its end: {_plainly(str(fault))}",
            item=path.name,
            todo="it is cut short or damaged: fetch the extract again and compare its size or checksum",
        ) from fault
    doubts = []
    lost = sorted(relations - areas)
    if lost:
        shown = ", ".join(f"relation/{one}" for one in lost[:_SHOWN])
        doubts.append(
            f"{len(lost):,} areas could not be put together, since parts of them are not in the file: {shown}"
            + (" and others" if len(lost) > _SHOWN else "")
        )
    if holes[0]:
        doubts.append(f"{holes[0]:,} ways lack some of their points, as at the edge of an extract")
    return gathering.done(data_time=data_time or None, doubts=doubts)


def _point(node: Any) -> Any:
    return shapely.Point(node.location.lon, node.location.lat) if node.location.valid() else None


def _way(way: Any, tags: dict[str, str], factory: Any, holes: list[int]) -> Any:
    import osmium

    try:
        line = shapely.from_wkb(factory.create_linestring(way))
    except (osmium.InvalidLocationError, RuntimeError):
        points = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        holes[0] += 1
        if len(set(points)) < 2:
            return None
        return shapely.LineString(points)
    if is_area(tags) and way.is_closed() and shapely.get_num_points(line) >= 4:
        return shapely.Polygon(shapely.get_coordinates(line))
    return line


def is_area(tags: dict[str, str]) -> bool:
    """Say whether a closed way with these tags encloses something, rather than running in a ring."""
    if "area" in tags:
        return tags["area"] != "no"
    if any(key in tags for key in _LINE_KEYS):
        return False
    if any(tags.get(key) in values for key, values in _LINES):
        return False
    return all(key not in tags or tags[key] in values for key, values in _LINE_VALUES.items())


def _plainly(fault: str) -> str:
    return fault.strip().rstrip(".").splitlines()[0][:200] if fault.strip() else "its reader gave up"
