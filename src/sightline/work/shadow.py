"""From shadows to when and where: the moments of a day that fit at a place, or the places that fit at a time.

The answers are intervals and regions that hold the truth 95 times in 100 if the stated errors are right; that nothing
fits is an answer with its reason. Nothing is recorded: what a case makes of it is a person's decision.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from attrs import frozen
from shapely.geometry.base import BaseGeometry

from sightline.core.errors import BadTime
from sightline.measure.chrono.shadow.circles import Band
from sightline.measure.chrono.shadow.local_time import local_places
from sightline.measure.chrono.shadow.measured import Shadow
from sightline.measure.chrono.shadow.regions import Places, Region, Seen, places
from sightline.measure.chrono.shadow.times import Interval, Times, times
from sightline.model.edtf import Date, parse
from sightline.model.edtf_days import covered
from sightline.model.time import read
from sightline.work.daylight.local_zones import zone_grid
from sightline.work.daylight.moments import When, when_at
from sightline.work.measured_text import Gathered
from sightline.work.sun import refuse_off_earth

METHOD: Final = "chrono.shadow"
VERSION: Final = 1
_LONGEST_MS: Final = 3 * 3_600_000

__all__ = [
    "METHOD", "VERSION", "Band", "Gathered", "Interval", "PlacesAnswer", "Region", "Shadow", "Times",
    "TimesAnswer", "edtf_of", "geojson", "shadow_places", "shadow_places_local", "shadow_times",
]  # fmt: skip


@frozen(slots=True)
class TimesAnswer:
    """When a shadow fits at a place; ``fits`` is False where nothing does, and ``found.why`` says why."""

    lat: float
    lon: float
    when: When
    found: Times
    assumed: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether any moment does."""
        return self.found.intervals != ()


@frozen(slots=True, eq=False)
class PlacesAnswer:
    """Where shadows fit; ``times`` are as they were written, one a shadow."""

    times: tuple[str, ...]
    local: bool
    found: Places
    assumed: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether any place does."""
        return self.found.regions != ()


def shadow_times(
    gathered: Gathered, lat: float, lon: float, time: str, *, zone: str | None = None
) -> TimesAnswer:
    """Find when, within a day or a clock reading, a shadow fits at a place.

    Parameters
    ----------
    gathered : Gathered
        What was measured.
    lat, lon : float
        Of the object [degrees].
    time, zone
        As in ``sun``; usually a day.

    Raises BadValue for a place off the Earth, BadTime for a time that is no day and no moment.
    """
    refuse_off_earth(lat, lon)
    when = when_at(lat, lon, time, zone=zone)
    begin, end = when.readings[0][0], when.readings[-1][1]
    return TimesAnswer(lat, lon, when, times(gathered.shadow, lat, lon, begin, end), gathered.assumed)


def shadow_places(seen: Sequence[tuple[Gathered, str]], *, zone: str | None = None) -> PlacesAnswer:
    """Find where on Earth one or more shadows of one place fit, each at its time.

    Parameters
    ----------
    seen : sequence of (Gathered, str)
        Measurements and time of each; a time (EDTF) needs an offset, or ``zone``. A minute is taken at its middle,
        longer stretches, three hours at most, widen the answer.
    zone : str
        For times that name no offset.

    Raises BadTime for a time without a zone or longer than three hours, BadValue for more than six shadows.
    """
    looked = tuple(Seen(one.shadow, *_stretch(text, zone)) for one, text in seen)
    assumed = tuple(dict.fromkeys(told for one, _ in seen for told in one.assumed))
    return PlacesAnswer(tuple(text for _, text in seen), local=False, found=places(looked), assumed=assumed)


def shadow_places_local(gathered: Gathered, clock: str) -> PlacesAnswer:
    """Find where on Earth a shadow fits a reading of the local clock, whichever zone that is in.

    Parameters
    ----------
    clock : str
        Local date and time without offset, ``2024-03-20T10:00``.

    Raises BadTime for a time with an offset or without a time of day.
    """
    written = parse(clock)
    if not isinstance(written, Date) or written.clock is None or written.clock.offset is not None:
        raise BadTime(
            "this is no reading of a local clock",
            item=clock,
            todo="write 2024-03-20T10:00, or give a time with an offset as --time",
        )
    begin, end = covered(written, clock)
    found = local_places(gathered.shadow, begin, end, zone_grid())
    return PlacesAnswer((clock,), local=True, found=found, assumed=gathered.assumed)


def edtf_of(interval: Interval) -> str:
    """Write an interval as EDTF of one moment in between, to the minute, never narrower than it is."""
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    begin = epoch + timedelta(minutes=interval.begin // 60_000)
    end = epoch + timedelta(minutes=(interval.end - 1) // 60_000)
    text = "%Y-%m-%dT%H:%MZ"
    return begin.strftime(text) if begin == end else f"[{begin.strftime(text)}..{end.strftime(text)}]"


def geojson(region: Region) -> dict[str, object]:
    """Write a region as a GeoJSON geometry of (longitude, latitude) [degrees], to five digits: a metre."""
    import shapely

    rounded = shapely.set_precision(region.shape, 1e-5)
    whole: dict[str, object] = json.loads(
        shapely.to_geojson(rounded if not rounded.is_empty else region.shape)
    )
    return whole


def _stretch(text: str, zone: str | None) -> tuple[int, int]:
    written = parse(text)
    if zone is None and isinstance(written, Date) and (written.clock is None or written.clock.offset is None):
        raise BadTime(
            "at an unknown place this time can be any zone's",
            item=text,
            todo="write it with an offset (2024-03-20T10:00Z), name its --zone, or give it as --local-time",
        )
    span = read(text, zone=zone)
    begin, end = span.begin_earliest, span.end_latest
    if begin is None or end is None or end - begin > _LONGEST_MS:
        raise BadTime(
            "a shadow is seen at a moment",
            item=text,
            todo="give date and time of day, known to three hours or better",
        )
    if end - begin <= 60_000:
        return (begin + end) // 2, (begin + end) // 2
    return begin, end - 1


def edges(shape: BaseGeometry) -> tuple[float, float, float, float]:
    """Give south, north, west and east of a shape [degrees]; west is above east where it lies over the date line.

    Shapes are cut at 180 degrees, so that the bare bounds of one over the date line are the whole world.
    """
    west, south, east, north = shape.bounds
    if west == -180.0 and east == 180.0:
        parts = [one.bounds for one in getattr(shape, "geoms", ())]
        eastern, western = [one for one in parts if one[0] >= 0.0], [one for one in parts if one[2] <= 0.0]
        if eastern and len(eastern) + len(western) == len(parts):
            return south, north, min(one[0] for one in eastern), max(one[2] for one in western)
    return south, north, west, east
