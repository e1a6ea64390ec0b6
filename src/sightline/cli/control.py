"""Say who holds what as of a date, by source: control, government, contest, siege, and front lines.

Every word keeps its source; what a source replaced later is left out and counted; where sources contradict each other
the place is named. --plot draws one map of all with contradictions hatched, and a small one for each source.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, KnownAt, SaidBy, Workspace
from sightline.cli.out import document, line
from sightline.cli.plotted import drawable
from sightline.cli.relations_told import contradictions_json
from sightline.work.control import Control, Holding, control, said_of
from sightline.work.plots.control import draw
from sightline.work.relating.records import Said


def verb(
    at: Annotated[
        str | None, typer.Option("--at", help="What held then (EDTF).", metavar="DATE", show_default=False)
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--by", help="Only the map of this source.", metavar="SOURCE", show_default=False),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(
            "--in", help="Only this place and what lies in it.", metavar="PLACE", show_default=False
        ),
    ] = None,
    said_by: SaidBy = None,
    known_at: KnownAt = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw the map (.png or .svg).", metavar="FILE", show_default=False),
    ] = None,
    workspace: Workspace = HERE,
    as_json: Json = False,
) -> None:
    """Map who holds what."""
    picture = drawable(plot)
    with opened(workspace) as case:
        found = control(case, at=at, by_source=source, within=within, said_by=said_by, known_at=known_at)
        said = said_of(case, [h for p in found.places for h in p.holdings], at=at)
    if picture is not None:
        draw(found, picture)
    if as_json:
        document(
            "control",
            {**_document(found, said, said_by, known_at), "plot": None if plot is None else str(plot)},
        )
    else:
        _print(found, said)


def _print(found: Control, said: dict[int, Said]) -> None:
    if not found.places:
        line("nothing is known of who holds anything there at that time")
    for place in found.places:
        line(f"{found.name(place.place.id)}{'  (disputed)' if place.disputed else ''}")
        for one in place.holdings:
            line(f"  {_words(found, one)}; {_told(found, one, said.get(one.n))}")
        if place.superseded:
            line(f"  {len(place.superseded)} statements were over or superseded by their own source")
    for shape in found.shapes:
        sides = " / ".join(found.name(side) for side in shape.sides)
        who = found.name(shape.source) or "an analyst"
        line(
            f"{shape.sort.replace('_', ' ')} of {found.name(shape.place)} {sides}: {who}; id {shape.statement[:12]}"
        )
    for dispute in found.contradictions:
        line(f"contradiction: {dispute.sentence}")


def _words(found: Control, one: Holding) -> str:
    sign = ("does not: " if one.negated else "") + ("perhaps: " if one.hedged else "")
    return f"{found.name(one.source) or 'an analyst'}: {sign}{found.name(one.actor)} {one.role}"


def _told(found: Control, one: Holding, said: Said | None) -> str:
    parts = [] if one.held is None else [one.held.value]
    if said is not None:
        parts += [] if said.valid is None else [f"held {said.valid}"]
        parts += [] if said.said is None else [f"said {said.said}"]
        parts += [] if said.via is None else [f"quoting {found.name(said.via)}"]
    return f"{'; '.join(parts) or 'no date'}; id {one.id.hex()[:12]}"


def _document(
    found: Control, said: dict[int, Said], said_by: str | None, known_at: str | None
) -> dict[str, object]:
    return {
        "held_at": found.at,
        "said_by": said_by,
        "known_at": known_at,
        "places": [
            {
                "code": place.place.code,
                "name": place.place.title,
                "lat_e7": None if place.point is None else place.point[0],
                "lon_e7": None if place.point is None else place.point[1],
                "disputed": place.disputed,
                "holdings": [_holding(found, one, said.get(one.n)) for one in place.holdings],
                "superseded": [identifier.hex() for identifier in place.superseded],
            }
            for place in found.places
        ],
        "shapes": [
            {
                "statement": shape.statement,
                "place": _code(found, shape.place),
                "sort": shape.sort,
                "geometry": dict(shape.geometry),
                "source": _code(found, shape.source),
                "held": None if shape.held is None else shape.held.value,
                "sides": [_code(found, side) for side in shape.sides],
                "role": shape.role or None,
                "polarity": "negated" if shape.negated else "affirmed",
            }
            for shape in found.shapes
        ],
        "sources": [{"code": s.code, "name": s.title} for s in found.sources],
        "contradictions": contradictions_json(found.contradictions),
    }


def _holding(found: Control, one: Holding, said: Said | None) -> dict[str, object]:
    return {
        "statement": one.id.hex(),
        "actor": _code(found, one.actor),
        "role": one.role,
        "source": _code(found, one.source),
        "polarity": "negated" if one.negated else "affirmed",
        "certainty": "hedged" if one.hedged else "asserted",
        "held": None if one.held is None else one.held.value,
        "valid": None if said is None else said.valid,
        "said": None if said is None else said.said,
        "via": None if said is None else _code(found, said.via),
    }


def _code(found: Control, entity: bytes | None) -> str | None:
    known = None if entity is None else found.names.get(entity)
    return known.code if known is not None else None if entity is None else entity.hex()
