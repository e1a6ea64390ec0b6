"""The search for near frames, against counting every pair in plain numpy."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measure.media.aligning.made import bits, flipped

from sightline.measure.media.aligning.bits import bits_between, near
from sightline.measure.media.aligning.prints import words_of


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 40), st.integers(1, 60), st.integers(0, 40))
def test_every_near_pair_is_found_with_its_bits(seed, many, more, radius):
    one = words_of(bits(seed, many))
    other = words_of(
        np.concatenate([flipped(bits(seed, many), radius // 2, seed=seed), bits(seed + 1, more)])
    )
    found = near(one, other, radius=radius, most=256)
    table = bits_between(one[:, None], other[None])
    rows, columns = np.nonzero(table <= radius)
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == list(
        zip(found.one.tolist(), found.other.tolist(), strict=True)
    )
    np.testing.assert_array_equal(table[rows, columns], found.bits)


def test_what_is_kept_is_bounded_nearest_first_and_spread():
    # a film of one picture: every frame is near every other, and memory must not grow with the square
    still = words_of(np.repeat(bits(1, 1), 5000, axis=0))
    found = near(still[:10], still, radius=31, most=64)
    assert len(found) <= 640
    assert found.other.max() > 4000
    nearest = words_of(np.concatenate([flipped(bits(2, 1).repeat(500, axis=0), 20, seed=3), bits(2, 1)]))
    assert 500 in near(words_of(bits(2, 1)), nearest, radius=31, most=8).other


def test_nothing_is_near_nothing():
    none = words_of(np.empty((0, 32), np.uint8))
    assert 0 == len(near(none, words_of(bits(1, 3)), radius=31))
    assert 0 == len(near(words_of(bits(1, 3)), none, radius=31))
