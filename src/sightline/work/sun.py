"""The sun and the moon over a place: at a moment, or through a day, with rise, set, twilights and an hourly table."""

from typing import Final

import numpy as np
from attrs import frozen

from sightline.core.errors import BadValue
from sightline.measure.chrono import moon
from sightline.measure.chrono.sun import position, refracted
from sightline.measure.chrono.sun_events import RISE, SunDay, sun_day
from sightline.work.daylight.moments import When, wall_clock, when_at
from sightline.work.daylight.suncalc_links import suncalc_link

METHOD: Final = "chrono.sun"
VERSION: Final = 1
ERROR: Final = 0.013
"""Of azimuth (on the sky) and elevation [degrees], 1900 to 2100; refraction near the horizon comes on top."""
_HOUR_MS: Final = 3_600_000


@frozen(slots=True)
class Standing:
    """The sun at one moment: degrees from true north and above the horizon, without and with refraction.

    ``shadow_azimuth`` is where shadows fall, ``shadow_ratio`` their length over the height; None while the sun is down.
    """

    at: int
    clock: str
    azimuth: float
    elevation: float
    seen: float
    shadow_azimuth: float | None
    shadow_ratio: float | None
    light: str


@frozen(slots=True)
class MoonStanding:
    """The moon at one moment."""

    at: int
    azimuth: float
    elevation: float
    phase: moon.Phase


@frozen(slots=True)
class Day:
    """A day of the sun and the moon over a place."""

    begin: int
    end: int
    sun: SunDay
    moon: moon.MoonDay


@frozen(slots=True)
class SunAnswer:
    """The sun over a place: at one moment or two, or hour by hour through a day; ``day`` only where a day was asked."""

    lat: float
    lon: float
    when: When
    standings: tuple[Standing, ...]
    moons: tuple[MoonStanding, ...]
    day: Day | None
    why: str
    warnings: tuple[str, ...]
    link: str | None


def sun(lat: float, lon: float, time: str, *, zone: str | None = None) -> SunAnswer:
    """Say where the sun stands over a place.

    Parameters
    ----------
    lat, lon : float
        The place [degrees], latitude -90 to 90, longitude -180 to 180.
    time : str
        A day, or a moment (EDTF). A clock reading is taken at its beginning.
    zone : str
        In which the time is meant; else what ``time`` names, else the zone of the place.

    Raises BadValue for a place off the Earth, BadTime for a time that is no day and no moment.
    """
    refuse_off_earth(lat, lon)
    when = when_at(lat, lon, time, zone=zone)
    begin, end = when.readings[0]
    if when.precision == "day":
        moments = tuple(range(begin, end, _HOUR_MS))
        day = Day(begin, end, sun_day(lat, lon, begin, end), moon.moon_day(lat, lon, begin, end))
        why = f"{day.sun.why} {day.moon.why}"
        middle = day.sun.transits[0] if day.sun.transits else (begin + end) // 2
    else:
        moments, day = tuple(first for first, _ in when.readings), None
        middle = moments[0]
        why = ""
    found = standings(lat, lon, moments, when.zone)
    return SunAnswer(
        lat, lon, when, found, tuple(_moon(lat, lon, ms) for ms in moments), day,
        why if day is not None else _sentence(found[0]), _warnings(lat, when, found),
        _link(lat, lon, middle, when.zone),
    )  # fmt: skip


def _link(lat: float, lon: float, ms: int, zone: str) -> str | None:
    """Write the suncalc.org address; it speaks of clocks at the place, which an offset alone does not tell."""
    if zone == "Z" or zone[0] in "+-":
        return None
    return suncalc_link(lat, lon, ms, offset_ms=offset_ms(ms, zone))


def standings(lat: float, lon: float, moments: tuple[int, ...], zone: str) -> tuple[Standing, ...]:
    """Say where the sun stands at each of ``moments`` [ms since 1970 UTC], with clocks of ``zone``."""
    azimuths, elevations = position(lat, lon, np.array(moments, np.int64))
    lifted = refracted(elevations)
    return tuple(
        _standing(ms, zone, float(azimuth), float(elevation), float(seen))
        for ms, azimuth, elevation, seen in zip(moments, azimuths, elevations, lifted, strict=True)
    )


def offset_ms(ms: int, zone: str) -> int:
    """Say by how much the clocks of ``zone`` are ahead of UTC at a moment [ms]."""
    text = wall_clock(ms, zone)[-6:]
    size = int(text[1:3]) * _HOUR_MS + int(text[4:6]) * 60_000
    return -size if text[0] == "-" else size


def refuse_off_earth(lat: float, lon: float) -> None:
    """Raise BadValue for a place that is not on the Earth, with a hint where the two look swapped."""
    if abs(lat) <= 90.0 and abs(lon) <= 180.0:
        return
    swapped = 90.0 < abs(lat) <= 180.0 and abs(lon) <= 90.0
    raise BadValue(
        "these coordinates are not on the Earth",
        item=f"{lat:.10g}, {lon:.10g}",
        todo="latitude stands first: are the two swapped?"
        if swapped
        else "latitude -90 to 90, longitude -180 to 180",
    )


def _standing(ms: int, zone: str, azimuth: float, elevation: float, seen: float) -> Standing:
    up = seen > 0.1
    return Standing(
        ms, wall_clock(ms, zone), azimuth, elevation, seen,
        (azimuth + 180.0) % 360.0 if up else None,
        1.0 / float(np.tan(np.radians(min(seen, 89.99)))) if up else None,
        _light(elevation),
    )  # fmt: skip


def _light(elevation: float) -> str:
    steps = (
        (RISE, "day"),
        (-6.0, "civil twilight"),
        (-12.0, "nautical twilight"),
        (-18.0, "astronomical twilight"),
    )
    return next((name for level, name in steps if elevation >= level), "night")


def _moon(lat: float, lon: float, ms: int) -> MoonStanding:
    azimuth, elevation = moon.position(lat, lon, np.array(ms, np.int64))
    return MoonStanding(ms, float(azimuth), float(elevation), moon.phase_at(ms))


def _sentence(one: Standing) -> str:
    where = f"The sun stood at {one.azimuth:.1f} degrees from north, {one.seen:.1f} degrees high as seen"
    if one.shadow_ratio is None:
        return f"The sun was down ({one.elevation:.1f} degrees): {one.light}, and no shadow of it."
    return (
        f"{where}; shadows fell towards {one.shadow_azimuth:.1f} degrees, {one.shadow_ratio:.2f} times as long as what "
        "cast them."
    )


def _warnings(lat: float, when: When, found: tuple[Standing, ...]) -> tuple[str, ...]:
    told = [] if when.remark is None else [when.remark]
    if abs(lat) > 89.99:
        told.append(
            "At a pole every direction is south (or north): azimuths count from the meridian of the longitude."
        )
    if len(found) < 3 and any(0.0 < one.seen < 3.0 for one in found):
        told.append(
            "So near the horizon the air may lift the sun by a quarter of a degree more or less than here."
        )
    if any(one.seen > 89.0 for one in found) and len(found) < 3:
        told.append("The sun was in the zenith: its direction says nothing.")
    return tuple(told)
