"""Read landmarks from a table: one a row, with a heading; commas, semicolons or tabs."""

import csv
import math
from pathlib import Path
from typing import Final

from sightline.core.errors import BadValue, Unreadable
from sightline.measure.geo.camera.records import Landmark
from sightline.model.coordinates import read_coordinates

_MOST_BYTES: Final = 1_000_000
_NAMES: Final[dict[str, str]] = {
    **dict.fromkeys(("name", "landmark"), "name"),
    **dict.fromkeys(("x", "column", "pixel_x"), "column"),
    **dict.fromkeys(("y", "row", "pixel_y"), "row"),
    **dict.fromkeys(("lat", "latitude"), "lat"),
    **dict.fromkeys(("lon", "lng", "longitude"), "lon"),
    **{name: name for name in ("place", "height", "error_m", "height_error_m", "pixel_error")},
}
_BOUNDS: Final = {
    "column": (-1e6, 1e6),
    "row": (-1e6, 1e6),
    "lat": (-90.0, 90.0),
    "lon": (-180.0, 180.0),
    "height": (-12_000.0, 100_000.0),
    "error_m": (0.0, 100_000.0),
    "height_error_m": (0.0, 100_000.0),
    "pixel_error": (1e-3, 10_000.0),
}


def read_table(path: Path) -> tuple[Landmark, ...]:
    """Read the landmarks of a table.

    Raises Unreadable where the file cannot be read, BadValue for a cell that cannot be used, by line and column.
    """
    text = _text(path)
    first = text.partition("\n")[0]
    mark = max((",", ";", "\t"), key=first.count)
    try:
        rows = list(csv.reader(text.splitlines(), delimiter=mark, strict=True))
    except csv.Error as fault:
        raise BadValue(
            f"is no table: {fault}", item=str(path), todo="quote cells that hold the separator"
        ) from fault
    if not rows:
        raise BadValue("the file is empty", item=str(path), todo="name,x,y,lat,lon in the first line")
    heads = [_NAMES.get(cell.strip().lower(), "") for cell in rows[0]]
    for cell, head in zip(rows[0], heads, strict=True):
        if head == "":
            raise BadValue(
                f"there is no column '{cell.strip()[:40]}'",
                item=f"{path}:1",
                todo="known: name, x, y, lat, lon, place, height, error_m, height_error_m, pixel_error",
            )
        if heads.count(head) > 1:
            raise BadValue(f"two columns are '{head}'", item=f"{path}:1")
    if (
        "name" not in heads
        or "column" not in heads
        or ("place" not in heads and not {"lat", "lon"} <= set(heads))
    ):
        raise BadValue(
            "a column is missing", item=f"{path}:1", todo="needed: name, x, and lat with lon or place"
        )
    return tuple(
        _landmark(dict(zip(heads, row, strict=True)), f"{path}:{number}")
        for number, row in enumerate(rows[1:], start=2)
        if _whole(row, heads, f"{path}:{number}")
    )


def _whole(row: list[str], heads: list[str], where: str) -> bool:
    """Say whether a row holds anything; refuse one of another length."""
    if all(cell.strip() == "" for cell in row):
        return False
    if len(row) != len(heads):
        raise BadValue(
            f"{len(row)} cells under {len(heads)} headings", item=where, todo="is a separator missing?"
        )
    return True


def _landmark(row: dict[str, str], where: str) -> Landmark:
    cells = {key: value.strip() for key, value in row.items()}
    name = cells["name"]
    if name == "":
        raise BadValue("the landmark has no name", item=where)
    north, east = _place(cells, where)
    error = _number(cells, "error_m", where)
    return Landmark(
        name=name,
        lat=north,
        lon=east,
        column=_number(cells, "column", where),
        error_m=0.0 if error is None else error,
        pixel_error=_number(cells, "pixel_error", where),
        row=_number(cells, "row", where),
        height_m=_number(cells, "height", where),
        height_error_m=_number(cells, "height_error_m", where),
    )


def _place(cells: dict[str, str], where: str) -> tuple[float, float]:
    written = cells.get("place", "")
    if written != "":
        try:
            here = read_coordinates(written)
        except BadValue as fault:
            raise BadValue(f"place: {fault.fault}", item=where, todo=fault.todo) from fault
        return here.lat, here.lon
    north, east = _number(cells, "lat", where), _number(cells, "lon", where)
    if north is None or east is None:
        raise BadValue("the landmark has no place on the map", item=where, todo="write lat and lon, or place")
    return north, east


def _number(cells: dict[str, str], key: str, where: str) -> float | None:
    text = cells.get(key, "")
    if text == "":
        return None
    try:
        value = float(text)
    except ValueError:
        raise BadValue(
            f"{key}: '{text[:40]}' is not a number", item=where, todo="write it with a point: 12.5"
        ) from None
    least, most = _BOUNDS[key]
    if not math.isfinite(value) or not least <= value <= most:
        raise BadValue(f"{key}: {value:g} is not between {least:g} and {most:g}", item=where)
    return value


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as fault:
        raise Unreadable(f"cannot be read: {fault.strerror or fault}", item=str(path)) from fault
    if len(data) > _MOST_BYTES:
        raise BadValue(
            f"is larger than {_MOST_BYTES:,} bytes",
            item=str(path),
            todo="a table of a few landmarks is meant",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise BadValue("is not UTF-8", item=f"{path}:{line}", todo="save the file as UTF-8") from fault
