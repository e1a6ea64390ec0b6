"""Tell which sort of gazetteer a file is and read it: GeoNames, Who's On First, or a plain table with a header."""

from collections.abc import Collection, Iterator
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import Final

from sightline.core.errors import Unreadable
from sightline.measure.geo.gazetteer.delimited import lines, read_table
from sightline.measure.geo.gazetteer.geonames import COLUMNS, read_geonames
from sightline.measure.geo.gazetteer.index import Index, build
from sightline.measure.geo.gazetteer.records import Place, Source
from sightline.measure.geo.gazetteer.whosonfirst import read_whosonfirst

_JSON: Final = (".geojson", ".json", ".ndjson", ".jsonl", ".geojsonl")


def read_gazetteer(path: Path, *, countries: Collection[str] = ()) -> Iterator[Place]:
    """Read a gazetteer of any known sort.

    :param path: a GeoNames table (no header, 19 columns), GeoJSON of Who's On First (a file, or a folder of files), or
        a CSV or TSV with a header; tables also with .gz
    :param countries: two letters each, to take only these from a GeoNames table
    :raises SkipItem: Unreadable, Damaged, OverLimit or RowRefused, with file and line
    :raises BadValue: when a table lacks a column for name, latitude or longitude
    """
    if not path.exists():
        raise Unreadable("there is no such file", item=str(path), todo="check the path")
    if path.is_dir() or path.suffix.casefold() in _JSON:
        return read_whosonfirst(path)
    first = next(iter(islice(lines(path), 1)), "")
    if first.count("\t") == COLUMNS - 1 and first.split("\t")[0].isdigit():
        return read_geonames(path, countries=countries)
    return read_table(path)


def file_source(
    path: Path, *, name: str = "", retrieved: str = "", licence: str = "", countries: Collection[str] = ()
) -> Source:
    """Say where a gazetteer file came from, with the digest of its bytes (for a folder: of all its files).

    :raises Unreadable: when it cannot be read
    """
    try:
        whole = sha256(",".join(sorted(countries)).encode())
        for part in sorted(path.rglob("*.geojson")) if path.is_dir() else [path]:
            with part.open("rb") as file:
                for block in iter(lambda: file.read(1 << 20), b""):
                    whole.update(block)
    except OSError as error:
        raise Unreadable(
            f"cannot be read: {error.strerror}", item=str(path), todo="check the path"
        ) from error
    return Source(name or path.name, retrieved, licence, whole.hexdigest())


def index_of(path: Path, source: Source, *, countries: Collection[str] = ()) -> Index:
    """Read a file and make its index."""
    return build(chain(read_gazetteer(path, countries=countries)), source)
