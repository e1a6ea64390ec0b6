"""Read a dump of GeoNames: the table of places (SY.txt, allCountries.txt) with the names that lie beside it.

The format is that of the project's readme [1]: nineteen columns parted by tabs, no header. Where they lie in the same
folder, ``alternateNamesV2.txt`` (or ``alternateNames.txt``) gives names with their languages and
``admin1CodesASCII.txt`` the names of regions; alone these say nothing of where places lie, and are refused.

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
OTHER_NAMES: Final = ("alternateNamesV2.txt", "alternateNames.txt")
"""Tables of names in other languages, the newer first; only one of them is read."""

REGIONS: Final = "admin1CodesASCII.txt"

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
    named = region_names() | _region_file(path.parent / REGIONS)
    beside = _alternates(path, wanted)
    for number, line in enumerate(lines(path), start=1):
        row = line.rstrip("\r\n").split("\t")
        where = f"{path.name}:{number}"
        if len(row) != COLUMNS:
            raise RowRefused(
                f"{len(row)} columns where GeoNames has {COLUMNS}", item=where, todo="is the file cut short?"
            )
        if not wanted or row[8] in wanted:
            yield _place(row, beside.get(row[0], ()), named.get((row[8], row[10])), where)


def read_beside(path: Path) -> tuple[Path, ...]:
    """List the files of GeoNames that are read with a table of places: those that lie in its folder."""
    names = next((path.with_name(name) for name in OTHER_NAMES if path.with_name(name).is_file()), None)
    listed = (names, path.with_name(REGIONS))
    return tuple(one for one in listed if one is not None and one.is_file() and one.name != path.name)


def is_table(first: str) -> bool:
    """Tell whether a file that begins with this line is a table of places of GeoNames."""
    return first.count("\t") == COLUMNS - 1 and first.split("\t", maxsplit=1)[0].isdigit()


def refuse_companion(path: Path, first: str) -> None:
    """Refuse the files of GeoNames that say nothing of where places lie: they are read beside the table of places.

    :param first: the first line
    :raises BadValue: for a table of other names, or of regions; it says what to give instead
    """
    row = first.rstrip("\r\n").split("\t")
    if 4 <= len(row) <= 10 and row[0].isdigit() and row[1].isdigit():
        sort, name = "the other names of places, without their positions", OTHER_NAMES[0]
    elif len(row) == 4 and row[3].isdigit() and "." in row[0]:
        sort, name = "the names of regions, without places", REGIONS
    else:
        return
    renamed = "" if path.name in (*OTHER_NAMES, REGIONS) else f", if that is named {name},"
    stands = [one.name for one in sorted(path.parent.glob("*.txt")) if one != path and _is_table_file(one)]
    todo = f"give the table of places, such as SY.txt; it reads this file{renamed} from the same folder"
    if stands:
        todo += f" (there lies {', '.join(stands[:3])})"
    raise BadValue(f"a table of GeoNames that gives {sort}", item=path.name, todo=todo)


def _is_table_file(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_table(file.readline(100_000).decode("utf-8", "replace"))
    except OSError:
        return False


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


def _alternates(path: Path, countries: Collection[str]) -> dict[str, list[Name]]:
    """Read the other names of the places that are taken: of the whole world's they would fill the memory."""
    beside = next((path.with_name(name) for name in OTHER_NAMES if path.with_name(name).is_file()), None)
    found: dict[str, list[Name]] = defaultdict(list)
    if beside is None or beside.name == path.name:
        return found
    rows = (line.split("\t", 9) for line in lines(path))
    taken = {row[0] for row in rows if len(row) == 10 and (not countries or row[8] in countries)}
    for number, line in enumerate(lines(beside), start=1):
        row = line.rstrip("\r\n").split("\t")
        if len(row) < 4:
            raise RowRefused("this is no row of alternateNames", item=f"{beside.name}:{number}")
        if row[1] in taken and row[2] not in _NO_NAMES and row[3]:
            found[row[1]].append(Name(row[3], lang=row[2]))
    return found
