"""How far away: from the size of something known, and from how much later its sound came.

Errors that go in are standard deviations; the error that comes out is half the width of the interval that holds the
truth nineteen times in twenty.

Sources:
[1] O. Cramer, The variation of the specific heat ratio and the speed of sound in air with temperature, pressure,
    humidity, and CO2 concentration, Journal of the Acoustical Society of America 93 (1993), 2510-2516,
    https://doi.org/10.1121/1.405827 (331.3 m/s at 0 °C dry; humidity adds at most 0.35 % up to 30 °C)
"""

import math
from typing import Final

from attrs import frozen

from sightline.core.errors import BadValue
from sightline.measure.geo.camera.ellipse import NORMAL_95
from sightline.measure.geo.camera.records import Focal

_SOUND_AT_0: Final = 331.3
_HUMID: Final = 0.00175
"""Half of what humidity may add to the speed of sound, taken as its middle and its standard deviation."""


@frozen(slots=True)
class Range:
    """A distance with its error and how it came about."""

    metres: float
    error_m: float
    """95 %."""
    why: str

    @property
    def sigma_m(self) -> float:
        """Standard deviation [m], for what takes standard deviations."""
        return self.error_m / NORMAL_95


def from_angle(
    size_m: float, angle_deg: float, *, size_error_m: float = 0.0, angle_error_deg: float = 0.0
) -> Range:
    """Tell the distance of something of known size from the angle it fills, square to the line of sight.

    :param size_m: above 0 [m]
    :param angle_deg: above 0 and below 180 [degrees]
    :raises BadValue: for a size or angle that cannot be, or an error as large as the angle
    """
    _above("size", size_m)
    _above("angle", angle_deg)
    _errors(("size error", size_error_m, size_m), ("angle error", angle_error_deg, angle_deg))
    if angle_deg >= 180:
        raise BadValue(f"nothing fills {angle_deg} degrees", item="angle", todo="less than 180 degrees")
    half = math.radians(angle_deg) / 2
    metres = size_m / (2 * math.tan(half))
    by_angle = size_m / (4 * math.sin(half) ** 2) * math.radians(angle_error_deg)
    error = math.hypot(metres * size_error_m / size_m, by_angle)
    return Range(
        metres,
        NORMAL_95 * error,
        f"{size_m:g} m fill {angle_deg:g} degrees, if it stands square to the line of sight",
    )


def from_size(
    size_m: float,
    pixels: float,
    focal: Focal,
    *,
    size_error_m: float = 0.0,
    pixel_error: float = 2.0,
    off_axis_px: float = 0.0,
) -> Range:
    """Tell the distance of something of known size from how many pixels it fills.

    :param size_m: above 0 [m]; parallel to the picture's plane, as a post or a house's height is in a level picture
    :param pixels: how many it fills, above 0
    :param focal: in pixels of the same picture
    :param pixel_error: standard deviation of one end [px]
    :param off_axis_px: how far its middle lies from the lens's axis [px]: what is aside is farther than it is ahead
    :raises BadValue: for a value that cannot be, or an error as large as the value
    """
    _above("size", size_m)
    _above("pixels", pixels)
    _above("focal length", focal.px)
    both = math.sqrt(2) * pixel_error
    _errors(
        ("size error", size_error_m, size_m),
        ("pixel error", both, pixels),
        ("focal error", focal.error_px, focal.px),
    )
    metres = size_m * math.hypot(focal.px, off_axis_px) / pixels
    by_focal = focal.error_px * focal.px / (focal.px**2 + off_axis_px**2)
    part = math.sqrt((size_error_m / size_m) ** 2 + (both / pixels) ** 2 + by_focal**2)
    return Range(
        metres,
        NORMAL_95 * metres * part,
        f"{size_m:g} m fill {pixels:g} px at a focal length of {focal.px:.0f} px, if parallel to the picture's plane",
    )


def from_sound(
    delay_s: float,
    *,
    delay_error_s: float = 0.02,
    temperature_c: float = 15.0,
    temperature_error_c: float = 10.0,
    wind_error_m_s: float = 3.0,
) -> Range:
    """Tell the distance of a flash from how much later its bang was heard.

    :param delay_s: from flash to bang [s], above 0 and below 600
    :param temperature_c: of the air [°C], -60 to 60
    :param wind_error_m_s: what wind along the line may add or take, standard deviation [m/s]
    :raises BadValue: for a value that cannot be, or an error as large as the delay

    Near a large explosion the blast runs faster than sound, and the distance comes out short; a supersonic shot's crack
    is not its bang.
    """
    _above("delay", delay_s)
    if delay_s > 600:
        raise BadValue(f"no bang is heard {delay_s:g} s later", item="delay", todo="seconds, up to 600")
    if not (math.isfinite(temperature_c) and -60 <= temperature_c <= 60):
        raise BadValue(f"the air is not {temperature_c:g} °C warm", item="temperature", todo="-60 to 60 °C")
    _errors(
        ("delay error", delay_error_s, delay_s),
        ("wind", wind_error_m_s, 100.0),
        ("warmth", temperature_error_c, 60),
    )
    warm = math.sqrt(1 + temperature_c / 273.15)
    speed = _SOUND_AT_0 * warm * (1 + _HUMID)
    by_warmth = _SOUND_AT_0 / (2 * 273.15 * warm) * temperature_error_c
    speed_error = math.sqrt(by_warmth**2 + wind_error_m_s**2 + (_HUMID * speed) ** 2)
    metres = speed * delay_s
    return Range(
        metres,
        NORMAL_95 * math.hypot(speed * delay_error_s, delay_s * speed_error),
        f"sound needs {delay_s:g} s for it at {temperature_c:g} °C ({speed:.1f} m/s)",
    )


def _above(name: str, value: float) -> None:
    if not (math.isfinite(value) and value > 0):
        raise BadValue(f"a {name} of {value} cannot be", item=name, todo="a number above 0")


def _errors(*parts: tuple[str, float, float]) -> None:
    for name, error, value in parts:
        if not (math.isfinite(error) and 0 <= error < value):
            raise BadValue(
                f"a {name} of {error:g} cannot be for {value:g}",
                item=name,
                todo="0 or more, and less than the value",
            )
