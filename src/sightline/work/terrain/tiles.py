"""Gather elevation tiles of strangers: GeoTIFFs are parsed in the sandbox, one at a time, and only heights come out."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from sightline.core.errors import Damaged, MissingProgram, OverLimit, SkipItem, Unreadable
from sightline.core.sandbox import Examiner, Fault, Job, Limits
from sightline.measure.geo.terrain.gathering import Gathered, finest_m, gather
from sightline.measure.geo.terrain.laying import Laid
from sightline.measure.geo.terrain.surface import Grid, grid_around, grid_between
from sightline.measure.geo.terrain.tile_child import HEIGHTS, LAY, TileTold

LIMITS: Final = Limits(
    memory_bytes=2 << 30, wall_s=60, wall_s_per_mib=1, file_bytes=192 << 20, folder_bytes=200 << 20
)
FINEST_M: Final = 10.0
COARSEST_M: Final = 200.0
_MODULE: Final = "sightline.measure.geo.terrain.tile_child"
_KINDS: Final[dict[str, type[SkipItem]]] = {
    "Damaged": Damaged,
    "OverLimit": OverLimit,
    "Unreadable": Unreadable,
}
_TODO: Final = "fetch the tile again, or take it out of the folder; its ground is treated as unknown"


def gather_around(
    folder: Path, lat: float, lon: float, reach_m: float, *, step_m: float | None = None
) -> Gathered:
    """Gather the tiles of a folder about a point, as fine as the finest of them that lies there.

    :param lat: :param lon: [degrees]; :param reach_m: from the point to the edges [m].
    :param step_m: cells of the surface [m]; by default those of the tiles, between 10 and 200.
    :raises Unreadable: when there is no such folder; :raises BadValue: when no tile covers the ground;
        :raises OverLimit: when the area is too large.
    """
    return _gather(folder, lat, lon, lambda step: grid_around(lat, lon, reach_m, step), step_m)


def gather_between(folder: Path, lat: float, lon: float, to_lat: float, to_lon: float) -> Gathered:
    """Gather the tiles of a folder between two points, with the cells that ``gather_around`` the first has.

    :param lat: :param lon: :param to_lat: :param to_lon: [degrees].
    :raises Unreadable: when there is no such folder; :raises BadValue: when no tile covers the ground;
        :raises OverLimit: when the area is too large.
    """
    return _gather(folder, lat, lon, lambda step: grid_between(lat, lon, to_lat, to_lon, step), None)


def _gather(
    folder: Path, lat: float, lon: float, grid: Callable[[float], Grid], step_m: float | None
) -> Gathered:
    if not folder.is_dir():  # a link to itself too
        raise Unreadable(
            "there is no such folder of elevation tiles", item=str(folder), todo="check the path"
        )
    with tempfile.TemporaryDirectory(prefix="sightline-tiles-") as place:
        out = Path(place)
        with Examiner(_MODULE, TileTold, _failed, read_only=[folder], limits=LIMITS) as examiner:

            def lay(path: Path, over: Grid) -> Laid:
                return _lay(examiner, out, path, over)

            step = step_m
            if step is None:
                step = min(COARSEST_M, max(FINEST_M, round(finest_m(folder, lat, lon, lay=lay))))
            return gather(folder, grid(step), lay=lay)


def _lay(examiner: Examiner[TileTold], out: Path, path: Path, grid: Grid) -> Laid:
    given = {
        "lat": repr(grid.lat),
        "lon": repr(grid.lon),
        "west": repr(grid.west_m),
        "south": repr(grid.south_m),
        "step": repr(grid.step_m),
        "rows": grid.rows,
        "cols": grid.cols,
    }
    try:
        reply = examiner.run(Job(path, path.name, "", (LAY,), {LAY: given}, out))
    except MissingProgram as fault:
        raise Unreadable(f"it was not read: {fault.fault}", item=path.name, todo=fault.todo) from fault
    for _, why in reply.faults:
        kind = OverLimit if why.kind in {"time", "cpu", "memory", "size"} else Damaged
        raise kind(f"its reader failed: {why.sentence}", item=path.name, todo=_TODO)
    told = reply.findings[0]
    if told.fault is not None:
        raise _KINDS[told.kind](told.fault, item=path.name, todo=told.todo or _TODO)
    return _checked(told, grid, out, path)


def _checked(told: TileTold, grid: Grid, out: Path, path: Path) -> Laid:
    """Take what came out of the sandbox only if it fits the grid that was asked for."""
    inside = 0 <= told.row <= grid.rows - told.rows and 0 <= told.col <= grid.cols - told.cols
    if told.rows < 0 or told.cols < 0 or not inside or told.cell_mm <= 0:
        raise Damaged("its reader gave what fits no grid", item=path.name, todo=_TODO)
    about = "".join(c for c in told.about[:300] if c.isprintable())
    size = told.rows * told.cols
    if size == 0:
        return Laid(0, 0, np.empty((0, 0), np.float32), told.cell_mm / 1000, about)
    product = out / HEIGHTS
    try:
        body = product.read_bytes()
        product.unlink()
    except OSError as fault:
        raise Damaged("its reader gave no heights", item=path.name, todo=_TODO) from fault
    if len(body) != 4 * size:
        raise Damaged("its reader gave heights of another size", item=path.name, todo=_TODO)
    heights = np.frombuffer(body, "<f4").astype(np.float32).reshape(told.rows, told.cols)
    return Laid(told.row, told.col, heights, told.cell_mm / 1000, about)


def _failed(measure: str, fault: Fault, _parameters: object) -> TileTold:
    return TileTold(measure, fault=fault.sentence, todo=fault.todo)
