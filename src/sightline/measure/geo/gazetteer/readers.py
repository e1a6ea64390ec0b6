"""Tell which sort of gazetteer a file is and read it: GeoNames, Who's On First, or a plain table with a header."""

import gzip
import zlib
from collections.abc import Collection, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from sightline.core.errors import BadValue, Unreadable
from sightline.measure.geo.gazetteer.delimited import lines, read_table, refuse_bomb
from sightline.measure.geo.gazetteer.geonames import is_table, read_beside, read_geonames, refuse_companion
from sightline.measure.geo.gazetteer.index import Index, build
from sightline.measure.geo.gazetteer.records import Place, Source
from sightline.measure.geo.gazetteer.whosonfirst import read_whosonfirst

_JSON: Final = (".geojson", ".json", ".ndjson", ".jsonl", ".geojsonl")


def read_gazetteer(path: Path, *, countries: Collection[str] = ()) -> Iterator[Place]:
    """Read a gazetteer of any known sort.

    :param path: a GeoNames table (no header, 19 columns), GeoJSON of Who's On First (a file, or a folder of files), or
        a CSV or TSV with a header; tables also with .gz
    :param countries: two letters each, to take only places of these; a place without a country is left out then
    :raises SkipItem: Unreadable, Damaged, OverLimit or RowRefused, with file and line
    :raises BadValue: when a table lacks a column for name, latitude or longitude
    """
    return (place for _, place in read_numbered(path, countries=countries))


def read_numbered(path: Path, *, countries: Collection[str] = ()) -> Iterator[tuple[int, Place]]:
    """Read a gazetteer with a number for each place, from 1; arguments and errors as in :func:`read_gazetteer`.

    Where the file gives its places no ids, the numbers are the same whichever countries are taken.
    """
    if not path.exists():
        raise Unreadable("there is no such file", item=str(path), todo="check the path")
    if path.is_dir() or path.suffix.casefold() in _JSON:
        return _of_countries(read_whosonfirst(path), countries)
    _refuse_zip(path)
    refuse_bomb(path)
    first = next(iter(islice(lines(path), 1)), "")
    if is_table(first):
        return enumerate(read_geonames(path, countries=countries), start=1)
    refuse_companion(path, first)
    return _of_countries(read_table(path), countries)


def _refuse_zip(path: Path) -> None:
    try:
        with path.open("rb") as file:
            packed = file.read(4) == b"PK\x03\x04"
    except OSError:
        return  # told where it is read
    if packed:
        raise Unreadable(
            "is a zip archive",
            item=path.name,
            todo="unpack it, and give the table that is in it, such as SY.txt",
        )


def _of_countries(places: Iterator[Place], countries: Collection[str]) -> Iterator[tuple[int, Place]]:
    wanted = frozenset(code.upper() for code in countries)
    return (
        (number, place)
        for number, place in enumerate(places, start=1)
        if not wanted or place.country in wanted
    )


def file_source(
    path: Path, *, name: str = "", retrieved: str = "", licence: str = "", countries: Collection[str] = ()
) -> Source:
    """Say where a gazetteer file came from, with the digest of all bytes that are read.

    These are its own, those of its files for a folder, and those of what lies beside a table of GeoNames.

    :raises Unreadable: when it cannot be read
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise Unreadable("is no ordinary file", item=str(path), todo="name a file or a folder")
    try:
        whole = sha256(",".join(sorted(countries)).encode())
        for part in sorted(path.rglob("*.geojson")) if path.is_dir() else [path, *_beside(path)]:
            with part.open("rb") as file:
                for block in iter(lambda: file.read(1 << 20), b""):
                    whole.update(block)
    except OSError as error:
        raise Unreadable(
            f"cannot be read: {error.strerror}", item=str(path), todo="check the path"
        ) from error
    return Source(name or path.name, retrieved, licence, whole.hexdigest())


def _beside(path: Path) -> tuple[Path, ...]:
    if ".txt" not in path.suffixes:
        return ()
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        try:
            first = file.readline(100_000).decode("utf-8-sig", "replace")
        except (EOFError, zlib.error, gzip.BadGzipFile):
            return ()  # told where it is read
    return read_beside(path) if is_table(first) else ()


def index_of(path: Path, source: Source, *, countries: Collection[str] = ()) -> Index:
    """Read a file and make its index.

    :raises BadValue: when it holds no place of the countries asked for
    """
    made = build(read_gazetteer(path, countries=countries), source)
    if len(made) == 0 and countries:
        raise BadValue(
            f"holds no place of {', '.join(sorted(countries))}",
            item=path.name,
            todo="two letters each, as the file writes them; without a column for the country, leave it out",
        )
    return made
