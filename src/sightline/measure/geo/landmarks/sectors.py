"""Cut out of things the part that lies in a direction, and measure distance and true bearing to it."""

from typing import Final

import numpy as np
import shapely

from sightline.measure.geo.landmarks.extract import Floats, Geometries

_STEP: Final = 7.5


def sectors(apexes: Floats, bearings: Floats, half_deg: float, radius: float) -> Geometries:
    """Draw the sector of a circle before each apex.

    :param apexes: (n, 2) [m]
    :param bearings: (n,) middle of each sector, clockwise from the grid's north [degrees]
    :param half_deg: half its width, below 180
    :param radius: how far it surely reaches [m]; its rim may lie a little farther
    """
    steps = max(2, int(np.ceil(2 * half_deg / _STEP)) + 1)
    turns = np.linspace(-half_deg, half_deg, steps)
    angles = np.radians(bearings[:, None] + turns[None, :])
    far = radius / np.cos(np.radians(half_deg / (steps - 1)))
    rim = np.stack((np.sin(angles), np.cos(angles)), axis=2) * far + apexes[:, None, :]
    rings = np.concatenate((apexes[:, None, :], rim, apexes[:, None, :]), axis=1)
    return np.asarray(shapely.polygons(rings), dtype=object)


def bearing_of(vectors: Floats) -> Floats:
    """Give the grid bearing of vectors (n, 2) [degrees, 0 to below 360]."""
    return np.asarray(np.degrees(np.arctan2(vectors[:, 0], vectors[:, 1])) % 360.0, dtype=np.float64)


def turn_between(a: Floats, b: Floats | float) -> Floats:
    """Give the angle between bearings [degrees, 0 to 180]."""
    return np.asarray(np.abs((a - b + 180.0) % 360.0 - 180.0), dtype=np.float64)


def nearest(apexes: Floats, shapes: Geometries) -> Floats:
    """Give the point of each shape that is nearest to its apex; NaN where the shape is empty."""
    lines = shapely.shortest_line(shapely.points(apexes), shapes)
    found = np.full((len(apexes), 2), np.nan)
    there = ~shapely.is_missing(lines) & ~shapely.is_empty(lines)
    if there.any():
        ends = shapely.get_point(lines[there], 1)
        found[there] = np.column_stack((shapely.get_x(ends), shapely.get_y(ends)))
    return found
