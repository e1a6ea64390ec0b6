"""Figures: what their words allow, whether two can be one, and what several come to without being added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.figures import Figure, can_meet, figure_of, hull, overlap, summary, told


@pytest.mark.parametrize(
    "value, around, expected",
    [
        (6, False, (6, 6, 6)),
        ({"best": 6}, False, (6, 6, 6)),
        ({"min": 6}, False, (6, None, None)),
        ({"max": 6}, False, (None, None, 6)),
        ({"min": 2, "max": 2}, False, (2, 2, 2)),
        ({"min": 6, "max": 10}, False, (6, None, 10)),
        ({"min": 6, "best": 7, "max": 10}, False, (6, 7, 10)),
        ({"best": 20}, True, (15, 20, 25)),
        ({"best": 2}, True, (1, 2, 3)),
        ({"best": 0}, True, (0, 0, 1)),
        ({"min": 24, "max": 99}, True, (24, None, 99)),
    ],
)
def test_what_a_value_allows(value: object, around: bool, expected: tuple[int | None, ...]) -> None:
    figure = figure_of(value, around=around)  # type: ignore[arg-type]
    assert figure is not None
    assert expected == (figure.low, figure.best, figure.high)


@pytest.mark.parametrize("value", [None, "6", {}, {"entity": "x"}, True, [1]])
def test_what_is_no_figure(value: object) -> None:
    assert figure_of(value) is None  # type: ignore[arg-type]


def test_figures_that_can_be_one() -> None:
    exact, least, dozens = Figure(12, 12, 12), Figure(6, None, None), Figure(24, None, 99, "dozens")
    assert can_meet(exact, least)
    assert not can_meet(exact, dozens)
    assert can_meet(least, dozens)
    assert Figure(24, None, 99) == overlap([least, dozens])
    assert overlap([exact, dozens]) is None


def test_summary_counts_an_origin_once() -> None:
    two, five, nine = (Figure(n, n, n) for n in (2, 5, 9))
    # three voices say two, but all of them from one origin: two origins, so the middle, and the lower of the two
    both = summary([two, two, two, nine], [[two, two, two], [nine]])
    assert both is not None
    assert (2, 2, 9) == (both.low, both.best, both.high)
    most = summary([two, five, five], [[two], [five], [five]])
    assert most is not None
    assert (2, 5, 5, "2 voices with no tie found between them give it") == (
        most.low,
        most.best,
        most.high,
        most.why,
    )
    preferred = summary([two, five], [[two], [five]], preferred=nine)
    assert preferred is not None
    assert 9 == preferred.best
    # nobody set an upper bound: it stays open
    least = summary([two, Figure(7, None, None)], [[two], [Figure(7, None, None)]])
    assert least is not None
    assert (2, 2, None) == (least.low, least.best, least.high)
    assert summary([], []) is None


def test_told() -> None:
    assert ["6", "6 to 10", "at least 6", "at most 10", "no number"] == [
        told(f)
        for f in (
            Figure(6, 6, 6),
            Figure(6, None, 10),
            Figure(6, None, None),
            Figure(None, None, 10),
            Figure(None, None, None),
        )
    ]


COUNTS = st.integers(0, 10**6)
FIGURES = st.tuples(COUNTS, COUNTS, COUNTS).map(lambda t: Figure(*sorted(t)))


@given(st.lists(FIGURES, min_size=1, max_size=6))
def test_the_best_is_never_outside_what_is_said(figures: list[Figure]) -> None:
    whole = summary(figures, [[f] for f in figures])
    assert whole is not None
    low, best, high = whole.low, whole.best, whole.high
    assert None not in (low, best, high)
    assert [low, best, high] == sorted([low, best, high])  # type: ignore[type-var]
    together = hull(figures)
    assert together is not None
    assert (whole.low, whole.high) == (together.low, together.high)


@given(FIGURES, FIGURES)
def test_meeting_is_the_same_both_ways(a: Figure, b: Figure) -> None:
    assert can_meet(a, b) == can_meet(b, a) == (overlap([a, b]) is not None)
