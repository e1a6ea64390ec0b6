"""Turn Natural Earth's country outlines into the small script that published maps draw from.

The input is ``countries-50m.json`` of the npm package ``world-atlas`` (TopoJSON made from Natural Earth, which is in
the public domain). A site opened from a folder may not fetch, so the outlines travel as a classic script::

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_outlines.py package/countries-50m.json src/sightline/resources/outlines/outlines.js

Arcs keep the quantised grid of the input (about 0.0036 degree); each delta is a zigzag varint of 5-bit groups in 64
letters that need no escape in a script.
"""

import json
import sys
from pathlib import Path
from typing import Any

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
NOTE = "/* Natural Earth 1:50m, public domain, by way of world-atlas 2.0.2; made by tools/make_outlines.py */"
LEFT_OUT = frozenset({"Antarctica"})


def varint(value: int) -> str:
    """Write a signed integer as zigzag varint letters."""
    rest = value << 1 if value >= 0 else ~(value << 1)
    letters = []
    while rest >= 32:
        letters.append(LETTERS[32 | (rest & 31)])
        rest >>= 5
    letters.append(LETTERS[rest])
    return "".join(letters)


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """List every ring of a polygon or multipolygon as its arc numbers, holes included (drawn even-odd)."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["arcs"] for ring in polygon]
    return []


def points_of(arc: list[list[int]]) -> list[tuple[int, int]]:
    """Sum the deltas of an arc."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def unwrapped(line: list[tuple[int, int]], around: int) -> list[tuple[int, int]]:
    """Undo the jumps of a ring that crosses the antimeridian, where Russia and Fiji go on beyond 180 degrees."""
    whole = line[:1]
    for x, y in line[1:]:
        before = whole[-1][0]
        whole.append((x + around * round((before - x) / around), y))
    return whole


def heart_of(ring: list[tuple[int, int]]) -> tuple[float, int, int]:
    """Give area and centroid of a closed ring on the grid (shoelace formula)."""
    area = cx = cy = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area += cross
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
    if area == 0:
        return 0.0, ring[0][0], ring[0][1]
    return abs(area / 2), round(cx / (3 * area)), round(cy / (3 * area))


def outlines_of(topology: dict[str, Any]) -> dict[str, Any]:
    """Gather used arcs, rings and one label point a country."""
    arcs = topology["arcs"]
    around = round(360 / topology["transform"]["scale"][0])
    used: dict[int, int] = {}
    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry.get("properties", {}).get("name", "")
        rings = rings_of(geometry)
        if name in LEFT_OUT or not rings:
            continue
        renumbered = []
        largest = (-1.0, 0, 0)
        for ring in rings:
            line: list[tuple[int, int]] = []
            numbers = []
            for number in ring:
                plain = number if number >= 0 else ~number
                new = used.setdefault(plain, len(used))
                numbers.append(new if number >= 0 else ~new)
                points = points_of(arcs[plain])
                line += points if number >= 0 else points[::-1]
            renumbered.append(numbers)
            largest = max(largest, heart_of(unwrapped(line, around)))
        countries.append([name, largest[1], largest[2], renumbered])
    ordered = sorted(used, key=lambda plain: used[plain])
    written = ["".join(varint(number) for step in arcs[plain] for number in step) for plain in ordered]
    transform = topology["transform"]
    return {
        "scale": transform["scale"],
        "translate": transform["translate"],
        "arcs": written,
        "countries": countries,
    }


def main() -> None:
    """Read the TopoJSON named first and write the script named second."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    outlines = outlines_of(json.loads(source.read_text(encoding="utf-8")))
    body = json.dumps(outlines, ensure_ascii=True, separators=(",", ":"))
    target.write_text(f"{NOTE}\nwindow.SIGHTLINE_OUTLINES={body};\n", encoding="ascii", newline="\n")
    print(f"{target}: {target.stat().st_size:,} bytes, {len(outlines['countries'])} countries")


if __name__ == "__main__":
    main()
