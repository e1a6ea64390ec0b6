"""The sun over a place as a plan: lines to where it rises, stands and sets, its arc with the hours, over a map.

The arc is the sky seen from above: at the circle the sun stands on the horizon, in the middle overhead. Below it the
same path is drawn as a dome with its heights, for reading them off.
"""

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

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
from sightline.work.sun import SunAnswer
from sightline.work.surroundings import Surroundings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH: Final = 5.0
_HEIGHT: Final = 8.3
"""Upright and narrow, so that its words can be read on a telephone [inches]."""
_RIM: Final = 0.78
_SIDE: Final = 4.7
_STEP_MS: Final = 120_000
_HOUR_MS: Final = 3_600_000


@frozen(slots=True)
class _Ray:
    """A direction from the place, with what it is."""

    azimuth: float
    colour: str
    dash: Any
    words: str


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
    _plan(plan, found, (begin, end), rays, _RIM * half)
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


def _rise_and_set(found: SunAnswer, day: SunDay) -> list[_Ray]:
    rays = []
    for moments, name, colour, dash in (
        (day.horizon.up, "rise", VERMILION, (0, (5, 2))), (day.horizon.down, "set", BLUE, (0, (1.5, 1.5)))
    ):  # fmt: skip
        for ms in moments:
            azimuth = float(position(found.lat, found.lon, ms)[0])
            clock = wall_clock(ms, found.when.zone)[11:16]
            rays.append(_Ray(azimuth, colour, dash, f"{name} {clock}, {azimuth:.0f}°"))
    return rays


def _now(found: SunAnswer) -> list[_Ray]:
    if found.day is not None:
        return []
    rays = []
    for one in found.standings:
        if one.shadow_azimuth is None:
            continue
        clock = one.clock[11:16]
        rays.append(_Ray(one.azimuth, GREEN, "-", f"sun {clock}, {one.azimuth:.0f}°"))
        rays.append(
            _Ray(one.shadow_azimuth, QUIET, (0, (6, 1.5, 1, 1.5)), f"shadows, {one.shadow_azimuth:.0f}°")
        )
    return rays


def _plan(axes: "Axes", found: SunAnswer, day: tuple[int, int], rays: list[_Ray], rim: float) -> None:
    turn = np.linspace(0.0, 2.0 * np.pi, 361)
    axes.plot(rim * np.sin(turn), rim * np.cos(turn), color=QUIET, lw=0.9, zorder=3)
    east, north = _seen_from_above(found, np.arange(*day, _STEP_MS), rim)
    axes.plot(east, north, color="white", lw=6.0, alpha=0.7, zorder=4)
    axes.plot(east, north, color=ORANGE, lw=3.0, zorder=5)
    _hours(axes, found, day, rim)
    for ray in rays:
        angle = np.radians(ray.azimuth)
        x, y = rim * np.sin(angle), rim * np.cos(angle)
        axes.plot([0.0, x], [0.0, y], color="white", lw=4.0, alpha=0.7, zorder=5.5)
        axes.plot([0.0, x], [0.0, y], color=ray.colour, linestyle=ray.dash, lw=2.2, zorder=6)
    for ray, high in zip(rays, _spread(rays, below=bool(np.nansum(north) > 0.0)), strict=True):
        angle = np.radians(ray.azimuth)
        side = "left" if np.sin(angle) > 0.35 else "right" if np.sin(angle) < -0.35 else "center"
        x = 1.04 * rim * np.sin(angle)
        limit = rim / _RIM * 0.98
        inward = "right" if side == "left" else "left" if side == "right" else "center"
        at = limit if side == "left" else -limit if side == "right" else x
        axes.text(
            at, high * rim, ray.words, fontsize=9.5, color=ray.colour, fontweight="bold", zorder=9,
            ha=inward, va="center", bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.2},
        )  # fmt: skip
    for one in found.standings if found.day is None else ():
        if one.shadow_azimuth is not None:
            x, y = _seen_from_above(found, np.array([one.at]), rim)
            axes.plot(x, y, "o", color=ORANGE, ms=13, mec=INK, mew=1.2, zorder=7.5)
    axes.plot([0.0], [0.0], "o", color=INK, ms=7, mec="white", mew=1.5, zorder=8)


def _spread(rays: list[_Ray], *, below: bool) -> list[float]:
    """Give the height of each label over the rim's radius, moved apart where two of one side would meet.

    Those of rise and set stand off the arc: ``below`` where it runs through the north.
    """
    off = -0.1 if below else 0.1
    highs = [
        1.1 * float(np.cos(np.radians(ray.azimuth))) + (off if ray.words.startswith(("rise", "set")) else 0.0)
        for ray in rays
    ]
    sides = [float(np.sin(np.radians(ray.azimuth))) > 0 for ray in rays]
    for side in (False, True):
        last = None
        for number in sorted((n for n, one in enumerate(sides) if one is side), key=lambda n: highs[n]):
            if last is not None:
                highs[number] = max(highs[number], last + 0.13)
            last = highs[number]
    return highs


def _hours(axes: "Axes", found: SunAnswer, day: tuple[int, int], rim: float) -> None:
    hours = _whole_hours(day, found.when.zone)
    east, north = _seen_from_above(found, hours, rim)
    kept = np.isfinite(east)
    for ms, x, y in zip(hours[kept], east[kept], north[kept], strict=True):
        axes.plot([x], [y], "o", color=ORANGE, ms=5, mec=INK, mew=0.8, zorder=7)
        out = np.hypot(x, y) / rim
        push = 9.0 / max(out, 0.05)
        axes.annotate(
            wall_clock(int(ms), found.when.zone)[11:13], (float(x), float(y)),
            xytext=(-x / rim * push, -y / rim * push), textcoords="offset points",
            fontsize=8, ha="center", va="center", color=INK, zorder=7,
        )  # fmt: skip


def _whole_hours(day: tuple[int, int], zone: str) -> Any:
    """Give the moments of a day at which its own clocks show a whole hour, in zones of half an hour too."""
    quarters = np.arange(day[0], day[1], _HOUR_MS // 4)
    return np.array([ms for ms in quarters if wall_clock(int(ms), zone)[14:16] == "00"], np.int64)


def _seen_from_above(found: SunAnswer, moments: Any, rim: float) -> tuple[Any, Any]:
    """Give where the sun stands over the ground [m]; nothing while it is down."""
    azimuth, elevation = position(found.lat, found.lon, moments)
    seen = refracted(elevation)
    out = rim * np.where(seen > -0.27, np.cos(np.radians(np.maximum(seen, 0.0))), np.nan)
    return out * np.sin(np.radians(azimuth)), out * np.cos(np.radians(azimuth))


def _dome(axes: Any, found: SunAnswer, day: tuple[int, int], rays: list[_Ray]) -> None:
    azimuth, elevation = position(found.lat, found.lon, np.arange(*day, _STEP_MS))
    axes.plot(*on_rose(azimuth, refracted(elevation)), color=ORANGE, linewidth=2.2)
    for ray in rays:
        angle = np.radians(ray.azimuth)
        axes.plot([angle, angle], [0.0, 90.0], color=ray.colour, linestyle=ray.dash, linewidth=1.2)
    for one in found.standings if found.day is None else ():
        if one.shadow_azimuth is not None:
            theta, radius = on_rose(one.azimuth, one.seen)
            axes.plot([theta], [radius], "o", color=ORANGE, ms=7, mec=INK, mew=0.8)
    axes.tick_params(axis="x", labelsize=7, pad=-2)


def _words(page: "Figure", found: SunAnswer, day: SunDay, rays: list[_Ray]) -> None:
    lines = [f"{ray.words}" for ray in rays if ray.words.startswith(("rise", "set"))]
    lines = lines or [day.horizon.state.value]
    for one in found.standings if found.day is None else ():
        lines.append(f"{one.clock[11:16]}: {one.seen:.1f}° high at {one.azimuth:.1f}°")
        if one.shadow_azimuth is not None:
            lines.append(f"shadows {one.shadow_ratio:.2f} × the height")
    if found.day is not None:
        clock = wall_clock(day.highest[0], found.when.zone)[11:16]
        lines.append(f"highest {clock}, {day.highest[1]:.1f}°")
        lines += textwrap.wrap(found.why, 34)
    lines += ["", *textwrap.wrap("Circle: the sun on the horizon; middle: overhead. Small: heights.", 34)]
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
