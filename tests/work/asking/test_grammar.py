"""A question is one of a few forms; what fits none is refused with the nearest form, filled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.core.errors import BadTime, SightlineError, WrongUse
from sightline.work.asking.grammar import FORMS, grammar, read_question
from sightline.work.view import Times

TODAY = "2026-11-22"


def read(text: str) -> tuple[str, str, str | None, Times, tuple[str, str] | None]:
    found = read_question(text, today=TODAY)
    return found.form, found.subject, found.second, found.times, found.between


@pytest.mark.parametrize(
    "text, form, subject",
    [
        ("factions governing Fordham", "governing", "Fordham"),
        ("who governs Fordham?", "governing", "Fordham"),
        ("who controlled Fordham", "controlled", "Fordham"),
        ("Who contested the Fordham", "contested", "Fordham"),
        ("who besieged Fordham", "besieged", "Fordham"),
        ("members of Lower Aren Front", "members", "Lower Aren Front"),
        ("parts of Lower Aren Front", "parts", "Lower Aren Front"),
        ("who led Lower Aren Front", "led", "Lower Aren Front"),
        ("who Harbour Guard was part of", "part_of", "Harbour Guard"),
        ("who Harbour Guard was allied with", "allied", "Harbour Guard"),
        ("allies of Harbour Guard", "allied", "Harbour Guard"),
        ("who Harbour Guard was fighting", "fighting", "Harbour Guard"),
        ("where Harbour Guard operated", "operated", "Harbour Guard"),
        ("what Harbour Guard controlled", "holdings", "Harbour Guard"),
        ("incidents in Fordham", "incidents", "Fordham"),
        ("factions governing الرقة", "governing", "الرقة"),
        ("members of Sons of the Ford", "members", "Sons of the Ford"),
        ("who controlled Stoke on Avon", "controlled", "Stoke on Avon"),
    ],
)
def test_forms(text: str, form: str, subject: str) -> None:
    assert (form, subject) == read(text)[:2]


def test_every_form_is_in_the_grammar_and_reads_itself() -> None:
    for form in FORMS:
        assert form.shape in grammar()
        assert form.id == read(form.shape)[0]


@pytest.mark.parametrize(
    "tail, times",
    [
        (" on 2014-04-12", Times(held_at="2014-04-12")),
        (" on 12 April 2014", Times(held_at="2014-04-12")),
        (" as said by 2014-04-29", Times(said_by="2014-04-29")),
        (" as said on 29 April 2014", Times(said_by="2014-04-29")),
        (" on 2014-04 as said by 2014-05-01 as known on 2014-06-01", Times("2014-04", "2014-05-01", "2014-06-01")),
        (", as known by 2014-06-01, on 2014-04", Times("2014-04", None, "2014-06-01")),
        (" on today?", Times(held_at=TODAY)),
    ],
)  # fmt: skip
def test_times(tail: str, times: Times) -> None:
    assert times == read(f"factions governing Fordham{tail}")[3]


@pytest.mark.parametrize(
    "text",
    [
        "how did factions governing Fordham change between 2014-04-12 and 29 April 2014",
        "factions governing Fordham, how did the answer change between 2014-04-12 and 2014-04-29?",
        "factions governing Fordham between 2014-04-12 and 2014-04-29",
    ],
)
def test_change(text: str) -> None:
    assert ("governing", "Fordham") == read(text)[:2]
    assert ("2014-04-12", "2014-04-29") == read(text)[4]


def test_what_a_source_said() -> None:
    assert ("said", "Aren Notes", "Harbour Guard") == read("what Aren Notes said of the Harbour Guard")[:3]


@pytest.mark.parametrize(
    "text, nearest",
    [
        ("factoins governning Fordham", "factions governing Fordham"),
        ("who controled Fordham", "who controlled Fordham"),
        ("mebers of Lower Aren Front", "members of Lower Aren Front"),
        ("incidnets in Fordham", "incidents in Fordham"),
        ("who is the leader of Lower Aren Front", "who led Lower Aren Front"),
        ("which factions were governing the town of Fordham", "factions governing town Fordham"),
    ],
)
def test_a_misspelt_question_gets_the_nearest_form_filled_in(text: str, nearest: str) -> None:
    with pytest.raises(WrongUse) as caught:
        read(text)
    assert f"did you mean: {nearest}?" in str(caught.value.todo)
    assert "who ACTOR was part of" in str(caught.value.todo)


def test_what_is_no_question_gets_the_grammar() -> None:
    with pytest.raises(WrongUse) as caught:
        read("what is for breakfast, my friend")
    assert "factions governing PLACE" in str(caught.value.todo)


@pytest.mark.parametrize(
    "text",
    [
        "members of X on 2021-13-45",
        "members of X on 12 April",
        "how did members of X change between May and June",
    ],
)
def test_a_date_that_cannot_be_is_named(text: str) -> None:
    # a day without a year was once taken for the last such day; the answer was of another year
    with pytest.raises(BadTime):
        read(text)


def test_two_dates_for_one_thing_are_refused() -> None:
    with pytest.raises(WrongUse, match="two dates"):
        read("members of X on 2021 on 2022")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except SightlineError:
        return


def test_a_date_that_can_be_two_is_refused() -> None:
    # 12/4 is the twelfth of April or the fourth of December
    with pytest.raises(BadTime) as caught:
        read("factions governing Fordham on 12/4/2014")
    assert "several dates" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "factions governing Fordham on ٢٠١٤-٠٤-١٢",
        "\u202efactions governing Fordham on 2014-04-12",
        "factions governing Fordham\u200f on \u20662014-04-12\u2069",
    ],
    ids=["Arabic digits", "turned around", "marked for direction"],
)
def test_digits_of_another_script_and_marks_of_direction(text: str) -> None:
    assert ("governing", "Fordham") == read(text)[:2]
    assert Times("2014-04-12") == read(text)[3]


def test_a_mark_that_belongs_to_a_word_stays() -> None:
    assert "نیروی\u200cها" == read("members of نیروی\u200cها")[1]
