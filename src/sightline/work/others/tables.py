"""Reads rows of a CSV file of events, by the names of its columns; a fault names the row and the column.

Files of one program differ by year and by who saved them: column names in capitals, semicolons or tabs between cells,
a mark at the start, decimals with a comma. None of that changes what a row says, so it is read; whatever could mean
two things is refused.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sightline.core.errors import BadValue, Unreadable
from sightline.model.coordinates import read_coordinates
from sightline.model.sheet_cell import unquoted

LONGEST_CELL: Final = 1_000_000
_SEPARATORS: Final = (",", ";", "\t")
_NO_ALIASES: Final[Mapping[str, str]] = {}
_WHOLE: Final = re.compile(r"([0-9]+)(?:\.0+)?")


def rows_of(
    path: Path, *, needs: Sequence[str], aliases: Mapping[str, str] = _NO_ALIASES
) -> Iterator[tuple[int, dict[str, str]]]:
    """Go through the rows of a file as (number of the row, from 1 after the head; cells by column).

    Parameters
    ----------
    needs : sequence of str
        Columns without which it is no such file.
    aliases : mapping
        What columns are called in other years, to what they are called here.

    Raises
    ------
    Unreadable
        A column is missing or stands twice, a row has more cells than the head, or it is no UTF-8; it names which.
    """
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            separator = _separator(lines.readline())
            lines.seek(0)
            table = csv.DictReader(lines, restkey="\x00more", delimiter=separator)
            have = [_column(name, aliases) for name in table.fieldnames or ()]
            _refuse_head(path, have, needs)
            table.fieldnames = have
            for number, row in enumerate(table, start=1):
                if any(cell.strip() for cell in row.pop("\x00more", ())):
                    raise Unreadable(
                        "the row has more cells than the head",
                        item=f"{path.name}, row {number}",
                        todo="look for a stray comma or quote",
                    )
                cells = {name: unquoted((cell or "").strip()) for name, cell in row.items()}
                if any(cells.values()):
                    yield number, cells
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        raise Unreadable(
            f"it is no UTF-8 (byte {at})",
            item=path.name,
            todo="open it in a spreadsheet, save it as CSV UTF-8",
        ) from error
    except csv.Error as error:
        raise Unreadable(f"it is no table: {error}", item=path.name, todo="save it again as CSV") from error


def point(cells: Mapping[str, str], *, row: str) -> dict[str, object] | None:
    """Read latitude and longitude; None where a row has none.

    Raises
    ------
    Unreadable
        They are no coordinates, or there is one of them only; it names the row.
    """
    lat, lon = cells.get("latitude", ""), cells.get("longitude", "")
    if lat == "" and lon == "":
        return None
    where = f"{row}, column {'longitude' if lon == '' else 'latitude'}"
    if lat == "" or lon == "":
        raise Unreadable("it has one coordinate and not the other", item=where, todo="give both, or none")
    try:
        read_coordinates(f"{lat}; {lon}")
    except BadValue as error:
        raise Unreadable(error.fault, item=f"{where}: {lat}; {lon}", todo="mend the row") from error
    return {"lat": lat.replace(",", "."), "lon": lon.replace(",", ".")}


def count(text: str, *, row: str, column: str) -> int | None:
    """Read a whole number of zero and more; None where the cell is empty."""
    if text == "":
        return None
    found = _WHOLE.fullmatch(text)
    if found is None:
        raise Unreadable(f"{text!r} is no count", item=f"{row}, column {column}", todo="write a whole number")
    return int(found[1])


def code_of(cells: Mapping[str, str], column: str, known: Sequence[str], *, row: str) -> str:
    """Read a code of a short list; empty where the cell is.

    Raises
    ------
    Unreadable
        It is none of the list: a precision that cannot be read must not become the finest.
    """
    text = cells.get(column, "").removesuffix(".0")
    if text not in ("", *known):
        raise Unreadable(
            f"{text!r} is no code", item=f"{row}, column {column}", todo=f"one of {', '.join(known)}"
        )
    return text


def _separator(head: str) -> str:
    """Tell what parts the cells: what stands most often in the head."""
    return max(_SEPARATORS, key=head.count)


def _column(name: str, aliases: Mapping[str, str]) -> str:
    plain = re.sub(r"[\s\-.]+", "_", name.strip().casefold())
    return aliases.get(plain, plain)


def _refuse_head(path: Path, have: Sequence[str], needs: Sequence[str]) -> None:
    missing = [name for name in needs if name not in have]
    if missing:
        raise Unreadable(
            f"it has no column {', '.join(missing)}",
            item=path.name,
            todo=f"its columns are {', '.join(have[:40])}",
        )
    twice = sorted({name for name in have if name and have.count(name) > 1})
    if twice:
        raise Unreadable(
            f"its column {', '.join(twice)} stands twice", item=path.name, todo="take one of the two out"
        )
