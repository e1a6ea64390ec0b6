"""Lay one tile onto the grid of a surface: any projection, any resolution, voids kept as voids.

The warping is GDAL's, bilinear; a grid coarser than the tile averages what falls together. Only the part of the grid
under the tile is made.
"""

import math
from pathlib import Path
from typing import Any, Final

import numpy as np
import rasterio
from attrs import frozen
from rasterio.crs import CRS
from rasterio.errors import CRSError, RasterioError, RasterioIOError
from rasterio.transform import Affine
from rasterio.warp import Resampling, reproject, transform_bounds

from sightline.core.errors import Damaged, OverLimit, Unreadable
from sightline.measure.geo.terrain.hgt import HgtTile
from sightline.measure.geo.terrain.surface import Grid, Heights

_DEGREES: Final = CRS.from_epsg(4326)
_MOST_SIDE: Final = 200_000
_TODO: Final = "fetch the tile again, or take it out of the folder; its ground is treated as unknown"


@frozen(slots=True, eq=False)
class Laid:
    """Part of a grid with the heights of one tile."""

    row: int
    col: int
    """Of its south-western cell in the grid."""
    heights: Heights
    """(rows, cols) [m], row 0 in the south; NaN where the tile has none. (0, 0) when it lies elsewhere."""
    cell_m: float
    """Size of the tile's own cells [m]."""
    about: str
    """What the tile says of itself: projection and vertical datum."""


def lay_hgt(tile: HgtTile, grid: Grid) -> Laid:
    """Lay an SRTM tile."""
    side = len(tile.heights)
    step = 1.0 / (side - 1)
    corner = Affine(step, 0, tile.west - step / 2, 0, -step, tile.south + 1 + step / 2)
    cell_m = step * 111_195.0
    bounds = (float(tile.west), float(tile.south), tile.west + 1.0, tile.south + 1.0)
    about = "SRTM, degrees of WGS84; heights above EGM96 as published"
    return _lay(tile.heights, corner, _DEGREES, bounds, grid, cell_m=cell_m, about=about)


def lay_geotiff(path: Path, grid: Grid) -> Laid:
    """Lay the first band of a GeoTIFF.

    GDAL parses the file: for files of strangers call this in a sandbox.

    :raises Damaged: when it does not decode, or says neither where it lies nor in which projection.
    :raises OverLimit: when it is larger than any tile.
    :raises Unreadable: when it cannot be read.
    """
    try:
        with (
            rasterio.Env(GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR", GDAL_PAM_ENABLED="NO", GDAL_CACHEMAX=64),
            rasterio.open(path, driver="GTiff") as file,
        ):
            _check(file, path.name)
            bounds = transform_bounds(file.crs, _DEGREES, *file.bounds)
            cell_m = _cell_m(file)
            unit = _metres_a_unit(file)
            found = _lay(
                rasterio.band(file, 1),
                file.transform,
                file.crs,
                bounds,
                grid,
                nodata=file.nodata,
                cell_m=cell_m,
                about=_about(file),
            )
            return found if unit == 1.0 else _scaled(found, unit)
    except CRSError as fault:
        raise Damaged(f"its projection cannot be used: {fault}", item=path.name, todo=_TODO) from fault
    except RasterioIOError as fault:
        raise Damaged(f"it does not decode: {fault}", item=path.name, todo=_TODO) from fault
    except (RasterioError, ValueError) as fault:
        raise Damaged(f"it cannot be laid on the map: {fault}", item=path.name, todo=_TODO) from fault
    except OSError as fault:
        raise Unreadable(f"it cannot be read: {fault.strerror or fault}", item=path.name) from fault


def _check(file: Any, name: str) -> None:
    if file.crs is None or file.transform.is_identity:
        raise Damaged("it does not say where on the Earth it lies", item=name, todo="add its projection")
    if file.count < 1 or np.dtype(file.dtypes[0]).kind not in "iuf":
        raise Damaged("it holds no heights", item=name, todo=_TODO)
    if max(file.width, file.height) > _MOST_SIDE:
        raise OverLimit(
            f"{file.width} by {file.height} cells are more than any tile has", item=name, todo=_TODO
        )


def _lay(
    source: Any,
    transform: Affine,
    crs: CRS,
    bounds: tuple[float, float, float, float],
    grid: Grid,
    *,
    nodata: float | None = None,
    cell_m: float,
    about: str,
) -> Laid:
    window = _window(bounds, grid)
    if window is None:
        return Laid(0, 0, np.empty((0, 0), np.float32), cell_m, about)
    row, col, rows, cols = window
    target = np.full((rows, cols), np.nan, np.float32)
    north = grid.south_m + (row + rows - 0.5) * grid.step_m
    place = Affine(grid.step_m, 0, grid.west_m + (col - 0.5) * grid.step_m, 0, -grid.step_m, north)
    reproject(
        source,
        target,
        src_transform=transform,
        src_crs=crs,
        src_nodata=math.nan if nodata is None else nodata,
        dst_transform=place,
        dst_crs=CRS.from_proj4(_local(grid)),
        dst_nodata=math.nan,
        resampling=Resampling.bilinear,
        init_dest_nodata=True,
    )
    found = np.ascontiguousarray(target[::-1])
    if abs(grid.lat) == 90.0:
        _fill_pole(found, round(-grid.south_m / grid.step_m) - row, round(-grid.west_m / grid.step_m) - col)
    return Laid(row, col, found, cell_m, about)


def _fill_pole(heights: Heights, row: int, col: int) -> None:
    """Give the cell on a pole, which has no longitude and so no place in a tile, the mean of those around it."""
    around = heights[max(0, row - 1) : row + 2, max(0, col - 1) : col + 2]
    if around.shape == (3, 3) and np.isnan(around[1, 1]) and int(np.isfinite(around).sum()) == 8:
        around[1, 1] = np.nanmean(around)


def _window(bounds: tuple[float, float, float, float], grid: Grid) -> tuple[int, int, int, int] | None:
    """Find the rows and columns of the grid under a box of degrees, some cells too many."""
    if not all(map(math.isfinite, bounds)):
        raise ValueError("its edges are nowhere on the Earth")
    west, south, east, north = bounds
    if east < west:
        east += 360.0
    # the middle line of longitude turned to the side of the Earth where the grid lies
    turn = 360.0 * round((grid.lon - (west + east) / 2) / 360.0)
    half = 0.5 * math.hypot(grid.rows, grid.cols) * grid.step_m
    middle_e = grid.west_m + grid.cols * grid.step_m / 2
    middle_n = grid.south_m + grid.rows * grid.step_m / 2
    reach = math.degrees((half + math.hypot(middle_e, middle_n)) / 6_335_000.0)
    if south - reach > grid.lat or north + reach < grid.lat:
        return None
    furthest = min(90.0, abs(grid.lat) + reach)
    wide = 180.0 if furthest > 89.0 else reach / math.cos(math.radians(furthest))
    if west + turn - wide > grid.lon or east + turn + wide < grid.lon:
        return None
    edges = _box_metres(bounds, grid) if furthest <= 85.0 else None
    if edges is None:
        return 0, 0, grid.rows, grid.cols
    cells = [
        (edge - base) / grid.step_m for edge, base in zip(edges, (grid.west_m, grid.south_m) * 2, strict=True)
    ]
    left, low = max(0, math.floor(cells[0]) - 3), max(0, math.floor(cells[1]) - 3)
    right, high = min(grid.cols, math.ceil(cells[2]) + 4), min(grid.rows, math.ceil(cells[3]) + 4)
    return None if right <= left or high <= low else (low, left, high - low, right - left)


def _box_metres(
    bounds: tuple[float, float, float, float], grid: Grid
) -> tuple[float, float, float, float] | None:
    """Bound a box of degrees in metres of the grid; None where it is too large for that to mean anything."""
    west, south, east, north = bounds
    if east - west > 20 or north - south > 20 or east < west:
        return None
    place = CRS.from_proj4(_local(grid))
    box = transform_bounds(_DEGREES, place, west, south, east, north, densify_pts=51)
    return box if all(map(math.isfinite, box)) else None


def _local(grid: Grid) -> str:
    """Name the grid's projection, a centimetre aside: on the very edge of the map, 180 degrees, nothing is found."""
    return f"+proj=aeqd +lat_0={grid.lat!r} +lon_0={grid.lon + 1.3e-7!r} +ellps=WGS84 +units=m +no_defs"


def _cell_m(file: Any) -> float:
    across = max(abs(file.transform.a), abs(file.transform.e))
    return float(across * (111_195.0 if file.crs.is_geographic else file.crs.linear_units_factor[1]))


def _metres_a_unit(file: Any) -> float:
    """Return the metres of one unit of height; feet are said so by the band."""
    said = (file.units[0] or "").strip().lower()
    return {"ft": 0.3048, "feet": 0.3048, "foot": 0.3048, "us survey foot": 1200 / 3937}.get(said, 1.0)


def _scaled(laid: Laid, unit: float) -> Laid:
    heights = (laid.heights * np.float32(unit)).astype(np.float32)
    return Laid(laid.row, laid.col, heights, laid.cell_m, laid.about + f"; heights in feet, times {unit:.4f}")


def _about(file: Any) -> str:
    plane = file.crs.to_string()
    vertical = "vertical datum not stated in the file"
    if "VERT" in file.crs.to_wkt().upper():
        vertical = "vertical datum stated with its projection"
    return f"GeoTIFF, {plane[:120]}; {vertical}"
