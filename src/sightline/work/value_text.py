"""Values as people type them and as a sheet shows them: one reader, one writer, by the type of the property.

What :func:`write_value` writes, :func:`read_value` reads back to the same text. Text is only shaped here; whether it
fits the property is checked where every statement is checked, in ``model.values``.
"""

import difflib
import json
import re
from collections.abc import Callable, Mapping

from sightline.core.errors import BadTime, BadValue
from sightline.model.coordinates import as_text, read_coordinates
from sightline.model.finding import Json
from sightline.model.place import position
from sightline.model.schema import Property, Schema
from sightline.model.values import check
from sightline.work.figure_words import read_figure

Find = Callable[[str, tuple[str, ...]], str]
"""Gives the id (hex) of the entity that a word names, of one of these kinds."""

EXAMPLES = {
    "text": "some words",
    "identifier": "a code, letter by letter",
    "url": "https://example.org/post/1",
    "language": "ar",
    "term": "one of its terms",
    "integer": "12",
    "decimal": "12.5",
    "range": "6, 6-10, 6-, “at least 6” or “dozens”",
    "date": "2014-04-11, 2014-04-11~, 2014-04-09/2014-04-10",
    "place": "35.3742, 36.6033 ± 500 m (village)",
    "geometry": '{"type": "LineString", "coordinates": [[36.60, 35.37], [36.75, 35.41]]}',
    "entity": "INC-3",
    "media_time": "0:41",
}
"""What may be typed for each type of value."""

_RANGES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"(?:best |about |around |~)?(\d+)"), ("best",)),
    (re.compile(r"(\d+)\s*(?:-|–|\+|or more)"), ("min",)),
    (re.compile(r"(?:at least|min|>=|≥)\s*(\d+)"), ("min",)),
    (re.compile(r"(?:-|–|at most|up to|max|<=|≤)\s*(\d+)"), ("max",)),
    (re.compile(r"(?:between )?(\d+)\s*(?:-|–|to|and)\s*(\d+)"), ("min", "max")),
    (re.compile(r"more than (\d+)"), ("above",)),
    (re.compile(r"(?:fewer|less) than (\d+)"), ("below",)),
)
_BEST = re.compile(r"(.+), best (\d+)")


def read_value(schema: Schema, prop: Property, value: Json, *, find: Find) -> Json:
    """Read a value for a property: typed text, or what already has the shape of the import format.

    Raises
    ------
    BadValue, BadTime
        Names the property, says what it takes, with an example.
    UnknownName, AmbiguousName
        An entity that is not there, or several.
    """
    if isinstance(value, str):
        value = _typed(schema, prop, value.strip() if prop.type != "text" else value, find)
    elif isinstance(value, dict) and prop.type == "entity" and isinstance(value.get("entity"), str):
        value = {"entity": find(str(value["entity"]), prop.kinds)}
    try:
        return check(schema, prop, value)
    except BadTime as error:
        raise BadTime(
            error.fault, item=prop.id, todo=error.todo or f"for example {EXAMPLES['date']}"
        ) from error
    except BadValue as error:
        raise BadValue(
            error.fault, item=prop.id, todo=error.todo or f"for example {EXAMPLES[prop.type]}"
        ) from error


def _typed(schema: Schema, prop: Property, text: str, find: Find) -> Json:
    match prop.type:
        case "term":
            return _term(schema, prop, text)
        case "integer":
            return int(text) if re.fullmatch(r"[+-]?\d{1,16}", text) is not None else text
        case "range":
            return _range(prop, text)
        case "place":
            return _place(prop, text)
        case "geometry":
            return _json(prop, text)
        case "entity":
            return {"entity": find(text, prop.kinds)}
        case "media_time":
            return int(text) if text.isdecimal() else text
        case _:
            return text


def _term(schema: Schema, prop: Property, text: str) -> str:
    terms = schema.vocabulary(prop.vocabulary or "").terms
    if text in terms:
        return text
    words = {t.label.casefold(): t.id for t in terms.values()} | {t.casefold(): t for t in terms}
    found = words.get(text.casefold()) or words.get(text.casefold().replace(" ", "_"))
    if found is not None:
        return found
    near = difflib.get_close_matches(text.casefold(), sorted(words), n=3, cutoff=0.6)
    meant = dict.fromkeys(words[w] for w in near)  # a term and its label are near each other, and one
    hint = f"did you mean {' or '.join(meant)}? " if near else ""
    raise BadValue(
        f"{text!r} is no term of {prop.vocabulary}", item=prop.id, todo=f"{hint}its terms: {', '.join(terms)}"
    )


def _range(prop: Property, text: str) -> Json:
    plain = text.casefold().replace("\u202f", "").replace("\u00a0", " ")
    if plain.startswith("{"):
        return _json(prop, text)
    out: dict[str, Json] = {}
    if (tail := _BEST.fullmatch(plain)) is not None:
        plain, out = tail[1], {"best": int(tail[2])}
    for pattern, names in _RANGES:
        if (match := pattern.fullmatch(plain)) is None:
            continue
        for name, number in zip(names, match.groups(), strict=True):
            whole = int(number)
            out |= (
                {"min": whole + 1}
                if name == "above"
                else {"max": whole - 1}
                if name == "below"
                else {name: whole}
            )
        return out
    if out == {} and (worded := read_figure(text)) is not None:
        return dict(worded.value)
    raise BadValue(f"{text!r} is no count", item=prop.id, todo=f"for example {EXAMPLES['range']}")


def _place(prop: Property, text: str) -> Json:
    if text.startswith("{"):
        return _json(prop, text)
    try:
        point = read_coordinates(text)
    except BadValue as error:
        raise BadValue(
            f"{text!r}: {error.fault}", item=prop.id, todo=f"for example {EXAMPLES['place']}"
        ) from error
    lat, lon = as_text(type(point)(point.lat_e7, point.lon_e7)).split(", ")
    out: dict[str, Json] = {"lat": lat, "lon": lon}
    if point.radius_m is not None:
        out["radius_m"] = point.radius_m
    if point.precision is not None:
        out["precision"] = point.precision
    return out


def _json(prop: Property, text: str) -> Json:
    try:
        tree: Json = json.loads(text, parse_float=str)
    except ValueError as error:
        raise BadValue(
            f"is no JSON: {error}", item=prop.id, todo=f"for example {EXAMPLES[prop.type]}"
        ) from error
    return tree


def write_value(prop: Property, value: Json, *, codes: Mapping[str, str]) -> str:
    """Write a value as text that :func:`read_value` takes; ``codes`` gives the code for an entity's id (hex)."""
    if isinstance(value, dict):
        if "entity" in value:
            return codes.get(str(value["entity"]), str(value["entity"]))
        if "lat" in value:
            radius, precision = value.get("radius_m"), value.get("precision")
            return as_text(
                position(
                    str(value["lat"]), str(value["lon"]), radius_m=_whole(radius), precision=_word(precision)
                )
            )
        if "coordinates" in value:
            return json.dumps(value)
        return _written_range(value)
    if prop.type == "media_time" and isinstance(value, int):
        return _written_time(value)
    return str(value)


def _written_time(ms: int) -> str:
    rest = "" if ms % 1000 == 0 else f".{ms % 1000:03d}"
    minutes, seconds = divmod(ms // 1000, 60)
    if minutes < 60:
        return f"{minutes}:{seconds:02d}{rest}"
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}{rest}"


def _written_range(value: Mapping[str, Json]) -> str:
    low, best, high = value.get("min"), value.get("best"), value.get("max")
    if low is None and high is None:
        return str(best)
    span = f"at least {low}" if high is None else f"at most {high}" if low is None else f"{low}-{high}"
    return span if best is None else f"{span}, best {best}"


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) else None


def _word(value: Json) -> str | None:
    return value if isinstance(value, str) else None
