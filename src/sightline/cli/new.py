"""Make an entity: an incident, a source, a place, an actor, an item that was never published, …"""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.work.new import new


def verb(
    kind: Annotated[
        str, typer.Argument(help="Incident, Item, Source, Place, Actor, Artefact, …", metavar="KIND")
    ],
    title: Annotated[str | None, typer.Option("--title", help="What it is called.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Its name, as somebody writes it.")] = None,
    key: Annotated[str | None, typer.Option("--key", help="A key of your own: actor/river-brigade.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of the title or name: ar.")] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Make an entity."""
    with opened(workspace, by=by) as case:
        print_act(new(case, kind, title=title, name=name, key=key, lang=lang), as_json=as_json)
