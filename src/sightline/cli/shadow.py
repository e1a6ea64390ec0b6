"""From a shadow to when or where: measurements with their errors in, intervals or regions that hold the truth out.

With --at and --day: when on that day. Without --at: where on Earth, at --time (with offset or --zone), or at
--local-time, the clock of the unknown place. Write errors after ± (or +-): 3.2±0.1, 4±5%, 210±2; an error is half the
width of the interval that should hold the truth nineteen times in twenty. Directions are those in which the shadow
falls, clockwise from true north.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line, table
from sightline.cli.placed import point
from sightline.cli.plotted import drawable
from sightline.cli.shadow_told import places_document, times_document
from sightline.core.errors import WrongUse
from sightline.work.daylight.moments import utc_text, wall_clock
from sightline.work.measured_text import Gathered, gather, read_second
from sightline.work.plots.shadow_places import draw as draw_places
from sightline.work.plots.shadow_times import draw as draw_times
from sightline.work.shadow import (
    PlacesAnswer,
    TimesAnswer,
    edges,
    shadow_places,
    shadow_places_local,
    shadow_times,
)

_Text = str | None


def verb(
    at: Annotated[_Text, typer.Option("--at", help="Where the object stands.", metavar="LAT,LON")] = None,
    day: Annotated[_Text, typer.Option("--day", help="The day to search, with --at.", metavar="DATE")] = None,
    time: Annotated[
        _Text, typer.Option("--time", help="When the shadow was seen (EDTF).", metavar="TIME")
    ] = None,
    local_time: Annotated[
        _Text, typer.Option("--local-time", help="What local clocks showed, zone unknown.", metavar="TIME")
    ] = None,
    zone: Annotated[_Text, typer.Option("--zone", help="Zone of the times.", metavar="ZONE")] = None,
    height: Annotated[_Text, typer.Option("--height", help="Of the object.", metavar="M[±E]")] = None,
    length: Annotated[
        _Text, typer.Option("--length", help="Of its shadow, same unit.", metavar="M[±E]")
    ] = None,
    ratio: Annotated[
        _Text, typer.Option("--ratio", help="Length over height instead.", metavar="R[±E]")
    ] = None,
    azimuth: Annotated[
        _Text, typer.Option("--azimuth", help="Where the shadow falls, from true north.", metavar="DEG[±E]")
    ] = None,
    elevation: Annotated[
        _Text, typer.Option("--elevation", help="Height of the sun, if measured.", metavar="DEG[±E]")
    ] = None,
    slope: Annotated[
        _Text, typer.Option("--slope", help="Ground: how steep, falling where to.", metavar="TILT[±E],ASPECT")
    ] = None,
    lean: Annotated[
        float, typer.Option("--lean", help="How far the object may lean [degrees].", metavar="DEG")
    ] = 0.0,
    off_frame: Annotated[
        bool, typer.Option("--off-frame", help="The tip is outside the picture: at least this length.")
    ] = False,
    second: Annotated[
        list[str] | None,
        typer.Option("--second", help="A further shadow: 'TIME, height 3, length 4±0.1, azimuth 210±2'."),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw to a PNG or SVG file.", metavar="FILE", callback=drawable),
    ] = None,
    workspace: Workspace = HERE,  # noqa: ARG001 - every verb takes it; this one asks no case
    as_json: Json = False,
) -> None:
    """Find when or where a shadow fits."""
    texts = {"height": height, "length": length, "ratio": ratio, "azimuth": azimuth, "elevation": elevation}
    measured = {name: text for name, text in texts.items() if text is not None}
    first = gather(measured, slope=slope, lean=lean, off_frame=off_frame)
    if at is not None:
        _refuse_with_place(local_time, second)
        lat, lon = point(at)
        found = shadow_times(first, lat, lon, _one_time(day, time), zone=zone)
        if plot is not None:
            draw_times(found, first.shadow, plot)
        if as_json:
            document("shadow", times_document(found, plot))
        else:
            _print_times(found, plot)
        return
    further = [read_second(text, slope=slope, lean=lean) for text in second or []]
    placed = _places(first, further, day, time, local_time, zone)
    if plot is not None:
        draw_places(placed, plot)
    if as_json:
        document("shadow", places_document(placed, plot))
    else:
        _print_places(placed, plot)


def _refuse_with_place(local_time: str | None, second: list[str] | None) -> None:
    if local_time is not None or second:
        raise WrongUse(
            "at a known place the question is when",
            item="--local-time" if local_time is not None else "--second",
            todo="give --at with --day, or leave --at out to search for the place",
        )


def _one_time(day: str | None, time: str | None) -> str:
    if (day is None) == (time is None):
        raise WrongUse(
            "one time is needed with --at", item="--day", todo="give --day DATE, or --time for one moment"
        )
    return day if day is not None else str(time)


def _places(
    first: Gathered,
    further: list[tuple[str, Gathered]],
    day: str | None,
    time: str | None,
    local_time: str | None,
    zone: str | None,
) -> PlacesAnswer:
    if day is not None or (time is None) == (local_time is None):
        raise WrongUse(
            "to search for the place one moment is needed",
            item="--day" if day is not None else "--time",
            todo="give --time with an offset, or --local-time; to search a day, give --at as well",
        )
    if time is not None:
        return shadow_places([(first, time), *((one, when) for when, one in further)], zone=zone)
    if further or zone is not None:
        raise WrongUse(
            "with the local clock of an unknown zone only one shadow can be searched",
            item="--second" if further else "--zone",
            todo="give times with an offset as --time",
        )
    return shadow_places_local(first, str(local_time))


def _print_times(found: TimesAnswer, plot: Path | None) -> None:
    zone = found.when.zone
    line(f"{found.lat:g}, {found.lon:g}; zone {zone} ({found.when.zone_is})")
    line(found.found.why)
    if found.fits:
        table(
            ["from", "to", "UTC from", "to", "best", "", "sun's azimuth", "elevation as seen"],
            (
                [
                    wall_clock(one.begin, zone, seconds=True),
                    wall_clock(one.end, zone, seconds=True)[11:19],
                    utc_text(one.begin)[11:19],
                    utc_text(one.end)[11:19],
                    wall_clock(one.best, zone)[11:16],
                    one.side,
                    f"{one.azimuth:.1f}",
                    f"{one.elevation:.1f}",
                ]
                for one in found.found.intervals
            ),
        )
    _print_rest(found.assumed, found.found.warnings, found.when.remark, plot)


def _print_places(found: PlacesAnswer, plot: Path | None) -> None:
    line(("Local clock: " if found.local else "") + "; ".join(found.times))
    line(found.found.why)
    for band in found.found.bands:
        line(
            f"circle: between {band.inner:.2f} and {band.outer:.2f} degrees of arc from {band.lat:.3f}, {band.lon:.3f},"
            " where the sun stood in the zenith"
        )
    if found.fits:
        table(
            ["region", "best fit", "area km²", "south", "north", "west", "east"],
            (
                [
                    str(number),
                    f"{one.best[0]:.3f}, {one.best[1]:.3f}",
                    f"{one.area_km2:,.0f}",
                    *(f"{edge:.2f}" for edge in edges(one.shape)),
                ]
                for number, one in enumerate(found.found.regions[:12], start=1)
            ),
        )
        if len(found.found.regions) > 12:
            line(f"and {len(found.found.regions) - 12} smaller ones; --json has them all")
    _print_rest(found.assumed, found.found.warnings, None, plot)


def _print_rest(
    assumed: tuple[str, ...], warnings: tuple[str, ...], remark: str | None, plot: Path | None
) -> None:
    for text in (*assumed, *(() if remark is None else (remark,)), *warnings):
        line(f"  {text}")
    if plot is not None:
        line(f"drawn: {plot}")
