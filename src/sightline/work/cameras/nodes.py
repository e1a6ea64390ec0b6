"""Read numbers, places, pixels and bearings out of a file's nodes; whatever is wrong is named by line and field."""

import math
from typing import Final

from sightline.core.errors import BadValue
from sightline.core.resources import Node
from sightline.measure.geo.camera.records import Aligned, Bearing, Landmark
from sightline.model.coordinates import read_coordinates

_MOST_ENTRIES: Final = 500


def number(node: Node, *, least: float = -1e9, most: float = 1e9) -> float:
    """Give a number between bounds; one in quotes or with an exponent counts too."""
    try:
        value = float(node.value) if isinstance(node.value, str) else node.number()
    except ValueError:
        node.refuse(f"'{str(node.value)[:40]}' is not a number", todo="write it with a point: 12.5")
    if not math.isfinite(value) or not least <= value <= most:
        node.refuse(f"{value:g} is not between {least:g} and {most:g}")
    return value


def maybe(node: Node, key: str, *, least: float = -1e9, most: float = 1e9) -> float | None:
    """Give the number of a key that may be absent."""
    child = node.get(key)
    return None if child is None else number(child, least=least, most=most)


def entries(node: Node | None) -> tuple[Node, ...]:
    """Give the entries of a list that may be absent, up to 500."""
    if node is None:
        return ()
    found = node.entries()
    if len(found) > _MOST_ENTRIES:
        node.refuse(f"{len(found)} entries are more than {_MOST_ENTRIES}", todo="keep the best of them")
    return found


def pair(node: Node) -> tuple[float, float]:
    """Give two numbers in a list."""
    both = node.entries()
    if len(both) != 2:
        node.refuse(f"two numbers are needed here, not {len(both)}", todo="write [column, row]")
    return number(both[0], least=-1e6, most=1e6), number(both[1], least=-1e6, most=1e6)


def name(node: Node) -> str:
    """Give a name; a bare number is one too."""
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return str(node.value)
    text = node.text()
    return text if len(text) <= 200 else node.refuse("a name of more than 200 characters")


def place(node: Node) -> tuple[float, float] | None:
    """Give latitude and longitude [degrees]: ``lat`` and ``lon``, or ``place`` in any spelling; None for neither."""
    written = node.get("place")
    if written is not None:
        try:
            here = read_coordinates(written.text())
        except BadValue as error:
            written.refuse(error.fault, todo=error.todo)
        return here.lat, here.lon
    lat, lon = node.get("lat"), node.get("lon")
    if lat is None and lon is None:
        return None
    if lat is None or lon is None:
        node.refuse("latitude and longitude are needed together", todo="write both lat and lon")
    north, east = number(lat, least=-180, most=180), number(lon, least=-180, most=180)
    if abs(north) > 90:
        lat.refuse(
            f"latitude {north:g} is not between -90 and 90",
            todo="are latitude and longitude swapped?" if abs(east) <= 90 else None,
        )
    return north, east


def landmark(node: Node, known: dict[str, Landmark], error_m: float) -> Landmark:
    """Read one landmark; its place may stand with the same name at the top of the file."""
    node.only(
        "name",
        "pixel",
        "column",
        "row",
        "lat",
        "lon",
        "place",
        "height",
        "height_error_m",
        "error_m",
        "pixel_error",
    )
    called = name(node.at("name"))
    before = known.get(called)
    where = place(node)
    column, row = maybe(node, "column", least=-1e6, most=1e6), maybe(node, "row", least=-1e6, most=1e6)
    pixel = node.get("pixel")
    if pixel is not None:
        column, row = pair(pixel)
    error = maybe(node, "error_m", least=0, most=100_000)
    height = maybe(node, "height", least=-12_000, most=100_000)
    height_error = maybe(node, "height_error_m", least=0, most=100_000)
    if where is None:
        if before is None:
            node.refuse(f"'{called}' has no place on the map", todo="write lat and lon, or place")
        where = before.lat, before.lon
        height = before.height_m if height is None else height
        error = before.error_m if error is None else error
        height_error = before.height_error_m if height_error is None else height_error
    return Landmark(
        name=called,
        lat=where[0],
        lon=where[1],
        column=column,
        error_m=error_m if error is None else error,
        pixel_error=maybe(node, "pixel_error", least=1e-3, most=10_000),
        row=row,
        height_m=height,
        height_error_m=height_error,
    )


def aligned(node: Node) -> Aligned:
    """Read two landmarks one behind the other."""
    node.only("near", "far", "error")
    error = maybe(node, "error", least=1e-4, most=90)
    return Aligned(name(node.at("near")), name(node.at("far")), 0.2 if error is None else error)


def bearing(node: Node, declination: tuple[float, float] | None) -> tuple[Bearing, bool]:
    """Read one bearing and turn it to true north; say whether it was magnetic."""
    node.only("landmark", "bearing", "error", "north")
    called = node.get("landmark")
    deg, error, magnetic = direction(node, declination)
    if magnetic and declination is not None:
        deg, error = deg + declination[0], math.hypot(error, declination[1])
    return Bearing(deg, error, None if called is None else name(called)), magnetic


def direction(node: Node, declination: tuple[float, float] | None) -> tuple[float, float, bool]:
    """Give a bearing as it was measured with its error [degrees], and whether it is magnetic."""
    deg = number(node.at("bearing"), least=-360, most=720)
    error = maybe(node, "error", least=1e-4, most=90)
    north = node.get("north")
    said = "true" if north is None else north.text()
    if said not in ("true", "magnetic"):
        (north or node).refuse(f"there is no north '{said}'", todo="write true or magnetic")
    if said == "magnetic" and declination is None:
        node.refuse(
            "a magnetic bearing wants the declination",
            todo="look it up for place and date and write declination: {east: 5.2, error: 0.5}; it is never guessed",
        )
    return deg, 2.0 if error is None else error, said == "magnetic"
