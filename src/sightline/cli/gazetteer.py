"""Keep gazetteers in the case, with source, date and licence, and say which of their records are one place.

\b
sightline gazetteer add SY.txt --source GeoNames --retrieved 2024-05-02 --licence "CC BY 4.0"
sightline gazetteer list                        what the case keeps, and what people said about pairs
sightline gazetteer fused "Kafr Zita"           which records count as one place, and why
sightline gazetteer apart geonames:1 wof:2 --reason "two villages of one name, a river between them"
sightline gazetteer together geonames:1 wof:3 --reason "renamed in 1972"

"sightline place" looks names up in what the case keeps. "sightline undo" takes each of these acts back.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.acted import event_json, print_act
from sightline.cli.opened import opened
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import document, line, table, tell
from sightline.work.gazetteers import acts
from sightline.work.gazetteers.fused import FusedPlaces, fused_places
from sightline.work.gazetteers.kept import Kept, kept_gazetteers
from sightline.work.gazetteers.said_pairs import Word, said_pairs

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help=__doc__)

Record = Annotated[str, typer.Argument(help="geonames:170017, or the code of a place: PLC-1.", metavar="ID")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stays readable.")]


@app.command("add")
def add(
    file: Annotated[
        Path, typer.Argument(help="CSV or TSV, a table of GeoNames, or GeoJSON.", metavar="FILE")
    ],
    source: Annotated[str, typer.Option("--source", help="What it is, and who made it.", metavar="NAME")],
    retrieved: Annotated[
        str, typer.Option("--retrieved", help="When it was fetched (EDTF).", metavar="DATE")
    ],
    licence: Annotated[str, typer.Option("--licence", help="Terms of its use.", metavar="TEXT")],
    countries: Annotated[
        str | None, typer.Option("--countries", help="Look up only places of these: SY,IQ.", metavar="CC,CC")
    ] = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Take a gazetteer file into the case; from then on names are looked up in it."""
    only = () if countries is None else countries.replace(",", " ").split()
    with opened(workspace, by=by) as case:
        done = acts.add_gazetteer(
            case, file, source=source, retrieved=retrieved, licence=licence, countries=only
        )
    print_act(done, as_json=as_json)


@app.command("list")
def list_(workspace: Workspace = HERE, as_json: Json = False) -> None:
    """List the gazetteers that the case keeps, and what people said about pairs of records."""
    with opened(workspace) as case:
        kept, said = kept_gazetteers(case), said_pairs(case)
    if as_json:
        document(
            "gazetteer",
            {"gazetteers": [_gazetteer(one) for one in kept], "said": [_word(one) for one in said]},
        )
        return
    if not kept:
        line("the case keeps no gazetteer; the built-in towns are looked up: sightline gazetteer add FILE")
    else:
        table(
            ("code", "source", "retrieved", "licence", "only of", "places", "state"),
            (
                (
                    one.code,
                    one.name,
                    one.retrieved,
                    one.licence,
                    " ".join(one.countries),
                    "" if one.places is None else str(one.places),
                    one.state,
                )
                for one in kept
            ),
        )
    for word in said:
        line(_sentence(word))


@app.command("fused")
def fused(
    asked: Annotated[
        str, typer.Argument(help="A name, or an id such as geonames:170017.", metavar="NAME|ID")
    ],
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Say which records count as one place, and why."""
    with opened(workspace) as case:
        found = fused_places(case, asked, tell=tell)
    if as_json:
        document("fused", _fused(found))
        return
    for number, place in enumerate(found.places, start=1):
        line(f"{number}. {place.name}: {len(place.records)} record{'s' if len(place.records) != 1 else ''}")
        for one in place.records:
            line(f"   {one.id or 'no id'}  {one.name}  {one.lat:.5f}, {one.lon:.5f}  {one.gazetteer}")
        for pair in place.pairs:
            line(f"   {pair.ids[0]} is {pair.ids[1]}: {pair.why}")
    for word in found.apart:
        line(_sentence(word))


@app.command("apart")
def apart(
    first: Record,
    second: Record,
    reason: Reason,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Say that two records are two places, whatever they have in common."""
    with opened(workspace, by=by) as case:
        print_act(acts.apart(case, first, second, reason=reason, tell=tell), as_json=as_json)


@app.command("together")
def together(
    first: Record,
    second: Record,
    reason: Reason,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Say that two records are one place."""
    with opened(workspace, by=by) as case:
        print_act(acts.together(case, first, second, reason=reason, tell=tell), as_json=as_json)


def _gazetteer(one: Kept) -> dict[str, object]:
    return {
        "code": one.code,
        "source": one.name,
        "retrieved": one.retrieved,
        "licence": one.licence,
        "countries": list(one.countries),
        "places": one.places,
        "state": one.state,
        "by": one.by,
        "statement": one.statement,
        "files": [{"sha256": digest.hex(), "name": name} for digest, name in one.files],
    }


def _word(one: Word) -> dict[str, object]:
    return {
        "verdict": one.verdict,
        "ids": [":".join(one.first), ":".join(one.second)],
        "reason": one.reason,
        "by": one.by,
        "statement": one.statement,
        "event": event_json(one.event),
    }


def _sentence(one: Word) -> str:
    back = f"sightline undo {one.event[1]} takes it back"
    ids = f"{':'.join(one.first)}, {':'.join(one.second)}"
    return f"{one.verdict}: {ids}; {one.by}: {one.reason} ({back})"


def _fused(found: FusedPlaces) -> dict[str, object]:
    return {
        "query": found.query,
        "places": [
            {
                "name": place.name,
                "records": [
                    {
                        "id": one.id,
                        "ids": list(one.ids),
                        "name": one.name,
                        "lat": round(one.lat, 6),
                        "lon": round(one.lon, 6),
                        "country": one.country,
                        "gazetteer": one.gazetteer,
                    }
                    for one in place.records
                ],
                "pairs": [{"ids": list(pair.ids), "why": pair.why} for pair in place.pairs],
            }
            for place in found.places
        ],
        "apart": [_word(word) for word in found.apart],
    }
