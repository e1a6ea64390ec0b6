"""Resolves a place name or a description, with the case's own places taking part; changes nothing."""

import math
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from sightline.core.errors import AmbiguousName, BadValue, OverLimit, UnknownName, Unreadable
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.places import Around, Candidate, Known, Resolution
from sightline.measure.geo.resolving import resolve
from sightline.model.place import Position, read_coordinates
from sightline.work.case import Case
from sightline.work.gazetteers.gathering import Tell, gather, log, places_of

_NEAR: Final = "give LAT,LON or LAT,LON,KM, such as 35.37,36.60,40, or the name of a place"
FARTHEST_KM: Final = 20_037.5
"""Half the way around the Earth."""

METHOD: Final = "geo.places"
VERSION: Final = 1
MOST_CONTEXT: Final = 20_000_000
"""Bytes of a file that gives the passage."""

__all__ = ["Candidate", "Resolution", "place", "read_context"]


def place(
    text: str,
    *,
    case: Case | None = None,
    context: str | None = None,
    near: str | None = None,
    inside: str | None = None,
    country: str | None = None,
    gazetteers: Sequence[Path] = (),
    countries: Collection[str] = (),
    tell: Tell = log.info,
) -> Resolution:
    """Resolve a place name or a description of a place.

    :param case: its places are candidates and context, and the gazetteers it keeps are searched
    :param context: the passage the name stands in
    :param near: ``LAT,LON`` or ``LAT,LON,KM`` [degrees, kilometres], or the name of a place
    :param inside: a province, district or country it must lie in
    :param country: two letters or a name
    :param gazetteers: files to be searched beside the built-in one
    :param countries: two letters each, to take only places of these from the files
    :param tell: is told when something takes long
    :raises BadValue: when near, inside or country cannot be used
    :raises UnknownName: when no place is called what ``near`` says
    :raises AmbiguousName: when several are
    :raises SkipItem: when a gazetteer cannot be read
    """
    searched = gather(gazetteers, case=case, countries=countries, tell=tell)
    known = () if case is None else tuple(Known(one.title, one.lat, one.lon) for one in places_of(case))
    about = None if near is None else _around(near, searched, country)
    return resolve(text, searched, context=context, near=about, inside=inside, known=known, country=country)


def read_context(given: str) -> str:
    """Give the passage: the text of a file where there is one of that name, else the words themselves.

    :raises Unreadable: when the file is there and cannot be read
    :raises OverLimit: when it is larger than 20 MB
    """
    try:
        path = Path(given)
        if len(given) > 1000 or not path.is_file():
            return given
        if path.stat().st_size > MOST_CONTEXT:
            raise OverLimit(
                "the passage is larger than 20 MB", item=given, todo="give the part around the name"
            )
        return path.read_text("utf-8", "replace")
    except ValueError:  # a NUL in what cannot be a path
        return given
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", item=given[:200]) from error


def _around(near: str, searched: Gazetteer, country: str | None) -> Around:
    numbers = _numbers(near)
    if numbers is not None:
        return numbers
    found = resolve(near, searched, country=country)
    if found.status == "unresolved":
        raise UnknownName(
            f"no place to look about is called so: {found.why}", item=near, todo="give LAT,LON or LAT,LON,KM"
        )
    if found.status == "ambiguous":
        named = ", ".join(f"{one.name} ({one.lat:.3f}, {one.lon:.3f})" for one in found.candidates[:3])
        raise AmbiguousName(
            f"several places are called so: {named}", item=near, todo="give LAT,LON or LAT,LON,KM"
        )
    return Around(found.candidates[0].lat, found.candidates[0].lon)


def _numbers(near: str) -> Around | None:
    """Read LAT,LON or LAT,LON,KM, in any spelling of coordinates; None where it is a name."""
    parts = [part.strip() for part in near.replace(";", ",").split(",")]
    written = [_number(part) for part in parts]
    odd = any(number is not None and not math.isfinite(number) for number in written)
    if odd and (len(parts) == 3 or all(number is not None for number in written)):
        raise BadValue("latitude, longitude and distance must be numbers", item=near, todo=_NEAR)
    if not any(letter.isdigit() for letter in near):
        return None
    if len(parts) == 3 and all(any(letter.isdigit() for letter in part) for part in parts[:2]):
        km = _number(parts[2].lower().removesuffix("km"))
        point = _point(f"{parts[0]}, {parts[1]}")
        if point is not None:
            if km is None or not 0 < km <= FARTHEST_KM:
                fault = f"the distance to look about must be above 0 and at most {FARTHEST_KM:g} km"
                raise BadValue(fault, item=near, todo=_NEAR)
            return Around(point.lat, point.lon, km)
    point = _point(near)
    return None if point is None else Around(point.lat, point.lon)


def _point(text: str) -> Position | None:
    """Read coordinates; None where letters other than of coordinates say that it is a name."""
    try:
        return read_coordinates(text)
    except BadValue:
        if any(letter.isalpha() for letter in text):
            return None
        raise


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
