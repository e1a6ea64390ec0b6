"""Reads an event file of UCDP GED into lines of the import format, with its precision codes [1].

A row of event clarity 2 sums several events: it becomes an aggregate, which is never counted with incidents. Column
names of earlier versions are read too.

References
----------
.. [1] Sundberg and Melander 2013, Introducing the UCDP Georeferenced Event Dataset, doi:10.1177/0022343313484347
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from sightline.core.errors import Unreadable
from sightline.model.event_files import UCDP_NOTES
from sightline.work.others.drafting import Cited, Drafting, Line, entity, slug
from sightline.work.others.tables import code_of, count, point, rows_of

NEEDS: Final = ("id", "date_start", "date_end")
ALIASES: Final = {
    "event_id": "id", "best_est": "best", "low_est": "low", "high_est": "high", "sidea": "side_a", "sideb": "side_b",
    "adm1": "adm_1", "adm2": "adm_2", "where_precision": "where_prec", "date_precision": "date_prec",
}  # fmt: skip
PRECISIONS: Final = {
    "1": ("town", 2_000), "2": ("other", 25_000), "3": ("district", 50_000), "4": ("governorate", 150_000),
    "5": ("other", 150_000), "6": ("country", 500_000), "7": ("other", 500_000),
}  # fmt: skip
DATES: Final = ("1", "2", "3", "4", "5")
CLARITY: Final = ("1", "2")
DEATHS: Final = (
    ("deaths_a", {"group": "fighter", "role": "side_a"}),
    ("deaths_b", {"group": "fighter", "role": "side_b"}),
    ("deaths_civilians", {"group": "civilian"}),
    ("deaths_unknown", {"group": "unknown"}),
)
"""Columns of deaths, with of whom. UCDP counts the dead of a side as its fighters."""
TYPES: Final = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}


def ucdp_lines(path: Path, cited: Cited) -> Iterator[Line]:
    """Go through the lines that a UCDP GED file comes to.

    Raises
    ------
    Unreadable
        A cell that cannot be read: it names the row and the column.
    """
    for number, cells in rows_of(path, needs=NEEDS, aliases=ALIASES):
        out = Drafting(cited, number)
        where = f"{path.name}, row {number}"
        if cells["id"] == "":
            raise Unreadable("it has no id", item=where, todo="give every row its id")
        several = code_of(cells, "event_clarity", CLARITY, row=where) == "2"
        kind = "Aggregate" if several else "Incident"
        key = f"{kind.lower()}/ucdp-{slug(cells['id'])}"
        name = (
            cells.get("where_coordinates")
            or cells.get("where_description")
            or cells.get("adm_1")
            or "place not given"
        )
        day = cells["date_start"][:10] or cells["date_end"][:10] or "no date"
        out.say(key, "title", f"{name}, {day}" + (": several events" if several else ""), kind=kind)
        _when(out, key, cells, where)
        above = (cells.get("adm_2", ""), cells.get("adm_1", ""), cells.get("country", ""))
        out.say(key, "place_name", ", ".join(dict.fromkeys(part for part in (name, *above) if part)))
        code = code_of(cells, "where_prec", tuple(PRECISIONS), row=where)
        spot = point(cells, row=where)
        if spot is not None:
            if code:  # a point of which nobody says how exact it is stays one: it is not taken for a town
                precision, radius = PRECISIONS[code]
                spot |= {"precision": precision, "radius_m": radius}
            out.say(key, "position", spot, quals={"ucdp_where_precision": code} if code else {})
        _sides(out, key, cells, several=several)
        _deaths(out, key, cells, where)
        sort = TYPES.get(code_of(cells, "type_of_violence", tuple(TYPES), row=where), "")
        out.say(key, "note", f"UCDP's type of violence: {sort}" if sort else "")
        for column, told in UCDP_NOTES.items():
            out.say(key, "note", f"{told}: {cells[column]}" if cells.get(column) else "")
        out.say(key, "external_id", cells["id"], quals={"scheme": "UCDP GED"})
        yield from out.take()


def _when(out: Drafting, key: str, cells: Mapping[str, str], where: str) -> None:
    begin, end = cells["date_start"][:10], cells["date_end"][:10]
    precision = code_of(cells, "date_prec", DATES, row=where)
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
    # within these days, on one of them: not all the time from the first to the last
    when = begin if begin == end else f"[{begin}..{end}]"
    out.say(key, "occurred", when, quals={"ucdp_date_precision": precision} if precision else {})


def _sides(out: Drafting, key: str, cells: Mapping[str, str], *, several: bool) -> None:
    """Name the sides as parties, which blames nobody; an aggregate has none, so they stay in words."""
    for column in ("side_a", "side_b"):
        name = cells.get(column, "")
        if not name or name.casefold() == "civilians":
            continue
        if several:
            out.say(key, "note", f"{column}: {name}")
            continue
        actor = f"actor/ucdp-{slug(name)}"
        out.say(actor, "name", name, kind="Actor")
        out.say(key, "party", entity(actor), quals={"role": column})


def _deaths(out: Drafting, key: str, cells: Mapping[str, str], where: str) -> None:
    numbers = {name: count(cells.get(name, ""), row=where, column=name) for name in ("low", "best", "high")}
    given = {
        ours: known
        for ours, theirs in (("min", "low"), ("best", "best"), ("max", "high"))
        if (known := numbers[theirs]) is not None
    }
    if list(given.values()) != sorted(given.values()):
        told = ", ".join(f"{name} {number}" for name, number in numbers.items() if number is not None)
        raise Unreadable(
            f"low, best and high are out of order: {told}", item=f"{where}, column low", todo="mend the row"
        )
    if given:
        out.say(key, "casualties", given, quals={"group": "all", "state": "killed"})
    for column, whose in DEATHS:
        dead = count(cells.get(column, ""), row=where, column=column)
        if dead is not None:
            out.say(key, "casualties", {"best": dead}, quals={**whose, "state": "killed"})
