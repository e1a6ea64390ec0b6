"""Keep an index in a file and map it into memory; a file that is not whole is made again, never half believed."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from attrs import asdict

from sightline.measure.geo.gazetteer.index import VERSION, Index
from sightline.measure.geo.gazetteer.records import Source

_MAGIC: Final = b"sightline gazetteer\n"
_STEP: Final = 64


def is_kept(folder: Path, source: Source) -> bool:
    """Tell whether the index of a source is in a folder."""
    return _path(folder, source).is_file()


def _path(folder: Path, source: Source) -> Path:
    return folder / f"{source.digest[:32]}-{VERSION}.gazetteer"


def kept(folder: Path, source: Source, make: Callable[[], Index]) -> Index:
    """Open the index of a source in a folder of the cache; make and keep it where there is none.

    The name of the file holds the digest of the source and the version of the arrays. A folder that cannot be written
    to costs time and nothing else.
    """
    path = _path(folder, source)
    found = opened(path, source)
    if found is not None:
        return found
    made = make()
    try:
        keep(path, made)
    except OSError:
        return made
    return opened(path, source) or made


def keep(path: Path, index: Index) -> None:
    """Write an index to a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table: dict[str, Any] = {"source": asdict(index.source), "arrays": {}}
    at = 0
    for name, array in index.arrays.items():
        table["arrays"][name] = [array.dtype.str, at, len(array)]
        at += -(-array.nbytes // _STEP) * _STEP
    head = json.dumps(table, sort_keys=True).encode()
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            file.write(_MAGIC + len(head).to_bytes(8, "big") + at.to_bytes(8, "big") + head)
            file.write(b"\0" * (-file.tell() % _STEP))
            for array in index.arrays.values():
                file.write(array.tobytes())
                file.write(b"\0" * (-array.nbytes % _STEP))
            file.flush()
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def opened(path: Path, source: Source) -> Index | None:
    """Map a kept index into memory; None where there is none or it is not whole."""
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return None
            head, size = (int.from_bytes(file.read(8), "big") for _ in range(2))
            table = json.loads(file.read(head)) if head <= 1_000_000 else None
            start = -(-file.tell() // _STEP) * _STEP
        if table is None or path.stat().st_size != start + size:
            return None
    except (OSError, ValueError):
        return None
    block = np.memmap(path, np.uint8, "r", start, (size,)) if size > 0 else np.zeros(0, np.uint8)
    arrays = {}
    for name, (kind, at, count) in table["arrays"].items():
        arrays[name] = np.frombuffer(block, np.dtype(kind), count, at)
    return Index(source, arrays)
