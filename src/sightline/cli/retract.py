"""Close a statement, or rank it otherwise. It stays readable, with the reason, for every earlier time.

\b
--how retracted        its source took it back
--how mistranscribed   we wrote it down wrongly; the source never said so
--how superseded       the world, or what is known of it, changed; --successor names what stands in its place

With --rank it stays open and is preferred, normal or deprecated from now on.
"""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.core.errors import WrongUse
from sightline.work.closing import rank as rank_statement
from sightline.work.closing import retract


def verb(
    words: Annotated[
        list[str],
        typer.Argument(help="Id of the statement, or CODE and property.", metavar="ID|CODE PROPERTY"),
    ],
    how: Annotated[str | None, typer.Option("--how", help="retracted, mistranscribed or superseded.")] = None,
    rank: Annotated[str | None, typer.Option("--rank", help="preferred, normal or deprecated.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; needed.")] = None,
    successor: Annotated[
        str | None, typer.Option("--successor", help="What stands in its place.", metavar="ID")
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Close or rank a statement."""
    if (how is None) == (rank is None):
        raise WrongUse(
            "needs one of --how and --rank",
            item="retract",
            todo="--how retracted (its source took it back), mistranscribed (we erred) or superseded (it changed)",
        )
    with opened(workspace, by=by) as case:
        if how is not None:
            done = retract(case, *words, how=how, reason=reason, successor=successor)
        else:
            done = rank_statement(case, *words, to=rank or "", reason=reason)
        print_act(done, as_json=as_json)
