"""Read measurements as people write them, each with its error: ``3.2±0.1``, ``3.2+-5%``, ``300``.

An error is half the width of an interval that should hold the truth nineteen times in twenty. Where none is written a
usual one is assumed, and the answer says so.
"""

import math
import re
from typing import Final

from attrs import frozen

from sightline.core.errors import BadTime, BadValue
from sightline.measure.chrono.shadow.measured import (
    AZIMUTH_ERROR,
    ELEVATION_ERROR,
    LEVEL,
    RATIO_ERROR,
    Ground,
    Measured,
    Shadow,
    shadow,
)

_NUMBER: Final = r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?"
_MEASURED: Final = re.compile(
    rf"(?P<value>{_NUMBER})\s*(?:°|m)?\s*(?:(?:±|\+/?-)\s*(?P<error>[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?)\s*(?P<unit>%|°|m)?)?"
)
_LENGTHS: Final = ("height", "length", "ratio")
NAMES: Final = ("height", "length", "ratio", "azimuth", "elevation")


@frozen(slots=True)
class Gathered:
    """A shadow as measured, and a sentence for each error that nobody stated."""

    shadow: Shadow
    assumed: tuple[str, ...]


def gather(
    measurements: dict[str, str], *, slope: str | None = None, lean: float = 0.0, off_frame: bool = False
) -> Gathered:
    """Read the measurements of one shadow.

    Parameters
    ----------
    measurements : dict of str
        Texts under ``height``, ``length``, ``ratio``, ``azimuth``, ``elevation``; not all are needed.
    slope : str
        ``TILT,ASPECT`` or ``TILT±E,ASPECT`` [degrees]; the ground falls towards the aspect.
    lean, off_frame
        As in ``measure.chrono.shadow.measured.Shadow``.

    Raises BadValue, naming the measurement.
    """
    read, assumed = {}, []
    for name, text in measurements.items():
        if name not in NAMES:
            raise BadValue("there is no such measurement", item=name, todo=f"one of: {', '.join(NAMES)}")
        read[name], told = read_measured(text, name)
        assumed += [told] if told is not None else []
    ground = LEVEL if slope is None else _ground(slope)
    one = shadow(
        height=read.get("height"), length=read.get("length"), ratio=read.get("ratio"),
        azimuth=read.get("azimuth"), elevation=read.get("elevation"),
        off_frame=off_frame, ground=ground, lean=lean,
    )  # fmt: skip
    return Gathered(one, tuple(assumed))


def read_measured(text: str, name: str) -> tuple[Measured, str | None]:
    """Read one measurement with its error, and say what was assumed where none is written.

    Raises BadValue where it is no number, or its error is 0.
    """
    found = _MEASURED.fullmatch(text.strip().replace("\u2212", "-"))
    if found is None:
        raise BadValue(
            f"this is no {name}", item=text[:100], todo="write a number with its error, such as 3.2±0.1"
        )
    value = float(found["value"])
    if found["error"] is not None:
        error = float(found["error"])
        if found["unit"] == "%":
            error = abs(value) * error / 100.0
        if error == 0.0:
            raise BadValue(
                f"no {name} is measured without error",
                item=text[:100],
                todo="state how far it may be off: 3.2±0.1",
            )
        return Measured(value, error), None
    usual = {"azimuth": AZIMUTH_ERROR, "elevation": ELEVATION_ERROR}.get(name)
    if usual is not None:
        return Measured(value, usual), f"No error was stated for the {name}: ±{usual:g}° was assumed."
    return Measured(
        value, abs(value) * RATIO_ERROR
    ), f"No error was stated for the {name}: ±{RATIO_ERROR:.0%} was assumed."


def read_second(text: str, *, slope: str | None = None, lean: float = 0.0) -> tuple[str, Gathered]:
    """Read a further shadow of the same place: ``TIME, height 3, length 4±0.1, azimuth 210±2, off-frame``.

    ``slope`` and ``lean`` as of ``gather``.

    Raises BadValue or BadTime, naming the part.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 2 or parts[0] == "":
        raise BadTime(
            "a further shadow needs its time and what was measured",
            item=text[:100],
            todo="write it as: 2024-03-20T12:00Z, height 3, length 4±0.1, azimuth 210±2",
        )
    measurements, off_frame = {}, False
    for part in parts[1:]:
        name, _, number = part.replace("=", " ").partition(" ")
        if part in ("off-frame", "off frame"):
            off_frame = True
        elif name in measurements:
            raise BadValue("this is measured twice", item=name, todo="leave one of the two out")
        else:
            measurements[name] = number.strip()
    return parts[0], gather(measurements, slope=slope, lean=lean, off_frame=off_frame)


def _ground(text: str) -> Ground:
    tilt, comma, aspect = text.partition(",")
    steep = _MEASURED.fullmatch(tilt.strip())
    if comma == "" or steep is None or re.fullmatch(_NUMBER, aspect.strip()) is None:
        raise BadValue(
            "a slope is how steep and towards where it falls",
            item=text[:100],
            todo="write 5,180 or 5±1,180 [degrees]",
        )
    value, towards = float(steep["value"]), float(aspect)
    error = 0.0 if steep["error"] is None else float(steep["error"])
    if not math.isfinite(value) or value < 0.0:
        raise BadValue(
            "a slope falls towards its aspect", item=text[:100], todo="write it as a positive tilt"
        )
    return Ground(value, towards, error)
