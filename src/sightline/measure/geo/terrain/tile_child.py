"""What is served inside the sandbox: a GeoTIFF of a stranger is laid on a grid there, and nowhere else.

Out come whole numbers and a file of plain 32-bit heights, of which whoever is outside checks the length.
"""

from pathlib import Path
from typing import Final, Literal

from attrs import frozen

from sightline.core.errors import Damaged, OverLimit, Unreadable
from sightline.core.sandbox_companion import CompanionSpec
from sightline.core.sandbox_worker import Emit, Task
from sightline.measure.geo.terrain.laying import lay_geotiff
from sightline.measure.geo.terrain.surface import Grid

COMPANIONS: Final[tuple[CompanionSpec, ...]] = ()
LAY: Final = "lay"
HEIGHTS: Final = "heights.f32"


@frozen(slots=True)
class TileTold:
    """What came of one tile; a fault leaves the rest empty."""

    measure: str
    row: int = 0
    col: int = 0
    rows: int = 0
    cols: int = 0
    cell_mm: int = 0
    about: str = ""
    fault: str | None = None
    kind: Literal["Damaged", "OverLimit", "Unreadable"] = "Damaged"
    todo: str | None = None


def warm(path: str, measures: tuple[str, ...]) -> None:
    """Nothing is left to import: this file already brought the reader."""


def examine(task: Task, emit: Emit) -> None:
    """Lay the tile of a task."""
    emit("begin", LAY)
    try:
        emit("finding", _lay(task))
    except (Damaged, OverLimit, Unreadable) as fault:
        kind: Literal["Damaged", "OverLimit", "Unreadable"] = "Damaged"
        if isinstance(fault, OverLimit):
            kind = "OverLimit"
        elif isinstance(fault, Unreadable):
            kind = "Unreadable"
        emit("finding", TileTold(LAY, fault=fault.fault[:500], kind=kind, todo=fault.todo))
    emit("done", LAY)


def _lay(task: Task) -> TileTold:
    given = task.parameters[LAY]
    lat, lon, west, south, step = (float(given[key]) for key in ("lat", "lon", "west", "south", "step"))
    laid = lay_geotiff(Path(task.path), Grid(lat, lon, west, south, step, given["rows"], given["cols"]))
    rows, cols = laid.heights.shape
    if laid.heights.size > 0:
        (task.out / HEIGHTS).write_bytes(laid.heights.astype("<f4").tobytes())
    return TileTold(LAY, laid.row, laid.col, rows, cols, round(laid.cell_m * 1000), laid.about)
