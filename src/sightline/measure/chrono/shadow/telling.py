"""Why a shadow fits nowhere, and what to beware of where it fits, in sentences for a person."""

import numpy as np

from sightline.measure.chrono.earth_time import Floats, Instants
from sightline.measure.chrono.shadow.measured import Measured, Shadow, enough, misfit, predicted
from sightline.measure.chrono.sun import position, refracted
from sightline.measure.chrono.sun_events import Daylight, SunDay

LOW: float = 10.0
HIGH: float = 80.0


def impossible(one: Shadow, lat: float, lon: float, moments: Instants, day: SunDay) -> str:
    """Say why no moment of a day fits a shadow at a place: the first hindrance that stands alone."""
    if day.horizon.state is Daylight.ALWAYS_DOWN:
        return f"No: {day.why} Without a sun there is no shadow of it; moonlight and lamps cast others."
    azimuth, elevation = position(lat, lon, moments)
    up = refracted(elevation) > 0.1
    if one.ratio is not None and one.endless:
        return endless(one.ratio.value)
    for alone in _alone(one):
        if (misfit(alone, azimuth, elevation) <= enough(1)).any():
            continue
        if alone.ratio is not None:
            return _no_length(alone, alone.ratio, azimuth[up], elevation[up])
        if alone.azimuth is not None:
            return _no_direction(alone, alone.azimuth.value, azimuth[up])
        if alone.elevation is not None:
            return (
                f"No: the sun never stands at {alone.elevation.value:g} degrees there in that time; it rises to "
                f"{float(refracted(elevation).max()):.1f} degrees."
            )
    return "No: " + _contradiction(one, lat, lon, moments)


def endless(ratio: float) -> str:
    """Say why a length over height beyond ``LONGEST`` is no measurement."""
    return (
        f"No: a shadow {ratio:.0f} times as long as its object has no edge that could be measured; "
        "the sun would stand within its own width of the horizon."
    )


def warnings_at(one: Shadow, elevation: float, sides: list[str], *, best: float = 0.0) -> tuple[str, ...]:
    """List what to beware of for a fit with the sun at ``elevation`` [degrees, as seen].

    ``sides`` are those of the intervals, empty for places; ``best`` is the smallest misfit found.
    """
    found = []
    if best > 0.5 * enough(one.terms) and one.terms > 1:
        found.append(
            "The measurements agree with each other poorly; the result is narrow because of that, not because it is "
            "sharp. Look for a slope, a leaning object, or a wrong north."
        )
    if elevation < LOW:
        found.append(
            f"The sun was low ({elevation:.1f} degrees): the air bends its light unpredictably and the tip is blurred; "
            "the result was widened for it, and any slope of the ground counts for much."
        )
    if "all day" in sides and one.azimuth is None:
        found.append(
            "The sun circles at nearly one height: the length of a shadow tells no time. Measure its direction."
        )
    if "around noon" in sides and one.azimuth is None:
        found.append(
            "Around noon the length of a shadow hardly changes: it tells little. Measure its direction as well."
        )
    if (
        one.ratio is not None
        and one.azimuth is None
        and one.elevation is None
        and sides
        and not {"around noon", "all day"} & set(sides)
    ):
        found.append(
            "A length alone fits before and after noon; the direction of the shadow would tell which."
        )
    if one.off_frame:
        found.append(
            "The tip was outside the picture: the length is a lower bound, and only one end is known by it."
            + ("" if one.azimuth is not None else " What is called best is no likelier than the rest.")
        )
    if one.azimuth is not None and elevation > HIGH:
        found.append(
            "With the sun near the zenith the direction of a shadow turns fast and is hard to measure."
        )
    if one.azimuth is not None:
        found.append("The direction must be from true north: a compass or a phone may show magnetic north.")
    if one.ground.tilt == 0.0 and one.ground.tilt_error == 0.0 and one.ratio is not None and elevation < 30.0:
        part = np.tan(np.radians(1.0)) / np.tan(np.radians(max(elevation, 0.5)))
        found.append(
            f"Level ground is assumed: one degree of slope along the shadow changes its length by {part:.0%}."
        )
    return tuple(found)


def _alone(one: Shadow) -> list[Shadow]:
    parts = (
        Shadow(one.ratio, None, None, one.off_frame, one.ground, one.lean),
        Shadow(None, one.azimuth, None, off_frame=False, ground=one.ground, lean=one.lean),
        Shadow(None, None, one.elevation, off_frame=False, ground=one.ground, lean=one.lean),
    )
    return [part for part in parts if part.terms == 1]


def _no_length(one: Shadow, ratio: Measured, azimuth: Floats, elevation: Floats) -> str:
    lengths = predicted(one, azimuth, elevation)
    shortest, longest = float(lengths.min()), float(lengths.max())
    measured = ratio.value
    if measured < shortest:
        return (
            f"No: shadows there are never shorter than {shortest:.2f} times the height in that time, and this one is "
            f"{measured:.2f} times (±{ratio.error:.0%}). Check place, day, the foot of the object and the slope."
        )
    return (
        f"No: shadows there are at most {longest:.2f} times as long as the height in that time, and this one is "
        f"{measured:.2f} times. Check place, day and the slope."
    )


def _no_direction(one: Shadow, towards: float, azimuth: Floats) -> str:
    falls = (azimuth + 180.0) % 360.0
    mirrored = misfit(one, (360.0 - azimuth) % 360.0, np.full(azimuth.shape, 45.0)) <= enough(1)
    upside = misfit(one, (180.0 - azimuth) % 360.0, np.full(azimuth.shape, 45.0)) <= enough(1)
    hint = (
        "Mirrored footage shows such directions" if bool((mirrored | upside).any()) else "Something is wrong"
    )
    gap = np.sort(falls)
    spread = np.diff(np.append(gap, gap[0] + 360.0))
    at = int(spread.argmax())
    first, last = gap[(at + 1) % gap.size], gap[at]
    return (
        f"No: shadows there fall from {first:.0f} through {((first + ((last - first) % 360.0) / 2) % 360.0):.0f} to "
        f"{last:.0f} degrees in that time, never towards {towards % 360.0:.0f}. {hint}: check whether the "
        "picture was flipped, and whether north is true north."
    )


def _contradiction(one: Shadow, lat: float, lon: float, moments: Instants) -> str:
    azimuth, elevation = position(lat, lon, moments)
    flipped = misfit(one, (360.0 - azimuth) % 360.0, elevation) <= enough(one.terms)
    hint = (
        " The mirror image would fit: check whether the footage was flipped."
        if one.azimuth is not None and bool(flipped.any())
        else " Check the slope of the ground, whether the object is upright, and north."
    )
    return f"each measurement alone fits some moment, but no moment fits all of them.{hint}"
