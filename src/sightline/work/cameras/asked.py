"""What a resection file says, read and checked, nothing computed yet; errors are standard deviations."""

from attrs import frozen

from sightline.measure.geo.camera.crossing_records import Heard
from sightline.measure.geo.camera.records import Aligned, Bearing, Distance, Landmark
from sightline.measure.geo.vanishing import Segment


@frozen(slots=True)
class LensAsked:
    """What is said about the lens; ``kind`` is px, mm35, sensor, field, exif or unknown."""

    kind: str
    value: float = 0.0
    error: float | None = None
    sensor_mm: float = 0.0


@frozen(slots=True)
class PictureAsked:
    """What is said about the picture."""

    width: float | None
    height: float | None
    centre: tuple[float, float] | None
    lens: LensAsked
    file: str | None
    """Name beside the resection file; its size and what its camera wrote are read from it."""
    video: bool
    pixel_error: float
    cropped: bool


@frozen(slots=True)
class Target:
    """The thing that several cameras saw: in which direction, where in the picture, or how far."""

    column: float | None = None
    pixel_error: float | None = None
    bearing: Bearing | None = None
    """As it was measured, from magnetic north where ``magnetic``."""
    magnetic: bool = False
    distance_m: float | None = None
    distance_error_m: float = 0.0


@frozen(slots=True)
class CameraAsked:
    """One camera of the file."""

    name: str
    where: str
    """File and line, for messages."""
    picture: PictureAsked
    landmarks: tuple[Landmark, ...]
    aligned: tuple[Aligned, ...]
    bearings: tuple[Bearing, ...]
    """True north already."""
    distances: tuple[Distance, ...]
    lines: tuple[tuple[str, tuple[Segment, ...]], ...]
    method: str | None
    """plane, pose, or None: pose where every landmark has a row and a height."""
    place: tuple[float, float, float] | None
    """Latitude, longitude and error [m], where the camera's place is known and not asked."""
    target: Target | None
    mixed_north: bool
    """Some bearings were magnetic and some true."""


@frozen(slots=True)
class Asked:
    """A whole resection file."""

    file: str
    cameras: tuple[CameraAsked, ...]
    heard: tuple[Heard, ...]
    declination: tuple[float, float] | None
    """Degrees east, and its error."""
    reach_m: float | None
