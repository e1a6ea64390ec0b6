"""Draw what the camera could see: the field of view on the map, with what the errors leave open.

Two outlines are told. *Surely* in view is what lies inside for every place of the camera within its 95 % ellipse and
every heading within its error; *possibly* in view is what lies inside for at least one of them. Hills and houses in
between are not known here: for those see the line of sight over a terrain model.
"""

import math
from typing import Final

import numpy as np
from attrs import frozen

from sightline.core.errors import BadValue
from sightline.measure.geo.camera.ellipse import Ellipse
from sightline.measure.geo.camera.records import Focal
from sightline.measure.geo.local import LocalFrame

_STEPS: Final = 24
_FARTHEST_M: Final = 500_000.0

Ring = tuple[tuple[float, float], ...]


@frozen(slots=True)
class Field:
    """The angles left and right of the axis that the picture takes in [degrees]."""

    left_deg: float
    right_deg: float


@frozen(slots=True)
class Cone:
    """A field of view on the map; rings are (lat, lon) corners, closed."""

    best: Ring
    surely: tuple[Ring, ...]
    """None where the errors are wider than the view."""
    possibly: tuple[Ring, ...]
    width_deg: float
    why: str


def field_of(width_px: float, focal: Focal, *, centre_px: float | None = None) -> Field:
    """Tell how wide a picture sees.

    :param width_px: of the picture [px]
    :param focal: in pixels of the same picture
    :param centre_px: column of the lens's axis, for a picture that was cropped; else the middle
    :raises BadValue: for a width or focal length that cannot be, and an axis so far outside that nothing is seen
    """
    if not (math.isfinite(width_px) and width_px > 0 and math.isfinite(focal.px) and focal.px > 0):
        raise BadValue("a width and a focal length above 0 are needed", item=f"{width_px}, {focal.px}")
    centre = width_px / 2 if centre_px is None else centre_px
    return Field(
        left_deg=math.degrees(math.atan(centre / focal.px)),
        right_deg=math.degrees(math.atan((width_px - centre) / focal.px)),
    )


def view_cone(
    lat: float,
    lon: float,
    heading_deg: float,
    field: Field,
    *,
    reach_m: float,
    heading_error_deg: float = 0.0,
    field_error_deg: float = 0.0,
    ellipse: Ellipse | None = None,
) -> Cone:
    """Draw a field of view.

    :param lat: of the camera, -90 to 90 [degrees]
    :param lon: -180 to 180 [degrees]
    :param heading_deg: of the axis, clockwise from true north
    :param field: how far it sees to the left and to the right
    :param reach_m: how far to draw, up to 500 km
    :param heading_error_deg: 95 %
    :param field_error_deg: of each side, 95 %
    :param ellipse: of the camera's place, 95 %; None: exact
    :raises BadValue: for a place, reach, error or field that cannot be
    """
    from shapely import Polygon, intersection_all, union_all

    _check(heading_deg, field, reach_m, heading_error_deg, field_error_deg)
    frame = LocalFrame(lat, lon)
    places = _rim(ellipse)
    open_deg = heading_error_deg + field_error_deg
    wide = [_sector(x, y, heading_deg, field, reach_m, open_deg) for x, y in places]
    narrow = (
        [_sector(x, y, heading_deg, field, reach_m, -open_deg) for x, y in places]
        if field.left_deg + field.right_deg > 2 * open_deg
        else []
    )
    best = Polygon(_sector(0.0, 0.0, heading_deg, field, reach_m, 0.0))
    # between two places of the rim the view sweeps over what lies between: their common hull, not only both
    swept = [Polygon(one) for one in wide]
    if len(wide) > 1 and field.left_deg + field.right_deg + 2 * open_deg < 180:
        from shapely import MultiPoint

        swept += [MultiPoint([*one, *wide[(i + 1) % len(wide)]]).convex_hull for i, one in enumerate(wide)]
    possibly = union_all(swept)
    surely = intersection_all([Polygon(one) for one in narrow]) if narrow else Polygon()
    width = field.left_deg + field.right_deg
    return Cone(
        best=_rings(best, frame)[0],
        surely=_rings(surely, frame),
        possibly=_rings(possibly, frame),
        width_deg=width,
        why=f"{width:.1f} degrees wide about {heading_deg % 360:.1f} ± {heading_error_deg:.1f}, to {reach_m:,.0f} m",
    )


def _sector(
    east: float, north: float, heading: float, field: Field, reach: float, wider: float
) -> list[tuple[float, float]]:
    left = heading - min(field.left_deg + wider, 179.9)
    right = heading + min(field.right_deg + wider, 179.9)
    if right - left >= 359.5:
        left, right = heading - 179.7, heading + 179.7
    turn = np.radians(np.linspace(left, right, max(int(abs(right - left) / 2), 4)))
    arc = [(east + reach * math.sin(t), north + reach * math.cos(t)) for t in turn.tolist()]
    return [(east, north), *arc]


def _rim(ellipse: Ellipse | None) -> list[tuple[float, float]]:
    if ellipse is None or ellipse.semi_major_m <= 0:
        return [(0.0, 0.0)]
    azimuth = math.radians(ellipse.azimuth_deg)
    rim = []
    for i in range(_STEPS):
        turn = 2 * math.pi * i / _STEPS
        along, across = ellipse.semi_major_m * math.cos(turn), ellipse.semi_minor_m * math.sin(turn)
        rim.append(
            (
                along * math.sin(azimuth) + across * math.cos(azimuth),
                along * math.cos(azimuth) - across * math.sin(azimuth),
            )
        )
    return rim


def _rings(shape: object, frame: LocalFrame) -> tuple[Ring, ...]:
    from shapely import Polygon

    parts = getattr(shape, "geoms", [shape])
    rings = []
    for one in parts:
        if isinstance(one, Polygon) and not one.is_empty and one.area > 0:
            xy = np.array(one.exterior.coords)
            lat, lon = frame.to_degrees(xy[:, 0], xy[:, 1])
            rings.append(tuple(zip(lat.tolist(), lon.tolist(), strict=True)))
    return tuple(rings)


def _check(heading: float, field: Field, reach: float, heading_error: float, field_error: float) -> None:
    if not math.isfinite(heading):
        raise BadValue(
            f"'{heading}' is no heading", item="heading", todo="degrees from true north, clockwise"
        )
    if not (0 < reach <= _FARTHEST_M):
        raise BadValue(f"a view of {reach} m cannot be drawn", item="reach", todo="above 0, up to 500,000 m")
    for side in (field.left_deg, field.right_deg):
        if not (math.isfinite(side) and abs(side) <= 180):
            raise BadValue(
                f"a view to {side} degrees cannot be", item="field", todo="at most 180 degrees a side"
            )
    if field.left_deg + field.right_deg <= 0:
        raise BadValue("this view is empty", item="field", todo="the right edge lies right of the left one")
    for error in (heading_error, field_error):
        if not (math.isfinite(error) and 0 <= error <= 180):
            raise BadValue(
                f"an error of {error} degrees cannot be", item="heading error", todo="0 to 180 degrees"
            )
