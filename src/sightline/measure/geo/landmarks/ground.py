"""Lay the objects around a group of anchors in true metres.

An extract is searched cell by cell (about 20 km). Each cell has a frame of its own about the middle of its anchors, so
that distances are those of the Earth to a few parts in a million, wherever the extract lies.
"""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from attrs import frozen

from sightline.measure.geo.landmarks.extract import Extract, Floats, Geometries
from sightline.measure.geo.local import LocalFrame

CELL_DEG: Final = 0.2
_M_PER_DEG: Final = 110_500.0

Indices = npt.NDArray[np.int64]


@frozen(eq=False)
class Ground:
    """Objects near some anchors: ``index`` into the extract; the rest in metres of ``frame``.

    ``north``: grid bearing of true north at each object [degrees]; ``members``: for each filter its objects, as places
    in this ground; ``anchors``: those that this cell answers for.
    """

    frame: LocalFrame
    index: Indices
    shapes: Geometries
    middles: Floats
    north: Floats
    dimensions: npt.NDArray[np.int32]
    members: tuple[Indices, ...]
    anchors: Indices

    def degrees(self, east: float, north: float) -> tuple[float, float]:
        """Turn a point of the frame into latitude and longitude."""
        lat, lon = self.frame.to_degrees(east, north)
        return float(lat), float(lon)


def grounds(extract: Extract, anchors: Indices, reach: float, filters: int) -> Iterator[Ground]:
    """Give the ground of each cell that holds anchors, in order of the cells.

    :param anchors: places in the extract
    :param reach: how far from an anchor anything can matter [m]
    :param filters: how many bits of the masks there are
    """
    if len(anchors) == 0:
        return
    tree = shapely.STRtree(extract.geometries)
    rows = np.floor(extract.lats[anchors] / CELL_DEG).astype(np.int64)
    widths = CELL_DEG / np.maximum(np.cos(np.radians((rows + 0.5) * CELL_DEG)), 0.02)
    columns = np.floor(extract.lons[anchors] / widths).astype(np.int64)
    order = np.lexsort((columns, rows))
    changes = np.flatnonzero(np.diff(rows[order]) | np.diff(columns[order])) + 1
    for group in np.split(anchors[order], changes):
        yield _ground(extract, tree, np.sort(group), reach, filters)


def _ground(extract: Extract, tree: shapely.STRtree, anchors: Indices, reach: float, filters: int) -> Ground:
    west, south, east, north = shapely.total_bounds(extract.geometries[anchors])
    index = _around(tree, west, south, east, north, reach)
    frame = LocalFrame(float((south + north) / 2), float((west + east) / 2))
    shapes = _in_metres(extract.geometries[index], frame)
    lats, lons = extract.lats[index], extract.lons[index]
    x, y = frame.to_metres(lats, lons)
    step = np.where(lats > 0, -1e-4, 1e-4)  # toward the equator, so that no pole is crossed
    x2, y2 = frame.to_metres(lats + step, lons)
    bearing = np.degrees(np.arctan2((x2 - x) * np.sign(step), (y2 - y) * np.sign(step)))
    masks = extract.masks[index]
    members = tuple(
        np.flatnonzero(masks & np.uint64(1 << place)).astype(np.int64) for place in range(filters)
    )
    return Ground(
        frame,
        index,
        shapes,
        np.column_stack((x, y)),
        bearing,
        shapely.get_dimensions(shapes),
        members,
        np.searchsorted(index, anchors).astype(np.int64),
    )


def _around(
    tree: shapely.STRtree, west: float, south: float, east: float, north: float, reach: float
) -> Indices:
    high = reach / _M_PER_DEG * 1.02 + 1e-6
    low_lat, high_lat = south - high, north + high
    widest = math.cos(math.radians(min(89.9, max(abs(low_lat), abs(high_lat)))))
    wide = high / widest
    boxes = [(west - wide, low_lat, east + wide, high_lat)]
    if max(abs(low_lat), abs(high_lat)) >= 89.9 or east - west + 2 * wide >= 360:
        boxes = [(-180.0, low_lat, 180.0, high_lat)]
    elif west - wide < -180:
        boxes.append((west - wide + 360, low_lat, 180.0, high_lat))
    elif east + wide > 180:
        boxes.append((-180.0, low_lat, east + wide - 360, high_lat))
    found = [tree.query(shapely.box(*one)) for one in boxes]
    return np.unique(np.concatenate(found)).astype(np.int64)


def _in_metres(geometries: Geometries, frame: LocalFrame) -> Geometries:
    degrees = shapely.get_coordinates(geometries)
    x, y = frame.to_metres(degrees[:, 1], degrees[:, 0])
    moved = shapely.set_coordinates(geometries.copy(), np.column_stack((x, y)))
    return np.asarray(moved, dtype=object)
