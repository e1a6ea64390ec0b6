"""Rows that came out of the sandbox, kept in a file of JSON lines and checked on the way out, as often as needed.

The writer may have been taken over by the list it read, so each line is checked for what a row can be and nothing else.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import orjson

from sightline.core.errors import Damaged
from sightline.sources.list_rows import BadRow, Row

__all__ = ["read_spool"]

_LONGEST_CELL: Final = 16 << 20
_LONGEST_WORDS: Final = 2_000
_LAST_ROW: Final = 1 << 40


def read_spool(path: Path, width: int) -> Iterator[Row | BadRow]:
    """Yield the rows of a spool.

    :param width: number of columns.
    :raises Damaged: when a line is no row of the list, or its number is not after the one before.
    :raises OSError: when the spool cannot be read.
    """
    last = 0
    with path.open("rb") as file:
        for line in file:
            row = _row(line, width)
            if row is None or not last < row.number <= _LAST_ROW:
                raise Damaged(
                    f"what was read of it after row {last} is no row",
                    todo="the file may be hostile; it is kept as it is: open it with care and save it as .csv",
                )
            last = row.number
            yield row


def _row(line: bytes, width: int) -> Row | BadRow | None:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if type(value) is not list or not 2 <= len(value) <= 3 or type(value[0]) is not int:
        return None
    number, cells = value[0], value[1]
    if type(cells) is str:
        words = value[2] if len(value) == 3 else None
        fits = type(words) is str and max(len(cells), len(words)) <= _LONGEST_WORDS
        return BadRow(number, cells, words) if fits and words is not None else None
    if type(cells) is not list or len(cells) != width:
        return None
    if not all(type(cell) is str and len(cell) <= _LONGEST_CELL for cell in cells):
        return None
    if len(value) == 2:
        return Row(number, tuple(cells))
    notes = _notes(value[2], width)
    return None if notes is None else Row(number, tuple(cells), notes)


def _notes(value: object, width: int) -> dict[int, str] | None:
    if type(value) is not dict:
        return None
    found: dict[int, str] = {}
    for place, words in value.items():
        if not place.isdecimal() or not place.isascii() or int(place[:9]) >= width or type(words) is not str:
            return None
        if len(words) > _LONGEST_WORDS:
            return None
        found[int(place)] = words
    return found
