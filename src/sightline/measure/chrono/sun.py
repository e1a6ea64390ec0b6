"""Say where the sun stands: for one place and moment, a place for a year, or the whole globe at once.

The method is Meeus' of low accuracy [1] with delta T, nutation in the sidereal time, the largest pulls of the planets
and the moon [2], and parallax. Measured against NREL's SPA [3] over 1900 to 2100 it is within 0.007 degrees. What does
not depend on the place is worked out once a moment, and for many moments at nodes six hours apart (a straight line
between them is true to 0.0001 degrees); what depends on place and moment is three products.

Sources:
[1] J. Meeus, Astronomical Algorithms, 2nd ed., Willmann-Bell 1998, chapters 13, 16, 25 and 40
[2] J. Meeus, Astronomical Formulae for Calculators, 4th ed., Willmann-Bell 1988, chapter 18
[3] I. Reda, A. Andreas, Solar position algorithm for solar radiation applications, Solar Energy 76 (2004), 577-589,
    https://doi.org/10.1016/j.solener.2003.12.003
"""

from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import ArrayLike

from sightline.core.errors import BadValue
from sightline.measure.chrono.earth_time import (
    DAY_MS,
    Floats,
    Instants,
    Moments,
    centuries_tt,
    milliseconds,
    nutation,
    sidereal,
)

LOWEST_REFRACTED: Final = -0.83337
"""Below this geometric elevation [degrees] no air bends the sun above the horizon, as in [3]."""
PARALLAX: Final = 8.794 / 3600.0
"""Of the sun at its mean distance [degrees]."""
_NODE_MS: Final = DAY_MS // 4


@frozen(slots=True, eq=False)
class Apparent:
    """Where the sun stands over the Earth at moments, all of the moments' shape.

    ``west`` is its hour angle at Greenwich [degrees west of the meridian, -180 to 180]: it stands in the zenith of
    longitude ``-west`` and latitude ``asin(sin_dec)``; ``distance`` in astronomical units.
    """

    west: Floats
    sin_dec: Floats
    cos_dec: Floats
    distance: Floats


def position(
    lat: ArrayLike, lon: ArrayLike, when_utc: Moments, *, refraction: bool = False
) -> tuple[Floats, Floats]:
    """Say in which direction the centre of the sun stands.

    Parameters
    ----------
    lat, lon : array_like
        Geodetic latitude and longitude, east positive [degrees]; latitude -90 to 90, longitude -360 to 360.
    when_utc : aware datetime, datetime64 (UTC) or int [ms since 1970 UTC], or an array of one of them
        Years 1 to 3000. All three broadcast against each other: ``lat[:, None], lon[None, :]`` and one moment is the
        globe in milliseconds.
    refraction : bool
        False: geometric, as if there were no air. True: as seen, at 1013 hPa and 12 °C.

    Returns
    -------
    azimuth, elevation : ndarray
        Degrees clockwise from true north (0 to below 360), and degrees above the geometric horizon. At a pole north is
        along the meridian of ``lon``, and in the zenith the azimuth says nothing.

    Raises BadValue for coordinates off the Earth, BadTime for moments that are none.
    """
    east, north, up, distance = components(lat, lon, when_utc)
    azimuth = np.degrees(np.arctan2(east, north))
    azimuth += 360.0 * (azimuth < 0.0)
    azimuth = np.where(azimuth >= 360.0, 0.0, azimuth)
    elevation = np.degrees(np.arcsin(np.clip(up, -1.0, 1.0)))
    elevation -= (
        PARALLAX / distance * np.sqrt(np.maximum(0.0, 1.0 - up * up))
    )  # [1] (40.6), to the first order
    return np.asarray(azimuth), refracted(elevation) if refraction else np.asarray(elevation)


def components(lat: ArrayLike, lon: ArrayLike, when_utc: Moments) -> tuple[Floats, Floats, Floats, Floats]:
    """Give the sun's direction as parts to the east, the north and up (length 1, no parallax), and its distance [au].

    For grids that need no angle: ``up`` is the sine of the elevation. Arguments and errors as of ``position``.
    """
    phi, lam = degrees(lat, lon)
    sun = apparent(milliseconds(when_utc))
    phi, hour = np.radians(phi), np.radians(sun.west + lam)
    sin_phi, cos_phi = np.sin(phi), np.cos(phi)
    cos_hour = sun.cos_dec * np.cos(hour)
    up = sin_phi * sun.sin_dec + cos_phi * cos_hour  # [1] (13.6)
    north = cos_phi * sun.sin_dec - sin_phi * cos_hour  # (13.5), turned to north
    east = -sun.cos_dec * np.sin(hour) + 0.0 * phi
    return east, north, up, sun.distance


def apparent(ms: Instants) -> Apparent:
    """Say where the sun stands over the Earth at moments [ms since 1970 UTC]."""
    if ms.size > 64 and (int(ms.max()) - int(ms.min())) // _NODE_MS < ms.size // 4:
        nodes = np.arange(int(ms.min()), int(ms.max()) + 2 * _NODE_MS, _NODE_MS)
        right, sin_dec, distance, equinoxes = _equatorial(nodes)
        drift = np.unwrap(
            right - equinoxes, period=360.0
        )  # of the sun among the stars, without the Earth's turn
        west = sidereal(ms) - np.interp(ms, nodes, drift)
        sin_dec, distance = np.interp(ms, nodes, sin_dec), np.interp(ms, nodes, distance)
    else:
        right, sin_dec, distance, equinoxes = _equatorial(ms)
        west = sidereal(ms) + equinoxes - right
    west = np.remainder(west + 180.0, 360.0) - 180.0
    return Apparent(np.asarray(west), sin_dec, np.sqrt(1.0 - sin_dec * sin_dec), distance)


def refracted(elevation: ArrayLike, *, hectopascal: float = 1013.25, celsius: float = 12.0) -> Floats:
    """Lift geometric elevations [degrees] by what the air bends: what is seen, by [1] (16.4) as [3] uses it.

    ``hectopascal`` is the pressure at the place itself. Nothing is bent below -0.83 degrees.
    """
    h = np.asarray(elevation, float)
    weight = hectopascal / 1010.0 * 283.0 / (273.0 + celsius)
    safe = np.maximum(h, LOWEST_REFRACTED)
    lift = weight * 1.02 / (60.0 * np.tan(np.radians(safe + 10.3 / (safe + 5.11))))
    return np.asarray(np.where(h >= LOWEST_REFRACTED, h + lift, h))


def unrefracted(elevation: ArrayLike) -> Floats:
    """Take out of apparent elevations [degrees, above -0.3] what the air bends: the inverse of ``refracted``."""
    seen = np.asarray(elevation, float)
    h = seen.copy()
    for _ in range(6):
        h = h - (refracted(np.maximum(h, LOWEST_REFRACTED)) - np.maximum(seen, -0.25))
        h = np.maximum(h, LOWEST_REFRACTED)
    return np.asarray(np.where(seen < -0.25, seen, h))


def degrees(lat: ArrayLike, lon: ArrayLike) -> tuple[Floats, Floats]:
    """Check latitudes and longitudes [degrees] and give them as arrays.

    Raises BadValue where one is not on the Earth or not a number.
    """
    phi, lam = np.asarray(lat, float), np.asarray(lon, float)
    for name, values, most in (("latitude", phi, 90.0), ("longitude", lam, 360.0)):
        wrong = ~(np.abs(values) <= most)  # true for NaN as well
        if wrong.any():
            raise BadValue(
                f"this {name} is not on the Earth",
                item=str(values[wrong].flat[0] if values.ndim else values),
                todo="latitude -90 to 90, longitude -180 to 180 degrees",
            )
    return phi, lam


def _equatorial(ms: Instants) -> tuple[Floats, Floats, Floats, Floats]:
    """Give right ascension [degrees], sine of declination, distance [au], and equation of the equinoxes [degrees]."""
    t = centuries_tt(ms)
    mean = 280.46646 + (36000.76983 + 0.0003032 * t) * t  # (25.2)
    anomaly = np.radians(357.52911 + (35999.05029 - 0.0001537 * t) * t)  # (25.3)
    flat = 0.016708634 - (0.000042037 + 0.0000001267 * t) * t  # (25.4)
    centre = (
        (1.914602 - (0.004817 + 0.000014 * t) * t) * np.sin(anomaly)
        + (0.019993 - 0.000101 * t) * np.sin(2.0 * anomaly)
        + 0.000289 * np.sin(3.0 * anomaly)
    )
    distance = 1.000001018 * (1.0 - flat**2) / (1.0 + flat * np.cos(anomaly + np.radians(centre)))  # (25.5)
    shift, tilt = nutation(t)
    longitude = np.radians(mean + centre + _pulls(t) - 20.4898 / 3600.0 / distance + shift)
    lean = np.radians(tilt)
    right = np.degrees(np.arctan2(np.cos(lean) * np.sin(longitude), np.cos(longitude)))  # (25.6)
    sin_dec = np.sin(lean) * np.sin(longitude)  # (25.7)
    return np.asarray(right), np.asarray(sin_dec), np.asarray(distance), np.asarray(shift * np.cos(lean))


def _pulls(t: Floats) -> Floats:
    """Give by how much Venus, Jupiter and the moon pull the sun's longitude [degrees], by [2] chapter 18."""
    old = t + 1.0  # [2] counts from 1900
    venus, twice = np.radians(153.23 + 22518.7541 * old), np.radians(216.57 + 45037.5082 * old)
    jupiter = np.radians(312.69 + 32964.3577 * old)
    moon = np.radians(350.74 + (445267.1142 - 0.00144 * old) * old)
    return np.asarray(
        0.00134 * np.cos(venus) + 0.00154 * np.cos(twice) + 0.00200 * np.cos(jupiter) + 0.00179 * np.sin(moon)
    )
