"""Full poses: exact cameras found again over a curved Earth, drones, liars named, and no pose where there is none."""

import math

import numpy as np
import pytest
from attrs import evolve
from tests.fixtures.cameras import many_views, off_by, posed

from sightline.core.errors import BadValue
from sightline.measure.geo.camera import attitude
from sightline.measure.geo.camera.records import Focal
from sightline.measure.geo.camera.view import model, project, put
from sightline.measure.geo.local import LocalFrame
from sightline.measure.geo.pose import pose

FRAME = {"width_px": 1920.0, "height_px": 1080.0}
SPREAD = (
    (-200, 400, 20),
    (-50, 300, -5),
    (40, 600, 30),
    (150, 350, 12),
    (100, 220, 2),
    (-20, 150, 8),
    (-120, 500, 25),
)
CAMERA = (5.0, -10.0, 12.0)


@pytest.mark.parametrize("heading, pitch, roll", [(2.0, 3.0, -4.0), (0.0, 0.0, 0.0), (359.0, -2.0, 12.0)])
def test_an_exact_camera_is_found_again(heading, pitch, roll) -> None:
    answer = pose(posed(CAMERA, heading, pitch, roll, SPREAD), focal=Focal(1500.0), **FRAME)
    assert "found" == answer.status
    best = answer.poses[0]
    assert off_by(best, 36, 38, CAMERA[:2]) < 0.01
    assert 12.0 == pytest.approx(best.height_m, abs=0.01)
    turned = (best.heading_deg, best.pitch_deg, best.roll_deg)
    off = [abs(math.remainder(a - b, 360)) for a, b in zip(turned, (heading, pitch, roll), strict=True)]
    assert max(off) < 0.001


def test_the_focal_length_comes_out_too() -> None:
    answer = pose(posed(CAMERA, 2, 3, -4, SPREAD), **FRAME)
    assert 1500 == pytest.approx(answer.poses[0].focal_px, rel=0.01)
    assert any("focal length" in doubt for doubt in answer.doubts)


def test_far_mountains_need_the_curve_of_the_earth() -> None:
    # At 40 km the ground has dropped 109 m; a flat map puts the camera that much too low or pitches it.
    peaks = (
        (-9000, 30_000, 1900),
        (-2000, 40_000, 2500),
        (6000, 25_000, 1100),
        (12_000, 35_000, 2100),
        (0, 9_000, 600),
    )
    answer = pose(posed((0, 0, 400.0), 3, 2, 0, peaks), focal=Focal(1500.0), **FRAME)
    assert 400 == pytest.approx(answer.poses[0].height_m, abs=1.0)
    assert off_by(answer.poses[0], 36, 38, (0, 0)) < 1.0


def test_a_drone_looking_straight_down() -> None:
    random = np.random.default_rng(5)
    roofs = np.column_stack(
        (random.uniform(-100, 100, 8), random.uniform(-55, 55, 8), random.uniform(0, 15, 8))
    )
    answer = pose(posed((0.0, 0.0, 200.0), 30, -89.9, 0, roofs), focal=Focal(1500.0), **FRAME)
    best = answer.poses[0]
    assert off_by(best, 36, 38, (0, 0)) < 0.5
    assert 200 == pytest.approx(best.height_m, abs=0.2)
    assert -89.9 == pytest.approx(best.pitch_deg, abs=0.1)
    assert best.heading_error_deg <= 180
    assert any("upper edge of the picture points to 30 degrees" in doubt for doubt in answer.doubts)


def test_the_landmark_that_lies_is_named() -> None:
    marks = posed(CAMERA, 2, 3, -4, SPREAD, pixel=1.0, error_m=1.0)
    low = [evolve(one, row=one.row + 80) if one.name == "L3" else one for one in marks]
    answer = pose(low, focal=Focal(1500.0), **FRAME)
    assert ("found", ["L3"]) == (answer.status, [one.name for one in answer.outliers])
    assert "above" in answer.outliers[0].why
    assert off_by(answer.poses[0], 36, 38, CAMERA[:2]) < 10


def test_a_wrong_height_is_found_too() -> None:
    # The classic mistake: the height of the hill's top given for the foot of the mast.
    marks = posed(CAMERA, 2, 3, -4, SPREAD, pixel=1.0)
    wrong = [evolve(one, height_m=one.height_m + 25) if one.name == "L2" else one for one in marks]
    assert ["L2"] == [one.name for one in pose(wrong, focal=Focal(1500.0), **FRAME).outliers]


def test_three_landmarks_give_every_pose_that_fits() -> None:
    answer = pose(posed(CAMERA, 2, 3, -4, SPREAD[:3]), focal=Focal(1500.0), **FRAME)
    assert min(off_by(one, 36, 38, CAMERA[:2]) for one in answer.poses) < 0.1
    assert any("nothing checks this" in doubt for doubt in answer.doubts)


def test_too_few() -> None:
    two = pose(posed(CAMERA, 2, 3, -4, SPREAD[:2]), focal=Focal(1500.0), **FRAME)
    assert ("undetermined", ()) == (two.status, two.poses)
    three = pose(posed(CAMERA, 2, 3, -4, SPREAD[:3]), **FRAME)
    assert ("undetermined", ()) == (three.status, three.poses)


def test_all_on_one_line_in_space() -> None:
    row = [(-200 + 80 * i, 400.0, 10.0) for i in range(6)]
    answer = pose(posed(CAMERA, 2, 0, 0, row), focal=Focal(1500.0), **FRAME)
    assert "undetermined" == answer.status
    assert "one line" in answer.why


def test_a_mirrored_picture_is_found_out() -> None:
    marks = [evolve(one, column=1920 - one.column) for one in posed(CAMERA, 2, 3, -4, SPREAD, pixel=1.0)]
    answer = pose(marks, focal=Focal(1500.0), **FRAME)
    assert (True, "found") == (answer.mirrored, answer.status)
    assert off_by(answer.poses[0], 36, 38, CAMERA[:2]) < 10


@pytest.mark.parametrize("gone", ["row", "height_m", "column"])
def test_a_landmark_without_row_or_height_is_refused_by_name(gone) -> None:
    marks = posed(CAMERA, 2, 3, -4, SPREAD)
    with pytest.raises(BadValue) as caught:
        pose([*marks[:3], evolve(marks[3], **{gone: None})], focal=Focal(1500.0), **FRAME)
    assert "L3" == caught.value.item


def test_it_is_nearer_than_opencv_because_map_errors_are_weighed() -> None:
    # Same points, 5 m of error on the map: OpenCV weighs near and far landmarks alike.
    cv2 = pytest.importorskip("cv2")
    ours, theirs = [], []
    lens = np.array([[1500.0, 0, 960], [0, 1500, 540], [0, 0, 1]])
    frame = LocalFrame(36, 38)
    for seed in range(60):
        marks = posed(CAMERA, 2, 3, -4, SPREAD, pixel=2.0, error_m=5.0, seed=seed)
        ours.append(off_by(pose(marks, focal=Focal(1500.0), **FRAME).poses[0], 36, 38, CAMERA[:2]))
        east, north = frame.to_metres([one.lat for one in marks], [one.lon for one in marks])
        space = np.column_stack((east, north, [one.height_m for one in marks]))
        pixels = np.array([[one.column, one.row] for one in marks])
        _, turn, place = cv2.solvePnP(space, pixels, lens, None, flags=cv2.SOLVEPNP_SQPNP)
        _, turn, place = cv2.solvePnP(
            space, pixels, lens, None, turn, place, True, flags=cv2.SOLVEPNP_ITERATIVE
        )
        where = -cv2.Rodrigues(turn)[0].T @ place[:, 0]
        theirs.append(math.hypot(where[0] - CAMERA[0], where[1] - CAMERA[1]))
    assert np.median(ours) < np.median(theirs)


def test_angles_there_and_back() -> None:
    random = np.random.default_rng(1)
    heading, pitch, roll = random.uniform(-3, 3, 80), random.uniform(-1.5, 1.5, 80), random.uniform(-3, 3, 80)
    whole = attitude.towards(heading, pitch, roll)
    for told, meant in zip(attitude.angles(whole), (heading, pitch, roll), strict=True):
        assert told == pytest.approx(meant, abs=1e-12)
    again = attitude.matrix(np.stack([attitude.quaternion(one) for one in whole]))
    assert np.abs(again - whole).max() < 1e-12


def test_level_to_the_north_sees_east_right_and_up_above() -> None:
    state = np.concatenate(
        ([0.0, 0, 0], attitude.quaternion(attitude.towards(0.0, 0.0, 0.0)), [math.log(1000.0)])
    )
    pixels, ahead = project(state[None], np.array([[[10.0, 100.0, 0.0], [0.0, 100.0, 10.0]]]))
    assert [100.0, 0.0] == pytest.approx(pixels[0, 0].tolist())
    assert [0.0, -100.0] == pytest.approx(pixels[0, 1].tolist())
    assert [100.0, 100.0] == pytest.approx(ahead[0].tolist())


def test_slopes_are_those_of_the_pixels() -> None:
    points, state, _ = many_views(np.random.default_rng(3), 4, 5, 1.0, focal_error=0.1)
    here = model(points)(state, np.arange(4))
    for k in range(7):
        step = np.zeros((4, 7))
        step[:, k] = 1e-6
        there = model(points)(put(state, step), np.arange(4))
        wide = np.abs(here.slope[..., k]).max()
        assert np.abs((there.residual - here.residual) / 1e-6 - here.slope[..., k]).max() < 1e-4 * wide
