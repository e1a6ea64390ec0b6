"""Draw skylines: the traced one over the one a camera would see, a panorama, and a line of sight over the ground."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from sightline.work.plots.canvas import (
    BLUE,
    INK,
    ORANGE,
    QUIET,
    VERMILION,
    credits_line,
    figure,
    plain_axes,
    save,
)
from sightline.work.skyline import SeenFrom, Sighting, SkylineMatched

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_SHOWN: Final = 3
_PALE: Final = "#d9d4c8"


def draw_match(told: SkylineMatched, path: Path) -> Path:
    """Draw the traced skyline over those of the best places, one under the other.

    Raises WrongUse for an ending other than .png or .svg, Unreadable where the file cannot be written.
    """
    shown = list(zip(told.found.cameras, told.drawn, strict=True))[:_MOST_SHOWN]
    count = max(1, len(shown))
    under = f"{told.found.status}: {told.found.why}"
    page = figure(9.0, 1.6 + 2.6 * count, title=f"Skyline of {Path(told.file).name}", under=_cut(under, 150))
    trace = told.read.trace
    low, high = float(trace.y.min()), float(trace.y.max())
    for at in range(count):
        high_in = 1.6 + 2.6 * count
        bottom = (0.75 + 2.6 * (count - 1 - at)) / high_in
        axes = plain_axes(
            page,
            where=(0.08, bottom, 0.89, 1.95 / high_in),
            across="pixels from the left of the picture" if at == count - 1 else "",
            up="pixels down",
        )
        if at < len(shown):
            camera, drawn = shown[at]
            axes.plot(drawn.x, drawn.y, color=VERMILION, lw=1.4, label="ground of the tiles, seen from there")
            if len(drawn.y) > 0:
                low, high = min(low, *drawn.y), max(high, *drawn.y)
            axes.set_title(
                f"{at + 1}. {camera.lat:.5f}, {camera.lon:.5f}, looking {camera.bearing:.1f}° "
                f"± {camera.bearing_error:.1f}°; ellipse {camera.major_m:.0f} by {camera.minor_m:.0f} m; "
                f"weight {camera.share:.2f}",
                loc="left",
                fontsize=8.5,
                color=INK,
            )
        axes.plot(trace.x, trace.y, color=BLUE, lw=1.2, ls=(0, (4, 1.5)), label=f"line {told.read.by}")
        pad = 0.12 * (high - low) + 4
        room = 0.18 * (high - low) if at == 0 else 0.0
        axes.set_xlim(0, trace.width)
        axes.set_ylim(high + pad + room, low - pad)
        if at == 0:
            axes.legend(loc="lower center", ncols=2, fontsize=8, frameon=False)
    credits_line(page, _tiles([one.name for one in told.ground.used]))
    return save(page, path)


def draw_panorama(told: SeenFrom, path: Path) -> Path:
    """Draw the skyline seen from a point all around, and how far off each ridge is.

    Raises WrongUse for an ending other than .png or .svg, Unreadable where the file cannot be written.
    """
    sky = told.skyline
    page = figure(
        12.0,
        5.2,
        title=f"Skyline from {told.lat:.5f}, {told.lon:.5f}",
        under=f"eye {told.eye_m:g} m above ground at {sky.ground_m:.0f} m; refraction k = {told.refraction:g}; "
        f"ground within {told.reach_m / 1000:g} km",
    )
    axes = plain_axes(page, where=(0.07, 0.44, 0.9, 0.42), up="elevation [°]")
    order = np.argsort(sky.azimuth, kind="stable")
    azimuth, elevation = sky.azimuth[order], sky.elevation[order]
    whole, distance = sky.whole[order], sky.distance[order]
    floor = float(np.nanmin(elevation)) - 0.3
    axes.fill_between(azimuth, floor, elevation, color=_PALE, lw=0)
    axes.plot(azimuth, elevation, color=INK, lw=1.2)
    if not bool(whole.all()):
        open_part = np.where(whole, np.nan, elevation)
        axes.plot(
            azimuth,
            open_part,
            color=ORANGE,
            lw=2.2,
            ls=(0, (2, 1)),
            label="may stand higher: unknown ground, or the end of the area",
        )
        axes.legend(
            loc="lower right", bbox_to_anchor=(1.0, 1.0), borderaxespad=0.1, fontsize=8, frameon=False
        )
    axes.set_ylim(floor, float(np.nanmax(elevation)) + 0.5)
    below = plain_axes(
        page,
        where=(0.07, 0.13, 0.9, 0.24),
        across="direction, clockwise from true north [°]",
        up="ridge off by [km]",
    )
    below.plot(azimuth, distance / 1000, ".", color=BLUE, ms=1.6)
    for one in (axes, below):
        _compass(one)
    credits_line(page, _tiles([one.name for one in told.ground.used]))
    return save(page, path)


def draw_sight(told: Sighting, path: Path) -> Path:
    """Draw a line of sight over the ground under it.

    Raises WrongUse for an ending other than .png or .svg, Unreadable where the file cannot be written.
    """
    seen = told.sight
    page = figure(
        9.0,
        4.6,
        title=f"From {told.lat:.5f}, {told.lon:.5f} to {told.to_lat:.5f}, {told.to_lon:.5f}",
        under=seen.why,
    )
    axes = plain_axes(page, where=(0.09, 0.16, 0.88, 0.62), across="distance [km]", up="height [m]")
    along = seen.distance / 1000
    floor = float(np.nanmin(seen.ground))
    floor -= 0.06 * max(30.0, float(np.nanmax(seen.ground)) - floor)
    axes.fill_between(along, floor, seen.ground, color=_PALE, lw=0)
    axes.plot(along, seen.ground, color=INK, lw=1.1, label="ground")
    axes.plot(along, seen.line, color=BLUE, lw=1.5, label="line of sight, bent by curvature and refraction")
    into = np.where(seen.ground > seen.line, seen.ground, np.nan)
    axes.plot(along, into, color=VERMILION, lw=2.6, label="in the way" if seen.clearance_m < 0 else None)
    axes.annotate(
        f"{seen.clearance_m:+.1f} m",
        (seen.at_m / 1000, float(np.interp(seen.at_m, seen.distance, seen.line))),
        xytext=(0, 18),
        textcoords="offset points",
        ha="center",
        fontsize=8,
        color=QUIET,
        arrowprops={"arrowstyle": "-", "color": QUIET, "lw": 0.7},
    )
    axes.set_ylim(bottom=floor)
    axes.set_xlim(0, float(along[-1]))
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, borderaxespad=0.1, fontsize=8, frameon=False
    )
    credits_line(page, _tiles([one.name for one in told.ground.used]))
    return save(page, path)


def _compass(axes: "Axes") -> None:
    axes.set_xlim(0, 360)
    axes.set_xticks(range(0, 361, 45), ["0 N", "45", "90 E", "135", "180 S", "225", "270 W", "315", "360 N"])


def _tiles(names: list[str]) -> str:
    shown = ", ".join(names[:6])
    return f"elevation tiles: {shown}" + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
