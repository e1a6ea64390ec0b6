"""The sun over a place as a plan: lines to where it rises, stands and sets, its arc with the hours, over a map.

The arc is the sky seen from above: at the circle the sun stands on the horizon, in the middle overhead. Below it the
same path is drawn as a dome with its heights, for reading them off.
"""

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sightline.measure.chrono.sun import position, refracted
from sightline.measure.chrono.sun_events import SunDay, sun_day
from sightline.work.daylight.moments import wall_clock, when_at
from sightline.work.plots.canvas import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    OUTLINES_CREDIT,
    QUIET,
    VERMILION,
    credits_line,
    figure,
    north_arrow,
    plain_axes,
    save,
)
from sightline.work.plots.plan_ground import lay_ground
from sightline.work.plots.rose import on_rose, rose
from sightline.work.plots.sun_plan import STEP_MS, Ray, draw_plan
from sightline.work.sun import SunAnswer
from sightline.work.surroundings import Surroundings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WIDTH: Final = 5.0
_HEIGHT: Final = 8.3
"""Upright and narrow, so that its words can be read on a telephone [inches]."""
_RIM: Final = 0.78
_SIDE: Final = 4.7
_WRAP: Final = 31
"""Letters of a line of words beside the dome."""


def draw(found: SunAnswer, path: Path, *, around: Surroundings | None = None, map_name: str = "") -> Path:
    """Draw an answer of ``sun`` to a PNG or SVG file.

    :param around: roads and buildings of a map file about the place; else outlines of countries
    :param map_name: of that map file, for the credits

    Raises WrongUse for another ending, Unreadable where the file cannot be written.
    """
    begin, end, day = _day(found)
    page = figure(
        _WIDTH, _HEIGHT, title=f"Sun over {found.lat:g}, {found.lon:g}",
        under=f"{found.when.text}, clocks of {found.when.zone}",
    )  # fmt: skip
    rays = [*_rise_and_set(found, day), *_now(found)]
    where = (
        (_WIDTH - _SIDE) / 2 / _WIDTH,
        (_HEIGHT - 0.7 - _SIDE) / _HEIGHT,
        _SIDE / _WIDTH,
        _SIDE / _HEIGHT,
    )
    plan = plain_axes(page, where=where)
    plan.grid(visible=False)
    half = lay_ground(plan, found.lat, found.lon, around)
    north_arrow(plan)
    draw_plan(plan, found, (begin, end), rays, rim=_RIM * half, half=half)
    dome = rose(page, where=(0.07, 0.068, 0.4, 0.4 * _WIDTH / _HEIGHT))
    _dome(dome, found, (begin, end), rays)
    _words(page, found, day, rays)
    ground = OUTLINES_CREDIT if around is None else f"map: {map_name} of {around.data_time or 'unknown date'}"
    credits_line(page, "From true north, heights with refraction; Meeus, within 0.013° of SPA\n" + ground)
    return save(page, path)


def _day(found: SunAnswer) -> tuple[int, int, SunDay]:
    """Give the day that is drawn: the one asked for, or the one of the clocks in which the moment lies."""
    if found.day is not None:
        return found.day.begin, found.day.end, found.day.sun
    date = found.standings[0].clock[:10]
    begin, end = when_at(found.lat, found.lon, date, zone=found.when.zone).readings[0]
    return begin, end, sun_day(found.lat, found.lon, begin, end)


def _rise_and_set(found: SunAnswer, day: SunDay) -> list[Ray]:
    rays = []
    for moments, name, colour, dash in (
        (day.horizon.up, "rise", VERMILION, (0, (5, 2))), (day.horizon.down, "set", BLUE, (0, (1.5, 1.5)))
    ):  # fmt: skip
        for ms in moments:
            azimuth = float(position(found.lat, found.lon, ms)[0])
            clock = wall_clock(ms, found.when.zone)[11:16]
            rays.append(Ray(azimuth, colour, dash, f"{name} {clock}, {azimuth:.0f}°"))
    return rays


def _now(found: SunAnswer) -> list[Ray]:
    if found.day is not None:
        return []
    rays = []
    for one in found.standings:
        if one.shadow_azimuth is None:
            continue
        clock = one.clock[11:16]
        rays.append(Ray(one.azimuth, GREEN, "-", f"sun {clock}, {one.azimuth:.0f}°"))
        rays.append(
            Ray(one.shadow_azimuth, QUIET, (0, (6, 1.5, 1, 1.5)), f"shadows, {one.shadow_azimuth:.0f}°")
        )
    return rays


def _dome(axes: Any, found: SunAnswer, day: tuple[int, int], rays: list[Ray]) -> None:
    azimuth, elevation = position(found.lat, found.lon, np.arange(*day, STEP_MS))
    axes.plot(*on_rose(azimuth, refracted(elevation)), color=ORANGE, linewidth=2.2)
    for ray in rays:
        angle = np.radians(ray.azimuth)
        axes.plot([angle, angle], [0.0, 90.0], color=ray.colour, linestyle=ray.dash, linewidth=1.2)
    for one in found.standings if found.day is None else ():
        if one.shadow_azimuth is not None:
            theta, radius = on_rose(one.azimuth, one.seen)
            axes.plot([theta], [radius], "o", color=ORANGE, ms=7, mec=INK, mew=0.8)
    axes.tick_params(axis="x", labelsize=7, pad=-2)


def _words(page: "Figure", found: SunAnswer, day: SunDay, rays: list[Ray]) -> None:
    lines = [f"{ray.words}" for ray in rays if ray.words.startswith(("rise", "set"))]
    lines = lines or [day.horizon.state.value]
    for one in found.standings if found.day is None else ():
        lines.append(f"{one.clock[11:16]}: {one.seen:.1f}° high at {one.azimuth:.1f}°")
        if one.shadow_azimuth is not None:
            lines.append(f"shadows {one.shadow_ratio:.2f} × the height")
    if found.day is not None:
        clock = wall_clock(day.highest[0], found.when.zone)[11:16]
        lines.append(f"highest {clock}, {day.highest[1]:.1f}°")
        lines += textwrap.wrap(found.why, _WRAP)
    lines += ["", *textwrap.wrap("Circle: the sun on the horizon; middle: overhead. Small: heights.", _WRAP)]
    page.text(
        0.54,
        2.55 / _HEIGHT,
        "\n".join(lines),
        fontsize=9,
        va="top",
        color=INK,
        linespacing=1.25,
        parse_math=False,
    )
