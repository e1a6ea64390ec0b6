"""What whole frames miss is found by details, with how it lies; nothing unrelated is, whatever is laid over it."""

import itertools

import numpy as np
import pytest
from tests.footage.compile import picture_in_picture
from tests.footage.edit import edit
from tests.footage.kept import kept
from tests.measure.media.details.made import (
    as_jpeg,
    askew,
    cropped,
    inset,
    photograph,
    turned,
    with_banner,
    with_captions,
)

from sightline.core.errors import Damaged
from sightline.measure.media.details.align import align_details
from sightline.measure.media.details.film import read_details
from sightline.measure.media.details.points import find_details


@pytest.fixture(scope="module")
def footage(tmp_path_factory):
    return kept(tmp_path_factory)


@pytest.mark.parametrize("degrees", [30, -12, 90, 137])
def test_a_turned_picture_is_found_with_its_angle(degrees):
    picture = photograph(1)
    (one,) = align_details(find_details(picture), find_details(as_jpeg(turned(picture, degrees))))
    assert ("details", False) == (one.signal, one.mirrored)
    assert "turned" in one.edits
    assert any(f"turned by {abs(degrees) + d} degrees" in one.why for d in (-1, 0, 1))
    assert one.score > 500


def test_a_mirrored_and_turned_picture_is_found_as_such():
    picture = photograph(2)
    copy = turned(np.ascontiguousarray(picture[:, ::-1]), 20)
    (one,) = align_details(find_details(picture), find_details(copy))
    assert one.mirrored
    assert ("mirrored", "turned") == one.edits[:2]


@pytest.mark.parametrize("swapped", [False, True])
def test_a_crop_tells_which_part_of_which_picture(swapped):
    picture = photograph(3)
    pair = find_details(picture), find_details(as_jpeg(cropped(picture, 0.3)))
    (one,) = align_details(*(pair[::-1] if swapped else pair))
    assert ("cropped",) == one.edits
    assert one.crop is not None
    assert "b" if swapped else "a" == one.crop.of
    sides = (one.crop.left, one.crop.top, one.crop.right, one.crop.bottom)
    assert (150, 150, 850, 850) == pytest.approx(sides, abs=15)


def test_an_inset_tells_where_it_stands():
    picture, host = photograph(4), photograph(5)
    (one,) = align_details(find_details(picture), find_details(as_jpeg(inset(picture, host))))
    assert ("inset",) == one.edits
    assert one.crop is not None
    assert "b" == one.crop.of
    assert (481, 25, 981, 525) == pytest.approx(
        (one.crop.left, one.crop.top, one.crop.right, one.crop.bottom), abs=25
    )


def test_a_picture_seen_from_a_side_is_told_as_refilmed():
    picture = photograph(6)
    (one,) = align_details(find_details(picture), find_details(as_jpeg(askew(picture, 0.08))))
    assert "refilmed" in one.edits


# Two films of one channel have a banner, a logo and a typeface in common, and nothing else.
@pytest.mark.parametrize(
    "laid", [lambda one: one, with_banner, with_captions], ids=["as is", "banner", "captions"]
)
def test_unrelated_pictures_share_nothing(laid):
    every = [find_details(laid(photograph(seed))) for seed in range(1, 21)]
    assert [] == [
        (i, j) for (i, a), (j, b) in itertools.combinations(enumerate(every), 2) if align_details(a, b)
    ]


def test_pictures_of_one_colour_share_nothing():
    flat = find_details(np.full((480, 640), 90, np.uint8))
    assert () == align_details(flat, flat)
    assert () == align_details(flat, find_details(photograph(1)))


# With another sound, and too small for whole frames, nothing but details tells of it.
def test_a_film_set_into_another_is_found_with_its_time(footage, tmp_path):
    shown, host = footage.scene(seed=3, seconds=8), footage.scene(seed=4, seconds=8)
    both = picture_in_picture(shown, host, tmp_path / "both.mp4", scale=0.5)
    found = align_details(read_details(shown), read_details(both))
    best = max(found, key=lambda one: one.frames_a)
    assert "inset" in best.edits
    assert abs(best.a_start_ms - best.b_start_ms) <= best.offset_error_ms
    assert best.frames_a >= 2
    assert () == align_details(read_details(footage.scene(seed=5, seconds=8)), read_details(both))


def test_a_strong_crop_of_a_film_is_found(footage):
    film, copy = (
        footage.scene(seed=3, seconds=8),
        footage.edited("crop", strength=0.3, scene_seed=3, seconds=8),
    )
    (one,) = align_details(read_details(film), read_details(copy))
    assert "cropped" in one.edits
    assert one.a_end_ms - one.a_start_ms > 4_000


def test_a_picture_is_found_in_a_film(footage):
    film = read_details(footage.scene(seed=6, seconds=8))
    picture = film.frame(1)
    still = type(picture)(*(getattr(picture, name) for name in picture.__slots__[:8]), duration_ms=0)
    found = align_details(still, film)
    assert any(one.b_start_ms <= int(film.at_ms[1]) <= one.b_end_ms for one in found)
    assert all((0, 0) == (one.a_start_ms, one.a_end_ms) for one in found)


def test_a_film_without_a_moving_picture_says_so(footage, tmp_path):
    broken = tmp_path / "a.mp4"
    broken.write_bytes(footage.scene(seed=3, seconds=8).read_bytes()[:400])
    with pytest.raises(Damaged):
        read_details(broken)
    assert len(read_details(edit(footage.scene(seed=3, seconds=8), tmp_path / "b.mp4", "grey"))) > 100
