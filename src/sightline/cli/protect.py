"""Withhold a value, a file or a name: encrypted where it stands, gone from every table, index, picture and page.

It can be opened again with --undo by whoever has the keys. The ledger says that something is withheld, by whose
authority and why.
"""

from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.protecting import Authority, Everywhere, Reason, What, print_protected
from sightline.work.protect import protect, unprotect
from sightline.work.protecting.target import target_of


def verb(
    what: What,
    authority: Authority = "",
    reason: Reason = "",
    everywhere: Everywhere = False,
    undo: Annotated[bool, typer.Option("--undo", help="Open it again.")] = False,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Withhold something, or open it again."""
    with opened(workspace, by=by) as case:
        target = target_of(case, what)
        if undo:
            done = unprotect(case, target, authority=authority, reason=reason)
        else:
            done = protect(case, target, authority=authority, reason=reason, everywhere=everywhere)
    print_protected("opened again" if undo else "withheld", done, as_json=as_json)
