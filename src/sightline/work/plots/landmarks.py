"""Draw what a landmark search found: the best place large, with its objects, and the others small beside it."""

import itertools
import math
from pathlib import Path
from typing import Final

from sightline.model.position import E7
from sightline.work.landmarks import LandmarkSearch, Place, Seen
from sightline.work.plots.canvas import (
    INK,
    OUTLINES_CREDIT,
    QUIET,
    SERIES,
    VERMILION,
    around,
    credits_line,
    figure,
    map_axes,
    save,
)

_MARKS: Final = "os^DvPX*"
_WIDEST_WORDS: Final = 90


def draw(search: LandmarkSearch, path: Path) -> Path:
    """Draw the best place of a search, or the nearest miss where none fits; ends in .png or .svg.

    :raises BadValue: when there is neither
    :raises WrongUse: for another ending
    """
    outcome = search.outcome
    places = outcome.places or outcome.rejected
    best = places[0] if places else None
    points = [] if best is None else _points(best)
    near = points if best is None else [p for p in points if _metres(p, best) < 5_000] or points
    window = around([lat for lat, _ in near], [lon for _, lon in near], margin=0.35, least_m=300.0)
    fit = "Best of" if outcome.places else "None fits; the nearest of"
    total = outcome.total if outcome.places else outcome.rejected_total
    page = figure(9.0, 6.5, title=_cut(search.query), under=f"{fit} {total:,}, in {search.map_name}")
    axes = map_axes(page, window, where=(0.08, 0.1, 0.56, 0.76))
    if best is not None:
        _objects(axes, best)
        _relations(page, best)
    inset = map_axes(
        page,
        around([p.lat_e7 / E7 for p in places], [p.lon_e7 / E7 for p in places], least_m=5_000.0),
        where=(0.7, 0.1, 0.27, 0.27),
        furniture=False,
    )
    inset.tick_params(labelbottom=False, labelleft=False, length=0)
    for kind, color, mark in ((outcome.rejected, QUIET, "x"), (outcome.places, VERMILION, "o")):
        inset.plot([p.lon_e7 / E7 for p in kind], [p.lat_e7 / E7 for p in kind], mark, color=color, ms=3)
    inset.set_title("all listed: circles fit, crosses were rejected", fontsize=8, color=INK)
    credits_line(
        page, f"map data: {search.map_name} of {outcome.data_time or 'unknown date'}", OUTLINES_CREDIT
    )
    return save(page, path)


def _points(best: Place) -> list[tuple[float, float]]:
    """Give what the map must show: of a long thing only its part nearest to the anchor."""
    found = []
    for one in best.objects:
        lon, lat = _nearest(one, best.objects[0]) if one.outline else (one.lon_e7 / E7, one.lat_e7 / E7)
        found.append((lat, lon))
    return found


def _objects(axes: object, best: Place) -> None:
    from matplotlib.axes import Axes

    if not isinstance(axes, Axes):
        return
    anchor = best.objects[0]
    for number, one in enumerate(best.objects):
        color, mark = SERIES[number % len(SERIES)], _MARKS[number % len(_MARKS)]
        x, y = one.lon_e7 / E7, one.lat_e7 / E7
        if one.outline:
            axes.plot(
                [b / E7 for _, b in one.outline],
                [a / E7 for a, _ in one.outline],
                color=color,
                lw=2.2,
                zorder=2,
            )
            x, y = _nearest(one, anchor)
        if number > 0:
            axes.plot([anchor.lon_e7 / E7, x], [anchor.lat_e7 / E7, y], ":", color=color, lw=1.2, zorder=3)
        axes.plot([x], [y], mark, color=color, ms=9, mec=INK, mew=0.6, zorder=5)
        axes.annotate(
            _cut(f"{one.role}: {one.title}" if one.title else f"{one.role} ({one.id})", 44),
            (x, y),
            xytext=(7, 6),
            textcoords="offset points",
            fontsize=8,
            zorder=6,
            parse_math=False,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 1.0},
        )


def _nearest(one: Seen, anchor: Seen) -> tuple[float, float]:
    """Give the point of an outline that is nearest to the anchor (longitude, latitude)."""
    narrow = math.cos(math.radians(anchor.lat_e7 / E7))
    x, y = anchor.lon_e7 * narrow, float(anchor.lat_e7)
    best = (math.inf, 0.0, 0.0)
    for (a, b), (c, d) in itertools.pairwise(one.outline):
        px, py, qx, qy = b * narrow, float(a), d * narrow, float(c)
        length = (qx - px) ** 2 + (qy - py) ** 2
        part = (
            0.0 if length == 0 else min(1.0, max(0.0, ((x - px) * (qx - px) + (y - py) * (qy - py)) / length))
        )
        sx, sy = px + part * (qx - px), py + part * (qy - py)
        best = min(best, (math.hypot(sx - x, sy - y), sx / narrow / E7, sy / E7))
    return best[1], best[2]


def _relations(page: object, best: Place) -> None:
    from matplotlib.figure import Figure

    if not isinstance(page, Figure):
        return
    import textwrap

    lines = []
    for held in best.relations:
        sign = "✓" if held.held else "✗"
        lines += textwrap.wrap(f"{sign} {held.words}: {held.measured}", 38, subsequent_indent="   ")
    page.text(0.675, 0.86, "\n".join(lines[:26]), fontsize=8, va="top", parse_math=False)


def _metres(point: tuple[float, float], best: Place) -> float:
    lat, lon = best.lat_e7 / E7, best.lon_e7 / E7
    east = math.remainder(point[1] - lon, 360.0) * math.cos(math.radians(lat))
    return math.hypot(point[0] - lat, east) * 111_195.0


def _cut(text: str, most: int = _WIDEST_WORDS) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
