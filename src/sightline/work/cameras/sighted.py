"""What a resection file told: each camera with its answer, and what they point at."""

from attrs import frozen

from sightline.measure.geo.camera.crossing_records import Camera, Crossing
from sightline.measure.geo.camera.pose_records import Pose, PoseAnswer
from sightline.measure.geo.camera.records import Resection, Solution
from sightline.measure.geo.view_cone import Cone
from sightline.work.cameras.asked import CameraAsked
from sightline.work.cameras.lens import Lens


@frozen(slots=True)
class Sighted:
    """One camera of the file: what was asked, and what was found."""

    asked: CameraAsked
    lens: Lens
    answer: Resection | PoseAnswer | None
    """None where the file gives the camera's place."""
    cone: Cone | None
    """Of the best solution."""
    doubts: tuple[str, ...]


@frozen(slots=True)
class Sightlines:
    """The answer to a whole file."""

    file: str
    cameras: tuple[Sighted, ...]
    target: Crossing | None
    crossed: tuple[Camera, ...]
    """What was crossed: the cameras with their bearings, true north."""
    left_out: tuple[str, ...]
    """Cameras that could not help with the target, and why."""


def best_of(camera: Sighted) -> Solution | Pose | None:
    """Give the best place of a camera; None where there is none, or it was given."""
    answer = camera.answer
    if answer is None:
        return None
    found = answer.solutions if isinstance(answer, Resection) else answer.poses
    return found[0] if len(found) > 0 else None
