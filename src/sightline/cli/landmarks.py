"""Find where landmarks stand to each other as in a picture, in a map file on this machine; near misses with reasons.

QUERY is a sentence: "a minaret within 200 m of a water tower, a road to its east, no river within 500 m"; or YAML or
JSON; or a file that holds one. Distances are true metres.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.options import Json
from sightline.cli.out import document, line, table, tell
from sightline.cli.placed import circle
from sightline.cli.plotted import drawable
from sightline.model.position import E7
from sightline.work.landmarks import LandmarkSearch, Place, find_landmarks, kept
from sightline.work.plots.landmarks import draw

_SHOWN = 20


def verb(
    query: Annotated[str, typer.Argument(help="What to look for, or a file that says it.", metavar="QUERY")],
    osm: Annotated[
        Path, typer.Option("--osm", help="Map file: .osm.pbf, .osm, .geojson, .geojsonseq.", metavar="FILE")
    ],
    around: Annotated[
        str | None, typer.Option("--around", help="Only within KM of a point.", metavar="LAT,LON,KM")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="How many are listed.", metavar="N")] = 100,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw the best place (.png or .svg).", metavar="FILE", callback=drawable),
    ] = None,
    as_json: Json = False,
) -> None:
    """Find a constellation of landmarks."""
    found = find_landmarks(query, osm, around=None if around is None else circle(around), limit=limit)
    drawn = None
    if plot is not None and (found.outcome.places or found.outcome.rejected):
        drawn = draw(found, plot)
    elif plot is not None:
        tell("no picture: there is no place to draw")
    if as_json:
        document("landmarks", _document(found, drawn))
    else:
        _print(found)
        if drawn is not None:
            line(f"drawn: {drawn}")


def _document(found: LandmarkSearch, plot: Path | None) -> dict[str, object]:
    outcome = found.outcome
    return {
        **kept(found),
        "why": outcome.why,
        "method": outcome.method,
        "version": outcome.version,
        "plot": None if plot is None else str(plot),
    }


def _print(found: LandmarkSearch) -> None:
    outcome = found.outcome
    line(outcome.why)
    for words, count in outcome.features:
        line(f"  {count:,} x {words} in the map")
    if outcome.assumed:
        line("taken, since the query does not say: " + "; ".join(outcome.assumed))
    if outcome.places:
        line()
        _table(outcome.places)
    for place in outcome.places[:_SHOWN]:
        _place(place)
    if len(outcome.places) > _SHOWN:
        line(f"(details of the first {_SHOWN}; --json gives them all)")
    if outcome.rejected:
        line()
        line("rejected, near misses first:")
    for place in outcome.rejected[:_SHOWN]:
        line(f"  {_point(place)}  {place.objects[0].title or place.objects[0].id}: {place.against}")
    if len(outcome.rejected) > _SHOWN:
        line(f"  (the first {_SHOWN} of {outcome.rejected_total:,}; --json gives more)")
    for words, count in outcome.dropped:
        line(f"  {count:,} others: {words}")
    for told in (*outcome.limits, *outcome.doubts):
        line(f"note: {told}")
    dated = "" if outcome.data_time is None else f", data of {outcome.data_time}"
    line(f"map: {found.map_name}, sha256 {found.map_sha256[:12]}{dated}")


def _table(places: tuple[Place, ...]) -> None:
    table(
        ["score", "place", "what stands there", "ways"],
        (
            [
                f"{place.score / 1000:.2f}",
                _point(place),
                ", ".join(f"{one.role} {one.title or one.id}" for one in place.objects),
                f"{place.ways:,}" if place.ways < 1_000 else "1,000+",
            ]
            for place in places
        ),
    )


def _place(place: Place) -> None:
    line()
    line(f"{_point(place)}: {place.objects[0].title or place.objects[0].id}")
    for held in place.relations:
        line(f"  {held.words}: {held.measured}")


def _point(place: Place) -> str:
    return f"{place.lat_e7 / E7:.5f}, {place.lon_e7 / E7:.5f}"
