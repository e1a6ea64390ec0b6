"""Take in files, folders, lists, saved pages and addresses: kept, examined and recorded, one by one.

What cannot be taken is named with what to do, and everything else goes on. Nothing is fetched from a
network without --fetch.
Ctrl-C loses nothing that was acknowledged; the same command goes on where it stopped.
"""

import os
import sys
import time
from typing import Annotated

import typer

from sightline.cli.add_told import Told
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import safe, tell
from sightline.core.errors import SightlineError, WrongUse
from sightline.model.list_plan import ListPlan
from sightline.work.add import Step, add
from sightline.work.examine import Examined
from sightline.work.network import open_door
from sightline.work.taking.intake import Wish


def verb(
    addresses: Annotated[
        list[str], typer.Argument(help="Files, folders, lists, URLs.", metavar="PATH_OR_URL...")
    ],
    fetch: Annotated[bool, typer.Option("--fetch", help="Allow the network for the URLs given.")] = False,
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="Column of a list: NAME=PROPERTY, or NAME= to drop it.", metavar="COLUMN=PROPERTY"
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--as", help="Read as: folder, list, page, video.", metavar="SOURCE")
    ] = None,
    via: Annotated[str | None, typer.Option("--via", help="How it was found: query, channel, tip.")] = None,
    why: Annotated[str | None, typer.Option("--why", help="Why it is kept.")] = None,
    clock_offset: Annotated[
        int | None,
        typer.Option("--clock-offset", help="This clock minus true time [ms], when compared.", metavar="MS"),
    ] = None,
    no_examine: Annotated[bool, typer.Option("--no-examine", help="Only take in; examine later.")] = False,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Add to a case."""
    with opened(workspace, by=by) as case:
        wish = Wish(
            door=open_door(case) if fetch else None,
            mapping=_mapping(mapping or []),
            prefer=source,
            via=via,
            why=why,
            clock_offset_ms=clock_offset,
            on_plan=_tell_plan,
        )
        progress = Progress(addresses)
        told = Told(as_json)
        stopped: SightlineError | KeyboardInterrupt | None = None
        try:
            for step in add(case, addresses, wish, look=not no_examine):
                told.take(step)
                progress.tell(step)
        except (
            SightlineError,
            KeyboardInterrupt,
        ) as error:  # what was recorded until then is told all the same
            stopped = error
        progress.end()
    told.tell()
    if isinstance(stopped, KeyboardInterrupt):
        tell("interrupted: everything named here is kept; the same command goes on where it stopped")
        raise typer.Exit(130)
    if stopped is not None:
        raise stopped
    if told.faulty:
        raise typer.Exit(1)


def _mapping(pairs: list[str]) -> dict[str, str]:
    out = {}
    for pair in pairs:
        name, sign, prop = pair.partition("=")
        if not sign or not name.strip():
            raise WrongUse(f"--map {pair!r} has no column", todo='write --map "Column name=property"')
        out[name.strip()] = prop.strip()
    return out


def _tell_plan(plan: ListPlan) -> None:
    tell(f"{plan.name}: columns as read (change with --map COLUMN=PROPERTY)")
    for column in plan.columns:
        tell(f"  {column.name:24} → {column.role or 'kept as it is'}  ({column.why})")


def _expected(addresses: list[str]) -> int:
    """Count the files below local addresses, for the time left; what cannot be looked at is not counted."""
    return sum(
        sum(len(files) for _, _, files in os.walk(address)) if os.path.isdir(address) else 1  # noqa: PTH112
        for address in addresses
    )


class Progress:
    """A line that moves on a terminal, with rate and time left; silent elsewhere."""

    def __init__(self, addresses: list[str]) -> None:
        self.shows = sys.stderr.isatty()
        self.expected = _expected(addresses) if self.shows else 0
        self.begun = time.monotonic()
        self.shown = 0.0
        self.count = self.examined = 0

    def tell(self, step: Step) -> None:
        """Count a step and show where things are."""
        self.examined += isinstance(step, Examined)
        self.count += not isinstance(step, Examined)
        now = time.monotonic()
        if not self.shows or now - self.shown < 0.2:
            return
        self.shown = now
        rate = self.count / max(now - self.begun, 0.001)
        left = max(self.expected - self.count, 0) / rate if rate else 0
        path = safe(getattr(step, "path", ""))[-40:]
        sys.stderr.write(
            f"\r{self.count} of about {self.expected}, {self.examined} examined, "
            f"{rate:.1f}/s, {left:.0f} s left  {path}\033[K"
        )
        sys.stderr.flush()

    def end(self) -> None:
        """Clear the line."""
        if self.shows:
            sys.stderr.write("\r\033[K")
