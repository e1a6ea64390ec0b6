"""Gather the tiles of a folder into one surface, and name everything that is not there.

Tiles with the finest cells are laid first and others fill what those leave open. Ground that no tile knows stays
unknown and is named by the degree it lies in, since a void taken for sea level hides mountains. Tiles of other sorts
are left out by name, never silently.
"""

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import BadValue, OverLimit, SkipItem, Unreadable
from sightline.measure.geo.local import LocalFrame
from sightline.measure.geo.terrain.hgt import cell_name, hgt_corner, read_hgt
from sightline.measure.geo.terrain.laying import Laid, lay_geotiff, lay_hgt
from sightline.measure.geo.terrain.surface import Floats, Grid, Heights, Surface, surface_of

MOST_TILES: Final = 4_000
MOST_BYTES: Final = 4 << 30
"""Of one tile."""
_EDGE_ONLY: Final = 0.97
"""Share of a degree without heights from which only the rows that a tile has in common with its neighbour are known."""
_GEOTIFF: Final = (".tif", ".tiff")
_CORNER: Final = re.compile(
    r"(?<![A-Z0-9])([NS])([0-9]{2})(?:_?00)?_?([EW])([0-9]{3})(?![0-9]{2})", re.IGNORECASE
)


@frozen(slots=True)
class Used:
    """A tile that gave heights."""

    name: str
    cell_m: float
    share: float
    """Of the cells of the surface that have their height from it, 0 to 1."""
    about: str


@frozen(slots=True)
class Refused:
    """A tile that could not be used, and why."""

    name: str
    fault: str
    todo: str | None


@frozen(slots=True)
class Unknown:
    """A degree of the Earth with ground nobody knows."""

    cell: str
    """Named as tiles are, by its south-western corner: N35E036."""
    share: float
    """Of its ground inside the surface, 0 to 1; 1 where no tile covers any of it."""

    @property
    def sentence(self) -> str:
        """Say it."""
        if self.share >= 0.9995:
            return f"no heights at all for {self.cell}: its tile is missing"
        if self.share >= _EDGE_ONLY:
            return (
                f"no heights for {self.cell} but along its edge, which a tile beside it knows: "
                "its tile is missing or empty"
            )
        part = f"{self.share:.1%}" if self.share >= 0.001 else "less than 0.1%"
        return f"{part} of {self.cell} has no height (voids, or the edge of a tile)"


@frozen(slots=True, eq=False)
class Gathered:
    """A surface, and what went into it."""

    surface: Surface
    used: tuple[Used, ...]
    refused: tuple[Refused, ...]
    unknown: tuple[Unknown, ...]
    caveats: tuple[str, ...]


def gather(folder: Path, grid: Grid, *, lay: Callable[[Path, Grid], Laid] = lay_geotiff) -> Gathered:
    """Gather what the tiles of a folder say about a grid.

    :param folder: with tiles (.hgt, .hgt.gz, .hgt.zip, .tif, .tiff), read sorted by name; folders in it too.
    :param lay: lays one GeoTIFF; pass one that does so in a sandbox for files of strangers.
    :raises Unreadable: when there is no such folder; :raises BadValue: when no tile in it covers the grid's ground;
        :raises OverLimit: when it holds more than ``MOST_TILES``.
    """
    laid: list[tuple[str, Laid]] = []
    refused: list[Refused] = []
    for path in tiles_in(folder):
        name = str(path.relative_to(folder))
        if _surely_elsewhere(path.name, grid):
            continue
        try:
            one = _lay_tile(path, grid, lay)
        except SkipItem as fault:
            refused.append(Refused(name, fault.fault, fault.todo))
            continue
        if one.heights.size > 0 and bool(np.any(np.isfinite(one.heights))):
            laid.append((name, one))
    if len(laid) == 0:
        broken = "".join(f"; {one.name}: {one.fault}" for one in refused[:5])
        raise BadValue(
            f"no tile in it covers the ground around {grid.lat:.4f}, {grid.lon:.4f}{broken}",
            item=str(folder),
            todo="put elevation tiles of that region there, such as "
            f"{cell_name(math.floor(grid.lat), math.floor(grid.lon))}.hgt",
        )
    heights, used = _merge(laid, grid)
    surface = surface_of(heights, grid)
    return Gathered(surface, used, tuple(refused), unknown_in(surface), _caveats(used, surface.grid.step_m))


def tiles_in(folder: Path) -> tuple[Path, ...]:
    """List the tiles of a folder and of the folders in it, sorted.

    :raises Unreadable: when there is no such folder; :raises OverLimit: when there are more than ``MOST_TILES``.
    """
    if not folder.is_dir():
        raise Unreadable(
            "there is no such folder of elevation tiles", item=str(folder), todo="check the path"
        )
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and (path.suffix.lower() in _GEOTIFF or hgt_corner(path.name) is not None)
    )
    if len(found) > MOST_TILES:
        raise OverLimit(
            f"it holds more than {MOST_TILES} tiles", item=str(folder), todo="name a smaller folder"
        )
    return tuple(found)


def finest_m(
    folder: Path, lat: float, lon: float, *, lay: Callable[[Path, Grid], Laid] = lay_geotiff
) -> float:
    """Tell the cell of the finest tile about a point [m], so that a grid can be laid as fine as its tiles.

    :raises BadValue: when no tile covers it; else as ``gather``.
    """
    grid = Grid(lat, lon, -500.0, -500.0, 100.0, 11, 11)
    return min(one.cell_m for one in gather(folder, grid, lay=lay).used)


def unknown_in(surface: Surface) -> tuple[Unknown, ...]:
    """Name the degrees of the Earth in which a surface has unknown ground, the most unknown first."""
    grid = surface.grid
    dark = ~np.isfinite(surface.heights)
    if not bool(dark.any()):
        return ()
    rows = np.arange(grid.rows)
    cols = np.arange(grid.cols)
    if grid.rows * grid.cols > 4_000_000:  # a sample of the known cells is enough; of the unknown too
        rows, cols = rows[::3], cols[::3]
    east, north = np.meshgrid(grid.west_m + cols * grid.step_m, grid.south_m + rows * grid.step_m)
    lat, lon = _degrees(surface.frame, east, north)
    cell = np.floor(lat).astype(np.int64) * 1000 + np.floor(lon).astype(np.int64)
    keys, where = np.unique(cell, return_inverse=True)
    all_of = np.bincount(where.ravel(), minlength=len(keys))
    dark_of = np.bincount(where.ravel(), dark[np.ix_(rows, cols)].ravel(), minlength=len(keys))
    found = [
        Unknown(cell_name(*_corner(int(key))), float(bad / whole))
        for key, whole, bad in zip(keys, all_of, dark_of, strict=True)
        if bad > 0
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, one.cell)))


def _corner(key: int) -> tuple[int, int]:
    lat = round(key / 1000)
    return lat, key - lat * 1000


def _degrees(frame: LocalFrame, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Turn metres into degrees by a coarse lattice: good to a metre and much quicker than each point."""
    rows, cols = east.shape
    pick_r, pick_c = _picks(rows), _picks(cols)
    lat, lon = frame.to_degrees(east[np.ix_(pick_r, pick_c)], north[np.ix_(pick_r, pick_c)])
    near_pole = bool(np.abs(lat).max() > 85.0)
    if near_pole:
        return frame.to_degrees(east, north)
    lon = frame.lon + (lon - frame.lon + 180.0) % 360.0 - 180.0
    all_lat, all_lon = (_spread(one, pick_r, pick_c, rows, cols) for one in (lat, lon))
    return all_lat, (all_lon + 180.0) % 360.0 - 180.0


def _picks(count: int) -> NDArray[np.int64]:
    return np.unique(np.append(np.arange(0, count, 32), count - 1))


def _spread(
    values: Floats, pick_r: NDArray[np.int64], pick_c: NDArray[np.int64], rows: int, cols: int
) -> Floats:
    wide = np.stack([np.interp(np.arange(cols), pick_c, row) for row in values])
    at = np.arange(rows)
    low = np.clip(np.searchsorted(pick_r, at, side="right") - 1, 0, len(pick_r) - 2)
    part = ((at - pick_r[low]) / (pick_r[low + 1] - pick_r[low]))[:, None]
    found: Floats = wide[low] * (1 - part) + wide[low + 1] * part
    return found


def _lay_tile(path: Path, grid: Grid, lay: Callable[[Path, Grid], Laid]) -> Laid:
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise Unreadable(f"it cannot be read: {fault.strerror}", item=path.name) from fault
    if size > MOST_BYTES:
        raise OverLimit(f"its {size} bytes are more than a tile may have", item=path.name, todo="cut it up")
    if path.suffix.lower() in _GEOTIFF:
        return lay(path, grid)
    return lay_hgt(read_hgt(path), grid)


def _surely_elsewhere(name: str, grid: Grid) -> bool:
    """Tell by the corner in its name that a tile cannot reach the grid; up to ten degrees of size are allowed for."""
    found = _CORNER.search(name)
    if found is None:
        return False
    lat = int(found[2]) * (1 if found[1] in "Nn" else -1)
    lon = int(found[4]) * (1 if found[3] in "Ee" else -1)
    reach = math.degrees(math.hypot(grid.rows, grid.cols) * grid.step_m / 6_335_000.0) + 10.5
    if abs(lat - grid.lat) > reach:
        return True
    most = abs(grid.lat) + reach
    return most < 80 and abs((lon - grid.lon + 180) % 360 - 180) > reach / math.cos(math.radians(most))


def _merge(laid: list[tuple[str, Laid]], grid: Grid) -> tuple[Heights, tuple[Used, ...]]:
    heights = np.full((grid.rows, grid.cols), np.nan, np.float32)
    used = []
    for name, one in sorted(laid, key=lambda pair: (pair[1].cell_m, pair[0])):
        rows, cols = one.heights.shape
        part = heights[one.row : one.row + rows, one.col : one.col + cols]
        fill = ~np.isfinite(part) & np.isfinite(one.heights)
        part[fill] = one.heights[fill]
        used.append(Used(name, one.cell_m, float(fill.sum() / heights.size), one.about))
    return heights, tuple(used)


def _caveats(used: tuple[Used, ...], step_m: float) -> tuple[str, ...]:
    found = [
        (
            "heights are taken as the tiles give them (above the geoid for SRTM and Copernicus, above the ellipsoid "
            "for some GeoTIFFs); a common shift changes no skyline"
        )
    ]
    sizes = sorted({round(one.cell_m) for one in used if one.share > 0})
    if len(sizes) > 1:
        found.append(
            f"tiles of different cells are joined ({', '.join(map(str, sizes))} m): seams may stand out"
        )
    if sizes[0] > 1.5 * step_m:
        found.append(f"the tiles' cells are {sizes[0]} m wide: finer steps add nothing")
    if len({one.about.rpartition(";")[2].strip() for one in used if one.share > 0}) > 1:
        found.append("tiles with different vertical datums are joined: steps of tens of metres are possible")
    return tuple(found)
