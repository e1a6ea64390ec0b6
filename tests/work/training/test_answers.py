"""Answers are judged by how far off they are, and a wrong one is told where to look, not the answer."""

import pytest

from sightline.core.errors import BadValue, UnknownName
from sightline.work.training.answers import NEAR, RIGHT, SHOWN, WRONG, check_answer
from sightline.work.training.facts import TOLERANCES, minutes_utc, places
from sightline.work.training.views import film_2, to_blast


def north_of(at: tuple[float, float], metres: float) -> str:
    return f"{at[0] + metres / 111_000:.6f}, {at[1]:.6f}"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_places_are_right_near_or_wrong_by_distance(number: int) -> None:
    at, limit = places()[number], TOLERANCES[number]
    assert RIGHT == check_answer(number, north_of(at, 0)).word
    assert RIGHT == check_answer(number, north_of(at, limit.right * 0.95)).word
    assert NEAR == check_answer(number, north_of(at, limit.right * 1.1)).word
    assert WRONG == check_answer(number, north_of(at, limit.near * 1.1)).word


def test_the_number_of_the_gazetteer_is_an_answer_too() -> None:
    assert RIGHT == check_answer(1, "xv-11").word
    assert WRONG == check_answer(1, "XV-12").word
    assert RIGHT == check_answer(1, " XV-11. ").word


def test_a_name_of_two_places_is_no_answer() -> None:
    with pytest.raises(BadValue, match="2 places of the gazetteer"):
        check_answer(1, "Tall Ghumrazah")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_longitude_before_latitude_is_told(number: int) -> None:
    lat, lon = places()[number]
    turned = check_answer(number, f"{lon:.5f}, {lat:.5f}")
    assert WRONG == turned.word
    assert "latitude comes first" in turned.off
    assert "latitude comes first" not in check_answer(number, "10.0, 20.0").off


@pytest.mark.parametrize(
    "text,word",
    [
        ("14:24", RIGHT),
        ("13:24 UTC", RIGHT),
        ("13:30z", RIGHT),
        ("14.15", RIGHT),
        ("13:55 UTC", NEAR),
        ("08:42", WRONG),  # the shadow's length fits in the morning as well
        ("13:24", WRONG),  # UTC read as the valley's clock
        ("2:24 pm", RIGHT),  # was read as half past two at night
        ("2:24 a.m.", WRONG),
        ("14:24+01:00", RIGHT),
        ("13:24+00:00", RIGHT),  # was read as the valley's clock
        ("15:24 UTC+2", RIGHT),
        ("2021-10-09 14:24:15+01:00", RIGHT),  # as the program itself writes it
        ("2021-10-09T13:24Z", RIGHT),
        ('"14:24".', RIGHT),
    ],
)
def test_times_are_read_on_either_clock(text: str, word: str) -> None:
    assert word == check_answer(4, text).word


@pytest.mark.parametrize(
    "text,word",
    [
        ("1341 m", RIGHT),
        ("1.35 km", RIGHT),
        ("1,340", RIGHT),
        ("1270", NEAR),
        ("716 m", WRONG),
        ("1,34 km", RIGHT),
        ("1 341 m", RIGHT),
        ("1341,5", RIGHT),
        ("about 1340 m ± 15", RIGHT),
        ("0.677 km", WRONG),
    ],
)
def test_distances_are_read_in_metres_and_kilometres(text: str, word: str) -> None:
    assert word == check_answer(5, text).word


def test_the_false_account_is_named() -> None:
    assert RIGHT == check_answer(6, "the Ozrem Valley News").word
    assert WRONG == check_answer(6, "bridge keeper").word


def test_a_wrong_answer_is_not_told_the_truth_and_show_is() -> None:
    assert check_answer(4, "08:42").truth is None
    shown = check_answer(4, "show")
    assert (SHOWN, True) == (shown.word, "14:24" in (shown.truth or ""))


@pytest.mark.parametrize("number", range(1, 7))
def test_every_exercise_explains_itself(number: int) -> None:
    shown = check_answer(number, "show")
    assert shown.truth is not None
    assert len(shown.how) > 80
    assert "$" not in shown.truth + shown.how


@pytest.mark.parametrize(
    "number,text",
    [
        (1, "Tall Ghumrazah"), (1, "xv-99"), (1, ""), (2, "node/1"), (2, "xv-11"), (2, " "), (3, "over there"), (3, ""),
        (4, "noon"), (4, "25:10"), (4, "14:18-14:28"), (4, "13:24 pm"), (4, ""), (5, "far"), (5, ""), (5, "-1341"),
        (5, "1300-1380"), (5, "3.9 s"), (5, "4400 ft"), (5, "1.341"), (6, "diary or keeper"), (6, ""), (6, "R7"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_to_write(number: int, text: str) -> None:
    # "3.9 s", "-1341" and "4400 ft" were taken for metres, and of two times the first for the answer
    with pytest.raises(BadValue) as caught:
        check_answer(number, text)
    assert caught.value.todo


@pytest.mark.parametrize("number", [0, 7, -1])
def test_there_are_six_exercises(number: int) -> None:
    with pytest.raises(UnknownName):
        check_answer(number, "show")


def test_the_truths_are_what_the_geometry_says() -> None:
    assert 13 * 60 + 24 == minutes_utc()
    assert to_blast(film_2()) == pytest.approx(1_341, abs=1)
