"""Cross what several cameras of a file point at, with the errors of their own places and headings.

A camera's place and heading are taken as independent of each other, its place as equally wrong in all directions.
"""

import math

from attrs import evolve

from sightline.measure.geo.camera.crossing_records import Camera, Crossing
from sightline.measure.geo.camera.ellipse import CHI2_95_2, NORMAL_95, Ellipse
from sightline.measure.geo.crossings import cross
from sightline.work.cameras.asked import Asked
from sightline.work.cameras.sighted import Sighted, best_of


def cross_target(
    asked: Asked, cameras: tuple[Sighted, ...]
) -> tuple[Crossing | None, tuple[Camera, ...], tuple[str, ...]]:
    """Cross what the cameras point at; give the answer, what was crossed, and who could not help."""
    crossed: list[Camera] = []
    left_out: list[str] = []
    for one in cameras:
        if one.asked.target is None and one.asked.place is None and not _hears(asked, one.asked.name):
            continue
        ray = _ray(one)
        if isinstance(ray, str):
            left_out.append(f"{one.asked.name}: {ray}")
        else:
            crossed.append(ray)
    usable = [c for c in crossed if c.bearing_deg is not None or c.distance_m is not None]
    if len(crossed) == 0 or (len(usable) == 0 and len(asked.heard) == 0):
        return None, (), tuple(left_out)
    known = {c.name for c in crossed}
    heard = [one for one in asked.heard if one.late in known and one.early in known]
    left_out.extend(
        f"sound at {one.late} after {one.early}: one of them has no place"
        for one in asked.heard
        if one not in heard
    )
    if len(usable) + len(heard) == 0:
        return None, tuple(crossed), tuple(left_out)
    east, error = (0.0, 0.0) if asked.declination is None else asked.declination
    found = cross(crossed, heard=heard, declination_deg=east, declination_error_deg=error)
    true = tuple(
        evolve(c, bearing_deg=(c.bearing_deg + east) % 360, north="true")
        if c.north == "magnetic" and c.bearing_deg is not None
        else c
        for c in crossed
    )
    return found, true, tuple(left_out)


def _hears(asked: Asked, name: str) -> bool:
    return any(name in (one.late, one.early) for one in asked.heard)


def _ray(camera: Sighted) -> Camera | str:
    """Make a camera of the crossing; or say why it cannot be one."""
    target = camera.asked.target
    best = best_of(camera)
    if camera.asked.place is not None:
        lat, lon, error = camera.asked.place
    elif best is None:
        return "its own place was not found"
    else:
        lat, lon, error = best.lat, best.lon, _round_error(best.ellipse)
    ray = Camera(camera.asked.name, lat, lon, error_m=error)
    if target is None:
        return ray
    if target.distance_m is not None:
        ray = evolve(ray, distance_m=target.distance_m, distance_error_m=target.distance_error_m)
    if target.bearing is not None:
        return evolve(
            ray,
            bearing_deg=target.bearing.deg % 360,
            bearing_error_deg=target.bearing.error_deg,
            north="magnetic" if target.magnetic else "true",
        )
    if target.column is None:
        return ray
    if best is None or best.heading_deg is None or best.heading_error_deg is None or best.focal_px is None:
        return "where it looked is not known, so a pixel tells no bearing: give it landmarks or a bearing"
    if camera.lens.width is None and camera.lens.centre is None:
        return "the picture's width is not known"
    centre = camera.lens.centre[0] if camera.lens.centre is not None else (camera.lens.width or 0.0) / 2
    across = (target.column - centre) / best.focal_px
    pixel = camera.asked.picture.pixel_error if target.pixel_error is None else target.pixel_error
    by_pixel = math.degrees(pixel / best.focal_px / (1 + across**2))
    by_focal = math.degrees(
        abs(across) / (1 + across**2) * (best.focal_error_px or 0.0) / best.focal_px / NORMAL_95
    )
    spread = math.sqrt((best.heading_error_deg / NORMAL_95) ** 2 + by_pixel**2 + by_focal**2)
    deg = (best.heading_deg + math.degrees(math.atan(across))) % 360
    return evolve(ray, bearing_deg=deg, bearing_error_deg=min(max(spread, 1e-4), 90.0))


def _round_error(ellipse: Ellipse) -> float:
    """Give one standard deviation of a place for both directions, that of the same area."""
    return math.sqrt(ellipse.semi_major_m * ellipse.semi_minor_m / CHI2_95_2)
