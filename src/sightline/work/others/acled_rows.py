"""Reads an event file of ACLED into lines of the import format, with its precision codes [1].

A day of time precision 2 stands for its week and one of 3 for its month, so they are read as such: a day that the
coder picked is no day that a source said.

References
----------
.. [1] ACLED Codebook, https://acleddata.com/methodology/acled-codebook
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from sightline.core.errors import Unreadable
from sightline.work.others.drafting import Cited, Drafting, Line, entity, slug
from sightline.work.others.tables import count, point, rows_of

NEEDS: Final = ("event_id_cnty", "event_date", "location")
PRECISIONS: Final = {"1": "town", "2": "district", "3": "governorate"}
RADII_M: Final = {"1": 2_000, "2": 25_000, "3": 100_000}
"""What a coded point may stand for: this program's own allowance, since ACLED gives no radius."""
ASSUMED: Final = {
    "2": "ACLED codes a day of the week that the source gave: read as that week.",
    "3": "ACLED codes a day of the month that the source gave: read as that month.",
}


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
        out.say(
            key, "title", f"{cells['location']}, {cells['event_date'] or 'no date'}: {sort}", kind="Incident"
        )
        when, precision = _when(cells, where)
        quals = {"acled_time_precision": precision} if precision else {}
        if precision in ASSUMED:
            quals["assumption"] = ASSUMED[precision]
        out.say(key, "occurred", when, quals=quals)
        out.say(key, "category", _term(cells.get("sub_event_type", "")))
        _place(out, key, cells)
        for column in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2"):
            for name in filter(None, (part.strip() for part in cells.get(column, "").split(";"))):
                actor = f"actor/acled-{slug(name)}"
                out.say(actor, "name", name, kind="Actor")
                # actor1 and actor2 carry no direction: who attacked whom is not said, so nobody is blamed
                out.say(key, "party", entity(actor), quals={"role": column})
        dead = count(cells.get("fatalities", ""), row=where, column="fatalities")
        if dead is not None:
            out.say(key, "casualties", {"best": dead}, quals={"group": "all", "state": "killed"})
        out.say(key, "summary", cells.get("notes", ""))
        out.say(key, "note", f"ACLED's sources: {cells['source']}" if cells.get("source") else "")
        out.say(key, "external_id", cells["event_id_cnty"], quals={"scheme": "ACLED"})
        yield from out.take()


def _when(cells: Mapping[str, str], where: str) -> tuple[str, str]:
    text, precision = cells["event_date"], cells.get("time_precision", "")
    if text == "":
        return "", ""  # nobody says when: an incident without a date is one all the same
    day = _day(text)
    if day is None:
        raise Unreadable(f"{text!r} is no date", item=f"{where}, column event_date", todo="write 2014-04-12")
    if precision not in ("", "1", "2", "3"):
        raise Unreadable(
            f"{precision!r} is no code", item=f"{where}, column time_precision", todo="1, 2 or 3"
        )
    if precision == "2":
        first = day - timedelta(days=(day.weekday() + 2) % 7)  # ACLED's week runs from Saturday to Friday
        return f"[{first.isoformat()}..{(first + timedelta(days=6)).isoformat()}]", precision
    if precision == "3":
        return day.isoformat()[:7], precision
    return day.isoformat(), precision


def _day(text: str) -> date | None:
    for shape in ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _place(out: Drafting, key: str, cells: Mapping[str, str]) -> None:
    above = [cells.get(name, "") for name in ("admin3", "admin2", "admin1", "country")]
    name = cells["location"]
    out.say(key, "place_name", ", ".join(dict.fromkeys(part for part in (name, *above) if part)))
    spot = point(cells)
    code = cells.get("geo_precision", "")
    if spot is None:
        return
    spot |= {"precision": PRECISIONS.get(code, "town"), "radius_m": RADII_M.get(code, RADII_M["1"])}
    out.say(key, "position", spot, quals={"acled_geo_precision": code} if code in PRECISIONS else {})


def _term(label: str) -> str:
    """Make the id of a sub-event type from its label, as the vocabulary has them."""
    return "_".join("".join(c if c.isalnum() else " " for c in label.casefold()).split())
