"""Argue where footage was recorded, step by step, so that somebody else can follow it or find it wrong.

\b
sightline locate begin ITM-3                          makes GEO-1; the analyst is you
sightline locate landmark GEO-1 "minaret with two balconies" --seen ITM-3@0:12
sightline locate candidate GEO-1 "35.3742, 36.6033 ± 50 m" --reject "the river runs the other way"
sightline locate take GEO-1 found.json                what landmarks, place, skyline or resect found
sightline locate match GEO-1 "same balconies" --landmark 1 --point "35.3751, 36.6040" --imagery "…" --of 2014-03
sightline locate sightline GEO-1 "to the minaret" --bearing "54 ± 2" --landmark 1
sightline locate answer GEO-1 --camera "35.3744, 36.6031 ± 20 m" --view "52 ± 3"
sightline locate sure GEO-1 place well_supported --why "four landmarks agree; no second view"
sightline locate second GEO-1                         a second person, who does not see the first answer

What is said about the camera never leaves in a release; what is shown lies in --shown.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.acting import acting
from sightline.core.errors import WrongUse
from sightline.work.act import Act
from sightline.work.case import Case
from sightline.work.locating import analysis, places
from sightline.work.locating.places import Answer, Candidate
from sightline.work.locating.taken import take

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help=__doc__)

Code = Annotated[str, typer.Argument(help="Code of the geolocation: GEO-1.", metavar="GEO-N")]
Reason = Annotated[str, typer.Option("--why", help="Why; it stays readable.")]
Title = Annotated[
    str | None, typer.Option("--title", help="What it is called; seen by all, so without the answer.")
]


@app.command("begin")
@acting
def begin(
    case: Case,
    of: Annotated[str, typer.Argument(help="The item or incident.", metavar="CODE")],
    title: Title = None,
) -> Act:
    """Begin a geolocation of an item or incident."""
    return analysis.begin(case, "Geolocation", of, title=title)


@app.command("second")
@acting
def second(
    case: Case,
    code: Code,
    title: Title = None,
) -> Act:
    """Begin a second look; the first answer is kept from you until you give yours."""
    return analysis.second(case, code, title=title)


@app.command("landmark")
@acting
def landmark(
    case: Case,
    code: Code,
    text: Annotated[str, typer.Argument(help="What is seen, in plain words.", metavar="TEXT")],
    seen: Annotated[
        str | None, typer.Option("--seen", help="Where it is seen.", metavar="ITM-3@0:12")
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", help="Thousandths of the picture.", metavar="X,Y,W,H")
    ] = None,
    sort: Annotated[str | None, typer.Option("--sort", help="minaret, water tower, hill, …")] = None,
    relation: Annotated[str | None, typer.Option("--relation", help="left of 2, nearer than 3, …")] = None,
    distinctive: Annotated[
        str | None, typer.Option("--distinctive", help="What sets it apart from others.")
    ] = None,
) -> Act:
    """List a fixed thing that is seen; it gets the next number."""
    return places.landmark(
        case, code, text, seen=seen, region=region, sort=sort, relation=relation, distinctive=distinctive
    )


@app.command("candidate", context_settings={"ignore_unknown_options": True})
@acting
def candidate(
    case: Case,
    code: Code,
    where: Annotated[str, typer.Argument(help='"LAT, LON ± METRES"', metavar="PLACE")],
    keep: Annotated[str | None, typer.Option("--keep", help="Why it fits.")] = None,
    reject: Annotated[str | None, typer.Option("--reject", help="Why it does not.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="What the place is called.")] = None,
    found_by: Annotated[str | None, typer.Option("--found-by", help="The search that proposed it.")] = None,
    data: Annotated[str | None, typer.Option("--data", help="What was searched, and of what date.")] = None,
) -> Act:
    """Put a place on record that was considered: kept, rejected with its reason, or not decided."""
    if keep is not None and reject is not None:
        raise WrongUse("is kept and rejected at once", item=where, todo="give --keep or --reject")
    verdict = "kept" if keep is not None else "rejected" if reject is not None else "open"
    one = Candidate(where, verdict, keep or reject, name=name, found_by=found_by, data=data)
    return places.candidates(case, code, [one])


@app.command("take")
@acting
def take_found(
    case: Case,
    code: Code,
    file: Annotated[
        Path,
        typer.Argument(help="What landmarks, place, skyline or resect wrote with --json.", metavar="FILE"),
    ],
) -> Act:
    """Put the places that another command found on record, those it rejected with their reasons."""
    return take(case, code, file)


@app.command("match")
@acting
def match(
    case: Case,
    code: Code,
    text: Annotated[str, typer.Argument(help="What is the same on both.", metavar="TEXT")],
    number: Annotated[int, typer.Option("--landmark", help="Number of the landmark.")],
    point: Annotated[str, typer.Option("--point", help='"LAT, LON" on the map or image.')],
    imagery: Annotated[str, typer.Option("--imagery", help="Which map or image.")],
    of: Annotated[
        str | None, typer.Option("--of", help="When that image was taken (EDTF).", metavar="DATE")
    ] = None,
    differs: Annotated[
        str | None, typer.Option("--differs", help="What differs: built later, gone, …")
    ] = None,
) -> Act:
    """Say which point of a dated image a landmark is taken for."""
    return places.match(
        case, code, text, landmark=number, point=point, imagery=imagery, imagery_date=of, differs=differs
    )


@app.command("sightline")
@acting
def sightline(
    case: Case,
    code: Code,
    text: Annotated[str, typer.Argument(help="From where to what.", metavar="TEXT")],
    bearing: Annotated[str, typer.Option("--bearing", help='Degrees from true north: "54 ± 2".')],
    number: Annotated[int | None, typer.Option("--landmark", help="Number of the landmark.")] = None,
    residual: Annotated[str | None, typer.Option("--residual", help="What is left over [degrees].")] = None,
) -> Act:
    """Record a line of sight."""
    return places.sightline(case, code, text, bearing=bearing, landmark=number, residual=residual)


@app.command("answer")
@acting
def answer(
    case: Case,
    code: Code,
    camera: Annotated[
        str | None, typer.Option("--camera", help='Where the camera stood: "LAT, LON ± METRES".')
    ] = None,
    shown: Annotated[
        str | None, typer.Option("--shown", help='Where what is shown lies: "LAT, LON ± METRES".')
    ] = None,
    view: Annotated[str | None, typer.Option("--view", help='Where it looked: "52 ± 3" degrees.')] = None,
    angle: Annotated[str | None, typer.Option("--angle", help="Angle of view [degrees].")] = None,
    method: Annotated[str | None, typer.Option("--method", help="How it was found.")] = None,
    ellipse: Annotated[str | None, typer.Option("--ellipse", help="95 % ellipse, in words.")] = None,
    would_change: Annotated[
        str | None, typer.Option("--would-change", help="What would change this answer.")
    ] = None,
) -> Act:
    """Give the answer, with its error."""
    given = Answer(
        camera, shown, view=view, angle=angle, method=method, ellipse=ellipse, would_change=would_change
    )
    return places.answer(case, code, given)


@app.command("unresolved")
@acting
def unresolved(
    case: Case,
    code: Code,
    why: Reason,
) -> Act:
    """End it without an answer; what was tried stays readable."""
    return analysis.unresolved(case, code, why)


@app.command("sure")
@acting
def sure(
    case: Case,
    code: Code,
    question: Annotated[
        str, typer.Argument(help="provenance, source, date, place or motive.", metavar="QUESTION")
    ],
    word: Annotated[
        str,
        typer.Argument(
            help="established, well_supported, tentative, disputed or unknown.", metavar="CONFIDENCE"
        ),
    ],
    why: Reason,
) -> Act:
    """Say how sure the answer to one question is, in words, and why."""
    return analysis.sure(case, code, question, word, why)
