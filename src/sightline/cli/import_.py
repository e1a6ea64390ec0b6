"""Import statements (JSON lines), checked whole before the first is written; the edits of a sheet; files of others.

\b
sightline import statements.jsonl
sightline import sheet items.xlsx
sightline import ftm entities.ftm.json      FollowTheMoney, one entity a line
sightline import acled events.csv           with its precision codes
sightline import ucdp GEDEvent.csv          with its precision codes

A file of another program is kept as an item, and every statement cites its row there.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.core.errors import Unreadable, WrongUse
from sightline.work.case import Case
from sightline.work.following import follow_text
from sightline.work.importing import Imported, import_statements
from sightline.work.others.importing import READERS, import_other
from sightline.work.sheets.edits import SheetImported, import_sheet

SHEETS = (".xlsx", ".csv")


def verb(
    words: Annotated[
        list[str],
        typer.Argument(
            help="A .jsonl file; or sheet, ftm, acled or ucdp and a file.",
            metavar="[statements|sheet|ftm|acled|ucdp] FILE",
        ),
    ],
    kind: Annotated[
        str | None,
        typer.Option("--kind", help="Kind of a sheet's new rows, where its other rows do not tell."),
    ] = None,
    emptied: Annotated[
        str | None,
        typer.Option("--emptied", help="How an emptied cell closes: retracted, mistranscribed, superseded."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", help="Who says what a file of another program holds.", metavar="CODE"),
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Import statements, the edits of a sheet, or a file of another program."""
    what, file = _what(words)
    with opened(workspace, by=by) as case:
        if what == "sheet":
            done = import_sheet(case, file, kind=kind, emptied_as=emptied)
            _print_sheet(done, as_json=as_json)
            if done.refused:
                raise typer.Exit(1)
        elif what in READERS:
            _print_imported(
                case, file, import_other(case, file, what, source=source, tell=_tell), as_json=as_json
            )
        else:
            _print_imported(case, file, import_statements(case, file, tell=_tell), as_json=as_json)


def _what(words: list[str]) -> tuple[str, Path]:
    if len(words) == 2 and words[0] in ("statements", "sheet", *READERS):
        what, file = words[0], Path(words[1])
    elif len(words) == 1:
        file = Path(words[0])
        what = "sheet" if file.suffix.lower() in SHEETS else "statements"
    else:
        raise WrongUse(
            "takes one file", item="import", todo="sightline import FILE.jsonl, or: import sheet FILE.xlsx"
        )
    if not file.is_file():
        raise Unreadable("there is no such file", item=str(file), todo="see how it is written")
    return what, file


def _tell(at: int, of: int) -> None:
    tell(f"  {at} of {of} lines")


def _print_imported(case: Case, file: Path, done: Imported, *, as_json: bool) -> None:
    if case.settings.catalogue_text == "following":
        follow_text(case)
    if as_json:
        body = {
            "file": str(file),
            "sha256": done.sha256,
            "lines": done.lines,
            "new": done.new,
            "known": done.known,
        }
        body |= {"entities": done.entities, "resumed_at": done.resumed_at, "releases": done.releases}
        document("import", body)
        return
    if done.resumed_at:
        line(f"went on after line {done.resumed_at}, where an earlier import stopped")
    line(
        f"{done.new} new statements, {done.known} known already, {done.entities} new entities, from {done.lines} lines"
    )
    if done.releases:
        tell(
            f"{done.releases} lines release something to an audience; that counts here from now on: read them"
        )


def _print_sheet(done: SheetImported, *, as_json: bool) -> None:
    if as_json:
        body: dict[str, object] = {
            "file": done.file,
            "sha256": done.sha256,
            "sheet": done.sheet,
            "rows": done.rows,
            "changed": done.changed,
            "added": done.added,
            "emptied": done.emptied,
            "entities": list(done.entities),
            "event": None if done.event is None else {"ledger": done.event[0], "number": done.event[1]},
            "refused": [
                {
                    "sheet": r.sheet,
                    "row": r.row,
                    "column": r.column,
                    "fault": r.fault,
                    "todo": r.todo,
                    "conflict": r.conflict,
                    "here": r.here,
                    "there": r.there,
                }
                for r in done.refused
            ],
        }
        document("import", body)
        return
    line(f"{done.changed} cells changed, {done.added} filled, {done.emptied} emptied, of {done.rows} rows")
    if done.entities:
        line(f"new: {', '.join(done.entities)}")
    for one in done.refused:
        where = f"{one.sheet}, row {one.row}" + (f", column {one.column}" if one.column else "")
        tell(f"{where}: {one.fault}")
        if one.conflict:
            tell(f"  the sheet says: {one.here or '(nothing)'}")
            tell(f"  the case says:  {one.there or '(nothing)'}")
        if one.todo:
            tell(f"  what to do: {one.todo}")
