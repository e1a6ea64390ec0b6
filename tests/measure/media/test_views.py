"""Parts of pictures: where they lie, also in pictures stored turned."""

import numpy as np
import pytest

from sightline.measure.media.borders import Sides
from sightline.measure.media.fingerprint import pdq
from sightline.measure.media.views import Hasher, part, thousandths, turned
from sightline.model.print_views import CROPS, View


def picture(height=480, width=640, seed=4):
    from PIL import Image

    rough = np.random.default_rng(seed).integers(0, 255, (12, 16), np.uint8)
    return np.asarray(Image.fromarray(rough).resize((width, height), Image.Resampling.BICUBIC))


def distance(one, other):
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_count()


def test_parts_are_where_they_say():
    plane = np.zeros((100, 200), np.uint8)
    shapes = {view.name: part(plane, view).shape for view in CROPS}
    assert (90, 180) == shapes["crop-10"]
    assert (100, 180) == shapes["left-10"] == shapes["right-10"]
    assert (84, 200) == shapes["bottom-16"]


def test_left_is_left_as_shown_not_as_stored():
    plane = np.zeros((100, 200), np.uint8)
    plane[:, :20] = 9
    left = View("left-10", left=100)
    for rotation in (0, 90, 180, 270):
        # a player turns what is stored clockwise, so what is stored was turned the other way
        stored = np.rot90(plane, rotation // 90)
        assert 0 == part(stored, left, rotation).max()
        assert 9 == part(stored, View("right-10", right=100), rotation).max()


def test_sides_turn_with_the_picture():
    assert (4, 1, 2, 3) == turned((1, 2, 3, 4), 90)
    assert (1, 2, 3, 4) == turned(turned((1, 2, 3, 4), 90), 270)
    # bars above and below as stored are bars at the sides as shown
    assert (100, 0, 200, 0) == thousandths(Sides(0, 20, 0, 10), 100, 300, 90)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_part_of_a_turned_film_is_that_part_of_the_upright_picture(rotation):
    upright = picture()
    stored = np.ascontiguousarray(np.rot90(upright, rotation // 90))
    for view in CROPS:
        hashed, _ = Hasher().hash(part(stored, view, rotation), rotation, full_range=True)
        # the operator is not quite the same from both ends
        assert distance(hashed, pdq(part(upright, view))[0]) <= 24


def test_limited_range_is_stretched():
    whole = picture()
    limited = (whole.astype(np.float32) * 219 / 255 + 16).round().astype(np.uint8)
    one, quality = Hasher().hash(limited, 0, full_range=False)
    expected, said = pdq(whole)
    assert distance(one, expected) <= 6
    assert said == pytest.approx(quality, abs=2)


def test_a_part_too_small_has_no_hash():
    assert (bytes(32), 0) == Hasher().hash(np.zeros((3, 400), np.uint8), 0, full_range=True)
