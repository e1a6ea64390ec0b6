"""Hold heights on a square grid of true metres, so that rays over them need no map projection.

The grid stands in a ``LocalFrame``: metres east and north of one point. Row 0 is the southern row, so that both axes
grow as their coordinates do. NaN is ground nobody knows: a void of the model or a tile that is not there. It is never
taken for sea level.
"""

import math
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import BadValue, OverLimit
from sightline.measure.geo.local import LocalFrame

Heights = NDArray[np.float32]
Floats = NDArray[np.float64]
MOST_CELLS: Final = 40_000_000
"""160 MB of heights: 190 by 190 km at 30 m."""
BLOCK: Final = 8
MARGIN: Final = 8
"""Cells laid beyond two points, for what is beside the line between them."""
REFRACTION: Final = 0.13
"""Coefficient k of refraction: the radius of a ray is R/k. 0.13 by day over land, more over cold ground [1].

[1] W. Torge, J. Müller, Geodesy, 4th edition (2012), section 5.1.1, https://doi.org/10.1515/9783110250008
"""


@frozen(slots=True)
class Grid:
    """Where the cells of a surface lie: the centre of cell (0, 0) and the step, in metres about a point."""

    lat: float
    lon: float
    west_m: float
    south_m: float
    step_m: float
    rows: int
    cols: int

    def __attrs_post_init__(self) -> None:
        if not (math.isfinite(self.step_m) and self.step_m > 0) or self.rows < 2 or self.cols < 2:
            raise BadValue(
                "a grid of heights has a step above 0 and two rows and columns or more",
                item=f"{self.step_m} m, {self.rows} by {self.cols}",
            )
        if self.rows * self.cols > MOST_CELLS:
            raise OverLimit(
                f"{self.rows} by {self.cols} cells of {self.step_m:g} m are more than {MOST_CELLS // 10**6} million",
                todo="take a smaller area or a larger step",
            )


@frozen(slots=True, eq=False)
class Surface:
    """Heights [m] at the cells of a grid; heights between cells are interpolated bilinearly."""

    heights: Heights
    """(rows, cols), row 0 in the south, NaN where unknown."""
    grid: Grid
    frame: LocalFrame
    blocks: Heights
    """Highest ground of each block of ``BLOCK`` cells and of the cells beside it; infinite where some is unknown."""
    top_m: float
    """Highest known ground."""


def grid_around(lat: float, lon: float, reach_m: float, step_m: float) -> Grid:
    """Lay a square grid of ``2 * reach_m`` about a point in the middle of it.

    :param lat: [degrees], [-90, 90]; :param lon: [degrees], [-180, 180].
    :param reach_m: from the point to the edges [m], above 0; :param step_m: of the cells [m], above 0.
    :raises BadValue: for a reach or step that is not above 0; :raises OverLimit: for too many cells.
    """
    if not (math.isfinite(reach_m) and reach_m > 0 and math.isfinite(step_m) and step_m > 0):
        raise BadValue("an area reaches further than 0 m", item=f"{reach_m} m in steps of {step_m} m")
    half = max(1, math.ceil(reach_m / step_m))
    return Grid(lat, lon, -half * step_m, -half * step_m, step_m, 2 * half + 1, 2 * half + 1)


def grid_between(lat: float, lon: float, to_lat: float, to_lon: float, step_m: float) -> Grid:
    """Lay a grid over two points and the ground between, with its cells where ``grid_around`` the first has them.

    So the ground under a line of sight is that of the skyline seen from its first point.

    :param lat: :param lon: :param to_lat: :param to_lon: [degrees]; :param step_m: of the cells [m], above 0.
    :raises BadValue: for a step that is not above 0, or no point of the Earth; :raises OverLimit: for too many cells.
    """
    if not (math.isfinite(step_m) and step_m > 0):
        raise BadValue("cells are wider than 0 m", item=f"{step_m} m")
    east, north = (float(one) for one in LocalFrame(lat, lon).to_metres(to_lat, to_lon))
    low = [math.floor(min(0.0, end) / step_m) - MARGIN for end in (east, north)]
    high = [math.ceil(max(0.0, end) / step_m) + MARGIN for end in (east, north)]
    cols, rows = (top - bottom + 1 for bottom, top in zip(low, high, strict=True))
    return Grid(lat, lon, low[0] * step_m, low[1] * step_m, step_m, rows, cols)


def surface_of(heights: NDArray[np.floating], grid: Grid) -> Surface:
    """Put heights on a grid; what is not finite or beyond what the Earth has becomes unknown.

    :param heights: (rows, cols) of the grid [m], row 0 in the south.
    :raises BadValue: when the shapes differ.
    """
    if heights.shape != (grid.rows, grid.cols):
        raise BadValue(f"heights of shape {heights.shape} do not fit a grid of {grid.rows} by {grid.cols}")
    kept = np.array(heights, np.float32, order="C")
    with np.errstate(invalid="ignore"):
        kept[~(np.abs(kept) < 12_000.0)] = np.nan
    top = float(np.nanmax(kept)) if bool(np.isfinite(kept).any()) else -math.inf
    return Surface(kept, grid, LocalFrame(grid.lat, grid.lon), _blocks(kept), top)


def _blocks(heights: Heights) -> Heights:
    rows, cols = (-(-side // BLOCK) for side in heights.shape)
    padded = np.full((rows * BLOCK + 1, cols * BLOCK + 1), np.float32(-np.inf))
    padded[: heights.shape[0], : heights.shape[1]] = np.where(np.isfinite(heights), heights, np.inf)
    down = padded[:-1].reshape(rows, BLOCK, -1).max(axis=1)
    down = np.maximum(down, padded[BLOCK::BLOCK])
    across = down[:, :-1].reshape(rows, cols, BLOCK).max(axis=2)
    found: Heights = np.maximum(across, down[:, BLOCK::BLOCK])
    return found


def height_at(surface: Surface, east: Floats | float, north: Floats | float) -> Floats:
    """Interpolate the height of points [m]; NaN outside, and beside ground nobody knows.

    :param east: :param north: metres of the surface's frame, any shape that broadcasts.
    """
    grid = surface.grid
    x, y = np.broadcast_arrays(
        (np.asarray(east, np.float64) - grid.west_m) / grid.step_m,
        (np.asarray(north, np.float64) - grid.south_m) / grid.step_m,
    )
    inside = (x >= 0) & (y >= 0) & (x <= grid.cols - 1) & (y <= grid.rows - 1)
    col = np.clip(np.where(inside, x, 0).astype(np.int64), 0, grid.cols - 2)
    row = np.clip(np.where(inside, y, 0).astype(np.int64), 0, grid.rows - 2)
    right, up = x - col, y - row
    cells = surface.heights
    low = cells[row, col] * (1 - right) + cells[row, col + 1] * right
    high = cells[row + 1, col] * (1 - right) + cells[row + 1, col + 1] * right
    found: Floats = np.where(inside, low * (1 - up) + high * up, np.nan)
    return found


def north_turn_deg(surface: Surface, east: Floats | float, north: Floats | float) -> Floats:
    """Tell by how much true north stands clockwise of the grid's north at points [degrees].

    Add nothing at the middle of the frame; elsewhere true bearing = bearing in the grid - this.
    """
    lat, lon = surface.frame.to_degrees(east, north)
    step = np.where(lat > 0, -1e-4, 1e-4)  # away from the nearer pole, so that no step passes it
    there_east, there_north = surface.frame.to_metres(lat + step, lon)
    turn: Floats = np.degrees(
        np.arctan2((there_east - east) * np.sign(step), (there_north - north) * np.sign(step))
    )
    return turn
