"""Draw what a resection file told: sightlines on a map in true scale, ellipses, fields of view, and residuals.

On the left the map: each camera with its 95 % ellipse and region, what it surely and possibly had in view, a line to
each landmark that was used (dashed to one that contradicts), and the target with its ellipse. On the right the residual
of each landmark in standard deviations, where most lie between -2 and 2.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from sightline.measure.geo.camera.crossing_records import Place
from sightline.measure.geo.camera.ellipse import Ellipse, outline
from sightline.work.plots.canvas import (
    BLUE,
    GREEN,
    INK,
    OUTLINES_CREDIT,
    QUIET,
    SERIES,
    VERMILION,
    Window,
    around,
    credits_line,
    figure,
    map_axes,
    plain_axes,
    save,
)
from sightline.work.resection import Crossing, Pose, Resection, Sighted, Sightlines, Solution, best_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_BARS: Final = 24
_MOST_NAMES: Final = 40
_LONGEST_NAME: Final = 22


@frozen(slots=True)
class _Bar:
    name: str
    sigmas: float
    used: bool


def draw(found: Sightlines, path: Path) -> Path:
    """Draw the picture and give its path.

    Raises WrongUse for an ending that is neither .png nor .svg, Unreadable where it cannot be written.
    """
    page = figure(11.0, 6.6, title=_title(found), under=_under(found))
    window = _window(found)
    axes = map_axes(page, window, where=(0.06, 0.09, 0.60, 0.77))
    middle = (window.west + window.east) / 2
    drawn: list[tuple[float, float, str]] = []
    for i, camera in enumerate(found.cameras):
        _camera(axes, camera, SERIES[i % len(SERIES)], middle, drawn)
    if found.target is not None:
        _target(axes, found, found.target, window, middle)
    for lat, lon, name in list(dict.fromkeys(drawn))[:_MOST_NAMES]:
        axes.annotate(
            _short(name),
            (_turned(lon, middle), lat),
            xytext=(4, 4),
            textcoords="offset points",
            fontsize=8,
            parse_math=False,
            zorder=15,
        )
    _bars(page, found)
    credits_line(page, "errors 95 %; true metres, true north", OUTLINES_CREDIT)
    return save(page, path)


def _title(found: Sightlines) -> str:
    several = len(found.cameras) > 1
    return "Where the cameras stood" if several else "Where the camera stood"


def _under(found: Sightlines) -> str:
    first = found.cameras[0]
    best = best_of(first)
    if found.target is not None and len(found.target.places) > 0:
        place = found.target.places[0]
        return (
            f"target {place.lat:.5f}, {place.lon:.5f}, 95 % within {place.ellipse.semi_major_m:,.0f} by "
            f"{place.ellipse.semi_minor_m:,.0f} m"
        )
    if best is None:
        return "" if first.answer is None else f"{first.answer.status}: {first.answer.why}"[:150]
    heading = (
        ""
        if best.heading_deg is None
        else f"; looking {best.heading_deg:.1f} ± {best.heading_error_deg:.1f}°"
    )
    return (
        f"{best.lat:.5f}, {best.lon:.5f}, 95 % within {best.ellipse.semi_major_m:,.1f} by "
        f"{best.ellipse.semi_minor_m:,.1f} m{heading}"
    )


def _window(found: Sightlines) -> Window:
    """Show every camera, landmark that was used, locus and target, with room; far outliers stay outside."""
    lats: list[float] = []
    lons: list[float] = []
    for camera in found.cameras:
        best = best_of(camera)
        out = set() if camera.answer is None else {one.name for one in camera.answer.outliers}
        points = [(mark.lat, mark.lon) for mark in camera.asked.landmarks if mark.name not in out]
        if best is not None:
            points.append((best.lat, best.lon))
            points.extend(best.region if isinstance(best, Solution) else ())
        elif isinstance(camera.answer, Resection):
            points.extend(camera.answer.locus)
        if camera.asked.place is not None:
            points.append(camera.asked.place[:2])
        lats.extend(lat for lat, _ in points)
        lons.extend(lon for _, lon in points)
    if found.target is not None:
        for place in found.target.places:
            lats.append(place.lat)
            lons.append(place.lon)
    first = lons[0]
    return around(np.array(lats), np.array([_turned(lon, first) for lon in lons]))


def _camera(
    axes: "Axes", camera: Sighted, colour: str, middle: float, drawn: list[tuple[float, float, str]]
) -> None:
    best = best_of(camera)
    out = set() if camera.answer is None else {one.name for one in camera.answer.outliers}
    if camera.cone is not None:
        for ring in camera.cone.possibly:
            _fill(axes, ring, middle, colour, 0.08)
        for ring in camera.cone.surely:
            _fill(axes, ring, middle, colour, 0.10)
    if isinstance(camera.answer, Resection) and len(camera.answer.locus) > 1:
        _line(axes, camera.answer.locus, middle, colour, 1.8, "-.")
    places: list[Solution | Pose] = []
    if isinstance(camera.answer, Resection):
        places.extend(camera.answer.solutions)
    elif camera.answer is not None:
        places.extend(camera.answer.poses)
    for mark in camera.asked.landmarks:
        contradicts = mark.name in out
        if best is not None:
            style = (0, (2, 2)) if contradicts else "-"
            axes.plot(
                [_turned(best.lon, middle), _turned(mark.lon, middle)],
                [best.lat, mark.lat],
                color=VERMILION if contradicts else colour,
                lw=0.9,
                ls=style,
                zorder=8,
            )
        shape = "X" if contradicts else "^"
        face = VERMILION if contradicts else INK
        axes.plot(_turned(mark.lon, middle), mark.lat, shape, color=face, ms=6, zorder=10)
        drawn.append((mark.lat, mark.lon, mark.name))
    for i, one in enumerate(places):
        if isinstance(one, Solution):
            _line(axes, one.region, middle, colour, 0.8, ":")
        _ellipse(axes, _ring(one), middle, colour)
        axes.plot(
            _turned(one.lon, middle),
            one.lat,
            "o" if i == 0 else "s",
            color=colour,
            mec="white",
            ms=6 if i == 0 else 5,
            zorder=12,
        )
        drawn.append((one.lat, one.lon, camera.asked.name if i == 0 else f"{camera.asked.name}, or here"))
    if camera.asked.place is not None:
        lat, lon, _ = camera.asked.place
        axes.plot(_turned(lon, middle), lat, "o", color=colour, mec="white", ms=8, zorder=12)
        drawn.append((lat, lon, camera.asked.name))


def _target(axes: "Axes", found: Sightlines, target: Crossing, window: Window, middle: float) -> None:
    out = {one.name for one in target.outliers}
    for place in target.places:
        _line(axes, place.region, middle, GREEN, 0.8, ":")
        _ellipse(axes, _ring(place), middle, GREEN)
        axes.plot(_turned(place.lon, middle), place.lat, "*", color=GREEN, mec=INK, ms=9, zorder=13)
    long = 1.5 * max(window.north - window.south, (window.east - window.west) / window.stretch)
    for i, camera in enumerate(found.crossed):
        if camera.distance_m is not None:
            round_ = outline(camera.lat, camera.lon, Ellipse(camera.distance_m, camera.distance_m, 0.0))
            _line(axes, round_, middle, SERIES[i % len(SERIES)], 1.6, "--")
        if camera.bearing_deg is None:
            continue
        contradicts = f"bearing from {camera.name}" in out
        turn = np.radians(camera.bearing_deg)
        narrow = max(0.02, np.cos(np.radians(camera.lat)))
        axes.plot(
            [_turned(camera.lon, middle), _turned(camera.lon, middle) + long * np.sin(turn) / narrow],
            [camera.lat, camera.lat + long * np.cos(turn)],
            color=VERMILION if contradicts else SERIES[i % len(SERIES)],
            lw=1.6,
            ls=(0, (2, 2)) if contradicts else (0, (6, 2)),
            zorder=9,
        )


def _bars(page: "Figure", found: Sightlines) -> None:
    bars: list[_Bar] = []
    for camera in found.cameras:
        best = best_of(camera)
        if best is None or camera.answer is None:
            continue
        out = {one.name for one in camera.answer.outliers}
        prefix = f"{camera.asked.name}: " if len(found.cameras) > 1 else ""
        bars.extend(_Bar(prefix + one.name, one.sigmas, one.name not in out) for one in best.misfits)
    if found.target is not None and len(found.target.places) > 0:
        out = {one.name for one in found.target.outliers}
        bars.extend(_Bar(one.name, one.sigmas, one.name not in out) for one in found.target.places[0].misfits)
    if not bars:
        return
    told = bars[:_MOST_BARS]
    axes = plain_axes(page, where=(0.80, 0.12, 0.18, 0.70), across="residual [standard deviations]")
    axes.axvspan(-2, 2, color="#dfe8ee", zorder=0)
    axes.axvline(0, color=QUIET, lw=0.8)
    for i, bar in enumerate(told):
        shown = float(np.clip(np.nan_to_num(bar.sigmas, nan=6.0), -6, 6))
        axes.barh(
            i, shown, height=0.55, color=BLUE if bar.used else VERMILION, hatch=None if bar.used else "///"
        )
        if abs(shown) >= 6:
            axes.text(
                -0.3 if shown < 0 else 0.3,
                i,
                f"{bar.sigmas:+.0f}" if bar.used else f"{bar.sigmas:+.0f}, not used",
                fontsize=8,
                ha="right" if shown < 0 else "left",
                va="center",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )
    axes.set_yticks(range(len(told)), [_short(bar.name) for bar in told])
    axes.set_ylim(max(len(told), 4) - 0.4, -0.6)
    axes.set_xlim(-6.2, 6.2)


def _ring(place: Solution | Pose | Place) -> tuple[tuple[float, float], ...]:
    return outline(place.lat, place.lon, place.ellipse)


def _ellipse(axes: "Axes", ring: tuple[tuple[float, float], ...], middle: float, colour: str) -> None:
    axes.fill(
        [_turned(one[1], middle) for one in ring],
        [one[0] for one in ring],
        facecolor=colour,
        alpha=0.25,
        edgecolor=colour,
        lw=1.4,
        zorder=11,
    )


def _fill(
    axes: "Axes", ring: tuple[tuple[float, float], ...], middle: float, colour: str, alpha: float
) -> None:
    axes.fill(
        [_turned(one[1], middle) for one in ring],
        [one[0] for one in ring],
        facecolor=colour,
        alpha=alpha,
        edgecolor="none",
        zorder=4,
    )


def _line(
    axes: "Axes", ring: tuple[tuple[float, float], ...], middle: float, colour: str, width: float, style: str
) -> None:
    axes.plot(
        [_turned(one[1], middle) for one in ring],
        [one[0] for one in ring],
        color=colour,
        lw=width,
        ls=style,
        zorder=7,
    )


def _turned(lon: float, middle: float) -> float:
    """Bring a longitude beside the middle, over the date line where need be."""
    return middle + (lon - middle + 180.0) % 360.0 - 180.0


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
