"""Read places of Who's On First: GeoJSON features, one in a file, many in a folder, or a collection in one file.

The properties are those of the project [1]: ``wof:*`` for what it says itself, ``name:LLL_x_preferred`` and
``name:LLL_x_variant`` for names by language, ``wof:concordances`` for ids elsewhere. Records that are superseded,
deprecated or not current are left out.

Sources:
[1] Who's On First, properties, https://github.com/whosonfirst/whosonfirst-properties
"""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sightline.core.errors import BadValue, Damaged, OverLimit, Unreadable
from sightline.measure.geo.gazetteer.records import KINDS, Name, Place

MOST_BYTES: Final = 400_000_000
_SCHEMES: Final = {"gn:id": "geonames", "wd:id": "wikidata", "iso:id": "iso"}


def read_whosonfirst(path: Path) -> Iterator[Place]:
    """Read a GeoJSON file, a file with one feature a line, or all ``.geojson`` files below a folder, sorted.

    :raises Damaged: when a file is no JSON or a feature has no name or position; it names file and feature
    :raises OverLimit: for a file over 400 MB
    """
    if path.is_dir():
        for one in sorted(path.rglob("*.geojson")):
            yield from read_whosonfirst(one)
        return
    for number, feature in enumerate(_features(path), start=1):
        where = f"{path.name}: feature {number}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise Damaged("this is no GeoJSON feature", item=where, todo="is the file cut short?")
        if _is_current(feature["properties"]):
            yield _place(feature, where)


def _features(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise OverLimit("the file is larger than 400 MB", item=path.name, todo="split it by country")
        written = path.read_text("utf-8-sig")
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", item=path.name) from error
    except UnicodeDecodeError as error:
        raise Damaged("this is not text in UTF-8", item=path.name) from error
    try:
        whole = json.loads(written)
    except RecursionError as error:
        raise Damaged("the JSON is nested too deep", item=path.name) from error
    except ValueError as error:
        return _lines(path, written, error)
    if isinstance(whole, dict) and whole.get("type") == "FeatureCollection":
        found = whole.get("features")
        if not isinstance(found, list):
            raise Damaged("the collection has no list of features", item=path.name)
        return found
    return [whole]


def _lines(path: Path, written: str, whole: ValueError) -> list[Any]:
    """Read one feature a line, where the file as a whole is no JSON."""
    found = []
    for number, line in enumerate(written.splitlines(), start=1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except (ValueError, RecursionError) as error:
                at = f":{number}" if number > 1 else ""
                raise Damaged(
                    f"this is no JSON: {whole if number == 1 else error}", item=f"{path.name}{at}"
                ) from error
    if not found:
        raise Damaged("the file is empty", item=path.name, todo="a GeoJSON feature is needed")
    return found


def _is_current(told: Mapping[str, Any]) -> bool:
    over = told.get("wof:superseded_by") or told.get("edtf:deprecated")
    return told.get("mz:is_current", 1) != 0 and over in (None, [], "", "u", "uuuu", "..")


def _place(feature: Mapping[str, Any], where: str) -> Place:
    told = feature["properties"]
    title = told.get("wof:name") or told.get("name") or ""
    names = [Name(title, preferred=True)] if isinstance(title, str) and title else []
    for key in sorted(key for key in told if key.startswith("name:")):
        lang = key.removeprefix("name:").partition("_x_")[0]
        values = told[key] if isinstance(told[key], list) else [told[key]]
        names += [
            Name(text, preferred=key.endswith("_preferred") and not names, lang=lang)
            for text in values
            if isinstance(text, str) and text
        ]
    hierarchy = told.get("wof:hierarchy") or [{}]
    first = hierarchy[0] if isinstance(hierarchy, list) and isinstance(hierarchy[0], dict) else {}
    kind = str(told.get("wof:placetype", "locality"))
    elsewhere = told.get("wof:concordances")
    ids = [("wof", str(told["wof:id"]))] if "wof:id" in told else []
    if isinstance(elsewhere, dict):
        ids += [(scheme, str(elsewhere[key])) for key, scheme in _SCHEMES.items() if key in elsewhere]
    people = told.get("wof:population", told.get("gn:population"))
    try:
        lat, lon = _point(feature)
        return Place(
            names=tuple(names),
            lat=lat,
            lon=lon,
            country=str(told.get("wof:country") or told.get("iso:country") or "").upper()[:2],
            kind=kind if kind in KINDS else "other",
            population=int(people) if isinstance(people, int | float) and people > 0 else None,
            ids=tuple(ids),
            parent=str(first.get("region_id", "")),
        )
    except BadValue as error:
        raise Damaged(error.fault, item=where, todo="name and position are needed") from error


def _point(feature: Mapping[str, Any]) -> tuple[float, float]:
    told = feature["properties"]
    for lat, lon in (("lbl:latitude", "lbl:longitude"), ("geom:latitude", "geom:longitude"), ("lat", "lon")):
        if isinstance(told.get(lat), int | float) and isinstance(told.get(lon), int | float):
            return float(told[lat]), float(told[lon])
    shape = feature.get("geometry")
    at = shape.get("coordinates") if isinstance(shape, dict) and shape.get("type") == "Point" else None
    if isinstance(at, list) and len(at) >= 2 and all(isinstance(number, int | float) for number in at[:2]):
        return float(at[1]), float(at[0])
    return math.nan, math.nan
