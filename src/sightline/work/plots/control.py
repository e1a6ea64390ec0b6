"""Draw who holds what as of a date: one map of all sources, contradictions hatched, and a small one for each source.

A holder has a colour and a letter, so that nothing is told by colour alone. A disc has the colour of who controls or
governs the place, in slices where several do together; it is hatched with the colour of every further holder where
sources contradict each other. A contested place has an open ring, a besieged one a dashed ring. Areas and front lines
are drawn as their source gives them.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sightline.model.geometry import AREAS, lines_of
from sightline.work.controlling.records import Control, Holding, PlaceControl, Shape
from sightline.work.plots.canvas import (
    INK,
    OUTLINES_CREDIT,
    QUIET,
    SERIES,
    Window,
    around,
    credits_line,
    figure,
    map_axes,
    save,
    styled,
)

MOST_SOURCES: Final = 4
MOST_NAMES: Final = 25
MOST_HOLDERS: Final = 6
_HATCHES: Final = ("////", "\\\\\\\\", "....")
_E7: Final = 1e7
_OTHER: Final = "#8c8c8c"
Looks = Mapping[bytes, tuple[str, str]]
"""By holder: its colour and its letter."""


def draw(found: Control, path: Path) -> Path:
    """Draw a map of control; ends in .png or .svg.

    :raises WrongUse: for another ending
    """
    under = (
        "whatever was ever said"
        if found.at is None
        else f"as of {found.at}, as said by {len(found.sources)} source{_s(found.sources)}"
    )
    page = figure(11.0, 8.0, title="Who holds what", under=under)
    window = _window(found)
    if window is None:
        page.text(0.5, 0.5, "nothing of it has a position", ha="center", fontsize=12)
        return save(page, path)
    looks = _looks(found)
    small = [s.id for s in found.sources][:MOST_SOURCES] if len(found.sources) > 1 else []
    main = map_axes(page, window, where=(0.06, 0.09, 0.62 if small else 0.9, 0.79))
    with styled():
        _panel(main, found, window, looks, None)
        for at, source in enumerate(small):
            axes = map_axes(page, window, where=(0.73, 0.69 - at * 0.2, 0.25, 0.165), furniture=False)
            axes.set_xticks([])
            axes.set_yticks([])
            axes.set_title(found.name(source)[:44], fontsize=7, parse_math=False, pad=2)
            _panel(axes, found, window, looks, source)
        _legend(main, found, looks)
    parts = [f"{sum(p.disputed for p in found.places)} of {len(found.places)} places disputed (hatched)"]
    without = sum(p.point is None for p in found.places)
    parts += [f"{without} places have no position"] if without else []
    parts += (
        [f"{len(found.sources) - len(small)} sources have no map of their own"]
        if len(found.sources) > MOST_SOURCES
        else []
    )
    credits_line(page, *parts, OUTLINES_CREDIT)
    return save(page, path)


def _s(several: Sequence[object]) -> str:
    return "" if len(several) == 1 else "s"


def _window(found: Control) -> Window | None:
    points = [p.point for p in found.places if p.point is not None]
    points += [(lat, lon) for s in found.shapes for line in lines_of(s.geometry) for lon, lat in line]
    if not points:
        return None
    return around([p[0] / _E7 for p in points], [p[1] / _E7 for p in points], least_m=5_000)


def _looks(found: Control) -> Looks:
    """Give every holder a colour and a letter, those with most places first."""
    count = Counter(h.actor for p in found.places for h in p.holdings if not h.negated)
    count.update(side for s in found.shapes for side in s.sides)
    ranked = [actor for actor, _ in sorted(count.items(), key=lambda pair: (-pair[1], found.name(pair[0])))]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return {
        actor: (SERIES[at] if at < len(SERIES) else _OTHER, letters[at] if at < len(letters) else "·")
        for at, actor in enumerate(ranked)
    }


def _panel(axes: Any, found: Control, window: Window, looks: Looks, source: bytes | None) -> None:
    size = (window.north - window.south) * (0.014 if source is None else 0.03)
    for shape in found.shapes:
        if source is None or shape.source in (source, None):
            _shape(axes, shape, looks)
    few = sum(p.point is not None for p in found.places) <= MOST_NAMES
    for place in found.places:
        mine = [h for h in place.holdings if (source is None or h.source == source) and not h.negated]
        if place.point is not None and mine:
            _place(axes, place, mine, size, window.stretch, looks, hatched=source is None and place.disputed)
            if few and source is None:
                lat, lon = place.point
                axes.annotate(
                    place.place.title[:30], (lon / _E7, lat / _E7), xytext=(9, -3), textcoords="offset points",
                    fontsize=7, color=INK, parse_math=False, zorder=12,
                )  # fmt: skip


def _place(
    axes: Any,
    place: PlaceControl,
    mine: Sequence[Holding],
    size: float,
    stretch: float,
    looks: Looks,
    *,
    hatched: bool,
) -> None:
    from matplotlib.patches import Ellipse, Polygon

    lat, lon = (n / _E7 for n in place.point or (0, 0))
    holders = list(dict.fromkeys(h.actor for h in mine if h.role in ("controls", "governs")))[:MOST_HOLDERS]
    pale = bool(holders) and all(h.held is not None and h.held.value == "last attested" for h in mine)
    for at, actor in enumerate(holders):
        first, last = (0.0, 1.0) if hatched else (at / len(holders), (at + 1) / len(holders))
        axes.add_patch(
            Polygon(
                _slice(lon, lat, size, stretch, first, last), closed=True,
                facecolor="none" if hatched and at else looks[actor][0],
                edgecolor=looks[actor][0] if hatched and at else INK,
                alpha=0.5 if pale and not (hatched and at) else 0.95, lw=0.6, zorder=9 + at,
                hatch=_HATCHES[(at - 1) % len(_HATCHES)] if hatched and at else None,
            )
        )  # fmt: skip
    if holders:
        letters = ("/" if hatched else "").join(looks[actor][1] for actor in holders)
        axes.text(
            lon, lat + size * 1.15, letters, ha="center", va="bottom", fontsize=6.5, color=INK, zorder=20
        )
    for role, dash, wide in (("contests", "-", 1.5), ("besieges", "--", 1.9)):
        if any(h.role == role for h in mine):
            axes.add_patch(
                Ellipse(
                    (lon, lat), 2 * size * wide * stretch, 2 * size * wide, facecolor="none", edgecolor=INK,
                    linestyle=dash, lw=1.0, zorder=11,
                )
            )  # fmt: skip


def _slice(
    lon: float, lat: float, size: float, stretch: float, first: float, last: float
) -> list[tuple[float, float]]:
    """Give the points of a slice of a disc, from one part of the turn to another, clockwise from the top."""
    whole = last - first >= 1.0
    steps = 48 if whole else max(3, round(48 * (last - first)))
    turns = [2.0 * math.pi * (first + (last - first) * step / steps) for step in range(steps + 1)]
    rim = [(lon + size * stretch * math.sin(turn), lat + size * math.cos(turn)) for turn in turns]
    return rim if whole else [(lon, lat), *rim]


def _shape(axes: Any, shape: Shape, looks: Looks) -> None:
    from matplotlib.patches import Polygon

    color = looks[shape.sides[0]][0] if shape.sides and shape.sides[0] in looks else QUIET
    for line in lines_of(shape.geometry):
        points = [(lon / _E7, lat / _E7) for lon, lat in line]
        if shape.geometry["type"] in AREAS:
            held = shape.sort == "area" and not shape.negated
            axes.add_patch(
                Polygon(
                    points, closed=True, facecolor=color if held else "none", alpha=0.3 if held else 1.0,
                    edgecolor=color, lw=0.8, linestyle="-" if held else ":", zorder=3,
                )
            )  # fmt: skip
        else:
            axes.plot(*zip(*points, strict=True), color=INK, lw=2.2, dashes=(4, 1.5), zorder=6)


def _legend(axes: Any, found: Control, looks: Looks) -> None:
    from matplotlib.patches import Patch

    handles = [
        Patch(facecolor=color, edgecolor=INK, label=f"{letter}  {found.name(actor)}"[:46])
        for actor, (color, letter) in list(looks.items())[: len(SERIES) + 4]
    ]
    if handles:
        axes.legend(handles=handles, loc="upper left", fontsize=7, frameon=True, framealpha=0.85)
