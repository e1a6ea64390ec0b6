"""Say who holds what as of a date, by source: control, government, contest, siege, and front lines.

Every word keeps its source; what a source replaced later is left out and counted; where sources contradict each other
the place is named. --plot draws one map of all with contradictions hatched, and a small one for each source.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.opened import opened
from sightline.cli.options import HERE, Json, KnownAt, SaidBy, Workspace
from sightline.cli.out import document, line
from sightline.cli.plotted import drawable
from sightline.cli.relations_told import contradictions_json
from sightline.work.control import Control, Holding, Shape, control, said_of
from sightline.work.identifying.finding import called
from sightline.work.plots.control import draw
from sightline.work.relating.judged import judged
from sightline.work.relating.records import Said
from sightline.work.view import Times


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
        every = [h for p in found.places for h in p.holdings]
        said = said_of(case, every, at=at, said_by=said_by)
        ids = [h.id.hex() for h in every] + [shape.statement for shape in found.shapes]
        judgements = judged(case, ids, Times(at, said_by, known_at))
    if picture is not None:
        draw(found, picture)
    if as_json:
        document(
            "control",
            {
                **_document(found, said, judgements, said_by, known_at),
                "plot": None if plot is None else str(plot),
            },
        )
    else:
        _print(found, said, judgements)


def _print(found: Control, said: Mapping[int, Said], judgements: Mapping[str, str]) -> None:
    if not found.places:
        line("nothing is known of who holds anything there at that time")
    for note in found.notes:
        line(f"note: {note}")
    for place in found.places:
        line(f"{found.name(place.place.id)}{'  (disputed)' if place.disputed else ''}")
        for one in place.holdings:
            line(f"  {_words(found, one)}; {_told(one, said.get(one.n), judgements.get(one.id.hex()))}")
        for identifier in place.superseded:
            if identifier in found.ended:
                by = ", ".join(i[:12] for i in found.ended[identifier])
                line(f"  {identifier.hex()[:12]} is over: its holder had ended by then ({by})")
        if place.superseded:
            line(f"  {len(place.superseded)} statements were over, or superseded by their own source")
    for shape in found.shapes:
        judged_as = f"; {judgements[shape.statement]}" if shape.statement in judgements else ""
        line(f"{_drawn(found, shape)}; {_dated(shape)}{judged_as}; id {shape.statement[:12]}")
    if found.lines_superseded:
        line(f"lines that their own source drew anew or took back: {len(found.lines_superseded)}")
    for dispute in found.contradictions:
        line(f"contradiction: {dispute.sentence}")


def _drawn(found: Control, shape: Shape) -> str:
    sides = [found.name(side) for side in shape.sides]
    about = (
        f", {shape.role} by {sides[0]}"
        if shape.role and sides
        else f" between {' and '.join(sides)}"
        if sides
        else ""
    )
    sign = ("not: " if shape.negated else "") + ("perhaps: " if shape.hedged else "")
    who = found.name(shape.source) or "an analyst"
    return f"{shape.sort.replace('_', ' ')} of {found.name(shape.place)}{about}: {sign}{who}"


def _dated(shape: Shape) -> str:
    parts = [] if shape.held is None else [shape.held.value]
    parts += [] if shape.valid is None else [f"held {shape.valid}"]
    parts += [] if shape.said is None else [f"said {shape.said}"]
    return "; ".join(parts) or "no date"


def _words(found: Control, one: Holding) -> str:
    sign = ("does not: " if one.negated else "") + ("perhaps: " if one.hedged else "")
    return f"{found.name(one.source) or 'an analyst'}: {sign}{found.name(one.actor)} {one.role}"


def _told(one: Holding, said: Said | None, judgement: str | None) -> str:
    parts = [] if one.held is None else [one.held.value]
    if said is not None:
        parts += [] if said.valid is None else [f"held {said.valid}"]
        parts += [] if said.said is None else [f"said {said.said}"]
        parts += [] if said.via is None else [f"quoting {called(said.via)}"]
        parts += ["perhaps said later"] if said.later else []
        parts += [] if said.rank == "normal" else [said.rank]
    parts = parts or ["no date"]
    parts += [] if judgement is None else [judgement]
    return f"{'; '.join(parts)}; id {one.id.hex()[:12]}"


def _document(
    found: Control,
    said: Mapping[int, Said],
    judgements: Mapping[str, str],
    said_by: str | None,
    known_at: str | None,
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
                "holdings": [
                    {**_holding(found, one, said.get(one.n)), "judged": judgements.get(one.id.hex(), "")}
                    for one in place.holdings
                ],
                "superseded": [identifier.hex() for identifier in place.superseded],
                "ended": [
                    {"statement": identifier.hex(), "by": list(found.ended[identifier])}
                    for identifier in place.superseded
                    if identifier in found.ended
                ],
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
                "certainty": "hedged" if shape.hedged else "asserted",
                "valid": shape.valid,
                "said": shape.said,
                "via": _code(found, shape.via),
                "judged": judgements.get(shape.statement, ""),
            }
            for shape in found.shapes
        ],
        "shapes_superseded": list(found.lines_superseded),
        "sources": [{"code": s.code, "name": s.title} for s in found.sources],
        "contradictions": contradictions_json(found.contradictions),
        "notes": list(found.notes),
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
        "via": None if said is None or said.via is None else said.via.code,
        "rank": "normal" if said is None else said.rank,
        "perhaps_later": said is not None and said.later,
    }


def _code(found: Control, entity: bytes | None) -> str | None:
    known = None if entity is None else found.names.get(entity)
    return known.code if known is not None else None if entity is None else entity.hex()
