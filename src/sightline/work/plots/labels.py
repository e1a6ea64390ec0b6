"""Find room for words on a picture: each where it would best stand, none upon another nor upon a mark.

Greedy and simple: words are measured as they will be drawn, placed one after another, and each takes the free spot that
is nearest to the one wanted, preferring one that no line runs through.
"""

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from matplotlib.text import Text

_CROSSED_PX: Final = 60.0
"""How much farther off [px] a spot may lie that no line runs through."""
_GAP_PX: Final = 2.0
_LINE_PX: Final = 3.0
"""Half the width of a line [px]."""


def size_of(text: "Text") -> tuple[float, float]:
    """Measure words as they will be drawn: width and height [px], with the margin of their background."""
    page: Any = text.get_figure()
    extent = text.get_window_extent(page.canvas.get_renderer())
    patch: Any = text.get_bbox_patch()
    margin = 0.0 if patch is None else 2.0 * patch.get_boxstyle().pad * text.get_fontsize() * page.dpi / 72.0
    return float(extent.width) + margin, float(extent.height) + margin


class Room:
    """The room of one picture: its frame, the boxes that are taken, and the points of lines better left visible.

    Parameters
    ----------
    frame : tuple of float
        Left, lower, right and upper edge [px].
    """

    def __init__(self, frame: tuple[float, float, float, float]) -> None:
        self.frame = frame
        self.boxes = np.empty((0, 4))
        self.points = np.empty((0, 2))

    def take(self, x: float, y: float, width: float, height: float) -> None:
        """Take a box about a point [px]: nothing is placed upon it."""
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        self.boxes = np.vstack((self.boxes, box))

    def cross(self, points: Any) -> None:
        """Note points [n, 2] of a line [px] that words had better not cover; not-a-number is left out."""
        self.points = np.vstack((self.points, points[np.isfinite(points).all(axis=1)]))

    def place(self, size: tuple[float, float], wanted: Any, costs: Any) -> tuple[float, float] | None:
        """Take the best free spot for a box.

        Parameters
        ----------
        size : tuple of float
            Width and height [px].
        wanted : array [n, 2]
            Middles to choose among [px].
        costs : array [n]
            What each costs, as if it were so many pixels away.

        Returns
        -------
        The middle [px], taken from now on; None where all are taken or stand out of the frame.
        """
        half = np.array(size) / 2.0
        low, high = wanted - half, wanted + half
        left, lower, right, upper = self.frame
        free = (low[:, 0] >= left) & (low[:, 1] >= lower) & (high[:, 0] <= right) & (high[:, 1] <= upper)
        for box in self.boxes:
            apart = (high + _GAP_PX <= box[:2]).any(axis=1) | (low - _GAP_PX >= box[2:]).any(axis=1)
            free &= apart
        if not free.any():
            return None
        low, high, wanted = low[free], high[free], wanted[free]
        x, y = self.points.T
        across = (x > low[:, :1] - _LINE_PX) & (x < high[:, :1] + _LINE_PX)
        up = (y > low[:, 1:] - _LINE_PX) & (y < high[:, 1:] + _LINE_PX)
        best = wanted[np.argmin(np.asarray(costs)[free] + _CROSSED_PX * (across & up).any(axis=1))]
        self.take(float(best[0]), float(best[1]), *size)
        return float(best[0]), float(best[1])


def around(middle: tuple[float, float], reach: float, step: float) -> tuple[Any, Any]:
    """Give spots about one, nearest cheapest: middles [n, 2] and how far off each is [px]."""
    steps = np.arange(-reach, reach + step / 2, step)
    away = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    return np.array(middle) + away, np.hypot(away[:, 0], away[:, 1])
