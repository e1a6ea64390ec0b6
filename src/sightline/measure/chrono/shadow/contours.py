"""Turn a misfit on a grid of latitudes and longitudes into polygons with straight, shared edges.

Each cell of the grid is two triangles; where the limit runs through one, it is cut by a straight line. What lies whole
inside is joined row by row, so that only the edge costs work.
"""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from sightline.measure.chrono.earth_time import Floats

Point = tuple[float, float]


def polygons(lats: Floats, lons: Floats, value: Floats, most: float) -> BaseGeometry:
    """Draw where ``value`` stays at or under ``most``, as (multi)polygons of (longitude, latitude) [degrees].

    Parameters
    ----------
    lats, lons : ndarray, (N,) and (M,)
        Rising coordinates of the grid [degrees].
    value : ndarray, (N, M)
        Infinite where nothing fits.
    """
    capped = np.minimum(value, 4.0 * most)
    inside = capped <= most
    corners = inside[:-1, :-1].astype(np.int8) + inside[1:, :-1] + inside[:-1, 1:] + inside[1:, 1:]
    pieces: list[BaseGeometry] = []
    for row in range(len(lats) - 1):
        full = np.flatnonzero(np.diff(np.concatenate(([0], (corners[row] == 4).view(np.int8), [0]))))
        pieces += [
            _strip(lats[row], lats[row + 1], lons[a : b + 1])
            for a, b in zip(full[::2], full[1::2], strict=True)
        ]
    for row, column in np.argwhere((corners > 0) & (corners < 4)):
        at = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
        points = [(float(lons[c]), float(lats[r])) for r, c in at]
        heights = [float(capped[r, c]) for r, c in at]
        for trio in ((0, 1, 2), (0, 2, 3)):
            cut = _cut([points[i] for i in trio], [heights[i] for i in trio], most)
            if len(cut) > 2:
                pieces.append(shapely.Polygon(cut))
    return shapely.unary_union(pieces) if pieces else shapely.MultiPolygon()


def area_km2(shape: BaseGeometry) -> float:
    """Measure (multi)polygons of (longitude, latitude) [degrees] on the mean sphere [km²]."""
    total = 0.0
    for polygon in getattr(shape, "geoms", [shape]):
        if polygon.is_empty or polygon.geom_type != "Polygon":
            continue
        rings = [polygon.exterior, *polygon.interiors]
        sizes = [_ring(np.asarray(ring.coords)) for ring in rings]
        total += sizes[0] - sum(sizes[1:])
    return total


def _ring(points: Floats) -> float:
    lon, high = np.radians(points[:, 0]), np.sin(np.radians(points[:, 1]))
    return abs(float(np.sum(np.diff(lon) * (high[1:] + high[:-1]) / 2.0))) * 6371.0088**2


def _strip(south: float, north: float, lons: Floats) -> BaseGeometry:
    """A row of whole cells with a vertex at every corner, so that neighbours share their edges exactly."""
    low = [(float(lon), float(south)) for lon in lons]
    high = [(float(lon), float(north)) for lon in lons[::-1]]
    return shapely.Polygon([*low, *high])


def _cut(points: list[Point], heights: list[float], most: float) -> list[Point]:
    """Keep the part of a triangle that lies at or under ``most``."""
    kept: list[Point] = []
    for here, there in ((0, 1), (1, 2), (2, 0)):
        if heights[here] <= most:
            kept.append(points[here])
        if (heights[here] <= most) != (heights[there] <= most):
            # from the same end for both triangles of a shared edge, so that they agree to the last digit
            a, b = (here, there) if points[here] < points[there] else (there, here)
            part = (most - heights[a]) / (heights[b] - heights[a])
            kept.append(
                (
                    points[a][0] + part * (points[b][0] - points[a][0]),
                    points[a][1] + part * (points[b][1] - points[a][1]),
                )
            )
    return kept
