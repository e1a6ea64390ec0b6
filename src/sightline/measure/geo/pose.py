"""Where did the camera stand, how high, and how was it turned: from landmarks of known place *and height*.

What a plane resection (``resection``) takes for granted, a level camera, is solved for here: pitch and roll, height,
and the focal length where nobody knows it. Fits drones and pictures from roofs and hills. The Earth's curvature and
usual refraction lower what is far away (2 m at 6 km) and are taken out.

With eight landmarks 100 to 600 m ahead, a focal length of 1500 px and 2 px of pixel error, 10,000 simulated cameras are
0.5, 3.1 and 7.6 m off in the middle for landmark errors of 0, 2 and 5 m (half in height), and the 95 % ellipse holds
95 in a hundred of them: see tests/measure/geo/test_camera_calibration.py.

Sources:
[1] R. Hartley, A. Zisserman, Multiple View Geometry in Computer Vision, 2nd ed. (2004), ch. 7: resection of a camera
[2] W. Torge, J. Müller, Geodesy, 4th ed. (2012), 5.1: curvature and refraction, d²/(2 R) (1 - k), k = 0.13,
    https://doi.org/10.1515/9783110250008
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import evolve

from sightline.core.errors import BadValue
from sightline.measure.geo.camera.asked import asked
from sightline.measure.geo.camera.attitude import angles, matrix
from sightline.measure.geo.camera.pose_answers import outliers_of, pose_of
from sightline.measure.geo.camera.pose_outliers import JudgedPose, judge_pose
from sightline.measure.geo.camera.pose_records import PoseAnswer
from sightline.measure.geo.camera.pose_solve import FoundPose, chosen
from sightline.measure.geo.camera.records import AMBIGUOUS, CONTRADICTED, FOUND, UNDETERMINED, Focal, Landmark
from sightline.measure.geo.camera.view import Points
from sightline.measure.geo.local import LocalFrame

METHOD: Final = "camera pose by SQPNP and weighted least squares, version 1"
EARTH_M: Final = 6_371_000.0
REFRACTION: Final = 0.13


def pose(
    landmarks: Sequence[Landmark],
    *,
    width_px: float,
    height_px: float,
    centre_px: tuple[float, float] | None = None,
    focal: Focal | None = None,
    pixel_error: float = 2.0,
) -> PoseAnswer:
    """Find where a camera stood and how it was turned.

    :param landmarks: each with column, row and height; 3 or more with a known focal length, else 4 (and more to check)
    :param width_px: of the picture [px]
    :param height_px: of the picture [px]
    :param centre_px: the lens's axis (column, row) [px], for a picture that was cropped; else the middle
    :param focal: in pixels of the picture as it is; None: solved for
    :param pixel_error: standard deviation of columns and rows [px]
    :returns: poses with errors, or why there is none; "undetermined" and "contradicted" are answers
    :raises BadValue: for a value that cannot be, or a landmark without column, row or height
    :raises WrongUse: where there are no landmarks
    :raises OverLimit: for more than 60
    """
    middle = (width_px / 2, height_px / 2) if centre_px is None else centre_px
    for mark in landmarks:
        _check(mark)
    if not (np.isfinite(height_px) and 1 < height_px < 1e6):
        raise BadValue(f"a picture cannot be {height_px} px high", item="height")
    question = asked(
        landmarks,
        width_px=width_px,
        centre_px=middle[0],
        focal=focal,
        aligned=(),
        bearings=(),
        pixel_error=pixel_error,
    )
    if len(landmarks) < (4 if question.focal_known > 0 else 3):
        what = "place, turn and focal length" if question.focal_known > 0 else "place and turn"
        need = 4 if question.focal_known > 0 else 3
        return _nothing(
            f"{len(landmarks)} landmarks do not tell {what}: {need} are needed, one more to check them"
        )
    lats, lons = [x.lat for x in landmarks], [x.lon for x in landmarks]
    rough = LocalFrame(landmarks[0].lat, landmarks[0].lon)
    lat, lon = rough.to_degrees(*(float(np.median(x)) for x in rough.to_metres(lats, lons)))
    frame = LocalFrame(float(lat), float(lon))
    focals = None if question.focal_known == 0 else (np.log(question.focal_px), question.focal_known)
    points = _points(landmarks, frame, middle, pixel_error, focals)
    judged = judge_pose(points, question.focal_px)
    mirrored = False
    if len(landmarks) > 3 and (len(judged.found) == 0 or judged.contradicts or len(judged.dropped) > 0):
        other = judge_pose(_flipped(points), question.focal_px)
        mirrored = len(other.found) > 0 and not other.contradicts and len(other.dropped) == 0
        judged = other if mirrored else judged
    why = _undetermined(points, judged)
    if why is not None:
        return _nothing(why)
    # once more about the camera itself, with the Earth's curve
    first = judged.found[0].state
    lat, lon = frame.to_degrees(float(first[0]), float(first[1]))
    frame = LocalFrame(float(lat), float(lon))
    points = _curved(_points(landmarks, frame, middle, pixel_error, focals))
    points = _flipped(points) if mirrored else points
    near = np.array([one.state for one in judged.found])
    near[:, :2] -= first[:2]
    judged = judge_pose(points, question.focal_px, near=near)
    if len(judged.found) == 0:
        return _nothing("no pose fits all landmarks in front of the camera")
    return _answer(landmarks, frame, points, judged, mirrored=mirrored)


def _answer(
    landmarks: Sequence[Landmark], frame: LocalFrame, points: Points, judged: JudgedPose, *, mirrored: bool
) -> PoseAnswer:
    names = [mark.name for mark in landmarks]
    poses = tuple(pose_of(names, frame, points, judged, one) for one in judged.found)
    doubts: list[str] = []
    if judged.instead:
        told = " or ".join(f"'{names[i]}'" for i in judged.instead)
        doubts.append(f"the others agree without {told}; it cannot be told which of them is wrong")
    if poses[0].freedom <= 0:
        doubts.append("nothing checks this: there are just as many measurements as unknowns; add a landmark")
    if points.focal is not None and float(points.focal[0, 1]) > 0.2:
        doubts.append("the focal length is not known and was solved for, which widens the result")
    if judged.contradicts:
        status = CONTRADICTED
        why = (
            "the landmarks contradict each other by more than their stated errors: a pair is wrong, or the errors are "
            "larger than stated, or the lens is not straight; the pose told is only the least bad"
        )
    elif len(poses) > 1:
        status, why = AMBIGUOUS, f"{len(poses)} poses fit: a further landmark tells which"
    else:
        what = (
            "all landmarks"
            if len(judged.dropped) == 0
            else "all landmarks but what is named as contradicting"
        )
        status, why = FOUND, f"one pose fits {what}"
    if mirrored:
        why += (
            "; but only if the picture is mirrored: look for writing, number plates, the side people drive on"
        )
    outliers = outliers_of(names, points, judged)
    return PoseAnswer(
        status, why, poses, outliers, (*doubts, *_turns(judged)), mirrored=mirrored, method=METHOD
    )


def _turns(judged: JudgedPose) -> list[str]:
    """Say what is odd about how the camera would be turned."""
    told = []
    for i, one in enumerate(judged.found):
        rotation = matrix(one.state[3:7])
        _, pitch, roll = angles(rotation)
        if abs(math.degrees(float(pitch))) > 80:
            top = math.degrees(math.atan2(-rotation[1, 0], -rotation[1, 1])) % 360
            told.append(
                f"the camera looks almost straight {'down' if pitch < 0 else 'up'}: its heading says little; the upper "
                f"edge of the picture points to {top:.0f} degrees"
            )
        elif abs(math.degrees(float(roll))) > 90:
            told.append(f"in pose {i + 1} the camera would be held upside down")
    return told


def _flipped(points: Points) -> Points:
    return evolve(points, pixels=points.pixels * np.array([-1.0, 1.0]))


def _points(
    landmarks: Sequence[Landmark],
    frame: LocalFrame,
    middle: tuple[float, float],
    pixel_error: float,
    focal: tuple[float, float] | None,
) -> Points:
    east, north = frame.to_metres([x.lat for x in landmarks], [x.lon for x in landmarks])
    up = np.array([x.height_m for x in landmarks], np.float64)
    pixels = np.array([[x.column, x.row] for x in landmarks], np.float64) - np.array(middle)
    flat = np.array([x.error_m for x in landmarks])
    tall = np.array([x.error_m / 2 if x.height_error_m is None else x.height_error_m for x in landmarks])
    error = np.array([pixel_error if x.pixel_error is None else x.pixel_error for x in landmarks])
    return Points(
        pixels=pixels[None],
        marks=np.stack((east, north, up), axis=-1)[None],
        pixel_error=error[None],
        spread=np.stack((flat, flat, tall), axis=-1),
        focal=None if focal is None else np.array([focal]),
    )


def _curved(points: Points) -> Points:
    """Lower every landmark by what the Earth's curve, less refraction, hides at its distance from the middle."""
    marks = points.marks.copy()
    marks[..., 2] -= (marks[..., 0] ** 2 + marks[..., 1] ** 2) / (2 * EARTH_M) * (1 - REFRACTION)
    return Points(points.pixels, marks, points.pixel_error, points.spread, points.focal)


def _undetermined(points: Points, judged: JudgedPose) -> str | None:
    marks = chosen(points, judged.kept).marks[0]
    across = np.linalg.svd(marks - marks.mean(axis=0), compute_uv=False)
    if across[1] < 0.01 * across[0]:
        return "all landmarks stand on one line in space: the camera may be turned about it; add one off the line"
    if len(judged.found) == 0:
        return "no pose puts all landmarks in front of the camera: a pair is wrong"
    best = judged.found[0]
    away = float(np.median(np.linalg.norm(marks - best.state[:3], axis=1)))
    semi = _semi(best)
    if semi < max(away, 1.0):
        return None
    return (
        f"the landmarks do not fix the place: its error would be larger than the {away:,.0f} m to them; add "
        "landmarks farther apart, nearer and farther ones, or the focal length"
    )


def _semi(found: FoundPose) -> float:
    return float(np.sqrt(max(float(np.linalg.eigvalsh(found.covariance[:3, :3])[-1]), 0.0) * 7.81))


def _nothing(why: str) -> PoseAnswer:
    return PoseAnswer(UNDETERMINED, why, (), (), (), mirrored=False, method=METHOD)


def _check(mark: Landmark) -> None:
    for value, name, todo in (
        (mark.column, "column", "pixels from the left edge"),
        (mark.row, "row", "pixels from the upper edge"),
        (mark.height_m, "height", "metres, all above one level"),
    ):
        if value is None or not np.isfinite(value) or abs(value) > 1e7:
            raise BadValue(f"a pose needs the {name} of every landmark", item=mark.name, todo=todo)
    tall = mark.height_error_m
    if tall is not None and not (np.isfinite(tall) and 0 <= tall < 1e5):
        raise BadValue(f"an error of {tall} m cannot be", item=mark.name, todo="0 m or more")
