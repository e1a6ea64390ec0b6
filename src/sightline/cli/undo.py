"""Take back an act: your last, a judgement or a retraction by its id, or an event by its number. Both stay readable."""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.work.undoing import undo


def verb(
    what: Annotated[
        str, typer.Argument(help="last, an id, or the number of an event.", metavar="ID|NUMBER|last")
    ] = "last",
    reason: Annotated[str | None, typer.Option("--reason", help="Why.")] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Take back an act."""
    with opened(workspace, by=by) as case:
        print_act(undo(case, what, reason=reason), as_json=as_json)
