"""When a shadow fits: lengths and directions through the day, what was measured, and the moments that fit."""

from pathlib import Path
from typing import Any

import numpy as np

from sightline.measure.chrono.shadow.measured import Measured, Shadow, predicted
from sightline.measure.chrono.sun import position, refracted
from sightline.work.daylight.moments import wall_clock
from sightline.work.plots.canvas import BLUE, GREEN, INK, VERMILION, credits_line, figure, plain_axes, save
from sightline.work.shadow import TimesAnswer


def draw(found: TimesAnswer, one: Shadow, path: Path) -> Path:
    """Draw an answer of ``shadow`` at a place to a PNG or SVG file.

    Raises WrongUse for another ending, Unreadable where the file cannot be written.
    """
    from matplotlib.ticker import MultipleLocator

    zone = found.when.zone
    begin, end = found.when.readings[0][0], found.when.readings[-1][1]
    if end - begin < 6 * 3_600_000:
        begin, end = begin - 3 * 3_600_000, end + 3 * 3_600_000
    page = figure(
        title=f"When the shadow fits at {found.lat:g}, {found.lon:g}",
        under=f"{found.when.text}, clocks of {zone}; green: fits, the truth is there 95 times in 100",
    )
    moments = np.arange(begin, end, 60_000)
    azimuth, elevation = position(found.lat, found.lon, moments)
    up = refracted(elevation) > 0.1
    ratio = np.where(up, predicted(one, azimuth, elevation), np.nan)
    top = _axes(page, found, (0.09, 0.53, 0.87, 0.34), "length / height", zone)
    top.plot(moments, np.where(ratio < 30.0, ratio, np.nan), color=BLUE)
    most = 6.0 if one.ratio is None else max(4.0, 2.0 * one.ratio.value)
    top.set_ylim(0.0, min(most, 30.0))
    if one.ratio is not None:
        size = one.ratio.value
        _measured(top, Measured(size, size * one.ratio.error), "at least" if one.off_frame else "measured")
    low = _axes(page, found, (0.09, 0.11, 0.87, 0.34), "shadow falls to [°]", zone)
    falls = (azimuth + 180.0) % 360.0
    falls = np.where(np.abs(np.diff(falls, prepend=falls[0])) > 180.0, np.nan, falls)
    low.plot(moments, np.where(up, falls, np.nan), color=BLUE)
    low.set_ylim(0.0, 360.0)
    low.yaxis.set_major_locator(MultipleLocator(90))
    if one.azimuth is not None:
        _measured(low, Measured(one.azimuth.value % 360.0, one.azimuth.error), "measured")
    for axes in (top, low):
        axes.set_xlim(begin, end)
    credits_line(page, found.found.why.partition(":")[0][:150])
    return save(page, path)


def _axes(page: Any, found: TimesAnswer, where: tuple[float, float, float, float], up: str, zone: str) -> Any:
    from matplotlib.ticker import FuncFormatter, MultipleLocator

    axes = plain_axes(page, where=where, up=up)
    for one in found.found.intervals:
        axes.axvspan(one.begin, one.end, color=GREEN, alpha=0.35, linewidth=0)
        axes.axvline(one.best, color=GREEN, linewidth=1.2)
        label = f"{wall_clock(one.begin, zone)[11:16]} to {wall_clock(one.end, zone)[11:16]}"
        axes.annotate(
            label, (one.best, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 2), textcoords="offset points",
            ha="center", fontsize=7.5, color=INK,
        )  # fmt: skip
    axes.xaxis.set_major_locator(MultipleLocator(2 * 3_600_000, offset=found.when.readings[0][0]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda ms, _: wall_clock(round(ms), zone)[11:16]))
    return axes


def _measured(axes: Any, one: Measured, label: str) -> None:
    axes.axhspan(one.value - one.error, one.value + one.error, color=VERMILION, alpha=0.25, linewidth=0)
    axes.axhline(one.value, color=VERMILION, linestyle="--", linewidth=1.2)
    axes.annotate(
        f"{label} {one.value:.3g} ±{one.error:.2g}", (0.995, one.value), xycoords=("axes fraction", "data"),
        xytext=(0, 3), textcoords="offset points", ha="right", fontsize=8, color=INK,
    )  # fmt: skip
