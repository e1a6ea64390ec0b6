"""The outlines of the world, offline, for the background of maps.

They are Natural Earth's at 1:50 million (public domain), the same file that published sites draw from: arcs of zigzag
variable-length numbers in 64 letters, as ``tools/make_outlines.py`` writes them. Good for saying which country and
coast; at less than about 20 km across a picture shows that they are coarse.
"""

import importlib.resources
import json
from functools import lru_cache
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import Broken

CREDIT: Final = "Outlines without Antarctica: Natural Earth 1:50m, public domain"
_LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_HEAD: Final = "window.SIGHTLINE_OUTLINES="

Line = NDArray[np.float64]


@frozen(slots=True, eq=False)
class Outlines:
    """Borders and coasts as lines, and each country's rings, as arrays (N, 2) of longitude and latitude [degrees]."""

    lines: tuple[Line, ...]
    countries: tuple[tuple[Line, ...], ...]
    """Rings and lines run on beyond 180 degrees where a country does, so that none is a band across the world."""


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """Read the outlines that come with the package.

    Raises Broken when the file in the package is not what was put there.
    """
    place = importlib.resources.files("sightline") / "resources" / "outlines" / "outlines.js"
    text = place.read_text(encoding="ascii")
    _, found, body = text.partition(_HEAD)
    if found == "":
        raise Broken("these are not the outlines of the package", item=place.name, todo="install it again")
    world: dict[str, Any] = json.loads(body.strip().removesuffix(";"))
    scale, shift = np.array(world["scale"]), np.array(world["translate"])
    lines = tuple(_unwrapped(_steps(arc).cumsum(axis=0) * scale + shift) for arc in world["arcs"])
    countries = tuple(
        tuple(_ring(numbers, lines) for numbers in country[3]) for country in world["countries"]
    )
    return Outlines(lines, countries)


def _steps(letters: str) -> NDArray[np.int64]:
    """Read zigzag numbers of 5-bit groups, lowest first; a group below 32 ends its number."""
    value = _VALUES[np.frombuffer(letters.encode("ascii"), np.uint8)]
    ends = np.flatnonzero(value < 32)
    starts = np.concatenate(([0], ends[:-1] + 1))
    place = np.arange(len(value)) - np.repeat(starts, ends - starts + 1)
    whole = np.add.reduceat((value & 31) << (5 * place), starts)
    signed = np.where(whole & 1, ~(whole >> 1), whole >> 1)
    return signed.reshape(-1, 2)


def _ring(numbers: list[int], lines: tuple[Line, ...]) -> Line:
    parts = [lines[number] if number >= 0 else lines[~number][::-1] for number in numbers]
    return _unwrapped(np.concatenate([parts[0], *(part[1:] for part in parts[1:])]))


def _unwrapped(line: Line) -> Line:
    """Undo the jumps at the antimeridian: the line goes on beyond 180 degrees."""
    turns = np.round(np.diff(line[:, 0]) / 360.0).cumsum()
    line[1:, 0] -= 360.0 * turns
    return line


def _values() -> NDArray[np.int64]:
    values = np.full(256, -1, np.int64)
    values[np.frombuffer(_LETTERS.encode("ascii"), np.uint8)] = np.arange(64)
    return values


_VALUES: Final = _values()
