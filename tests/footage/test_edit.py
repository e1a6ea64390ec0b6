"""Does each edit do what its name says, and nothing else?"""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from tests.footage.edit import EDITS, cut_start, edit
from tests.footage.encoding import has_sound, rate_of, read_luma, read_sound, seconds_of, size_of
from tests.footage.kept import kept

from sightline.measure.media.fingerprint import pdq

SCENE = {"seconds": 1.2, "size": (320, 180)}


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    return kept(tmp_path_factory)


@pytest.fixture
def original(films):
    return films.scene(seed=3, **SCENE)


def made(films, name, strength):
    return films.edited(name, strength=strength, scene_seed=3, **SCENE)


def bits_apart(one, other):
    one, other = (np.unpackbits(np.frombuffer(pdq(luma)[0], np.uint8)) for luma in (one, other))
    return int((one != other).sum())


def median_apart(one, other):
    pairs = zip(read_luma(one), read_luma(other), strict=True)
    return float(np.median([bits_apart(*pair) for pair in pairs]))


@pytest.mark.parametrize("name", sorted(EDITS))
def test_every_edit_keeps_what_it_does_not_touch(films, original, name):
    path = made(films, name, EDITS[name][0] if name != "cut" else 0.6)
    assert ("sound-removed" != name) == has_sound(path)
    factor = EDITS[name][0] if name.startswith("speed") else 1
    expected = 0.6 if name == "cut" else seconds_of(original) / factor
    assert expected == pytest.approx(seconds_of(path), abs=0.12)
    if "rate" not in name or "back" in name:
        assert rate_of(original) == rate_of(path)


SIZES = {
    ("re-encode", "51 half"): (160, 90),
    ("resize", 0.35): (112, 62),
    ("squash", "4:3"): (240, 180),
    ("crop", 0.30): (224, 126),
    ("crop-left", 0.10): (288, 180),
    ("crop-bottom", 0.16): (320, 152),
    ("letterbox", 0.125): (320, 240),
    ("pillarbox", 0.125): (426, 180),
    ("square", "black"): (320, 320),
    ("blurred", "square"): (320, 320),
    ("banner", 0.16): (320, 180),
}


@pytest.mark.parametrize("name, strength", SIZES)
def test_the_picture_gets_its_size(films, name, strength):
    assert SIZES[name, strength] == size_of(made(films, name, strength))


def test_a_crop_shows_the_middle(films, original):
    whole, part = read_luma(original)[20], read_luma(made(films, "crop", 0.20))[20]
    assert 31 >= bits_apart(whole[18:162, 32:288], part)
    assert 31 < bits_apart(whole, part)


def test_a_crop_at_one_side_takes_that_side(films, original):
    whole = read_luma(original)[20]
    assert 31 >= bits_apart(whole[:, 32:], read_luma(made(films, "crop-left", 0.10))[20])
    assert 31 >= bits_apart(whole[:, :288], read_luma(made(films, "crop-right", 0.10))[20])
    assert 31 >= bits_apart(whole[18:], read_luma(made(films, "crop-top", 0.10))[20])
    assert 31 >= bits_apart(whole[:162], read_luma(made(films, "crop-bottom", 0.10))[20])


def test_a_mirrored_frame_is_the_mirror_of_the_frame(films, original):
    whole, turned = read_luma(original)[20], read_luma(made(films, "mirrored", 1))[20]
    assert 20 >= bits_apart(whole[:, ::-1], turned)


def test_bars_are_black_and_the_rest_is_untouched(films, original):
    whole, barred = read_luma(original)[20], read_luma(made(films, "letterbox", 0.125))[20]
    assert 20 >= barred[:28].max()
    assert 20 >= bits_apart(whole, barred[30:210])


MILD = {"re-encode": 35, "resize": 0.5, "grey": 1.3, "squash": "4:3"}


@pytest.mark.parametrize("name", MILD)
def test_mild_edits_stay_the_same_picture(films, original, name):
    assert 31 >= median_apart(original, made(films, name, MILD[name]))


@pytest.mark.parametrize("name", ["captions", "logo", "banner"])
def test_what_is_laid_over_covers_a_part_only(films, original, name):
    whole, covered = read_luma(original)[20], read_luma(made(films, name, EDITS[name][-1]))[20]
    changed = np.abs(whole.astype(int) - covered) > 40
    assert 0.003 < changed.mean() < 0.3


def test_speed_moves_frames_and_sound_alike(films, original):
    path = made(films, "speed", 1.25)
    whole, faster = read_luma(original), read_luma(path)
    assert 24 == len(faster)
    assert 31 >= bits_apart(whole[25], faster[20])
    assert len(read_sound(original)) / 1.25 == pytest.approx(len(read_sound(path)), rel=0.06)


def test_frame_rates_change_by_repeating_or_blending(films, original):
    repeated, blended = (read_luma(made(films, "rate-30", way)) for way in ("repeat", "blend"))
    assert 30 == rate_of(made(films, "rate-30", "blend"))
    assert 36 == len(repeated)
    # of six frames one repeats the one before
    alike = [np.abs(one.astype(int) - other).mean() < 1.5 for one, other in itertools.pairwise(repeated)]
    assert 4 <= sum(alike) <= 8
    assert Fraction(25) == rate_of(made(films, "rate-there-and-back", "blend"))
    assert len(blended) == pytest.approx(36, abs=2)


def test_refilmed_is_as_far_off_as_measured_on_real_footage(films, original):
    # a camera before a screen: about 42 bits with corners 2.5 % aside, about 80 with 6 %
    assert 20 < median_apart(original, made(films, "refilmed", 0.025)) < 60
    assert 50 < median_apart(original, made(films, "refilmed", 0.06)) < 115


def test_a_cut_begins_where_it_says(films, original, tmp_path):
    path = edit(original, tmp_path / "cut.mp4", "cut", strength=0.6, seed=4)
    begin = round(cut_start(original, 0.6, seed=4) * 25)
    piece = read_luma(path)
    assert 15 == len(piece)
    assert 16 >= bits_apart(read_luma(original)[begin], piece[0])


def test_replaced_sound_is_another_sound(films, original):
    one, other = read_sound(original), read_sound(made(films, "sound-replaced", 1))
    count = min(len(one), len(other))
    assert abs(np.corrcoef(one[:count], other[:count])[0, 1]) < 0.1


def test_the_same_edit_gives_the_same_bytes(original, tmp_path):
    for name in ("captions", "refilmed"):
        one, other = (edit(original, tmp_path / f"{name}{at}.mp4", name, seed=5) for at in (1, 2))
        assert one.read_bytes() == other.read_bytes()
