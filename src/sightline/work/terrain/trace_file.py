"""Read a traced skyline from a file: points in JSON, CSV or SVG, or a picture whose skyline is then traced here."""

import csv
import json
import math
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
from attrs import frozen

from sightline.core.errors import BadValue, Damaged, MissingProgram, OverLimit, Unreadable, WrongUse
from sightline.core.sandbox import Examiner, Fault, Job, Limits
from sightline.measure.geo.terrain.trace_child import TRACE, PictureTold
from sightline.measure.geo.terrain.traced import Trace, focal_of, trace_of
from sightline.work.terrain.svg_lines import read_svg

MOST_BYTES: Final = 8 << 20
MOST_PICTURE_BYTES: Final = 200 << 20
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp")
_KEYS: Final = frozenset(
    {"width", "height", "focal_px", "focal_35mm", "field_deg", "focal_error", "line", "lines", "note"}
)
_DIAGONAL_35MM: Final = math.hypot(36.0, 24.0)
_SHAPE: Final = 'write {"width": 1600, "height": 1200, "field_deg": 60, "line": [[0, 512], [8, 509.5], …]}'

Lines = list[np.ndarray[Any, np.dtype[np.float64]]]


@frozen(slots=True)
class Focal:
    """A focal length as somebody states it."""

    value: float
    unit: str
    """px, mm35 (of a 36 by 24 mm film) or field (of view, horizontal, degrees)."""

    def pixels(self, width: int, height: int) -> float:
        """Turn it into pixels of a picture."""
        if self.unit == "px":
            return self.value
        if self.unit == "mm35":
            return self.value * math.hypot(width, height) / _DIAGONAL_35MM
        return focal_of(self.value, width)


@frozen(slots=True, eq=False)
class TraceRead:
    """A trace, and how it came to be."""

    trace: Trace
    by: str
    """Who traced: the file, or this program; shown to the reader."""
    doubts: tuple[str, ...]


def read_trace(path: Path, *, size: tuple[int, int] | None = None, focal: Focal | None = None) -> TraceRead:
    """Read a traced skyline.

    :param path: .json, .csv, .svg, or a picture.
    :param size: of the picture, where the file does not say; :param focal: likewise, and before what the file says.
    :raises BadValue: for values that cannot be; :raises Damaged: for a file that does not decode;
        :raises OverLimit: for one that is too long; :raises Unreadable: for one that is not there;
        :raises WrongUse: for one of another kind.
    """
    kind = path.suffix.lower()
    if kind in _PICTURES:
        return _picture(path, focal)
    readers = {".json": _json, ".csv": _csv, ".svg": _svg}
    if kind not in readers:
        raise WrongUse(
            "a traced skyline is .json, .csv, .svg or a picture",
            item=str(path),
            todo=f"{_SHAPE} in a .json file",
        )
    if path.exists() and not path.is_file():  # opening a pipe may wait for ever
        raise Unreadable("it is no ordinary file", item=str(path), todo="name a file")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise OverLimit(
                "a traced line is not that long", item=str(path), todo="trace it with fewer points"
            )
        text = path.read_text("utf-8-sig")
    except OSError as fault:
        raise Unreadable(
            f"it cannot be read: {fault.strerror}", item=str(path), todo="check the path"
        ) from fault
    except UnicodeDecodeError as fault:
        raise Damaged("it is not text in UTF-8", item=str(path), todo="save it as UTF-8") from fault
    lines, told_size, told_focal, error = readers[kind](text, str(path))
    width, height = size or told_size or (0, 0)
    if width == 0:
        raise WrongUse(
            "the size of the picture is not known", item=str(path), todo="give it: --size 1600x1200"
        )
    chosen = focal or told_focal
    pixels = None if chosen is None else chosen.pixels(width, height)
    trace = trace_of(lines, width, height, focal_px=pixels, focal_error=error)
    return TraceRead(trace, "traced by hand", ())


_Told = tuple[Lines, tuple[int, int] | None, Focal | None, float]


def _json(text: str, item: str) -> _Told:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise Damaged(f"it is not JSON: {fault}", item=item, todo=_SHAPE) from fault
    if not isinstance(told, dict):
        raise BadValue("it is no object with the picture's size and a line", item=item, todo=_SHAPE)
    unknown = sorted(set(told) - _KEYS)
    if unknown:
        raise BadValue(
            f"'{unknown[0]}' is not known here", item=item, todo="known: " + ", ".join(sorted(_KEYS))
        )
    if ("line" in told) == ("lines" in told):
        raise BadValue("it holds either 'line' or 'lines'", item=item, todo=_SHAPE)
    lines = told["lines"] if "lines" in told else [told["line"]]
    if not isinstance(lines, list):
        raise BadValue("'lines' is a list of lines", item=item, todo=_SHAPE)
    size = None
    if "width" in told or "height" in told:
        size = (_whole(told, "width", item), _whole(told, "height", item))
    units = {"focal_px": "px", "focal_35mm": "mm35", "field_deg": "field"}
    said = [key for key in units if key in told]
    if len(said) > 1:
        raise BadValue(f"{said[0]} and {said[1]} say the same thing twice", item=item, todo="keep one")
    focal = Focal(_number(told[said[0]], said[0], item), units[said[0]]) if said else None
    error = _number(told.get("focal_error", 0.02), "focal_error", item)
    if not 0 <= error <= 0.5:
        raise BadValue("focal_error is a part of the focal length, 0 to 0.5", item=item)
    return [_points(line, f"{item}, line {at}") for at, line in enumerate(lines, 1)], size, focal, error


def _points(line: object, item: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    if not isinstance(line, list):
        raise BadValue("a line is a list of points", item=item, todo=_SHAPE)
    found = []
    for at, point in enumerate(line, 1):
        if not isinstance(point, list) or len(point) != 2:
            raise BadValue("a point is [x, y]", item=f"{item}, point {at}", todo=_SHAPE)
        found.append([_number(one, f"point {at}", item) for one in point])
    return np.array(found, np.float64).reshape(-1, 2)


def _number(value: object, name: str, item: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadValue(f"{name}: '{value}' is not a number", item=item)
    return float(value)


def _whole(told: dict[str, Any], name: str, item: str) -> int:
    value = _number(told.get(name), name, item)
    if not 0 < value <= 100_000 or value != int(value):
        raise BadValue(f"{name}: {value:g} is no number of pixels", item=item)
    return int(value)


def _csv(text: str, item: str) -> _Told:
    rows = [row for row in csv.reader(text.splitlines()) if len(row) > 0]
    if len(rows) < 2:
        raise BadValue("it holds no points", item=item, todo="a line 'x,y', then one point a line")
    head = [one.strip().lower() for one in rows[0]]
    if "x" not in head or "y" not in head:
        raise BadValue("its first line does not name x and y", item=item, todo="begin it with: x,y")
    at_x, at_y = head.index("x"), head.index("y")
    at_line = head.index("line") if "line" in head else None
    parts: dict[str, list[list[float]]] = {}
    for number, row in enumerate(rows[1:], 2):
        try:
            point = [float(row[at_x]), float(row[at_y])]
            name = "" if at_line is None else row[at_line]
        except (ValueError, IndexError) as fault:
            raise BadValue("this is no point", item=f"{item}, line {number}", todo="x,y in pixels") from fault
        if not all(map(math.isfinite, point)):
            raise BadValue("this is no point", item=f"{item}, line {number}", todo="x,y in pixels")
        parts.setdefault(name, []).append(point)
    return [np.array(part) for part in parts.values()], None, None, 0.02


def _svg(text: str, item: str) -> _Told:
    lines, size = read_svg(text, item)
    return [np.array(line) for line in lines], size, None, 0.02


def _picture(path: Path, focal: Focal | None) -> TraceRead:
    if not path.is_file():
        raise Unreadable("there is no such picture", item=str(path), todo="check the path")
    if path.stat().st_size > MOST_PICTURE_BYTES:
        raise OverLimit("the picture is too large", item=str(path), todo="save a smaller copy")
    with (
        tempfile.TemporaryDirectory(prefix="sightline-trace-") as out,
        Examiner(
            "sightline.measure.geo.terrain.trace_child", PictureTold, _failed, read_only=[path],
            limits=Limits(memory_bytes=2 << 30, wall_s=60),
        ) as examiner,
    ):  # fmt: skip
        try:
            told = examiner.run(Job(path, path.name, "", (TRACE,), {}, Path(out))).findings[0]
        except MissingProgram as fault:
            raise Unreadable(f"it was not read: {fault.fault}", item=str(path), todo=fault.todo) from fault
    if told.fault is not None:
        kind = OverLimit if told.kind == "OverLimit" else Damaged
        raise kind(told.fault, item=str(path), todo="trace the skyline by hand in a .json, .csv or .svg file")
    chosen = focal or (None if told.focal_35mm is None else Focal(told.focal_35mm, "mm35"))
    pixels = None if chosen is None else chosen.pixels(told.width, told.height)
    line = np.array(told.line, np.float64) / 1000
    trace = trace_of([line], told.width, told.height, focal_px=pixels, focal_error=0.02 if focal else 0.06)
    return TraceRead(trace, "traced by this program", tuple(_doubts(told, focal)))


def _doubts(told: PictureTold, focal: Focal | None) -> Iterable[str]:
    yield "the skyline was traced by this program: look at it with --plot before you believe what follows"
    if told.doubtful_permille > 50:
        yield f"in {told.doubtful_permille / 10:.0f} % of its columns the edge is weak"
    if focal is None and told.focal_35mm is not None:
        yield f"the focal length, {told.focal_35mm} mm on film, is what the file's metadata says"


def _failed(measure: str, fault: Fault, _parameters: object) -> PictureTold:
    return PictureTold(measure, fault=f"its reader failed: {fault.sentence}")


FOCAL_WORDS: Final = re.compile(r"(?P<value>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>mm|px|deg|°)")
