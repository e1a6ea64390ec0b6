"""Figures: what their words allow, whether two can be one, and what several come to without being added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.figures import (
    Figure,
    Manner,
    can_meet,
    figure_of,
    hull,
    overlap,
    summary,
    told,
    with_words,
    written,
)


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
        ({"min": 12, "max": 12}, True, (9, 12, 15)),
        ({"min": 24, "max": 99}, True, (24, None, 99)),
    ],
)
def test_what_a_value_allows(value: object, around: bool, expected: tuple[int | None, ...]) -> None:
    figure = figure_of(value, manner="about" if around else "")  # type: ignore[arg-type]
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


def exactly(*numbers: int) -> list[Figure]:
    return [Figure(n, n, n) for n in numbers]


def weighed(*origins: list[Figure]) -> tuple[int | None, str, int | None, str]:
    whole = summary([f for group in origins for f in group], origins)
    assert whole is not None
    return whole.low, whole.best_told, whole.high, whole.why


TIE = "between which no tie was found"


def test_two_that_differ_have_no_middle() -> None:
    # seen: of 2 and 9 the lower was given and called the middle
    assert (2, "2 to 9", 9, f"between what two voices give, {TIE}: nothing prefers one of them") == weighed(
        exactly(2), exactly(9)
    )
    # three voices say two, but all of them from one origin: two origins
    assert "2 to 9" == weighed(exactly(2, 2, 2), exactly(9))[1]


def test_the_middle_of_an_odd_number_and_the_range_of_an_even_one() -> None:
    assert (2, "5", 9, f"the middle of what 3 voices give, {TIE}") == weighed(*map(exactly, (9, 2, 5)))
    assert (
        2,
        "5 to 9",
        12,
        f"between the two middle ones of what 4 voices give, {TIE}: no number is the middle",
    ) == weighed(*map(exactly, (12, 2, 9, 5)))


def test_the_number_that_most_origins_give() -> None:
    why = "2 voices with no tie found between them give it"
    assert (2, "5", 5, why) == weighed(*map(exactly, (2, 5, 5)))
    assert (2, "7", 70, why) == weighed(*map(exactly, (2, 7, 7, 70, 60)))
    # two numbers by two origins each: neither is the one that most give
    assert "2 to 9" == weighed(*map(exactly, (2, 2, 9, 9)))[1]


def test_what_a_person_prefers() -> None:
    whole = summary(exactly(2, 5), [exactly(2), exactly(5)], preferred=Figure(9, 9, 9))
    assert whole is not None
    assert (9, "a person preferred it") == (whole.best, whole.why)


@pytest.mark.parametrize(
    "figure, best, why",
    [
        (Figure(6, 6, 6), "6", "one voice gives it"),
        (Figure(11, None, None), "11", "the least that the one voice allows"),
        (Figure(24, None, 99, "dozens"), "24 to 99", "the range that one voice gives"),
        (Figure(15, 20, 25, "about 20"), "20", "one voice gives it"),
        (Figure(None, None, 10), "none", "nobody gives a number, only what it is at most"),
    ],
)
def test_one_voice_is_told_as_it_speaks(figure: Figure, best: str, why: str) -> None:
    # seen: "dozens" gave 24 as its best, and "at most 10" gave 10
    assert (best, why) == weighed([figure])[1::2]


def test_what_is_at_most_takes_no_part_in_the_best() -> None:
    found = weighed(exactly(4), [Figure(None, None, 10)])
    assert (0, "4", 10, "the only number that is given, beside figures that say only at most") == found


def test_nobody_set_an_upper_bound() -> None:
    assert (2, "2 to 7", None) == weighed(exactly(2), [Figure(7, None, None)])[:3]
    assert summary([], []) is None


def test_tellers_of_one_voice_that_differ_name_no_number() -> None:
    assert Figure(5, None, 9) == hull(exactly(5, 9))
    assert Figure(5, 6, 9) == hull(exactly(5, 6, 9))


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
    four = [whole.low, whole.best_low, whole.best_high, whole.high]
    assert None not in four
    assert four == sorted(four)  # type: ignore[type-var]
    together = hull(figures)
    assert together is not None
    assert (whole.low, whole.high) == (together.low, together.high)


@given(FIGURES, FIGURES)
def test_meeting_is_the_same_both_ways(a: Figure, b: Figure) -> None:
    assert can_meet(a, b) == can_meet(b, a) == (overlap([a, b]) is not None)


@pytest.mark.parametrize(
    "value, words, manner, plain, whole",
    [
        # seen: "read as 12" beside "around a dozen"
        (12, "around a dozen", "about", "about 12 (9 to 15)", "about 12 (9 to 15; “around a dozen”)"),
        (12, "about 12", "about", "about 12 (9 to 15)", "about 12 (9 to 15)"),
        ({"min": 101}, "over 100", "more than", "more than 100", "more than 100 (“over 100”)"),
        ({"max": 4}, "fewer than 5", "fewer than", "fewer than 5", "fewer than 5"),
        ({"min": 24, "max": 99}, "dozens", "", "24 to 99", "24 to 99 (“dozens”)"),
        ({"max": 10}, "up to 10", "", "at most 10", "at most 10 (“up to 10”)"),
        ({"min": 6, "best": 8, "max": 10}, "", "", "6 to 10, best 8", "6 to 10, best 8"),
        ({"min": 0}, "", "more than", "at least 0", "at least 0"),
        (0, "about none", "about", "about 0 (0 to 1)", "about 0 (0 to 1; “about none”)"),
    ],
)
def test_a_figure_keeps_the_word_of_its_bound(
    value: object, words: str, manner: Manner, plain: str, whole: str
) -> None:
    figure = figure_of(value, words=words, manner=manner)  # type: ignore[arg-type]
    assert figure is not None
    assert plain == written(figure)
    assert whole == with_words(figure)
