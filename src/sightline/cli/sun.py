"""Say where sun and moon stand over a place: at a moment, or through a day with rise, set and twilights.

LAT and LON are degrees (south and west negative) or one text such as "35.95, 39.01"; TIME is EDTF: a day, or a moment
with its offset or --zone; without either the clocks of the place are meant. An address of suncalc.org stands for all
three. Azimuths count clockwise from true north; a sun that does not rise or does not set is an answer.
"""

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.options import HERE, Json, Workspace
from sightline.cli.out import document, line, table, tell
from sightline.cli.placed import place_and_time
from sightline.cli.plotted import drawable
from sightline.core.errors import WrongUse
from sightline.work.daylight.moments import utc_text, wall_clock
from sightline.work.plots.sun_path import draw
from sightline.work.sun import ERROR, METHOD, VERSION, SunAnswer, sun
from sightline.work.surroundings import RADIUS_M, read_surroundings

CONTEXT = {"ignore_unknown_options": True}
"""So that a southern latitude is no option."""


def verb(
    where: Annotated[
        list[str],
        typer.Argument(help="Place and time, or an address of suncalc.org.", metavar="LAT LON TIME"),
    ],
    zone: Annotated[
        str | None, typer.Option("--zone", help="Of the time: Asia/Damascus, Z or +03:00.", metavar="ZONE")
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot", help="Draw the sun's path to a PNG or SVG file.", metavar="FILE", callback=drawable
        ),
    ] = None,
    osm: Annotated[
        Path | None,
        typer.Option("--osm", help="Draw over the roads and buildings of this map file.", metavar="FILE"),
    ] = None,
    workspace: Workspace = HERE,  # noqa: ARG001 - every verb takes it; this one asks no case
    as_json: Json = False,
) -> None:
    """Say where the sun stands."""
    lat, lon, time = place_and_time(where, options=("--zone", "--plot", "--osm", "--json", "--workspace"))
    if osm is not None and plot is None:
        raise WrongUse("a map is only drawn over", item=f"--osm {osm}", todo="add --plot FILE.png")
    found = sun(lat, lon, time, zone=zone)
    if plot is not None:
        _draw(found, plot, osm)
    if as_json:
        document("sun", _document(found, plot))
    else:
        _print(found, plot)


def _draw(found: SunAnswer, plot: Path, osm: Path | None) -> None:
    around = None if osm is None else read_surroundings(osm, found.lat, found.lon)
    if around is not None and osm is not None:
        if not around.things:
            tell(f"{osm.name} has no road and no building within {RADIUS_M:g} m of the place")
        for doubt in around.doubts:
            tell(f"{osm.name}: {doubt}")
        if around.left_out:
            tell(f"{osm.name}: {around.left_out:,} things farther off were too much to draw")
    draw(found, plot, around=around, map_name="" if osm is None else osm.name)


def _print(found: SunAnswer, plot: Path | None) -> None:
    when = found.when
    line(f"{found.lat:g}, {found.lon:g}; zone {when.zone} ({when.zone_is})")
    line(found.why)
    if found.day is not None:
        table(["", "rises / begins", "highest / noon", "sets / ends"], _day_rows(found))
        line()
    table(
        ["local time", "UTC", "azimuth", "elevation", "as seen", "shadow to", "length/height", "light"],
        (
            [
                one.clock,
                utc_text(one.at)[11:16],
                f"{one.azimuth:.2f}",
                f"{one.elevation:.2f}",
                f"{one.seen:.2f}",
                "" if one.shadow_azimuth is None else f"{one.shadow_azimuth:.1f}",
                "" if one.shadow_ratio is None else f"{one.shadow_ratio:.2f}",
                one.light,
            ]
            for one in found.standings
        ),
    )
    if found.day is None:
        for moon in found.moons:
            line(
                f"moon at {wall_clock(moon.at, when.zone)[11:16]}: azimuth {moon.azimuth:.1f}, elevation "
                f"{moon.elevation:.1f} degrees; {moon.phase.name}, {moon.phase.lit:.0%} lit"
            )
    for warning in found.warnings:
        line(f"  {warning}")
    if found.link is not None:
        line(found.link)
    if plot is not None:
        line(f"drawn: {plot}")


def _day_rows(found: SunAnswer) -> list[list[str]]:
    day, zone = found.day, found.when.zone
    if day is None:
        return []

    def clocks(moments: tuple[int, ...]) -> str:
        return ", ".join(wall_clock(ms, zone)[11:16] for ms in moments) or "not in this time"

    rows = [["sun", clocks(day.sun.horizon.up), clocks(day.sun.transits), clocks(day.sun.horizon.down)]]
    rows += [
        [name, clocks(one.up), "", clocks(one.down)]
        for name, one in (
            ("civil light", day.sun.civil),
            ("nautical light", day.sun.nautical),
            ("astronomical light", day.sun.astronomical),
        )
    ]
    moon = day.moon
    rows.append(["moon", clocks(moon.horizon.up), clocks((moon.highest[0],)), clocks(moon.horizon.down)])
    return rows


def _document(found: SunAnswer, plot: Path | None) -> dict[str, object]:
    return {
        "lat": round(found.lat, 7),
        "lon": round(found.lon, 7),
        "time": found.when.text,
        "zone": found.when.zone,
        "zone_is": found.when.zone_is,
        "why": found.why,
        "moments": [
            {
                "utc": utc_text(one.at),
                "local": one.clock,
                "azimuth": round(one.azimuth, 4),
                "elevation": round(one.elevation, 4),
                "apparent_elevation": round(one.seen, 4),
                "shadow_azimuth": None if one.shadow_azimuth is None else round(one.shadow_azimuth, 3),
                "shadow_ratio": None if one.shadow_ratio is None else round(one.shadow_ratio, 4),
                "light": one.light,
                "moon_azimuth": round(moon.azimuth, 3),
                "moon_elevation": round(moon.elevation, 3),
                "moon_phase": moon.phase.name,
                "moon_lit": round(moon.phase.lit, 4),
            }
            for one, moon in zip(found.standings, found.moons, strict=True)
        ],
        "day": None if found.day is None else _day(found),
        "warnings": list(found.warnings),
        "error_degrees": ERROR,
        "method": METHOD,
        "version": VERSION,
        "link": found.link,
        "plot": None if plot is None else str(plot),
    }


def _day(found: SunAnswer) -> dict[str, object]:
    day = found.day
    if day is None:
        return {}

    def texts(moments: tuple[int, ...]) -> list[str]:
        return [utc_text(ms) for ms in moments]

    sky = day.sun
    return {
        "begin": utc_text(day.begin),
        "end": utc_text(day.end),
        "state": sky.horizon.state.value,
        "sunrise": texts(sky.horizon.up),
        "noon": texts(sky.transits),
        "sunset": texts(sky.horizon.down),
        "highest": {"utc": utc_text(sky.highest[0]), "elevation": round(sky.highest[1], 4)},
        "twilight": {
            name: {"dawn": texts(one.up), "dusk": texts(one.down), "state": one.state.value}
            for name, one in (
                ("civil", sky.civil), ("nautical", sky.nautical), ("astronomical", sky.astronomical)
            )
        },
        "moonrise": texts(day.moon.horizon.up),
        "moonset": texts(day.moon.horizon.down),
        "moon_state": day.moon.horizon.state.value,
        "moon_phase": day.moon.phase.name,
        "moon_lit": round(day.moon.phase.lit, 4),
    }  # fmt: skip
