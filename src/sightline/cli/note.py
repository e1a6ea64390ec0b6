"""Write a note of your own on an entity, also at a media time: sightline note ITM-3@0:41 "tail fin, three blades"."""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.work.say import note


def verb(
    where: Annotated[str, typer.Argument(help="CODE, or CODE@0:41.", metavar="CODE[@TIME]")],
    text: Annotated[str, typer.Argument(help="The note.", metavar="TEXT")],
    region: Annotated[
        str | None, typer.Option("--region", help="x,y,w,h in thousandths of the picture.")
    ] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the note: ar.")] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Write a note."""
    with opened(workspace, by=by) as case:
        print_act(note(case, where, text, lang=lang, region=region), as_json=as_json)
