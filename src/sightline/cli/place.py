"""Resolve a place name or a description such as "15 km north-east of X": ranked, with reasons, or unresolved.

The towns of the world are built in; villages come with a gazetteer of the country: one that the case in the current
folder keeps (sightline gazetteer add), or a file (--gazetteer). The places of the case take part. The passage the name
stands in (--context) tells namesakes apart. A name that fits nothing stays unresolved: the nearest namesake is never
given for it.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import in_case_or_none
from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line, tell
from sightline.work.place import METHOD, VERSION, Candidate, Resolution, place, read_context


def verb(
    text: Annotated[str, typer.Argument(help="A name, or a description of where it lies.", metavar="TEXT")],
    context: Annotated[
        str | None,
        typer.Option(
            "--context", help="The passage it stands in: a file, or the words.", metavar="FILE_OR_TEXT"
        ),
    ] = None,
    near: Annotated[
        str | None,
        typer.Option("--near", help="Look about here; with KM, nowhere else.", metavar="LAT,LON[,KM]|PLACE"),
    ] = None,
    inside: Annotated[
        str | None,
        typer.Option("--in", help="Province, district or country it must lie in.", metavar="REGION"),
    ] = None,
    gazetteer: Annotated[
        list[Path] | None,
        typer.Option("--gazetteer", help="A gazetteer to search as well; may be repeated.", metavar="FILE"),
    ] = None,
    countries: Annotated[
        str | None,
        typer.Option(
            "--countries", help="Take only places of these from --gazetteer: SY,IQ.", metavar="CC,CC"
        ),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option("--country", help="Where it most likely is: two letters, or a name.", metavar="CC"),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Resolve a place name."""
    with in_case_or_none(workspace) as case:
        found = place(
            text,
            case=case,
            context=None if context is None else read_context(context),
            near=near,
            inside=inside,
            country=country,
            gazetteers=gazetteer or (),
            countries=() if countries is None else countries.replace(",", " ").split(),
            tell=tell,
        )
    if as_json:
        document("place", _document(found))
    else:
        _print(found)


def _document(found: Resolution) -> dict[str, object]:
    return {
        "query": found.query,
        "status": found.status,
        "candidates": [_candidate(one) for one in found.candidates],
        "why": found.why,
        "rejected": [_candidate(one) for one in found.rejected],
        "method": METHOD,
        "version": VERSION,
    }


def _candidate(one: Candidate) -> dict[str, object]:
    return {
        "name": one.name,
        "lat": round(one.lat, 7),
        "lon": round(one.lon, 7),
        "country": one.country,
        "admin": one.admin,
        "score": round(one.score, 4),
        "why": one.why,
        "ids": dict(reversed(one.ids)),
        "radius_m": one.radius_m,
    }


def _print(found: Resolution) -> None:
    line(f"{found.status}: {found.why}")
    for number, one in enumerate(found.candidates, start=1):
        line(f"{number}. {_told(one)}")
        line(f"   {one.why}")
    if found.rejected:
        line("not taken:")
        for one in found.rejected:
            line(f"   {_told(one)}")
            line(f"   {one.why}")


def _told(one: Candidate) -> str:
    where = ", ".join(part for part in (one.admin, one.country) if part)
    radius = "" if one.radius_m is None else f" ± {one.radius_m} m"
    return (
        f"{one.name}{f' ({where})' if where else ''}  {one.lat:.5f}, {one.lon:.5f}{radius}  {one.score:.2f}"
    )
