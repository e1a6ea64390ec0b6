"""What was measured of a shadow, each number with its error, and how badly a sun in the sky fits all of it.

A stated error is half the width of an interval that should hold the truth nineteen times in twenty. How well a sun at
some azimuth and elevation explains the measurements is one number: the squared misfits in units of their standard
errors, summed. Over a set of moments or places, those whose sum stays under the 95 % point of the chi-squared
distribution of as many degrees of freedom as there are measurements hold the truth 95 times in a hundred, however
crooked the sun's path is; when nothing stays under it, the measurements contradict each other or the day.

The sun's disc is half a degree wide, so a shadow's tip is blurred; near the horizon the air bends light more or less
than the tables say. Both widen the misfit by themselves.

Sources:
[1] R. J. Barlow, Statistics, Wiley 1989, section 7.2: confidence regions by pivots
[2] I. Reda, A. Andreas, Solar Energy 76 (2004), 577-589: refraction, https://doi.org/10.1016/j.solener.2003.12.003
"""

import math
from typing import Final

import numpy as np
from attrs import frozen

from sightline.core.errors import BadValue
from sightline.measure.chrono.earth_time import Floats
from sightline.measure.chrono.sun import refracted

CONFIDENCE: Final = 0.95
RATIO_ERROR: Final = 0.05
AZIMUTH_ERROR: Final = 2.0
ELEVATION_ERROR: Final = 1.0
"""Assumed where nobody states an error: of a length [part], of a direction, of an elevation [degrees]."""

LONGEST: Final = 115.0
"""Times the height: beyond it the sun stands within its own width of the horizon, and there is no edge to measure."""

_SIGMAS: Final = 1.959964
_CHI2_95: Final = (0.0, 3.8415, 5.9915, 7.8147, 9.4877, 11.0705, 12.5916, 14.0671, 15.5073, 16.9190)
_BLUR: Final = 0.2  # where in the half-shadow somebody sees the tip [degrees of elevation]
_AIR: Final = 0.25  # by which part of itself refraction may be off


@frozen(slots=True)
class Measured:
    """A number and half the width of the interval that should hold the truth nineteen times in twenty."""

    value: float
    error: float


@frozen(slots=True)
class Ground:
    """A plane: ``tilt`` from the level [degrees, 0 to below 90], falling towards ``aspect`` [degrees from north]."""

    tilt: float = 0.0
    aspect: float = 0.0
    tilt_error: float = 0.0


LEVEL: Final = Ground()


@frozen(slots=True)
class Shadow:
    """What was measured of one shadow at one moment.

    ``ratio`` is length over height, its error a part of itself; ``azimuth`` the direction in which the shadow falls,
    from the foot to the tip [degrees from true north]; ``elevation`` of the sun as seen [degrees]. ``off_frame``: the
    tip was not in the picture, and the length is at least this. ``lean`` is by how much the object may be off the
    vertical, in any direction [degrees, 95 %].
    """

    ratio: Measured | None
    azimuth: Measured | None
    elevation: Measured | None
    off_frame: bool
    ground: Ground
    lean: float

    @property
    def terms(self) -> int:
        """How many measurements there are."""
        return sum(one is not None for one in (self.ratio, self.azimuth, self.elevation))

    @property
    def endless(self) -> bool:
        """Whether the length is more than any shadow with an edge has."""
        return self.ratio is not None and self.ratio.value > LONGEST and not self.off_frame

    @property
    def only_height(self) -> bool:
        """Whether only the sun's height was measured, on level ground: then places lie on circles."""
        return self.azimuth is None and self.ground.tilt == 0.0


def shadow(
    *,
    height: Measured | None = None,
    length: Measured | None = None,
    ratio: Measured | None = None,
    azimuth: Measured | None = None,
    elevation: Measured | None = None,
    off_frame: bool = False,
    ground: Ground = LEVEL,
    lean: float = 0.0,
) -> Shadow:
    """Put the measurements of one shadow together.

    Parameters
    ----------
    height, length : Measured
        Of the object and of its shadow along the ground, in one unit; both or none.
    ratio : Measured
        Length over height, instead of the two; its error in the same measure, not as a part.
    azimuth, elevation : Measured
        Direction of the shadow and height of the sun [degrees].
    off_frame, ground, lean
        As in ``Shadow``.

    Raises BadValue, naming the number, for what cannot be measured.
    """
    if (height is None) != (length is None):
        raise BadValue(
            "a length needs the height it belongs to",
            item="height" if height is None else "length",
            todo="give both in one unit, or the ratio of the two",
        )
    if ratio is not None and height is not None:
        raise BadValue("the ratio is given twice", item="ratio", todo="give height and length, or the ratio")
    part = _ratio(height, length, ratio)
    for name, one, low, high in (("azimuth", azimuth, -360.0, 360.0), ("elevation", elevation, 0.0, 90.0)):
        if one is not None and not (low <= one.value <= high and 0.0 < one.error < 180.0):
            raise BadValue(
                f"this {name} cannot be measured",
                item=f"{one.value:.10g}±{one.error:.6g}",
                todo=f"degrees from {low:g} to {high:g} with an error above 0",
            )
    if part is None and azimuth is None and elevation is None:
        raise BadValue(
            "nothing was measured", todo="give height and length, a direction or the sun's elevation"
        )
    if off_frame and part is None:
        raise BadValue(
            "only a length can end outside the picture", item="off-frame", todo="give height and length"
        )
    if not (0.0 <= ground.tilt < 90.0 and 0.0 <= ground.tilt_error < 45.0 and abs(ground.aspect) <= 360.0):
        raise BadValue(
            "there is no such slope",
            item=f"{ground.tilt:.10g} towards {ground.aspect:.10g}",
            todo="tilt from 0 to below 90",
        )
    if not 0.0 <= lean < 45.0:
        raise BadValue(
            "so far off the vertical nothing can be told", item=f"{lean:.10g}", todo="below 45 degrees"
        )
    return Shadow(part, azimuth, elevation, off_frame, ground, lean)


def enough(terms: int) -> float:
    """Give the sum of squared misfits that the truth stays under 95 times in a hundred, for so many measurements."""
    return (
        _CHI2_95[terms]
        if terms < len(_CHI2_95)
        else terms * (1 - 2 / (9 * terms) + 1.645 * (2 / (9 * terms)) ** 0.5) ** 3
    )


def misfit(one: Shadow, azimuth: Floats, elevation: Floats, *, within: float = 0.0) -> Floats:
    """Say how badly suns fit what was measured: squared misfits in standard errors, summed.

    Parameters
    ----------
    azimuth, elevation : ndarray
        Of the sun, geometric [degrees], of one shape.
    within : float
        Give the best that any sun within this distance could do [degrees]: for testing a cell by its middle.

    Infinite where the sun is down or behind the slope.
    """
    seen = refracted(elevation)
    wide = np.hypot(_BLUR, _AIR * (seen - elevation)) / _SIGMAS
    up = seen + within > 0.1
    height = np.radians(np.clip(seen, 0.1, 89.9))
    rise = np.tan(np.radians(one.ground.tilt)) * np.cos(np.radians(azimuth + 180.0 - one.ground.aspect))
    slope = np.maximum(np.tan(height) - rise, 1e-4)
    total = np.zeros(np.broadcast(azimuth, elevation).shape)
    if one.ratio is not None:
        per_degree = np.radians(1.0) / np.cos(height) ** 2 / slope
        spread = _squares(
            one.ratio.error / _SIGMAS,
            wide * per_degree,
            math.tan(math.radians(one.ground.tilt_error)) / slope / _SIGMAS,
            math.tan(math.radians(one.lean)) * slope / _SIGMAS,
        )
        ends = [
            _off(one, one.ratio.value, seen + turned, rise)
            for turned in ((-within, within) if within else (0.0,))
        ]
        off = np.where(
            (ends[0] <= 0.0) & (ends[-1] >= 0.0), 0.0, np.minimum(np.abs(ends[0]), np.abs(ends[-1]))
        )
        total = total + off**2 / spread
        up = up & (slope > 1e-4)
    if one.azimuth is not None:
        off = np.remainder(azimuth + 360.0 - one.azimuth.value, 360.0) - 180.0
        lean = np.degrees(math.tan(math.radians(one.lean)) * slope)
        turn = within / np.maximum(np.cos(np.radians(np.minimum(seen + within, 89.9))), 1e-3)
        total = total + _less(off, turn) ** 2 / _squares(one.azimuth.error / _SIGMAS, lean / _SIGMAS)
    if one.elevation is not None:
        off = _less(seen - one.elevation.value, within)
        total = total + off**2 / _squares(one.elevation.error / _SIGMAS, wide)
    return np.where(up, total, np.inf)


def predicted(one: Shadow, azimuth: Floats, elevation: Floats) -> Floats:
    """Give the length over the height that suns would cast on this ground; infinite where none ends."""
    height = np.radians(np.clip(refracted(elevation), 0.0, 90.0))
    rise = np.tan(np.radians(one.ground.tilt)) * np.cos(np.radians(azimuth + 180.0 - one.ground.aspect))
    slope = np.tan(height) - rise
    return np.asarray(np.where(slope > 0.0, np.sqrt(1.0 + rise * rise) / np.maximum(slope, 1e-9), np.inf))


def _ratio(height: Measured | None, length: Measured | None, ratio: Measured | None) -> Measured | None:
    for name, one in (("height", height), ("length", length), ("ratio", ratio)):
        if one is not None and not (
            math.isfinite(one.value) and one.value > 0.0 and 0.0 < one.error < 3.0 * one.value
        ):
            raise BadValue(
                f"this {name} cannot be measured",
                item=f"{one.value:.10g}±{one.error:.6g}",
                todo="a length above 0 with an error above 0",
            )
    if height is not None and length is not None:
        part = math.hypot(height.error / height.value, length.error / length.value)
        return Measured(length.value / height.value, part)
    return None if ratio is None else Measured(ratio.value, ratio.error / ratio.value)


def _off(one: Shadow, ratio: float, seen: Floats, rise: Floats) -> Floats:
    """Give the logarithm of the measured length over what suns as high would cast; it grows with the height."""
    slope = np.maximum(np.tan(np.radians(np.clip(seen, 0.1, 89.9))) - rise, 1e-4)
    off = np.log(ratio * slope / np.sqrt(1.0 + rise * rise))
    return np.asarray(np.maximum(off, 0.0) if one.off_frame else off)


def _squares(*parts: float | Floats) -> Floats:
    return np.asarray(sum(np.square(part) for part in parts))


def _less(off: Floats, by: float | Floats) -> Floats:
    return np.asarray(np.maximum(np.abs(off) - by, 0.0))
