"""Reads rows of a CSV file of events, by the names of its columns; a fault names the row and the column."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sightline.core.errors import Unreadable
from sightline.model.coordinates import read_coordinates

LONGEST_CELL = 1_000_000


def rows_of(path: Path, *, needs: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Go through the rows of a file as (number of the row, from 1 after the head; cells by column).

    Raises
    ------
    Unreadable
        A column is missing, a row has more cells than the head, or the text is no UTF-8; it names which.
    """
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines, restkey="\x00more")
            have = [name.strip() for name in table.fieldnames or ()]
            missing = [name for name in needs if name not in have]
            if missing:
                raise Unreadable(
                    f"it has no column {', '.join(missing)}",
                    item=path.name,
                    todo=f"its columns are {', '.join(have[:40])}",
                )
            table.fieldnames = have
            for number, row in enumerate(table, start=1):
                if "\x00more" in row:
                    raise Unreadable(
                        "the row has more cells than the head",
                        item=f"{path.name}, row {number}",
                        todo="look for a stray comma or quote",
                    )
                yield number, {name: (cell or "").strip() for name, cell in row.items()}
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"it is no UTF-8 (byte {error.start})", item=path.name, todo="save it again as UTF-8"
        ) from error
    except csv.Error as error:
        raise Unreadable(f"it is no table: {error}", item=path.name, todo="save it again as CSV") from error


def point(cells: Mapping[str, str]) -> dict[str, object] | None:
    """Read latitude and longitude; None where a row has none.

    Raises
    ------
    BadValue
        They are no coordinates.
    """
    lat, lon = cells.get("latitude", ""), cells.get("longitude", "")
    if lat == "" or lon == "":
        return None
    read_coordinates(f"{lat}, {lon}")
    return {"lat": lat, "lon": lon}


def count(text: str, *, row: str, column: str) -> int | None:
    """Read a whole number of zero and more; None where the cell is empty."""
    if text == "":
        return None
    if not text.isascii() or not text.isdigit():
        raise Unreadable(f"{text!r} is no count", item=f"{row}, column {column}", todo="write a whole number")
    return int(text)
