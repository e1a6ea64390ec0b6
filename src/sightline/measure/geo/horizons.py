"""See the skyline from a point: how high the ground stands all around, and how far off each ridge is.

What is seen is the ground of an elevation model: no trees, no houses, no haze. With curvature and refraction, a ridge
of 1,500 m that is 80 km off stands 440 m lower than on a flat Earth without air.
"""

import math
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sightline.core.errors import BadValue
from sightline.measure.geo.terrain.hgt import cell_name
from sightline.measure.geo.terrain.rays import cast
from sightline.measure.geo.terrain.surface import REFRACTION, Floats, Surface, height_at, north_turn_deg

EYE_M: Final = 1.7
FARTHEST_M: Final = 80_000.0


@frozen(slots=True, eq=False)
class Skyline:
    """What is seen all around; arrays of one length."""

    azimuth: Floats
    """Clockwise from true north [degrees]."""
    elevation: Floats
    """Above the horizontal at the eye, with refraction [degrees]; NaN where no ground is known in that direction."""
    distance: Floats
    """To what makes the skyline, along the ground [m]; NaN where no ground is known."""
    whole: NDArray[np.bool_]
    """False: unknown ground or the edge of the surface lies on the way, so the skyline may stand higher."""
    ground_m: float
    """Height of the ground under the eye [m]."""


def skyline(
    surface: Surface,
    lat: float,
    lon: float,
    *,
    eye_m: float = EYE_M,
    azimuths: Floats | None = None,
    reach_m: float = FARTHEST_M,
    nearest_m: float | None = None,
    refraction: float = REFRACTION,
) -> Skyline:
    """See the skyline from a point.

    :param surface: of heights; a skyline is whole only where it holds all ground within ``reach_m``.
    :param lat: :param lon: where the eye is [degrees].
    :param eye_m: its height above the ground there [m], 0 or more.
    :param azimuths: directions clockwise from true north [degrees], (n); by default every tenth of a degree.
    :param reach_m: how far off ground is looked at [m].
    :param nearest_m: from which distance on [m]; by default one cell, since nearer ground is not in the model.
    :param refraction: coefficient k, below 1.
    :raises BadValue: for a point outside the surface or on unknown ground, and for numbers out of range.
    """
    check_eye(eye_m, refraction)
    east, north, ground = stand(surface, lat, lon)
    step = surface.grid.step_m
    wanted = np.arange(0, 360, 0.1) if azimuths is None else np.asarray(azimuths, np.float64)
    if wanted.ndim != 1 or not bool(np.isfinite(wanted).all()) or not reach_m > 0:
        raise BadValue("azimuths are a row of degrees, and the reach is above 0 m")
    turn = float(north_turn_deg(surface, east, north))
    slope, distance, whole = cast(
        surface,
        np.array([east]),
        np.array([north]),
        np.array([ground + eye_m]),
        np.radians(wanted + turn)[None, :],
        nearest=step if nearest_m is None else max(nearest_m, 1.0),
        reach=reach_m,
        refraction=refraction,
    )
    seen = np.isfinite(slope[0])
    return Skyline(
        wanted % 360.0,
        np.where(seen, np.degrees(np.arctan(slope[0])), np.nan),
        np.where(seen, distance[0], np.nan),
        whole[0],
        ground,
    )


def stand(surface: Surface, lat: float, lon: float) -> tuple[float, float, float]:
    """Find the ground under a point: metres east and north in the surface's frame, and its height.

    :raises BadValue: when it is outside the surface, or nobody knows the ground there.
    """
    east, north = (float(one) for one in surface.frame.to_metres(lat, lon))
    ground = float(height_at(surface, east, north))
    if not math.isfinite(ground):
        raise BadValue(
            "the elevation tiles do not know the ground at this point",
            item=f"{lat:.5f}, {lon:.5f}",
            todo=f"add the tile that holds it ({cell_name(math.floor(lat), math.floor(lon))}), "
            "or take a point that is not in a void",
        )
    return east, north, ground


def check_eye(eye_m: float, refraction: float) -> None:
    """Refuse what cannot be.

    :raises BadValue: for an eye below the ground, or a coefficient that is not below 1.
    """
    if not (math.isfinite(eye_m) and eye_m >= 0):
        raise BadValue(f"an eye {eye_m} m above the ground cannot be", todo="0 m or more")
    if not (math.isfinite(refraction) and -1 < refraction < 1):
        raise BadValue(f"refraction with k = {refraction} cannot be", todo="between -1 and 1; 0.13 by day")
