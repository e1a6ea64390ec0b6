"""Read the first sheet of an Excel workbook as a list, row by row; nothing in it is ever computed or run.

A workbook is a zip from a stranger: its table of contents is checked against limits before anything is unpacked.
A formula is not evaluated: its stored result is taken and said to be one, and where none is stored the formula
itself is kept as text.
"""

import itertools
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sightline.core.errors import Damaged, OverLimit
from sightline.sources.list_formulas import Noticed
from sightline.sources.list_rows import BadRow, Row, row_of_sheet
from sightline.sources.list_table import Table, digest_of
from sightline.sources.list_zip import BROKEN_ZIP, LIMITS, XlsxLimits, check_zip
from sightline.sources.workbook import cell_text, opened_workbook

__all__ = ["XlsxLimits", "check_zip", "open_xlsx"]

_BATCH = 500
_LAST_ROW = 1_048_576
"""The last row a sheet can have; the reader would fill the way to any row named beyond it with empty ones."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_FAR_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]{0,200}?\br\s*=\s*["']0*(\d{7,})""")


def open_xlsx(path: Path, *, limits: XlsxLimits = LIMITS) -> Table:
    """Open a workbook's first sheet with data.

    :raises OverLimit: when it would unfold beyond the limits; nothing is unpacked then.
    :raises Damaged: when it is no workbook, or a broken or encrypted one.
    """
    check_zip(path, limits=limits)
    noticed = Noticed()
    has_formulas = _has_formulas(path)
    sheet, others = _choose_sheet(path)
    width = _width(path, sheet, limits)
    if len(others) > 0:
        noticed.sheets = f"only sheet {sheet!r} was read; not read: {', '.join(others)}"
    return Table(
        format="xlsx",
        encoding="xlsx",
        delimiter=None,
        width=width,
        digest=digest_of(path),
        rows=lambda: _rows(path, sheet, width, noticed) if has_formulas else _plain_rows(path, sheet, width),
        notes=noticed.sentences,
    )


def _choose_sheet(path: Path) -> tuple[str, list[str]]:
    try:
        with opened_workbook(path, results=False) as book:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
            chosen = sheets[0]
            for sheet in sheets:
                if any(any(cell is not None for cell in row) for row in itertools.islice(_values(sheet), 50)):
                    chosen = sheet
                    break
            return chosen.title, [name for name in book.sheetnames if name != chosen.title]
    except BROKEN_ZIP as error:
        raise _damaged(path) from error


def _width(path: Path, name: str, limits: XlsxLimits) -> int:
    try:
        with opened_workbook(path, results=False) as book:
            width = 1
            for row in itertools.islice(_values(book[name]), 2_000):
                filled = [place for place, value in enumerate(row) if value not in {None, ""}]
                width = max(width, filled[-1] + 1) if len(filled) > 0 else width
    except BROKEN_ZIP as error:
        raise _damaged(path) from error
    if width > limits.columns:
        raise OverLimit(
            f"the sheet has {width} columns (limit {limits.columns})",
            item=path.name,
            todo="keep the columns that matter, save it as .csv and add that",
        )
    return width


def _has_formulas(path: Path) -> bool:
    """Say whether any sheet holds a formula; without one a single, faster reading is enough.

    :raises OverLimit: when a row has a number that no sheet can have.
    """
    found = False
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if "worksheets/" not in entry.filename:
                    continue
                with archive.open(entry) as part:
                    tail = b""
                    while (chunk := part.read(1 << 20)) != b"":
                        text = tail + chunk
                        found = found or _FORMULA.search(text) is not None
                        for number in _FAR_ROW.findall(text):
                            _refuse_far(path, int(number[:30]))
                        tail = chunk[-300:]
    except BROKEN_ZIP as error:
        raise _damaged(path) from error
    return found


def _refuse_far(path: Path, number: int) -> None:
    if number > _LAST_ROW:
        raise OverLimit(
            f"it names row {number}, and a sheet has {_LAST_ROW} at most",
            item=path.name,
            todo="open it in a spreadsheet program, save it as .csv and add that; the file as it came is kept",
        )


def _plain_rows(path: Path, name: str, width: int) -> Iterator[Row | BadRow]:
    try:
        with opened_workbook(path, results=True) as book:
            for number, values in enumerate(_batched(_values(book[name])), start=1):
                row = row_of_sheet(number, [cell_text(value) for value in values], {}, width)
                if row is not None:
                    yield row
    except BROKEN_ZIP as error:
        raise _damaged(path) from error


def _rows(path: Path, name: str, width: int, noticed: Noticed) -> Iterator[Row | BadRow]:
    noticed.begin()
    try:
        with opened_workbook(path, results=False) as formulas, opened_workbook(path, results=True) as results:
            written = _batched(_cells(formulas[name]))
            stored = _batched(_values(results[name]))
            for number, (cells, values) in enumerate(zip(written, stored, strict=False), start=1):
                row = _row(number, cells, values, width, noticed)
                if row is not None:
                    yield row
    except BROKEN_ZIP as error:
        raise _damaged(path) from error


def _row(number: int, cells: Any, values: Any, width: int, noticed: Noticed) -> Row | BadRow | None:
    texts: list[str] = []
    notes: dict[int, str] = {}
    for place, (cell, value) in enumerate(zip(cells, values, strict=False)):
        if getattr(cell, "data_type", None) != "f":
            texts.append(cell_text(value))
            continue
        formula = getattr(cell.value, "text", None) or str(cell.value)
        text, notes[place] = noticed.formula(
            number, place, formula, None if value is None else cell_text(value)
        )
        texts.append(text)
    return row_of_sheet(number, texts, notes, width)


def _cells(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(max_row=_LAST_ROW))


def _values(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(max_row=_LAST_ROW, values_only=True))


def _batched(rows: Iterator[Any]) -> Iterator[Any]:
    """Read some rows at a time with the reader's warnings off: they speak of styles and checks we do not use."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            batch = list(itertools.islice(rows, _BATCH))
        if len(batch) == 0:
            return
        yield from batch


def _damaged(path: Path) -> Damaged:
    return Damaged(
        "the workbook is damaged and cannot be read to its end",
        item=path.name,
        todo="open it in a spreadsheet program, save it as .csv and add that; the file as it came is kept",
    )
