"""Details of one picture: spread over it, none where nothing stands out, the same each time."""

import numpy as np
import pytest
from tests.measure.media.details.made import photograph

from sightline.measure.media.details.points import MOST, find_details
from sightline.measure.media.details.records import UNIT


def test_they_are_spread_over_the_picture_and_the_scales():
    found = find_details(photograph(1))
    assert MOST == len(found)
    cells = np.unique(found.places // (UNIT // 4 + 1), axis=0)
    assert len(cells) >= 12
    assert {0, 3, 7} <= set(found.octaves.tolist())


def test_the_same_picture_has_the_same_details():
    one, other = find_details(photograph(2)), find_details(photograph(2))
    assert one.looks.tolist() == other.looks.tolist()
    assert one.places.tolist() == other.places.tolist()


# OpenCV's detector need not be run again on the mirrored picture: the same places, described there, are the same.
def test_a_mirrored_picture_has_the_mirrored_details():
    picture = photograph(3)
    one, other = find_details(picture), find_details(np.ascontiguousarray(picture[:, ::-1]))
    # which of them are kept differs where two stand out alike
    same = {look.tobytes() for look in one.flipped} & {look.tobytes() for look in other.looks}
    assert len(same) > 0.5 * len(one)


@pytest.mark.parametrize("shape", [(1, 1), (1, 20_000), (16, 16), (31, 5_000), (480, 640)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_picture_of_one_colour_has_none_whatever_its_size(shape, level):
    assert 0 == len(find_details(np.full(shape, level, np.uint8)))


def test_noise_on_a_flat_wall_is_no_detail():
    wall = np.random.default_rng(1).normal(120, 2, (480, 640)).clip(0, 255).astype(np.uint8)
    assert len(find_details(wall)) < 10


def test_small_pictures_are_enlarged():
    small = photograph(4)[::5, ::5]
    assert (96, 128) == small.shape
    assert len(find_details(np.ascontiguousarray(small))) > 30
