"""Run measures on what the case holds: those not run yet, newer versions, and those only run on request (--also).

What an earlier run found is kept and reused; a newer version of a measure makes the old finding stale, and
a new one beside it. What was stopped by a limit is run again when the settings give more time or memory than it had;
--again runs whatever failed before, as after a missing program was installed.
"""

from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.work.examine import examine
from sightline.work.targets import targets_named


def verb(
    codes: Annotated[
        list[str] | None, typer.Argument(help="Items; all when none is named.", metavar="[CODE...]")
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also", help="A measure that runs only on request, for example media.text.", metavar="MEASURE"
        ),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Run again what failed before.")] = False,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Examine what the case holds."""
    with opened(workspace) as case:
        done = []
        for one in examine(case, targets_named(case, codes or [], also=also or ()), again=again):
            done.append(one)
            tell(
                f"  {one.sha256.hex()[:12]}  ran {len(one.ran)}, reused {one.reused}, failed {len(one.failed)}"
            )
    if as_json:
        rows = [
            {
                "sha256": e.sha256.hex(),
                "ran": list(e.ran),
                "reused": e.reused,
                "failed": [list(f) for f in e.failed],
                "conflicts": list(e.conflicts),
                "sandbox": e.sandbox,
            }
            for e in done
        ]
        document("examine", {"examined": rows})
        return
    ran, reused, failed = (
        (sum(counts) for counts in zip(*((len(e.ran), e.reused, len(e.failed)) for e in done), strict=True))
        if done
        else (0, 0, 0)
    )
    line(f"{len(done)} objects: {ran} findings made, {reused} reused, {failed} failed")
