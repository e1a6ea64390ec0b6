"""Turn a skyline traced in a picture, pixels, into directions seen from the camera.

A pinhole camera: no lens distortion, the optical axis through the middle of the picture (so not a crop), focal length
in pixels. Pitch and roll of the camera are turned back exactly; for small ones they move a point of the skyline at
azimuth a up by pitch * cos a - roll * sin a, and that is how they are fitted.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import BadValue
from sightline.measure.geo.terrain.surface import Floats

MOST_POINTS: Final = 200_000
MOST_SIDE: Final = 100_000
FEWEST_COLUMNS: Final = 8


@frozen(slots=True, eq=False)
class Trace:
    """A traced skyline, one height for each of some columns of a picture."""

    x: Floats
    y: Floats
    """Pixels from the left and upper edge, x growing; (n)."""
    width: int
    height: int
    focal_px: float | None = None
    """None where nobody knows it."""
    focal_error: float = 0.02
    """One standard deviation of the focal length, as a part of it."""


def trace_of(
    lines: Sequence[NDArray[np.floating]],
    width: int,
    height: int,
    *,
    focal_px: float | None = None,
    focal_error: float = 0.02,
    columns: int = 400,
) -> Trace:
    """Make a trace of one or several polylines; between the ends of two lines nothing is known.

    :param lines: each (n, 2): x, y [pixels], from left to right or back; where a line overhangs, its upper part counts.
    :param width: :param height: of the picture [pixels].
    :param focal_px: focal length [pixels]; :param focal_error: its standard deviation as a part of it.
    :param columns: into how many columns the picture is divided at most.
    :raises BadValue: for points outside the picture, too few or too many of them, or a focal length that cannot be.
    """
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE):
        raise BadValue(f"a picture of {width} by {height} pixels cannot be", todo="give its size in pixels")
    if focal_px is not None and not (math.isfinite(focal_px) and 0.05 * width < focal_px < 200 * width):
        raise BadValue(
            f"a focal length of {focal_px} pixels cannot be in a picture {width} wide",
            todo="give it in pixels, or the field of view in degrees",
        )
    if sum(map(len, lines)) > MOST_POINTS:
        raise BadValue(f"a trace of more than {MOST_POINTS} points", todo="trace it with fewer points")
    spacing = max(1.0, width / columns)
    x = np.arange(0.5, width / spacing) * spacing
    y = np.full(len(x), np.nan)
    for number, line in enumerate(lines, start=1):
        y = np.fmin(y, _upper(_checked(line, width, height, number), x))
    known = np.isfinite(y)
    if int(known.sum()) < FEWEST_COLUMNS:
        raise BadValue(
            f"the traced line covers {int(known.sum())} of {len(x)} columns of the picture",
            todo="trace the ridge from one side of the picture to the other",
        )
    return Trace(x[known], y[known], width, height, focal_px, focal_error)


def field_of_view(focal_px: float, width: int) -> float:
    """Turn a focal length [pixels] into the horizontal field of view of a picture [degrees]."""
    return math.degrees(2 * math.atan(width / (2 * focal_px)))


def focal_of(field_deg: float, width: int) -> float:
    """Turn a horizontal field of view [degrees] into a focal length [pixels].

    :raises BadValue: for a field that is not between 0 and 170 degrees.
    """
    if not 0 < field_deg < 170:
        raise BadValue(
            f"a field of view of {field_deg} degrees cannot be in a picture", todo="0 to 170 degrees"
        )
    return width / (2 * math.tan(math.radians(field_deg) / 2))


def directions(
    trace: Trace, focal_px: float, *, pitch_deg: float = 0.0, roll_deg: float = 0.0
) -> tuple[Floats, Floats]:
    """Turn a trace into directions: right of the optical axis' azimuth, and above the horizontal [degrees], (n) each.

    :param focal_px: focal length [pixels].
    :param pitch_deg: of the camera, up; :param roll_deg: of the camera, clockwise as the photographer turns it.
    """
    right = (trace.x - trace.width / 2) / focal_px
    up = -(trace.y - trace.height / 2) / focal_px
    roll, pitch = math.radians(roll_deg), math.radians(pitch_deg)
    # a camera turned clockwise sees the world turned the other way
    right, up = right * math.cos(roll) + up * math.sin(roll), up * math.cos(roll) - right * math.sin(roll)
    forward, up = math.cos(pitch) - up * math.sin(pitch), math.sin(pitch) + up * math.cos(pitch)
    return np.degrees(np.arctan2(right, forward)), np.degrees(np.arctan2(up, np.hypot(right, forward)))


def pixels(
    azimuth: Floats,
    elevation: Floats,
    width: int,
    height: int,
    focal_px: float,
    *,
    pitch_deg: float = 0.0,
    roll_deg: float = 0.0,
) -> tuple[Floats, Floats]:
    """Put directions into a picture; the inverse of ``directions``. NaN behind the camera.

    :param azimuth: right of the optical axis [degrees]; :param elevation: above the horizontal [degrees].
    """
    a, e = np.radians(azimuth), np.radians(elevation)
    roll, pitch = math.radians(roll_deg), math.radians(pitch_deg)
    right, up, forward = np.cos(e) * np.sin(a), np.sin(e), np.cos(e) * np.cos(a)
    forward, up = (
        forward * math.cos(pitch) + up * math.sin(pitch),
        up * math.cos(pitch) - forward * math.sin(pitch),
    )
    right, up = right * math.cos(roll) - up * math.sin(roll), up * math.cos(roll) + right * math.sin(roll)
    with np.errstate(divide="ignore", invalid="ignore"):
        ahead = np.where(forward > 1e-6, forward, np.nan)
        return width / 2 + focal_px * right / ahead, height / 2 - focal_px * up / ahead


def _checked(line: NDArray[np.floating], width: int, height: int, number: int) -> Floats:
    points = np.asarray(line, np.float64)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) < 2:
        raise BadValue("a line has two points or more, each x and y", item=f"line {number}")
    outside = ~(
        (points[:, 0] >= -1)
        & (points[:, 0] <= width + 1)
        & (points[:, 1] >= -1)
        & (points[:, 1] <= height + 1)
    )
    if bool(outside.any()):
        at = int(np.argmax(outside))
        raise BadValue(
            f"the point {points[at, 0]:g}, {points[at, 1]:g} lies outside the picture of {width} by {height}",
            item=f"line {number}, point {at + 1}",
            todo="give the size of the picture the line was traced in",
        )
    return points


def _upper(points: Floats, x: Floats) -> Floats:
    """Give the upper edge of a polyline at columns; NaN where it does not reach."""
    steps = np.diff(points[:, 0])
    if bool((steps > 0).all()) or bool((steps < 0).all()):
        points = points if steps[0] > 0 else points[::-1]
        return np.interp(x, points[:, 0], points[:, 1], left=np.nan, right=np.nan)
    y = np.full(len(x), np.nan)
    for (ax, ay), (bx, by) in pairwise(points):
        low, high = np.searchsorted(x, [min(ax, bx), max(ax, bx)])
        if high > low and ax != bx:
            y[low:high] = np.fmin(y[low:high], ay + (by - ay) * (x[low:high] - ax) / (bx - ax))
    return y
