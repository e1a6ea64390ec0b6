"""Flat borders of single pictures: where they are, and what only looks like one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.measure.media import borders
from sightline.measure.media.borders import (
    NONE,
    Sides,
    borders_of_picture,
    find_borders,
    is_one_colour,
    sharpened,
    worth,
)
from sightline.measure.media.fingerprint_loops import compiled


def content(height, width, seed=1):
    return np.random.default_rng(seed).integers(40, 230, (height, width), np.uint8)


def framed(left, top, right, bottom, *, colour=16, noise=0, height=180, width=320):
    plane = np.full((height + top + bottom, width + left + right), colour, np.uint8)
    if noise > 0:
        plane += np.random.default_rng(2).integers(0, noise + 1, plane.shape, np.uint8)
    plane[top : top + height, left : left + width] = content(height, width)
    return plane


@pytest.mark.parametrize("colour", [0, 16, 128, 235, 255 - 8])
@pytest.mark.parametrize(
    "sides", [(0, 30, 0, 30), (40, 0, 41, 0), (20, 25, 30, 35), (0, 0, 0, 20), (5, 0, 0, 0)]
)
def test_letterbox_pillarbox_padding_and_one_side_of_any_colour(sides, colour):
    found = find_borders(framed(*sides, colour=colour, noise=8))
    assert sides == found.sides.each
    assert tuple(size > 0 for size in sides) == found.hard


def test_bars_of_another_colour_inside_black_ones():
    inner = framed(0, 20, 0, 20, colour=16)
    outer = np.full((inner.shape[0], inner.shape[1] + 60), 235, np.uint8)
    outer[:, 30:-30] = inner
    assert (30, 20, 30, 20) == find_borders(outer).sides.each


def test_a_flat_frame_says_nothing_about_borders():
    assert find_borders(np.full((90, 160), 16, np.uint8)) is None


def test_a_dark_edge_without_an_edge_is_no_border():
    # night: black above, getting brighter slowly
    ramp = np.clip(np.arange(180)[:, None] * 0.5, 16, 255) * np.ones((1, 320))
    found = find_borders(ramp.astype(np.uint8))
    assert found.sides.top > 10
    assert not found.hard[1]
    assert borders_of_picture(ramp.astype(np.uint8)) is None


def test_a_picture_without_borders():
    assert NONE == find_borders(content(180, 320)).sides
    assert borders_of_picture(content(180, 320)) is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 20_000), (2, 2), (31, 400)])
def test_what_is_too_small_has_no_borders(shape):
    assert NONE == find_borders(np.zeros(shape, np.uint8)).sides


@given(st.tuples(*[st.integers(0, 40)] * 4), st.sampled_from([0, 16, 200]), st.sampled_from([0, 4, 40]))
def test_compiled_and_plain_find_the_same(sides, colour, noise):
    compiled()
    plane = framed(*sides, colour=colour, noise=noise)
    fast = find_borders(plane)
    before, borders.is_compiled = borders.is_compiled, lambda: False
    try:
        assert find_borders(plane) == fast
    finally:
        borders.is_compiled = before


def test_compression_that_spreads_into_the_bar_is_undone():
    plane = framed(0, 30, 0, 30).astype(np.int16)
    # ringing: three lines of the bar no longer have its colour
    plane[27:30] += np.random.default_rng(3).integers(-14, 15, (3, 320))
    plane = np.clip(plane, 0, 255).astype(np.uint8)
    found = find_borders(plane).sides
    assert found.top < 30
    assert Sides(0, 30, 0, 30) == sharpened(found, [plane])


def test_a_caption_in_a_bar_leaves_it_a_bar():
    bar = np.full((40, 320), 16, np.uint8)
    bar[12:24, 60:200:3] = 235
    assert is_one_colour(bar, most=300)
    assert not is_one_colour(content(40, 320), most=300)


@pytest.mark.parametrize(
    "sides, expected",
    [
        (Sides(0, 1, 0, 1), False),
        (Sides(0, 10, 0, 10), True),
        (Sides(0, 450, 0, 450), False),
        (Sides(490, 0, 490, 0), False),
    ],
)
def test_thin_borders_and_those_that_leave_nothing_are_not_taken_off(sides, expected):
    assert expected is worth(sides, 1000, 1000)
