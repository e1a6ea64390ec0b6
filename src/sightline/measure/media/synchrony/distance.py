"""How far away a bang was: light comes at once, sound after it.

Dry air at ``t`` degrees Celsius carries sound at ``331.45 * sqrt(1 + t / 273.15)`` metres a second; water vapour makes
it up to 0.4 % faster where it is warm and wet. [1]

[1] Cramer (1993), The variation of the specific heat ratio and the speed of sound in air with temperature, pressure,
    humidity, and CO2 concentration. doi:10.1121/1.405827
"""

import math
from typing import Final

from sightline.core.errors import BadValue
from sightline.model.clock_group import Distance

AT_ZERO: Final = 331.45
"""Metres a second in dry air at 0 degrees Celsius."""
COLDEST_C: Final = -60.0
WARMEST_C: Final = 60.0
HUMIDITY: Final = 0.004
WIND: Final = 5.0
"""Metres a second that wind may blow along the way where nothing is said."""
_LONGEST_MS: Final = 300_000


def speed_of_sound(temperature_c: float) -> float:
    """Return the speed of sound [m/s] in dry air.

    :param temperature_c: [degrees Celsius], -60 to 60.
    :raises BadValue: when it is outside.
    """
    if not COLDEST_C <= temperature_c <= WARMEST_C:
        raise BadValue(
            f"air of {temperature_c:g} degrees Celsius is outside {COLDEST_C:g} to {WARMEST_C:g}",
            todo="give the temperature of the air near the ground in degrees Celsius",
        )
    return AT_ZERO * math.sqrt(1 + temperature_c / 273.15)


def flash_to_bang(
    flash_ms: float,
    bang_ms: float,
    *,
    error_ms: float,
    temperature_c: float = 15.0,
    temperature_error_c: float = 10.0,
    wind_error: float = WIND,
) -> Distance:
    """Return how far from the camera light and sound came from.

    :param flash_ms: when it is seen [ms]; on the same clock as ``bang_ms``.
    :param bang_ms: when it is heard [ms].
    :param error_ms: of the time between the two [ms], 0 and more.
    :param temperature_c: of the air [degrees Celsius], -60 to 60.
    :param temperature_error_c: how far that may be off [degrees], 0 and more.
    :param wind_error: how fast the wind may blow along the way [m/s].
    :raises BadValue: when sound came before light by more than the error, five minutes after it, or a number cannot be.
    """
    late = bang_ms - flash_ms
    if min(error_ms, temperature_error_c, wind_error) < 0 or not math.isfinite(late):
        raise BadValue("errors of a distance cannot be negative, and its times must be numbers")
    if late < -error_ms or late > _LONGEST_MS:
        raise BadValue(
            f"the bang is {late:.0f} ms after the flash; they cannot be of one event",
            todo="take a bang after the flash, on the clock of the same film",
        )
    speed = speed_of_sound(temperature_c)
    # c goes with the root of the absolute temperature: half a part per part
    of_speed = math.hypot(
        speed * temperature_error_c / (2 * (273.15 + temperature_c)), speed * HUMIDITY / 2, wind_error
    )
    away = max(0.0, late) / 1000
    error = math.hypot(speed * error_ms / 1000, away * of_speed)
    return Distance(
        metres=round(speed * away),
        error_m=math.ceil(error),
        speed_mm_s=round(speed * 1000),
        assumed=(
            f"air of {temperature_c:g} \u00b1 {temperature_error_c:g} degrees Celsius, wind along the way under "
            f"{wind_error:g} m/s, flash and bang of one event, picture and sound of the film in step"
        ),
    )
