"""Writes a spreadsheet of one kind: a row for each entity, a column for each property, to be edited by many people.

Two columns of ours tell the row and what its cells held; in a workbook they are hidden. ``sheet_edits`` reads it back.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from sqlalchemy import func, select

from sightline.core.errors import UnknownName, WrongUse
from sightline.model.schema import Kind, Property, Schema
from sightline.model.sheet_cell import quoted
from sightline.store.tables import entities, membership, statements
from sightline.work.case import Case
from sightline.work.locating.blind import kept_from
from sightline.work.locating.reading import SORTS
from sightline.work.safety.shield import Shield, shield_of
from sightline.work.sheets.cells import CODE, EMPTY, KEY, MARK, Cell, cells_of, mark
from sightline.work.value_text import EXAMPLES
from sightline.work.whole_file import whole_file

ALWAYS = ("title", "name", "note")
TERMS_SHOWN = 40


@frozen(slots=True)
class SheetExported:
    """What an export came to."""

    file: str
    kind: str
    rows: int
    columns: tuple[str, ...]
    withheld: int
    """Statements left out because they are withheld or erased."""
    protected: int
    """Rows left out because of a protected source, or because an item may not be used."""
    kept_from_you: int
    """Rows of analyses of which only the head is told, because whoever exports is repeating them."""


def export_sheet(case: Case, file: Path, *, kind: str = "Item", columns: Sequence[str] = ()) -> SheetExported:
    """Write the entities of one kind as ``.xlsx`` or ``.csv``; nothing withheld is in it.

    Parameters
    ----------
    columns : sequence of str, optional
        Properties, in this order; by default those that are used, as the kind declares them.

    Raises
    ------
    WrongUse
        Another ending than .xlsx or .csv, or the file cannot be written there.
    UnknownName
        No such kind or property.
    """
    if file.suffix.lower() not in (".xlsx", ".csv"):
        raise WrongUse("is no name of a sheet", item=file.name, todo="end it with .xlsx or .csv")
    declared = case.schema.kind(kind)
    for name in columns:
        if case.schema.property(declared.id, name).sensitive:
            raise UnknownName(f"{name} is kept encrypted and is in no sheet", item=name, todo="leave it out")
    with case.catalogue.reading() as connection:
        aside = select(membership.c.entity).where(membership.c.closed.is_(None))
        query = select(entities.c.id, entities.c.code).where(
            entities.c.kind == declared.id, entities.c.id.not_in(aside)
        )
        rows = [
            (bytes(r.id), r.code)
            for r in connection.execute(query.order_by(entities.c.opened, entities.c.id))
        ]
        shield = shield_of(connection)
        whole = len(rows)
        rows = [(entity, code) for entity, code in rows if entity not in shield.gone]
        read = cells_of(connection, declared, [i for i, _ in rows], by=case.by)
        cells = {entity: _open_cells(row, shield) for entity, row in read.items()}
        hidden = (
            select(func.count())
            .select_from(statements.join(entities, entities.c.id == statements.c.entity))
            .where(entities.c.kind == declared.id, statements.c.closed.is_(None), statements.c.hidden != 0)
        )
        withheld = connection.execute(hidden).scalar_one()
        kept = kept_from(connection, case.by) if declared.id in SORTS else {}
    used = {name for row in cells.values() for name in row}
    chosen = tuple(columns) or _columns(declared, used)
    head = [KEY, MARK, CODE, *chosen]
    table = [head, *(_row(declared, i, code, cells.get(i, {}), chosen) for i, code in rows)]
    with whole_file(file) as unfinished:
        if file.suffix.lower() == ".csv":
            _write_csv(unfinished, table)
        else:
            _write_xlsx(unfinished, declared, table, _about(case.schema, declared, chosen))
    aside_ = sum(i in kept for i, _ in rows)
    return SheetExported(str(file), declared.id, len(rows), chosen, withheld, whole - len(rows), aside_)


def _open_cells(row: dict[str, Cell], shield: Shield) -> dict[str, Cell]:
    """Leave out of the cells of a row what a protected source said, or what names one."""
    out = {}
    for name, cell in row.items():
        parts = tuple(part for part in cell.parts if shield.let_out(part.statement) is not None)
        if parts:
            out[name] = Cell(parts)
    return out


def _columns(kind: Kind, used: set[str]) -> tuple[str, ...]:
    """Choose the properties that are used, and a few that always are; what a thing is called stands first."""
    chosen = [p.id for p in kind.properties.values() if p.id in used or (p.id in ALWAYS and not p.sensitive)]
    return tuple(sorted(chosen, key=lambda name: 0 if name in kind.title[:2] else 1))


def _row(kind: Kind, entity: bytes, code: str, cells: dict[str, Cell], columns: Sequence[str]) -> list[str]:
    texts = [quoted(cells.get(name, EMPTY).text) for name in columns]
    return [entity.hex(), mark(kind, cells, columns), code, *texts]


def _write_csv(file: Path, table: list[list[str]]) -> None:
    # the mark at the start tells spreadsheets that it is UTF-8
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(table)


def _write_xlsx(file: Path, kind: Kind, table: list[list[str]], about: list[list[str]]) -> None:
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = kind.id
    for line, row in enumerate(table, 1):
        for place, text in enumerate(row, 1):
            if text == "":
                continue
            cell = sheet.cell(line, place)
            _as_text(cell, text)
            if line == 1:
                cell.font = Font(bold=True)
    for place, name in enumerate(table[0], 1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.hidden = name in (KEY, MARK)
        column.width = 12 if name == CODE else 28
    sheet.freeze_panes = "D2"
    more = book.create_sheet("about")
    for line, row in enumerate(about, 1):
        for place, text in enumerate(row, 1):
            _as_text(more.cell(line, place), text)
    for place, width in enumerate((24, 24, 12, 90), 1):
        more.column_dimensions[get_column_letter(place)].width = width
    book.save(file)
    book.close()


def _as_text(cell: Any, text: str) -> None:
    """Set a cell to text that stays text, whatever it begins with."""
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"


def _about(schema: Schema, kind: Kind, columns: Sequence[str]) -> list[list[str]]:
    rows = [["column", "label", "type", "what it takes"]]
    rows += [
        [name, kind.properties[name].label, kind.properties[name].type, _takes(schema, kind.properties[name])]
        for name in columns
    ]
    rows.append(
        ["", "", "", "Several values in one cell are parted by |. Empty a cell to take its value back."]
    )
    rows.append(
        [
            "",
            "",
            "",
            "Leave the hidden columns as they are. A new row needs no code: it becomes a new entity.",
        ]
    )
    return rows


def _takes(schema: Schema, prop: Property) -> str:
    if prop.type == "term":
        terms = list(schema.vocabulary(prop.vocabulary or "").terms)
        more = "" if len(terms) <= TERMS_SHOWN else f" and {len(terms) - TERMS_SHOWN} more"
        return quoted(", ".join(terms[:TERMS_SHOWN]) + more)
    return quoted(f"{prop.about} For example: {EXAMPLES[prop.type]}".strip())
