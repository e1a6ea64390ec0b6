"""Figures given in words, in English and Arabic: what range each is read as."""

import pytest

from sightline.work.figure_words import manner_of, read_figure, says_around


@pytest.mark.parametrize(
    "text, expected",
    [
        ("dozens", {"min": 24, "max": 99}),
        ("dozens of people", {"min": 24, "max": 99}),
        ("at least dozens", {"min": 24}),
        ("hundreds killed", {"min": 200, "max": 999}),
        ("several", {"min": 3, "max": 9}),
        ("more than 100", {"min": 101}),
        ("over 1,200 injured", {"min": 1201}),
        ("up to forty", {"max": 40}),
        ("100+", {"min": 100}),
        ("6 or more", {"min": 6}),
        ("fewer than 3", {"max": 2}),
        ("between 6 and 10", {"min": 6, "max": 10}),
        ("6-10", {"min": 6, "max": 10}),
        ("100–200 killed", {"min": 100, "max": 200}),
        ("6 or 7", {"min": 6, "max": 7}),
        ("من 10 إلى 12", {"min": 10, "max": 12}),
        # seen: the digits of one number were read as two, "12 people" as 1 to 2
        ("12 people", {"best": 12}),
        ("25 killed", {"best": 25}),
        ("112", {"best": 112}),
        ("1 200", {"best": 1200}),
        ("~12", {"best": 12}),
        ("about a dozen", {"best": 12}),
        ("العشرات", {"min": 20, "max": 99}),
        ("أكثر من ١٠٠ شخص", {"min": 101}),
        ("ما لا يقل عن خمسة قتلى", {"min": 5}),
        ("نحو 20 جريحا", {"best": 20}),
    ],
)
def test_read(text: str, expected: dict[str, int]) -> None:
    found = read_figure(text)
    assert found is not None
    assert expected == found.value


@pytest.mark.parametrize(
    "text", ["", "no", "10-6", "a gas", "dozens and dozens", "10 12", "the 11th", "-4", "1.5"]
)
def test_what_is_no_figure(text: str) -> None:
    assert read_figure(text) is None


def test_marks_of_direction_change_nothing() -> None:
    found = read_figure("\u200f\u202e٦\u202c")
    assert found is not None
    assert {"best": 6} == found.value


@pytest.mark.parametrize(
    "text", ["about 20", "around a dozen", "~6", "some 30", "nearly 100", "حوالي 20", "نحو عشرة"]
)
def test_words_of_about(text: str) -> None:
    assert says_around(text)


def test_words_of_a_bound_are_not_about() -> None:
    assert not says_around("at least 20")
    assert not says_around("more than 100, suffocating")


@pytest.mark.parametrize(
    "text, value, expected",
    [
        ("around a dozen", 12, "about"),
        ("a dozen or so", {"best": 12}, "about"),
        ("more than 100", {"min": 101}, "more than"),
        ("أكثر من ١٠٠ شخص", {"min": 101}, "more than"),
        ("fewer than 5", {"max": 4}, "fewer than"),
        # an import may have kept the number itself as the bound: then its bounds are told, and not one less
        ("more than 100", {"min": 100}, ""),
        ("more than 100, suffocating", {"min": 101}, ""),
        ("dozens", {"min": 24, "max": 99}, ""),
        ("", 12, ""),
    ],
)
def test_the_word_of_a_bound(text: str, value: object, expected: str) -> None:
    assert expected == manner_of(text, value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text, keep",
    [
        ("up to 10", True),
        ("as many as 10", True),
        ("at most 10", False),
        ("at least 6", False),
        ("12", False),
    ],
)
def test_words_that_their_bounds_do_not_give_back_are_kept(text: str, keep: bool) -> None:
    found = read_figure(text)
    assert found is not None
    assert keep == found.keep
