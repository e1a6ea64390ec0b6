"""The scores count what the guide says they count, on passages small enough to count by hand."""

from collections.abc import Mapping
from typing import Any

import pytest
from tests.measure.text.claims.labelled_set import LANGUAGES, PARTS, Expected, Passage, read
from tests.measure.text.claims.sameness import near_name, same_days, same_figure, same_name, same_value
from tests.measure.text.claims.scoring import Tally, score, table

TEXT = "Two shells hit Nawa on Friday. Rebels of the River Front denied it. A shell hit Nawa again."


def expected(kind: str, quote: str, *, nth: int = 1, optional: bool = False, **more: Any) -> Expected:
    start = -1
    for _ in range(nth):
        start = TEXT.index(quote, start + 1)
    plain = {"quote": quote, "polarity": "affirmed", "certainty": "asserted", "source": None}
    return Expected(kind, start, start + len(quote), optional, plain | more)


def given(kind: str, quote: str, value: object = None, *, nth: int = 1, **more: Any) -> dict[str, Any]:
    start = -1
    for _ in range(nth):
        start = TEXT.index(quote, start + 1)
    whole: dict[str, Any] = {"kind": kind, "value": value, "quote": quote}
    return whole | {"start": start, "end": start + len(quote)} | more


def passage(*expect: Expected) -> Passage:
    return Passage("x-1", "en", "2014-04-12", "SY", TEXT, expect)


def tally(kind: str, one: Passage, *suggestions: dict[str, Any]) -> Tally:
    return score([one], {"x-1": suggestions})[kind]


FRIDAY = expected("date", "Friday", edtf="2014-04-11")
NAWA = expected("place", "Nawa", name="Nawa", lat=32.89, lon=36.04)


def test_right_wrong_and_missed_are_counted_and_shared() -> None:
    one = passage(FRIDAY, NAWA)
    counted = tally("date", one, given("date", "Friday", "2014-04-11"), given("date", "shell", "2013"))
    assert Tally(expected=1, right=1, wrong=1) == counted
    assert 0.5 == counted.precision
    assert 1.0 == counted.recall
    assert 1 == tally("place", one).missed
    assert tally("place", one).precision is None
    assert tally("actor", one).recall is None


def test_the_right_value_at_another_place_of_the_text_is_wrong() -> None:
    assert Tally(expected=1, wrong=1) == tally("date", passage(FRIDAY), given("date", "denied", "2014-04-11"))


def test_a_second_mention_is_ignored_once_the_first_was_met_and_wrong_before() -> None:
    second = given("place", "Nawa", {"name": "Nawa", "lat": 32.89, "lon": 36.04}, nth=2)
    first = given("place", "Nawa", "Nawa")
    assert Tally(expected=1, right=1, ignored=1) == tally("place", passage(NAWA), first, second)
    assert Tally(expected=1, wrong=1) == tally("place", passage(NAWA), second)


def test_a_second_incident_elsewhere_is_wrong_and_on_the_same_words_ignored() -> None:
    one = passage(expected("incident", "Two shells hit Nawa", id="i1"))
    first, again = given("incident", "shells hit Nawa"), given("incident", "hit Nawa on Friday")
    other = given("incident", "A shell hit Nawa")
    assert Tally(expected=1, right=1, wrong=1, ignored=1) == tally("incident", one, first, again, other)


def test_an_optional_claim_counts_on_neither_side() -> None:
    one = passage(expected("actor", "Rebels", optional=True, actor="Rebels"))
    assert Tally(ignored=1) == tally("actor", one, given("actor", "Rebels", "rebels"))
    assert Tally() == tally("actor", one)


def test_as_many_claims_are_met_as_can_be() -> None:
    # two figures on overlapping words: taking the first that fits would leave one unmet
    wide = expected("place", "Two shells hit Nawa on Friday", name="Nawa")
    one = passage(wide, NAWA)
    inner, outer = given("place", "Nawa", "Nawa"), given("place", "Two shells", "Nawa")
    assert Tally(expected=2, right=2) == tally("place", one, inner, outer)


def test_a_place_far_away_is_wrong_and_an_unresolved_one_is_found_and_not_resolved() -> None:
    far = given("place", "Nawa", {"name": "Nawa", "lat": 36.2, "lon": 37.16})
    unresolved = given("place", "Nawa", "Nawa", status="unresolved")
    beside = given("place", "Nawa", "Nawa", lat=32.9, lon=36.0)
    assert Tally(expected=1, wrong=1) == tally("place", passage(NAWA), far)
    assert Tally(expected=1, right=1) == tally("place", passage(NAWA), unresolved)
    assert Tally(expected=1, wrong=1) == tally("place.resolved", passage(NAWA), unresolved)
    assert Tally(expected=1, right=1) == tally("place.resolved", passage(NAWA), beside)


@pytest.mark.parametrize(
    "a, b, same",
    [
        ("2014-04-11", "2014-04-11", True),
        ("2014-04-11", "2014-04-11T22:30~", True),
        ("2014-04-10/2014-04-11", "{2014-04-10,2014-04-11}", True),
        ("2014-04-10/2014-04-11", "2014-04-11", False),
        ("2014-04-10/..", "2014-04-10", False),
        ("2014-04", "2014-04-01/2014-04-30", True),
        ("2014-04-11", "2014-04-31", False),
        ("2014-04-11", "last night", False),
        ("2014-04-11", None, False),
    ],
)
def test_dates_are_compared_by_the_days_they_cover(a: str, b: object, same: bool) -> None:
    assert same == same_days(a, b)


def figure(least: int | None, best: int | None, most: int | None, **more: Any) -> dict[str, Any]:
    return {"min": least, "best": best, "max": most, "state": "killed", "group": "all"} | more


@pytest.mark.parametrize(
    "label, value, same",
    [
        (figure(4, 4, 4), figure(None, 4, None), True),
        (figure(4, 4, 4), figure(4, 4, 4), True),
        (figure(4, 4, 4), figure(4, None, None), False),
        (figure(4, None, None), figure(4, None, None), True),
        (figure(4, None, None), figure(4, 4, 4), False),
        # "more than 30" may be kept as 30 and more or as 31 and more
        (figure(31, None, None), figure(30, None, None), True),
        (figure(None, 60, None), figure(50, 60, 70), True),
        (figure(10, None, 15), figure(10, 12, 15), True),
        (figure(10, None, 15), figure(10, None, None), False),
        (figure(24, None, None, vague=True), figure(20, None, None), True),
        (figure(24, None, None, vague=True), figure(100, None, None), False),
        (figure(4, 4, 4), figure(4, 4, 4, group="civilian"), False),
        (figure(4, 4, 4), figure(4, 4, 4, state="injured"), False),
        (figure(4, 4, 4, state="detained"), figure(4, 4, 4, state="captured"), True),
    ],
)
def test_figures_are_compared_by_their_bounds(
    label: Mapping[str, Any], value: Mapping[str, Any], same: bool
) -> None:
    assert same == same_figure(label, {"value": value})


def test_the_state_of_a_figure_may_stand_in_the_property() -> None:
    label = figure(4, 4, 4)
    assert same_figure(label, {"property": "killed", "value": {"min": 4, "best": 4, "max": 4}})


@pytest.mark.parametrize(
    "a, b, same, near",
    [
        ("the Western Front", "Western front", True, True),
        ("Army", "Army of the Column", False, True),
        ("Liwa al-Nahr", "Katibat al-Nahr", False, False),
        ("Government", "government forces", True, True),
        ("الجبهة الغربية", "للجبهة الغربية", True, True),
        ("كتائب الفجر", "وكتائب الفجر", True, True),
        ("لواء النهر", "كتيبة النهر", False, False),
        ("residents", "residents of the town", False, True),
        ("Russia", "", False, False),
    ],
)
def test_names_are_compared_by_their_words(a: str, b: str, same: bool, near: bool) -> None:
    assert (same, near) == (same_name(a, b), near_name(a, b))


RELATION = {"polarity": "affirmed", "property": "split_from", "subject": "River Front", "object": "Rebels"}


@pytest.mark.parametrize(
    "change, same",
    [
        ({}, True),
        ({"polarity": "negated"}, False),
        ({"property": "part_of"}, False),
        ({"subject": "Rebel army", "value": "River Front"}, False),
        ({"subject": None}, False),
    ],
)
def test_a_relation_is_the_same_with_its_ends_its_direction_and_its_polarity(
    change: Mapping[str, Any], same: bool
) -> None:
    suggestion = {
        "polarity": "affirmed",
        "property": "split_from",
        "subject": "River Front",
        "value": "Rebels",
    }
    label = RELATION | {"object": "Rebels"}
    assert same == same_value("relation", label, {**suggestion, **change})


def test_a_mutual_relation_may_be_told_from_either_side_and_an_end_needs_no_object() -> None:
    turned = {"property": "fights", "subject": "River", "value": "Dawn", "polarity": "affirmed"}
    label = {"property": "fights", "subject": "Dawn", "object": "River", "polarity": "affirmed"}
    gone = {"property": "dissolved", "subject": "Dawn", "polarity": "affirmed"}
    assert same_value("relation", label, turned)
    assert same_value("relation", gone, {"property": "dissolved", "subject": "Dawn", "value": None})


def test_a_relation_of_control_counts_as_control() -> None:
    label = expected("control", "Nawa", property="controls", subject="Rebels", object="Nawa")
    relation = given("relation", "Nawa", "Nawa", property="controls", subject="Rebels")
    counted = score([passage(label)], {"x-1": [relation]})
    assert Tally(expected=1, right=1) == counted["control"]
    assert Tally() == counted["relation"]


def test_denied_speech_is_not_affirmed_speech() -> None:
    label = expected("attribution", "the River Front denied", by="the River Front", speech="denied")
    denied = given("attribution", "River Front denied", "River Front", property="denied")
    affirmed = given("attribution", "River Front denied", "River Front", property="affirmed")
    assert Tally(expected=1, right=1) == tally("attribution", passage(label), denied)
    assert Tally(expected=1, wrong=1) == tally("attribution", passage(label), affirmed)


def test_certainty_source_and_incident_are_counted_on_what_was_met() -> None:
    one = passage(
        expected("incident", "Two shells hit Nawa", id="i1"),
        expected("incident", "A shell hit Nawa", id="i2"),
        expected("date", "Friday", edtf="2014-04-11", of="i1", source="River Front"),
    )
    incidents = [given("incident", "Two shells"), given("incident", "A shell", id="S2")]
    date = given(
        "date", "Friday", "2014-04-11", subject="Two shells", certainty="hedged", source="the River Front"
    )
    counted = score([one], {"x-1": [*incidents, date]})
    assert Tally(expected=1, right=1) == counted["claim.subject"]
    assert Tally(expected=3, right=2, wrong=1) == counted["claim.certainty"]
    assert Tally(expected=3, right=3) == counted["claim.source"]


def test_a_kind_that_nobody_knows_is_wrong_and_does_not_vanish() -> None:
    assert Tally(wrong=1) == tally("mood", passage(), given("mood", "denied"))


def as_suggestion(one: Expected) -> dict[str, Any]:
    """Say what a label says in the shape of a suggestion."""
    label = one.label
    value: object = None
    match one.kind:
        case "date":
            value = label["edtf"]
        case "place":
            value = {name: label[name] for name in ("name", "lat", "lon") if name in label}
        case "figure":
            value = {name: label[name] for name in ("min", "best", "max", "state", "group")}
        case "means":
            value = label["means"]
        case "perpetrator" | "actor":
            value = label["actor"]
        case "attribution":
            value = label["by"]
        case "relation" | "control":
            value = label.get("object")
    keys = {name: label.get(name) for name in ("quote", "polarity", "certainty", "source", "subject")}
    whole = {"kind": one.kind, "value": value, "start": one.start, "end": one.end, **keys}
    return whole | {"property": label.get("property") or label.get("speech")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_whoever_says_just_what_is_labelled_makes_no_mistake(language: str, part: str) -> None:
    passages = read(language, part)
    counted = score(passages, {one.id: [as_suggestion(label) for label in one.expect] for one in passages})
    # which incident a claim belongs to is not told here, so it is left out
    faults = {
        name: one for name, one in counted.items() if (one.missed or one.wrong) and name != "claim.subject"
    }
    assert {} == faults
    assert "1.00" in table(counted)
