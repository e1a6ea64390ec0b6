"""Reads of a disclosed incident what event files of others have columns for: place, actors, sources, deaths."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from attrs import frozen

from sightline.model.shown import ShownEntity
from sightline.model.shown_time import ShownTime
from sightline.publish.formats.stated import days, first_text, pointed, stated, texts

ACLED: Final = "ACLED"
UCDP: Final = "UCDP GED"
SCHEMES: Final = (ACLED, UCDP)
SIDES: Final = ("side_a", "side_b")
"""Roles in which an event file counts the dead of one side; they are no figure of all."""


@frozen(slots=True)
class Where:
    """Where an incident was, as a row of a table has it; empty where nobody says it."""

    name: str = ""
    latitude: str = ""
    longitude: str = ""
    precision: str = ""
    above: str = ""
    country: str = ""


def code_in(one: ShownEntity, scheme: str) -> str:
    """Give the id that an incident came in with from a file of this sort; else its code here."""
    return _came_as(one, scheme) or one.code


def _came_as(one: ShownEntity, scheme: str) -> str:
    told = stated(one, "external_id")
    return next(
        (s.value for s in told if any(q.id == "scheme" and q.text == scheme for q in s.qualifiers)), ""
    )


def place_of(one: ShownEntity, known: Mapping[str, ShownEntity]) -> Where:
    """Read the place of an incident: its own position, else that of its place.

    One that came in from a file of events has its place in one text, from the town to the country: it is parted again.
    """
    place = next((found for s in stated(one, "place") if (found := pointed(s, known)) is not None), None)
    spots = one.positions or (() if place is None else place.positions)
    above = "" if place is None else first_text(place, "part_of")
    country = "" if place is None else first_text(place, "country")
    name = first_text(one, "place_name") if place is None else place.title
    if place is None and any(_came_as(one, scheme) for scheme in SCHEMES):
        name, *rest = name.split(", ")
        country = rest[-1] if rest else ""
        above = rest[-2] if len(rest) > 1 else ""
    if not spots:
        return Where(name, above=above, country=country)
    spot = spots[0]
    return Where(name, f"{spot.lat_e7 / 1e7:.6f}", f"{spot.lon_e7 / 1e7:.6f}", spot.precision, above, country)


def actors(one: ShownEntity) -> list[str]:
    """Name the actors that somebody says did it, each once; denials are left out."""
    return texts(one, "attributed_to")


def parties(one: ShownEntity, role: str) -> list[str]:
    """Name the actors that an event file has in one of its columns, such as ``actor2`` or ``side_b``."""
    named = (s for s in stated(one, "party") if any(q.id == "role" and q.text == role for q in s.qualifiers))
    return list(dict.fromkeys(s.value for s in named))


def sources_of(one: ShownEntity) -> list[str]:
    """Name who speaks of an incident: those that are quoted, and those that tell it themselves."""
    heard = [s.via or s.source for s in one.statements if s.status == "current"]
    return list(dict.fromkeys(who.title for who in heard if who is not None))


def noted(one: ShownEntity, words: Mapping[str, str]) -> dict[str, str]:
    """Give the cells of an event file that were kept as notes, by their columns.

    Parameters
    ----------
    words : mapping of str to str
        Of each column the words before its cell, as ``event_files`` has them.
    """
    every = [(column, f"{said}: ") for column, said in words.items()]
    found = [
        (column, one.value.removeprefix(start))
        for one in stated(one, "note")
        for column, start in every
        if one.value.startswith(start)
    ]
    return dict(reversed(found))


def besides_file(one: ShownEntity, scheme: str, titles: Iterable[str]) -> list[str]:
    """Leave the event file itself, with which an incident came in, out of its sources: its own sources are noted."""
    files = {
        s.source.title
        for s in stated(one, "external_id")
        if s.source is not None and any(q.id == "scheme" and q.text == scheme for q in s.qualifiers)
    }
    return [title for title in dict.fromkeys(titles) if title not in files]


def spread_days(time: ShownTime | None) -> int | None:
    """Count the days that a time may cover; None where nothing bounds it on one side."""
    begin, end = days(time)
    if begin == "" or end == "":
        return None
    return (date.fromisoformat(end) - date.fromisoformat(begin)).days + 1


def best_deaths(
    one: ShownEntity, *, group: str | None = None, role: str | None = None
) -> tuple[int, int, int] | None:
    """Give lowest, best and highest of the deaths that sources state; None when no source states any.

    Figures of different sources are never added. Such a file takes one number: the best is the middle one of what each
    gives, and of two in the middle the lower, as UCDP takes the lower figure where no report is the more reliable.
    """
    lows, bests, highs = [], [], []
    for said in stated(one, "casualties"):
        of = {q.id: q.term for q in said.qualifiers}
        side = next((q.text for q in said.qualifiers if q.id == "role"), None)
        if said.count is None or of.get("state") != "killed" or (side if side in SIDES else None) != role:
            continue
        if (of.get("group") or "all") != (group or "all"):
            continue
        low, best, high = said.count
        known = [n for n in (low, best, high) if n is not None]
        if known:
            lows.append(min(known))
            highs.append(max(known))
            bests.append(best if best is not None else low if low is not None else known[0])
    if not bests:
        return None
    return min(lows), sorted(bests)[(len(bests) - 1) // 2], max(highs)
