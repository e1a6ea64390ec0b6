"""Saying something: with its source and evidence, once; a slip of the finger makes nothing."""

import pytest

from sightline.core.errors import AmbiguousName, BadTime, BadValue, SightlineError, UnknownName, WrongUse
from sightline.work.case import Case
from sightline.work.judging import judge_statement
from sightline.work.new import new
from sightline.work.say import Saying, note, say
from sightline.work.view import Times, entity


@pytest.fixture
def started(case: Case) -> Case:
    new(case, "Incident", title="An attack")
    new(case, "Source", name="The blog", key="source/blog")
    new(case, "Source", name="A spokesman")
    new(case, "Item", title="A post", key="item/youtube:abc")
    return case


def test_everything_that_can_be_said(started: Case) -> None:
    done = say(
        started,
        "inc-1",
        "casualties",
        "at least 6",
        saying=Saying(
            source="source/blog",
            via="A spokesman",
            evidence=["item/youtube:abc@10-20:extraction"],
            quotes=["at least six"],
            said="2014-04-12",
            valid="2014-04-11",
            qualifiers={"state": "killed", "order": "2"},
            hedged=True,
            note="as he says",
        ),
    )
    (shown,) = entity(started, "INC-1").of("casualties")
    one = shown.statement
    assert ("INC-1", one.id.hex(), False) == (done.code, done.id, done.known)
    assert done.event is not None
    assert ({"min": 6}, {"state": "killed", "order": 2}) == (one.value, dict(one.qualifiers))
    assert ("source", True, False, "as he says") == (one.origin, one.hedged, one.negated, one.note)
    names = entity(started, "INC-1").names
    assert ("SRC-1", "SRC-2") == (names[one.source].code, names[one.via].code)  # type: ignore[index]
    (ref,) = one.evidence
    assert ("extraction", 10, 20, "char", "at least six") == (
        ref.layer,
        ref.start,
        ref.end,
        ref.unit,
        ref.quote,
    )


def test_saying_it_again_changes_nothing(started: Case) -> None:
    first = say(started, "INC-1", "occurred", "2014-04-11", saying=Saying(source="SRC-1"))
    again = say(started, "INC-1", "occurred", "2014-04-11", saying=Saying(source="SRC-1"))
    assert (first.id, True, None) == (again.id, again.known, again.event)
    assert 1 == len(entity(started, "INC-1").of("occurred"))


def test_a_source_without_evidence_is_taken_and_told(started: Case) -> None:
    assert "no evidence" in " ".join(
        say(started, "INC-1", "means", "a bomb", saying=Saying(source="SRC-1")).told
    )
    assert () == say(started, "INC-1", "means", "a shell").told  # an analyst's own words need none


def test_wrong_input_names_its_field(started: Case) -> None:
    cases: list[tuple[tuple[str, str, str], type[SightlineError], str | None]] = [
        (("INC-9", "occurred", "2014"), UnknownName, "INC-9"),
        (("INC-1", "ocurred", "2014"), UnknownName, None),
        (("INC-1", "occurred", "yesterday"), BadTime, "occurred"),
        (("INC-1", "place", "PLC-1"), UnknownName, "PLC-1"),
        (("INC-1", "weapon", "SRC-1"), UnknownName, "SRC-1"),
    ]
    for words, error, item in cases:
        with pytest.raises(error) as caught:
            say(started, *words)
        assert item == caught.value.item
        assert caught.value.todo is not None


def test_wrong_circumstances_name_their_field(started: Case) -> None:
    cases: list[tuple[Saying, str | None]] = [
        (Saying(source="source/blgo"), "source/blgo"),  # a slip must not become a witness
        (Saying(source="ITM-1"), "ITM-1"),
        (Saying(evidence=["SRC-1"]), "SRC-1"),
        (Saying(evidence=["ITM-1"], quotes=["a", "b"]), "--quote"),
        (Saying(origin="source"), "--source"),
        (Saying(said="12.4.14"), "--said"),
        (Saying(qualifiers={"colour": "red"}), None),
        (Saying(qualifiers={"order": "first"}), "order"),
        (Saying(rank="best"), None),
        (Saying(origin="rumour"), None),
    ]
    before = [s.statement.id for s in entity(started, "INC-1").statements]
    for saying, item in cases:
        with pytest.raises((BadValue, BadTime, UnknownName)) as caught:
            say(started, "INC-1", "means", "a bomb", saying=saying)
        assert item == caught.value.item
    assert before == [s.statement.id for s in entity(started, "INC-1").statements]
    with pytest.raises(UnknownName):
        entity(started, "SRC-3")


def test_a_title_that_two_have_is_asked_about(started: Case) -> None:
    new(started, "Source", name="The blog")
    with pytest.raises(AmbiguousName, match="SRC-1, SRC-3"):
        say(started, "INC-1", "means", "a bomb", saying=Saying(source="The blog"))


def test_a_corrected_span_succeeds_the_old_and_offers_its_judgements(started: Case) -> None:
    wrong = say(started, "INC-1", "means", "a bomb", saying=Saying(source="SRC-1", evidence=["ITM-1@10-20"]))
    judged = judge_statement(started, wrong.id, verdict="verified", reason="read it")
    right = say(
        started,
        "INC-1",
        "means",
        "a bomb",
        saying=Saying(source="SRC-1", evidence=["ITM-1@110-120"], succeeds=wrong.id, reason="wrong span"),
    )
    assert [right.id] == [s.statement.id.hex() for s in entity(started, "INC-1").of("means")]
    (offer,) = right.offered
    assert (judged.id, "verified", "tester", "read it") == (
        offer.judgement,
        offer.verdict,
        offer.by,
        offer.reason,
    )
    assert offer.confirm.endswith(f"{right.id[:12]} verified")  # type: ignore[index]


def test_what_succeeds_must_differ_and_give_a_reason(started: Case) -> None:
    one = say(started, "INC-1", "means", "a bomb")
    with pytest.raises(WrongUse, match="exactly"):
        say(started, "INC-1", "means", "a bomb", saying=Saying(succeeds=one.id, reason="x"))
    with pytest.raises(WrongUse, match="reason"):
        say(started, "INC-1", "means", "a shell", saying=Saying(succeeds=one.id))
    assert [one.id] == [s.statement.id.hex() for s in entity(started, "INC-1").of("means")]


def test_notes_at_a_media_time(started: Case) -> None:
    note(started, "ITM-1@0:41", "tail fin, three blades", region="10,10,200,200")
    (shown,) = entity(started, "ITM-1").of("note")
    one = shown.statement
    assert ({"at": 41_000, "region": "10,10,200,200"}, "analyst") == (dict(one.qualifiers), one.origin)
    with pytest.raises(BadValue):
        note(started, "ITM-1@0:41-0:55", "too long")


def test_what_was_known_before(started: Case) -> None:
    say(started, "INC-1", "means", "a bomb")
    assert () == entity(started, "INC-1", times=Times(known_at="2014-05-12")).of("means")
