"""Reads an edited sheet, row by row; nothing in it is ever computed, and a formula is named where it stands.

A workbook is a zip from somebody: its table of contents is checked against limits before anything is unpacked.
"""

import itertools
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from attrs import field, frozen

from sightline.core.errors import Damaged, OverLimit, WrongUse
from sightline.sources.list_csv import read_csv, sniff_shape
from sightline.sources.list_encoding import LineDecoder, detect_encoding
from sightline.sources.list_rows import BadRow
from sightline.sources.list_xlsx import check_zip
from sightline.sources.workbook import cell_text, opened_workbook
from sightline.work.sheets.cells import KEY, tidy, unquoted

HEAD_BYTES = 1 << 20
WIDEST = 500
LONGEST = 200_000
"""Rows that are read."""
_BROKEN = (
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
)


@frozen(slots=True)
class SheetRow:
    """One row of an edited sheet."""

    number: int
    """As a spreadsheet counts, from 1."""
    cells: Mapping[str, str]
    """Text by column, quotes taken off; a column that the file lacks is not in it."""
    formulas: Mapping[str, str] = field(factory=dict)
    """Columns that hold a formula, with its text."""
    fault: str = ""
    """Why the row cannot be read at all."""


@frozen(slots=True)
class Sheet:
    """An edited sheet."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(path: Path) -> Sheet:
    """Read a sheet that was exported and edited.

    Raises
    ------
    WrongUse
        It is no sheet of ours: the column of keys is missing.
    Damaged, OverLimit
        It cannot be opened, or would unfold too far.
    """
    lines = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    name, head = next(lines)
    columns = tuple(text.strip() for text in head)
    if KEY not in columns:
        raise WrongUse(
            f"has no column {KEY}, so nothing tells its rows apart",
            item=path.name,
            todo="export one with: sightline export sheet FILE.xlsx, and edit that; other lists come in with add",
        )
    doubled = sorted({c for c in columns if c != "" and columns.count(c) > 1})
    if doubled:
        raise WrongUse(f"has the column {doubled[0]} twice", item=path.name, todo="keep one of them")
    rows = tuple(_row(columns, number, cells) for number, cells in _numbered(lines))
    return Sheet(name, columns, rows)


Line = tuple[Any, Any]


def _numbered(lines: Iterator[Line]) -> Iterator[tuple[int, Any]]:
    for count, (number, cells) in enumerate(lines, 1):
        if count > LONGEST:
            raise OverLimit(
                f"has more than {LONGEST} rows", todo="export fewer columns or kinds, and edit those"
            )
        if isinstance(cells, str) or any(c not in (None, "") for c in cells):
            yield number, cells


def _row(columns: tuple[str, ...], number: int, cells: Any) -> SheetRow:
    if isinstance(cells, str):
        return SheetRow(number, {}, fault=cells)
    texts: dict[str, str] = {}
    formulas: dict[str, str] = {}
    # a workbook leaves out the empty cells at the end of a row: they are empty, not missing
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    for name, cell in zip(columns, padded, strict=False):
        if name == "":
            continue
        if isinstance(cell, _Formula):
            formulas[name] = cell.text
        else:
            texts[name] = tidy(unquoted(tidy(cell or "")))
    return SheetRow(number, texts, formulas)


@frozen(slots=True)
class _Formula:
    text: str


def _csv(path: Path) -> Iterator[Line]:
    """Yield (name, head), then (row number, cells); cells is a text where the row cannot be read."""
    with path.open("rb") as stream:
        encoding = detect_encoding(stream.read(HEAD_BYTES))
    shape = sniff_shape(path, encoding)
    rows = read_csv(path, shape, LineDecoder(encoding))
    head = next(rows, None)
    if head is None or isinstance(head, BadRow):
        raise WrongUse("has no heading", item=path.name, todo="export a sheet and edit that")
    yield path.name, head.cells
    for row in rows:
        if isinstance(row, BadRow):
            yield row.number, f"{row.fault}; {row.todo}"
        else:
            yield row.number, row.cells


def _xlsx(path: Path) -> Iterator[Line]:
    check_zip(path)
    try:
        with opened_workbook(path, results=False) as book, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets = {sheet.title: _lines(sheet) for sheet in book.worksheets}
    except _BROKEN as error:
        raise Damaged(
            "cannot be read as a workbook", item=path.name, todo="save it again as .xlsx or .csv"
        ) from error
    chosen = next(
        (n for n, lines in sheets.items() if lines and KEY in [str(c).strip() for c in lines[0]]), None
    )
    if chosen is None:
        chosen = next(iter(sheets), "")
        yield chosen, ()
        return
    yield chosen, [str(c or "") for c in sheets[chosen][0]]
    yield from ((number, cells) for number, cells in enumerate(sheets[chosen][1:], 2))


def _lines(sheet: Any) -> list[list[Any]]:
    sheet.reset_dimensions()
    out = []
    for row in itertools.islice(sheet.iter_rows(), LONGEST + 2):
        if len(row) > WIDEST and any(cell.value is not None for cell in row[WIDEST:]):
            raise OverLimit(
                f"has more than {WIDEST} columns", item=sheet.title, todo="take out the columns you added"
            )
        out.append([_cell(cell) for cell in row[:WIDEST]])
    return out


def _cell(cell: Any) -> Any:
    if getattr(cell, "data_type", None) == "f":
        return _Formula(str(getattr(cell.value, "text", None) or cell.value)[:200])
    return cell_text(cell.value)
