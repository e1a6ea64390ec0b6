"""Writes incidents and aggregates in the columns of UCDP GED, with its precision codes [1].

An aggregate is written as a row of event_clarity 2, as UCDP does; who adds rows must leave those out, or the members.

References
----------
.. [1] Sundberg and Melander 2013, Introducing the UCDP Georeferenced Event Dataset, doi:10.1177/0022343313484347;
       UCDP GED Codebook, https://ucdp.uu.se/downloads/
"""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from sightline.model.disclosed import Dossier
from sightline.model.event_files import UCDP_NOTES
from sightline.model.sheet_cell import quoted_unless_number
from sightline.model.shown import ShownEntity
from sightline.publish.dossier import Published
from sightline.publish.formats.incidents import (
    UCDP,
    actors,
    besides_file,
    best_deaths,
    code_in,
    noted,
    parties,
    place_of,
    sources_of,
    spread_days,
)
from sightline.publish.formats.one_file import write_lines
from sightline.publish.formats.stated import coded, days, texts

COLUMNS: Final = (
    "id", "relid", "year", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name", "side_a",
    "side_b", "number_of_sources", "source_article", "where_prec", "where_coordinates", "where_description", "adm_1",
    "adm_2", "latitude", "longitude", "country", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a",
    "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
)  # fmt: skip
WHERE: Final = {
    **dict.fromkeys(("exact", "building", "street", "neighbourhood", "village", "town", "city"), "1"),
    "other": "5", "subdistrict": "3", "district": "3", "governorate": "4", "country": "6",
}  # fmt: skip


DEATHS: Final = {
    "deaths_a": ("fighter", "side_a"),
    "deaths_b": ("fighter", "side_b"),
    "deaths_civilians": ("civilian", None),
    "deaths_unknown": ("unknown", None),
}
"""Columns of deaths, with the group and side of whom."""


class Ucdp:
    """The incidents of the dossier in the columns of UCDP GED."""

    name = "ucdp"

    def write(self, dossier: Dossier, target: Path) -> Published:
        """Write ``target``, a CSV file with one row an incident or aggregate."""
        return write_lines(target, _lines(dossier))


def _lines(dossier: Dossier) -> Iterator[str]:
    known = {one.code: one for one in dossier.entities if one.status == "shown"}
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS)
    table.writeheader()
    for one in known.values():
        if one.kind in {"Incident", "Aggregate"}:
            table.writerow({name: quoted_unless_number(cell) for name, cell in row(one, known).items()})
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def row(one: ShownEntity, known: Mapping[str, ShownEntity]) -> dict[str, str]:
    """Make the row of one incident or aggregate."""
    begin, end = days(one.when)
    place = place_of(one, known)
    blamed = actors(one)
    kept = noted(one, UCDP_NOTES)
    told = besides_file(one, UCDP, sources_of(one)) if kept else sources_of(one)
    before = kept.get("number_of_sources", "")
    dead = best_deaths(one)
    groups = {name: best_deaths(one, group=group, role=role) for name, (group, role) in DEATHS.items()}
    low, best, high = ("", "", "") if dead is None else (str(n) for n in dead)
    return {
        "id": code_in(one, UCDP),
        "relid": one.code,
        "year": begin[:4],
        "side_a": "; ".join(parties(one, "side_a") or blamed),
        "side_b": "; ".join(parties(one, "side_b")),
        "conflict_name": kept.get("conflict_name", ""),
        "dyad_name": kept.get("dyad_name", ""),
        "number_of_sources": str((int(before) if before.isdecimal() else 0) + len(told)),
        "source_article": "; ".join([*([kept["source_article"]] if "source_article" in kept else []), *told]),
        "where_prec": coded(one, "position", "ucdp_where_precision") or WHERE.get(place.precision, ""),
        "where_coordinates": place.name,
        "where_description": kept.get("where_description") or "; ".join(texts(one, "place_name")),
        "adm_1": place.above,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "country": place.country,
        "event_clarity": "2" if one.aggregate or one.kind == "Aggregate" else "1",
        "date_prec": coded(one, "occurred", "ucdp_date_precision") or _date_precision(spread_days(one.when)),
        "date_start": begin,
        "date_end": end,
        **{name: "" if found is None else str(found[1]) for name, found in groups.items()},
        "best": best,
        "high": high,
        "low": low,
    }


def _date_precision(spread: int | None) -> str:
    if spread is None:
        return ""
    limits = ((1, "1"), (6, "2"), (7, "3"), (31, "4"))
    return next((code for most, code in limits if spread <= most), "5")
