"""Tell of all ground around a point which is seen from it.

Every cell has a line of sight of its own, walked from the eye outward through the ground between; none is taken from
its neighbours', which is what quicker methods do.
"""

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numba
import numpy as np
from numpy.typing import NDArray

from sightline.core.compute import cores
from sightline.core.errors import BadValue
from sightline.measure.geo.horizons import EYE_M, check_eye, stand
from sightline.measure.geo.terrain.rays import fall
from sightline.measure.geo.terrain.surface import REFRACTION, Surface

SEEN: Final = 1
HIDDEN: Final = 0
UNKNOWN: Final = -1
FARTHEST_CELLS: Final = 1_500


def viewshed(
    surface: Surface,
    lat: float,
    lon: float,
    *,
    eye_m: float = EYE_M,
    target_m: float = 0.0,
    reach_m: float = 10_000.0,
    refraction: float = REFRACTION,
) -> NDArray[np.int8]:
    """Tell which cells of a surface are seen from a point.

    :param lat: :param lon: of the eye [degrees]; :param eye_m: its height above the ground [m].
    :param target_m: height above the ground of what is to be seen [m].
    :param reach_m: how far [m]; at most ``FARTHEST_CELLS`` cells.
    :param refraction: coefficient k.
    :returns: (rows, cols) of the surface: 1 seen, 0 hidden, -1 unknown: beyond reach, void, or behind a void.
    :raises BadValue: for a point outside the surface or on unknown ground, and for numbers out of range.
    """
    check_eye(eye_m, refraction)
    check_eye(target_m, refraction)
    grid = surface.grid
    if not 0 < reach_m <= FARTHEST_CELLS * grid.step_m:
        raise BadValue(
            f"a reach of {reach_m:g} m is not between 0 and {FARTHEST_CELLS} cells of {grid.step_m:g} m",
            todo="take a smaller reach or a coarser surface",
        )
    east, north, ground = stand(surface, lat, lon)
    col, row = (east - grid.west_m) / grid.step_m, (north - grid.south_m) / grid.step_m
    found = np.full((grid.rows, grid.cols), UNKNOWN, np.int8)
    reach = reach_m / grid.step_m
    low, high = max(0, math.floor(row - reach)), min(grid.rows, math.ceil(row + reach) + 1)
    bands = [(at, min(high, at + 16)) for at in range(low, high, 16)]

    def band(rows: tuple[int, int]) -> None:
        _see(
            surface.heights,
            row,
            col,
            ground + eye_m,
            target_m,
            reach,
            grid.step_m,
            fall(refraction),
            *rows,
            found,
        )

    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(band, bands))
    return found


def _see_loop(
    heights: Any,
    row0: Any,
    col0: Any,
    eye: Any,
    target_m: Any,
    reach: Any,
    step: Any,
    c: Any,
    begin: Any,
    end: Any,
    found: Any,
) -> None:
    """Walk to each cell of some rows, a cell's width at a time."""
    rows, cols = heights.shape
    for r in range(begin, end):
        for k in range(max(0, int(col0 - reach)), min(cols, int(col0 + reach) + 2)):
            z = heights[r, k]
            dy, dx = r - row0, k - col0
            far = math.sqrt(dx * dx + dy * dy)
            if far > reach or math.isnan(z):
                continue
            if far < 1.0:
                found[r, k] = 1
                continue
            d = far * step
            aim = (z + target_m - eye) / d - c * d
            count = int(max(abs(dx), abs(dy)) + 0.999)
            seen, known = True, True
            # each step crosses one line of cells along the longer side: heights between two cells of that line
            for i in range(1, count):
                part = 1.0 - i / max(abs(dx), abs(dy))
                x, y = col0 + dx * part, row0 + dy * part
                if part * far < 1.0:
                    break
                a, b = int(x), int(y)
                p, q = x - a, y - b
                a1, b1 = min(a + 1, cols - 1), min(b + 1, rows - 1)
                h = (heights[b, a] * (1 - p) + heights[b, a1] * p) * (1 - q) + (
                    heights[b1, a] * (1 - p) + heights[b1, a1] * p
                ) * q
                if math.isnan(h):
                    known = False
                    continue
                way = part * d
                if (h - eye) / way - c * way > aim:
                    seen = False
                    break
            found[r, k] = 0 if not seen else (1 if known else -1)


_see: Any = numba.njit(cache=True, nogil=True, error_model="numpy")(_see_loop)
