"""Read what a person types instead of a suggested value, by what kind of suggestion it is."""

import re

from sightline.core.errors import BadValue
from sightline.measure.text.claims.record import Suggestion, Value
from sightline.model.time import read
from sightline.work.figure_words import read_figure

_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_INCIDENT = re.compile(r"(?:INC|AGG)-[1-9]\d*")


def corrected(one: Suggestion, typed: str) -> tuple[Value, str | None]:
    """Give the value that was typed, and the incident where a code was typed for one.

    :raises BadValue: it cannot be read; says what is taken
    :raises BadTime: a date that cannot be
    """
    text = typed.strip()
    if text == "":
        raise BadValue("nothing was typed", item=one.kind, todo="type the value, or skip with s")
    match one.kind:
        case "incident" if _INCIDENT.fullmatch(text) is not None:
            return None, text
        case "date":
            read(text, zone="UTC")
            return text, None
        case "place":
            point = _POINT.fullmatch(text)
            if point is None:
                return text, None
            return {"name": one.quote, "lat": float(point[1]), "lon": float(point[2])}, None
        case "figure":
            return _figure(one, text), None
        case _:
            return text, None


def _figure(one: Suggestion, text: str) -> Value:
    worded = read_figure(text)
    if worded is None:
        raise BadValue("is no figure", item=text, todo="for example 12, at least 12, between 12 and 15")
    kept = one.value if isinstance(one.value, dict) else {}
    bounds: dict[str, str | int | float | None] = {"words": text} if worded.keep else {}
    for name in ("min", "best", "max"):
        n = worded.value.get(name)
        bounds[name] = n if isinstance(n, int) else None
    return {**bounds, "state": kept.get("state", "killed"), "group": kept.get("group", "all")}
