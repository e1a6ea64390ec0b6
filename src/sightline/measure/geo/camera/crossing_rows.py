"""Turn what cameras saw and heard into the measurements of a fit, and refuse what cannot be meant."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen

from sightline.core.errors import BadValue, OverLimit, UnknownName, WrongUse
from sightline.measure.geo.camera.crossing_records import Camera, Heard
from sightline.measure.geo.camera.plane import BEARING, LATER, RANGE, Sights
from sightline.measure.geo.local import LocalFrame

MOST: Final = 200


@frozen(slots=True)
class Row:
    """One measurement."""

    name: str
    kind: int
    first: int
    second: int
    value: float
    sigma: float
    magnetic: bool = False


def rows_of(cameras: Sequence[Camera], heard: Sequence[Heard], declination: float | None) -> list[Row]:
    """Check what was given and number it; raises BadValue, UnknownName, OverLimit and WrongUse."""
    if len(cameras) > MOST or len(heard) > MOST:
        raise OverLimit(f"more than {MOST} cameras", todo="keep the best of them")
    names = [camera.name for camera in cameras]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BadValue("two cameras have this name", item=twice, todo="give each its own")
    rows: list[Row] = []
    for i, camera in enumerate(cameras):
        _check(camera)
        if camera.bearing_deg is not None:
            turn = 0.0
            if camera.north == "magnetic":
                if declination is None:
                    raise WrongUse(
                        "a magnetic bearing wants the declination",
                        item=camera.name,
                        todo="look it up for the place and the date and give it, east positive; it is never guessed",
                    )
                turn = declination
            value = math.radians((camera.bearing_deg + turn + 180.0) % 360.0)
            error = math.radians(camera.bearing_error_deg)
            rows.append(
                Row(f"bearing from {camera.name}", BEARING, i, 0, value, error, camera.north == "magnetic")
            )
        if camera.distance_m is not None:
            rows.append(
                Row(f"distance from {camera.name}", RANGE, i, 0, camera.distance_m, camera.distance_error_m)
            )
    for one in heard:
        for name in (one.late, one.early):
            if name not in names:
                raise UnknownName(
                    "there is no such camera", item=name, todo="one of: " + ", ".join(names[:20])
                )
        if one.late == one.early or not (math.isfinite(one.farther_m) and 0 < one.error_m < 1e6):
            raise BadValue(
                "a sound's difference that cannot be", item=one.late, todo="two cameras, metres, an error"
            )
        at = names.index(one.late), names.index(one.early)
        rows.append(Row(f"sound at {one.late} after {one.early}", LATER, *at, one.farther_m, one.error_m))
    if not rows:
        raise WrongUse("no camera has a bearing or a distance", todo="give at least two of them")
    return rows


def _check(camera: Camera) -> None:
    LocalFrame(camera.lat, camera.lon)
    if camera.north not in ("true", "magnetic"):
        raise BadValue(f"there is no north '{camera.north}'", item=camera.name, todo="true or magnetic")
    if camera.bearing_deg is not None and not (
        math.isfinite(camera.bearing_deg) and 0 < camera.bearing_error_deg <= 90
    ):
        raise BadValue(
            "a bearing or its error cannot be", item=camera.name, todo="degrees; the error above 0"
        )
    if camera.distance_m is not None and not (
        0 < camera.distance_m < 1e7 and 0 < camera.distance_error_m < 1e7
    ):
        raise BadValue("a distance or its error cannot be", item=camera.name, todo="metres; both above 0")
    if not 0 <= camera.error_m <= 100_000:
        raise BadValue(f"an error of {camera.error_m} m cannot be", item=camera.name, todo="0 to 100,000 m")


def sights_of(cameras: Sequence[Camera], rows: Sequence[Row], frame: LocalFrame) -> Sights:
    """Lay it out about a place; bearings are turned by how much north at each camera differs from the frame's."""
    east, north = frame.to_metres([c.lat for c in cameras], [c.lon for c in cameras])
    ahead_lat, ahead_lon = frame.to_degrees(east * 0.999, north * 0.999)
    value = []
    for row in rows:
        turn = 0.0
        if row.kind == BEARING and math.hypot(east[row.first], north[row.first]) > 100.0:
            camera = cameras[row.first]
            own = LocalFrame(camera.lat, camera.lon)
            x, y = own.to_metres(float(ahead_lat[row.first]), float(ahead_lon[row.first]))
            turn = math.atan2(-east[row.first], -north[row.first]) - math.atan2(float(x), float(y))
        value.append(row.value + turn)
    return Sights(
        kind=np.array([row.kind for row in rows]),
        first=np.array([row.first for row in rows]),
        second=np.array([row.second for row in rows]),
        value=np.array([value]),
        sigma=np.array([[row.sigma for row in rows]]),
        marks=np.stack((east, north), axis=-1)[None],
        spread=np.array([camera.error_m for camera in cameras]),
    )
