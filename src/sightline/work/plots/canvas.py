"""What every picture of a result is drawn on: sizes, colours, a map with outlines, scale bar, north arrow, credits.

Pictures are read on a small screen at night, printed on paper and shown in court: dark text on white, nothing told by
colour alone, colours that a colour-blind reader can tell apart, text never below 7 points. Only matplotlib's Agg
canvas and its object interface are used: no window, no state between pictures. matplotlib, which takes
half a second to load, is imported by what draws, so that this file costs nothing where no picture is asked for.

A picture is made in four steps::

    page = figure(title="Where the shadow fits", under="2024-03-20 10:00 UTC")
    axes = map_axes(page, Window(30.0, 35.0, 40.0, 45.0))
    axes.plot([39.0], [35.9], "o", color=BLUE)        # longitude, latitude [degrees]
    credits_line(page, OUTLINES_CREDIT); save(page, Path("shadow.png"))
"""

import math
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sightline.core.errors import Unreadable, WrongUse
from sightline.work.plots.colours import (
    BLUE,
    GREEN,
    INK,
    LAND,
    ORANGE,
    PINK,
    QUIET,
    SEA,
    SERIES,
    SKY,
    STYLE,
    VERMILION,
    YELLOW,
)
from sightline.work.plots.furniture import degrees_text, draw_land, north_arrow, scale_bar
from sightline.work.plots.outlines import CREDIT as OUTLINES_CREDIT
from sightline.work.plots.window import Window, around

__all__ = [
    "BLUE", "GREEN", "INK", "LAND", "ORANGE", "OUTLINES_CREDIT", "PINK", "QUIET", "SEA", "SERIES", "SKY", "VERMILION",
    "YELLOW", "Window", "around", "credits_line", "figure", "map_axes", "north_arrow", "plain_axes", "save",
    "scale_bar",
    "styled",
]  # fmt: skip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DPI: Final = 150


def figure(width: float = 8.0, height: float = 6.0, *, title: str = "", under: str = "") -> "Figure":
    """Make an empty page with its title and a quieter line under it.

    Parameters
    ----------
    width, height : float
        Of the page [inches]; 8 by 6 is 1200 by 900 pixels.
    title, under : str
        What the picture shows, and at what time, place or assumptions; both at the top left.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with styled():
        page = Figure(figsize=(width, height), dpi=_DPI, facecolor="white")
        FigureCanvasAgg(page)
        above = 1.0 - 0.16 / height
        if title != "":
            page.text(
                0.16 / width, above, _plain(title), fontsize=12, fontweight="bold", va="top", parse_math=False
            )
        if under != "":
            page.text(
                0.16 / width,
                above - 0.26 / height,
                _plain(under),
                fontsize=9,
                color=QUIET,
                va="top",
                parse_math=False,
            )
    return page


def plain_axes(
    page: "Figure",
    *,
    where: tuple[float, float, float, float] = (0.09, 0.12, 0.87, 0.74),
    across: str = "",
    up: str = "",
) -> "Axes":
    """Lay axes for a curve on the page.

    Parameters
    ----------
    where : tuple of float
        Left, bottom, width and height as parts of the page.
    across, up : str
        What the two axes measure, with the unit.
    """
    with styled():
        axes = page.add_axes(where)
        axes.set_xlabel(_plain(across))
        axes.set_ylabel(_plain(up))
        axes.grid(visible=True, color="#e4e4e4", linewidth=0.6)
        axes.set_axisbelow(True)
    return axes


def map_axes(
    page: "Figure",
    window: Window,
    *,
    where: tuple[float, float, float, float] = (0.08, 0.09, 0.89, 0.79),
    furniture: bool = True,
) -> "Axes":
    """Lay a map on the page: land, borders, degrees along its edges, scale bar and north arrow.

    Draw on it with longitude across and latitude up [degrees]; the window is shown whole, true in its middle.

    Parameters
    ----------
    where : tuple of float
        Left, bottom, width and height as parts of the page.
    furniture : bool
        Whether to draw scale bar and north arrow; a small inset does without.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    with styled():
        axes = page.add_axes(where)
        axes.set_facecolor(SEA)
        axes.set_xlim(window.west, window.east)
        axes.set_ylim(window.south, window.north)
        axes.set_aspect(window.stretch, adjustable="box", anchor="C")
        for side in ("top", "right"):
            axes.spines[side].set_visible(True)
        draw_land(axes, window)
        axes.xaxis.set_major_locator(MaxNLocator(6))
        axes.yaxis.set_major_locator(MaxNLocator(6))
        axes.xaxis.set_major_formatter(
            FuncFormatter(lambda value, _: degrees_text(math.remainder(value, 360.0), "EW"))
        )
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: degrees_text(value, "NS")))
        axes.grid(visible=True, color="#b9c4cc", linewidth=0.4)
        if furniture:
            scale_bar(axes, window)
            north_arrow(axes)
    return axes


def credits_line(page: "Figure", *parts: str) -> None:
    """Write at the foot of the page what the picture was made from."""
    height, width = page.get_figheight(), page.get_figwidth()
    with styled():
        page.text(
            0.16 / width,
            0.1 / height,
            _plain(" · ".join(parts)),
            fontsize=7,
            color=QUIET,
            va="bottom",
            parse_math=False,
        )


def save(page: "Figure", path: Path) -> Path:
    """Write the page as PNG or SVG, by the ending of ``path``; the same picture gives the same bytes.

    Raises WrongUse for another ending, Unreadable where the file cannot be written.
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("png", "svg"):
        raise WrongUse(
            "pictures are written as PNG or SVG", item=str(path), todo="end the name in .png or .svg"
        )
    about: dict[str, Any] = {"Software": None} if kind == "png" else {"Date": None, "Creator": "sightline"}
    try:
        with styled(), warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", message="Glyph"
            )  # a name in a script the font lacks shows boxes
            page.savefig(path, format=kind, metadata=about, dpi=_DPI)
    except OSError as error:
        raise Unreadable(
            f"cannot be written: {error.strerror or error}", item=str(path), todo="choose another folder"
        ) from error
    return path


def styled() -> Any:
    """Give the context in which everything of a picture is made: whatever a person's own matplotlib settings say."""
    import matplotlib as mpl

    return mpl.rc_context(STYLE)


def _plain(text: str) -> str:
    """Keep control characters out of a picture."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
