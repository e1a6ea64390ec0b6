"""Resolves a place name or a description, with the case's own places taking part; changes nothing."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from sightline.core.errors import AmbiguousName, OverLimit, UnknownName, Unreadable
from sightline.measure.geo.gazetteer.gazetteer import Gazetteer
from sightline.measure.geo.places import Around, Candidate, Known, Resolution
from sightline.measure.geo.resolving import resolve
from sightline.model.place import read_coordinates
from sightline.work.case import Case
from sightline.work.gazetteers import Tell, gather, log, places_of

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
    parts = [part.strip() for part in near.replace(";", ",").split(",")]
    if len(parts) == 3:
        try:
            km = float(parts[2].lower().removesuffix("km").strip())
        except ValueError:
            km = -1.0
        if km > 0:
            point = read_coordinates(f"{parts[0]}, {parts[1]}")
            return Around(point.lat, point.lon, km)
    if any(letter.isdigit() for letter in near) and not any(letter.isalpha() for letter in near):
        point = read_coordinates(near)
        return Around(point.lat, point.lon)
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
