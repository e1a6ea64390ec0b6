"""Closing and ranking: three acts that must not be mixed up, each with a reason, each readable at its time."""

import pytest

from sightline.core.errors import AmbiguousName, UnknownName, WrongUse
from sightline.store.read import statement_with_id
from sightline.work.case import Case
from sightline.work.closing import HOW, rank, retract
from sightline.work.judging import judge_statement
from sightline.work.new import new
from sightline.work.say import say
from sightline.work.view import entity


@pytest.fixture
def bomb(case: Case) -> str:
    new(case, "Incident", title="An attack")
    done = say(case, "INC-1", "means", "a bomb")
    assert done.id is not None
    return done.id


def test_three_ways(case: Case, bomb: str) -> None:
    for number, how in enumerate(sorted(HOW)):
        one = say(case, "INC-1", "delivery", f"way {number}")
        retract(case, (one.id or "")[:10], how=how, reason="because")
        assert () == entity(case, "INC-1").of("delivery")
        with case.catalogue.reading() as connection:
            closed = statement_with_id(connection, bytes.fromhex(one.id or ""))
        assert closed is not None
        assert (how, f"way {number}") == (closed.closing, closed.value)


def test_by_code_and_property(case: Case, bomb: str) -> None:
    assert bomb == retract(case, "INC-1", "means", how="retracted", reason="because").id


def test_several_are_named_with_their_ids(case: Case, bomb: str) -> None:
    other = say(case, "INC-1", "means", "a shell")
    with pytest.raises(AmbiguousName) as caught:
        retract(case, "INC-1", "means", how="retracted", reason="because")
    assert bomb[:12] in caught.value.fault
    assert (other.id or "")[:12] in caught.value.fault


def test_a_successor_is_offered_the_judgements(case: Case, bomb: str) -> None:
    judge_statement(case, bomb, verdict="accept")
    other = say(case, "INC-1", "means", "a shell")
    done = retract(case, bomb, how="superseded", reason="seen better", successor=other.id)
    assert ["accept"] == [o.verdict for o in done.offered]
    undone = [o.confirm for o in done.offered]
    assert [f"sightline judge statement {(other.id or '')[:12]} accept"] == undone


def test_refused(case: Case, bomb: str) -> None:
    with pytest.raises(WrongUse, match="reason"):
        retract(case, bomb, how="retracted", reason=" ")
    with pytest.raises(WrongUse, match="no way"):
        retract(case, bomb, how="deleted", reason="because")
    with pytest.raises(WrongUse, match="no successor"):
        retract(case, bomb, how="superseded", reason="because", successor=bomb)
    assert 1 == len(entity(case, "INC-1").of("means"))


def test_closed_once(case: Case, bomb: str) -> None:
    retract(case, bomb, how="retracted", reason="because")
    with pytest.raises(WrongUse, match="retracted already"):
        retract(case, bomb, how="retracted", reason="because")
    with pytest.raises(UnknownName):
        retract(case, "ffffffffff", how="retracted", reason="because")


def test_ranks(case: Case, bomb: str) -> None:
    say(case, "INC-1", "means", "a shell")
    rank(case, bomb, to="deprecated", reason="no trace of one")
    assert ["normal", "deprecated"] == [s.statement.rank for s in entity(case, "INC-1").of("means")]
    assert rank(case, bomb, to="deprecated", reason="again").known
    with pytest.raises(WrongUse):
        rank(case, bomb, to="best", reason="because")
    with pytest.raises(WrongUse, match="reason"):
        rank(case, bomb, to="normal", reason=None)
