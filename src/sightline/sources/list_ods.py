"""Read the first sheet of an OpenDocument spreadsheet (ISO/IEC 26300) as a list, row by row; nothing in it is computed.

It is a zip from a stranger, looked at as a workbook is before anything of it is unpacked. Its one long part is read as
a stream, with entities and document types refused. Rows and cells that stand once and count many times are unfolded
only where they hold something.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from sightline.core.errors import Damaged, OverLimit
from sightline.sources.list_formulas import Noticed
from sightline.sources.list_rows import BadRow, Row, row_of_sheet
from sightline.sources.list_table import Table, digest_of
from sightline.sources.list_zip import BROKEN_ZIP, LIMITS, OPEN_CONTENT, XlsxLimits, check_zip
from sightline.sources.workbook import cell_text

__all__ = ["OPEN_MARK", "open_ods"]

OPEN_MARK: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""What stands at byte 30 of one, whatever it is named."""

_LAST_ROW: Final = 1_048_576
_LOOKED_AT: Final = 2_000
"""Rows of each sheet that are looked at to choose one and to count its columns."""
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MIDNIGHT: Final = "T00:00:00"
_SPAN: Final = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_NUMBER: Final = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?")
_MOST_SPACES: Final = 1_000


@frozen(slots=True)
class _Cell:
    text: str
    formula: str | None = None
    has_value: bool = True


def open_ods(path: Path, *, limits: XlsxLimits = LIMITS) -> Table:
    """Open a spreadsheet's first sheet with data.

    :raises OverLimit: when it would unfold beyond the limits.
    :raises Damaged: when it is none, or a broken or encrypted one.
    """
    check_zip(path, limits=limits)
    noticed = Noticed()
    chosen, names, width = _survey(path, limits)
    if len(names) > 1:
        others = [name for at, name in enumerate(names) if at != chosen]
        noticed.sheets = f"only sheet {names[chosen]!r} was read; not read: {', '.join(others)}"
    return Table(
        format="ods",
        encoding="ods",
        delimiter=None,
        width=width,
        digest=digest_of(path),
        rows=lambda: _rows(path, chosen, width, noticed, limits),
        notes=noticed.sentences,
    )


def _survey(path: Path, limits: XlsxLimits) -> tuple[int, list[str], int]:
    """Choose a sheet; returns its place, the names of all, and how many columns it has."""
    names: list[str] = []
    widths: dict[int, int] = {}
    for sheet, name, number, cells in _lines(path, limits):
        if sheet == len(names):
            names.append(name)
        if 0 < number <= _LOOKED_AT:
            filled = [
                place for place, cell in enumerate(cells) if cell.text != "" or cell.formula is not None
            ]
            if len(filled) > 0:
                widths[sheet] = max(widths.get(sheet, 1), filled[-1] + 1)
    if len(names) == 0:
        raise _damaged(path)
    chosen = min(widths, default=0)
    return chosen, names, widths.get(chosen, 1)


def _rows(
    path: Path, chosen: int, width: int, noticed: Noticed, limits: XlsxLimits
) -> Iterator[Row | BadRow]:
    noticed.begin()
    for sheet, _, number, cells in _lines(path, limits):
        if sheet > chosen:
            return
        if sheet < chosen or number == 0:
            continue
        texts: list[str] = []
        notes: dict[int, str] = {}
        for place, cell in enumerate(cells):
            if cell.formula is None:
                texts.append(cell.text)
            else:
                stored = cell.text if cell.has_value else None
                text, notes[place] = noticed.formula(number, place, cell.formula, stored)
                texts.append(text)
        row = row_of_sheet(number, texts, notes, width)
        if row is not None:
            yield row


def _lines(path: Path, limits: XlsxLimits) -> Iterator[tuple[int, str, int, list[_Cell]]]:
    """Yield (place of the sheet, its name, number of the row, cells) of rows that hold something.

    Each sheet begins with a row 0 without cells, so that an empty one is told as well.
    """
    from defusedxml.ElementTree import iterparse

    sheet, name, number, depth = -1, "", 0, 0
    inside: list[Any] = []
    try:
        with zipfile.ZipFile(path) as archive, archive.open(OPEN_CONTENT) as part:
            for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
                is_table = element.tag == f"{_TABLE}table"
                depth += is_table if event == "start" else -is_table
                if event == "start":
                    inside.append(element)
                    if is_table and depth == 1:  # a cell may hold a table of its own
                        sheet, name, number = sheet + 1, element.get(f"{_TABLE}name", ""), 0
                        yield sheet, name, 0, []
                    continue
                inside.pop()
                if element.tag == f"{_TABLE}table-row" and depth == 1:
                    cells = _cells_of(path, element, limits)
                    times = _count(element, f"{_TABLE}number-rows-repeated")
                    for _ in range(times if len(cells) > 0 else 0):
                        number += 1
                        _refuse_far(path, number)
                        yield sheet, name, number, cells
                    number += times if len(cells) == 0 else 0
                    del inside[-1][:]  # what was read is let go of, so that a long sheet is not held
    except BROKEN_ZIP as error:
        raise _damaged(path) from error


def _cells_of(path: Path, row: Any, limits: XlsxLimits) -> list[_Cell]:
    """Give the cells of a row up to the last that holds something."""
    cells: list[_Cell] = []
    empty = 0
    for element in row:
        if element.tag not in _CELLS:
            continue
        times = _count(element, f"{_TABLE}number-columns-repeated")
        cell = _cell(element)
        if cell.text == "" and cell.formula is None:
            empty += times
            continue
        if len(cells) + empty + times > limits.columns:
            raise OverLimit(
                f"the sheet has more than {limits.columns} columns",
                item=path.name,
                todo="keep the columns that matter, save it as .csv and add that",
            )
        cells += [_Cell("")] * empty + [cell] * times
        empty = 0
    return cells


def _cell(element: Any) -> _Cell:
    kind = element.get(f"{_OFFICE}value-type")
    formula = element.get(f"{_TABLE}formula")
    if formula is not None:
        formula = formula.partition(":")[2] if formula.partition(":")[0].isalnum() else formula
    return _Cell(_value(element, kind), formula, kind is not None)


def _value(element: Any, kind: str | None) -> str:
    """Write the value of a cell as other lists have it: numbers plain, dates as ISO 8601, text as it stands."""
    if kind in {"float", "percentage", "currency"}:
        number = element.get(f"{_OFFICE}value", "")
        if _NUMBER.fullmatch(number) is None:
            return _written(element)
        return str(number) if number.lstrip("-").isdecimal() else cell_text(float(number))
    if kind == "date":
        return str(element.get(f"{_OFFICE}date-value", "")).removesuffix(_MIDNIGHT)
    if kind == "boolean":
        return cell_text(element.get(f"{_OFFICE}boolean-value") == "true")
    if kind == "time":
        span = _SPAN.fullmatch(element.get(f"{_OFFICE}time-value", ""))
        return _written(element) if span is None else ":".join(part.zfill(2) for part in span.groups())
    said = element.get(f"{_OFFICE}string-value")
    return str(said) if said is not None else _written(element)


def _written(element: Any) -> str:
    """Give the paragraphs of a cell, a line each; comments of editors are none of it."""
    return "\n".join("".join(_pieces(child)) for child in element if child.tag == f"{_TEXT}p")


def _pieces(element: Any) -> Iterator[str]:
    waiting: list[Any] = [element]
    while len(waiting) > 0:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if one.tag == f"{_TEXT}s":
            yield " " * min(_count(one, f"{_TEXT}c"), _MOST_SPACES)
        elif one.tag == f"{_TEXT}tab":
            yield "\t"
        elif one.tag == f"{_TEXT}line-break":
            yield "\n"
        elif one.tag != f"{_OFFICE}annotation":
            yield one.text or ""
            for child in reversed(one):
                waiting += [child.tail or "", child]


def _count(element: Any, name: str) -> int:
    """Read how many times a thing stands; what is no such number counts once."""
    text = element.get(name, "1")
    return int(text) if re.fullmatch(r"[1-9]\d{0,8}", text) else 1


def _refuse_far(path: Path, number: int) -> None:
    if number > _LAST_ROW:
        raise OverLimit(
            f"it has more than {_LAST_ROW} rows",
            item=path.name,
            todo="open it in a spreadsheet program, save it as .csv and add that; the file as it came is kept",
        )


def _damaged(path: Path) -> Damaged:
    return Damaged(
        "the spreadsheet is damaged or encrypted and cannot be read to its end",
        item=path.name,
        todo="open it in a spreadsheet program, remove any password, save it as .csv and add that; the file as it "
        "came is kept",
    )
