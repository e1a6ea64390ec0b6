"""Markings as machines and tired eyes read them: which slips are tolerated, and which are other markings."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadValue
from sightline.measure.text.marking import find_marking


@pytest.mark.parametrize(
    "text, marking, cost",
    [
        ("the word CL2 here", "CL2", 0.0),
        ("C L-2", "cl2", 0.0),
        ("marked C12 bar", "CL2", 0.25),
        ("СL2", "CL2", 0.0),  # the first letter is Cyrillic
        ("٤٣١D", "431D", 0.0),  # Arabic digits
        ("lot 8G-77l5 / 2012", "8G-7715", 0.25),
        ("lot BG-77I5", "8G-7715", 0.5),
        ("lot 8G-715", "8G-7715", 1.0),  # one digit lost
    ],
)
def test_it_is_found_with_what_the_reading_costs(text: str, marking: str, cost: float) -> None:
    assert cost == find_marking(text, marking)[0].cost


@pytest.mark.parametrize("text", ["none of it", "", "CAR 4", "8G-3345", "2014-04-11"])
def test_other_writing_is_not_taken_for_it(text: str) -> None:
    assert () == find_marking(text, "8G-7715")


def test_every_place_is_given_once_and_the_best_first() -> None:
    found = find_marking("8G-77l5 and 8G-7715", "8G7715")
    assert ["8G-7715", "8G-77l5"] == [one.read for one in found]
    assert "8G-77l5 and 8G-7715"[found[0].start : found[0].end] == found[0].read


@pytest.mark.parametrize("marking", ["", "-", "7", "x" * 65])
def test_what_cannot_be_looked_for_is_refused(marking: str) -> None:
    with pytest.raises(BadValue):
        find_marking("text", marking)


@given(
    st.text(alphabet="AB12 -", max_size=30),
    st.text(alphabet="AB12", min_size=4, max_size=8),
    st.text(alphabet="AB12 -", max_size=30),
)
def test_what_stands_in_a_text_is_always_found(before: str, marking: str, after: str) -> None:
    found = find_marking(before + marking + after, marking)
    assert 0.0 == found[0].cost


def test_a_long_text_takes_time_in_step_with_its_length() -> None:
    def seconds(many: int) -> float:
        begun = time.process_time()
        find_marking("abc 123 xyz " * many, "8G-7715")
        return time.process_time() - begun

    small = min(seconds(2_000) for _ in range(3))
    assert min(seconds(16_000) for _ in range(3)) < 8 * small * 2.5 + 0.2
