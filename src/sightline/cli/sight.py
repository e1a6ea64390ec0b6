"""Tell whether one point is seen from another over the ground, and where the ground is in the way.

The ground is that of elevation tiles: no trees, no houses. Curvature of the Earth and refraction are in it.
"""

from typing import Annotated

import typer

from sightline.cli.options import Json
from sightline.cli.out import document
from sightline.cli.placed import where
from sightline.cli.skyline import Dem, Plot, Refraction
from sightline.cli.skyline_told import sight_body, tell_sight
from sightline.work.plots.skylines import draw_sight
from sightline.work.skyline import EYE_M, REFRACTION, sight


def verb(
    start: Annotated[str, typer.Argument(help="Where the eye is.", metavar="LAT,LON")],
    target: Annotated[str, typer.Argument(help="What is looked at.", metavar="LAT,LON")],
    dem: Dem,
    eye: Annotated[
        float, typer.Option("--eye", help="Height of the eye above the ground.", metavar="M")
    ] = EYE_M,
    height: Annotated[
        float, typer.Option("--height", help="Height of what is looked at above its ground.", metavar="M")
    ] = 0.0,
    refraction: Refraction = REFRACTION,
    plot: Plot = None,
    as_json: Json = False,
) -> None:
    """Tell whether one point is seen from another."""
    here, there = where(start), where(target)
    found = sight(
        dem, here.lat, here.lon, there.lat, there.lon, eye_m=eye, target_m=height, refraction=refraction
    )
    if plot is not None:
        draw_sight(found, plot)
    if as_json:
        document("sight", sight_body(found, plot))
    else:
        tell_sight(found, plot)
