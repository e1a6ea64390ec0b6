"""The maps that belong to the case: a gazetteer, an extract of map objects, and elevation, as anybody could have."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from sightline.work.training.names import LAND, NAMED
from sightline.work.training.terrain import RIVER_HALF, off_axis, river_at, road_at, terrain
from sightline.work.training.things import Box
from sightline.work.training.valley import (
    BLAST,
    EAST_VILLAGE,
    LAT,
    LON,
    SIDE_ROAD,
    SIDE_ROAD_ENDS,
    WEST_VILLAGE,
    degrees,
    frame,
    valley,
)

ARC: Final = 1.0 / 3600.0
"""Width of a cell of the elevation tile [degrees]."""
_REACH: Final = 0.112, 0.139
_SMALLEST: Final = 25.0
_TAGS: Final[dict[str, dict[str, str]]] = {
    "minaret": {"man_made": "minaret", "height": "41"},
    "water tower": {"man_made": "water_tower", "height": "33"},
    "clock tower": {"man_made": "tower", "tower:type": "clock", "height": "31"},
    "silo": {"man_made": "silo", "height": "31"},
    "radio mast": {"man_made": "mast", "tower:type": "communication", "height": "64"},
    "chapel": {"building": "chapel", "amenity": "place_of_worship", "religion": "christian"},
    "pole": {"man_made": "flagpole", "height": "8"},
}


def write_gazetteer(path: Path) -> None:
    """Write the invented gazetteer as TSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(("id", "name", "alt_names", "lat", "lon", "country", "admin", "placetype"))
        for one in NAMED:
            lat, lon = one.at
            table.writerow(
                (
                    one.id,
                    one.name,
                    "|".join(one.others),
                    f"{lat:.5f}",
                    f"{lon:.5f}",
                    LAND,
                    one.admin,
                    one.kind,
                )
            )


def write_objects(path: Path) -> None:
    """Write the map objects as GeoJSON, tagged as OpenStreetMap tags such things."""
    features = [_feature(number, *one) for number, one in enumerate(_objects(), start=1)]
    whole = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def write_elevation(path: Path) -> None:
    """Write the ground as one GeoTIFF tile of one arc second, heights in metres of the ellipsoid's datum."""
    import rasterio

    lats = np.arange(LAT + _REACH[0], LAT - _REACH[0], -ARC)
    lons = np.arange(LON - _REACH[1], LON + _REACH[1], ARC)
    east, north = frame().to_metres(lats[:, None], lons[None, :])
    heights = terrain().at(east, north).astype(np.float32)
    where = rasterio.Affine(ARC, 0.0, float(lons[0]) - ARC / 2, 0.0, -ARC, float(lats[0]) + ARC / 2)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=len(lons),
        height=len(lats),
        count=1,
        dtype="float32",
        crs="EPSG:4326",
        transform=where,
        nodata=-9999.0,
        compress="deflate",
        predictor=3,
        tiled=True,
    ) as tile:
        tile.write(np.round(heights, 1), 1)


def _objects() -> Iterator[tuple[dict[str, str], str, Any]]:
    """Give every object as tags, kind of geometry, and its points."""
    for name, mark in valley().landmarks.items():
        kind = next(kind for kind in _TAGS if name.endswith(kind))
        tags = _TAGS[kind] | ({"name": name} if kind == "silo" else {})
        yield tags, "Point", _degrees_of(mark.east, mark.north)
    along = np.arange(-6_000.0, 6_001.0, 60.0)
    yield {"waterway": "river", "name": "Nahr Ozrem"}, "LineString", _line(along, river_at(along))
    yield {"highway": "secondary", "ref": "V 1"}, "LineString", _line(along, road_at(along))
    side = np.array(SIDE_ROAD_ENDS)
    yield {"highway": "tertiary"}, "LineString", _line(np.full(2, SIDE_ROAD), side)
    bridge = float(river_at(np.array(SIDE_ROAD)))
    ends = np.array([bridge - RIVER_HALF * 2, bridge + RIVER_HALF * 2])
    yield {"bridge": "yes", "man_made": "bridge"}, "LineString", _line(np.full(2, SIDE_ROAD), ends)
    for village in (WEST_VILLAGE, EAST_VILLAGE):
        lane = np.array([village[1] - 40, village[1] + 260])
        yield {"highway": "residential"}, "LineString", _line(np.full(2, village[0] + 90), lane)
    pit = [(BLAST[0] + a, BLAST[1] + b) for a, b in ((-70, -30), (70, -30), (70, 30), (-70, 30), (-70, -30))]
    yield {"landuse": "quarry"}, "Polygon", [[list(reversed(degrees(*one))) for one in pit]]
    for thing in valley().things:
        if isinstance(thing, Box) and thing.width * thing.depth > _SMALLEST and thing.low > 0:
            yield {"building": "yes"}, "Polygon", [_corners(thing)]


def _corners(box: Box) -> list[list[float]]:
    c, s = np.cos(box.turn), np.sin(box.turn)
    out: list[list[float]] = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)):
        a, b = x * box.width / 2, y * box.depth / 2
        out.append(_degrees_of(box.east + c * a - s * b, box.north + s * a + c * b))
    return out


def _line(u: Any, v: Any) -> list[list[float]]:
    return [_degrees_of(*off_axis(float(a), float(b))) for a, b in zip(u, v, strict=True)]


def _degrees_of(east: float, north: float) -> list[float]:
    lat, lon = frame().to_degrees(east, north)
    return [round(float(lon), 7), round(float(lat), 7)]


def _feature(number: int, tags: dict[str, str], kind: str, points: Any) -> dict[str, Any]:
    shape = {"type": kind, "coordinates": points}
    way = "n" if kind == "Point" else "w"
    return {"type": "Feature", "id": f"{way}{number}", "properties": tags, "geometry": shape}
