"""Scores the ties that single sentences give: who belongs to whom, who holds what; and sentences that give none.

The sentences were written before the rules were tried on them. Floors stand just under what was reached.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.measure.text.claims.sameness import MUTUAL, near_name, same_name

from sightline.measure.text.claims.record import PlaceGiven, Suggestion
from sightline.measure.text.claims.suggesting import suggest_claims

HERE = Path(__file__).parent / "tie_cases"
FLOORS = {"en": (0.98, 0.94), "ar": (0.98, 0.97)}
FEWEST = 60


def cases(language: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / f"{language}.yaml").read_text(encoding="utf-8"))[
        "cases"
    ]
    return rows


def found_in(case: dict[str, Any]) -> list[Suggestion]:
    text: str = case["text"]
    given = []
    for name in case.get("places", ()):
        at = text.find(name)
        while at >= 0:
            given.append(PlaceGiven(at, at + len(name), name, 35.0, 36.0))
            at = text.find(name, at + 1)
    told = suggest_claims(text, places=given, actors=tuple(case.get("known", ())))
    return [one for one in told if one.kind in {"relation", "control"}]


def says(tie: str, one: Suggestion) -> bool:
    """Tell whether a suggestion says a tie written as "not part_of: A > B"."""
    stance, bare = "affirmed asserted", tie
    for word, meant in (("not ", "negated asserted"), ("perhaps ", "affirmed hedged")):
        if tie.startswith(word):
            stance, bare = meant, tie.removeprefix(word)
    relation, ends = bare.split(": ", 1)
    subject, thing = (part.strip() for part in ends.split(" > "))
    if relation != one.property or stance != f"{one.polarity} {one.certainty}":
        return False
    value = one.value if isinstance(one.value, str) else None
    same = near_name if one.kind == "control" else same_name
    straight = same_name(subject, one.subject) and (value is None if thing == "-" else same(thing, value))
    return straight or (relation in MUTUAL and same_name(subject, value) and same_name(thing, one.subject))


def tally(rows: Iterable[dict[str, Any]]) -> tuple[int, int, int, list[str]]:
    right = wrong = expected = 0
    told = []
    for case in rows:
        found = found_in(case)
        met = [tie for tie in case["ties"] if any(says(tie, one) for one in found)]
        false = [one for one in found if not any(says(tie, one) for tie in case["ties"])]
        right, wrong, expected = right + len(met), wrong + len(false), expected + len(case["ties"])
        told += [f"wrong: {one.why} | {case['text']}" for one in false]
    return right, wrong, expected, told


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_ties_of_sentences_stay_above_their_floors(language: str) -> None:
    right, wrong, expected, told = tally(cases(language))
    precision, recall = FLOORS[language]
    assert precision <= right / (right + wrong), told
    assert recall <= right / expected


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_there_are_enough_sentences_and_decoys_among_them(language: str) -> None:
    rows = cases(language)
    assert len(rows) >= FEWEST
    assert sum(not one["ties"] for one in rows) >= 8
    assert len(rows) == len({one["text"] for one in rows})


@pytest.mark.parametrize(
    "text, expected",
    [
        # what is passive turns the ends round
        (
            "The Cedar Brigade was expelled from the Harbour Alliance.",
            ["split_from: Cedar Brigade > Harbour Alliance"],
        ),
        (
            "The Harbour Alliance expelled the Cedar Brigade.",
            ["split_from: Cedar Brigade > Harbour Alliance"],
        ),
        # somebody of a group is not the group
        ("Two officers of the Cedar Brigade joined the Harbour Alliance.", []),
        # an intention is not a deed
        ("The Cedar Brigade threatened to join the Harbour Alliance.", []),
        ("The mayor urged the Cedar Brigade to join the Harbour Alliance.", []),
        # the name next to the verb is not always who acts
        (
            "The Cedar Brigade, an ally of the Harbour Alliance, dissolved itself.",
            ["allied_with: Cedar Brigade > Harbour Alliance", "dissolved: Cedar Brigade > -"],
        ),
        (
            "The army attacked the Cedar Brigade and dissolved itself.",
            ["fights: army > Cedar Brigade", "dissolved: army > -"],
        ),
        # a harbour in a name is not the harbour of a town
        ("The Cedar Brigade quit the Harbour Alliance.", ["split_from: Cedar Brigade > Harbour Alliance"]),
        ("Talks between the Cedar Brigade and the Harbour Alliance broke up.", []),
    ],
)
def test_who_is_the_subject_is_told_by_the_whole_clause(text: str, expected: list[str]) -> None:
    found = found_in({"text": text})
    assert len(expected) == len(found), [one.why for one in found]
    assert all(any(says(tie, one) for one in found) for tie in expected)


def test_letters_in_brackets_stand_for_the_name_from_then_on() -> None:
    text = "The Cedar Brigade (CDB) met in May. In June the CDB joined the Harbour Alliance."
    assert ["Cedar Brigade"] == [one.subject for one in found_in({"text": text})]


def test_the_group_is_who_the_sentence_before_speaks_of() -> None:
    text = "The Cedar Brigade fought the Harbour Alliance in May. In June the group dissolved itself."
    assert [("dissolved", "Cedar Brigade")] == [(o.property, o.subject) for o in found_in({"text": text})][1:]
    arabic = "اشتبك لواء الأرز مع تحالف المرفأ في أيار. وفي حزيران حل الفصيل نفسه."
    assert [("dissolved", "لواء الأرز")] == [(o.property, o.subject) for o in found_in({"text": arabic})][1:]


def test_a_question_says_nothing_and_the_next_sentence_takes_back() -> None:
    assert [] == found_in({"text": "Has the Cedar Brigade joined the Harbour Alliance?"})
    told = "We wrote that the Cedar Brigade joined the Harbour Alliance. {}"
    for behind, polarity in (
        ("It has not.", "negated"),
        ("That was wrong.", "negated"),
        ("It has not commented on the war.", "affirmed"),
    ):
        assert [polarity] == [one.polarity for one in found_in({"text": told.format(behind)})], behind
