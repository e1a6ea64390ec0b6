"""Release an entity to an audience, or say whether its media are fit to be shown.

A release needs a reason and a name. Each audience is a release of its own. Until somebody says --fit fit, media stay
blurred.
"""

from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.work.releasing import release


def verb(
    code: Annotated[str, typer.Argument(help="What is released.", metavar="CODE")],
    to: Annotated[
        str | None, typer.Option("--to", help="internal, partner, court or public.", metavar="AUDIENCE")
    ] = None,
    fit: Annotated[str | None, typer.Option("--fit", help="fit, graphic, never or unseen.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; needed with --to.")] = None,
    approved_by: Annotated[
        str | None, typer.Option("--approved-by", help="Who else looked at it; needed for what is sensitive.")
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Release."""
    with opened(workspace, by=by) as case:
        print_act(
            release(case, code, to=to, fit=fit, reason=reason, by=by, approved_by=approved_by),
            as_json=as_json,
        )
