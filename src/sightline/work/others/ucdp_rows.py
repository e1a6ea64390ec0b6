"""Reads an event file of UCDP GED into lines of the import format, with its precision codes [1].

A row of event clarity 2 sums several events: it becomes an aggregate, which is never counted with incidents.

References
----------
.. [1] Sundberg and Melander 2013, Introducing the UCDP Georeferenced Event Dataset, doi:10.1177/0022343313484347
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from sightline.core.errors import Unreadable
from sightline.work.others.drafting import Cited, Drafting, Line, entity, slug
from sightline.work.others.tables import count, point, rows_of

NEEDS: Final = ("id", "date_start", "date_end")
PRECISIONS: Final = {
    "1": ("town", 2_000), "2": ("other", 25_000), "3": ("district", 50_000), "4": ("governorate", 150_000),
    "5": ("other", 150_000), "6": ("country", 500_000), "7": ("other", 500_000),
}  # fmt: skip
DEATHS: Final = (("deaths_civilians", "civilian"),)


def ucdp_lines(path: Path, cited: Cited) -> Iterator[Line]:
    """Go through the lines that a UCDP GED file comes to.

    Raises
    ------
    Unreadable
        A cell that cannot be read: it names the row and the column.
    """
    for number, cells in rows_of(path, needs=NEEDS):
        out = Drafting(cited, number)
        where = f"{path.name}, row {number}"
        if cells["id"] == "":
            raise Unreadable("it has no id", item=where, todo="give every row its id")
        several = cells.get("event_clarity") == "2"
        kind = "Aggregate" if several else "Incident"
        key = f"{kind.lower()}/ucdp-{slug(cells['id'])}"
        name = (
            cells.get("where_coordinates")
            or cells.get("where_description")
            or cells.get("adm_1")
            or "place not given"
        )
        out.say(
            key,
            "title",
            f"{name}, {cells['date_start'][:10]}" + (": several events" if several else ""),
            kind=kind,
        )
        _when(out, key, cells, where)
        out.say(
            key,
            "place_name",
            ", ".join(
                dict.fromkeys(p for p in (name, cells.get("adm_1", ""), cells.get("country", "")) if p)
            ),
        )
        spot = point(cells)
        code = cells.get("where_prec", "")
        if spot is not None:
            precision, radius = PRECISIONS.get(code, PRECISIONS["1"])
            spot |= {"precision": precision, "radius_m": radius}
            out.say(key, "position", spot, quals={"ucdp_where_precision": code} if code in PRECISIONS else {})
        if not several:
            _sides_and_deaths(out, key, cells, where)
        out.say(
            key, "note", f"UCDP's sources: {cells['source_article']}" if cells.get("source_article") else ""
        )
        out.say(key, "external_id", cells["id"], quals={"scheme": "UCDP GED"})
        yield from out.take()


def _when(out: Drafting, key: str, cells: Mapping[str, str], where: str) -> None:
    begin, end = cells["date_start"][:10], cells["date_end"][:10]
    if begin == "" and end == "":
        return  # nobody says when
    begin, end = begin or end, end or begin
    for column, text in (("date_start", begin), ("date_end", end)):
        try:
            date.fromisoformat(text)
        except ValueError as error:
            raise Unreadable(
                f"{text!r} is no date", item=f"{where}, column {column}", todo="write 2014-04-12"
            ) from error
    if end < begin:
        raise Unreadable(
            f"it ends ({end}) before it begins ({begin})",
            item=f"{where}, column date_end",
            todo="mend the row",
        )
    precision = cells.get("date_prec", "")
    # within these days, on one of them: not all the time from the first to the last
    when = begin if begin == end else f"[{begin}..{end}]"
    quals = {"ucdp_date_precision": precision} if precision in set("12345") else {}
    out.say(key, "occurred", when, quals=quals)


def _sides_and_deaths(out: Drafting, key: str, cells: Mapping[str, str], where: str) -> None:
    for column in ("side_a", "side_b"):
        name = cells.get(column, "")
        if name and name != "Civilians":
            actor = f"actor/ucdp-{slug(name)}"
            out.say(actor, "name", name, kind="Actor")
            out.say(key, "party", entity(actor), quals={"role": column})
    numbers = {name: count(cells.get(name, ""), row=where, column=name) for name in ("low", "best", "high")}
    given = {
        ours: numbers[theirs]
        for ours, theirs in (("min", "low"), ("best", "best"), ("max", "high"))
        if numbers[theirs] is not None
    }
    if given:
        out.say(key, "casualties", given, quals={"group": "all", "state": "killed"})
    for column, group in DEATHS:
        dead = count(cells.get(column, ""), row=where, column=column)
        if dead is not None:
            out.say(key, "casualties", {"best": dead}, quals={"group": group, "state": "killed"})
