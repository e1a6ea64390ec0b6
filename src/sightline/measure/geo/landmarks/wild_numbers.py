"""Find coordinates in an OSM text file that its reader would take for 0 degrees without a word.

Seen with libosmium 2.23: ``lon="1e308"`` is read as longitude 0, a valid one, and the object stands in the Gulf of
Guinea. Other numbers off the Earth it refuses or marks as invalid; so only large exponents are looked for here.
"""

import bz2
import gzip
import re
import zlib
from io import BufferedReader
from pathlib import Path
from typing import Final

from sightline.core.errors import Damaged

_CHUNK: Final = 1 << 20
_LONGEST: Final = 400
_XML: Final = re.compile(rb"""\b(?:lat|lon)\s*=\s*["'][-+.0-9]{0,300}[eE]\+?[0-9]{2}""")
_OPL: Final = re.compile(rb"[ \t][xy][-+.0-9]{0,300}[eE]\+?[0-9]{2}")


def refuse_wild_numbers(path: Path) -> None:
    """Refuse an OSM text file with a coordinate that its reader would misread; binary ones have none.

    :raises Damaged: with the line of the number
    """
    endings = [one.lower() for one in path.suffixes]
    wild = _OPL if ".opl" in endings else _XML
    if ".pbf" in endings or ".o5m" in endings:
        return
    try:
        with _opened(path, endings[-1] if endings else "") as file:
            _scan(file, wild, path.name)
    except (EOFError, zlib.error):
        return  # cut short or damaged: its reader says so


def _opened(path: Path, ending: str) -> gzip.GzipFile | bz2.BZ2File | BufferedReader:
    if ending == ".gz":
        return gzip.GzipFile(path, "rb")
    return bz2.BZ2File(path, "rb") if ending == ".bz2" else path.open("rb")


def _scan(file: gzip.GzipFile | bz2.BZ2File | BufferedReader, wild: re.Pattern[bytes], name: str) -> None:
    line, rest = 1, b""
    while chunk := file.read(_CHUNK):
        text = rest + chunk
        found = wild.search(text)
        if found is not None:
            number = found[0].rpartition(b"=")[2].strip(b" \t\"'")
            number_line = line + text.count(b"\n", 0, found.start())
            raise Damaged(
                f"coordinate {number.decode('ascii', 'replace')[:40]}… is not on the Earth",
                item=f"{name}:{number_line}",
                todo="correct or take out this object, and search again",
            )
        rest = text[-_LONGEST:]
        line += text.count(b"\n", 0, len(text) - len(rest))
