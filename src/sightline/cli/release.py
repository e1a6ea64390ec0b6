"""Release an entity to an audience, or say whether its media are fit to be shown.

A release needs a reason and a name. Each audience is a release of its own. Until somebody says --fit fit, media stay
blurred. ``sightline release --names public`` lists names of known persons in the texts that would leave.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.acted import print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.core.errors import WrongUse
from sightline.work.disclosing.release import audience_named
from sightline.work.releasing import release
from sightline.work.safety.names import WARNING, names_in_release


def verb(
    code: Annotated[str, typer.Argument(help="What is released.", metavar="CODE", show_default=False)] = "",
    to: Annotated[
        str | None, typer.Option("--to", help="internal, partner, court or public.", metavar="AUDIENCE")
    ] = None,
    fit: Annotated[str | None, typer.Option("--fit", help="fit, graphic, never or unseen.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; needed with --to.")] = None,
    approved_by: Annotated[
        str | None, typer.Option("--approved-by", help="Who else looked at it; needed for what is sensitive.")
    ] = None,
    names: Annotated[
        str | None,
        typer.Option("--names", help="List names of known persons in what it would get.", metavar="AUDIENCE"),
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Release."""
    if names is not None:
        _names(workspace, names, by=by, as_json=as_json)
        return
    if code == "":
        raise WrongUse("names nothing", item="release", todo="give CODE and --to, or --names AUDIENCE")
    with opened(workspace, by=by) as case:
        print_act(
            release(case, code, to=to, fit=fit, reason=reason, by=by, approved_by=approved_by),
            as_json=as_json,
        )


def _names(workspace: Path, audience: str, *, by: str | None, as_json: bool) -> None:
    with opened(workspace, by=by) as case:
        audience_named(case.schema, audience)
        found = names_in_release(case, audience)
    if as_json:
        rows = [{"person": one.person, "where": one.where, "text": one.text} for one in found]
        document("names", {"audience": audience, "names": rows, "note": WARNING})
    else:
        for one in found:
            line(f"{one.where}  names {one.person}" + (f": …{one.text}…" if one.text else ""))
        if not found:
            line(f"no name of a known person stands in what {audience} would get")
        tell(WARNING)
    if found:
        raise typer.Exit(1)
