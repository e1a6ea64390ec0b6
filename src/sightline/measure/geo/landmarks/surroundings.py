"""Take the roads, buildings and water about a point out of a map extract, for a picture to be drawn over them."""

from pathlib import Path
from typing import Final

import numpy as np
import shapely
from attrs import frozen

from sightline.measure.geo.landmarks.extract import Extract, Gathering
from sightline.measure.geo.landmarks.reading import read_map
from sightline.measure.geo.landmarks.tags import read_filter
from sightline.measure.geo.local import LocalFrame
from sightline.model.geodesic import box
from sightline.model.position import Position

NAME: Final = "geo.surroundings"
MOST_POINTS: Final = 200_000
_WANTED: Final = ("highway", "building", "waterway", "natural=water", "railway")
_KINDS: Final = ("road", "building", "water", "water", "railway")

Run = tuple[tuple[int, int], ...]


@frozen(slots=True)
class Outlined:
    """One thing of the map: ``runs`` are lines or closed edges, millimetres (east, north) of the point."""

    kind: str
    """road, building, water or railway."""
    closed: bool
    runs: tuple[Run, ...]


@frozen(slots=True)
class Surroundings:
    """What stands about a point; ``left_out`` counts what was beyond the number of points that are drawn."""

    things: tuple[Outlined, ...]
    left_out: int
    data_time: str | None
    doubts: tuple[str, ...]


def surroundings(path: Path, place: Position, radius_m: float) -> Surroundings:
    """Read the roads, railways, buildings and water within ``radius_m`` [m] of a point.

    :param path: .osm.pbf, .osm (also .gz, .bz2), .geojson or .geojsonseq, told by its ending
    :raises Damaged: when the map is cut short or not what its ending says
    :raises OverLimit: when it is too large
    :raises Unreadable: when it cannot be opened or its ending tells nothing
    """
    filters = tuple(read_filter(text) for text in _WANTED)
    extract = read_map(path, Gathering(filters, box(place, radius_m)))
    return _cut(extract, LocalFrame(place.lat, place.lon), radius_m)


def _cut(extract: Extract, frame: LocalFrame, radius_m: float) -> Surroundings:
    """Cut what was read to a square about the point, nearest first where there is too much."""
    square = shapely.box(-radius_m, -radius_m, radius_m, radius_m)
    found, points, left = [], 0, 0
    shapes = extract.geometries.copy()
    if len(shapes) > 0:
        degrees = shapely.get_coordinates(shapes)
        east, north = frame.to_metres(degrees[:, 1], degrees[:, 0])
        shapes = np.asarray(shapely.set_coordinates(shapes, np.column_stack((east, north))), dtype=object)
    away = shapely.distance(shapes, shapely.Point(0.0, 0.0))
    for number in np.argsort(away, kind="stable"):
        shape = shapely.intersection(shapely.make_valid(shapes[number]), square)
        runs = _runs(shape)
        size = sum(len(run) for run in runs)
        if size == 0:
            continue
        if points + size > MOST_POINTS:
            left += 1
            continue
        points += size
        mask = int(extract.masks[number])
        kind = next(kind for place, kind in enumerate(_KINDS) if mask >> place & 1)
        closed = bool(shapely.get_dimensions(shape) == 2)
        found.append(Outlined(kind, closed, runs))
    return Surroundings(tuple(found), left, extract.data_time, extract.doubts)


def _runs(shape: shapely.Geometry) -> tuple[Run, ...]:
    """Give lines and the edges of areas; points tell nothing in a picture."""
    edges = shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape
    return tuple(
        tuple((round(float(x) * 1000), round(float(y) * 1000)) for x, y in shapely.get_coordinates(part))
        for part in shapely.get_parts(edges)
        if shapely.get_dimensions(part) == 1
    )
