"""Say where the moon stands, how much of it is lit, and when it rises and sets.

Moonlight dates a night as sunlight dates a day, and who "saw by moonlight" on a night without a moon did not. The
moon is so near that it stands up to a degree lower than from the middle of the Earth; that parallax is taken off.
Measured against the full tables of [1] the truncation costs less than 0.01 degrees.

Sources:
[1] J. Meeus, Astronomical Algorithms, 2nd ed., Willmann-Bell 1998, chapters 11, 13, 15, 40, 47 and 48
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import ArrayLike

from sightline.measure.chrono.earth_time import (
    Floats,
    Instants,
    Moments,
    centuries_tt,
    milliseconds,
    nutation,
    sidereal,
)
from sightline.measure.chrono.moon_terms import ACROSS, ALONG
from sightline.measure.chrono.sun import degrees, refracted
from sightline.measure.chrono.sun_events import Crossings, Daylight, crossings, sampled

PHASES: Final = (
    "new moon", "waxing crescent", "first quarter", "waxing gibbous",
    "full moon", "waning gibbous", "last quarter", "waning crescent",
)  # fmt: skip
RISE: Final = -0.8333
"""Of the centre, topocentric [degrees]: 34' of refraction and about 16' of radius."""
_EARTH_KM: Final = 6378.14
_FLAT: Final = 1.0 / 298.257
_CHUNK: Final = 4096


@frozen(slots=True)
class Phase:
    """How the moon is lit: ``age`` in degrees that it is ahead of the sun, ``lit`` the part of its disc, 0 to 1."""

    age: float
    lit: float
    name: str


@frozen(slots=True)
class MoonDay:
    """The moon over one place in one stretch of time."""

    horizon: Crossings
    highest: tuple[int, float]
    phase: Phase
    why: str


def position(
    lat: ArrayLike, lon: ArrayLike, when_utc: Moments, *, refraction: bool = False
) -> tuple[Floats, Floats]:
    """Say in which direction the centre of the moon stands, seen from the ground.

    Arguments, result and errors as of ``sun.position``; parallax is always taken off. Within 0.03 degrees.
    """
    phi, lam = degrees(lat, lon)
    ms = milliseconds(when_utc)
    longitude, latitude, distance, tilt, equinoxes = ecliptic(ms)
    right, dec = _equatorial(longitude, latitude, tilt)
    hour = np.radians(sidereal(ms) + equinoxes + lam) - right
    reduced = np.arctan((1.0 - _FLAT) * np.tan(np.radians(phi)))  # chapter 11
    out, above = np.cos(reduced), (1.0 - _FLAT) * np.sin(reduced)
    size = distance / _EARTH_KM  # in radii of the Earth, so that the ground's own place is simply taken away
    x = size * np.cos(dec) * np.cos(hour) - out
    y = -size * np.cos(dec) * np.sin(hour) + 0.0 * out
    z = size * np.sin(dec) - above
    phi = np.radians(phi)
    up = np.cos(phi) * x + np.sin(phi) * z
    north = np.cos(phi) * z - np.sin(phi) * x
    azimuth = np.degrees(np.arctan2(y, north)) % 360.0 % 360.0
    elevation = np.degrees(np.arctan2(up, np.hypot(north, y)))
    return np.asarray(azimuth), refracted(elevation) if refraction else np.asarray(elevation)


def phase(when_utc: Moments) -> tuple[Floats, Floats]:
    """Say how far the moon is ahead of the sun [degrees, 0 new, 90 first quarter, 180 full], and which part is lit.

    Raises BadTime for moments that are none.
    """
    ms = milliseconds(when_utc)
    t = centuries_tt(ms)
    longitude, latitude, distance, _, _ = ecliptic(ms)
    sun, sun_km = _sun(t)
    apart = np.arccos(np.cos(latitude) * np.cos(longitude - sun))  # (48.2)
    angle = np.arctan2(sun_km * np.sin(apart), distance - sun_km * np.cos(apart))  # (48.3)
    return np.degrees(longitude - sun) % 360.0, np.asarray((1.0 + np.cos(angle)) / 2.0)  # (48.1)


def moon_day(lat: float, lon: float, begin: int, end: int) -> MoonDay:
    """Say when the moon rises and sets at a place in ``[begin, end)`` [ms since 1970 UTC], and its phase at mid-time.

    Raises BadTime for a stretch that is empty or longer than 400 days, BadValue for a place off the Earth.
    """

    def height(ms: Instants) -> Floats:
        return position(lat, lon, ms)[1]

    moments, heights = sampled(height, begin, end)
    found = crossings(height, RISE, moments, heights)
    top = int(np.argmax(heights))
    now = phase_at((begin + end) // 2)
    stays = {
        Daylight.ALWAYS_UP: "The moon does not set in this time",
        Daylight.ALWAYS_DOWN: "The moon does not rise in this time",
        Daylight.CROSSES: "The moon rises or sets",
    }
    why = f"{stays[found.state]}; {now.name}, {now.lit:.0%} of the disc lit."
    return MoonDay(found, (int(moments[top]), float(heights[top])), now, why)


def phase_at(ms: int) -> Phase:
    """Name the phase at one moment [ms since 1970 UTC]; new, quarters and full hold for a day around themselves."""
    age, lit = phase(ms)
    eighth = float(age) / 90.0
    near = round(eighth)
    number = 2 * (near % 4) if abs(eighth - near) * 90.0 < 6.1 else 2 * int(eighth % 4) + 1
    return Phase(float(age), float(lit), PHASES[number])


def ecliptic(ms: Instants) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Give the moon's apparent longitude and latitude [rad], distance [km], obliquity [rad], equinoxes [degrees]."""
    flat = np.atleast_1d(ms).ravel()
    parts = [_series(centuries_tt(flat[at : at + _CHUNK])) for at in range(0, flat.size, _CHUNK)]
    longitude, latitude, distance = (
        np.concatenate(one).reshape(ms.shape) for one in zip(*parts, strict=True)
    )
    shift, tilt = nutation(centuries_tt(ms))
    lean = np.radians(tilt)
    return (
        np.radians(longitude + shift),
        np.radians(latitude),
        distance,
        lean,
        np.asarray(shift * np.cos(lean)),
    )


def _series(t: Floats) -> tuple[Floats, Floats, Floats]:
    """Sum the terms of chapter 47: longitude, latitude [degrees] and distance [km]."""
    mean = 218.3164477 + (481267.88123421 + (-0.0015786 + (1 / 538841 - t / 65194000) * t) * t) * t  # (47.1)
    d = 297.8501921 + (445267.1114034 + (-0.0018819 + (1 / 545868 - t / 113065000) * t) * t) * t
    m = 357.5291092 + (35999.0502909 + (-0.0001536 + t / 24490000) * t) * t
    n = 134.9633964 + (477198.8675055 + (0.0087414 + (1 / 69699 - t / 14712000) * t) * t) * t
    f = 93.2720950 + (483202.0175233 + (-0.0036539 + (-1 / 3526000 + t / 863310000) * t) * t) * t  # (47.5)
    angles = np.radians(np.stack((d, m, n, f)) % 360.0)
    fade = 1.0 + (-0.002516 - 0.0000074 * t) * t  # (47.6)
    along, across = ALONG[:, :4] @ angles, ACROSS[:, :4] @ angles
    weak_along = fade ** np.abs(ALONG[:, 1:2])
    weak_across = fade ** np.abs(ACROSS[:, 1:2])
    longitude = (ALONG[:, 4:5] * weak_along * np.sin(along)).sum(axis=0)
    distance = (ALONG[:, 5:6] * weak_along * np.cos(along)).sum(axis=0)
    latitude = (ACROSS[:, 4:5] * weak_across * np.sin(across)).sum(axis=0)
    a1, a2, a3 = (
        np.radians(a + b * t) for a, b in ((119.75, 131.849), (53.09, 479264.290), (313.45, 481266.484))
    )
    l_mean, moon, node = np.radians(mean), angles[2], angles[3]
    longitude += 3958.0 * np.sin(a1) + 1962.0 * np.sin(l_mean - node) + 318.0 * np.sin(a2)
    latitude += (
        -2235.0 * np.sin(l_mean) + 382.0 * np.sin(a3) + 175.0 * (np.sin(a1 - node) + np.sin(a1 + node))
    )
    latitude += 127.0 * np.sin(l_mean - moon) - 115.0 * np.sin(l_mean + moon)
    return mean + longitude / 1e6, latitude / 1e6, 385000.56 + distance / 1e3


def _equatorial(longitude: Floats, latitude: Floats, tilt: Floats) -> tuple[Floats, Floats]:
    right = np.arctan2(
        np.sin(longitude) * np.cos(tilt) - np.tan(latitude) * np.sin(tilt), np.cos(longitude)
    )  # (13.3)
    dec = np.arcsin(
        np.sin(latitude) * np.cos(tilt) + np.cos(latitude) * np.sin(tilt) * np.sin(longitude)
    )  # (13.4)
    return right, dec


def _sun(t: Floats) -> tuple[Floats, Floats]:
    """Give the sun's longitude [rad] and distance [km], good for a phase."""
    anomaly = np.radians(357.52911 + 35999.05029 * t)
    centre = 1.914602 * np.sin(anomaly) + 0.019993 * np.sin(2.0 * anomaly)
    shift, _ = nutation(t)
    away = 1.495978707e8 * (1.00014 - 0.01671 * np.cos(anomaly) - 0.00014 * np.cos(2.0 * anomaly))
    return np.radians(280.46646 + 36000.76983 * t + centre - 0.00569 + shift), away
