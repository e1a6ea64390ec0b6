"""What a gazetteer says about one place, and where the gazetteer came from: records only, no reading and no search."""

import math
from typing import Final

from attrs import field, frozen

from sightline.core.errors import BadValue

KINDS: Final = (
    "country",
    "region",  # first order below a country: governorate, province, oblast, wilayat
    "county",  # second order: district, qada, raion
    "locality",
    "neighbourhood",
    "campus",  # an airport, a base, a university: a named site
    "other",
)
"""Kinds of place, the words of Who's On First; others are taken as ``other``."""

AREAS: Final = ("country", "region", "county")


@frozen(slots=True)
class Name:
    """One spelling of a place; ``lang`` is a language code or "" where nobody said."""

    text: str
    preferred: bool = field(default=False, kw_only=True)
    lang: str = ""


@frozen(slots=True)
class Source:
    """Where a gazetteer came from; every word of it is recorded with what is imported."""

    name: str
    retrieved: str = ""
    """EDTF; empty where nobody said."""
    licence: str = ""
    digest: str = ""
    """SHA-256 of the bytes it was read from."""


@frozen(slots=True)
class Place:
    """One record of one gazetteer.

    ``lat`` in [-90, 90], ``lon`` in [-180, 180] [degrees]; ``country`` two letters or ""; ``admin`` names of the areas
    it lies in, nearest first; ``ids`` pairs of scheme and value, its own first; ``population`` None where not told.
    """

    names: tuple[Name, ...]
    lat: float
    lon: float
    country: str = ""
    admin: tuple[str, ...] = ()
    kind: str = "locality"
    population: int | None = None
    ids: tuple[tuple[str, str], ...] = ()
    parent: str = ""
    """Id, in the scheme of its own first id, of the area it lies in; "" where not told."""

    def __attrs_post_init__(self) -> None:
        if not (math.isfinite(self.lat) and math.isfinite(self.lon)):
            raise BadValue(
                "the position is not a number",
                item=f"{self.lat}, {self.lon}",
                todo="degrees such as 35.3742",
            )
        if abs(self.lat) > 90 or abs(self.lon) > 180:
            raise BadValue(
                "the position is not on the Earth",
                item=f"{self.lat}, {self.lon}",
                todo="latitude -90 to 90, longitude -180 to 180",
            )
        if not self.names:
            raise BadValue("a place has no name", item=f"{self.lat}, {self.lon}", todo="name it")

    @property
    def title(self) -> str:
        """The name to show: the first preferred one, else the first."""
        return next((name.text for name in self.names if name.preferred), self.names[0].text)
