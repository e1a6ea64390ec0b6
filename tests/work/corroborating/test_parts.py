"""A part that no figure of its whole has room for is named; where the words leave room, nothing is."""

import pytest
from tests.fixtures.claims import Told, killed, row

from sightline.work.corroborating.records import Claims, Contradiction


def over(found: Claims) -> list[Contradiction]:
    return [one for one in row(found, "casualties").contradictions if one.of_parts]


def part(value: object, group: str, source: str = "one", **more: object) -> dict[str, object]:
    return killed(value, source, qualifiers={"group": group}, **more)


@pytest.mark.parametrize(
    "group, word", [("child", "children"), ("fighter", "fighters"), ("civilian", "civilians")]
)
@pytest.mark.parametrize("other", ["one", "two"])
def test_a_part_greater_than_the_whole_is_named(told: Told, group: str, word: str, other: str) -> None:
    # seen: "7 children killed" stood beside "2 killed in all" and nothing was said
    found = told(killed(2, "one"), part(7, group, other))
    (one,) = over(found)
    assert f"7 {word} killed, and 2 killed in all: a part cannot be greater than its whole" == one.why
    assert one.sure
    # it stands at both lines of figures, the whole and the part
    assert [[one], [one]] == [list(f.contradictions) for f in found.figures]


@pytest.mark.parametrize(
    "whole, children",
    [
        ({"min": 2}, 7),  # at least two in all
        (2, {"max": 7}),  # up to seven children
        ({"min": 6, "max": 10}, 8),
        (7, 7),
        ({"min": 2, "max": 9}, {"min": 7}),
    ],
)
def test_bounds_that_can_be_met_give_no_alarm(told: Told, whole: object, children: object) -> None:
    assert [] == over(told(killed(whole, "one"), part(children, "child", "two")))


def test_about_is_a_range(told: Told) -> None:
    about = {"group": "child", "approximate": "about 9"}
    assert [] == over(told(killed(7, "one"), killed(9, "two", qualifiers=about)))
    (one,) = over(told(killed(6, "three"), code="incident/i"))
    assert one.why.startswith("about 9 (7 to 11) children killed, and 6 killed in all")


def test_at_least_against_at_most(told: Told) -> None:
    (one,) = over(told(killed({"max": 5}, "one"), part({"min": 6}, "woman", "two")))
    assert one.why.startswith("at least 6 women killed, and at most 5 killed in all")


def test_parts_that_together_exceed_the_whole(told: Told) -> None:
    found = told(killed(8, "one"), part(4, "civilian", "two"), part(5, "fighter", "two"))
    (one,) = over(found)
    assert (
        "5 fighters killed and 4 civilians killed are 9 together, and 8 killed in all: "
        "parts that hold nobody twice cannot be greater than their whole"
    ) == one.why
    assert 3 == len(one.statements)
    assert [[one]] * 3 == [list(f.contradictions) for f in found.figures]


def test_parts_of_several_sources_together(told: Told) -> None:
    found = told(killed(8, "one"), part({"min": 4}, "child", "two"), part(5, "man", "three"))
    (one,) = over(found)
    assert "are at least 9 together" in one.why


@pytest.mark.parametrize(
    "first, second",
    [("child", "civilian"), ("journalist", "civilian"), ("child", "fighter"), ("medical", "man")],
)
def test_groups_that_may_hold_the_same_people_are_not_taken_together(
    told: Told, first: str, second: str
) -> None:
    assert [] == over(told(killed(8, "one"), part(6, first), part(7, second)))


def test_a_part_of_another_state_or_time_says_nothing(told: Told) -> None:
    hurt = killed(7, "one", qualifiers={"state": "injured", "group": "child"})
    assert [] == over(told(killed(2, "one"), hurt))
    then = [killed(2, "one", valid="2014-04-11"), part(7, "child", "two", valid="2014-05-13")]
    assert [] == over(told(*[one | {"entity": "incident/j"} for one in then], code="incident/j"))


def test_what_gave_way_or_is_denied_says_nothing(told: Told) -> None:
    found = told(
        killed(2, "one", said="2014-04-11"),
        killed(9, "one", said="2014-04-13"),
        part(7, "child", "two"),
        part(12, "woman", "two", polarity="negated"),
    )
    assert [] == over(found)


def test_a_later_word_of_one_source_says_that_its_whole_may_be_overtaken(told: Told) -> None:
    found = told(killed(2, "one", said="2014-04-11"), part(7, "child", said="2014-04-13"))
    (one,) = over(found)
    assert one.why.endswith(
        "the same source said the part later, and its figure of the whole may be overtaken"
    )


def test_the_fighters_of_one_side_are_part_of_all(told: Told) -> None:
    side = killed(5, "two", qualifiers={"group": "fighter", "role": "side_a"})
    (one,) = over(told(killed(2, "one"), side))
    assert (
        "5 fighters killed (role side_a), and 2 killed in all: a part cannot be greater than its whole"
        == one.why
    )
