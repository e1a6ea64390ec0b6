"""Lines and areas as values: front lines, and what a map colours, in whole numbers of 1e-7 degree.

The shape is GeoJSON's [1], longitude first, with integers in place of degrees, so that what is hashed and stored is
exact: ``{"type": "Polygon", "coordinates": [[[366000000, 353700000], …]]}``. Degrees with a decimal point (as every
GeoJSON file has them) are taken too and turned into such integers; whole numbers that could be degrees are refused
rather than guessed. A line that passes 180 degrees is cut there, as GeoJSON wants it. Rings are not tested for
crossing themselves.

Sources:
[1] RFC 7946, The GeoJSON Format, https://www.rfc-editor.org/rfc/rfc7946
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final

from attrs import frozen

from sightline.core.errors import BadValue
from sightline.model.finding import Json
from sightline.model.position import E7, HALF_TURN_E7, QUARTER_TURN_E7

DEPTHS: Final[Mapping[str, int]] = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""Sorts of geometry, with how deep a list of points lies in ``coordinates``, points themselves not counted."""
AREAS: Final = ("Polygon", "MultiPolygon")
MOST_POINTS: Final = 50_000
EXAMPLE: Final = '{"type": "LineString", "coordinates": [[36.60, 35.37], [36.75, 35.41]]}'

Point = tuple[int, int]
"""Longitude and latitude [1e-7 degree], in GeoJSON's order."""


@frozen(slots=True)
class Extent:
    """The smallest box around a geometry [1e-7 degree]."""

    west_e7: int
    south_e7: int
    east_e7: int
    north_e7: int


def geometry(value: Json) -> dict[str, Json]:
    """Check a line or an area and give it in the shape that is recorded.

    Parameters
    ----------
    value : mapping
        ``type`` (one of :data:`DEPTHS`) and ``coordinates``; longitude first; integers of 1e-7 degree, or degrees with
        a decimal point (as text or number).

    Raises
    ------
    BadValue
        Says what is wrong with it, with an example.
    """
    if not isinstance(value, dict) or set(value) != {"type", "coordinates"} or value["type"] not in DEPTHS:
        named = ", ".join(DEPTHS)
        raise BadValue(f"a geometry has type ({named}) and coordinates", todo=f"for example {EXAMPLE}")
    kind = str(value["type"])
    numbers = list(_numbers(value["coordinates"]))
    if len(numbers) > 2 * MOST_POINTS:
        raise BadValue(f"a geometry has at most {MOST_POINTS} points", todo="simplify it, or cut it in parts")
    degrees = _in_degrees(numbers)
    made = _listed(value["coordinates"], DEPTHS[kind], area=kind in AREAS, degrees=degrees)
    return {"type": kind, "coordinates": made}


def lines_of(value: Mapping[str, Json]) -> tuple[tuple[Point, ...], ...]:
    """Give every line or ring of a checked geometry as points."""
    deep = DEPTHS[str(value["type"])]
    return tuple(_lines(value["coordinates"], deep))


def polygons_of(value: Mapping[str, Json]) -> tuple[tuple[tuple[Point, ...], ...], ...]:
    """Give every polygon of a checked area as its rings, the outer first; none for a line."""
    if value["type"] == "Polygon":
        return (tuple(_lines(value["coordinates"], 2)),)
    if value["type"] == "MultiPolygon" and isinstance(value["coordinates"], list):
        return tuple(tuple(_lines(part, 2)) for part in value["coordinates"])
    return ()


def extent_of(value: Mapping[str, Json]) -> Extent:
    """Give the box around a checked geometry."""
    points = [point for line in lines_of(value) for point in line]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return Extent(min(lons), min(lats), max(lons), max(lats))


def contains(value: Mapping[str, Json], lon_e7: int, lat_e7: int) -> bool:
    """Tell whether an area contains a point, by counting the edges east of it; a line contains none.

    Edges are straight in longitude and latitude, as on a map.
    """
    return any(
        _in_ring(rings[0], lon_e7, lat_e7) and not any(_in_ring(hole, lon_e7, lat_e7) for hole in rings[1:])
        for rings in polygons_of(value)
    )


def words(value: Mapping[str, Json]) -> str:
    """Say in words what a geometry is, without telling where it lies."""
    lines = lines_of(value)
    if value["type"] in AREAS:
        parts = len(polygons_of(value))
        corners = sum(len(line) - 1 for line in lines)
        return f"an area of {corners} corners" + ("" if parts == 1 else f" in {parts} parts")
    points = sum(len(line) for line in lines)
    return f"a line of {points} points" + ("" if len(lines) == 1 else f" in {len(lines)} parts")


def _numbers(tree: Json) -> Iterator[Json]:
    """Go through the numbers of nested lists; what is nested too deeply is refused where lists are checked."""
    stack: list[tuple[Json, int]] = [(tree, 0)]
    while stack:
        here, depth = stack.pop()
        if isinstance(here, list):
            if depth < 5:
                stack.extend((child, depth + 1) for child in here)
        else:
            yield here


def _in_degrees(numbers: Sequence[Json]) -> bool:
    """Tell whether coordinates are degrees; refuses those that could be either."""
    if any(not isinstance(n, int) or isinstance(n, bool) for n in numbers):
        return True
    if numbers and all(abs(n) <= 180 for n in numbers if isinstance(n, int)):
        raise BadValue(
            "these coordinates may be degrees or units of 1e-7 degree",
            todo="write degrees with a decimal point (36.0), or multiply by 10000000",
        )
    return False


def _listed(tree: Json, depth: int, *, area: bool, degrees: bool) -> list[Json]:
    if not isinstance(tree, list) or not tree:
        raise BadValue("a list of coordinates is missing or empty", todo=f"for example {EXAMPLE}")
    if depth > 1:
        return [_listed(child, depth - 1, area=area, degrees=degrees) for child in tree]
    points = [_point(child, degrees=degrees) for child in tree]
    if area and (len(points) < 4 or points[0] != points[-1]):
        raise BadValue("a ring has at least four points and ends where it begins", todo="close the ring")
    if len(set(points)) < (3 if area else 2):
        raise BadValue("a line has two different points at least, an area three")
    if any(abs(a[0] - b[0]) > HALF_TURN_E7 for a, b in pairwise(points)):
        raise BadValue("a line goes the long way round the Earth", todo="cut it at 180 degrees in two parts")
    return [[lon, lat] for lon, lat in points]


def _point(tree: Json, *, degrees: bool) -> Point:
    if not isinstance(tree, list) or len(tree) != 2:
        raise BadValue("a point is a longitude and a latitude", todo=f"for example {EXAMPLE}")
    lon, lat = (_e7(number, degrees=degrees) for number in tree)
    if abs(lon) > HALF_TURN_E7 or abs(lat) > QUARTER_TURN_E7:
        swapped = abs(lon) <= QUARTER_TURN_E7 and abs(lat) <= HALF_TURN_E7
        raise BadValue(
            f"{lon / E7:g}, {lat / E7:g} is not on the Earth",
            todo="longitude comes first here" if swapped else "check the coordinates",
        )
    return lon, lat


def _e7(number: Json, *, degrees: bool) -> int:
    if isinstance(number, bool) or not isinstance(number, int | str | float):
        raise BadValue(f"{number!r} is no coordinate"[:80], todo=f"for example {EXAMPLE}")
    if not degrees:
        return int(number)
    try:
        found = Decimal(str(number))
    except InvalidOperation as error:
        raise BadValue(f"{number!r} is no coordinate"[:80], todo=f"for example {EXAMPLE}") from error
    if not found.is_finite() or abs(found) > 1000:
        raise BadValue(f"{number!r} is no coordinate in degrees"[:80], todo=f"for example {EXAMPLE}")
    return round(found * E7)


def _lines(tree: Json, depth: int) -> Iterator[tuple[Point, ...]]:
    if not isinstance(tree, list):
        return
    if depth > 1:
        for child in tree:
            yield from _lines(child, depth - 1)
    else:
        yield tuple((int(p[0]), int(p[1])) for p in tree if isinstance(p, list))  # type: ignore[arg-type]


def _in_ring(ring: Sequence[Point], lon: int, lat: int) -> bool:
    inside = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > lat) != (y1 > lat):
            # whole numbers all the way: on which side of the edge the point lies
            side = (lon - x0) * (y1 - y0) - (lat - y0) * (x1 - x0)
            if (side < 0) == (y1 > y0):
                inside = not inside
    return inside
