"""A conclusion: one scale, confidence apart, reasons that cite; replaced as a whole, reviewed by a second person."""

import pytest
from attrs import evolve
from tests.fixtures.assessments import Small

from sightline.core.errors import BadValue, UnknownName, WrongUse
from sightline.work.assess import assessment
from sightline.work.assessing.beginning import new_assessment
from sightline.work.assessing.concluding import Judging, conclude, review
from sightline.work.assessing.intervals import intervals
from sightline.work.case import Case
from sightline.work.say import Saying, say
from sightline.work.undoing import undo

BASIS = "a helicopter is not theirs"
FIRST = Judging(
    ["A=likely", "B=very_unlikely"],
    "moderate",
    BASIS,
    sure_why="two voices, one teller",
    cites=["INC-1.delivery"],
    finding="Most likely the government.",
    would_change=["flight records", "a second teller"],
    limits=["nobody was there"],
)


def test_likelihood_and_confidence_stand_apart(matrix: Small) -> None:
    done = conclude(matrix.case, "ASM-1", FIRST)
    one = assessment(matrix.case, "ASM-1").conclusion
    assert one is not None
    words = [(w.explanation, w.term, w.label, w.basis) for w in one.likelihoods]
    assert [(1, "likely", "Likely", BASIS), (2, "very_unlikely", "Very unlikely", BASIS)] == words
    assert ("icd203", "moderate", "two voices, one teller") == (one.scale, one.confidence, one.confidence_why)
    assert [matrix.helicopter] == [c.statement for c in one.cites]
    assert (("flight records", "a second teller"), ("nobody was there",)) == (one.would_change, one.limits)
    assert ("anna", one.made) == (one.by, one.made)
    assert "nothing is said of how likely C is" in done.told


def test_a_new_conclusion_takes_the_place_of_the_whole_old_one(matrix: Small) -> None:
    conclude(matrix.case, "ASM-1", FIRST)
    later = Judging(["A=Highly likely", "C=remote chance"], "high", "records came", scale="phia")
    done = conclude(matrix.by("ben"), "ASM-1", later)
    one = assessment(matrix.case, "ASM-1").conclusion
    assert one is not None
    # words of two scales never stand beside each other, and none is made out of the other
    assert ("phia", ["highly_likely", "remote_chance"]) == (one.scale, [w.term for w in one.likelihoods])
    assert ("", (), (), ()) == (one.finding, one.would_change, one.limits, one.cites)
    assert "the earlier conclusion stays readable, superseded" in done.told
    undo(matrix.by("ben"), str(done.event[1]))  # type: ignore[index]
    again = assessment(matrix.case, "ASM-1").conclusion
    assert again is not None
    assert ("icd203", "Most likely the government.") == (again.scale, again.finding)


def test_a_conclusion_said_again_supersedes_nothing(matrix: Small) -> None:
    conclude(matrix.case, "ASM-1", FIRST)
    done = conclude(matrix.case, "ASM-1", FIRST)
    assert (True, None, False) == (done.known, done.event, any("superseded" in one for one in done.told))


def test_a_conclusion_against_the_ranking_is_told_not_refused(matrix: Small) -> None:
    done = conclude(matrix.case, "ASM-1", Judging(["B=almost_certain"], "low", "I know them"))
    assert any("A has the least against it, and B is called likeliest" in one for one in done.told)


def test_refused(matrix: Small) -> None:
    case = matrix.case
    for wrong, error in (
        (evolve(FIRST, why=" "), WrongUse),
        (evolve(FIRST, scale="admiralty"), WrongUse),
        (evolve(FIRST, likelihoods=["D=likely"]), WrongUse),
        (evolve(FIRST, likelihoods=[]), WrongUse),
        (evolve(FIRST, likelihoods=["A=realistic_possibility"]), BadValue),  # a word of the other scale
        (evolve(FIRST, confidence="quite"), BadValue),
        (evolve(FIRST, cites=["ffffffff"]), UnknownName),
    ):
        with pytest.raises(error):
            conclude(case, "ASM-1", wrong)
    new_assessment(case, "Empty", explanations=["x", "y"])
    with pytest.raises(WrongUse, match="rests on nothing"):
        conclude(case, "ASM-2", evolve(FIRST, cites=[]))
    assert assessment(case, "ASM-1").conclusion is None


def test_the_judgement_of_a_source_keeps_its_own_words(made: Small) -> None:
    case = made.case
    new_assessment(case, "A published report")
    say(case, "ASM-1", "by", "SRC-2", saying=Saying(source="SRC-2"))
    told = {"hypothesis": "accident", "gloss": "a strong possibility"}
    say(case, "ASM-1", "level", "substantial", saying=Saying(source="SRC-2", qualifiers=told))
    found = assessment(case, "ASM-1")
    assert ("accident: substantial (a strong possibility)",) == found.levels
    assert ["SRC-2"] == [n.code for n in found.published_by]
    with pytest.raises(WrongUse, match="judgement of a source"):
        conclude(case, "ASM-1", FIRST)


def reviews(case: Case) -> list[tuple[str, str]]:
    one = assessment(case, "ASM-1").conclusion
    return [] if one is None else [(r.reviewer, r.verdict) for r in one.reviews]


def test_a_review_is_of_the_conclusion_that_stood_then(matrix: Small) -> None:
    ben = matrix.by("Ben")
    with pytest.raises(WrongUse, match="no conclusion yet"):
        review(ben, "ASM-1", "agrees", why="r")
    conclude(matrix.case, "ASM-1", FIRST)
    with pytest.raises(WrongUse, match="your own"):
        review(matrix.by(" ANNA "), "ASM-1", "agrees", why="r")  # one person, however spelled
    with pytest.raises(WrongUse, match="reason"):
        review(ben, "ASM-1", "agrees", why=None)
    with pytest.raises(BadValue):
        review(ben, "ASM-1", "perhaps", why="r")
    review(ben, "ASM-1", "disagrees", why="one teller is not two")
    review(ben, "ASM-1", "agrees in part", why="looked again")
    review(matrix.by("carl"), "ASM-1", "agrees", why="r")
    assert [("Ben", "agrees_in_part"), ("carl", "agrees")] == reviews(matrix.case)
    again = conclude(matrix.case, "ASM-1", evolve(FIRST, confidence="low"))
    assert [] == reviews(matrix.case)  # nobody has reviewed this one
    undo(matrix.case, str(again.event[1]))  # type: ignore[index]
    assert [("Ben", "agrees_in_part"), ("carl", "agrees")] == reviews(matrix.case)


def test_words_that_cannot_all_stand_are_told(matrix: Small) -> None:
    def told(*words: str, scale: str = "icd203") -> str:
        return "; ".join(conclude(matrix.case, "ASM-1", Judging(words, "low", "r", scale=scale)).told)

    assert "A and B cannot all stand: together they are at least 135 %" in told("A=likely", "B=very likely")
    assert "at least 135 %" in told("A=highly likely", "B=likely", scale="phia")
    assert "cannot all stand" not in told("A=likely", "B=unlikely")
    # very unlikely, very unlikely, almost no chance: who else could it have been?
    few = told("A=very unlikely", "B=almost no chance", "C=very unlikely")
    assert "A and B and C are at most 45 %" in few
    assert "that nobody wrote down" in few
    assert "that nobody wrote down" not in told("A=very unlikely", "B=almost no chance")  # C is still open


def test_every_word_of_both_scales_has_its_own_interval(matrix: Small) -> None:
    for scale, vocabulary in (("icd203", "icd203_likelihood"), ("phia", "phia_likelihood")):
        found = intervals(scale)
        assert set(matrix.case.schema.vocabulary(vocabulary).terms) == set(found)
        assert all(0 <= low < high <= 100 for low, high in found.values())
    assert (40, 50) == intervals("phia")["realistic_possibility"]
