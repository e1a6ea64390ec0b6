"""Skylines: seen from a point, or a traced one matched against a region, over a folder of elevation tiles.

Both answers name the tiles they stand on, the ground nobody knows, and what was taken for granted.
"""

import math
from pathlib import Path
from typing import Final

import numpy as np
from attrs import frozen

from sightline.core.errors import BadValue
from sightline.measure.geo.horizons import EYE_M, Skyline, skyline
from sightline.measure.geo.terrain.cameras import Camera
from sightline.measure.geo.terrain.candidates import survey
from sightline.measure.geo.terrain.fitting import Errors, View
from sightline.measure.geo.terrain.gathering import Gathered, Refused, Unknown, Used
from sightline.measure.geo.terrain.matching import Matched, match
from sightline.measure.geo.terrain.sight import Sight, line_of_sight
from sightline.measure.geo.terrain.surface import REFRACTION, Surface, height_at
from sightline.measure.geo.terrain.traced import Trace, pixels
from sightline.work.terrain.tiles import gather_around, gather_between
from sightline.work.terrain.trace_file import FOCAL_WORDS, Focal, TraceRead, read_trace

__all__ = [
    "EYE_M", "FOCAL_WORDS", "REFRACTION", "Camera", "Drawn", "Focal", "Ground", "Matched", "SeenFrom", "Sight",
    "Sighting", "Skyline", "SkylineMatched", "Trace", "match_skyline", "see_from", "sight",
]  # fmt: skip

SEEN_METHOD: Final = "skyline-seen"
SIGHT_METHOD: Final = "line-of-sight"
VERSION: Final = 1
REACH_M: Final = 40_000.0
"""How far mountains are looked at, unless asked otherwise."""
FARTHEST_M: Final = 150_000.0
WIDEST_M: Final = 60_000.0
"""Largest radius of a region."""
_NARROW_DEG: Final = 40.0


@frozen(slots=True)
class Ground:
    """What an answer stands on."""

    step_m: float
    used: tuple[Used, ...]
    refused: tuple[Refused, ...]
    unknown: tuple[Unknown, ...]
    caveats: tuple[str, ...]


@frozen(slots=True, eq=False)
class SeenFrom:
    """A skyline seen from a point."""

    lat: float
    lon: float
    eye_m: float
    refraction: float
    reach_m: float
    skyline: Skyline
    ground: Ground


@frozen(slots=True, eq=False)
class Drawn:
    """The skyline that a found camera would see, in pixels of the picture."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    distance_m: tuple[float, ...]


@frozen(slots=True, eq=False)
class SkylineMatched:
    """A traced skyline matched against a region."""

    file: str
    lat: float
    lon: float
    radius_m: float
    eye_m: float
    read: TraceRead
    found: Matched
    drawn: tuple[Drawn, ...]
    """One for each camera found."""
    ground: Ground


@frozen(slots=True, eq=False)
class Sighting:
    """A line of sight, and what it stands on."""

    lat: float
    lon: float
    to_lat: float
    to_lon: float
    eye_m: float
    target_m: float
    sight: Sight
    ground: Ground


def see_from(
    dem: Path,
    lat: float,
    lon: float,
    *,
    eye_m: float = EYE_M,
    reach_m: float = REACH_M,
    refraction: float = REFRACTION,
) -> SeenFrom:
    """See the skyline from a point.

    :param dem: folder of elevation tiles; :param lat: :param lon: [degrees].
    :param eye_m: height of the eye above the ground [m]; :param reach_m: how far ground is looked at [m].
    :param refraction: coefficient k.
    :raises BadValue: for numbers out of range, or a point whose ground no tile knows.
    """
    _check_reach(reach_m)
    gathered = gather_around(dem, lat, lon, reach_m)
    seen = skyline(gathered.surface, lat, lon, eye_m=eye_m, reach_m=reach_m, refraction=refraction)
    return SeenFrom(lat, lon, eye_m, refraction, reach_m, seen, _ground(gathered))


def match_skyline(
    file: Path,
    dem: Path,
    lat: float,
    lon: float,
    radius_m: float,
    *,
    size: tuple[int, int] | None = None,
    focal: Focal | None = None,
    eye_m: float = EYE_M,
    reach_m: float = REACH_M,
    refraction: float = REFRACTION,
    trace_px: float | None = None,
    height_m: float = 5.0,
) -> SkylineMatched:
    """Find from where around a point a traced skyline was seen.

    :param file: the trace, or a picture; :param dem: folder of elevation tiles.
    :param lat: :param lon: middle of the region [degrees]; :param radius_m: of it [m].
    :param size: of the picture; :param focal: its focal length: before what the file says.
    :param eye_m: height of the camera above the ground [m].
    :param reach_m: how far beyond the region mountains are looked at [m].
    :param trace_px: error of the traced line [pixels], one standard deviation.
    :param height_m: likewise, of the tiles' ground [m].
    :raises BadValue: for numbers out of range, or a region whose ground no tile knows; and as ``read_trace``.
    """
    _check_reach(reach_m)
    if not 0 < radius_m <= WIDEST_M:
        raise BadValue(
            f"a region of {radius_m / 1000:g} km around a point",
            todo=f"above 0 and at most {WIDEST_M / 1000:.0f} km; search a larger one in parts",
        )
    read = read_trace(file, size=size, focal=focal)
    gathered = gather_around(dem, lat, lon, radius_m + min(reach_m, 30_000.0))
    trace = read.trace
    narrow = (
        trace.focal_px is None or 2 * math.degrees(math.atan(trace.width / 2 / trace.focal_px)) < _NARROW_DEG
    )
    country = survey(
        gathered.surface, radius_m, View(eye_m, reach_m, refraction), directions=720 if narrow else 360
    )
    errors = Errors(_trace_error(trace) if trace_px is None else trace_px, height_m)
    found = match(country, trace, errors=errors)
    drawn = tuple(_drawn(gathered.surface, trace, one, country.view) for one in found.cameras)
    return SkylineMatched(str(file), lat, lon, radius_m, eye_m, read, found, drawn, _ground(gathered))


def sight(
    dem: Path,
    lat: float,
    lon: float,
    to_lat: float,
    to_lon: float,
    *,
    eye_m: float = EYE_M,
    target_m: float = 0.0,
    refraction: float = REFRACTION,
) -> Sighting:
    """Tell whether one point is seen from another.

    :param dem: folder of elevation tiles; :param lat: :param lon: :param to_lat: :param to_lon: [degrees].
    :param eye_m: height of the eye, :param target_m: of what is looked at, above the ground [m].
    :raises BadValue: for numbers out of range, or ground that no tile knows.
    """
    wide = math.remainder(to_lon - lon, 360.0) * math.cos(math.radians((lat + to_lat) / 2))
    half = math.hypot(to_lat - lat, wide) * 111_700 / 2
    _check_reach(max(half, 1.0))
    gathered = gather_between(dem, lat, lon, to_lat, to_lon)
    found = line_of_sight(
        gathered.surface, lat, lon, to_lat, to_lon, eye_m=eye_m, target_m=target_m, refraction=refraction
    )
    return Sighting(lat, lon, to_lat, to_lon, eye_m, target_m, found, _ground(gathered))


def _trace_error(trace: Trace) -> float:
    """Take a line to be traced to two thousandths of the picture's width, and no better than a pixel."""
    return max(1.0, trace.width / 800)


def _drawn(surface: Surface, trace: Trace, camera: Camera, view: View) -> Drawn:
    half = camera.field_deg / 2 + 1.0
    steps = 600
    offset = [-half + 2 * half * at / steps for at in range(steps + 1)]
    lat, lon, bearing = camera.fitted
    east, north = surface.frame.to_metres(lat, lon)
    if not math.isfinite(float(height_at(surface, east, north))):
        return Drawn((), (), ())
    own = np.array(offset)
    seen = skyline(
        surface, lat, lon, eye_m=view.eye_m, azimuths=bearing + own, reach_m=view.reach_m,
        refraction=view.refraction,
    )  # fmt: skip
    x, y = pixels(
        own,
        seen.elevation,
        trace.width,
        trace.height,
        camera.focal_px,
        pitch_deg=camera.pitch,
        roll_deg=camera.roll,
    )
    kept = np.isfinite(x) & np.isfinite(y) & (x >= 0) & (x <= trace.width)
    return Drawn(tuple(x[kept].tolist()), tuple(y[kept].tolist()), tuple(seen.distance[kept].tolist()))


def _ground(gathered: Gathered) -> Ground:
    return Ground(
        gathered.surface.grid.step_m, gathered.used, gathered.refused, gathered.unknown, gathered.caveats
    )


def _check_reach(reach_m: float) -> None:
    if not 0 < reach_m <= FARTHEST_M:
        raise BadValue(
            f"ground {reach_m / 1000:g} km off", todo=f"above 0 and at most {FARTHEST_M / 1000:.0f} km"
        )
