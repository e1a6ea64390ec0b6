"""Find the places and dates that a text names: each place resolved in its passage, each date as EDTF.

TEXT is the code of an item (ITM-3), the text itself, @FILE a file of UTF-8 text, or - for standard input. Offsets are
those of the text layer, as evidence cites it. A name that looks like that of a person or a group is told with that
doubt and not resolved; "unresolved" and "ambiguous" are answers.
"""

from typing import Annotated

import typer

from sightline.cli.given_text import Country, Gazetteers, LayerKind, Written, code_in, found_in
from sightline.cli.opened import in_case_or_none
from sightline.cli.options import HERE, By, Json, Workspace
from sightline.cli.out import answer, line, table
from sightline.work.mentions import Mentions, Named, mentions_in, mentions_of_item

_SHOWN = 3


def verb(
    text: Annotated[str, typer.Argument(help="An item's code, the text, @FILE, or -.", metavar="TEXT")],
    written: Written = None,
    layer: LayerKind = None,
    gazetteer: Gazetteers = None,
    country: Country = None,
    workspace: Workspace = HERE,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Find what a text names."""
    with in_case_or_none(workspace, by=by) as case:
        found = found_in(
            case,
            text,
            code=code_in(text),
            of_item=mentions_of_item,
            of_text=mentions_in,
            layer=layer,
            written=written,
            gazetteers=gazetteer or (),
            country=country,
        )
    answer(found, "mentions", _document, _print, as_json=as_json)


def _print(found: Mentions) -> None:
    if found.item is not None and found.layer is not None:
        line(f"{found.item}, text layer {found.layer.kind}, written {found.written or 'nobody says when'}")
    if not found.places:
        line("no place is named in this text")
    for named in found.places:
        one = named.mention
        line(f"{one.start}-{one.end}  {one.text}: {_told(named)}")
        for candidate in () if named.found is None else named.found.candidates[:_SHOWN]:
            where = ", ".join(part for part in (candidate.admin, candidate.country) if part)
            line(
                f"    {candidate.name} ({where})  {candidate.lat:.5f}, {candidate.lon:.5f}  {candidate.score:.2f}"
            )
            line(f"      {candidate.why}")
    if found.not_looked_at:
        line(f"{found.not_looked_at} more names were found and not looked up: give the part that matters")
    line()
    if not found.dates:
        line("no date is named in this text")
    else:
        table(
            ["at", "as written", "EDTF", "why"],
            ([str(date.start), date.text, date.edtf or "cannot be told", date.why] for date in found.dates),
            widest=110,
        )


def _told(named: Named) -> str:
    doubt = named.mention.looks_like
    if named.found is not None:
        return f"{named.found.status}: {named.found.why}"
    return (
        f"not looked up: {named.mention.why}"
        if doubt is None
        else f"looks like a {doubt}: {named.mention.why}"
    )


def _document(found: Mentions) -> dict[str, object]:
    return {
        "item": found.item,
        "layer": None
        if found.layer is None
        else {"id": found.layer.id, "kind": found.layer.kind, "lang": found.layer.lang},
        "written": found.written,
        "places": [_place(named) for named in found.places],
        "dates": [
            {"text": date.text, "start": date.start, "end": date.end, "edtf": date.edtf, "why": date.why}
            for date in found.dates
        ],
        "not_looked_at": found.not_looked_at,
    }


def _place(named: Named) -> dict[str, object]:
    one, found = named.mention, named.found
    return {
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "looks_like": one.looks_like,
        "why": one.why,
        "status": None if found is None else found.status,
        "candidates": []
        if found is None
        else [
            {
                "name": candidate.name,
                "lat": candidate.lat,
                "lon": candidate.lon,
                "country": candidate.country,
                "admin": candidate.admin,
                "score": candidate.score,
                "why": candidate.why,
            }
            for candidate in found.candidates
        ],
    }
