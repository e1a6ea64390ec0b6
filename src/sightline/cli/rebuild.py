"""Make all tables and the text index again from the ledger and the objects; a crash leaves what was there before."""

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.work.rebuild import rebuild


def verb(workspace: Workspace = HERE, as_json: Json = False) -> None:
    """Rebuild the tables of a case."""
    with opened(workspace) as case:
        done = rebuild(case, tell=lambda at, of: tell(f"  {at} of {of} events"))
    if as_json:
        body = {"events": done.events, "leaves": done.leaves, "statements": done.statements}
        document("rebuild", {**body, "seconds": round(done.seconds, 3)})
        return
    line(f"made again: {done.statements} statements from {done.events} events, in {done.seconds:.1f} s")
