"""Judging statements and findings: a proposal is invisible until it is accepted, and that can be taken back."""

import pytest

from sightline.core.errors import AmbiguousName, BadValue, UnknownName, WrongUse
from sightline.model.arrival import Arrival, Origin
from sightline.model.evidence_record import capture, finding, finding_id, stored
from sightline.model.finding import Finding, Proposal
from sightline.store.read import find_entity
from sightline.work.case import Case
from sightline.work.judging import judge_finding, judge_statement
from sightline.work.new import new
from sightline.work.proposals import open_proposals
from sightline.work.say import say
from sightline.work.undoing import undo
from sightline.work.view import entity
from sightline.work.write import writing

SHA = bytes(range(32))
CLOCK = Proposal("recorded_at", "2014-04-11T03:15", qualifiers={"clock": "camera"})
PLACE = Proposal("position", {"lat": "35.37", "lon": "36.60", "radius_m": 20}, certainty="hedged")


def examined(case: Case, *codes: str, proposals: tuple[Proposal, ...] = (CLOCK, PLACE)) -> str:
    """Record that items hold the same bytes, and what a measure proposes of them; gives the finding's id."""
    found = Finding("media.metadata", 1, "found", "The camera's clock says 03:15.", proposals=proposals)
    with writing(case) as writer:
        file = {"sha256": SHA.hex(), "role": "original", "name": "a.mp4"}
        bodies = [stored(SHA, SHA + SHA, 10, role="original", media_type="video/mp4")]
        for code in codes:
            item = find_entity(writer.connection, code)
            assert item is not None
            arrival = Arrival(f"file:{code}", "video", "captured", Origin("a.mp4"))
            bodies.append(capture(case.ids.new(), item.id, None, arrival, files=[file], collector={}))
        identifier = finding_id((SHA,), found)
        bodies.append(finding(identifier, SHA, found, products=(), prints=None, sandbox="none", ms=1))
        writer.append("object.examined", bodies)
    return identifier.hex()


@pytest.fixture
def item(case: Case) -> str:
    return new(case, "Item", title="A video").code or ""


def test_a_proposal_is_no_statement_until_it_is_accepted(case: Case, item: str) -> None:
    identifier = examined(case, item)
    assert () == entity(case, item).of("recorded_at")
    clock, place = open_proposals(case, item)
    assert ("recorded_at", "2014-04-11T03:15", 1) == (clock.property, clock.text, clock.order)
    assert "35.37, 36.6 ± 20 m" == place.text
    done = judge_finding(case, identifier[:10], verdict="accept", reason="the shadows agree")
    (shown,) = entity(case, item).of("recorded_at")
    one = shown.statement
    assert ("measure", {"clock": "camera"}, [entity(case, item).id.hex()]) == (
        one.origin,
        dict(one.qualifiers),
        [r.item for r in one.evidence],
    )
    assert [True] == [s.statement.hedged for s in entity(case, item).of("position")]
    assert () == open_proposals(case, item)
    # judgement and statements are one event: neither can be there without the other
    assert done.event is not None
    assert one.where == done.event
    assert 2 == len(done.ids)


def test_only_some_of_it(case: Case, item: str) -> None:
    identifier = examined(case, item)
    judge_finding(case, identifier, verdict="accept", only=[2])
    assert (0, 1) == (len(entity(case, item).of("recorded_at")), len(entity(case, item).of("position")))
    with pytest.raises(WrongUse, match="no number 3"):
        judge_finding(case, identifier, verdict="accept", only=[3])


def test_rejecting(case: Case, item: str) -> None:
    identifier = examined(case, item)
    judge_finding(case, identifier, verdict="accept")
    other = say(case, item, "recorded_at", "2014-04-11T03:15")  # somebody's own words stay
    judge_finding(case, identifier, verdict="reject", reason="the clock was never set")
    assert [other.id] == [s.statement.id.hex() for s in entity(case, item).of("recorded_at")]
    assert () == open_proposals(case, item)


def test_undoing_an_acceptance_brings_the_proposals_back(case: Case, item: str) -> None:
    judge_finding(case, examined(case, item), verdict="accept")
    undo(case)
    assert () == entity(case, item).of("recorded_at")
    assert 2 == len(open_proposals(case, item))


def test_two_clocks_that_propose_one_time_are_told_once(case: Case, item: str) -> None:
    # name and metadata of one film propose the same moment: two identical lines were printed
    again = Proposal("recorded_at", "2014-04-11T03:15", qualifiers={"clock": "name"})
    done = judge_finding(case, examined(case, item, proposals=(CLOCK, again)), verdict="accept")
    assert (f"{item} now says recorded_at: 2014-04-11T03:15",) == done.told


def test_unsure_leaves_it_open(case: Case, item: str) -> None:
    judge_finding(case, examined(case, item), verdict="unsure")
    assert 2 == len(open_proposals(case, item))


def test_bytes_that_two_items_hold(case: Case, item: str) -> None:
    other = new(case, "Item", title="A copy").code or ""
    identifier = examined(case, item, other)
    with pytest.raises(AmbiguousName, match="ITM-1, ITM-2"):
        judge_finding(case, identifier, verdict="accept")
    judge_finding(case, identifier, verdict="accept", item="ITM-2")
    assert (0, 1) == (
        len(entity(case, "ITM-1").of("recorded_at")),
        len(entity(case, "ITM-2").of("recorded_at")),
    )
    new(case, "Item", title="Another thing")
    with pytest.raises(UnknownName, match="other bytes"):
        judge_finding(case, identifier, verdict="accept", item="ITM-3")


def test_a_proposal_that_cannot_be_recorded_can_still_be_rejected(case: Case, item: str) -> None:
    identifier = examined(case, item, proposals=(Proposal("language", "no language at all"),))
    judge_finding(case, identifier, verdict="reject")
    assert () == open_proposals(case, item)


def test_a_proposal_that_its_property_cannot_hold_is_refused_whole(case: Case, item: str) -> None:
    identifier = examined(case, item, proposals=(CLOCK, Proposal("language", "no language at all")))
    with pytest.raises(BadValue):
        judge_finding(case, identifier, verdict="accept")
    assert 2 == len(open_proposals(case, item))
    assert () == entity(case, item).of("recorded_at")


def test_statements(case: Case, item: str) -> None:
    for verdict in ("accept", "reject", "verified", "refuted", "unsure"):
        done = judge_statement(case, item, "title", verdict=verdict, reason="r")
        assert (False, "judge") == (done.known, done.act)
        again = judge_statement(case, item, "title", verdict=verdict, reason="r")
        assert (done.id, True, None) == (again.id, again.known, again.event)
        assert not judge_statement(case, item, "title", verdict=verdict, reason="another reason").known


def test_refused(case: Case, item: str) -> None:
    with pytest.raises(WrongUse):
        judge_statement(case, item, "title", verdict="true")
    with pytest.raises(WrongUse):
        judge_finding(case, examined(case, item), verdict="verified")
    with pytest.raises(UnknownName):
        judge_finding(case, "ffffffffff", verdict="accept")
    with pytest.raises(UnknownName):
        judge_statement(case, "not an id", verdict="accept")
    say(case, item, "title", "Another title")
    with pytest.raises(AmbiguousName):
        judge_statement(case, item, "title", verdict="accept")
