"""Taking acts back: everything an event did, from now on, while earlier times still show it."""

from collections.abc import Callable

import pytest

from sightline.core.clock import rfc3339
from sightline.core.errors import UnknownName, WrongUse
from sightline.work.case import Case
from sightline.work.check import check
from sightline.work.closing import rank, retract
from sightline.work.grouping import group_into
from sightline.work.identities import judge_identity
from sightline.work.judging import judge_statement
from sightline.work.new import new
from sightline.work.say import Saying, say
from sightline.work.undoing import undo
from sightline.work.view import Times, entity


@pytest.fixture
def started(case: Case) -> Case:
    new(case, "Incident", title="An attack")
    new(case, "Item", title="A video")
    return case


def values(case: Case, prop: str, **times: str) -> list[object]:
    return [s.statement.value for s in entity(case, "INC-1", times=Times(**times)).of(prop)]


def test_history_shows_a_retraction_and_its_undoing(started: Case) -> None:
    case, tick = started, lambda: rfc3339(started.clock.now_ms())
    done = say(
        case, "INC-1", "occurred", "2014-04-11~", saying=Saying(qualifiers={"order": 1}, note="n", lang="en")
    )
    (before,) = entity(case, "INC-1").of("occurred")
    said = tick()
    retract(case, "INC-1", "occurred", how="retracted", reason="he took it back")
    gone = tick()
    undone = undo(case, "last")
    back = tick()
    assert [["2014-04-11~"], [], ["2014-04-11~"]] == [
        values(case, "occurred", known_at=at) for at in (said, gone, back)
    ]
    (after,) = entity(case, "INC-1").of("occurred")
    assert done.id == after.statement.id.hex()
    assert (before.statement.qualifiers, "n", "en") == (
        after.statement.qualifiers,
        after.statement.note,
        after.statement.lang,
    )
    assert "stands again" in undone.told[0]


def test_a_retraction_by_the_statement(started: Case) -> None:
    one = say(started, "INC-1", "means", "a bomb")
    with pytest.raises(WrongUse, match="stands"):
        undo(started, (one.id or "")[:10])
    retract(started, one.id or "", how="mistranscribed", reason="because")
    undo(started, (one.id or "")[:10])
    assert ["a bomb"] == values(started, "means")


def test_last_goes_back_step_by_step(started: Case) -> None:
    say(started, "INC-1", "means", "a bomb")
    judge_statement(started, "INC-1", "means", verdict="verified")
    group_into(started, "INC-1", ["ITM-1"])
    assert 1 == len(entity(started, "INC-1").mentions)
    assert "closed: ITM-1 reports: INC-1" in undo(started).told
    assert 0 == len(entity(started, "INC-1").mentions)
    assert "judgement" in undo(started).told[0]
    assert "closed: INC-1 means: a bomb" in undo(started).told
    assert [] == values(started, "means")


def test_only_ones_own_acts_are_last(started: Case, reopen: Callable[[], Case]) -> None:
    # in a team, "last" must not take back a colleague's work
    say(started, "INC-1", "means", "a bomb")
    with pytest.raises(UnknownName, match="no act of yours"):
        undo(reopen())
    assert ["a bomb"] == values(started, "means")


def test_by_the_number_of_an_event(started: Case) -> None:
    one = say(started, "INC-1", "means", "a bomb")
    say(started, "INC-1", "means", "a shell")
    assert one.event is not None
    undo(started, str(one.event[1]))
    assert ["a shell"] == values(started, "means")
    with pytest.raises(WrongUse, match="taken back already"):
        undo(started, str(one.event[1]))
    with pytest.raises(UnknownName):
        undo(started, "99999")
    with pytest.raises(UnknownName):
        undo(started, "something")


def test_an_identity(started: Case) -> None:
    new(started, "Incident", title="The same attack")
    same = judge_identity(started, "same", ["INC-1", "INC-2"])
    assert "INC-1" == entity(started, "INC-2").code
    undo(started, same.ids[0])
    assert "INC-2" == entity(started, "INC-2").code
    with pytest.raises(WrongUse):
        undo(started, same.ids[0])


def test_a_rank(started: Case) -> None:
    say(started, "INC-1", "means", "a bomb")
    rank(started, "INC-1", "means", to="preferred", reason="better seen")
    rank(started, "INC-1", "means", to="deprecated", reason="not at all")
    undo(started)
    assert ["preferred"] == [s.statement.rank for s in entity(started, "INC-1").of("means")]


def test_what_took_its_place_is_named(started: Case) -> None:
    old = say(started, "INC-1", "means", "a bomb")
    new_one = say(started, "INC-1", "means", "a shell", saying=Saying(succeeds=old.id, reason="looked again"))
    told = undo(started, old.id or "").told  # the retraction alone
    assert (new_one.id or "?")[:12] in " ".join(told)
    assert ["a shell", "a bomb"] == values(started, "means")


def test_one_act_is_taken_back_as_one(started: Case) -> None:
    old = say(started, "INC-1", "means", "a bomb")
    say(started, "INC-1", "means", "a shell", saying=Saying(succeeds=old.id, reason="looked again"))
    assert ["a shell"] == values(started, "means")
    assert 2 == len(undo(started).told)
    assert ["a bomb"] == values(started, "means")


def test_the_case_stays_sound_through_all_of_it(started: Case) -> None:
    # `check` makes every table again from the ledger: an act that only changed rows would show here
    old = say(started, "INC-1", "title", "Another title")
    retract(started, old.id or "", how="retracted", reason="because")
    undo(started)
    judge_statement(started, old.id or "", verdict="verified")
    undo(started)
    rank(started, old.id or "", to="preferred", reason="because")
    undo(started)
    group_into(started, "INC-new", ["ITM-1"], title="New")
    judge_identity(started, "same", ["INC-1", "INC-2"])
    undo(started)
    undo(started)
    say(started, "ITM-1", "informant", "A. Name")
    undo(started)
    done = check(started)
    assert () == tuple(done.faults)


def test_sealed_values_are_not_said_again_in_the_clear(started: Case) -> None:
    one = say(started, "ITM-1", "informant", "A. Name")
    retract(started, one.id or "", how="retracted", reason="because")
    with pytest.raises(WrongUse, match="withheld"):
        undo(started, one.id or "")
