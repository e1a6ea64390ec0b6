"""Reads an edited sheet, row by row; nothing in it is ever computed, and a formula is named where it stands.

A sheet went through many hands, so it is taken apart in the sandbox in which lists are.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

from sightline.core.errors import OverLimit, WrongUse
from sightline.model.sheet_cell import unquoted
from sightline.sources.list_rows import BadRow, Row
from sightline.sources.parsing import Parser, limits_of
from sightline.sources.sheet_rows import LONGEST
from sightline.work.case import Case
from sightline.work.sheets.cells import KEY, tidy
from sightline.work.taking.tmp_folder import tmp_folder


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


def read_sheet(case: Case, path: Path) -> Sheet:
    """Read a sheet that was exported and edited.

    Raises
    ------
    WrongUse
        It is no sheet of ours: the column of keys is missing.
    Damaged, OverLimit
        It cannot be opened, or would unfold too far.
    Unreadable
        No sandbox can be started.
    """
    limits = limits_of(memory_bytes=case.settings.examine_memory, seconds=case.settings.examine_seconds)
    with (
        tmp_folder(case, f"sheet-{os.getpid()}") as scratch,
        Parser(scratch, limits=limits) as parser,
        parser.table(path, key=KEY) as table,
    ):
        lines = table.rows()
        columns = _columns(next(lines, None), path.name)
        rows: list[SheetRow] = []
        for line in lines:
            if len(rows) >= LONGEST:
                raise OverLimit(
                    f"has more than {LONGEST} rows",
                    item=path.name,
                    todo="export fewer columns or kinds, and edit those",
                )
            rows.append(_row(columns, line))
        return Sheet(table.name or path.name, columns, tuple(rows))


def _columns(head: Row | BadRow | None, name: str) -> tuple[str, ...]:
    if head is None or isinstance(head, BadRow):
        raise WrongUse("has no heading", item=name, todo="export a sheet and edit that")
    columns = tuple(text.strip() for text in head.cells)
    if KEY not in columns:
        raise WrongUse(
            f"has no column {KEY}, so nothing tells its rows apart",
            item=name,
            todo="export one with: sightline export sheet FILE.xlsx, and edit that; other lists come in with add",
        )
    doubled = sorted({c for c in columns if c != "" and columns.count(c) > 1})
    if doubled:
        raise WrongUse(f"has the column {doubled[0]} twice", item=name, todo="keep one of them")
    return columns


def _row(columns: tuple[str, ...], row: Row | BadRow) -> SheetRow:
    if isinstance(row, BadRow):
        return SheetRow(row.number, {}, fault=f"{row.fault}; {row.todo}")
    texts: dict[str, str] = {}
    formulas: dict[str, str] = {}
    for place, (name, cell) in enumerate(zip(columns, row.cells, strict=True)):
        if name == "":
            continue
        if place in row.notes:
            formulas[name] = row.notes[place]
        else:
            texts[name] = tidy(unquoted(tidy(cell)))
    return SheetRow(row.number, texts, formulas)
