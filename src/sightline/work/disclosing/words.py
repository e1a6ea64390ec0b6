"""Times, values and names of a disclosure as a person reads them."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from attrs import evolve

from sightline.core.errors import BadTime
from sightline.model.figures import written
from sightline.model.finding import Json
from sightline.model.place import as_text, position
from sightline.model.schema import Kind, Property, Schema
from sightline.model.shown import Link
from sightline.model.shown_time import ShownTime
from sightline.model.shown_time import shown_time as time_of
from sightline.model.span import Span
from sightline.model.time import read, sentence
from sightline.model.values import show
from sightline.model.view import Statement
from sightline.work.corroborating.heard import figure_in
from sightline.work.disclosing.held import Held

_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "ug", "sd", "yi", "dv"})
_ONE_OF: Final = re.compile(r"at one of: (?P<first>.+) or (?P<last>[^,]+)")
NUMBERS: Final = "none one two three four five six seven eight nine ten eleven twelve".split()


def number_word(count: int) -> str:
    """Write a small number as a word."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def day_text(ms: int) -> str:
    """Write the UTC day of a moment [ms since the epoch]: ``11 April 2014``."""
    day = datetime.fromtimestamp(ms / 1000, tz=UTC)
    return f"{day.day} {day:%B} {day.year}"


def moment_text(ms: int) -> str:
    """Write a moment [ms since the epoch]: ``3 May 2026, 09:41 UTC``."""
    return f"{day_text(ms)}, {datetime.fromtimestamp(ms / 1000, tz=UTC):%H:%M} UTC"


def span_text(span: Span) -> str:
    """Say when a span is, as it stands in a list: ``11 April 2014``, ``12 or 13 April 2014``."""
    text = sentence(span)
    if (found := _ONE_OF.fullmatch(text)) is not None:
        return _shortened([*found["first"].split(", "), found["last"]])
    return text.removeprefix("on ")


def _shortened(days: list[str]) -> str:
    """Name month and year once where all days share them."""
    tails = {day.partition(" ")[2] for day in days}
    if len(tails) == 1 and all(day.partition(" ")[0].isdigit() for day in days):
        days = [*(day.partition(" ")[0] for day in days[:-1]), days[-1]]
    return " or ".join([", ".join(days[:-1]), days[-1]])


@lru_cache(maxsize=16_384)
def shown_time(written: str | None, zone: str | None) -> ShownTime | None:
    """Give a written time with its bounds; one that cannot be read keeps its words only."""
    if written is None:
        return None
    try:
        span = read(written, zone=zone)
    except BadTime:  # written by a version that read more
        return ShownTime(written, written)
    return evolve(time_of(span), text=span_text(span))


def direction(lang: str | None) -> str:
    """Give the direction in which a language is written."""
    return "rtl" if (lang or "").split("-")[0] in _RIGHT_TO_LEFT else "auto"


def link(held: Held, entity: bytes) -> Link:
    """Name another entity; one that may not be named stands as what sort of thing it is."""
    found = held.entities.get(held.head(entity)) or held.entities.get(entity)
    if found is None:
        return Link(held.unnamed.get(entity, "something not named here"))
    return Link(found.title, found.code, found.kind)


def entity_in(value: Json) -> bytes | None:
    """Give the id of the entity that a value is."""
    if isinstance(value, dict) and isinstance(value.get("entity"), str):
        return bytes.fromhex(str(value["entity"]))
    return None


def value_text(held: Held, prop: Property | None, value: Json) -> str:
    """Write a value for a reader."""
    if (entity := entity_in(value)) is not None:
        return link(held, entity).title
    if isinstance(value, dict) and "lat" in value:
        return place_text(value)
    if prop is not None and prop.type == "date" and isinstance(value, str):
        time = shown_time(value, None)
        return value if time is None else time.text
    return show(prop, value, terms=terms_of(held.schema, prop)) if value is not None else ""


def said_text(held: Held, prop: Property | None, one: Statement) -> str:
    """Write the value of a statement for a reader: a figure as its words bound it (about 12, more than 100)."""
    figure = figure_in(one) if prop is not None and prop.type == "range" else None
    return value_text(held, prop, one.value) if figure is None else written(figure)


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


def terms_of(schema: Schema, prop: Property | None) -> dict[str, str]:
    """Give the labels of the terms that a property takes."""
    if prop is None or prop.vocabulary is None or prop.vocabulary not in schema.vocabularies:
        return {}
    return {term.id: term.label for term in schema.vocabularies[prop.vocabulary].terms.values()}


def kind_of(held: Held, entity: bytes) -> Kind | None:
    """Give the kind of an entity; None where its schema is gone."""
    found = held.entities.get(entity)
    return None if found is None else held.schema.kinds.get(found.kind)


def property_of(held: Held, entity: bytes, name: str) -> Property | None:
    """Give the declaration of a property of an entity."""
    kind = kind_of(held, entity)
    return None if kind is None else kind.properties.get(name)


def property_label(held: Held, entity: bytes, name: str) -> str:
    """Give the label of a property."""
    declared = property_of(held, entity, name)
    return name.replace("_", " ").capitalize() if declared is None else declared.label


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: ``1 item``, ``1,699 items``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def places_told(addresses: Sequence[str]) -> str:
    """Name the places of one file in short: by its names, with the folder where they share a name."""
    names = [short_address(one) for one in addresses]
    if len(set(names)) < len(names):
        names = [one if "://" in one else "/".join(one.rsplit("/", 2)[-2:]) for one in addresses]
    return ", ".join(addresses if len(set(names)) < len(names) else names)


def short_address(address: str) -> str:
    """Give a URL as it is, and of a path the last name."""
    return address if "://" in address else address.rpartition("/")[2]
