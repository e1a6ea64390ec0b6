"""Walk the relations around an entity as of a date, with who says each; or compare two dates.

Without CODE, all relations of the case. --and asks the same at a second date and lists what appeared, what vanished and
what superseded what: it moves --at, or --said-by where --at is not given (two posts), or --known-at.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, KnownAt, SaidBy, Workspace
from sightline.cli.out import document, line
from sightline.cli.plotted import drawable
from sightline.cli.relations_told import (
    compared_json,
    edge_words,
    print_compared,
    print_contradictions,
    relations_json,
    told,
)
from sightline.work.plots.relations import draw
from sightline.work.relating.changes import states_of
from sightline.work.relating.judged import judged
from sightline.work.relations import MOST, Relations, compared, relations
from sightline.work.view import Times


def verb(
    code: Annotated[
        str | None, typer.Argument(help="Code, key or title of an entity; none: all.", metavar="[CODE]")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", help="What held then (EDTF).", metavar="DATE", show_default=False)
    ] = None,
    then: Annotated[
        str | None, typer.Option("--and", help="Compare with this date.", metavar="DATE", show_default=False)
    ] = None,
    said_by: SaidBy = None,
    known_at: KnownAt = None,
    hops: Annotated[int, typer.Option("--hops", help="How far to walk, 1 to 6.", metavar="N")] = 2,
    most: Annotated[int, typer.Option("--most", help="Relations at most.", metavar="N")] = MOST,
    sort: Annotated[
        list[str] | None,
        typer.Option("--sort", help="Only this relation, such as part_of; may be repeated.", metavar="KIND"),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw the network (.png or .svg).", metavar="FILE", show_default=False),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Walk relations."""
    picture, times, kinds = drawable(plot), Times(at, said_by, known_at), sort or ()
    with opened(workspace) as case:
        both = None
        if then is None:
            found = relations(case, code, times=times, hops=hops, most=most, kinds=kinds)
        else:
            both = compared(case, code, times=times, then=then, hops=hops, most=most, kinds=kinds)
            found = both.after
        judgements = judged(case, (edge.statement for edge in found.edges), times)
    if picture is not None:
        draw(found, picture, when=then or at or said_by or known_at or "all that is said")
    if both is not None:
        if as_json:
            document(
                "relations",
                {
                    **compared_json(both, times, then or "", judgements),
                    "plot": None if plot is None else str(plot),
                },
            )
        else:
            print_compared(both)
    elif as_json:
        body = relations_json(found, times, judgements)
        document("relations", {**body, "plot": None if plot is None else str(plot)})
    else:
        _print(found, judgements, dated=at is not None)


def _print(found: Relations, judgements: Mapping[str, str], *, dated: bool) -> None:
    if not found.edges:
        line("no relation is known there at that time")
    if found.ended:
        when = "it had ended by then" if dated else "it is said to have ended"
        line(f"note: {when} ({', '.join(i[:12] for i in found.ended)})")
    hops = sorted({edge.hop for edge in found.edges})
    for hop in hops:
        if found.centre is not None:
            line(f"{'directly' if hop == 1 else f'{hop} steps away'}:")
        for state, mine in states_of(e for e in found.edges if e.hop == hop).values():
            line(f"  {edge_words(found, mine[0])}: {state}")
            for edge in mine:
                line(f"    {told(found, edge, judgements)}")
    print_contradictions(found.contradictions)
    if found.contradictions_left_out:
        line(f"{found.contradictions_left_out} more contradictions are not listed")
    if found.left_out:
        line(f"{found.left_out} more relations are left out; --most, --sort or --hops 1 shows fewer or more")
    if found.not_followed:
        line(f"the relations of {found.not_followed} further entities were not looked at")
