"""The states of claims are kept apart: negated, hedged, disputed, denied, refuted, superseded, retracted."""

from tests.fixtures.claims import Told, killed, row, said

from sightline.work.case import Case
from sightline.work.closing import retract
from sightline.work.corroborate import claims
from sightline.work.judging import judge_statement
from sightline.work.undoing import undo
from sightline.work.view import Times

A, B = {"entity": "actor/a"}, {"entity": "actor/b"}


def states(case: Case, prop: str, times: Times = Times()) -> list[tuple[str, ...]]:  # noqa: B008 - a frozen record
    return [cell.states for cell in row(claims(case, "incident/i", times=times), prop).cells]


def test_each_state(case: Case, told: Told) -> None:
    told(
        said("attributed_to", A, "one", said="2014-04-12"),
        said("attributed_to", A, "two", said="2014-04-13", certainty="hedged"),
        said("attributed_to", A, "three", said="2014-04-14", polarity="negated"),
        said("means", "a shell", "one", said="2014-04-12"),
    )
    assert [("disputed", "affirmed"), ("disputed", "hedged"), ("negated",)] == states(case, "attributed_to")
    assert [("affirmed",)] == states(case, "means")


def test_denied_by_the_one_accused(case: Case, told: Told) -> None:
    # "denied" is when the accused, or who speaks for them, says that it is not so; anybody else disputes
    found = told(
        said("attributed_to", A, "one", said="2014-04-12"),
        said("attributed_to", A, "ministry", said="2014-04-13", polarity="negated"),
        {"entity": "source/ministry", "property": "speaks_for", "value": A},
    )
    first, second = row(found, "attributed_to").cells
    assert ("denied", (second.statement,)) == (first.state, first.by)
    (against,) = row(found, "attributed_to").contradictions
    assert against.sure


def test_a_retraction_is_a_later_statement_of_the_same_source(case: Case, told: Told) -> None:
    found = told(
        said("means", "a gas", "one", said="2014-04-12"),
        said("means", "a gas", "one", said="2014-04-20", polarity="negated"),
        said("means", "a gas", "two", said="2014-04-12"),
    )
    assert ["retracted", "disputed", "negated"] == [cell.state for cell in row(found, "means").cells]
    # before it was taken back it stood
    then = claims(case, "incident/i", times=Times(said_by="2014-04-15"))
    assert ["affirmed", "affirmed"] == [cell.state for cell in row(then, "means").cells]
    assert ["means"] == [story.property for story in found.stories]
    assert "took it back" in found.stories[0].why


def test_a_denial_of_another_time_takes_nothing_back(told: Told) -> None:
    # the world changed: what held before is not unsaid
    found = told(
        said("attributed_to", A, "one", said="2014-04-12", valid="2014-04-12"),
        said("attributed_to", A, "one", said="2014-04-29", valid="2014-04-29", polarity="negated"),
    )
    assert ["affirmed", "negated"] == [cell.state for cell in row(found, "attributed_to").cells]


def test_a_later_figure_takes_the_place_of_the_earlier(told: Told) -> None:
    found = told(
        killed(12, "one", said="2014-04-12"),
        killed(14, "one", said="2014-04-14"),
        killed({"min": 14}, "one", said="2014-04-16"),
    )
    first, second, third = row(found, "casualties").cells
    assert ("superseded", "affirmed", "affirmed") == (first.state, second.state, third.state)
    assert (second.statement, third.statement) == tuple(
        sorted(first.by, key=[second.statement, third.statement].index)
    )
    assert (
        () == row(found, "casualties").contradictions
    )  # one source that goes on counting contradicts nobody
    (story,) = found.stories
    assert ["12", "14", "at least 14"] == [step.text for step in story.steps]


def test_two_tellers_of_one_source_may_differ(told: Told) -> None:
    # what two newspapers make of one spokesman is their difference, not a change of his story
    found = told(
        killed(2, "paper", said="2014-04-12", via="spokesman"),
        killed(5, "agency", said="2014-04-13", via="spokesman"),
    )
    assert ["affirmed", "affirmed"] == [cell.state for cell in row(found, "casualties").cells]
    (against,) = row(found, "casualties").contradictions
    assert "no number fits both: 2, and 5" == against.why
    assert () == found.stories
    # he says it himself: that is his word now
    found = told(killed(5, "spokesman", said="2014-04-14"))
    assert ["superseded", "affirmed", "affirmed"] == [cell.state for cell in row(found, "casualties").cells]


def test_people_refute_and_our_acts_close(case: Case, told: Told) -> None:
    found = told(said("means", "a gas", "one"), said("outcome", "seen", "one"), said("agent", "smoke", "two"))
    judge_statement(
        case, row(found, "means").cells[0].statement, verdict="refuted", reason="filmed elsewhere"
    )
    (cell,) = row(claims(case, "incident/i"), "means").cells
    assert ("refuted", "judged refuted by tester: filmed elsewhere") == (cell.state, cell.why)
    assert 0 == len(row(claims(case, "incident/i"), "means").agreements)
    undo(case)
    assert [("affirmed",)] == states(case, "means")
    statement = row(found, "outcome").cells[0].statement
    retract(case, statement, how="retracted", reason="the blog struck it out")
    (cell,) = row(claims(case, "incident/i"), "outcome").cells
    assert ("retracted", "recorded as taken back by its source: the blog struck it out") == (
        cell.state,
        cell.why,
    )
    # what we wrote down wrongly was never said
    retract(case, row(found, "agent").cells[0].statement, how="mistranscribed", reason="misread")
    now = claims(case, "incident/i")
    assert ["agent"] == [r.property for r in found.rows if r.property not in {x.property for x in now.rows}]
    assert 1 == now.left_out


def test_people_who_disagree_leave_it_disputed(case: Case, told: Told, reopen: object) -> None:
    found = told(said("means", "a gas", "one"))
    statement = row(found, "means").cells[0].statement
    judge_statement(case, statement, verdict="verified")
    other = reopen()  # type: ignore[operator]
    judge_statement(other, statement, verdict="refuted")
    assert [("disputed", "affirmed")] == states(case, "means")


def test_a_stance_disputes_without_saying_otherwise(case: Case, told: Told) -> None:
    found = told(
        said("means", "a gas", "one"),
        said("outcome", "fled", "one"),
        said(
            "stance",
            "questions",
            "two",
            qualifiers={"towards": {"entity": "source/one"}, "about": "means"},
        ),
    )
    assert ["disputed"] == [cell.state for cell in row(found, "means").cells]
    assert ["affirmed"] == [cell.state for cell in row(found, "outcome").cells]
    assert "stance" not in {one.property for one in found.rows}


def test_a_withheld_statement_shows_nothing(case: Case, told: Told) -> None:
    from sightline.work.protect import protect
    from sightline.work.protecting.find import Target

    found = told(killed(12, "one"), killed(99, "two"))
    first = row(found, "casualties").cells[0]
    protect(case, Target("statement", first.statement), authority="the editor", reason="asked for")
    now = claims(case, "incident/i")
    hidden = next(c for c in row(now, "casualties").cells if c.statement == first.statement)
    assert ("[withheld]", None, "", (), True) == (
        hidden.text,
        hidden.value,
        hidden.words,
        hidden.conditions,
        hidden.withheld,
    )
    assert () == row(now, "casualties").contradictions  # else the contradiction would tell the value
    assert [99] == [figure.summary.high for figure in now.figures]


def test_what_another_teller_makes_of_a_speaker_takes_nothing_back(told: Told) -> None:
    # two newspapers quote one spokesman for and against: that is their difference, until he says it himself
    found = told(
        said("means", "a gas", "paper", said="2014-04-12", via="spokesman"),
        said("means", "a gas", "agency", said="2014-04-13", via="spokesman", polarity="negated"),
    )
    assert ["affirmed", "negated"] == [cell.state for cell in row(found, "means").cells]
    assert 1 == len(row(found, "means").contradictions)
    found = told(said("means", "a gas", "spokesman", said="2014-04-14", polarity="negated"))
    assert "retracted" == row(found, "means").cells[0].state


def test_a_denial_that_its_own_source_takes_back_denies_nothing_more(told: Told) -> None:
    found = told(
        said("means", "a gas", "one", said="2014-04-12"),
        said("means", "a gas", "two", said="2014-04-13", polarity="negated"),
        said("means", "a gas", "two", said="2014-04-20"),
    )
    assert ["affirmed", "retracted", "affirmed"] == [cell.state for cell in row(found, "means").cells]
    assert () == row(found, "means").contradictions


def test_a_denial_that_a_person_rejected_disputes_nothing(case: Case, told: Told) -> None:
    found = told(
        said("means", "a gas", "one", said="2014-04-12"),
        said("means", "a gas", "two", said="2014-04-13", polarity="negated"),
    )
    assert "disputed" == row(found, "means").cells[0].state
    judge_statement(
        case, row(found, "means").cells[1].statement, verdict="reject", reason="it speaks of another day"
    )
    assert [("affirmed",), ("rejected", "negated")] == states(case, "means")


def one_source(first: str, second: str) -> dict[str, object]:
    return {"identity": "same", "entities": [first, second], "reason": "he gave his name later"}


def test_a_source_that_gave_its_name_later_corrects_itself(case: Case, told: Told) -> None:
    # seen: its own correction read as a dispute between two sources
    rows = [
        said("attributed_to", A, "unnamed", said="2014-04-12"),
        said("attributed_to", A, "named", said="2014-04-20", polarity="negated"),
        killed(9, "unnamed", said="2014-04-12"),
        killed(2, "named", said="2014-04-20"),
    ]
    found = told(*rows)
    assert ("disputed", "affirmed") == row(found, "attributed_to").cells[
        0
    ].states  # nobody has said that they are one
    found = told(one_source("source/unnamed", "source/named"))
    assert [("retracted", "affirmed"), ("negated",)] == states(case, "attributed_to")
    assert [("superseded", "affirmed"), ("affirmed",)] == states(case, "casualties")
    assert [] == [one for r in found.rows for one in r.contradictions]
    assert ["attributed_to", "casualties"] == [one.property for one in found.stories]


def test_so_does_one_whom_another_quotes(case: Case, told: Told) -> None:
    told(
        said("attributed_to", A, "blog", via="unnamed", said="2014-04-12"),
        said("attributed_to", A, "blog", via="named", said="2014-04-20", polarity="negated"),
        said("attributed_to", B, "blog", via="named", said="2014-04-20"),
    )
    found = told(one_source("source/unnamed", "source/named"))
    assert ["retracted", "negated", "affirmed"] == [one[0] for one in states(case, "attributed_to")]
    assert () == row(found, "attributed_to").contradictions
    assert 1 == len(found.stories)
