"""The ground of a plan: a place in the middle, north up, every direction from it true; outlines of countries or a town.

The frame is the azimuthal equidistant one of ``measure.geo.local``: a straight line from the middle is a bearing, at
the poles and over the date line as anywhere.
"""

from typing import TYPE_CHECKING, Final

import numpy as np

from sightline.measure.geo.local import LocalFrame
from sightline.work.plots.canvas import LAND, SEA, SKY, scale_bar
from sightline.work.plots.colours import BORDER
from sightline.work.plots.outlines import Line, outlines
from sightline.work.plots.window import METRES_A_DEGREE, Window
from sightline.work.surroundings import RADIUS_M, Surroundings

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FAR_M: Final = 300_000.0
_WIDEST_M: Final = 2_400_000.0
_OTHER_SIDE_M: Final = 9_000_000.0
"""A ring all beyond this is not around the middle: it only looks so, being around the other side of the Earth."""
_BUILDING: Final = "#d8cfc0"
_ROAD: Final = "#b3aca0"


def lay_ground(axes: "Axes", lat: float, lon: float, around: Surroundings | None) -> float:
    """Draw the ground of a plan about a place and give its half width [m].

    :param axes: whose units become metres east and north of the place
    :param around: roads, buildings and water; None for the outlines of countries
    """
    half = RADIUS_M if around is not None else _world(axes, lat, lon)
    if around is not None:
        axes.set_facecolor("#fbfaf6")
        _town(axes, around)
    axes.set_xlim(-half, half)
    axes.set_ylim(-half, half)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    for side in ("top", "right"):
        axes.spines[side].set_visible(True)
    degrees = half / METRES_A_DEGREE
    scale_bar(axes, Window(-degrees, -degrees, degrees, degrees))
    return half


def _world(axes: "Axes", lat: float, lon: float) -> float:
    """Draw countries, as wide as it takes until a coast or a border is seen."""
    from matplotlib.collections import LineCollection
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    world = outlines()
    lines = _laid(lat, lon, world.lines)
    nearest = min((float(np.abs(line).max(axis=1).min()) for line in lines), default=0.0)
    half = FAR_M
    while half < _WIDEST_M and nearest > 0.7 * half:
        half *= 2.0
    axes.set_facecolor(SEA)
    for rings in world.countries:
        shown = [
            ring
            for ring in _laid(lat, lon, rings)
            if float(np.hypot(ring[:, 0], ring[:, 1]).min()) < _OTHER_SIDE_M and _meets(ring, half)
        ]
        if shown:
            outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in shown))
            axes.add_patch(PathPatch(outline, facecolor=LAND, edgecolor="none", zorder=0.5))
    near = [line for line in lines if _meets(line, half)]
    axes.add_collection(LineCollection(near, colors=BORDER, linewidths=0.8, zorder=0.6), autolim=False)
    return half


def _town(axes: "Axes", around: Surroundings) -> None:
    """Draw areas under lines; a road is wide and pale, so that what is drawn over it stays first."""
    from matplotlib.collections import LineCollection, PolyCollection

    looks = {
        "water": (SKY, 1.6, 0.6), "building": (_BUILDING, 0.8, 0.8), "road": (_ROAD, 2.2, 0.7),
        "railway": ("#7a736a", 1.2, 0.75),
    }  # fmt: skip
    for kind, (colour, width, depth) in looks.items():
        things = [one for one in around.things if one.kind == kind]
        areas = [np.array(run) / 1000.0 for one in things if one.closed for run in one.runs]
        lines = [np.array(run) / 1000.0 for one in things if not one.closed for run in one.runs]
        edge = "#a2978a" if kind == "building" else colour
        axes.add_collection(
            PolyCollection(areas, facecolors=colour, edgecolors=edge, linewidths=0.5, zorder=depth),
            autolim=False,
        )
        dash = "--" if kind == "railway" else "-"
        axes.add_collection(
            LineCollection(lines, colors=colour, linewidths=width, linestyles=dash, zorder=depth),
            autolim=False,
        )


def _laid(lat: float, lon: float, lines: tuple[Line, ...]) -> list[Line]:
    """Lay lines of longitude and latitude in metres about the place."""
    whole = np.concatenate(lines)
    east, north = LocalFrame(lat, lon).to_metres(np.clip(whole[:, 1], -90.0, 90.0), whole[:, 0])
    ends = np.cumsum([len(line) for line in lines])[:-1]
    return np.split(np.stack((east, north), axis=1), ends)


def _meets(line: Line, half: float) -> bool:
    (west, south), (east, north) = line.min(axis=0), line.max(axis=0)
    return bool(west <= half and east >= -half and south <= half and north >= -half)
