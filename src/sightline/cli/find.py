"""Search the case: words in Arabic, Latin and Cyrillic, near a point, between dates; "possibly" where it is not sure.

Quotes make a phrase, a trailing * a prefix, a leading - what must not be there.

--like FILE finds what a picture, film or sound that is not in the case has in common with what is: nothing of it is
kept.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.matches import segment_json
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.core.errors import BadValue, WrongUse
from sightline.model.place import read_coordinates
from sightline.work.like import Likeness, find_like
from sightline.work.matching.telling import stretch_text
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
    like: Annotated[
        Path | None,
        typer.Option("--like", help="What this file has in common with the case.", metavar="FILE"),
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Search the case."""
    if like is not None:
        if text or near or between or kind or field:
            raise WrongUse(
                "--like FILE is asked for alone", item="find", todo="search for words in another call"
            )
        with opened(workspace, by=by) as case:
            likeness = find_like(case, like)
        _tell_like(likeness, as_json=as_json)
        return
    query = Query(
        " ".join(text or []), tuple(kind or ()), field, None if near is None else _near(near), between, limit
    )
    with opened(workspace, by=by) as case:
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


def _tell_like(found: Likeness, *, as_json: bool) -> None:
    if as_json:
        segments = [
            {"a": None, "b": one.item.code, "title": one.item.title, **segment_json(part)}
            for one in found.found
            for part in one.segments
        ]
        same = [one.item.code for one in found.found if not one.segments]
        whole = {"segments": segments, "same_bytes": same, "not_compared": found.more}
        document("like", whole | {"faults": list(found.told)})
        return
    for said in found.told:
        tell(said)
    if not found.found:
        line("nothing in this case shares footage with it, as far as it was compared")
    for one in found.found:
        line(f"{one.item.code:8} {one.item.title}  {one.why}")
        for part in one.segments:
            line(f"         {stretch_text(part)}")
    if found.more:
        line(f"{found.more} more may share something and were not compared")


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
