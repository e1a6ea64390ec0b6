"""Follow an actor: its names, its life with every source's word, its local parts, and who it may be taken for.

\b
sightline actor CODE|NAME [--held-at DATE] [--said-by DATE] [--known-at DATE]
sightline actor --alike

A name may be in any spelling, in Latin, Arabic or Cyrillic letters. --alike lists pairs of actors whose names are alike
or easily taken for each other, each with what speaks for and against it and the command by which a person judges it.
Nothing is applied by itself; sightline undo takes a judgement back.
"""

from functools import partial
from typing import Annotated

import typer

from sightline.cli.actor_told import alikes_json, print_alikes, print_sheet, sheet_json
from sightline.cli.asking import Asked, asking
from sightline.core.errors import WrongUse
from sightline.work.identify import MOST, actor, alike


@asking
def verb(
    asked: Asked,
    code: Annotated[
        str | None, typer.Argument(help="Code such as ACT-3, a key, or a name.", metavar="[CODE|NAME]")
    ] = None,
    list_alike: Annotated[
        bool, typer.Option("--alike", help="List pairs to judge, with the command to type.")
    ] = False,
    most: Annotated[int, typer.Option("--most", help="With --alike: pairs at most.", metavar="N")] = MOST,
) -> None:
    """Follow an actor."""
    if (code is None) != list_alike:
        raise WrongUse(
            "names no actor" if code is None else "an actor and --alike are given together",
            item="actor",
            todo="sightline actor CODE, or sightline actor --alike",
        )
    times = asked.times
    with asked.case() as case:
        if code is None:
            asked.answer(alike(case, most=most), "alike", alikes_json, print_alikes)
            return
        found = actor(case, code, times)
    asked.answer(found, "actor", partial(sheet_json, times=times), partial(print_sheet, times=times))
