"""Sign the state of the ledger and print one line to post or mail; a key that one holds oneself proves little.

--verify compares a line that somebody else holds with this case. --rotate puts a new signing key in force.
"""

from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line
from sightline.work.checkpoint import checkpoint, rotate_key, verify_line


def verb(
    verify: Annotated[
        str | None, typer.Option("--verify", help="A line that somebody else holds.", metavar="LINE")
    ] = None,
    rotate: Annotated[bool, typer.Option("--rotate", help="Put a new signing key in force first.")] = False,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Sign the state of the ledger."""
    with opened(workspace, by=by) as case:
        if verify is not None:
            held = verify_line(case, verify)
            if as_json:
                document(
                    "checkpoint",
                    {"ok": held.ok, "said": held.sentence, "size": held.size, "after": held.after},
                )
            else:
                line(held.sentence)
            if not held.ok:
                raise typer.Exit(1)
            return
        new_key = rotate_key(case) if rotate else None
        signed = checkpoint(case)
    if as_json:
        body = {
            "line": signed.line,
            "note": signed.note,
            "size": signed.size,
            "root": signed.root,
            "at": signed.at,
        }
        document("checkpoint", {**body, "new_key": new_key})
        return
    if new_key is not None:
        line(f"new key in force: {new_key}")
    line(signed.line)
