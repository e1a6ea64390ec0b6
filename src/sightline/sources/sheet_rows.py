"""Take apart a sheet that went out to be edited and comes back: its heading, its rows, its formulas as text.

Unlike a list, nothing in it is guessed: the heading stands in the first row, the sheet of a workbook is the one with
the column that tells its rows apart, and a formula is named instead of its stored result.
"""

import itertools
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sightline.core.errors import Damaged, OverLimit
from sightline.sources.list_csv import read_csv, sniff_shape
from sightline.sources.list_encoding import SAMPLE_BYTES, LineDecoder, detect_encoding
from sightline.sources.list_rows import BadRow, Row
from sightline.sources.list_table import Table, digest_of
from sightline.sources.list_zip import BROKEN_ZIP, check_zip
from sightline.sources.workbook import cell_text, opened_workbook

__all__ = ["LONGEST", "open_sheet"]

LONGEST: Final = 200_000
"""Rows that are read."""
_WIDEST: Final = 500
_SHOWN: Final = 200
"""Characters of a formula that are told."""


def open_sheet(path: Path, *, key: str) -> Table:
    """Open a sheet, its heading as the first row.

    A formula stands among the notes of its row, and its cell is empty.

    :param key: name of the column that tells its rows apart.
    :raises Damaged: when it is named as a workbook and is none.
    :raises OverLimit: when it would unfold too far.
    :raises OSError: when it cannot be read.
    """
    return _workbook(path, key) if path.suffix.lower() == ".xlsx" else _csv(path)


def _csv(path: Path) -> Table:
    with path.open("rb") as stream:
        encoding = detect_encoding(stream.read(SAMPLE_BYTES))
    shape = sniff_shape(path, encoding)
    return Table(
        format="csv",
        encoding=encoding,
        delimiter=shape.delimiter,
        width=shape.width,
        digest=digest_of(path),
        rows=lambda: read_csv(path, shape, LineDecoder(encoding)),
    )


def _workbook(path: Path, key: str) -> Table:
    check_zip(path)
    try:
        with opened_workbook(path, results=False) as book:
            heads = {sheet.title: _head(sheet) for sheet in book.worksheets}
    except BROKEN_ZIP as error:
        raise _damaged(path) from error
    name = next((title for title, head in heads.items() if key in head), next(iter(heads), ""))
    width = max(1, len(heads.get(name, ())))
    return Table(
        format="xlsx",
        encoding="xlsx",
        delimiter=None,
        width=width,
        digest=digest_of(path),
        rows=lambda: _rows(path, name, width),
        name=name,
    )


def _head(sheet: Any) -> list[str]:
    row = next(_lines(sheet), None)
    return [] if row is None else [cell_text(cell.value).strip() for cell in row[:_WIDEST]]


def _lines(sheet: Any) -> Iterator[Any]:
    """Give the rows of a sheet with the reader's warnings off: they speak of styles and checks we do not use."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows()
    for _ in range(LONGEST + 2):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = next(rows, None)
        if row is None:
            return
        yield row


def _rows(path: Path, name: str, width: int) -> Iterator[Row | BadRow]:
    try:
        with opened_workbook(path, results=False) as book:
            lines = _lines(book[name]) if name in book.sheetnames else iter(())
            for number, cells in enumerate(lines, 1):
                row = _row(number, cells, width, name)
                if number == 1 or any(row.cells) or row.notes:
                    yield row
    except BROKEN_ZIP as error:
        raise _damaged(path) from error


def _row(number: int, cells: Any, width: int, name: str) -> Row:
    if len(cells) > _WIDEST and any(cell.value is not None for cell in cells[_WIDEST:]):
        raise OverLimit(f"has more than {_WIDEST} columns", item=name, todo="take out the columns you added")
    texts: list[str] = []
    formulas: dict[int, str] = {}
    for place, cell in enumerate(itertools.islice(cells, width)):
        if getattr(cell, "data_type", None) == "f":
            formulas[place] = str(getattr(cell.value, "text", None) or cell.value)[:_SHOWN]
            texts.append("")
        else:
            texts.append(cell_text(cell.value))
    # a workbook leaves out the empty cells at the end of a row: they are empty, not missing
    return Row(number, tuple(texts + [""] * (width - len(texts))), formulas)


def _damaged(path: Path) -> Damaged:
    return Damaged("cannot be read as a workbook", item=path.name, todo="save it again as .xlsx or .csv")
