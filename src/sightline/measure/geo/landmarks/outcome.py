"""What a search gives: places that fit, places that nearly fit with what speaks against each, and every limit.

All numbers are integers (millimetres, thousandths of a degree, 1e-7 degree, thousandths), so that an outcome can be
kept and hashed as it is.
"""

from typing import Final

from attrs import frozen

NAME: Final = "geo.landmarks"
VERSION: Final = 1


@frozen
class Seen:
    """One object of the map, and for which thing of the query it stands."""

    role: str
    id: str
    """node/…, way/… or relation/… as in OpenStreetMap, or the id of the file."""
    title: str
    lat_e7: int
    lon_e7: int
    tags: tuple[tuple[str, str], ...]
    outline: tuple[tuple[int, int], ...] = ()
    """Latitude and longitude along a line or an area near the place, for drawing; none for a point."""


@frozen
class Held:
    """One relation of the query as it was measured at a place."""

    words: str
    measured: str
    held: bool
    distance_mm: int | None = None
    bearing_mdeg: int | None = None
    fit: int = 1000
    """How well it holds, in thousandths: 1000 in the middle of what was asked, 500 at its edge, below: outside."""


@frozen
class Place:
    """A place that fits (``against`` empty) or was rejected, with the objects that were found there."""

    lat_e7: int
    lon_e7: int
    score: int
    """Mean of the fits, in thousandths: an order, not a probability."""
    objects: tuple[Seen, ...]
    relations: tuple[Held, ...]
    why: str
    against: str = ""
    ways: int = 1
    """In how many combinations of objects the query holds here; counting ends at 1,000."""


@frozen
class Outcome:
    """The answer to one query over one map file."""

    query: str
    places: tuple[Place, ...]
    """Best first; at most as many as were asked for."""
    total: int
    """How many places fit."""
    rejected: tuple[Place, ...]
    """Places that fail in one thing and not by far, nearest first; at most as many as were asked for."""
    rejected_total: int
    anchors: int
    """Objects of the first thing that were looked at."""
    features: tuple[tuple[str, int], ...]
    """How many objects of each thing of the query the map holds, in the area that was searched."""
    dropped: tuple[tuple[str, int], ...]
    """Anchors that were not near enough to count as rejected, by what they lack."""
    assumed: tuple[str, ...]
    limits: tuple[str, ...]
    """Everything that was not looked at or not listed."""
    doubts: tuple[str, ...]
    """What was wrong with the file."""
    data_time: str | None
    why: str
    method: str = NAME
    version: int = VERSION
