"""Find where a camera stood and looked, from landmarks in its picture; cross the bearings of several cameras.

FILE is YAML, JSON or CSV: landmarks with name, pixel and place, the picture's size and lens, things that stand one
behind the other, bearings, distances; or several cameras and what they point at. Errors in the file are standard
deviations; errors told hold the truth nineteen times in twenty. A landmark that contradicts the others is named.
"Undetermined" and "contradicted" are answers.
"""

import re
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.options import Json
from sightline.cli.out import document
from sightline.cli.plotted import drawable
from sightline.cli.resect_document import body
from sightline.cli.resect_told import tell_all
from sightline.core.errors import WrongUse
from sightline.work.cameras.asked import LensAsked
from sightline.work.plots.sightlines import draw
from sightline.work.resection import resect_file

_FOCAL = re.compile(r"(?P<value>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>mm|px|deg|°)")
_SIZE = re.compile(r"(?P<width>[0-9]{1,6})\s*[x×]\s*(?P<height>[0-9]{1,6})", re.IGNORECASE)
_KINDS = {"mm": "mm35", "px": "px", "deg": "field", "°": "field"}


def verb(
    file: Annotated[Path, typer.Argument(help="Landmarks and picture.", metavar="FILE")],
    size: Annotated[
        str | None, typer.Option("--size", help="Of the picture, where the file does not say.", metavar="WxH")
    ] = None,
    focal: Annotated[
        str | None,
        typer.Option(
            "--focal", help="Likewise: 26mm (35 mm film), 1500px or 65deg (field).", metavar="LENGTH"
        ),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot", help="Draw the sightlines to a PNG or SVG file.", metavar="FILE", callback=drawable
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Find where a camera stood."""
    found = resect_file(file, size=_size(size), focal=_lens(focal))
    if plot is not None:
        draw(found, plot)
    if as_json:
        document("resect", {**body(found), "plot": None if plot is None else str(plot)})
    else:
        tell_all(found, plot)


def _size(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise WrongUse(
            f"'{text}' is no size", item="--size", todo="write width x height in pixels: 1920x1080"
        )
    return float(match["width"]), float(match["height"])


def _lens(text: str | None) -> LensAsked | None:
    if text is None:
        return None
    match = _FOCAL.fullmatch(text.strip().lower())
    if match is None:
        raise WrongUse(f"'{text}' is no focal length", item="--focal", todo="write 26mm, 1500px or 65deg")
    return LensAsked(_KINDS[match["unit"]], float(match["value"]))
