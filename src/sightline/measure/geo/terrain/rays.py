"""Walk rays over a surface in machine code: how high the ground stands in one direction, and how far off.

A ray is straight here and the ground falls away from it by c d², c = (1 - k) / (2 R): curvature less refraction [1].
A ray ends where no ground as high as the highest of the surface could rise above what was found, at the farthest
distance asked for, or at the edge of the surface.

Sources:
[1] W. Torge, J. Müller, Geodesy, 4th edition (2012), section 5.1.1, https://doi.org/10.1515/9783110250008
"""

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numba
import numpy as np

from sightline.core.compute import cores
from sightline.measure.geo.terrain.surface import Surface
from sightline.model.geodesic import MEAN_RADIUS_M

_PART: Final = 64


def fall(refraction: float) -> float:
    """Return c of c d², by which the ground falls away from a straight ray [1/m]."""
    return (1.0 - refraction) / (2.0 * MEAN_RADIUS_M)


def _rays_loop(
    heights: Any,
    blocks: Any,
    west: Any,
    south: Any,
    step: Any,
    top: Any,
    east: Any,
    north: Any,
    eye: Any,
    bearing: Any,
    nearest: Any,
    reach: Any,
    growth: Any,
    c: Any,
    slope: Any,
    distance: Any,
    whole: Any,
) -> None:
    """Find for each ray the steepest slope to the ground, where it is, and whether all ground on the way is known.

    east, north, eye: (n) of the eyes [m]; bearing: (n, m) in the grid [rad]; slope, distance, whole: (n, m), written.
    """
    rows, cols = heights.shape
    for i in range(east.shape[0]):
        x0 = (east[i] - west) / step
        y0 = (north[i] - south) / step
        for j in range(bearing.shape[1]):
            dx = math.sin(bearing[i, j]) / step
            dy = math.cos(bearing[i, j]) / step
            best = -math.inf
            at = 0.0
            known = True
            d = nearest
            while d <= reach:
                # nothing farther can stand higher than the highest ground of all; if that lies below the eye, its
                # slope rises until it lies sqrt((eye - top) / c) off
                if (top - eye[i]) / d - c * d < best and (top > eye[i] or d * d * c > eye[i] - top):
                    break
                x = x0 + d * dx
                y = y0 + d * dy
                col = int(x)
                row = int(y)
                if x < 0 or y < 0 or col >= cols - 1 or row >= rows - 1:
                    known = False
                    break
                # a block of which even the highest ground stands below what was found is stepped over
                b_row, b_col = row // 8, col // 8
                rise = blocks[b_row, b_col] - eye[i]
                if rise < (best + c * d) * (d if rise >= 0 else d + 12.0 * step):
                    over_x = ((b_col + 1) * 8 - x) / dx if dx > 0 else (b_col * 8 - x) / dx if dx < 0 else 1e9
                    over_y = ((b_row + 1) * 8 - y) / dy if dy > 0 else (b_row * 8 - y) / dy if dy < 0 else 1e9
                    d += min(over_x, over_y) + 0.02 * step
                    continue
                p = x - col
                q = y - row
                z = (heights[row, col] * (1 - p) + heights[row, col + 1] * p) * (1 - q) + (
                    heights[row + 1, col] * (1 - p) + heights[row + 1, col + 1] * p
                ) * q
                if not math.isnan(z):
                    s = (z - eye[i]) / d - c * d
                    if s > best:
                        best = s
                        at = d
                else:
                    known = False
                stride = step if d > 8000.0 else min(0.5 * step, max(0.1 * step, 0.02 * d))
                d += max(stride, growth * d)
            slope[i, j] = best
            distance[i, j] = at
            whole[i, j] = known


_rays: Any = numba.njit(cache=True, nogil=True, error_model="numpy")(_rays_loop)


def cast(
    surface: Surface,
    east: Any,
    north: Any,
    eye: Any,
    bearing: Any,
    *,
    nearest: float,
    reach: float,
    refraction: float,
    growth: float = 0.0,
) -> tuple[Any, Any, Any]:
    """Cast rays from many eyes; return slope (tangent of the elevation), distance [m] and whole, each (n, m).

    :param east, north, eye: (n) where the eyes are [m]; :param bearing: (n, m) clockwise from the grid's north [rad].
    :param nearest, reach: where rays begin and end [m].
    :param refraction: coefficient k.
    :param growth: least stride as a part of the distance; 0 looks at every cell, 0.007 is five times quicker.
    """
    n, m = bearing.shape
    slope, distance = np.empty((n, m)), np.empty((n, m))
    whole = np.empty((n, m), np.bool_)
    grid = surface.grid
    east, north, eye, bearing = (np.ascontiguousarray(one, np.float64) for one in (east, north, eye, bearing))

    def part(rows: slice, cols: slice) -> None:
        found = np.empty(bearing[rows, cols].shape), np.empty(bearing[rows, cols].shape)
        seen = np.empty(found[0].shape, np.bool_)
        _rays(
            surface.heights, surface.blocks, grid.west_m, grid.south_m, grid.step_m, surface.top_m,
            east[rows], north[rows], eye[rows],
            np.ascontiguousarray(bearing[rows, cols]), nearest, reach, growth, fall(refraction), *found, seen,
        )  # fmt: skip
        slope[rows, cols], distance[rows, cols], whole[rows, cols] = *found, seen

    parts = (
        [(slice(at, at + 8), slice(None)) for at in range(0, n, 8)]
        if n > 8
        else [(slice(None), slice(at, at + _PART)) for at in range(0, m, _PART)]
    )
    if n * m < 200:
        for rows, cols in parts:
            part(rows, cols)
        return slope, distance, whole
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(lambda both: part(*both), parts))
    return slope, distance, whole
