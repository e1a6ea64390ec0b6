"""What the asker of a place name may ask beside the words: an area it must lie in, a country it most likely lies in."""

from typing import Final

from sightline.core.errors import BadValue
from sightline.measure.geo.described.anchors import anchors
from sightline.measure.geo.described.description import Relation
from sightline.measure.geo.described.grammar import describe
from sightline.measure.geo.described.words import country_named
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer

LONGEST_WISH: Final = 300
"""Characters of the name of an area that are read."""


def area_wish(gazetteer: Gazetteer, inside: str | None) -> tuple[Relation, ...]:
    """Read the province, district or country that a place must lie in; nothing where none is named.

    :raises BadValue: when no such area is known
    """
    if inside is None or inside.strip() == "":
        return ()
    told = describe(inside[:LONGEST_WISH])
    name = told.head or inside.strip()
    if not anchors(gazetteer, name):
        raise BadValue(
            "no such area is known",
            item=inside,
            todo="name a province, a district or a country as a gazetteer does",
        )
    return (Relation("inside", (name,), level=told.kind or "region", said=inside), *told.relations)


def country_code(country: str | None) -> str | None:
    """Give the two letters of a country, written so or named; None where none is given.

    :raises BadValue: when it is neither
    """
    if country is None or country.strip() == "":
        return None
    code = country.strip().upper()
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    named = country_named(country)
    if named is None:
        raise BadValue("this is no country", item=country, todo="two letters, such as SY")
    return named
