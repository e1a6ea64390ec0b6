"""One frame laid over another: crops, insets, mirrors, perspective, and what was laid over."""

import cv2
import numpy as np
import pytest

from sightline.measure.media.aligning.overlays import Rectangle
from sightline.measure.media.aligning.registration import compare_frames

SIZE = (640, 360)


def scene(seed=1):
    """A picture with corners and texture at all scales."""
    rng = np.random.default_rng(seed)
    picture = cv2.resize(rng.integers(0, 255, (9, 16), np.uint8), SIZE, interpolation=cv2.INTER_CUBIC)
    for _ in range(120):
        x, y = int(rng.integers(0, SIZE[0])), int(rng.integers(0, SIZE[1]))
        w, h = (int(side) for side in rng.integers(8, 60, 2))
        cv2.rectangle(picture, (x, y), (x + w, y + h), int(rng.integers(0, 255)), -1)
    return cv2.GaussianBlur(picture, (0, 0), 1.0)


A = scene()


def near(expected, rectangle, by=8):
    sides = (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
    return all(abs(one - other) <= by for one, other in zip(expected, sides, strict=True))


def test_a_picture_lies_over_itself():
    seen = compare_frames(A, A)
    assert seen.found
    assert (None, None, False, 0, 1000, ()) == (
        seen.crop,
        seen.inset,
        seen.mirrored,
        seen.askew,
        seen.agreement,
        seen.overlays,
    )


def test_brightness_size_and_noise_do_not_matter():
    noisy = np.clip(A * 0.7 + 20 + np.random.default_rng(2).normal(0, 6, A.shape), 0, 255)
    seen = compare_frames(A, cv2.resize(noisy.astype(np.uint8), (480, 270), interpolation=cv2.INTER_AREA))
    assert seen.found
    assert seen.agreement > 900


def test_other_pictures_do_not_fit():
    for seed in range(2, 8):
        assert not compare_frames(A, scene(seed)).found


@pytest.mark.parametrize("flat", [np.zeros((90, 160), np.uint8), np.full((360, 640), 200, np.uint8)])
def test_flat_pictures_do_not_fit(flat):
    assert not compare_frames(A, flat).found
    assert not compare_frames(flat, flat).found


def test_a_crop_of_thirty_percent_is_measured():
    # stronger than any view that is fingerprinted
    seen = compare_frames(A, np.ascontiguousarray(A[54:306, 96:544]))
    assert near((150, 150, 850, 850), seen.crop)
    assert seen.inset is None
    assert "cropped to 4" in seen.why


def test_a_mirrored_crop_is_told_in_the_place_of_the_original():
    seen = compare_frames(A, np.ascontiguousarray(A[:, :448][:, ::-1]))
    assert seen.mirrored
    assert near((0, 0, 700, 1000), seen.crop)


def test_an_inset_is_placed():
    host = scene(9)
    host[20:200, 300:620] = cv2.resize(A, (320, 180), interpolation=cv2.INTER_AREA)
    seen = compare_frames(A, host)
    assert seen.found
    assert near((469, 56, 969, 556), seen.inset)
    assert "inset" in seen.why


def test_a_picture_filmed_from_a_side_is_askew():
    corners = np.float32([[0, 0], [640, 0], [640, 360], [0, 360]])
    moved = np.float32([[30, 20], [620, 5], [600, 350], [10, 330]])
    seen = compare_frames(A, cv2.warpPerspective(A, cv2.getPerspectiveTransform(corners, moved), SIZE))
    assert seen.askew >= 8
    assert "seen askew" in seen.why


@pytest.mark.parametrize(
    "kind, box",
    [("banner", (0, 300, 640, 360)), ("logo", (540, 10, 630, 70)), ("caption", (120, 270, 520, 330))],
)
def test_what_was_laid_over_is_named_and_placed(kind, box):
    shown = A.copy()
    left, top, right, bottom = box
    shown[top:bottom, left:right] = 240
    shown[top + 10 : bottom - 10 : 8, left + 10 : right - 10] = 10
    seen = compare_frames(A, shown)
    assert kind == seen.overlays[0].kind
    expected = (1000 * left // 640, 1000 * top // 360, 1000 * right // 640, 1000 * bottom // 360)
    assert near(expected, seen.overlays[0].where, by=60)


@pytest.mark.parametrize(
    "wrong", [np.zeros((8, 90), np.uint8), np.zeros((90, 90)), np.zeros((90, 90, 3), np.uint8)]
)
def test_what_is_no_grey_picture_is_refused(wrong):
    with pytest.raises(ValueError, match="grey picture"):
        compare_frames(wrong, A)


def test_a_rectangle_knows_its_area():
    assert 250 == Rectangle(0, 0, 500, 500).area
    assert not Rectangle(0, 0, 500, 1000).covers(900)
