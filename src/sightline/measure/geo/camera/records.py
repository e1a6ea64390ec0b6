"""What a resection is asked and what it answers.

Errors that go in are standard deviations, as surveyors give them; a landmark's is that of east and of north each.
Errors that come out hold the truth nineteen times in twenty.
"""

from attrs import frozen

from sightline.measure.geo.camera.ellipse import Ellipse

FOUND = "found"
AMBIGUOUS = "ambiguous"
UNDETERMINED = "undetermined"
CONTRADICTED = "contradicted"


@frozen(slots=True)
class Landmark:
    """A thing on the map that is seen in the picture."""

    name: str
    lat: float
    lon: float
    column: float | None = None
    """Where it stands in the picture, from the left edge [px]; None where only lines or bearings use it."""
    error_m: float = 0.0
    """Standard deviation of its place on the map, east and north each [m]."""
    pixel_error: float | None = None
    """Standard deviation of the column and of the row [px]; None: that of the picture."""
    row: float | None = None
    """Where it stands in the picture, from the upper edge [px]; only a full pose asks."""
    height_m: float | None = None
    """Height of the point seen, all above one level [m]; only a full pose asks."""
    height_error_m: float | None = None
    """Standard deviation of the height [m]; None: half of ``error_m``."""


@frozen(slots=True)
class Aligned:
    """Two landmarks one behind the other in the picture: a vertical line through both is a line on the map."""

    near: str
    far: str
    error_deg: float = 0.2
    """Standard deviation of the angle between them as seen."""


@frozen(slots=True)
class Bearing:
    """A direction measured from the camera, clockwise from *true* north."""

    deg: float
    error_deg: float
    landmark: str | None = None
    """None: the direction of the camera's axis."""


@frozen(slots=True)
class Distance:
    """How far a landmark is from the camera, as told by its size in the picture or by sound."""

    landmark: str
    metres: float
    error_m: float
    """Standard deviation."""


@frozen(slots=True)
class Focal:
    """A focal length in pixels of the picture as it is, and its standard deviation; 0 where it is exact."""

    px: float
    error_px: float = 0.0
    why: str = "given"


@frozen(slots=True)
class Misfit:
    """How far one measurement lies from what the solution predicts."""

    name: str
    kind: str
    """column, bearing, aligned, heading, focal or distance."""
    residual: float
    """Predicted less measured, in ``unit``."""
    unit: str
    """px, °, % or m."""
    sigmas: float
    """The same in standard deviations of the measurement, its landmark's map error included."""
    bearing_deg: float | None
    """Of the landmark from the camera, true."""
    distance_m: float | None


@frozen(slots=True)
class Outlier:
    """A landmark, line or bearing that contradicts the others and was left out."""

    name: str
    off: float
    """How far it lies from what the others predict, in ``unit``."""
    unit: str
    sigmas: float
    why: str


@frozen(slots=True)
class Solution:
    """A place from which everything fits."""

    lat: float
    lon: float
    ellipse: Ellipse
    covariance_m2: tuple[tuple[float, float], tuple[float, float]]
    """Of east and north."""
    heading_deg: float | None
    """Of the camera's axis, true north; None where nothing tells it."""
    heading_error_deg: float | None
    focal_px: float | None
    focal_error_px: float | None
    chi2: float
    freedom: int
    """Measurements beyond those needed."""
    misfits: tuple[Misfit, ...]
    region: tuple[tuple[float, float], ...]
    """(lat, lon) corners of all places that are allowed at 95 %; differs from the ellipse where the errors bend."""
    why: str


@frozen(slots=True)
class Resection:
    """The answer: where the camera stood, or why that cannot be said."""

    status: str
    """found, ambiguous (several places fit), undetermined (a line or region fits) or contradicted."""
    why: str
    solutions: tuple[Solution, ...]
    """Best first; empty where undetermined."""
    outliers: tuple[Outlier, ...]
    doubts: tuple[str, ...]
    mirrored: bool
    """Everything fits only if the picture is mirrored; the solutions are those of the mirrored picture."""
    locus: tuple[tuple[float, float], ...]
    """Where undetermined: (lat, lon) along the line on which the camera stood, as far as known."""
    method: str
