"""A file of named arrays that is mapped into memory: header first, checksummed, arrays aligned, never changed.

::

    "SLCOLUMN"  format uint32  length of the header uint32  its CRC-32 uint32  0 uint32  where it stands uint64
    arrays, little-endian, each at a multiple of 64 bytes
    header: JSON {"kind", "version", "facts", "columns": [{"name", "kind", "shape", "at", "crc"}]}

The first bytes are written last and the header ends the file, so one that was cut off is known. Opening reads the
header alone, whatever the size; :func:`verify` reads all.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import Damaged
from sightline.store.segments.files import put_in_place, sync, told, unfinished

MAGIC: Final = b"SLCOLUMN"
FORMAT: Final = 1
AGAIN: Final = "remove the folder of this index; it is made again from the case"
_PREFIX: Final = struct.Struct("<8sIIIIQ")
_ALIGN: Final = 64
_LARGEST_HEADER: Final = 1 << 24
_KINDS: Final = frozenset({"|u1", "<u2", "<u4", "<u8", "<i8", "|b1"})


@frozen(slots=True, eq=False)
class ColumnFile:
    """The arrays of a file, mapped, and the facts told with them."""

    path: Path
    kind: str
    version: int
    facts: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]
    checks: Mapping[str, int]

    def __getitem__(self, name: str) -> NDArray[Any]:
        found = self.arrays.get(name)
        if found is None:
            raise Damaged(f"has no column {name!r}", item=str(self.path), todo=AGAIN)
        return found

    def fact(self, name: str) -> int:
        """Return a whole number told in the header."""
        value = self.facts.get(name)
        if not isinstance(value, int):
            raise Damaged(f"does not say {name!r}", item=str(self.path), todo=AGAIN)
        return value


def write_columns(
    path: Path, kind: str, version: int, arrays: Iterable[tuple[str, NDArray[Any]]], facts: Mapping[str, Any]
) -> None:
    """Write a file of arrays; whole and safe on disk when this returns, or not there.

    The arrays are taken one by one, so that they need never be in memory together.

    :raises StoreFull: when there is no room.
    """
    made = unfinished(path)
    described = []
    with told(path):
        try:
            with made.open("wb") as out:
                out.write(bytes(_ALIGN))
                for name, array in arrays:
                    plain = np.ascontiguousarray(array)
                    at = -(-out.tell() // _ALIGN) * _ALIGN
                    out.seek(at)
                    view = _bytes_of(plain)
                    out.write(view)
                    described.append(
                        {"name": name, "kind": plain.dtype.str, "shape": plain.shape, "at": at, "crc": zlib.crc32(view)}
                    )  # fmt: skip
                at = out.tell()
                said = {"kind": kind, "version": version, "facts": dict(facts), "columns": described}
                header = json.dumps(said).encode()
                out.write(header)
                out.truncate()
                out.seek(0)
                out.write(_PREFIX.pack(MAGIC, FORMAT, len(header), zlib.crc32(header), 0, at))
                out.flush()
                sync(out.fileno())
        except OSError:
            made.unlink(missing_ok=True)
            raise
        put_in_place(path)


def open_columns(path: Path, kind: str, version: int) -> ColumnFile:
    """Map a file of arrays.

    :raises Damaged: when it is no such file, of another kind or version, cut off, or its header is spoilt.
    :raises FileNotFoundError: when it is not there.
    """
    with told(path), path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(0)
        prefix = stream.read(_PREFIX.size)
        if len(prefix) < _PREFIX.size or not prefix.startswith(MAGIC):
            raise _damaged(path, "is no file of an index")
        _, form, length, check, _, at = _PREFIX.unpack(prefix)
        if form != FORMAT:
            raise _damaged(path, f"has format {form}; this version reads {FORMAT}")
        if at + length != size or length > _LARGEST_HEADER:
            raise _damaged(path, f"is {size} bytes long and not {at + length}")
        stream.seek(at)
        header = stream.read(length)
        if zlib.crc32(header) != check:
            raise _damaged(path, "has a header that is not what was written")
        told_in = json.loads(header)
        if (told_in["kind"], told_in["version"]) != (kind, version):
            raise _damaged(path, f"holds {told_in['kind']} {told_in['version']} and not {kind} {version}")
        mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    arrays = {one["name"]: _array(path, mapped, size, one) for one in told_in["columns"]}
    checks = {one["name"]: one["crc"] for one in told_in["columns"]}
    return ColumnFile(path, kind, version, told_in["facts"], arrays, checks)


def verify(file: ColumnFile) -> None:
    """Read every byte of the arrays; Damaged when one is not what was written."""
    for name, array in file.arrays.items():
        if zlib.crc32(_bytes_of(array)) != file.checks[name]:
            raise _damaged(file.path, f"has a column {name!r} that is not what was written")


def _array(path: Path, mapped: mmap.mmap, size: int, told_in: Mapping[str, Any]) -> NDArray[Any]:
    kind, shape, at = told_in["kind"], tuple(told_in["shape"]), told_in["at"]
    if kind not in _KINDS:
        raise _damaged(path, f"holds {kind!r}, which is unknown")
    count = int(np.prod(shape, dtype=np.int64))
    if count == 0:
        return np.empty(shape, kind)
    if at % _ALIGN or at + count * np.dtype(kind).itemsize > size:
        raise _damaged(path, f"has a column {told_in['name']!r} outside itself")
    return np.frombuffer(mapped, kind, count, at).reshape(shape)


def _bytes_of(array: NDArray[Any]) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


def _damaged(path: Path, fault: str) -> Damaged:
    return Damaged(fault, item=str(path), todo=AGAIN)
