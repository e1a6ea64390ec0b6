"""Resection of a level camera: known answers, a clear answer to every degenerate case, the landmark that lies named."""

import math

import numpy as np
import pytest
from attrs import evolve
from tests.fixtures.cameras import FAN, GEOD, off_by, seen

from sightline.core.errors import BadValue, OverLimit, UnknownName, WrongUse
from sightline.measure.geo.camera.asked import asked
from sightline.measure.geo.camera.fitting import wrapped
from sightline.measure.geo.camera.outliers import chance
from sightline.measure.geo.camera.plane import COLUMN, HEADING, LATER, RANGE, Sights, model
from sightline.measure.geo.camera.records import Aligned, Bearing, Distance, Focal, Landmark
from sightline.measure.geo.local import LocalFrame
from sightline.measure.geo.resection import resect

CAMERA = (20.0, -30.0)
F1500 = Focal(1500.0)
WIDE = {"width_px": 1920.0}


@pytest.mark.parametrize("lat, lon", [(36.0, 38.0), (0.0, 0.0), (-17.0, 180.0), (69.0, -0.001), (89.9, 10.0)])
def test_exact_columns_give_the_exact_place_anywhere_on_earth(lat, lon) -> None:
    found = resect(seen(lat, lon, CAMERA, FAN, 5.0), focal=F1500, **WIDE)
    assert "found" == found.status
    best = found.solutions[0]
    assert off_by(best, lat, lon, CAMERA) < 1e-3
    assert 5.0 == pytest.approx(best.heading_deg, abs=1e-4)
    assert 2 == best.freedom
    assert best.chi2 < 1e-6
    assert [f"L{i}" for i in range(5)] == [one.name for one in best.misfits]


def test_an_unknown_focal_length_is_solved_for() -> None:
    found = resect(seen(36, 38, CAMERA, FAN, 5.0), **WIDE)
    assert "found" == found.status
    assert off_by(found.solutions[0], 36, 38, CAMERA) < 0.5
    assert 1500 == pytest.approx(found.solutions[0].focal_px, rel=0.01)
    assert any("focal length is not known" in doubt for doubt in found.doubts)


def test_true_metres_not_those_of_a_web_map() -> None:
    # In Web Mercator the same scene at 60 north is twice as large, and directions to far landmarks bend.
    far = ((-9_000.0, 20_000.0), (0.0, 15_000.0), (7_000.0, 30_000.0), (12_000.0, 22_000.0))
    found = resect(seen(60, 30, (0.0, 0.0), far, 8.0), focal=F1500, **WIDE)
    assert off_by(found.solutions[0], 60, 30, (0.0, 0.0)) < 0.1
    assert 25_059.9 == pytest.approx(found.solutions[0].misfits[3].distance_m, abs=1.0)


def test_a_cropped_picture_has_its_axis_where_it_is_said() -> None:
    # fSpy and others take the middle, and get a wrong answer without a word.
    marks = seen(36, 38, CAMERA, FAN, 5.0, centre=500.0)
    right = resect(marks, centre_px=500.0, focal=F1500)
    wrong = resect(marks, width_px=1920.0, focal=F1500)
    assert off_by(right.solutions[0], 36, 38, CAMERA) < 1e-3
    assert "contradicted" == wrong.status or off_by(wrong.solutions[0], 36, 38, CAMERA) > 50


def test_the_single_case_covers_the_truth_as_told() -> None:
    # The whole function, search and outlier tests included, on 300 noisy cameras: 95 % give or take chance.
    held = heading = 0
    for seed in range(300):
        marks = seen(36, 38, CAMERA, ((-260, 300), (-90, 480), (30, 200), (60, 560), (190, 330), (330, 420)), 4.0,
                     pixel=2.0, error_m=3.0, seed=seed)  # fmt: skip
        found = resect(marks, focal=F1500, **WIDE)
        best = found.solutions[0]
        east, north = LocalFrame(36, 38).to_metres(best.lat, best.lon)
        off = np.array([float(east) - CAMERA[0], float(north) - CAMERA[1]])
        held += off @ np.linalg.inv(np.array(best.covariance_m2)) @ off < 5.991
        heading += abs(math.degrees(wrapped(math.radians(best.heading_deg - 4.0)))) < best.heading_error_deg
    assert 0.91 * 300 <= held <= 0.985 * 300
    assert 0.91 * 300 <= heading <= 0.985 * 300


def test_the_landmark_that_lies_is_named_and_left_out() -> None:
    marks = seen(36, 38, CAMERA, FAN, 5.0, pixel=1.0)
    marks[2] = evolve(marks[2], column=marks[2].column + 60)
    found = resect(marks, focal=F1500, **WIDE)
    assert ("found", ["L2"]) == (found.status, [one.name for one in found.outliers])
    assert -60 == pytest.approx(found.outliers[0].off, abs=8)
    assert "left" in found.outliers[0].why
    assert off_by(found.solutions[0], 36, 38, CAMERA) < 5
    assert any("single measurement" in doubt for doubt in found.doubts)


def test_two_liars_among_eight_are_both_named() -> None:
    points = (*FAN, (-120.0, 450.0), (90.0, 260.0), (-240.0, 520.0))
    marks = seen(36, 38, CAMERA, points, 5.0, pixel=1.0)
    marks[1] = evolve(marks[1], column=marks[1].column + 200)
    marks[6] = evolve(marks[6], lat=marks[6].lat + 0.002)
    found = resect(marks, focal=F1500, **WIDE)
    assert {"L1", "L6"} == {one.name for one in found.outliers}
    assert off_by(found.solutions[0], 36, 38, CAMERA) < 5


def test_with_nothing_to_spare_a_contradiction_is_told_but_nobody_is_named() -> None:
    marks = seen(36, 38, CAMERA, FAN[:4], 5.0, pixel=1.0)
    marks[2] = evolve(marks[2], column=marks[2].column + 60)
    found = resect(marks, focal=F1500, **WIDE)
    assert ("contradicted", ()) == (found.status, found.outliers)
    assert found.solutions[0].ellipse.semi_major_m > 20  # widened by what was seen


def test_a_mirrored_picture_is_found_out() -> None:
    # Reposted footage is often flipped to escape matching; a wrong far-away place would fit all but one landmark.
    marks = [evolve(one, column=1920 - one.column) for one in seen(36, 38, CAMERA, FAN, 5.0, pixel=1.0)]
    found = resect(marks, focal=F1500, **WIDE)
    assert (True, "found") == (found.mirrored, found.status)
    assert "mirrored" in found.why
    assert off_by(found.solutions[0], 36, 38, CAMERA) < 5


def test_latitude_and_longitude_swapped_in_one_landmark() -> None:
    marks = seen(36, 38, CAMERA, FAN, 5.0, pixel=1.0)
    found = resect([*marks, Landmark("swapped", 38.0, 36.0, 500.0)], focal=F1500, **WIDE)
    assert ["swapped"] == [one.name for one in found.outliers]
    assert any("swapped?" in doubt for doubt in found.doubts)


def test_two_landmarks_leave_an_arc() -> None:
    found = resect(seen(36, 38, CAMERA, FAN[:2], 5.0), focal=F1500, **WIDE)
    assert ("undetermined", ()) == (found.status, found.solutions)
    lat, lon = LocalFrame(36, 38).to_degrees(*CAMERA)
    near = min(GEOD.inv(float(lon), float(lat), b, a)[2] for a, b in found.locus)
    assert near < 3
    assert "3 are needed" in found.why


def test_three_landmarks_with_an_unknown_lens_leave_a_curve() -> None:
    found = resect(seen(36, 38, CAMERA, FAN[:3], 5.0), **WIDE)
    assert "undetermined" == found.status
    frame = LocalFrame(*found.locus[0])
    east, north = frame.to_metres([a for a, _ in found.locus], [b for _, b in found.locus])
    x, y = frame.to_metres(*(float(v) for v in LocalFrame(36, 38).to_degrees(*CAMERA)))
    assert len(found.locus) > 10
    assert np.hypot(east - x, north - y).min() < 40


def test_one_alignment_leaves_a_line_and_two_cross() -> None:
    marks = [
        evolve(one, column=None)
        for one in seen(36, 38, CAMERA, ((20, 100), (20, 300), (120, 70), (220, 170)), 0.0)
    ]
    one = resect(marks, aligned=[Aligned("L0", "L1")])
    assert ("undetermined", 2) == (one.status, len(one.locus))
    two = resect(marks, aligned=[Aligned("L0", "L1"), Aligned("L2", "L3")])
    assert "found" == two.status
    assert off_by(two.solutions[0], 36, 38, CAMERA) < 0.01
    assert two.solutions[0].heading_deg is None
    assert any("nothing checks this" in doubt for doubt in two.doubts)


def test_three_on_a_line_are_enough_with_a_known_lens_and_never_without() -> None:
    row = ((-200.0, 400.0), (-50.0, 400.0), (40.0, 400.0), (150.0, 400.0), (260.0, 400.0))
    known = resect(seen(36, 38, CAMERA, row[:3], 5.0), focal=F1500, **WIDE)
    assert off_by(known.solutions[0], 36, 38, CAMERA) < 0.01
    unknown = resect(seen(36, 38, CAMERA, row, 5.0), **WIDE)
    assert "undetermined" == unknown.status
    assert "one line" in unknown.why


def test_the_danger_circle_is_named() -> None:
    # Camera and landmarks on one circle: every place of the circle sees them alike. Textbook solvers return noise.
    turns = np.radians([-40.0, -16.0, 12.0, 44.0])
    ring = [(300 * math.sin(t), 300 * math.cos(t)) for t in turns]
    for count in (3, 4):
        found = resect(seen(36, 38, (0.0, -300.0), ring[:count], 0.0, pixel=0.5), focal=F1500, **WIDE)
        assert "undetermined" == found.status
        assert "danger circle" in found.why
    off_it = resect(seen(36, 38, (0.0, -300.0), [*ring, (10.0, 0.0)], 0.0, pixel=0.5), focal=F1500, **WIDE)
    assert "found" == off_it.status


def test_far_and_close_together_tells_no_distance() -> None:
    found = resect(seen(36, 38, (0, 0), ((0, 9000), (20, 9000), (10, 9050)), 0.0), focal=F1500, **WIDE)
    assert "undetermined" == found.status
    assert "within 0.1 degrees" in found.why


def test_a_landmark_on_the_camera_is_left_out() -> None:
    marks = seen(36, 38, CAMERA, FAN, 5.0, pixel=1.0)
    lat, lon = LocalFrame(36, 38).to_degrees(CAMERA[0] + 0.5, CAMERA[1])
    found = resect([*marks, Landmark("roof", float(lat), float(lon), 500.0)], focal=F1500, **WIDE)
    assert ["roof"] == [one.name for one in found.outliers]
    assert "on the camera" in found.outliers[0].why
    assert off_by(found.solutions[0], 36, 38, CAMERA) < 3


def test_a_map_worse_than_the_scene_is_large_is_an_answer_and_no_crash() -> None:
    # Three times the map's error reaches every landmark: all could be the camera's own spot, and none is left.
    near = ((10.0, 60.0), (-30.0, 50.0), (40.0, 70.0))
    found = resect(
        [evolve(one, error_m=30.0) for one in seen(36, 38, (0.0, 0.0), near, 5.0)], focal=F1500, **WIDE
    )
    assert ("undetermined", ()) == (found.status, found.solutions)


def test_two_circles_meet_twice_and_both_places_are_told() -> None:
    marks = [evolve(one, column=None) for one in seen(36, 38, CAMERA, FAN[:2], 0.0)]
    away = [math.hypot(FAN[i][0] - CAMERA[0], FAN[i][1] - CAMERA[1]) for i in (0, 1)]
    found = resect(marks, distances=[Distance("L0", away[0], 3.0), Distance("L1", away[1], 3.0)])
    assert ("ambiguous", 2) == (found.status, len(found.solutions))
    assert min(off_by(one, 36, 38, CAMERA) for one in found.solutions) < 0.1


def test_bearings_columns_and_distances_together() -> None:
    marks = seen(36, 38, CAMERA, FAN[:2], 5.0)
    frame = LocalFrame(*(float(v) for v in LocalFrame(36, 38).to_degrees(*CAMERA)))
    east, north = frame.to_metres(marks[0].lat, marks[0].lon)
    found = resect(
        marks,
        focal=F1500,
        bearings=[Bearing(math.degrees(math.atan2(east, north)), 1.0, "L0"), Bearing(5.0, 2.0)],
        distances=[Distance("L0", float(np.hypot(east, north)), 5.0)],
        **WIDE,
    )
    assert off_by(found.solutions[0], 36, 38, CAMERA) < 0.05
    assert {"column", "bearing", "heading", "distance"} == {one.kind for one in found.solutions[0].misfits}


def test_the_worse_the_map_the_wider_the_ellipse() -> None:
    wide = [
        resect([evolve(one, error_m=error) for one in seen(36, 38, CAMERA, FAN, 5.0)], focal=F1500, **WIDE)
        .solutions[0]
        .ellipse.semi_major_m
        for error in (0.0, 2.0, 5.0)
    ]
    assert wide == sorted(wide)
    assert wide[2] > 2 * wide[1]


def test_the_region_is_the_ellipse_where_errors_are_small_and_bends_where_they_are_not() -> None:
    best = resect(seen(36, 38, CAMERA, FAN, 5.0, error_m=1.0), focal=F1500, **WIDE).solutions[0]
    assert best.region[0] == best.region[-1]
    frame = LocalFrame(best.lat, best.lon)
    east, north = frame.to_metres([a for a, _ in best.region], [b for _, b in best.region])
    assert best.ellipse.semi_major_m == pytest.approx(float(np.hypot(east, north).max()), rel=0.1)
    assert "no ellipse" not in best.why


def test_slopes_are_those_of_the_residuals() -> None:
    random = np.random.default_rng(2)
    sights = Sights(
        kind=np.array([COLUMN, 1, 2, HEADING, 4, RANGE, LATER]),
        first=np.array([0, 1, 0, 0, 0, 2, 1]),
        second=np.array([0, 0, 2, 0, 0, 0, 2]),
        value=np.array([[120.0, 0.4, 0.0, 0.1, 7.0, 300.0, 20.0]]),
        sigma=np.ones((1, 7)),
        marks=random.normal(0, 300, (1, 3, 2)),
        spread=np.zeros(3),
    )
    state = np.array([[20.0, -500.0, 0.2, 7.2]])
    here = model(sights)(state, np.array([0]))
    for k in range(4):
        step = np.zeros((1, 4))
        step[0, k] = 1e-6
        there = model(sights)(state + step, np.array([0]))
        assert (there.residual - here.residual)[0] / 1e-6 == pytest.approx(here.slope[0, :, k], abs=1e-4)


@pytest.mark.parametrize("value, freedom", [(3.841, 1), (5.991, 2), (7.815, 3), (18.307, 10), (31.410, 20)])
def test_chances_of_chi_squared(value, freedom) -> None:
    assert 0.05 == pytest.approx(chance(value, freedom), abs=2e-5)


def test_chances_at_the_ends() -> None:
    assert [1.0, 1.0, 0.0, 0.0] == [chance(3.0, 0), chance(0.0, 4), chance(1e9, 4), chance(float("inf"), 3)]


@pytest.mark.parametrize(
    "change, error",
    [
        ({"lat": 91.0}, BadValue),
        ({"lon": float("nan")}, BadValue),
        ({"column": float("inf")}, BadValue),
        ({"error_m": -1.0}, BadValue),
        ({"pixel_error": 0.0}, BadValue),
    ],
)
def test_landmarks_that_cannot_be(change, error) -> None:
    marks = seen(36, 38, CAMERA, FAN, 5.0)
    with pytest.raises(error) as caught:
        resect([evolve(marks[0], **change), *marks[1:]], focal=F1500, **WIDE)
    assert "L0" == caught.value.item


def test_questions_that_cannot_be_meant() -> None:
    marks = seen(36, 38, CAMERA, FAN, 5.0)
    with pytest.raises(WrongUse, match="width"):
        resect(marks, focal=F1500)
    with pytest.raises(WrongUse, match="no landmarks"):
        resect([], **WIDE)
    with pytest.raises(BadValue, match="this name"):
        resect([marks[0], marks[0]], **WIDE)
    with pytest.raises(UnknownName):
        resect(marks, aligned=[Aligned("L0", "nowhere")], **WIDE)
    with pytest.raises(BadValue, match="behind itself"):
        resect(marks, aligned=[Aligned("L0", "L0")], **WIDE)
    with pytest.raises(WrongUse, match="no landmark is seen"):
        resect([evolve(one, column=None) for one in marks])
    with pytest.raises(BadValue, match="focal"):
        resect(marks, focal=Focal(0.5), **WIDE)
    with pytest.raises(OverLimit):
        asked([evolve(marks[0], name=str(i)) for i in range(61)], width_px=100.0, centre_px=None, focal=None,
              aligned=(), bearings=(), pixel_error=2.0)  # fmt: skip
