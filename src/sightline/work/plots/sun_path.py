"""The sun's path over a place on one day, on a compass rose, with its rise and set and where shadows fall."""

from pathlib import Path

import numpy as np

from sightline.measure.chrono.sun import position, refracted
from sightline.work.moments import wall_clock
from sightline.work.plots.canvas import BLUE, GREEN, INK, ORANGE, QUIET, VERMILION, credits_line, figure, save
from sightline.work.plots.rose import on_rose, rose
from sightline.work.sun import SunAnswer

_HALF_DAY_MS = 43_200_000


def draw(found: SunAnswer, path: Path) -> Path:
    """Draw an answer of ``sun`` to a PNG or SVG file.

    Raises WrongUse for another ending, Unreadable where the file cannot be written.
    """
    zone = found.when.zone
    middle = found.standings[0].at
    begin, end = (middle - _HALF_DAY_MS, middle + _HALF_DAY_MS)
    if found.day is not None:
        begin, end = found.day.begin, found.day.end
    page = figure(
        title=f"Sun over {found.lat:g}, {found.lon:g}",
        under=f"{found.when.text}, clocks of {zone}; the rim is the horizon, the middle the zenith, north is up",
    )
    axes = rose(page)
    moments = np.arange(begin, end + 1, 120_000)
    azimuth, elevation = position(found.lat, found.lon, moments)
    axes.plot(*on_rose(azimuth, refracted(elevation)), color=ORANGE, linewidth=2.4, label="path of the sun")
    hours = np.arange(-(-begin // 3_600_000) * 3_600_000, end + 1, 3_600_000)
    for ms, at, high in zip(hours, *position(found.lat, found.lon, hours), strict=True):
        if high > 0.0:
            theta, radius = on_rose(at, high)
            axes.plot(
                [theta], [radius], "o", color=ORANGE, markersize=4, markeredgecolor=INK, markeredgewidth=0.5
            )
            axes.annotate(
                wall_clock(int(ms), zone)[11:13], (float(theta), float(radius)), xytext=(0, 5),
                textcoords="offset points", fontsize=7, ha="center", color=INK,
            )  # fmt: skip
    lines = _rise_and_set(found, axes)
    if found.day is None:
        lines += _now(found, axes)
    axes.legend(loc="upper left", bbox_to_anchor=(1.06, 1.02), fontsize=8, frameon=False)
    page.text(0.69, 0.62, "\n".join([*lines, "", *_wrapped(found.why)]), fontsize=8.5, va="top", color=INK)
    credits_line(page, "Directions from true north, heights with refraction", "Meeus, within 0.013° of SPA")
    return save(page, path)


def _rise_and_set(found: SunAnswer, axes: object) -> list[str]:
    if found.day is None:
        return []
    lines = []
    sky = found.day.sun.horizon
    for moments, name, colour in ((sky.up, "rise", VERMILION), (sky.down, "set", BLUE)):
        for ms in moments:
            azimuth = float(position(found.lat, found.lon, ms)[0])
            _line(axes, azimuth, colour, "--", f"{name} at {azimuth:.0f}°")
            lines.append(f"{name} {wall_clock(ms, found.when.zone)[11:16]} at {azimuth:.1f}°")
    return lines


def _now(found: SunAnswer, axes: object) -> list[str]:
    lines = []
    for one, colour in zip(found.standings, (VERMILION, GREEN), strict=False):
        if one.shadow_azimuth is None:
            continue
        _line(axes, one.azimuth, colour, "-", f"sun, {one.clock[11:16]}")
        _line(axes, one.shadow_azimuth, QUIET, ":", f"shadow, {one.clock[11:16]}")
        lines.append(f"{one.clock[11:16]}: {one.seen:.1f}° high at {one.azimuth:.1f}°")
        lines.append(f"shadows to {one.shadow_azimuth:.1f}°, {one.shadow_ratio:.2f} × height")
    return lines


def _line(axes: object, azimuth: float, colour: str, dash: str, label: str) -> None:
    angle = np.radians(azimuth)
    axes.plot([angle, angle], [0.0, 90.0], color=colour, linestyle=dash, linewidth=1.4, label=label)  # type: ignore[attr-defined]


def _wrapped(text: str, width: int = 38) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f"{word} "
    return lines
