"""Still pictures: the same, mirrored, turned, cropped; a still from a film; and pictures that only share a size."""

import numpy as np
import pytest
from PIL import Image
from tests.measure.media.aligning.made import bits, hand_held, prints

from sightline.measure.media.align import align
from sightline.measure.media.aligning.pictures import align_pictures
from sightline.measure.media.aligning.prints import prints_of
from sightline.measure.media.fingerprint import pdq
from sightline.measure.media.views import part
from sightline.model.finding import FramePrint
from sightline.model.print_views import CROPS, FULL, View


def picture(seed=4, size=(320, 240)):
    rough = np.random.default_rng(seed).integers(0, 255, (12, 16), np.uint8)
    return np.asarray(Image.fromarray(rough).resize(size, Image.Resampling.BICUBIC))


def printed(shown):
    shown = np.ascontiguousarray(shown)
    return [FramePrint(0, 0, *pdq(part(shown, view)), view.name) for view in (View(FULL), *CROPS)]


WHOLE = printed(picture())


def test_a_picture_is_itself():
    (found,) = align_pictures(WHOLE, WHOLE)
    assert (1000, ("exact",), None, False) == (found.score, found.edits, found.crop, found.mirrored)
    assert (0, 0, 0, 0) == (found.a_start_ms, found.a_end_ms, found.b_start_ms, found.b_end_ms)
    assert "0 of 256 bits differ" in found.why


def test_align_takes_pictures_too():
    assert align_pictures(WHOLE, WHOLE) == align(WHOLE, WHOLE)


@pytest.mark.parametrize(
    "shown, words",
    [
        (picture()[:, ::-1], ", mirrored"),
        (np.rot90(picture(), -1), "turned a quarter to the right"),
        (np.rot90(picture(), 1), "turned a quarter to the left"),
        (np.rot90(picture(), 2), "turned upside down"),
        (picture(size=(120, 90)), "look the same;"),
    ],
)
def test_mirrored_and_turned_pictures_are_found_and_said(shown, words):
    (found,) = align_pictures(WHOLE, printed(shown))
    assert words in found.why
    assert ("mirrored" in words) == found.mirrored


@pytest.mark.parametrize("share", [0.06, 0.1, 0.14, 0.2])
def test_a_cropped_picture_says_how_much_was_cut_away(share):
    big = picture(size=(1000, 800))
    edge_x, edge_y = round(500 * share), round(400 * share)
    cut = big[edge_y:-edge_y, edge_x:-edge_x]
    (found,) = align_pictures(printed(big), printed(cut))
    assert 500 * share == pytest.approx(found.crop.left, abs=12)
    assert 1000 - 500 * share == pytest.approx(found.crop.bottom, abs=12)
    assert "a" == found.crop.of
    (back,) = align_pictures(printed(cut), printed(big))
    assert "b" == back.crop.of


def test_other_pictures_are_no_copies():
    for seed in range(30, 60):
        assert () == align_pictures(WHOLE, printed(picture(seed)))


def test_flat_pictures_are_never_copies():
    flat = [FramePrint(0, 0, bytes(32), 0)]
    assert () == align_pictures(flat, flat)


def test_a_still_of_a_film_is_found_where_it_stands():
    film = hand_held(5, 20)
    still = prints([0], [0], film.hashes[250:251])
    (found,) = align(film, still)
    assert found.a_start_ms <= 10_000 <= found.a_end_ms
    assert found.a_end_ms - found.a_start_ms < 1000
    assert (0, 0) == (found.b_start_ms, found.b_end_ms)
    assert "at 0:10" in found.why
    assert () == align(prints([0], [0], bits(3, 1)), film)


def test_two_films_are_not_for_here():
    film = hand_held(5, 2)
    with pytest.raises(ValueError, match="both are films"):
        align_pictures(film, film)


def test_the_shared_pictures_fall_into_their_families(shared):
    paths = sorted((shared / "data/images").rglob("*.jpg"))
    known = {}
    for path in paths:
        if "corrupt" not in path.name and "rotation" not in path.name:
            with Image.open(path) as opened:
                known[path] = prints_of(printed(np.asarray(opened.convert("L"))))
    for one, mine in known.items():
        for other, theirs in known.items():
            if one < other:
                same = one.stem.split("_")[0] == other.stem.split("_")[0] or (
                    "bridge_mods" in one.parts and "bridge_mods" in other.parts
                )
                assert same == (len(align_pictures(mine, theirs)) > 0), (one.name, other.name)
