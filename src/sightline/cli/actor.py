"""Follow an actor: its names, its life with every source's word, its local parts, and who it may be taken for.

\b
sightline actor CODE|NAME [--held-at DATE] [--said-by DATE] [--known-at DATE]
sightline actor --alike

A name may be in any spelling, in Latin, Arabic or Cyrillic letters. --alike lists pairs of actors whose names are alike
or easily taken for each other, each with what speaks for and against it and the command by which a person judges it.
Nothing is applied by itself; sightline undo takes a judgement back.
"""

from typing import Annotated

import typer

from sightline.cli.actor_told import alikes_json, print_alikes, print_sheet, sheet_json
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, HeldAt, Json, KnownAt, SaidBy, Workspace
from sightline.cli.out import document
from sightline.core.errors import WrongUse
from sightline.work.identify import MOST, actor, alike
from sightline.work.view import Times


def verb(
    code: Annotated[
        str | None, typer.Argument(help="Code such as ACT-3, a key, or a name.", metavar="[CODE|NAME]")
    ] = None,
    list_alike: Annotated[
        bool, typer.Option("--alike", help="List pairs to judge, with the command to type.")
    ] = False,
    most: Annotated[int, typer.Option("--most", help="With --alike: pairs at most.", metavar="N")] = MOST,
    held_at: HeldAt = None,
    said_by: SaidBy = None,
    known_at: KnownAt = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Follow an actor."""
    if (code is None) != list_alike:
        raise WrongUse(
            "names no actor" if code is None else "an actor and --alike are given together",
            item="actor",
            todo="sightline actor CODE, or sightline actor --alike",
        )
    with opened(workspace, by=by) as case:
        if code is None:
            pairs = alike(case, most=most)
            if as_json:
                document("alike", alikes_json(pairs))
            else:
                print_alikes(pairs)
            return
        times = Times(held_at, said_by, known_at)
        found = actor(case, code, times)
    if as_json:
        document("actor", sheet_json(found, times))
    else:
        print_sheet(found, times)
