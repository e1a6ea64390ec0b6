"""Read GeoJSON and GeoJSON text sequences [1, 2] of map objects, as osmium, ogr2ogr and overpass write them.

Properties are the tags; values that are no text are written as text. The id is taken from ``id``, ``@id``, ``full_id``
or ``osm_id``, else it is the number of the feature in the file.

Sources:
[1] RFC 7946, The GeoJSON Format, https://www.rfc-editor.org/rfc/rfc7946
[2] RFC 8142, GeoJSON Text Sequences, https://www.rfc-editor.org/rfc/rfc8142
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import orjson
import shapely
import shapely.geometry

from sightline.core.errors import Damaged, OverLimit
from sightline.measure.geo.landmarks.extract import Extract, Gathering

LARGEST_WHOLE: Final = 400 << 20
LONGEST_LINE: Final = 64 << 20
_IDS: Final = ("@id", "full_id", "osm_id", "id")
_SHORT: Final = re.compile("([nwr])/?([0-9]+)")
_FULL: Final = {"n": "node", "w": "way", "r": "relation"}
_FAULTS: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError)


def read_geojson(path: Path, gathering: Gathering) -> Extract:
    """Read a GeoJSON file into ``gathering``.

    :raises Damaged: when it is no GeoJSON, with the line where one is known
    :raises OverLimit: when a whole document or one line is too large
    """
    for number, feature in _features(path):
        if not isinstance(feature, dict):
            gathering.bad(f"feature {number}")
            continue
        properties = feature.get("properties")
        raw = properties if isinstance(properties, dict) else {}
        inner = raw.get("tags")
        tags = _tags(inner if isinstance(inner, dict) else raw)
        name = _name(feature.get("id"), raw, number)
        geometry = feature.get("geometry")
        gathering.offer(name, tags, None, build=lambda g=geometry: _shape(g))
    return gathering.done(data_time=None)


def _features(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open("rb") as file:
        head = file.read(1 << 16).lstrip(b"\xef\xbb\xbf \t\r\n\x1e")
    first = head.split(b"\n", 1)[0].strip()
    if path.suffix in (".geojsonseq", ".geojsonl", ".ndjson", ".jsonl") or (
        first.endswith(b"}") and re.search(rb'"type"\s*:\s*"Feature"\s*[,}]', first) and first.startswith(b"{")
        and re.search(rb'"features"\s*:', first) is None
    ):  # fmt: skip
        yield from _lines(path)
        return
    if path.stat().st_size > LARGEST_WHOLE:
        raise OverLimit(
            f"a GeoJSON document of more than {LARGEST_WHOLE >> 20} MiB",
            item=path.name,
            todo="write it as GeoJSON text sequence (.geojsonseq, one feature a line) or as .osm.pbf",
        )
    whole = _loads(path.read_bytes(), path.name)
    if isinstance(whole, dict) and whole.get("type") == "Feature":
        whole = {"features": [whole]}
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list):
        raise Damaged("it is JSON and holds no features", item=path.name, todo="give a FeatureCollection")
    yield from enumerate(features, start=1)


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise OverLimit(f"a line of more than {LONGEST_LINE >> 20} MiB", item=f"{path.name}:{number}")
            text = line.strip(b"\x1e \t\r\n")
            if text != b"":
                yield number, _loads(text, f"{path.name}:{number}")


def _loads(data: bytes, where: str) -> Any:
    try:
        return orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as fault:
        raise Damaged(
            f"it is not JSON: {str(fault)[:120]}",
            item=where,
            todo="the file is cut short or is no GeoJSON: export it again",
        ) from fault


def _tags(raw: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for key, value in raw.items():
        if isinstance(value, bool):
            found[key] = "yes" if value else "no"
        elif isinstance(value, str | int | float):
            found[key] = str(value)
    return found


def _name(given: Any, raw: Mapping[str, Any], number: int) -> str:
    for value in (given, *(raw.get(key) for key in _IDS)):
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip() != "":
            text = str(value).strip()[:100]
            short = _SHORT.fullmatch(text)
            return text if short is None else f"{_FULL[short[1]]}/{short[2]}"
    return f"feature/{number}"


def _shape(geometry: Any) -> Any:
    try:
        made = shapely.force_2d(shapely.geometry.shape(geometry))
    except _FAULTS:
        return None
    return None if made.is_empty else made
