"""Turn a covariance into what a person can draw: the ellipse that holds the truth nineteen times in twenty."""

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from sightline.measure.geo.camera.fitting import Array
from sightline.measure.geo.local import LocalFrame

CHI2_95_2: Final = 5.991464547107979
"""Chi-squared that two unknowns stay below nineteen times in twenty: -2 ln(0.05)."""
NORMAL_95: Final = 1.959963984540054


@frozen(slots=True)
class Ellipse:
    """The 95 % ellipse of a place on the map."""

    semi_major_m: float
    semi_minor_m: float
    azimuth_deg: float
    """Of the long axis, clockwise from north, 0 to below 180."""


def ellipse(covariance: Array) -> Ellipse:
    """Give the 95 % ellipse of a covariance (2, 2) of east and north [m²]."""
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    semi = np.sqrt(np.maximum(values, 0.0) * CHI2_95_2)
    azimuth = math.degrees(math.atan2(vectors[0, 1], vectors[1, 1])) % 180.0
    return Ellipse(float(semi[1]), float(semi[0]), azimuth % 180.0)


def outline(lat: float, lon: float, shape: Ellipse, *, points: int = 72) -> tuple[tuple[float, float], ...]:
    """Draw an ellipse about a point as (lat, lon) corners, clockwise, the first again at the end."""
    turn = np.linspace(0.0, 2 * np.pi, points + 1)
    along, across = shape.semi_major_m * np.cos(turn), shape.semi_minor_m * np.sin(turn)
    azimuth = math.radians(shape.azimuth_deg)
    east = along * math.sin(azimuth) + across * math.cos(azimuth)
    north = along * math.cos(azimuth) - across * math.sin(azimuth)
    lats, lons = LocalFrame(lat, lon).to_degrees(east, north)
    return tuple(zip(lats.tolist(), lons.tolist(), strict=True))


def inside(east: Array, north: Array, covariance: Array) -> npt.NDArray[np.bool_]:
    """Say for errors (B,) with covariances (B, 2, 2) whether the 95 % ellipse holds the truth."""
    error = np.stack((east, north), axis=-1)
    squared: Array = np.einsum("bi,bij,bj->b", error, np.linalg.inv(covariance), error)
    return squared <= CHI2_95_2
