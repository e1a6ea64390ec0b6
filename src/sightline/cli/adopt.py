"""Take in what another copy of this case holds: its chains are verified first, and appended as they are.

Two people work apart on copies of one folder; each adopts the other's, and both hold the same. Giving it again after an
interruption goes on where it stopped. Exit code 1 when objects are missing there and here; everything else was taken.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.work.adopt import Adopted, adopt
from sightline.work.safety.joined import joined_told

SHOWN = 10
"""Lines of one sort that are printed; --json gives all."""
Folder = Annotated[Path, typer.Argument(help="Folder of the other copy.", metavar="DIR", show_default=False)]


def verb(folder: Folder, workspace: Workspace = HERE, by: By = None, as_json: Json = False) -> None:
    """Adopt another copy of the case."""
    with opened(workspace, by=by) as case:
        done = adopt(case, folder, tell=lambda at, of: tell(f"  {at} of {of} events"))
    if as_json:
        document("adopt", _json(done))
    else:
        _print(done)
    if done.missing:
        raise typer.Exit(1)


def _json(done: Adopted) -> dict[str, object]:
    return {
        "from": done.folder,
        "chains": [
            {"ledger": c.ledger, "first": c.first, "last": c.last, "events": c.events} for c in done.chains
        ],
        "events": done.events,
        "objects": done.objects,
        "missing": list(done.missing),
        "withheld": done.withheld,
        "codes": [{"there": c.there, "here": c.here} for c in done.codes],
        "alike": [
            {"codes": [low.code, high.code], "todo": _todo(low.code, high.code)} for low, high in done.alike
        ],
        "left": list(done.left),
        "joined": [one.code for one in done.joined],
    }


def _todo(one: str, other: str) -> str:
    return f"sightline judge same {one} {other}"


def _print(done: Adopted) -> None:
    if not done.chains:
        line("everything that copy holds is here already")
    for chain in done.chains:
        line(f"ledger {chain.ledger[-8:]}: events {chain.first} to {chain.last}")
    line(f"{done.events:,} events, {done.objects:,} objects")
    if done.withheld:
        tell(f"  {done.withheld:,} withheld or erased, because the same was in one of the copies")
    _some("objects that are missing there, and here", done.missing)
    _some("called otherwise here", [f"{c.there} there is {c.here} here" for c in done.codes])
    _some(
        "given the same external key in both; say whether they are one",
        [
            f"{low.code} {low.title}, {high.code} {high.title}: {_todo(low.code, high.code)}"
            for low, high in done.alike
        ],
    )
    for sentence in (*joined_told(done.joined), *done.left):
        tell(f"  {sentence}")


def _some(title: str, lines: list[str] | tuple[str, ...]) -> None:
    if lines:
        tell(f"  {title}: {len(lines):,}")
    for one in lines[:SHOWN]:
        tell(f"    {one}")
    if len(lines) > SHOWN:
        tell(f"    and {len(lines) - SHOWN:,} more: --json gives all")
