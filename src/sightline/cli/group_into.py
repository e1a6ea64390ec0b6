"""Put items under an incident, or incidents under an aggregate: sightline group-into INC-new "Title" ITM-1 ITM-2."""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.work.grouping import NEW, group_into


def verb(
    incident: Annotated[
        str, typer.Argument(help="INC-1, AGG-1, or INC-new followed by a title.", metavar="INCIDENT")
    ],
    codes: Annotated[list[str], typer.Argument(help="Items; incidents under an aggregate.", metavar="CODE…")],
    title: Annotated[
        str | None, typer.Option("--title", help="Title of the incident made by INC-new.")
    ] = None,
    how: Annotated[
        str | None, typer.Option("--as", help="shows or reports; else told by the sort of item.")
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Put items under an incident."""
    if incident.upper() == NEW and title is None:
        title, codes = codes[0], codes[1:]
    with opened(workspace, by=by) as case:
        print_act(group_into(case, incident, codes, title=title, how=how), as_json=as_json)
