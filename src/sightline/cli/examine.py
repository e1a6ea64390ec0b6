"""Run measures on what the case holds: those not run yet, newer versions, and those only run on request (--also).

What an earlier run found is kept and reused; a newer version of a measure makes the old finding stale, and
a new one beside it.
"""

from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.core.errors import UnknownName
from sightline.store.read import find_entity
from sightline.work.case import Case
from sightline.work.examine import examine, targets_of


def verb(
    codes: Annotated[
        list[str] | None, typer.Argument(help="Items; all when none is named.", metavar="[CODE...]")
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also", help="A measure that runs only on request, for example media.ocr.", metavar="MEASURE"
        ),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Examine what the case holds."""
    with opened(workspace) as case:
        items = None if not codes else [_item(case, code) for code in codes]
        done = []
        for one in examine(case, targets_of(case, items=items, also=also or ())):
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
    line(
        f"{len(done)} objects: {sum(len(e.ran) for e in done)} findings made, {sum(e.reused for e in done)} reused, {sum(len(e.failed) for e in done)} failed"
    )


def _item(case: Case, code: str) -> bytes:
    with case.catalogue.reading() as connection:
        found = find_entity(connection, code)
    if found is None:
        raise UnknownName(f"there is no {code}", todo="see what there is with: sightline items")
    return found.id
