"""What a value may be: the closed set of types, how each is checked, cleaned and written for people.

The raw value is kept beside the clean one and never changed. Entities inside values are ids (32 hex digits) by the time
they come here.
"""

import re
import unicodedata
from collections.abc import Mapping

from sightline.core.digest import refusal
from sightline.core.errors import BadValue, SightlineError
from sightline.model.finding import Json
from sightline.model.geometry import geometry, words
from sightline.model.place import position
from sightline.model.schema import Property, Schema
from sightline.model.time import read

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*|und")
CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:\.(\d{1,3}))?")
RANGE = ("min", "best", "max")
SPACES = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Bring a text into one normal form (NFC, single spaces); the raw one is kept beside it."""
    plain = text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "
    if plain and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def media_time_ms(value: Json) -> int | None:
    """Read a media time: milliseconds, or ``0:41``, ``1:02:03.5``; None when it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if value >= 0 else None
    if isinstance(value, str) and (match := CLOCK.fullmatch(value.strip())) is not None:
        hours, minutes, seconds, fraction = match.groups()
        if hours is not None and int(minutes) > 59:
            return None
        whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        return whole * 1000 + int((fraction or "0").ljust(3, "0")) if int(seconds) < 60 else None
    return None


def check(schema: Schema, prop: Property, value: Json) -> Json:
    """Check a value against its property and give it in the shape that is recorded.

    Raises
    ------
    BadValue
        Says what the property takes; ``todo`` gives an example or the terms.
    """
    plain = type(value) is str and value.isascii()
    if not plain and (reason := refusal(value, where=prop.id)) is not None:
        raise BadValue(reason)
    return CHECKS[prop.type](schema, prop, value)


def _text(_schema: Schema, prop: Property, value: Json) -> Json:
    if not isinstance(value, str) or not value.strip():
        raise BadValue(f"{prop.id} takes text, not {value!r}"[:200], todo="give some words")
    if "\x00" in value:
        raise BadValue(f"{prop.id} holds a NUL character", todo="take it out")
    return value


def _language(_schema: Schema, prop: Property, value: Json) -> Json:
    if not isinstance(value, str) or LANGUAGE.fullmatch(value) is None:
        raise BadValue(f"{prop.id} takes a language code, not {value!r}", todo="for example en, ar, uk")
    return value


def _term(schema: Schema, prop: Property, value: Json) -> Json:
    terms = schema.vocabulary(prop.vocabulary or "").terms
    if not isinstance(value, str) or value not in terms:
        raise BadValue(
            f"{prop.id} takes a term of {prop.vocabulary}, not {value!r}", todo=f"one of {', '.join(terms)}"
        )
    return value


def _integer(_schema: Schema, prop: Property, value: Json) -> Json:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadValue(f"{prop.id} takes a whole number, not {value!r}", todo="for example 12")
    return value


def _decimal(_schema: Schema, prop: Property, value: Json) -> Json:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or re.fullmatch(r"-?\d+(\.\d+)?", value) is None:
        raise BadValue(f"{prop.id} takes a decimal number, not {value!r}", todo='for example "12.5"')
    return value


def _range(_schema: Schema, prop: Property, value: Json) -> Json:
    if isinstance(value, int) and not isinstance(value, bool):
        value = {"best": value}
    steps = (
        [value[k] for k in RANGE if k in value]
        if isinstance(value, dict) and set(value) <= set(RANGE)
        else []
    )
    counts = [v for v in steps if isinstance(v, int) and not isinstance(v, bool) and v >= 0]
    if not steps or len(counts) != len(steps):
        raise BadValue(
            f"{prop.id} takes min, best and max, not {value!r}", todo='for example {"min": 6} or 12'
        )
    if counts != sorted(counts):
        raise BadValue(f"{prop.id} has min, best and max out of order: {value!r}")
    return value


def _date(_schema: Schema, prop: Property, value: Json) -> Json:
    if not isinstance(value, str):
        raise BadValue(
            f"{prop.id} takes a date in EDTF, not {value!r}", todo="for example 2014-04-12 or 2014-04~"
        )
    read(value)
    return value


def _place(schema: Schema, prop: Property, value: Json) -> Json:
    known = {"lat", "lon", "radius_m", "precision"}
    if not isinstance(value, dict) or not {"lat", "lon"} <= set(value) <= known:
        raise BadValue(
            f"{prop.id} takes a position, not {value!r}"[:200],
            todo='for example {"lat": "35.37", "lon": "36.60", "radius_m": 500}',
        )
    precision = value.get("precision")
    if precision is not None and precision not in schema.vocabulary("place_precision").terms:
        raise BadValue(
            f"{prop.id}: {precision!r} is no precision",
            todo=f"one of {', '.join(schema.vocabulary('place_precision').terms)}",
        )
    try:
        position(value["lat"], value["lon"], radius_m=value.get("radius_m"), precision=precision)  # type: ignore[arg-type]
    except SightlineError as error:
        raise BadValue(f"{prop.id}: {error.fault}", todo=error.todo) from error
    return value


def _geometry(_schema: Schema, prop: Property, value: Json) -> Json:
    try:
        return geometry(value)
    except BadValue as error:
        raise BadValue(f"{prop.id}: {error.fault}", todo=error.todo) from error


def _entity(_schema: Schema, prop: Property, value: Json) -> Json:
    if not isinstance(value, dict) or set(value) != {"entity"} or not isinstance(value["entity"], str):
        raise BadValue(
            f"{prop.id} takes another entity, not {value!r}"[:200], todo='for example {"entity": "INC-1"}'
        )
    return value


def _media_time(_schema: Schema, prop: Property, value: Json) -> Json:
    ms = media_time_ms(value)
    if ms is None:
        raise BadValue(
            f"{prop.id} takes a time in the recording, not {value!r}", todo="for example 0:41 or 41000"
        )
    return ms


CHECKS = {
    "text": _text,
    "identifier": _text,
    "url": _text,
    "language": _language,
    "term": _term,
    "integer": _integer,
    "decimal": _decimal,
    "range": _range,
    "date": _date,
    "place": _place,
    "geometry": _geometry,
    "entity": _entity,
    "media_time": _media_time,
}


def show(prop: Property | None, value: Json, *, terms: Mapping[str, str] | None = None) -> str:
    """Write a value for a person; entities and terms by the names that ``terms`` gives for their ids."""
    named = terms or {}
    if isinstance(value, dict):
        if "entity" in value:
            return named.get(str(value["entity"]), str(value["entity"]))
        if "lat" in value:
            radius = value.get("radius_m")
            return f"{value['lat']}, {value['lon']}" + ("" if radius is None else f" (within {radius} m)")
        if "coordinates" in value:
            return words(value)
        low, best, high = value.get("min"), value.get("best"), value.get("max")
        if best is not None and low is None and high is None:
            return str(best)
        if low is not None and low == high and best in (None, low):
            return str(low)
        parts = [
            f"at least {low}" if low is not None else "",
            f"best {best}" if best is not None else "",
            f"at most {high}" if high is not None else "",
        ]
        return ", ".join(p for p in parts if p)
    if prop is not None and prop.type == "media_time" and isinstance(value, int):
        return f"{value // 60000}:{value // 1000 % 60:02d}"
    if isinstance(value, str):
        return named.get(value, value) if prop is not None and prop.type == "term" else value
    return str(value)
