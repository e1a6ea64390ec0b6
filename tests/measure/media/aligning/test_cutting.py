"""Stretches of agreement: maximal scoring runs against the definition, gaps, and looks."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measure.media.aligning.made import bits, flipped

from sightline.measure.media.aligning.cutting import looks, maximal_runs, stretches
from sightline.measure.media.aligning.prints import words_of


def test_the_example_of_the_paper():
    # Ruzzo and Tompa 1999, section 2: 4 -5 3 -3 1 2 -2 2 -2 1 5
    scores = np.array([4.0, -5, 3, -3, 1, 2, -2, 2, -2, 1, 5])
    assert [(0, 1), (2, 3), (4, 11)] == maximal_runs(scores)


def slow(scores, low=0):
    """The definition: the best run (the shortest of equals), then the same to its left and right."""
    best = None
    for i in range(len(scores)):
        for j in range(i + 1, len(scores) + 1):
            total = sum(scores[i:j])
            if total > 0 and (best is None or (total, i - j) > (best[0], best[1] - best[2])):
                best = (total, i, j)
    if best is None:
        return []
    _, i, j = best
    return [*slow(scores[:i], low), (low + i, low + j), *slow(scores[j:], low + j)]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(-6, 6).map(lambda x: x + 0.0), max_size=14))
def test_maximal_runs_are_what_the_definition_says(scores):
    found = maximal_runs(np.array(scores))
    told = slow(scores)
    assert sum(sum(scores[i:j]) for i, j in told) == sum(sum(scores[i:j]) for i, j in found)


def test_a_gap_parts_and_black_does_not():
    matched = np.array([True] * 50 + [False] * 100 + [True] * 50)
    lasts = np.full(200, 40, np.int64)
    assert [(0, 50), (150, 200)] == stretches(matched, np.zeros(200, bool), lasts)
    assert [(0, 200)] == stretches(matched, ~matched, lasts)
    assert [] == stretches(np.zeros(200, bool), np.zeros(200, bool), lasts)


def test_a_still_is_one_look_and_a_loop_counts_once():
    assert 1 == looks(words_of(flipped(np.repeat(bits(1, 1), 500, axis=0), 6, seed=2)))
    assert 25 == looks(words_of(np.tile(bits(3, 25), (10, 1))))
    assert 0 == looks(words_of(np.empty((0, 32), np.uint8)))
