"""Plans and search logs: a negative finding is a finding, and can be cited by its id."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from tests.fixtures.assessments import Small, small

from sightline.core.errors import BadTime, BadValue, UnknownName, WrongUse
from sightline.work.assess import assessment
from sightline.work.assessing.beginning import new_assessment
from sightline.work.assessing.matrix import Weighing, weigh
from sightline.work.case import Case
from sightline.work.opening import close_case
from sightline.work.plan import plan
from sightline.work.rebuild import rebuild
from sightline.work.undoing import undo
from sightline.work.verifying.planning import Search, mark, new_plan, search, step

FIRST = Search(
    "the first upload of the video", "the platform, before 11 April", "not_found", query="كفر زيتا"
)


@pytest.fixture
def made(tmp_path: Path, keys: Path) -> Iterator[Small]:
    case = small(tmp_path / "case")
    new_plan(case.case, "The attack", of="INC-1", question="Who filmed it?", steps=["find the first upload"])
    yield case
    close_case(case.case)


def test_a_negative_finding_counts(made: Small) -> None:
    case = made.case
    done = search(case, "PLN-1", FIRST)
    assert "that it is not there is a finding; cite it with its id" in done.told
    new_assessment(case, "Who filmed it?", explanations=["one", "two"])
    weigh(case, "ASM-1", Weighing("no earlier upload", [done.id or ""], "2", "high"), cells=["A=I", "B=C"])
    cited = assessment(case, "ASM-1").pieces[0].cites[0]
    assert ("PLN-1 searched: the first upload of the video", done.id) == (cited.text, cited.statement)
    rebuild(case)
    (entry,) = plan(case, "PLN-1").searches
    assert (1, "not_found", "كفر زيتا", "anna") == (entry.number, entry.result, entry.query, entry.by)
    assert 10 == len(entry.when)  # the day it was searched, where none is given


def test_the_log_goes_on_and_names_what_was_found(made: Small) -> None:
    case = made.case
    search(case, "PLN-1", FIRST)
    found = evolve(
        FIRST, result="found", found=["ITM-1", "SRC-1"], when="2014-05~", how="by hand", note="late"
    )
    assert "search 2: found" in search(case, "PLN-1", found).told
    done = search(case, "PLN-1", evolve(FIRST, result="unreachable"))
    assert "nothing follows from a place that could not be searched" in done.told
    one, two, three = plan(case, "PLN-1").searches
    assert ((), ["ITM-1", "SRC-1"], ()) == (one.found, [n.code for n in two.found], three.found)
    assert ("2014-05~", "by hand", "late") == (two.when, two.how, two.note)
    undo(case, str(done.event[1]))  # type: ignore[index]
    assert "search 4: not_found" in search(case, "PLN-1", evolve(FIRST, text="another")).told


def test_steps_are_marked(made: Small) -> None:
    case = made.case
    assert ("step 2: ask the platform",) == step(case, "PLN-1", "ask the platform", phase="collection").told
    mark(case, "PLN-1", 1, "done")
    mark(case, "PLN-1", 2, "dropped", why="it does not answer")
    shown = [(s.number, s.state, s.why, s.phase) for s in plan(case, "PLN-1").steps]
    assert [(1, "done", "", None), (2, "dropped", "it does not answer", "collection")] == shown
    with pytest.raises(WrongUse, match="reason"):
        mark(case, "PLN-1", 1, "dropped")
    with pytest.raises(WrongUse, match="no step 3") as caught:
        mark(case, "PLN-1", 3, "done")
    assert "there are 1, 2" == caught.value.todo  # seen: "2, 1", as recorded last
    with pytest.raises(BadValue):
        mark(case, "PLN-1", 1, "finished")


def test_refused(made: Small) -> None:
    case = made.case
    for wrong, error in (
        (evolve(FIRST, text=" "), WrongUse),
        (evolve(FIRST, where=""), WrongUse),
        (evolve(FIRST, result="nothing"), BadValue),
        (evolve(FIRST, when="yesterday"), BadTime),
        (evolve(FIRST, found=["ITM-1"]), WrongUse),  # found something, and says nothing was there
        (evolve(FIRST, result="found", found=["ITM-9"]), UnknownName),
    ):
        with pytest.raises(error):
            search(case, "PLN-1", wrong)
    assert () == plan(case, "PLN-1").searches
    with pytest.raises(UnknownName):
        plan(case, "INC-1")
    with pytest.raises(WrongUse):
        new_plan(case, " ")
    with pytest.raises(WrongUse):
        step(case, "PLN-1", "")


def test_on_both_databases(case: Case) -> None:
    new_plan(case, "A plan of the whole case")
    search(case, "PLN-1", FIRST)
    assert ["not_found"] == [e.result for e in plan(case, "PLN-1").searches]
