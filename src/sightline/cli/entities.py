"""List what the case holds of one kind, with what sort it is, when, where, and its state."""

from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line, table, tell
from sightline.work.listing import Listing, listing

KINDS = {
    "items": ("Item",),
    "incidents": ("Incident", "Aggregate"),
    "places": ("Place",),
    "actors": ("Actor",),
    "sources": ("Source",),
}


def verb(
    ctx: typer.Context,
    kind: Annotated[
        str | None, typer.Option("--kind", help="Only this sort: video, armed_group, Aggregate, …")
    ] = None,
    state: Annotated[
        str | None, typer.Option("--state", help="Only in this state or status: captured, failed, …")
    ] = None,
    search: Annotated[
        str | None, typer.Option("--search", help="Only where code, title or key hold these words.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="At most so many rows.", min=1)] = 100,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """List entities."""
    name = ctx.info_name or "items"
    with opened(workspace) as case:
        found = listing(case, KINDS.get(name, ("Item",)), sort=kind, state=state, search=search, limit=limit)
    if as_json:
        document("list", {"list": name, "total": found.total, "rows": [_row(r) for r in found.rows]})
        return
    _print(name, found)


def _row(row: object) -> dict[str, object]:
    keys = ("code", "kind", "title", "sort", "state", "when", "where")
    return {k: getattr(row, k) for k in keys}


def _print(name: str, found: Listing) -> None:
    if found.total == 0:
        line(f"no {name}")
        return
    heads = ("code", "title", "sort", "when", "where", "state")
    rows = [
        (
            r.code,
            r.title + (f" (+{r.merged})" if r.merged else ""),
            _sort(r.kind, r.sort),
            r.when,
            r.where,
            r.state,
        )
        for r in found.rows
    ]
    used = [i for i, head in enumerate(heads) if i < 2 or any(row[i] != "" for row in rows)]
    table([heads[i] for i in used], [[row[i] for i in used] for row in rows])
    if found.total > len(found.rows):
        tell(f"{len(found.rows)} of {found.total}; see more with --limit")


def _sort(kind: str, sort: str) -> str:
    return f"Aggregate, {sort}".rstrip(", ") if kind == "Aggregate" else sort
