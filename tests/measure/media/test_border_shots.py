"""Borders decided shot by shot, with few frames held."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sightline.measure.media.border_shots import HOLD, Shots
from sightline.measure.media.borders import Sides, find_borders

LETTERBOX = Sides(0, 30, 0, 30)
PILLARS = Sides(50, 0, 50, 0)


def frame(sides, seed, *, height=240, width=320, dark=0, caption=False):
    plane = np.full((height, width), 16, np.uint8)
    inside = sides.within(plane)
    inside[...] = np.random.default_rng(seed).integers(40, 230, inside.shape, np.uint8)
    inside[:dark] = 16
    if caption:
        plane[-22:-8, 100:220:3] = 235
    return plane


def run(planes, cuts=()):
    shots, out, most = Shots(), [], 0
    for at, plane in enumerate(planes):
        out += shots.offer(at, plane, find_borders(plane), cut=at in cuts)
        most = max(most, at + 1 - len(out))
    out += shots.finish()
    assert list(range(len(planes))) == [at for at, _ in out]
    return [sides for _, sides in out], most


def test_a_letterbox_is_taken_off_from_the_first_frame_on():
    sides, held = run([frame(LETTERBOX, at) for at in range(40)])
    assert [LETTERBOX] * 40 == sides
    assert held < HOLD


def test_a_film_without_borders_holds_nothing():
    sides, held = run([frame(Sides(), at) for at in range(20)])
    assert ([None] * 20, 0) == (sides, 0 if held == 0 else held)


def test_a_cut_changes_the_borders():
    planes = [frame(LETTERBOX, at) for at in range(20)] + [frame(PILLARS, at) for at in range(20)]
    sides, _ = run(planes, cuts=(20,))
    assert [LETTERBOX] * 20 + [PILLARS] * 20 == sides


def test_borders_that_change_without_a_cut_are_followed():
    planes = [frame(LETTERBOX, at) for at in range(20)] + [frame(Sides(), at) for at in range(5)]
    sides, _ = run(planes + [frame(LETTERBOX, at) for at in range(5)])
    assert [LETTERBOX] * 20 + [None] * 5 + [LETTERBOX] * 5 == sides


def test_dark_frames_do_not_make_the_border_thicker():
    # the shot begins with a dark upper half, which is black in every other frame
    planes = [frame(LETTERBOX, at, dark=60 if at % 2 == 0 else 0) for at in range(30)]
    sides, _ = run(planes)
    assert [LETTERBOX] * 30 == sides


def test_a_caption_in_the_bar_does_not_end_it():
    planes = [frame(LETTERBOX, at, caption=10 <= at < 25) for at in range(40)]
    assert [LETTERBOX] * 40 == run(planes)[0]


def test_a_caption_that_is_there_from_the_start():
    assert [LETTERBOX] * 20 == run([frame(LETTERBOX, at, caption=True) for at in range(20)])[0]


def test_a_black_frame_says_nothing_and_ends_nothing():
    black = np.full((240, 320), 16, np.uint8)
    sides, _ = run([frame(LETTERBOX, 1)] * 15 + [black] + [frame(LETTERBOX, 2)] * 5)
    assert [LETTERBOX] * 15 + [None] + [LETTERBOX] * 5 == sides


def test_frames_of_another_size_begin_anew():
    small = [frame(Sides(0, 20, 0, 20), at, height=160, width=200) for at in range(15)]
    sides, _ = run([frame(LETTERBOX, at) for at in range(15)] + small)
    assert [LETTERBOX] * 15 + [Sides(0, 20, 0, 20)] * 15 == sides


def test_frames_that_are_large_are_held_only_while_there_is_room():
    # 8K: one frame has 33 MB of luma
    plane = np.full((4320, 7680), 16, np.uint8)
    plane[600:-600] = np.random.default_rng(1).integers(40, 230, (3120, 7680), np.uint8)
    sides, held = run([plane] * 3)
    assert [Sides(0, 600, 0, 600)] * 3 == sides
    assert held <= 1


@given(st.lists(st.tuples(st.sampled_from([Sides(), LETTERBOX, PILLARS]), st.booleans()), max_size=40))
def test_every_frame_comes_back_once_and_in_order(plan):
    planes = [frame(sides, at) for at, (sides, _) in enumerate(plan)]
    run(planes, cuts={at for at, (_, cut) in enumerate(plan) if cut})
