"""What a full camera pose answers: where it stood, how high, how it was turned, each with its error (95 %)."""

from attrs import frozen

from sightline.measure.geo.camera.ellipse import Ellipse


@frozen(slots=True)
class PoseMisfit:
    """How far one landmark lies in the picture from where the pose puts it."""

    name: str
    right_px: float
    """Predicted less measured."""
    down_px: float
    sigmas: float
    """Root of the mean square of both, in standard deviations, the map's error included."""
    bearing_deg: float
    distance_m: float
    """On the map, not along the line of sight."""


@frozen(slots=True)
class PoseOutlier:
    """A landmark that contradicts the others and was left out."""

    name: str
    off_px: float
    sigmas: float
    why: str


@frozen(slots=True)
class Pose:
    """A place and turn of the camera from which everything fits."""

    lat: float
    lon: float
    ellipse: Ellipse
    covariance_m2: tuple[tuple[float, float], tuple[float, float]]
    height_m: float
    """Above the level of the landmarks' heights."""
    height_error_m: float
    heading_deg: float
    heading_error_deg: float
    pitch_deg: float
    """Of the axis above the horizon."""
    pitch_error_deg: float
    roll_deg: float
    """Positive for a camera turned clockwise as its holder sees it."""
    roll_error_deg: float
    focal_px: float
    focal_error_px: float
    chi2: float
    freedom: int
    misfits: tuple[PoseMisfit, ...]
    why: str


@frozen(slots=True)
class PoseAnswer:
    """The answer: where the camera stood and how it was turned, or why that cannot be said."""

    status: str
    """found, ambiguous, undetermined or contradicted."""
    why: str
    poses: tuple[Pose, ...]
    """Best first; empty where undetermined."""
    outliers: tuple[PoseOutlier, ...]
    doubts: tuple[str, ...]
    mirrored: bool
    """Everything fits only if the picture is mirrored; the poses are those of the mirrored picture."""
    method: str
