"""Writes values for a table of claims: dates as people read them, entities by title and code, terms by label."""

from collections.abc import Callable, Mapping

from sightline.model.figures import figure_of, written
from sightline.model.finding import Json
from sightline.model.place import as_text, position
from sightline.model.schema import Property, Schema
from sightline.model.time import sentence
from sightline.model.values import show
from sightline.model.view import Named
from sightline.work.corroborating.heard import span_of


def writer_of(
    schema: Schema, names: Mapping[bytes, Named], head: Callable[[bytes], bytes]
) -> Callable[[Property | None, Json], str]:
    """Give what writes a value of a property as text."""

    def write(prop: Property | None, value: Json) -> str:
        if value is None:
            return ""
        if isinstance(value, dict):
            if isinstance(value.get("entity"), str):
                return title_of(names, head(bytes.fromhex(str(value["entity"]))))
            if "lat" in value:
                return place_text(value)
        if prop is not None and prop.type == "range":
            figure = figure_of(value)
            return "" if figure is None else written(figure)
        if prop is not None and prop.type == "date" and isinstance(value, str):
            span = span_of(value, None)
            return value if span is None else sentence(span).removeprefix("on ")
        terms: dict[str, str] = {}
        vocabulary = None if prop is None else schema.vocabularies.get(prop.vocabulary or "")
        if vocabulary is not None:
            terms = {t.id: t.label for t in vocabulary.terms.values()}
        return show(prop, value, terms=terms)

    return write


def title_of(names: Mapping[bytes, Named], entity: bytes) -> str:
    """Name an entity by its title; by its code where it has none, by nothing where it may not be named."""
    found = names.get(entity)
    return "something not named here" if found is None else found.title


def place_text(value: Mapping[str, Json]) -> str:
    """Write a position with its radius and precision, as its source gave it."""
    radius, precision = value.get("radius_m"), value.get("precision")
    return as_text(
        position(
            str(value["lat"]),
            str(value["lon"]),
            radius_m=radius if isinstance(radius, int) else None,
            precision=precision if isinstance(precision, str) else None,
        )
    )
