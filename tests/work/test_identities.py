"""Same and different: combined by rule, undoable, and a "same" that cannot be applied names all three."""

import pytest

from sightline.core.errors import BadValue, UnknownName, WrongUse
from sightline.work.case import Case
from sightline.work.identities import judge_identity
from sightline.work.new import new
from sightline.work.undoing import undo
from sightline.work.view import entity


@pytest.fixture
def brigades(case: Case) -> Case:
    for name in ("River Brigade", "River Battalion", "Northern River Brigade"):
        new(case, "Actor", name=name)
    return case


def test_same(brigades: Case) -> None:
    done = judge_identity(brigades, "same", ["ACT-1", "ACT-2"], reason="same flag")
    assert ("ACT-1", ("ACT-1", "ACT-2"), ()) == (done.canonical, done.together, done.unapplied)
    assert "ACT-1" == entity(brigades, "ACT-2").code
    again = judge_identity(brigades, "same", ["ACT-2", "ACT-1"])
    assert (None, done.ids) == (again.event, again.ids)


def test_a_same_that_cannot_be_applied_names_all_three(brigades: Case) -> None:
    judge_identity(brigades, "same", ["ACT-1", "ACT-2"])
    judge_identity(brigades, "different", ["ACT-1", "ACT-3"])
    done = judge_identity(brigades, "same", ["ACT-2", "ACT-3"])
    (against,) = done.unapplied
    assert (("ACT-2", "ACT-3"), ("ACT-1", "ACT-3")) == (against.same, against.different)
    for code in ("ACT-1", "ACT-2", "ACT-3"):
        assert code in against.sentence
    assert against.sentence in done.told
    assert done.event is not None  # it stays on record
    assert ["ACT-1", "ACT-1", "ACT-3"] == [entity(brigades, f"ACT-{n}").code for n in (1, 2, 3)]


def test_a_later_different_takes_them_apart(brigades: Case) -> None:
    judge_identity(brigades, "same", ["ACT-1", "ACT-2"])
    done = judge_identity(brigades, "different", ["ACT-1", "ACT-2"])
    assert 1 == len(done.unapplied)
    assert "ACT-2" == entity(brigades, "ACT-2").code


def test_several_at_once(brigades: Case) -> None:
    done = judge_identity(brigades, "same", ["ACT-3", "ACT-2", "ACT-1"])
    assert (("ACT-1", "ACT-2", "ACT-3"), 2) == (done.together, len(done.ids))
    undo(brigades)
    assert ["ACT-1", "ACT-2", "ACT-3"] == [entity(brigades, f"ACT-{n}").code for n in (1, 2, 3)]


def test_unsure_joins_nothing(brigades: Case) -> None:
    done = judge_identity(brigades, "unsure", ["ACT-1", "ACT-2"])
    assert ("ACT-1",) == done.together


def test_refused(brigades: Case) -> None:
    new(brigades, "Source", name="A spokesman")
    with pytest.raises(BadValue, match="one kind"):
        judge_identity(brigades, "same", ["ACT-1", "SRC-1"])
    with pytest.raises(WrongUse):
        judge_identity(brigades, "same", ["ACT-1", "act-1"])
    with pytest.raises(WrongUse):
        judge_identity(brigades, "similar", ["ACT-1", "ACT-2"])
    with pytest.raises(UnknownName):
        judge_identity(brigades, "same", ["ACT-1", "ACT-9"])
