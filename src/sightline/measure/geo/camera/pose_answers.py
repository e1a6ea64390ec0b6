"""Turn a fitted pose into an answer: degrees, heading, pitch, roll, and residuals with names."""

import math
from collections.abc import Sequence

import numpy as np

from sightline.measure.geo.camera.attitude import angles, matrix, slopes
from sightline.measure.geo.camera.ellipse import NORMAL_95, ellipse
from sightline.measure.geo.camera.fitting import Array
from sightline.measure.geo.camera.outliers import ALL_WRONG, chance
from sightline.measure.geo.camera.pose_outliers import JudgedPose, freedom
from sightline.measure.geo.camera.pose_records import Pose, PoseMisfit, PoseOutlier
from sightline.measure.geo.camera.pose_solve import FoundPose
from sightline.measure.geo.camera.view import Points, model, project
from sightline.measure.geo.local import LocalFrame


def pose_of(
    names: Sequence[str], frame: LocalFrame, points: Points, judged: JudgedPose, found: FoundPose
) -> Pose:
    """Say what was found, in degrees; errors hold the truth nineteen times in twenty."""
    free = freedom(points, len(judged.kept))
    wider = max(1.0, found.cost / free) if judged.contradicts and free > 0 else 1.0
    spread = found.covariance * wider
    rotation = matrix(found.state[3:7])
    by_turn = slopes(rotation[None])[0]
    turned = by_turn @ spread[3:6, 3:6] @ by_turn.T
    errors = [min(NORMAL_95 * math.degrees(math.sqrt(max(float(v), 0.0))), 180.0) for v in np.diag(turned)]
    heading, pitch, roll = (math.degrees(float(x)) for x in angles(rotation))
    lat, lon = frame.to_degrees(float(found.state[0]), float(found.state[1]))
    focal = float(np.exp(found.state[7]))
    return Pose(
        lat=float(lat),
        lon=float(lon),
        ellipse=ellipse(spread[:2, :2]),
        covariance_m2=(
            (float(spread[0, 0]), float(spread[0, 1])),
            (float(spread[1, 0]), float(spread[1, 1])),
        ),
        height_m=float(found.state[2]),
        height_error_m=NORMAL_95 * math.sqrt(max(float(spread[2, 2]), 0.0)),
        heading_deg=heading % 360.0,
        heading_error_deg=errors[0],
        pitch_deg=pitch,
        pitch_error_deg=errors[1],
        roll_deg=roll,
        roll_error_deg=errors[2],
        focal_px=focal,
        focal_error_px=NORMAL_95 * focal * math.sqrt(max(float(spread[6, 6]), 0.0)),
        chi2=found.cost,
        freedom=free,
        misfits=misfits(names, points, found.state),
        why=_why(found.cost, free),
    )


def misfits(names: Sequence[str], points: Points, state: Array) -> tuple[PoseMisfit, ...]:
    """Say for every landmark, those left out too, how far it is from where the pose puts it."""
    seen, _ = project(state[None], points.marks)
    off = seen[0] - points.pixels[0]
    weight = model(points)(state[None], np.array([0])).weight[0]
    away = points.marks[0, :, :2] - state[:2]
    told = []
    for i, name in enumerate(names):
        block = weight[2 * i : 2 * i + 2, 2 * i : 2 * i + 2]
        told.append(
            PoseMisfit(
                name=name,
                right_px=float(off[i, 0]),
                down_px=float(off[i, 1]),
                sigmas=math.sqrt(max(float(off[i] @ block @ off[i]), 0.0) / 2),
                bearing_deg=math.degrees(math.atan2(away[i, 0], away[i, 1])) % 360.0,
                distance_m=float(np.hypot(*away[i])),
            )
        )
    return tuple(told)


def outliers_of(names: Sequence[str], points: Points, judged: JudgedPose) -> tuple[PoseOutlier, ...]:
    """Describe what was left out against the best pose."""
    if len(judged.dropped) == 0:
        return ()
    every = misfits(names, points, judged.found[0].state)
    told = []
    for i in judged.dropped:
        one = every[i]
        off = math.hypot(one.right_px, one.down_px)
        side = "right" if one.right_px > 0 else "left"
        low = "below" if one.down_px > 0 else "above"
        why = (
            f"the others agree within their errors without it and put it {abs(one.right_px):.1f} px to the {side} and "
            f"{abs(one.down_px):.1f} px {low}: is it another object, or the wrong point or height?"
            if math.isfinite(off)
            else "the others agree within their errors without it and put it behind the camera"
        )
        told.append(PoseOutlier(one.name, off, one.sigmas, why))
    return tuple(told)


def _why(cost: float, free: int) -> str:
    if free <= 0:
        return "as many measurements as unknowns: the residuals say nothing"
    if chance(cost, free) >= ALL_WRONG:
        return f"residuals as large as the stated errors let one expect (chi-squared {cost:.1f} of {free})"
    return f"residuals larger than the stated errors (chi-squared {cost:.1f} of {free})"
