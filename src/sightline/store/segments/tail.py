"""The tail: what was committed since the last segment was sealed, in one file that only grows.

::

    "SLTAIL01"  kind, 24 bytes
    block: "SLBLOCK1"  position int64  rows uint64  marks uint64  CRC-32 of what follows uint32  CRC-32 of this uint32
           marks, column after column; rows, column after column

One commit is one block. What follows the last whole block was never acknowledged and is cut off; a bad block with a
whole one behind it is damage.
"""

import struct
import zlib
from pathlib import Path
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import Damaged
from sightline.store.segments.columns import AGAIN
from sightline.store.segments.files import put_in_place, sync, told, unfinished
from sightline.store.segments.marks import MARKS
from sightline.store.segments.table import Columns, Table

MAGIC: Final = b"SLTAIL01"
BLOCK: Final = b"SLBLOCK1"
_START: Final = struct.Struct("<8s24s")
_HEAD: Final = struct.Struct("<8sqQQI")
_CRC: Final = struct.Struct("<I")
_HEAD_SIZE: Final = _HEAD.size + _CRC.size
FIRST: Final = _START.size


@frozen(slots=True, eq=False)
class Block:
    """What one commit added."""

    position: int
    rows: Table
    marks: Table
    end: int
    """Where in the file the next block begins."""


def start_tail(path: Path, kind: str, blocks: list[bytes] | None = None) -> int:
    """Make a tail, safe on disk; returns its length."""
    data = _START.pack(MAGIC, kind.encode()) + b"".join(blocks or [])
    with told(path):
        with unfinished(path).open("wb") as out:
            out.write(data)
            out.flush()
            sync(out.fileno())
        put_in_place(path)
    return len(data)


def block_bytes(position: int, rows: Table, marks: Table, columns: Columns) -> bytes:
    """Write a block."""
    payload = _packed(marks, MARKS) + _packed(rows, columns)
    head = _HEAD.pack(BLOCK, position, len(rows), len(marks), zlib.crc32(payload))
    return head + _CRC.pack(zlib.crc32(head)) + payload


def append_block(path: Path, at: int, block: bytes) -> int:
    """Write a block behind the last whole one; safe on disk when this returns where the next begins.

    :raises StoreFull: when there is no room; what was committed stays.
    """
    with told(path), path.open("r+b") as out:
        out.seek(at)
        try:
            out.write(block)
            out.truncate()
            out.flush()
            sync(out.fileno())
        except OSError:
            out.truncate(at)
            raise
    return at + len(block)


def read_tail(path: Path, kind: str, columns: Columns, since: int = FIRST) -> list[Block]:
    """Read the whole blocks from ``since`` on.

    :raises Damaged: when it is no such file, or a bad block has a whole one behind it.
    :raises FileNotFoundError: when it is not there.
    """
    with told(path), path.open("rb") as stream:
        start = stream.read(FIRST)
        stream.seek(since)
        data = stream.read()
    if start != _START.pack(MAGIC, kind.encode()):
        raise Damaged(f"is no tail of {kind}", item=str(path), todo=AGAIN)
    blocks: list[Block] = []
    at = 0
    while (block := _block(data, at, since, columns)) is not None:
        blocks.append(block)
        at = block.end - since
    _check_rest(path, data, at, since, columns)
    return blocks


def _block(data: bytes, at: int, shift: int, columns: Columns) -> Block | None:
    """Read one block; None when it is not whole."""
    head = data[at : at + _HEAD.size]
    if len(data) < at + _HEAD_SIZE or not head.startswith(BLOCK):
        return None
    if _CRC.unpack_from(data, at + _HEAD.size)[0] != zlib.crc32(head):
        return None
    _, position, rows, marks, check = _HEAD.unpack(head)
    begin = at + _HEAD_SIZE
    end = (
        begin + marks * sum(column.bytes for column in MARKS) + rows * sum(column.bytes for column in columns)
    )
    if end > len(data) or zlib.crc32(memoryview(data)[begin:end]) != check:
        return None
    held_marks, begin = _unpacked(data, begin, marks, MARKS)
    held_rows, _ = _unpacked(data, begin, rows, columns)
    return Block(position, held_rows, held_marks, end + shift)


def _check_rest(path: Path, data: bytes, at: int, shift: int, columns: Columns) -> None:
    """Tell a commit that was cut off, which is nothing, from one that was spoilt after it was written."""
    found = data.find(BLOCK, at + 1)
    while found >= 0:
        if _block(data, found, shift, columns) is not None:
            raise Damaged(f"is spoilt at byte {at + shift}", item=str(path), todo=AGAIN)
        found = data.find(BLOCK, found + 1)


def _packed(table: Table, columns: Columns) -> bytes:
    return b"".join(table[column.name].astype(column.kind, copy=False).tobytes() for column in columns)


def _unpacked(data: bytes, at: int, rows: int, columns: Columns) -> tuple[Table, int]:
    held: dict[str, NDArray[Any]] = {}
    for column in columns:
        values = np.frombuffer(data, column.kind, rows * column.width, at)
        held[column.name] = values.reshape(rows, column.width) if column.width > 1 else values
        at += rows * column.bytes
    return Table(held), at
