"""Read a dump of GeoNames: the table of places (SY.txt, allCountries.txt) with the names that lie beside it.

The format is that of the project's readme [1]: nineteen columns parted by tabs, no header. Where they lie in the same
folder, ``alternateNamesV2.txt`` (or ``alternateNames.txt``) gives names with their languages and
``admin1CodesASCII.txt`` the names of regions.

Sources:
[1] GeoNames, readme of the export dump, https://download.geonames.org/export/dump/readme.txt
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from sightline.core.errors import BadValue, RowRefused
from sightline.measure.geo.gazetteer.delimited import lines
from sightline.measure.geo.gazetteer.records import Name, Place
from sightline.measure.geo.gazetteer.regions import regions

COLUMNS: Final = 19
_KINDS: Final = {
    "ADM1": "region",
    "ADM2": "county",
    "PPLX": "neighbourhood",
    "PCLI": "country",
    "AIRP": "campus",
    "AIRB": "campus",
}
_NO_NAMES: Final = frozenset({"link", "post", "iata", "icao", "faac", "wkdt", "unlc", "abbr", "phon", "piny"})


@lru_cache(maxsize=1)
def region_names() -> dict[tuple[str, str], str]:
    """Give the names of regions by country and GeoNames code, from the tables that come with the program."""
    return {(area.country, area.geonames): area.name for area in regions() if area.geonames != ""}


def read_geonames(path: Path, *, countries: Collection[str] = ()) -> Iterator[Place]:
    """Read a table of GeoNames, one place a row.

    :param countries: two letters each; empty: all (the whole world needs some 12 GB of memory)
    :raises RowRefused: for a row of another shape; it names file and line
    :raises Damaged: when the file is no text in UTF-8, or its gzip is cut short
    """
    wanted = frozenset(code.upper() for code in countries)
    named = region_names() | _region_file(path.parent / "admin1CodesASCII.txt")
    beside = _alternates(path)
    for number, line in enumerate(lines(path), start=1):
        row = line.rstrip("\r\n").split("\t")
        where = f"{path.name}:{number}"
        if len(row) != COLUMNS:
            raise RowRefused(
                f"{len(row)} columns where GeoNames has {COLUMNS}", item=where, todo="is the file cut short?"
            )
        if not wanted or row[8] in wanted:
            yield _place(row, beside.get(row[0], ()), named.get((row[8], row[10])), where)


def machine_made(text: str) -> bool:
    """Tell whether a name is a letter-by-letter transcription (kfr zyta, da er ze er), which nobody writes.

    GeoNames holds them beside the names of many scripts; they are the only ones in small ASCII letters throughout.
    """
    return text.isascii() and text.islower()


def _place(row: list[str], beside: tuple[Name, ...] | list[Name], region: str | None, where: str) -> Place:
    plain = [
        Name(text)
        for text in dict.fromkeys((row[2], *row[3].split(",")))
        if text and text != row[1] and not machine_made(text)
    ]
    try:
        people = int(row[14] or 0)
        return Place(
            names=(Name(row[1] or row[2], preferred=True), *beside, *plain),
            lat=float(row[4]),
            lon=float(row[5]),
            country=row[8],
            admin=() if region is None else (region,),
            kind=_KINDS.get(
                row[7], "locality" if row[6] == "P" else "county" if row[7] == "ADM3" else "other"
            ),
            population=people if people > 0 else None,
            ids=(("geonames", row[0]),),
        )
    except (ValueError, BadValue) as error:
        fault = (
            error.fault if isinstance(error, BadValue) else "latitude, longitude or population is no number"
        )
        raise RowRefused(fault, item=where, todo="compare the line with the dump") from error


def _region_file(path: Path) -> dict[tuple[str, str], str]:
    if not path.exists():
        return {}
    found = {}
    for number, line in enumerate(lines(path), start=1):
        row = line.rstrip("\r\n").split("\t")
        if len(row) < 2 or "." not in row[0]:
            raise RowRefused("this is no row of admin1CodesASCII.txt", item=f"{path.name}:{number}")
        country, _, code = row[0].partition(".")
        found[country, code] = row[1]
    return found


def _alternates(path: Path) -> dict[str, list[Name]]:
    beside = next(
        (
            found
            for found in (path.with_name(f"alternateNames{end}.txt") for end in ("V2", ""))
            if found.exists()
        ),
        None,
    )
    found: dict[str, list[Name]] = defaultdict(list)
    if beside is None:
        return found
    for number, line in enumerate(lines(beside), start=1):
        row = line.rstrip("\r\n").split("\t")
        if len(row) < 4:
            raise RowRefused("this is no row of alternateNames", item=f"{beside.name}:{number}")
        if row[2] not in _NO_NAMES and row[3]:
            found[row[1]].append(Name(row[3], lang=row[2]))
    return found
