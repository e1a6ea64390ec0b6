"""Where shadows fit: the regions on a map, and the whole bands they were cut from."""

from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from shapely.geometry.polygon import orient

from sightline.measure.chrono.shadow.circles import outline
from sightline.work.plots.canvas import (
    BLUE,
    INK,
    ORANGE,
    OUTLINES_CREDIT,
    VERMILION,
    Window,
    credits_line,
    figure,
    map_axes,
    save,
)
from sightline.work.shadow import PlacesAnswer, Region

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WORLD = Window(-90.0, -180.0, 90.0, 180.0)


def draw(found: PlacesAnswer, path: Path) -> Path:
    """Draw an answer of ``shadow`` without a place to a PNG or SVG file.

    Raises WrongUse for another ending, Unreadable where the file cannot be written.
    """
    what = "Where the shadow fits" if len(found.times) == 1 else "Where the shadows fit"
    clock = "local clock " if found.local else ""
    page = figure(
        title=f"{what}, {clock}{' and '.join(found.times[:2])}"[:80],
        under=found.found.why.partition(":")[0][:110],
    )
    window = _window(found.found.regions)
    axes = map_axes(page, window)
    for band, colour in zip(found.found.bands, (BLUE, ORANGE, VERMILION) * 2, strict=False):
        _shape(axes, outline(band), colour, 0.15)
        if window.south <= band.lat <= window.north and window.west <= band.lon <= window.east:
            axes.plot([band.lon], [band.lat], "*", color=ORANGE, markeredgecolor=INK, markersize=9)
            axes.annotate(
                "sun in the zenith",
                (band.lon, band.lat),
                xytext=(6, 4),
                textcoords="offset points",
                fontsize=8,
            )
    for number, region in enumerate(found.found.regions, start=1):
        _shape(axes, region.shape, VERMILION, 0.55)
        if number <= 12 and len(found.found.regions) > 1:
            axes.annotate(
                str(number),
                (region.best[1], region.best[0]),
                fontsize=8,
                fontweight="bold",
                ha="center",
                va="center",
            )
    if len(found.found.regions) == 1 and not found.found.bands:
        lat, lon = found.found.regions[0].best
        axes.plot([lon], [lat], "+", color=INK, markersize=10)
        axes.annotate("best fit", (lon, lat), xytext=(6, 5), textcoords="offset points", fontsize=8)
    credits_line(page, OUTLINES_CREDIT)
    return save(page, path)


def _window(regions: tuple[Region, ...]) -> Window:
    """Frame the regions; the whole world where they spread over it, and where there are none."""
    if not regions:
        return _WORLD
    boxes = [region.shape.bounds for region in regions]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    if east - west > 120.0 or north - south > 90.0:
        return _WORLD
    side = max(0.6 * (east - west), 0.6 * (north - south), 0.01)
    return Window(max(-90.0, south - side), west - side, min(90.0, north + side), east + side)


def _shape(axes: "Axes", shape: shapely.Geometry, colour: str, depth: float) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    for polygon in getattr(shape, "geoms", [shape]):
        if polygon.geom_type != "Polygon" or polygon.is_empty:
            continue
        whole = orient(polygon)  # holes the other way round, or they would be filled
        rings = [whole.exterior, *whole.interiors]
        path = Outline.make_compound_path(*(Outline(list(ring.coords), closed=True) for ring in rings))
        axes.add_patch(PathPatch(path, facecolor=colour, alpha=depth, edgecolor="none", zorder=3))
        for ring in rings:
            axes.plot(*ring.xy, color=colour, linewidth=0.9, zorder=4)
