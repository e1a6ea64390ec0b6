"""Search the case: words in Arabic, Latin and Cyrillic, near a point, between dates; "possibly" where it is not sure.

Quotes make a phrase, a trailing * a prefix, a leading - what must not be there.
"""

from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line
from sightline.core.errors import BadValue, WrongUse
from sightline.model.place import read_coordinates
from sightline.work.search import find
from sightline.work.searching.query import Found, Hit, Near, Query


def verb(
    text: Annotated[list[str] | None, typer.Argument(help="Words to find.", metavar="[TEXT]")] = None,
    near: Annotated[
        str | None, typer.Option("--near", help="Within KM of a point.", metavar="LAT,LON,KM")
    ] = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option("--between", help="Between two dates (EDTF), both included.", metavar="A B"),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", "-k", help="Only this kind; several times for several.")
    ] = None,
    field: Annotated[str | None, typer.Option("--field", help="Only texts of this property.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=2000, help="Most hits.")] = 20,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Search the case."""
    query = Query(
        " ".join(text or []), tuple(kind or ()), field, None if near is None else _near(near), between, limit
    )
    with opened(workspace) as case:
        found = find(case, query)
    if as_json:
        document(
            "find",
            {
                "hits": [_json(h) for h in found.hits],
                "newest_first": found.newest_first,
                "behind": found.behind,
            },
        )
    else:
        _print(found)


def _near(text: str) -> Near:
    parts = text.rsplit(",", 1)
    try:
        km = float(parts[1])
    except (IndexError, ValueError):
        raise BadValue(
            f"--near {text!r} has no distance", todo="write LAT,LON,KM, for example 35.37,36.60,5"
        ) from None
    if not 0 < km <= 20_100:
        raise WrongUse(f"--near: {km} km is no distance on this planet", todo="write a number of kilometres")
    return Near(read_coordinates(parts[0]), km)


def _json(hit: Hit) -> dict[str, object]:
    return {
        "code": hit.code,
        "kind": hit.kind,
        "title": hit.title,
        "passage": hit.passage,
        "marks": [list(m) for m in hit.marks],
        "score": round(hit.score, 4),
        "when": hit.when,
        "lat": None if hit.lat_e7 is None else hit.lat_e7 / 1e7,
        "lon": None if hit.lon_e7 is None else hit.lon_e7 / 1e7,
        "possibly": hit.possibly,
        "km": None if hit.km is None else round(hit.km, 3),
    }


def _print(found: Found) -> None:
    if not found.hits:
        line("nothing found")
    for hit in found.hits:
        sure = "possibly " if hit.possibly else ""
        where = "" if hit.km is None else f"  {hit.km:.1f} km away"
        when = "" if hit.when is None else f"  {hit.when}"
        line(f"{hit.code:8} {sure}{hit.title}{when}{where}")
        if hit.passage and hit.passage != hit.title:
            line(f"         {hit.passage}")
    if found.newest_first:
        line("more texts fit than are ranked: the newest come first")
    if found.behind:
        line(f"{found.behind} statements are recorded and not searchable yet")
