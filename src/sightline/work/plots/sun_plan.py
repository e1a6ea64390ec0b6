"""Draw the sun over the ground of a plan: its arc with the hours, the lines to rise, set and now, and their words."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from sightline.measure.chrono.sun import position, refracted
from sightline.work.daylight.moments import wall_clock
from sightline.work.plots.canvas import INK, ORANGE, QUIET
from sightline.work.plots.labels import Room, around, size_of
from sightline.work.sun import SunAnswer

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STEP_MS: Final = 120_000
_HOUR_MS: Final = 3_600_000
_POINT_PX: Final = 4.0
"""How close the points of a line are that words keep off [px]."""
_FAR_PX: Final = 45.0
"""From here on a thin line leads from the words to what they name [px]."""


@frozen(slots=True)
class Ray:
    """A direction from the place, with what it is."""

    azimuth: float
    colour: str
    dash: Any
    words: str


def draw_plan(
    axes: "Axes", found: SunAnswer, day: tuple[int, int], rays: list[Ray], *, rim: float, half: float
) -> None:
    """Draw arc, lines and words on a plan whose units are metres about the place.

    :param day: begin and end of the day that is drawn [ms]
    :param rim: radius of the circle on which the sun stands on the horizon [m]
    :param half: half the width of the plan [m]
    """
    turn = np.linspace(0.0, 2.0 * np.pi, 361)
    axes.plot(rim * np.sin(turn), rim * np.cos(turn), color=QUIET, lw=0.9, zorder=3)
    arc = _seen_from_above(found, np.arange(*day, STEP_MS), rim)
    axes.plot(*arc, color="white", lw=6.0, alpha=0.7, zorder=4)
    axes.plot(*arc, color=ORANGE, lw=3.0, zorder=5)
    for ray in rays:
        x, y = _end(ray, rim)
        axes.plot([0.0, x], [0.0, y], color="white", lw=4.0, alpha=0.7, zorder=5.5)
        axes.plot([0.0, x], [0.0, y], color=ray.colour, linestyle=ray.dash, lw=2.2, zorder=6)
    room = _room(axes, half)
    room.cross(axes.transData.transform(np.stack(arc, axis=1)))
    for ray in rays:
        far = np.array(_end(ray, rim))
        along = np.arange(0.0, 1.0, _POINT_PX * 2 * half / (room.frame[2] - room.frame[0]) / rim)
        room.cross(axes.transData.transform(along[:, None] * far))
    _now(axes, found, rim, room)
    _hours(axes, found, day, rim, room)
    for ray in rays:
        _name(axes, ray, rim, room)
    axes.plot([0.0], [0.0], "o", color=INK, ms=7, mec="white", mew=1.5, zorder=8)


def _room(axes: "Axes", half: float) -> Room:
    """Give the room of a plan, without what its arrow, its scale bar and the place itself take."""
    axes.apply_aspect()
    low, high = axes.transData.transform([(-half, -half), (half, half)])
    room = Room((low[0] + 4, low[1] + 4, high[0] - 4, high[1] - 4))
    for left, lower, right, upper in ((0.91, 0.85, 1.0, 1.0), (0.0, 0.0, 0.28, 0.11)):
        begin, end = axes.transAxes.transform([(left, lower), (right, upper)])
        (x, y), (wide, high_up) = (begin + end) / 2, end - begin
        room.take(x, y, wide, high_up)
    x, y = axes.transData.transform((0.0, 0.0))
    room.take(x, y, 18.0, 18.0)
    return room


def _end(ray: Ray, rim: float) -> tuple[float, float]:
    angle = np.radians(ray.azimuth)
    return float(rim * np.sin(angle)), float(rim * np.cos(angle))


def _now(axes: "Axes", found: SunAnswer, rim: float, room: Room) -> None:
    for one in found.standings if found.day is None else ():
        if one.shadow_azimuth is not None:
            x, y = _seen_from_above(found, np.array([one.at]), rim)
            axes.plot(x, y, "o", color=ORANGE, ms=13, mec=INK, mew=1.2, zorder=7.5)
            if np.isfinite(x[0]):
                across, up = axes.transData.transform((float(x[0]), float(y[0])))
                room.take(across, up, 30.0, 30.0)


def _hours(axes: "Axes", found: SunAnswer, day: tuple[int, int], rim: float, room: Room) -> None:
    """Draw a dot at each whole hour and its number beside; where there is no room, the dot stands alone."""
    hours = _whole_hours(day, found.when.zone)
    east, north = _seen_from_above(found, hours, rim)
    kept = np.isfinite(east)
    hours, at = hours[kept], np.stack((east[kept], north[kept]), axis=1)
    spots = axes.transData.transform(at).reshape(-1, 2)
    middle = axes.transData.transform((0.0, 0.0))
    axes.plot(at[:, 0], at[:, 1], "o", color=ORANGE, ms=5, mec=INK, mew=0.8, zorder=7)
    for x, y in spots:
        room.take(x, y, 10.0, 10.0)
    for ms, spot in zip(hours, spots, strict=True):
        text = axes.text(
            0.0, 0.0, wall_clock(int(ms), found.when.zone)[11:13],
            fontsize=8, ha="center", va="center", color=INK, zorder=7,
        )  # fmt: skip
        wanted, costs = _beside(spot, middle)
        _set(axes, text, room.place(_tight(size_of(text)), wanted, costs))


def _tight(size: tuple[float, float]) -> tuple[float, float]:
    """Take off what is measured above and below digits for letters that have tails."""
    return size[0], size[1] * 0.8


def _beside(spot: Any, middle: Any) -> tuple[Any, Any]:
    """Give the places for a number about a dot: towards the middle first, then turning away from it."""
    inward = float(np.arctan2(*(middle - spot)[::-1]))
    turns = np.radians([0, 30, -30, 60, -60, 90, -90, 120, -120, 150, -150, 180])
    away = np.array([17.0, 21.0, 26.0])
    angle = np.tile(inward + turns, len(away))
    far = np.repeat(away, len(turns))
    costs = np.tile(np.abs(turns) * 6.0, len(away)) + 2.0 * (far - away[0])
    return spot + np.stack((far * np.cos(angle), far * np.sin(angle)), axis=1), costs


def _name(axes: "Axes", ray: Ray, rim: float, room: Room) -> None:
    """Write what a line is beside its end, or near it with a thin line where there is no room."""
    text = axes.text(
        0.0, 0.0, ray.words, fontsize=9.5, color=ray.colour, fontweight="bold", zorder=9, ha="center", va="center",
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.2},
    )  # fmt: skip
    size = size_of(text)
    end = axes.transData.transform(_end(ray, rim))
    angle = np.radians(ray.azimuth)
    wanted = end + np.array([np.sin(angle) * (size[0] / 2 + 6), np.cos(angle) * (size[1] / 2 + 6)])
    left, lower, right, upper = room.frame
    wanted[0] = min(max(wanted[0], left + size[0] / 2), right - size[0] / 2)
    wanted[1] = min(max(wanted[1], lower + size[1] / 2), upper - size[1] / 2)
    reach = 0.45 * (right - left)
    at = room.place(size, *around((float(wanted[0]), float(wanted[1])), reach, _POINT_PX))
    _set(axes, text, at)
    if at is None:
        return
    near = np.clip(end, np.array(at) - np.array(size) / 2, np.array(at) + np.array(size) / 2)
    if float(np.hypot(*(near - end))) > _FAR_PX:
        ends = axes.transData.inverted().transform([near, end])
        axes.plot(ends[:, 0], ends[:, 1], color=ray.colour, lw=0.8, zorder=6.5)


def _set(axes: "Axes", text: Any, at: tuple[float, float] | None) -> None:
    if at is None:
        text.remove()
    else:
        text.set_position(tuple(axes.transData.inverted().transform(at)))


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
