"""Write what stands in the case: statements that another case can import, or a sheet to be edited and taken in again.

\b
sightline export statements [FILE]       without FILE, to standard output
sightline export sheet FILE.xlsx --kind Item

Withheld and erased values are in neither. Both are copies for the team: publish --release is for everybody else.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.core.errors import WrongUse
from sightline.work.case import Case
from sightline.work.export import Exported, export_statements, write_statements
from sightline.work.sheet import export_sheet


def verb(
    what: Annotated[str, typer.Argument(help="statements or sheet.", metavar="statements|sheet")],
    file: Annotated[Path | None, typer.Argument(help="Where to write.", metavar="FILE")] = None,
    kind: Annotated[
        str, typer.Option("--kind", help="Kind of the rows of a sheet.", metavar="KIND")
    ] = "Item",
    column: Annotated[
        list[str] | None, typer.Option("--column", help="A property of a sheet; those in use by default.")
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Export."""
    if what not in ("statements", "sheet"):
        raise WrongUse(f"{what!r} cannot be exported", item="export", todo="say statements or sheet")
    with opened(workspace) as case:
        if what == "statements":
            _statements(case, file, as_json=as_json)
        else:
            _sheet(case, file, kind=kind, columns=column or (), as_json=as_json)


def _statements(case: Case, file: Path | None, *, as_json: bool) -> None:
    if file is None or str(file) == "-":
        if as_json:
            raise WrongUse("both would be on standard output", item="export --json", todo="name a file")
        _say(write_statements(case, sys.stdout))
        return
    done = export_statements(case, file)
    if as_json:
        document(
            "export",
            {
                "file": done.file,
                "lines": done.lines,
                "statements": done.statements,
                "identities": done.identities,
                "withheld": done.withheld,
                "closed": done.closed,
            },
        )
    else:
        line(f"wrote {done.file}")
        _say(done)


def _say(done: Exported) -> None:
    tell(f"{done.statements} statements, {done.identities} identity judgements")
    if done.withheld:
        tell(f"{done.withheld} are withheld or erased and were left out")


def _sheet(
    case: Case, file: Path | None, *, kind: str, columns: list[str] | tuple[str, ...], as_json: bool
) -> None:
    if file is None:
        raise WrongUse(
            "names no file", item="export sheet", todo="for example: sightline export sheet items.xlsx"
        )
    done = export_sheet(case, file, kind=kind, columns=columns)
    if as_json:
        body = {"file": done.file, "kind": done.kind, "rows": done.rows, "columns": list(done.columns)}
        document("export", {**body, "withheld": done.withheld})
        return
    line(f"wrote {done.file}: {done.rows} rows, {len(done.columns)} columns")
    if done.withheld:
        tell(f"{done.withheld} statements are withheld or erased and were left out")
    tell(f"edit it and take it in again: sightline import sheet {done.file}")
