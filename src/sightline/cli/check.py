"""Check every object, each chain, the signed checkpoints, and that the tables are what the ledger makes of itself.

Withheld and erased values are told as such; they are no faults. What lies after the last checkpoint is told as
unsigned.
"""

from datetime import UTC, datetime
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line
from sightline.work.check import check
from sightline.work.checking.checked import Checked


def verb(
    quick: Annotated[
        bool, typer.Option("--quick", help="Only the chains and checkpoints, not every object and table.")
    ] = False,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Check a case."""
    with opened(workspace) as case:
        done = check(case, full=not quick)
    if as_json:
        document("check", _json(done))
    else:
        _print(done)
    if not done.ok:
        raise typer.Exit(1)


def _json(done: Checked) -> dict[str, object]:
    return {
        "ok": done.ok,
        "objects": done.objects,
        "events": done.events,
        "faults": [{"what": f.what, "where": f.where, "todo": f.todo} for f in done.faults],
        "withheld": done.withheld,
        "erased": done.erased,
        "unsigned": done.unsigned,
        "unread": done.unread,
        "unlisted": list(done.unlisted),
        "checkpoints": [
            {
                "ledger": c.ledger,
                "number": c.number,
                "size": c.size,
                "root": c.root,
                "at": c.at,
                "sound": c.sound,
            }
            for c in done.checkpoints
        ],
    }


def _print(done: Checked) -> None:
    line(f"{done.events} events and {done.objects} objects checked")
    for fault in done.faults:
        line(f"  WRONG {fault.where}: {fault.what}")
        line(f"        what to do: {fault.todo}")
    if done.withheld or done.erased:
        line(f"  {done.withheld} withheld and {done.erased} erased, as the ledger says")
    if done.unread:
        line(f"  {done.unread} withheld whose keys are not here: only their place could be checked")
    for name in done.unlisted:
        line(f"  left over, named by no event: {name}")
    last = done.checkpoints[-1] if done.checkpoints else None
    if last is None:
        line("  never signed: sightline checkpoint, and give its line to somebody else")
    else:
        when = datetime.fromtimestamp(last.at / 1000, UTC)
        line(
            f"  last checkpoint {when:%d %B %Y %H:%M} UTC, {last.size} events; {done.unsigned} since then are unsigned"
        )
    line(
        "everything is as it was written"
        if done.ok
        else f"{len(done.faults)} things are not as they were written"
    )
