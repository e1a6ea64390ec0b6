"""Rectangles in which another picture may stand, from edges that stay while everything else moves."""

import numpy as np
import pytest
from tests.footage.compile import picture_in_picture
from tests.footage.scene import film_scene

from sightline.measure.media.align import align
from sightline.measure.media.aligning.prints import read_film
from sightline.measure.media.aligning.region_prints import read_regions
from sightline.measure.media.aligning.regions import propose_regions

HEIGHT, WIDTH = 180, 320


def texture(rng, height, width):
    coarse = rng.integers(0, 255, (height // 12 + 2, width // 12 + 2))
    return np.kron(coarse, np.ones((12, 12)))[:height, :width].astype(np.uint8)


def frames(inset=None, count=16):
    rng = np.random.default_rng(3)
    shown = []
    for _ in range(count):
        # every frame is moved by its own amount, as a hand-held camera moves it
        frame = np.roll(texture(rng, HEIGHT, WIDTH), tuple(rng.integers(0, 12, 2)), axis=(0, 1))
        if inset is not None:
            left, top, right, bottom = inset
            inner = texture(rng, bottom - top + 12, right - left + 12)
            y, x = rng.integers(0, 12, 2)
            frame[top:bottom, left:right] = inner[y : y + bottom - top, x : x + right - left]
        shown.append(frame)
    return np.stack(shown)


@pytest.mark.parametrize(
    "inset", [(150, 10, 310, 100), (20, 40, 180, 130), (0, 40, 320, 140), (0, 0, 160, 180)]
)
def test_an_inset_padding_and_a_half_are_proposed(inset):
    found = propose_regions(frames(inset))
    expected = [1000 * at // side for at, side in zip(inset, (WIDTH, HEIGHT) * 2, strict=True)]
    sides = [(one.left, one.top, one.right, one.bottom) for one in found]
    assert any(all(abs(a - b) <= 15 for a, b in zip(expected, one, strict=True)) for one in sides), sides


def test_a_moving_picture_has_no_region():
    assert () == propose_regions(frames())


def test_too_few_frames_are_refused():
    with pytest.raises(ValueError, match="four grey frames"):
        propose_regions(frames(count=3))


def test_a_film_in_the_corner_of_another_is_found_by_its_region(tmp_path):
    inner = film_scene(tmp_path / "inner.mp4", seed=11, seconds=5, sound=False, size=(480, 270))
    outer = film_scene(tmp_path / "outer.mp4", seed=12, seconds=5, sound=False, size=(480, 270))
    shown = picture_in_picture(inner, outer, tmp_path / "shown.mp4", scale=0.5)
    original = read_film(inner)
    assert () == align(original, read_film(shown))
    found = [one for region in read_regions(shown) for one in align(original, region.prints)]
    assert 0 == pytest.approx(found[0].a_start_ms - found[0].b_start_ms, abs=80)
    assert found[0].a_end_ms - found[0].a_start_ms > 4000
