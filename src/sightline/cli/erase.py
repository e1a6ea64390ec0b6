"""Destroy a value, a file or a name for good: salt, body, key and bytes. Its place and that it was erased stay.

The ledger still adds up. Backups, exports and copies that others hold are out of reach, and are named.
"""

from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.protecting import Authority, Everywhere, Reason, What, print_protected
from sightline.core.errors import NeedsAuthority
from sightline.work.protect import erase
from sightline.work.protecting.target import target_of


def verb(
    what: What,
    authority: Authority = "",
    reason: Reason = "",
    everywhere: Everywhere = False,
    yes: Annotated[bool, typer.Option("--yes", help="Really erase; it cannot be undone.")] = False,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Erase something."""
    if not yes:
        raise NeedsAuthority(
            "erasing cannot be undone", todo="give --yes, or withhold it with: sightline protect"
        )
    with opened(workspace, by=by) as case:
        done = erase(case, target_of(case, what), authority=authority, reason=reason, everywhere=everywhere)
    print_protected("erased", done, as_json=as_json)
