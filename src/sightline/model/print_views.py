"""The views of a frame that are fingerprinted, in the order in which they are stored.

A copy is often a part: bars cut off, edges cropped, a line of captions below. So the reference keeps, beside the whole
frame, what lies inside flat borders and, on request, the parts people usually keep.
"""

from typing import Final

from attrs import frozen


@frozen(slots=True)
class View:
    """Which part of a frame: what is cut away at each edge, in thousandths of the side."""

    name: str
    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


FULL: Final = "full"
INNER: Final = "inner"
CROPS: Final = (
    View("crop-05", 25, 25, 25, 25),
    View("crop-10", 50, 50, 50, 50),
    View("crop-15", 75, 75, 75, 75),
    View("crop-20", 100, 100, 100, 100),
    View("left-10", left=100),
    View("right-10", right=100),
    View("top-10", top=100),
    View("bottom-10", bottom=100),
    View("bottom-16", bottom=160),
)
"""Named after what is cut away in all: ``crop-10`` keeps the middle nine tenths of each side."""
VIEWS: Final = (FULL, INNER, *(one.name for one in CROPS))
"""Stored as an index into this tuple: names are only ever added at its end."""
