"""See the skyline from a point, or find from where a traced skyline was seen, over a folder of elevation tiles.

FILE is the traced line (.json, .csv, .svg), or a picture, whose skyline is then traced here: look at it with --plot.
With --from and without FILE the skyline seen from a point is told. The answer may be "ambiguous", "no match" or
"no information"; the region is taken for granted.
"""

import re
from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.options import Json
from sightline.cli.out import document
from sightline.cli.placed import circle, where
from sightline.cli.plotted import drawable
from sightline.cli.skyline_told import match_body, seen_body, tell_match, tell_seen
from sightline.core.errors import WrongUse
from sightline.work.plots.skylines import draw_match, draw_panorama
from sightline.work.skyline import EYE_M, FOCAL_WORDS, REFRACTION, Focal, match_skyline, see_from

_SIZE = re.compile(r"(?P<width>[0-9]{1,6})\s*[x×]\s*(?P<height>[0-9]{1,6})", re.IGNORECASE)
_KINDS = {"mm": "mm35", "px": "px", "deg": "field", "°": "field"}
_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?"

Dem = Annotated[Path, typer.Option("--dem", help="Folder of elevation tiles (.hgt, .tif).", metavar="DIR")]
Plot = Annotated[
    Path | None,
    typer.Option("--plot", help="Draw it to a PNG or SVG file.", metavar="FILE", callback=drawable),
]
Refraction = Annotated[
    float, typer.Option("--refraction", help="Coefficient k: 0.13 by day; 0 for no air.", metavar="K")
]


def verb(
    file: Annotated[Path | None, typer.Argument(help="Traced skyline, or a picture.", metavar="FILE")] = None,
    dem: Annotated[
        Path | None, typer.Option("--dem", help="Folder of elevation tiles (.hgt, .tif).", metavar="DIR")
    ] = None,
    around: Annotated[
        str | None, typer.Option("--around", help="Search within KM of a point.", metavar="LAT,LON,KM")
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--from", help="Tell the skyline seen from here; eye HEIGHT [m].", metavar="LAT,LON[,HEIGHT]"
        ),
    ] = None,
    size: Annotated[
        str | None, typer.Option("--size", help="Of the picture, where the file does not say.", metavar="WxH")
    ] = None,
    focal: Annotated[
        str | None,
        typer.Option(
            "--focal", help="Likewise: 26mm (35 mm film), 1500px or 65deg (field).", metavar="LENGTH"
        ),
    ] = None,
    eye: Annotated[
        float, typer.Option("--eye", help="Height of the camera above the ground.", metavar="M")
    ] = EYE_M,
    reach: Annotated[
        float, typer.Option("--reach", help="How far off mountains are looked at.", metavar="KM")
    ] = 40.0,
    refraction: Refraction = REFRACTION,
    error: Annotated[
        float | None, typer.Option("--error", help="Of the traced line, one sigma.", metavar="PIXELS")
    ] = None,
    plot: Plot = None,
    as_json: Json = False,
) -> None:
    """See or match a skyline."""
    if dem is None:
        raise WrongUse("no elevation tiles were named", todo="name their folder: --dem DIR")
    if (around is None) == (start is None):
        raise WrongUse(
            "say one of --around and --from",
            todo="--around LAT,LON,KM with FILE finds the camera; --from LAT,LON tells what is seen from there",
        )
    if start is not None:
        if file is not None:
            raise WrongUse("--from tells a skyline and takes no FILE", todo="leave FILE out, or use --around")
        lat, lon, height = from_words(start)
        seen = see_from(
            dem,
            lat,
            lon,
            eye_m=eye if height is None else height,
            reach_m=reach * 1000,
            refraction=refraction,
        )
        if plot is not None:
            draw_panorama(seen, plot)
        if as_json:
            document("skyline", seen_body(seen, plot))
        else:
            tell_seen(seen, plot)
        return
    if file is None:
        raise WrongUse("no traced skyline was named", todo="name the file of the traced line, or a picture")
    middle, radius_m = circle(around or "")
    found = match_skyline(
        file, dem, middle.lat, middle.lon, radius_m, size=_size(size), focal=_lens(focal), eye_m=eye,
        reach_m=reach * 1000, refraction=refraction, trace_px=error,
    )  # fmt: skip
    if plot is not None:
        draw_match(found, plot)
    if as_json:
        document("skyline", match_body(found, plot))
    else:
        tell_match(found, plot)


def from_words(text: str) -> tuple[float, float, float | None]:
    """Read ``LAT,LON`` or ``LAT,LON,HEIGHT``.

    Raises BadValue for what is no point.
    """
    parts = [part for part in re.split(r"\s*,\s*", text.strip()) if part != ""]
    if len(parts) == 3 and re.fullmatch(_NUMBER + r"\s*m?", parts[2]) is not None:
        point = where(f"{parts[0]}, {parts[1]}")
        return point.lat, point.lon, float(parts[2].rstrip("m "))
    point = where(text)
    return point.lat, point.lon, None


def _size(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise WrongUse(f"'{text}' is no size of a picture", item="--size", todo="write it as 1600x1200")
    return int(match["width"]), int(match["height"])


def _lens(text: str | None) -> Focal | None:
    if text is None:
        return None
    match = FOCAL_WORDS.fullmatch(text.strip())
    if match is None:
        raise WrongUse(f"'{text}' is no focal length", item="--focal", todo="write 26mm, 1500px or 65deg")
    return Focal(float(match["value"]), _KINDS[match["unit"]])
