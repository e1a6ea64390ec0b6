"""Colours that a colour-blind reader can tell apart [1], dark ones for words, and the look of every picture.

Nothing may be told by colour alone: vary markers and dashes with them.

Sources:
[1] M. Okabe, K. Ito, Color Universal Design, 2008, https://jfly.uni-koeln.de/color/
"""

from typing import Any, Final

INK: Final = "#1a1a1a"
QUIET: Final = "#5c5c5c"
LAND: Final = "#f3efe6"
SEA: Final = "#e3edf4"
BLUE: Final = "#0072b2"
VERMILION: Final = "#d55e00"
GREEN: Final = "#009e73"
ORANGE: Final = "#e69f00"
PINK: Final = "#cc79a7"
SKY: Final = "#56b4e9"
YELLOW: Final = "#f0e442"
SERIES: Final = (BLUE, VERMILION, GREEN, ORANGE, PINK, SKY)
"""Colours of several things of one kind, in this order; vary marker or dash with them [1]."""

BORDER: Final = "#a39c8c"
STYLE: Final[Any] = {
    "font.family": "DejaVu Sans", "font.size": 9.0, "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": QUIET,
    "xtick.color": INK, "ytick.color": INK, "xtick.labelsize": 8.0, "ytick.labelsize": 8.0, "axes.titlesize": 9.0,
    "axes.linewidth": 0.8, "lines.linewidth": 1.6, "legend.fontsize": 8.0, "legend.frameon": False,
    "axes.spines.top": False, "axes.spines.right": False, "svg.hashsalt": "sightline",
}  # fmt: skip
