"""What a crossing of bearings and distances is asked and what it answers.

Errors that go in are standard deviations; errors that come out hold the truth nineteen times in twenty.
"""

from attrs import frozen

from sightline.measure.geo.camera.ellipse import Ellipse
from sightline.measure.geo.camera.records import Misfit, Outlier


@frozen(slots=True)
class Camera:
    """A place from which something was seen or heard."""

    name: str
    lat: float
    lon: float
    error_m: float = 0.0
    """Standard deviation of the place, east and north each [m]."""
    bearing_deg: float | None = None
    """In which direction, clockwise from ``north``."""
    bearing_error_deg: float = 1.0
    north: str = "true"
    """true or magnetic."""
    distance_m: float | None = None
    distance_error_m: float = 0.0
    """Standard deviation."""


@frozen(slots=True)
class Heard:
    """One sound at two places: ``late`` heard it so much farther from it than ``early``."""

    late: str
    early: str
    farther_m: float
    error_m: float
    """Standard deviation."""


@frozen(slots=True)
class Place:
    """Where the thing may be."""

    lat: float
    lon: float
    ellipse: Ellipse
    covariance_m2: tuple[tuple[float, float], tuple[float, float]]
    chi2: float
    freedom: int
    misfits: tuple[Misfit, ...]
    region: tuple[tuple[float, float], ...]
    why: str


@frozen(slots=True)
class Crossing:
    """The answer: where the lines meet, or why that cannot be said."""

    status: str
    """found, ambiguous, undetermined or contradicted."""
    why: str
    places: tuple[Place, ...]
    outliers: tuple[Outlier, ...]
    doubts: tuple[str, ...]
    method: str
