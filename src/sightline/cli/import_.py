"""Import statements (JSON lines), checked whole before the first is written; or a sheet edited by people."""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, open_case


def verb(
    file: Annotated[Path, typer.Argument(help="A .jsonl file of statements.", exists=True, dir_okay=False, metavar="FILE")],
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Import statements."""
    case = open_case(workspace, by=by)
    try:
        done = import_statements(case, file, tell=lambda at, of: tell(f"  {at} of {of} lines"))
    finally:
        close_case(case)
    if as_json:
        body = {"file": str(file), "sha256": done.sha256, "lines": done.lines, "new": done.new, "known": done.known}
        document("import", {**body, "entities": done.entities, "resumed_at": done.resumed_at})
        return
    if done.resumed_at:
        line(f"went on after line {done.resumed_at}, where an earlier import stopped")
    line(f"{done.new} new statements, {done.known} known already, {done.entities} new entities, from {done.lines} lines")
