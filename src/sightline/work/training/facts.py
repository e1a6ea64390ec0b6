"""What is true in the training case: every answer, worked out from where things stand and not from the pictures."""

import math
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Final

from attrs import frozen

from sightline.measure.chrono.sun import position
from sightline.work.training.names import by_id
from sightline.work.training.valley import (
    LAT,
    LON,
    MINARET,
    POLE,
    POLE_M,
    degrees,
)
from sightline.work.training.views import (
    EYE_1_M,
    SOUND_AT_20,
    TAKEN,
    film_1,
    film_2,
    photo_1,
    place_of,
    to_blast,
)

CLOCK: Final = timezone(timedelta(hours=1))
MEANT: Final = "xv-11"
FLASH_1: Final = 2.2
FLASH_2: Final = 1.0
"""Moments of the flash in the clips [s], each on a frame."""
WRITTEN: Final = "2021-10-10"
FALSE_ACCOUNT: Final = "news"
PHRASE: Final = "Last night, between nine and eleven"


@frozen(slots=True)
class Tolerance:
    """How far off an answer may be, in the exercise's unit."""

    right: float
    near: float


TOLERANCES: Final = {
    1: Tolerance(500.0, 3_000.0),
    2: Tolerance(60.0, 300.0),
    3: Tolerance(60.0, 250.0),
    4: Tolerance(12.0, 40.0),
    5: Tolerance(40.0, 110.0),
    6: Tolerance(0.0, 0.0),
}
"""Metres, in exercise 4 minutes; exercise 6 asks for a name."""


def pole_at() -> tuple[float, float]:
    """Give where the pole stands: latitude, longitude."""
    return degrees(*POLE)


def places() -> dict[int, tuple[float, float]]:
    """Give the places asked for by exercises 1 to 3: latitude, longitude."""
    return {1: by_id(MEANT).at, 2: degrees(*MINARET), 3: place_of(photo_1())}


def minutes_utc() -> float:
    """Give when the square was photographed, in minutes of the day on UTC's clock."""
    return TAKEN.hour * 60 + TAKEN.minute + TAKEN.second / 60


@cache
def words() -> dict[str, str]:
    """Give what the pages and explanations are filled in with."""
    azimuth, elevation = (float(one) for one in position(LAT, LON, TAKEN))
    length = POLE_M / math.tan(math.radians(elevation))
    far, nearer = to_blast(film_2()), to_blast(film_1())
    meant = by_id(MEANT)
    return {
        "name": meant.name,
        "admin": meant.admin,
        "id": meant.id,
        "heading": f"{photo_1().heading:.0f}",
        "local": f"{TAKEN.astimezone(CLOCK):%H:%M}",
        "utc": f"{TAKEN:%H:%M}",
        "length": f"{length:.1f}",
        "azimuth": f"{(azimuth + 180) % 360:.0f}",
        "elevation": f"{elevation:.1f}",
        "by_length": f"{_minutes_off(math.degrees(math.atan(math.tan(math.radians(elevation)) / 1.05)), 1):.0f}",
        "by_direction": f"{_minutes_off(azimuth + 2.0, 0):.0f}",
        "far": f"{far:.0f}",
        "nearer": f"{nearer:.0f}",
        "flash": f"{FLASH_2:.2f}",
        "bang": f"{FLASH_2 + far / SOUND_AT_20:.2f}",
        "delay": f"{far / SOUND_AT_20:.2f}",
        "frame": f"{SOUND_AT_20 / 25:.0f}",
        "wrong": f"{(far - nearer) / SOUND_AT_20:.2f}",
        "speed": f"{SOUND_AT_20}",
        "pole": f"{POLE_M:.0f}",
        "focal": f"{photo_1().focal_px:.0f}",
        "eye": f"{EYE_1_M:.0f}",
        "width": f"{photo_1().width}",
        "sunset": f"{_sunset().astimezone(CLOCK):%H:%M}",
        "phrase": PHRASE,
        "written": WRITTEN,
        "town": by_id(MEANT).name,
    }


def coordinates(at: tuple[float, float]) -> str:
    """Write a place in degrees, to about a metre."""
    return f"{at[0]:.5f}, {at[1]:.5f}"


def _minutes_off(wanted: float, which: int) -> float:
    """Give how many minutes from the picture the sun's azimuth (0) or elevation (1) has a value."""
    seconds = 0
    while seconds < 7_200:
        now = position(LAT, LON, TAKEN + timedelta(seconds=seconds))[which]
        if (which == 0 and float(now) >= wanted) or (which == 1 and float(now) <= wanted):
            break
        seconds += 10
    return seconds / 60


def _sunset() -> datetime:
    """Give when the middle of the sun sinks below the level horizon of the valley."""
    when = datetime(TAKEN.year, TAKEN.month, TAKEN.day, 15, 0, tzinfo=UTC)
    while float(position(LAT, LON, when)[1]) > -0.83:
        when += timedelta(minutes=1)
    return when
