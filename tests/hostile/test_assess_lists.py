"""Lists of our own work when it was merged, points nowhere, or belongs to somebody who may not look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fixtures.assessments import Small, small

from sightline.work.assessing.beginning import new_assessment
from sightline.work.assessing.listing import assessments
from sightline.work.identities import judge_identity
from sightline.work.locating import analysis
from sightline.work.new import new
from sightline.work.opening import close_case
from sightline.work.say import say
from sightline.work.verify import verification
from sightline.work.verifying.answering import Answering, answer
from sightline.work.verifying.listing import verifications
from sightline.work.verifying.planning import Search, new_plan, search
from sightline.work.verifying.plans import plans


@pytest.fixture
def made(tmp_path: Path, keys: Path) -> Iterator[Small]:
    case = small(tmp_path / "case")
    yield case
    close_case(case.case)


def test_merged_things_are_one_row(made: Small) -> None:
    case = made.case
    new(case, "Incident", title="The same attack")
    answer(case, "INC-1", "date", Answering("11 April", why="r"))
    answer(case, "INC-2", "place", Answering("a town", why="r"))
    assert 2 == len(verifications(case).rows)
    judge_identity(case, "same", ["INC-1", "INC-2"], reason="one crater")
    (row,) = verifications(case).rows
    assert ["VER-1", "VER-2"] == [one.code for one in row.records]
    assert {"date", "place"} == {q.question for q in row.questions if q.state == "answered"}
    assert ("Incident", 0) == verifications(case).waiting_of[0]


def test_a_verification_of_nothing_is_in_no_row_and_breaks_none(made: Small) -> None:
    new(made.case, "Verification", title="Of what?")
    new(made.case, "Assessment", title="A title alone")
    new(made.case, "Plan", title="A plan alone")
    assert () == verifications(made.case).rows
    (row,) = assessments(made.case)
    assert (0, 0, None) == (row.explanations, row.pieces, row.conclusion)
    (plan,) = plans(made.case)
    assert (0, 0) == (plan.steps, plan.searches)


def test_numbers_that_are_none_are_counted_once(made: Small) -> None:
    new_assessment(made.case, "Who?", explanations=["one"])
    say(made.case, "ASM-1", "explanation", "another that has the same letter")
    assert 2 >= assessments(made.case)[0].explanations
    new_plan(made.case, "x")
    search(made.case, "PLN-1", Search("y", "z", "unreachable"))
    assert (1, 0) == (plans(made.case)[0].searches, plans(made.case)[0].not_found)


def test_an_answer_that_is_kept_from_somebody_is_in_none_of_their_lists(made: Small) -> None:
    # a second look must not see the first one, in a list as little as on its page
    analysis.begin(made.case, "Geolocation", "ITM-1")
    answer(made.case, "GEO-1", "place", Answering("the mill", why="r"))
    assert ["GEO-1"] == [row.subject.code for row in verifications(made.case).rows]
    second = made.by("ben")
    analysis.second(second, "GEO-1")
    assert [] == [row.subject.code for row in verifications(second).rows]


def test_two_answers_to_one_question_stand_both(made: Small) -> None:
    # of two records of one attack the older answer was once not shown at all
    case = made.case
    new(case, "Incident", title="The same attack")
    answer(case, "INC-1", "date", Answering("11 April", why="r"))
    answer(case, "INC-2", "date", Answering("12 April", why="r"))
    judge_identity(case, "same", ["INC-1", "INC-2"], reason="one crater")
    found = verification(case, "INC-1")
    date = next(q for q in found.questions if q.question == "date")
    assert "12 April" == date.answer
    assert "another answer stands too: “11 April” (answered, anna" in "\n".join(found.notices)
