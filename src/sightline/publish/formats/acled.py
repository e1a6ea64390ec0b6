"""Writes incidents in the columns of ACLED's event files, with its precision codes [1].

One row an incident; aggregates are left out, since a row there counts as one event. An empty cell says that nobody
here says it. Several values are joined by a semicolon, as ACLED joins its sources.

References
----------
.. [1] ACLED Codebook, https://acleddata.com/methodology/acled-codebook
"""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from sightline.model.disclosed import Dossier
from sightline.model.event_files import ACLED_NOTES
from sightline.model.sheet_cell import quoted_unless_number
from sightline.model.shown import ShownEntity
from sightline.publish.dossier import Published
from sightline.publish.formats.incidents import (
    ACLED,
    actors,
    besides_file,
    best_deaths,
    code_in,
    noted,
    parties,
    place_of,
    spread_days,
)
from sightline.publish.formats.one_file import write_lines
from sightline.publish.formats.stated import coded, days, first_text, texts

COLUMNS: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
PARENTS: Final = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Attack", "Abduction/forced disappearance", "Sexual violence"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
POLITICAL: Final = ("Battles", "Explosions/Remote violence", "Violence against civilians")
GEO: Final = {
    **dict.fromkeys(("exact", "building", "street", "neighbourhood", "village", "town", "city"), "1"),
    **dict.fromkeys(("subdistrict", "district", "other"), "2"),
    **dict.fromkeys(("governorate", "country"), "3"),
}


class Acled:
    """The incidents of the dossier in the columns of ACLED."""

    name = "acled"

    def write(self, dossier: Dossier, target: Path) -> Published:
        """Write ``target``, a CSV file with one row an incident."""
        return write_lines(target, _lines(dossier))


def _lines(dossier: Dossier) -> Iterator[str]:
    known = {one.code: one for one in dossier.entities if one.status == "shown"}
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS)
    table.writeheader()
    for one in known.values():
        if one.kind == "Incident" and not one.aggregate:
            table.writerow({name: quoted_unless_number(cell) for name, cell in row(one, known).items()})
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def row(one: ShownEntity, known: Mapping[str, ShownEntity]) -> dict[str, str]:
    """Make the row of one incident."""
    begin, _ = days(one.when)
    spread = spread_days(one.when)
    sort = first_text(one, "category")
    parent = next((name for name, below in PARENTS.items() if sort in below), "")
    place = place_of(one, known)
    blamed = actors(one)
    kept = noted(one, ACLED_NOTES)
    told = [s.source.title for s in one.statements if s.source is not None]
    told = besides_file(one, ACLED, told) if kept else list(dict.fromkeys(told))
    return {
        "event_id_cnty": code_in(one, ACLED),
        "event_date": begin,
        "year": begin[:4],
        "time_precision": coded(one, "occurred", "acled_time_precision") or _time_precision(spread),
        "disorder_type": "Political violence" if parent in POLITICAL else parent,
        "event_type": parent,
        "sub_event_type": sort,
        "actor1": "; ".join(parties(one, "actor1") or blamed),
        **{name: "; ".join(parties(one, name)) for name in ("assoc_actor_1", "actor2", "assoc_actor_2")},
        "country": place.country,
        "admin1": place.above,
        "location": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geo_precision": coded(one, "position", "acled_geo_precision") or GEO.get(place.precision, ""),
        "source": "; ".join([*([kept["source"]] if "source" in kept else []), *told]),
        "source_scale": kept.get("source_scale", ""),
        "notes": " ".join(
            [*texts(one, "summary"), *(["Who did it is disputed."] if len(blamed) > 1 else [])]
        ),
        "fatalities": "" if (dead := best_deaths(one)) is None else str(dead[1]),
        "tags": "; ".join(texts(one, "tag")),
    }


def _time_precision(spread: int | None) -> str:
    if spread is None:
        return ""
    return "1" if spread <= 1 else "2" if spread <= 7 else "3"
