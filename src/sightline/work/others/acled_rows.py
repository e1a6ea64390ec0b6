"""Reads an event file of ACLED into lines of the import format, with its precision codes [1].

A day of time precision 2 stands for its week and one of 3 for its month, so they are read as such: a day that the
coder picked is no day that a source said. Files of earlier years, with their own sub-event types, are read too.

References
----------
.. [1] ACLED Codebook, https://acleddata.com/methodology/acled-codebook
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from sightline.core.errors import Unreadable
from sightline.model.event_files import ACLED_NOTES
from sightline.work.others.drafting import Cited, Drafting, Line, entity, slug
from sightline.work.others.tables import code_of, count, point, rows_of

NEEDS: Final = ("event_id_cnty", "event_date", "location")
CODES: Final = ("1", "2", "3")
PRECISIONS: Final = {"1": "town", "2": "district", "3": "governorate"}
RADII_M: Final = {"1": 2_000, "2": 25_000, "3": 100_000}
"""What a coded point may stand for: this program's own allowance, since ACLED gives no radius."""
ASSUMED: Final = {
    "2": "ACLED codes a day of the week that the source gave: read as that week.",
    "3": "ACLED codes a day of the month that the source gave: read as that month.",
}
_SHAPES: Final = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y")
_WITH_CLOCK: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")


def acled_lines(path: Path, cited: Cited) -> Iterator[Line]:
    """Go through the lines that an ACLED file comes to.

    Raises
    ------
    Unreadable
        A cell that cannot be read: it names the row and the column.
    """
    for number, cells in rows_of(path, needs=NEEDS):
        out = Drafting(cited, number)
        where = f"{path.name}, row {number}"
        if cells["event_id_cnty"] == "":
            raise Unreadable("it has no event_id_cnty", item=where, todo="give every row its id")
        key = f"incident/acled-{slug(cells['event_id_cnty'])}"
        sort = cells.get("sub_event_type") or cells.get("event_type") or "event"
        name = cells["location"] or "place not given"
        out.say(key, "title", f"{name}, {cells['event_date'] or 'no date'}: {sort}", kind="Incident")
        when, precision = _when(cells, where)
        quals = {"acled_time_precision": precision} if precision else {}
        if precision in ASSUMED:
            quals["assumption"] = ASSUMED[precision]
        out.say(key, "occurred", when, quals=quals)
        _sort(out, key, cells, cited)
        _place(out, key, cells, where)
        for column in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2"):
            for actor_name in filter(None, (part.strip() for part in cells.get(column, "").split(";"))):
                actor = f"actor/acled-{slug(actor_name)}"
                out.say(actor, "name", actor_name, kind="Actor")
                # actor1 and actor2 carry no direction: who attacked whom is not said, so nobody is blamed
                out.say(key, "party", entity(actor), quals={"role": column})
        dead = count(cells.get("fatalities", ""), row=where, column="fatalities")
        if dead is not None:
            out.say(key, "casualties", {"best": dead}, quals={"group": "all", "state": "killed"})
        out.say(key, "summary", cells.get("notes", ""))
        for column, told in ACLED_NOTES.items():
            out.say(key, "note", f"{told}: {cells[column]}" if cells.get(column) else "")
        for tag in filter(None, (part.strip() for part in cells.get("tags", "").split(";"))):
            out.say(key, "tag", tag)
        out.say(key, "external_id", cells["event_id_cnty"], quals={"scheme": "ACLED"})
        yield from out.take()


def _when(cells: Mapping[str, str], where: str) -> tuple[str, str]:
    text = cells["event_date"]
    precision = code_of(cells, "time_precision", CODES, row=where)
    if text == "":
        return "", ""  # nobody says when: an incident without a date is one all the same
    day = _day(text)
    if day is None:
        raise Unreadable(f"{text!r} is no date", item=f"{where}, column event_date", todo="write 2014-04-12")
    if precision == "2":
        first = day - timedelta(days=(day.weekday() + 2) % 7)  # ACLED's week runs from Saturday to Friday
        return f"[{first.isoformat()}..{(first + timedelta(days=6)).isoformat()}]", precision
    if precision == "3":
        return day.isoformat()[:7], precision
    return day.isoformat(), precision


def _day(text: str) -> date | None:
    """Read a day; one in figures alone, such as 04/12/2014, is none: its day and month could be either."""
    clock = _WITH_CLOCK.fullmatch(text)
    plain = text if clock is None else clock[1]
    for shape in _SHAPES:
        try:
            return datetime.strptime(plain, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _sort(out: Drafting, key: str, cells: Mapping[str, str], cited: Cited) -> None:
    """Give the sort of event; one that the list here lacks, of an earlier year, stays in words."""
    label = cells.get("sub_event_type", "")
    if _term(label) in cited.categories:
        out.say(key, "category", _term(label))
        return
    told = " / ".join(part for part in (cells.get("event_type", ""), label) if part)
    out.say(key, "note", f"ACLED's sort of event: {told}" if told else "")


def _place(out: Drafting, key: str, cells: Mapping[str, str], where: str) -> None:
    above = [cells.get(name, "") for name in ("admin3", "admin2", "admin1", "country")]
    name = cells["location"]
    out.say(key, "place_name", ", ".join(dict.fromkeys(part for part in (name, *above) if part)))
    code = code_of(cells, "geo_precision", CODES, row=where)
    spot = point(cells, row=where)
    if spot is None:
        return
    if code:  # a point of which nobody says how exact it is stays one: it is not taken for a town
        spot |= {"precision": PRECISIONS[code], "radius_m": RADII_M[code]}
    out.say(key, "position", spot, quals={"acled_geo_precision": code} if code else {})


def _term(label: str) -> str:
    """Make the id of a sub-event type from its label, as the vocabulary has them."""
    return "_".join("".join(c if c.isalnum() else " " for c in label.casefold()).split())
