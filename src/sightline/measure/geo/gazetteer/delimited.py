"""Read a gazetteer from a plain table with a header: CSV or TSV, also compressed with gzip."""

import csv
import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sightline.core.errors import BadValue, Damaged, OverLimit, RowRefused, Unreadable
from sightline.measure.geo.gazetteer.records import KINDS, Name, Place

MOST_BYTES: Final = 4_000_000_000
MOST_LINE: Final = 2_000_000
MOST_TIMES: Final = 50
MOST_UNPACKED: Final = 20_000_000
"""Bytes that a .gz file may unpack to whatever its size; beyond them it is held to ``MOST_TIMES`` its size."""
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("name", "title", "preferred_name", "name_en", "place", "asciiname"),
    "lat": ("lat", "latitude", "y", "geom_latitude"),
    "lon": ("lon", "lng", "long", "longitude", "x", "geom_longitude"),
    "country": ("country", "country_code", "countrycode", "iso_country", "iso", "cc"),
    "kind": ("placetype", "kind", "type", "place_kind", "feature"),
    "population": ("population", "pop"),
    "admin": ("admin", "admin1", "region", "province", "governorate", "adm1_en", "admin1_name"),
    "admin2": ("admin2", "county", "district", "adm2_en", "admin2_name"),
    "parent": ("region_id", "parent_id", "admin_id"),
}
_MORE_NAMES: Final = (
    "arabic",
    "alt_names",
    "alternatenames",
    "alternate_names",
    "aliases",
    "names",
    "name_ar",
    "name_local",
)
_IDS: Final = {
    "wof_id": "wof",
    "geonames_id": "geonames",
    "geonameid": "geonames",
    "id": "id",
    "pcode": "pcode",
    "osm_id": "osm",
    "wikidata": "wikidata",
}


def read_table(path: Path) -> Iterator[Place]:
    """Read a table with a header, one place a row.

    Known columns: ``name``, ``lat``, ``lon`` (all three needed), ``country``, ``placetype``, ``population``, ``admin``,
    ``admin2``, ``region_id`` (the id of a row of the same file), ``arabic``, ``alt_names`` (several names parted by
    ``|``) and ids (``wof_id``, ``geonames_id``, ``id``, ``pcode``, ``osm_id``, ``wikidata``). Other columns are left.

    :raises BadValue: when a needed column is missing
    :raises RowRefused: for a row without a name or a position on the Earth; it names file and line
    :raises Damaged: when the file is not text in UTF-8 or its gzip is cut short
    :raises OverLimit: for a line over 2 MB
    """
    rows = _rows(path)
    header = next(rows, None)
    if header is None:
        raise Damaged(
            "the file is empty", item=path.name, todo="a first row with the names of the columns is needed"
        )
    columns = _columns(header[1], path)
    for line, row in rows:
        if any(cell.strip() for cell in row):
            yield _place(row, columns, f"{path.name}:{line}")


def lines(path: Path) -> Iterator[str]:
    """Give the lines of a text file, unpacked where its name ends in .gz, within limits."""
    read = 0
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            number = 0
            while True:
                line = file.readline(MOST_LINE + 1)
                number += 1
                if line == b"":
                    return
                read += len(line)
                if len(line) > MOST_LINE:
                    raise OverLimit(
                        "a line is longer than 2 MB",
                        item=f"{path.name}:{number}",
                        todo="is this a table of places?",
                    )
                if read > MOST_BYTES:
                    raise OverLimit("the file is larger than 4 GB when unpacked", item=path.name)
                try:
                    yield line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    raise Damaged(
                        "this is not text in UTF-8",
                        item=f"{path.name}:{number}",
                        todo="save it again as UTF-8",
                    ) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Damaged(
            "the compressed file is cut short or broken", item=path.name, todo="fetch it again"
        ) from error
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", item=path.name) from error


def refuse_bomb(path: Path) -> None:
    """Refuse a .gz that unpacks to far more than any table of places: found out before a row of it is read.

    :raises OverLimit: for one that does
    """
    if path.suffix != ".gz":
        return
    try:
        most = MOST_UNPACKED + MOST_TIMES * path.stat().st_size
        read = 0
        with gzip.open(path, "rb") as file:
            while block := file.read(1 << 20):
                read += len(block)
                if read > most:
                    raise OverLimit(
                        f"unpacks to more than {MOST_TIMES} times its size",
                        item=path.name,
                        todo="no table of places does: fetch it again, or give it unpacked",
                    )
    except (EOFError, zlib.error, OSError):
        return  # what is wrong is told where it is read, with its line


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = lines(path)
    first = next(text, None)
    if first is None:
        return
    mark = max("\t;,", key=first.count)

    def whole() -> Iterator[str]:
        yield first
        yield from text

    if mark == "\t":  # a tab is never quoted in the tables of gazetteers
        for number, line in enumerate(whole(), start=1):
            yield number, line.rstrip("\r\n").split("\t")
        return
    reader = csv.reader(whole(), delimiter=mark, strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise Damaged(f"the table breaks off: {error}", item=f"{path.name}:{reader.line_num}") from error


def _columns(header: Sequence[str], path: Path) -> Mapping[str, int]:
    places = {name.strip().casefold(): at for at, name in reversed(list(enumerate(header)))}
    found = {
        field: next(places[name] for name in names if name in places)
        for field, names in _COLUMNS.items()
        if any(name in places for name in names)
    }
    for field in ("name", "lat", "lon"):
        if field not in found:
            raise BadValue(
                f"the table has no column for {field}",
                item=f"{path.name}:1",
                todo=f"name one of its columns {' or '.join(_COLUMNS[field][:3])}",
            )
    return found | {name: places[name] for name in (*_MORE_NAMES, *_IDS) if name in places}


def _place(row: Sequence[str], columns: Mapping[str, int], where: str) -> Place:
    def cell(field: str) -> str:
        at = columns.get(field, len(row))
        return row[at].strip() if at < len(row) else ""

    more = [part.strip() for field in _MORE_NAMES for part in cell(field).split("|")]
    names = list(dict.fromkeys(text for text in (cell("name"), *more) if text))
    if not names:
        raise RowRefused("this row has no name", item=where, todo="name the place or take the row out")
    kind = cell("kind").casefold()
    try:
        return Place(
            names=(Name(names[0], preferred=True), *(Name(text) for text in names[1:])),
            lat=float(cell("lat")),
            lon=float(cell("lon")),
            country=cell("country").upper()[:2],
            admin=tuple(part for part in (cell("admin2"), cell("admin")) if part),
            kind=kind if kind in KINDS else "locality" if kind == "" else "other",
            population=int(float(cell("population"))) if cell("population") else None,
            ids=tuple((scheme, cell(field)) for field, scheme in _IDS.items() if cell(field)),
            parent=cell("parent"),
        )
    except (ValueError, OverflowError) as error:
        raise RowRefused(
            "latitude, longitude or population is no number",
            item=where,
            todo="degrees such as 35.3742; people in digits",
        ) from error
    except BadValue as error:
        raise RowRefused(error.fault, item=where, todo=error.todo) from error
