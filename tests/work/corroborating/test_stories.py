"""How a source's word changed through time; and what is no change."""

from tests.fixtures.claims import Told, killed, said

A, B, C = ({"entity": f"actor/{name}"} for name in "abc")


def test_a_source_that_accuses_another_later(told: Told) -> None:
    found = told(
        said("attributed_to", A, "one", said="2014-04-12"),
        said("attributed_to", B, "one", said="2014-04-20"),
        {"entity": "actor/a", "property": "name", "value": "Brigade"},
        {"entity": "actor/b", "property": "name", "value": "Battalion"},
        {"entity": "source/one", "property": "name", "value": "Channel"},
    )
    (story,) = found.stories
    assert "Channel said first Brigade, later Battalion." == story.why
    # one source's own change of mind is no contradiction between sources
    assert () == next(row for row in found.rows if row.property == "attributed_to").contradictions


def test_a_date_that_is_made_more_exact_changed_and_stays(told: Told) -> None:
    found = told(
        said("occurred", "2014-04", "one", said="2014-05"),
        said("occurred", "2014-04-11", "one", said="2014-06"),
    )
    (story,) = found.stories
    assert ["some time in April 2014", "11 April 2014"] == [step.text for step in story.steps]
    assert {"affirmed"} == {cell.state for cell in found.rows[0].cells}


def test_two_answers_given_together_are_no_change(told: Told) -> None:
    # first both, later one of them again: nothing was said otherwise
    found = told(
        said("attributed_to", B, "one", said="2014-04-12"),
        said("attributed_to", A, "one", said="2014-04-12"),
        said("attributed_to", A, "one", said="2014-04-20"),
    )
    assert () == found.stories


def test_undated_words_and_other_words_are_no_story(told: Told) -> None:
    found = told(
        killed(3, "one"),
        killed(9, "one"),
        said("means", "a shell", "two", said="2014-04-12"),
        said("means", "a large shell", "two", said="2014-04-20"),
        killed(3, "three", said="2014-04-12"),
        said("casualties", 5, "three", said="2014-04-20", qualifiers={"state": "injured"}),
    )
    assert () == found.stories


def test_there_and_back(told: Told) -> None:
    found = told(
        said("attributed_to", A, "one", said="2014-04-12"),
        said("attributed_to", A, "one", said="2014-04-13", polarity="negated"),
        said("attributed_to", A, "one", said="2014-04-14"),
    )
    (story,) = found.stories
    assert 3 == len(story.steps)
    assert "first that it is" in story.why
    assert "later that it is" in story.why.partition("; then ")[2]
    # it says so again: the last word stands, the first was taken back in between, and then the denial
    assert ["retracted", "retracted", "affirmed"] == [cell.state for cell in found.rows[0].cells]
