"""What every map carries: land and borders, degrees along its edges, a scale bar, an arrow to the north."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from sightline.work.plots.colours import BORDER, INK, LAND
from sightline.work.plots.outlines import outlines
from sightline.work.plots.window import METRES_A_DEGREE, Window

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def scale_bar(axes: "Axes", window: Window) -> None:
    """Draw a bar of a round length at the bottom left of a map, true at the middle latitude."""
    whole = (window.east - window.west) * METRES_A_DEGREE / window.stretch
    if whole > 1.2e7:  # a bar is true at one latitude only and would lie on a map of half the world
        return
    goal = whole * 0.22
    power = 10.0 ** math.floor(math.log10(goal))
    metres = max(step * power for step in (1, 2, 5) if step * power <= goal)
    part = metres / whole
    text = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    left, low = 0.03, 0.04
    frame = axes.transAxes
    axes.plot(
        [left, left + part],
        [low, low],
        color="white",
        lw=6,
        transform=frame,
        zorder=20,
        solid_capstyle="butt",
    )
    axes.plot(
        [left, left + part], [low, low], color=INK, lw=3, transform=frame, zorder=21, solid_capstyle="butt"
    )
    axes.text(left, low + 0.018, text, transform=frame, fontsize=8, va="bottom", zorder=21, bbox=_halo())


def north_arrow(axes: "Axes", *, turned: float = 0.0) -> None:
    """Draw an arrow to the north at the top right of a map; ``turned`` [degrees clockwise] where up is not north."""
    across, up = 0.012 * math.sin(math.radians(turned)), 0.035 * math.cos(math.radians(turned))
    middle, high = 0.955, 0.915
    axes.annotate(
        "N",
        xy=(middle + across, high + up),
        xytext=(middle - across, high - up),
        xycoords="axes fraction",
        textcoords="axes fraction",
        ha="center",
        va="center",
        fontsize=9,
        fontweight="bold",
        color=INK,
        zorder=21,
        arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.4},
        bbox=_halo(),
    )


def draw_land(axes: "Axes", window: Window) -> None:
    """Draw land and borders into a map, also where its window passes the antimeridian."""
    from matplotlib.collections import LineCollection
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    world = outlines()
    lines = []
    for turn in (-360.0, 0.0, 360.0):
        shift = np.array([turn, 0.0])
        for rings in world.countries:
            seen = [ring + shift for ring in rings if _meets(ring + shift, window)]
            if seen:
                outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in seen))
                axes.add_patch(PathPatch(outline, facecolor=LAND, edgecolor="none", zorder=0.5))
        lines += [line + shift for line in world.lines if _meets(line + shift, window)]
    fine = 0.35 if window.east - window.west > 90.0 else 0.6
    axes.add_collection(LineCollection(lines, colors=BORDER, linewidths=fine, zorder=0.6), autolim=False)


def _meets(line: Any, window: Window) -> bool:
    (west, south), (east, north) = line.min(axis=0), line.max(axis=0)
    return bool(
        west <= window.east and east >= window.west and south <= window.north and north >= window.south
    )


def degrees_text(value: float, sides: str) -> str:
    """Write degrees with the letter of their side: ``sides`` is "NS" or "EW"."""
    size = round(abs(value), 5)
    letter = "" if size in (0.0, 180.0) else sides[0] if value > 0 else sides[1]
    return f"{size:g}° {letter}".rstrip()


def _halo() -> dict[str, Any]:
    return {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 1.5}
