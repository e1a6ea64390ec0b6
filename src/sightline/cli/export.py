"""Write what stands in the case: statements that another case can import, or a sheet to be edited and taken in again.

\b
sightline export statements [FILE]       without FILE, to standard output
sightline export sheet FILE.xlsx --kind Item

sightline export site DIR --release AUDIENCE

Withheld and erased values are in none of them. Statements and sheets are copies for the team: --release is for
everybody else. Formats of other packages are named as site is, and get only what may be shown to the audience.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.core.errors import WrongUse
from sightline.model.disclosed import INTERNAL
from sightline.publish.exporters import Exporter, all_exporters, choose_exporter, export_dossier
from sightline.work.case import Case
from sightline.work.disclose import disclose
from sightline.work.export import Exported, export_statements, write_statements
from sightline.work.sheet import export_sheet

TEAM = ("statements", "sheet")
"""Copies for the team: they are made from the case itself and can be taken in again."""


def verb(
    what: Annotated[
        str, typer.Argument(help="statements, sheet, site, or a format of another package.", metavar="FORMAT")
    ],
    file: Annotated[Path | None, typer.Argument(help="Where to write.", metavar="FILE")] = None,
    kind: Annotated[
        str, typer.Option("--kind", help="Kind of the rows of a sheet.", metavar="KIND")
    ] = "Item",
    column: Annotated[
        list[str] | None, typer.Option("--column", help="A property of a sheet; those in use by default.")
    ] = None,
    release: Annotated[
        str | None,
        typer.Option("--release", help="Of a site: only what was released to it.", metavar="AUDIENCE"),
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Export."""
    if what in TEAM and release is not None:
        raise WrongUse(
            f"{what} are a copy for the team",
            item="--release",
            todo="say sightline export site DIR --release",
        )
    exporter = None if what in TEAM else _exporter(what)
    with opened(workspace, by=by) as case:
        if exporter is not None:
            _dossier(case, file, exporter, audience=INTERNAL if release is None else release, as_json=as_json)
        elif what == "statements":
            _statements(case, file, as_json=as_json)
        else:
            _sheet(case, file, kind=kind, columns=column or (), as_json=as_json)


def _exporter(what: str) -> Exporter:
    known = all_exporters()
    if what not in {one.name for one in known}:
        names = ", ".join([*TEAM, *(one.name for one in known)])
        raise WrongUse(f"{what!r} cannot be exported", item="export", todo=f"say one of {names}")
    return choose_exporter(what, exporters=known)


def _dossier(case: Case, target: Path | None, exporter: Exporter, *, audience: str, as_json: bool) -> None:
    if target is None:
        raise WrongUse("names no file or folder", item=f"export {exporter.name}", todo="say where to write")
    dossier = disclose(case, audience=audience, copied=exporter.name != "site")
    done = export_dossier(dossier, target, exporter)
    if as_json:
        body = {"file": str(done.folder), "format": exporter.name, "audience": audience}
        document(
            "export", {**body, "files": done.files, "bytes": done.size, "entities": len(dossier.entities)}
        )
        return
    line(f"wrote {done.folder}: {done.files:,} files of {len(dossier.entities):,} records for {audience}")


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
                "protected": done.protected,
                "kept_from_you": done.kept_from_you,
            },
        )
    else:
        line(f"wrote {done.file}")
        _say(done)


def _say(done: Exported) -> None:
    tell(f"{done.statements} statements, {done.identities} identity judgements")
    if done.withheld:
        tell(f"{done.withheld} are withheld or erased and were left out")
    if done.protected:
        tell(f"{done.protected} are of protected sources, hazardous or without consent, and were left out")
    if done.kept_from_you:
        tell(f"{done.kept_from_you} are kept from you until you have answered your own, and were left out")


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
        body["protected"] = done.protected
        document("export", {**body, "withheld": done.withheld, "kept_from_you": done.kept_from_you})
        return
    line(f"wrote {done.file}: {done.rows} rows, {len(done.columns)} columns")
    if done.withheld:
        tell(f"{done.withheld} statements are withheld or erased and were left out")
    if done.kept_from_you:
        tell(
            f"{done.kept_from_you} rows are kept from you until you have answered your own; their head stands"
        )
    if done.protected:
        tell(f"{done.protected} rows are of protected sources or without consent, and were left out")
    tell(f"edit it and take it in again: sightline import sheet {done.file}")
