"""What is served inside the sandbox for pictures: one picture of a stranger is decoded and its skyline traced.

Out come whole numbers: thousandths of a pixel.
"""

import warnings
from pathlib import Path
from typing import Final, Literal

from attrs import frozen
from PIL import Image, ImageOps

from sightline.core.errors import BadValue
from sightline.core.sandbox_companion import CompanionSpec
from sightline.core.sandbox_worker import Emit, Task
from sightline.measure.geo.terrain.tracing import trace_skyline

COMPANIONS: Final[tuple[CompanionSpec, ...]] = ()
TRACE: Final = "trace"
MOST_PIXELS: Final = 80_000_000
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "BMP")
_FOCAL_35MM: Final = 41989
_EXIF_IFD: Final = 0x8769


@frozen(slots=True)
class PictureTold:
    """A traced picture; a fault leaves the rest empty."""

    measure: str
    width: int = 0
    height: int = 0
    line: tuple[tuple[int, int], ...] = ()
    """Thousandths of a pixel."""
    doubtful_permille: int = 0
    focal_35mm: int | None = None
    """From its metadata, where the camera wrote it."""
    fault: str | None = None
    kind: Literal["Damaged", "OverLimit"] = "Damaged"


def warm(path: str, measures: tuple[str, ...]) -> None:
    """Nothing is left to import."""


def examine(task: Task, emit: Emit) -> None:
    """Trace the picture of a task."""
    emit("begin", TRACE)
    emit("finding", _trace(Path(task.path)))
    emit("done", TRACE)


def _trace(path: Path) -> PictureTold:
    warnings.simplefilter("ignore")
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return PictureTold(TRACE, fault="it has too many pixels", kind="OverLimit")
            focal = picture.getexif().get_ifd(_EXIF_IFD).get(_FOCAL_35MM)
            upright = ImageOps.exif_transpose(picture).convert("L")
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        KeyError,
        IndexError,
        TypeError,
        OverflowError,
    ) as fault:
        return PictureTold(TRACE, fault=f"it does not decode: {str(fault)[:200]}")
    import numpy as np

    try:
        traced = trace_skyline(np.asarray(upright, np.uint8))
    except BadValue as fault:
        return PictureTold(TRACE, fault=fault.fault)
    line = tuple((round(float(x) * 1000), round(float(y) * 1000)) for x, y in traced.line)
    known = focal if isinstance(focal, int) and 5 <= focal <= 3_000 else None
    return PictureTold(
        TRACE, upright.width, upright.height, line, round(traced.doubtful * 1000), focal_35mm=known
    )
