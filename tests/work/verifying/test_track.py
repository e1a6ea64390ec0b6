"""Grades of source, item and claim, each on its own; and what became of everything that a source said."""

import pytest
from tests.fixtures.assessments import Small

from sightline.core.errors import BadValue, UnknownName, WrongUse
from sightline.work.assess import assessment
from sightline.work.assessing.beginning import new_assessment
from sightline.work.assessing.matrix import Weighing, weigh
from sightline.work.closing import retract
from sightline.work.judging import judge_statement
from sightline.work.say import Saying, say
from sightline.work.undoing import undo
from sightline.work.verify import verification
from sightline.work.verifying.ratings import rate
from sightline.work.verifying.track import track_record
from sightline.work.view import entity


def test_a_letter_for_who_speaks_and_a_figure_for_what_is_said(made: Small) -> None:
    case = made.case
    rate(case, "SRC-2", "e", why="speaks for a party")
    rate(case, "ITM-1", "2", why="fits what else is known")
    rate(case, made.helicopter, "3", why="possible")
    assert ["E"] == [s.statement.value for s in entity(case, "SRC-2").of("reliability")]
    told = rate(
        case, made.accused, "4", why="nothing else says so"
    ).told  # the record stands beside the grade
    assert "SRC-2 so far: 1 claim, none judged: this says nothing of the source" in told
    assert ["2"] == [s.statement.value for s in entity(case, "ITM-1").of("credibility")]
    found = verification(case, "INC-1")
    graded = [(c.grade, c.claim[0].statement) for c in found.claims]
    assert [("3", made.helicopter), ("4", made.accused)] == graded
    say(case, "ITM-1", "author", "SRC-2")
    (author,) = verification(case, "ITM-1").authors
    assert ("SRC-2", ("E",), "1 claim, none judged: this says nothing of the source") == (
        author.source.code,
        author.reliability,
        author.record,
    )
    for what, grade, error in (
        ("SRC-2", "2", BadValue),
        ("ITM-1", "B", BadValue),
        (made.accused, "A", BadValue),
        ("INC-1", "3", WrongUse),
        ("SRC-9", "B", UnknownName),
    ):
        with pytest.raises(error):
            rate(case, what, grade, why="r")
    with pytest.raises(WrongUse, match="reason"):
        rate(case, "SRC-2", "B", why="")


def test_grades_of_two_people_stand_beside_each_other(made: Small) -> None:
    for case, grade in ((made.case, "B"), (made.by("ben"), "D"), (made.case, "C")):
        rate(case, "SRC-1", grade, why=f"why {grade}")
    assert [("D", "ben"), ("C", "anna")] == [
        (g.letter, g.by) for g in track_record(made.case, "SRC-1").grades
    ]
    for case, grade in ((made.case, "2"), (made.by("ben"), "4")):
        rate(case, made.none_known, grade, why="r")
    new_assessment(made.case, "q", explanations=["x"])
    weigh(made.case, "ASM-1", Weighing("p", [made.none_known]))
    weigh(made.case, "ASM-1", Weighing("q", [made.accused]))
    rate(made.case, made.accused, "5", why="r")
    graded = [p.credibility for p in assessment(made.case, "ASM-1").pieces]
    assert [None, "5"] == [g.term for g in graded]  # two grades are never made into one
    assert "what it rests on was rated differently: 2, 4" == graded[0].why


def test_the_record_of_a_source(made: Small) -> None:
    case = made.case

    def claim(text: str, *, source: str = "SRC-2", via: str | None = None) -> str:
        return say(case, "INC-1", "means", text, saying=Saying(source=source, via=via)).id or ""

    right, wrong, both, gone, slip = map(claim, ("gas", "mortar", "fire", "a drone", "a gun"))
    same = claim("smoke")
    passed = claim("rain", via="SRC-3")
    for one, verdict in ((right, "verified"), (wrong, "refuted"), (both, "verified"), (passed, "refuted")):
        judge_statement(case, one, verdict=verdict, reason="seen")
    judge_statement(made.by("ben"), both, verdict="refuted", reason="not seen")
    judge_statement(case, claim("smoke", source="SRC-1"), verdict="verified", reason="seen")
    retract(case, gone, how="retracted", reason="they said so")
    retract(case, slip, how="mistranscribed", reason="our slip")
    found = track_record(case, "SRC-2")
    # our own slip is no claim of theirs, and what they pass on counts for whom they quote
    assert 6 == found.claims
    assert {
        "right": 1,
        "wrong": 1,
        "disputed": 1,
        "retracted": 1,
        "right_elsewhere": 1,
        "open": 1,
    } == found.counts
    assert {"wrong": 1} == found.passed_on
    told = {j.statement: (j.outcomes, j.own) for j in found.judged}
    assert (("right_elsewhere",), True) == told[same]
    assert (("wrong",), False) == told[passed]
    assert "6 claims: 1 judged right, 1 judged wrong" in found.sentence
    assert "so few judgements say little" in found.sentence
    assert {"wrong": 1, "open": 1} == track_record(case, "SRC-3").counts  # both told by others


def test_a_later_word_of_its_own_is_a_retraction(made: Small) -> None:
    # a source that corrected itself in a later post had a record as clean as one that never erred
    case = made.case

    def killed(figure: str, *, said: str, negated: bool = False, via: str | None = None) -> str:
        saying = Saying(source="SRC-3", via=via, said=said, negated=negated, qualifiers={"state": "killed"})
        return say(case, "INC-1", "casualties", figure, saying=saying).id or ""

    first = killed("12", said="2014-04-11")
    killed("12", said="2014-04-20", negated=True)
    killed("9", said="2014-04-20")
    killed(
        "9", said="2014-04-22", negated=True, via="SRC-1"
    )  # what another says through it takes nothing back
    found = track_record(case, "SRC-3")
    (only,) = [j for j in found.judged if "retracted" in j.outcomes]
    assert (first, "it said later that it is not so") == (only.statement, only.why)
    assert 1 == found.counts["retracted"]
    assert "1 taken back by the source" in found.sentence


def test_judgements_taken_back_no_longer_count(made: Small) -> None:
    case = made.case
    done = judge_statement(case, made.accused, verdict="refuted", reason="r")
    assert {"wrong": 1} == track_record(case, "SRC-2").counts
    undo(case, str(done.event[1]))  # type: ignore[index]
    found = track_record(case, "SRC-2")
    assert ({"open": 1}, ()) == (found.counts, found.judged)
    assert "1 claim, none judged: this says nothing of the source" == found.sentence


def test_a_source_that_said_nothing(made: Small) -> None:
    say(made.case, "INC-1", "note", "unrelated")
    assert "SRC-1" == track_record(made.case, "The blog").source.code
    with pytest.raises(UnknownName):
        track_record(made.case, "INC-1")
