"""Goes through the rows of an edited sheet and notes what each edit means; nothing is written here.

A cell that changed in the case since the sheet was exported is a conflict: it is shown and left alone. A cell that
cannot be taken is named by sheet, row and column; everything else goes on.
"""

import hashlib

from attrs import define, field, frozen

from sightline.core.errors import SightlineError, WrongUse
from sightline.model.draft import Draft
from sightline.model.record import Record, closing
from sightline.model.schema import Kind
from sightline.model.view import Named, Statement
from sightline.store.read import find_entity
from sightline.work.locating.blind import refuse_saying
from sightline.work.new import introduce
from sightline.work.resolve import Resolver
from sightline.work.safety.guard import refuse_in_passing
from sightline.work.say import finder
from sightline.work.sheets.cells import (
    CODE,
    EMPTY,
    KEY,
    MARK,
    OWN,
    Cell,
    cells_of,
    read_mark,
    read_part,
    split,
)
from sightline.work.sheets.changes import Change, changes, compare, draft_for
from sightline.work.sheets.read import Sheet, SheetRow
from sightline.work.write import Writer


@frozen(slots=True)
class RefusedCell:
    """A cell or row that was left alone."""

    sheet: str
    row: int
    column: str
    """Empty where the whole row is meant."""
    fault: str
    todo: str
    conflict: bool = False
    """It was edited here and changed in the case meanwhile."""
    here: str = ""
    there: str = ""
    """What the sheet and what the case say, where they conflict."""


@define(slots=True)
class Edits:
    """What the edits of a sheet come to, before anything is written."""

    writer: Writer
    resolver: Resolver
    sheet: str
    file: str
    emptied_as: str | None
    drafts: list[tuple[Draft, Statement | None]] = field(factory=list)
    bodies: list[Record] = field(factory=list)
    refused: list[RefusedCell] = field(factory=list)
    made: list[bytes] = field(factory=list)
    keys: set[str] = field(factory=set)
    counts: dict[str, int] = field(factory=lambda: {"changed": 0, "added": 0, "emptied": 0})


def gather(work: Edits, sheet: Sheet, kind: str | None) -> None:
    """Go through the rows and note what is to be written and what is refused."""
    told = next((m[0] for row in sheet.rows if (m := read_mark(row.cells.get(MARK, ""))) is not None), kind)
    if told is None:
        raise WrongUse("tells no kind", item=sheet.name, todo="give one with --kind")
    declared = work.writer.case.schema.kind(told)
    columns = _columns(work, sheet, declared)
    found: list[tuple[SheetRow, Named]] = []
    seen: set[bytes] = set()
    for row in sheet.rows:
        key = row.cells.get(KEY, "")
        if row.fault != "":
            _refuse(work, row, "", row.fault, "mend the row and import again")
        elif key == "":
            _new_row(work, row, declared, columns)
        elif (one := _known_row(work, row, key, declared)) is not None:
            if one.id in seen:
                _refuse(
                    work,
                    row,
                    "",
                    f"is a second row of {one.code}",
                    f"for a new entity, empty {KEY} and {CODE}",
                )
            else:
                seen.add(one.id)
                found.append((row, one))
    by = work.writer.case.by
    cells = cells_of(work.writer.connection, declared, [one.id for _, one in found], by=by)
    for row, one in found:
        was = (read_mark(row.cells.get(MARK, "")) or ("", {}))[1]
        for name in columns:
            _cell(work, row, one, declared, name, cells.get(one.id, {}).get(name), was.get(name))


def _columns(work: Edits, sheet: Sheet, kind: Kind) -> list[str]:
    """Take the columns that are properties; the others are refused when somebody wrote into them."""
    out = []
    for name in sheet.columns:
        prop = kind.properties.get(name)
        if name in OWN or name == "":
            continue
        if prop is not None and not prop.sensitive:
            out.append(name)
            continue
        filled = any(row.cells.get(name, "") != "" for row in sheet.rows)
        if filled:
            fault = (
                f"{kind.id} has no property {name!r}"
                if prop is None
                else "is kept encrypted and comes in by no sheet"
            )
            work.refused.append(
                RefusedCell(sheet.name, 1, name, fault, "rename the column, or use sightline say")
            )
    return out


def _known_row(work: Edits, row: SheetRow, key: str, kind: Kind) -> Named | None:
    one = find_entity(work.writer.connection, key)
    mark = read_mark(row.cells.get(MARK, ""))
    if one is None:
        _refuse(work, row, "", f"{KEY} names nothing of this case", "export the sheet from this case again")
    elif mark is None:
        _refuse(
            work,
            row,
            "",
            f"{MARK} is missing or was edited",
            "export again; that column tells what was edited",
        )
    elif one.kind != kind.id or mark[0] != kind.id:
        _refuse(
            work, row, "", f"{one.code} is {one.kind}, and this sheet holds {kind.id}", "one kind a sheet"
        )
    else:
        return one
    return None


def _cell(
    work: Edits, row: SheetRow, one: Named, kind: Kind, name: str, cell: Cell | None, was: str | None
) -> None:
    if name in row.formulas:
        _refuse(
            work,
            row,
            name,
            f"holds a formula: {row.formulas[name][:80]}",
            "type its value; nothing is computed",
        )
        return
    if name not in row.cells:
        return
    text = row.cells[name]
    verdict = compare(cell, text, was)
    if verdict != "same" and (fault := _not_ones_own(work, one, name)) is not None:
        _refuse(work, row, name, fault.fault, fault.todo or "")
        return
    if verdict == "conflict":
        now = (cell or EMPTY).text
        _refuse(
            work,
            row,
            name,
            "changed in the case since the export",
            "export again and edit that",
            here=text,
            there=now,
        )
    elif verdict == "too long":
        _refuse(work, row, name, "is too long to be edited in a sheet", "use sightline say")
    elif verdict == "edited":
        _edit(work, row, one, kind, name, changes(cell, text))


def _not_ones_own(work: Edits, one: Named, name: str) -> SightlineError | None:
    """Tell why a cell of an analysis is not for whoever imports to edit; None where it is."""
    try:
        refuse_saying(work.writer.connection, one, name, work.writer.case.by)
        refuse_in_passing(name)
    except WrongUse as error:
        return error
    return None


def _edit(work: Edits, row: SheetRow, one: Named, kind: Kind, name: str, every: list[Change]) -> None:
    """Note the changes of one cell; all of them, or none where one cannot be read."""
    prop = kind.properties[name]
    drafts: list[tuple[Draft, Statement | None]] = []
    schema, find = work.writer.case.schema, finder(work.writer.connection)
    for change in every:
        if change.new is None:
            continue
        try:
            written = read_part(schema, kind, prop, change.new, find=find)
        except SightlineError as error:
            _refuse(work, row, name, error.fault, error.todo or "")
            return
        drafts.append((draft_for(one.id.hex(), name, written, change.old, note=None), change.old))
    work.drafts += drafts
    work.counts["changed"] += sum(old is not None for _, old in drafts)
    work.counts["added"] += sum(old is None for _, old in drafts)
    gone = [c.old for c in every if c.new is None and c.old is not None]
    work.counts["emptied"] += len(gone)
    for old in gone:
        how = work.emptied_as or ("retracted" if old.origin == "analyst" else "mistranscribed")
        work.bodies.append(closing(old.id, how, reason=f"emptied in sheet {work.file}"))


def _new_row(work: Edits, row: SheetRow, kind: Kind, columns: list[str]) -> None:
    """Note a new entity with what its row says; nothing of it where one cell cannot be read."""
    filled = {name: row.cells[name] for name in columns if row.cells.get(name, "") != ""}
    if row.cells.get(CODE, "") != "":
        _refuse(
            work, row, "", f"has a code and no {KEY}", f"restore {KEY}; for a new entity, empty {CODE} too"
        )
        return
    for name, formula in row.formulas.items():
        _refuse(work, row, name, f"holds a formula: {formula[:80]}", "type its value; nothing is computed")
    if not filled or row.formulas:
        return
    schema, find = work.writer.case.schema, finder(work.writer.connection)
    parts = []
    before = len(work.refused)
    for name, text in filled.items():
        for part in split(text):
            try:
                refuse_in_passing(name)
                parts.append((name, read_part(schema, kind, kind.properties[name], part, find=find)))
            except SightlineError as error:
                _refuse(work, row, name, error.fault, error.todo or "")
    if len(work.refused) > before:
        return
    # the same new row, imported once more, is the same entity
    whole = kind.id + "".join(f"\x00{name}\x00{text}" for name, text in sorted(filled.items()))
    key = f"sheet/{hashlib.sha256(whole.encode()).hexdigest()[:32]}"
    known = find_entity(work.writer.connection, key)
    if known is not None or key in work.keys:
        return
    work.keys.add(key)
    identifier = introduce(work.resolver, kind, key=key)
    work.made.append(identifier)
    work.drafts += [(draft_for(identifier.hex(), name, w, None, note=None), None) for name, w in parts]


def _refuse(
    work: Edits,
    row: SheetRow,
    column: str,
    fault: str,
    todo: str,
    *,
    here: str | None = None,
    there: str = "",
) -> None:
    conflict = here is not None
    work.refused.append(RefusedCell(work.sheet, row.number, column, fault, todo, conflict, here or "", there))
