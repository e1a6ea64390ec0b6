"""Where the cameras of a resection file stood, where they looked, and where what they point at lies.

One camera or several: for each, place and heading from its landmarks (a full pose where every landmark has a row and a
height, else a plane resection), and its field of view. Where cameras also say in which direction a common target lies,
their bearings are crossed. A file is read and answered; nothing is recorded in a case.
"""

from pathlib import Path
from typing import Final

from attrs import evolve

from sightline.core.errors import BadValue, WrongUse
from sightline.measure.geo.camera.crossing_records import Crossing
from sightline.measure.geo.camera.pose_records import Pose, PoseAnswer
from sightline.measure.geo.camera.records import Focal, Outlier, Resection, Solution
from sightline.measure.geo.pose import pose
from sightline.measure.geo.resection import resect
from sightline.measure.geo.view_cone import Cone, field_of, view_cone
from sightline.work.cameras.asked import Asked, CameraAsked, LensAsked
from sightline.work.cameras.file import read_file
from sightline.work.cameras.lens import Lens, lens_of
from sightline.work.cameras.sighted import Sighted, Sightlines, best_of
from sightline.work.cameras.target import cross_target

__all__ = [
    "Crossing", "Outlier", "Pose", "PoseAnswer", "Resection", "Sighted", "Sightlines", "Solution", "best_of",
    "resect_file",
]  # fmt: skip

_LEAST_REACH_M: Final = 50.0
_FARTHEST_REACH_M: Final = 500_000.0
_UNKNOWN_REACH_M: Final = 1_000.0
_STEEP: Final = 0.15
"""Part of the picture's width above or below its middle from which a tilt moves columns by a per cent and more."""


def resect_file(
    path: Path, *, size: tuple[float, float] | None = None, focal: LensAsked | None = None
) -> Sightlines:
    """Answer a resection file.

    Parameters
    ----------
    path : Path
        YAML, JSON or CSV.
    size : tuple of float, optional
        Width and height of the picture [px] where the file does not say, as a table cannot.
    focal : LensAsked, optional
        Its lens, likewise.

    Raises
    ------
    Unreadable, Unsafe
        The file or a picture it names cannot be had.
    BadValue, UnknownName, WrongUse, OverLimit
        Something in it cannot be meant; named by line or field.
    """
    asked = read_file(path)
    cameras = tuple(_one(_completed(one, size, focal), asked, path.parent) for one in asked.cameras)
    target, crossed, left_out = cross_target(asked, cameras)
    return Sightlines(asked.file, cameras, target, crossed, left_out)


def _completed(camera: CameraAsked, size: tuple[float, float] | None, lens: LensAsked | None) -> CameraAsked:
    """Put in what the command line says where the file says nothing."""
    picture = camera.picture
    if size is not None and picture.width is None and picture.file is None:
        picture = evolve(picture, width=size[0], height=size[1])
    if lens is not None and picture.lens.kind == "unknown":
        picture = evolve(picture, lens=lens)
    return evolve(camera, picture=picture)


def _one(camera: CameraAsked, asked: Asked, folder: Path) -> Sighted:
    lens = lens_of(camera, folder)
    doubts = list(lens.doubts)
    if camera.mixed_north:
        doubts.append("magnetic and true bearings are mixed")
    if camera.place is not None:
        if len(camera.landmarks) > 0:
            doubts.append("the camera's place is given, so its landmarks were not used")
        return Sighted(camera, lens, None, None, tuple(doubts))
    try:
        answer = _answer(camera, lens)
    except (BadValue, WrongUse) as error:
        about = camera.where if error.item is None else f"{camera.where}: {camera.name}: {error.item}"
        raise type(error)(error.fault, item=about, todo=error.todo) from error
    if isinstance(answer, Resection) and _off_horizon(camera, lens):
        doubts.append(
            "some landmarks stand far above or below the middle of the picture, and the camera is taken as level: give "
            "every landmark its height, so that its tilt is solved for"
        )
    seen = Sighted(camera, lens, answer, None, tuple(doubts))
    return evolve(seen, cone=_cone(seen, asked.reach_m))


def _answer(camera: CameraAsked, lens: Lens) -> Resection | PoseAnswer:
    if _wants_pose(camera):
        if lens.width is None or lens.height is None:
            raise WrongUse(
                "a pose wants the picture's width and height", todo="write picture: {width: ..., height: ...}"
            )
        return pose(
            camera.landmarks,
            width_px=lens.width,
            height_px=lens.height,
            centre_px=lens.centre,
            focal=lens.focal,
            pixel_error=camera.picture.pixel_error,
        )
    return resect(
        camera.landmarks,
        width_px=lens.width,
        centre_px=None if lens.centre is None else lens.centre[0],
        focal=lens.focal,
        aligned=camera.aligned,
        bearings=camera.bearings,
        distances=camera.distances,
        pixel_error=camera.picture.pixel_error,
    )


def _wants_pose(camera: CameraAsked) -> bool:
    if camera.method is not None:
        return camera.method == "pose"
    if camera.aligned or camera.bearings or camera.distances or len(camera.landmarks) < 3:
        return False
    return all(
        mark.column is not None and mark.row is not None and mark.height_m is not None
        for mark in camera.landmarks
    )


def _off_horizon(camera: CameraAsked, lens: Lens) -> bool:
    """Say whether rows tell that a plane resection may mislead."""
    if lens.height is None or lens.width is None:
        return False
    middle = lens.height / 2 if lens.centre is None else lens.centre[1]
    return any(
        mark.row is not None and mark.column is not None and abs(mark.row - middle) > _STEEP * lens.width
        for mark in camera.landmarks
    )


def _cone(camera: Sighted, reach_m: float | None) -> Cone | None:
    best = best_of(camera)
    if (
        best is None
        or best.heading_deg is None
        or best.heading_error_deg is None
        or camera.lens.width is None
    ):
        return None
    if best.focal_px is None:
        return None
    centre = None if camera.lens.centre is None else camera.lens.centre[0]
    length = Focal(best.focal_px)
    field = field_of(camera.lens.width, length, centre_px=centre)
    wider = 0.0
    if best.focal_error_px is not None and best.focal_error_px > 0:
        longer = field_of(camera.lens.width, Focal(best.focal_px + best.focal_error_px), centre_px=centre)
        wider = max(abs(longer.left_deg - field.left_deg), abs(longer.right_deg - field.right_deg))
    return view_cone(
        best.lat,
        best.lon,
        best.heading_deg,
        field,
        reach_m=_reach(best) if reach_m is None else reach_m,
        heading_error_deg=min(best.heading_error_deg, 180.0),
        field_error_deg=wider,
        ellipse=best.ellipse,
    )


def _reach(best: Solution | Pose) -> float:
    """Draw a little farther than the farthest landmark that fits."""
    far = [one.distance_m for one in best.misfits if one.distance_m is not None and one.sigmas**2 < 25]
    return min(max(1.15 * max(far, default=_UNKNOWN_REACH_M), _LEAST_REACH_M), _FARTHEST_REACH_M)
