"""Five questions, each on its own: 100 % the original and 60 % sure when is a legitimate state."""

from pathlib import Path

import pytest
from attrs import evolve
from tests.fixtures.assessments import Small

from sightline.core.errors import BadValue, UnknownName, WrongUse
from sightline.work.closing import retract
from sightline.work.export import export_statements
from sightline.work.importing import import_statements
from sightline.work.locating import analysis
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.protect import protect
from sightline.work.protecting.target import target_of
from sightline.work.rebuild import rebuild
from sightline.work.say import say
from sightline.work.undoing import undo
from sightline.work.verify import verification
from sightline.work.verifying.answering import Answering, answer, review
from sightline.work.verifying.ratings import rate
from sightline.work.verifying.records import Answered, Verified
from sightline.work.verifying.sensitive import set_class

ORIGINAL = Answering("the first upload", percent=100, why="the file has the camera's own name")
WHEN = Answering("between 10 and 12 April", "partly", "tentative", 60, "the sun", "the zone is not known")


def of(found: Verified, question: str) -> Answered:
    return next(one for one in found.questions if one.question == question)


def test_none_makes_up_for_another(made: Small) -> None:
    case = made.case
    say(case, "ITM-1", "posted_at", "2014-04-12")
    assert "VER-1" == answer(case, "ITM-1", "provenance", ORIGINAL).code
    assert "VER-1" == answer(case, "ITM-1", "when", evolve(WHEN, cites=["ITM-1.posted_at"])).code
    found = verification(case, "ITM-1")
    assert ["provenance", "source", "date", "place", "motive"] == [q.question for q in found.questions]
    states = ["answered", "open", "partly", "open", "open"]
    assert states == [q.state for q in found.questions]
    assert [100, None, 60, None, None] == [q.percent for q in found.questions]
    when = of(found, "date")
    assert ("tentative", "the sun", "the zone is not known") == (when.confidence, when.basis, when.against)
    assert of(found, "provenance").confidence is None  # no word is made from a number
    assert "ITM-1 posted_at: 2014-04-12" == when.cites[0].text
    assert found == verification(case, "VER-1")
    rebuild(case)
    assert found == verification(case, "ITM-1")


def test_an_answer_said_again_is_told_once(made: Small) -> None:
    # seen: "known already" and "the earlier answer stays readable, superseded" in one breath
    case = made.case
    again = evolve(WHEN, cites=["INC-1"])
    first = answer(case, "ITM-1", "date", again)
    done = answer(case, "ITM-1", "date", again)
    assert (True, None) == (done.known, done.event)
    told = ("ITM-1 date: partly", "it stands already, in the same words; nothing was recorded")
    assert told == done.told
    off = answer(case, "ITM-1", "date", WHEN)
    assert (False, first.ids[0]) == (off.known, off.ids[0])
    assert (
        "the answer stands as it was",
        "cited before and not named now, and so taken off it: 1",
    ) == off.told[1:3]
    back = answer(case, "ITM-1", "date", again)
    assert ("the answer stands as it was", "new to it: 1 of the 1 cited") == back.told[1:]
    assert 1 == len(of(verification(case, "ITM-1"), "date").cites)
    other = answer(case, "ITM-1", "date", Answering("12 April", why="a clock is seen", cites=["INC-1"]))
    assert "the earlier answer stays readable, superseded" in other.told


def test_a_grade_said_again_supersedes_nothing(made: Small) -> None:
    case = made.case
    rate(case, "ITM-1", "2", why="fits what else is known")
    done = rate(case, "ITM-1", "2", why="fits what else is known")
    assert (True, False) == (done.known, any("superseded" in one for one in done.told))
    assert any("superseded" in one for one in rate(case, "ITM-1", "3", why="one thing does not fit").told)


def test_an_answer_gives_way_and_stays_readable(made: Small) -> None:
    case = made.case
    answer(case, "ITM-1", "date", evolve(WHEN, cites=["INC-1"]))
    done = answer(case, "ITM-1", "date", Answering("12 April", why="a clock is seen"))
    when = of(verification(case, "ITM-1"), "date")
    assert ("12 April", None, None, (), 1) == (
        when.answer,
        when.percent,
        when.confidence,
        when.cites,
        when.earlier,
    )
    undo(case, str(done.event[1]))  # type: ignore[index]
    assert 60 == of(verification(case, "ITM-1"), "date").percent
    assert ["INC-1"] == [c.entity.code for c in of(verification(case, "ITM-1"), "date").cites]


def test_a_second_person_reviews(made: Small) -> None:
    case, ben = made.case, made.by("ben")
    with pytest.raises(WrongUse, match="not verified yet"):
        review(ben, "ITM-1", "date", "agrees", why="r")
    answer(case, "ITM-1", "date", WHEN)
    for who, question, fault in ((case, "date", "your own"), (ben, "place", "no answer yet")):
        with pytest.raises(WrongUse, match=fault):
            review(who, "ITM-1", question, "agrees", why="r")
    review(ben, "VER-1", "date", "disagrees", why="the shadow is of a tree")
    found = verification(case, "ITM-1")
    assert [("ben", "disagrees")] == [(r.reviewer, r.verdict) for r in of(found, "date").reviews]
    assert "date: ben disagrees (the shadow is of a tree)" in found.notices
    answer(case, "ITM-1", "date", Answering("12 April", why="a clock"))
    found = verification(case, "ITM-1")
    assert () == of(found, "date").reviews
    assert "date: no second person has looked at it" in found.notices


def test_refused(made: Small) -> None:
    case = made.case
    for code, question, said, error in (
        ("ITM-1", "colour", ORIGINAL, BadValue),
        ("ITM-1", "date", evolve(WHEN, percent=101), BadValue),
        ("ITM-1", "date", evolve(WHEN, percent=-1), BadValue),
        ("ITM-1", "date", evolve(WHEN, state="done"), BadValue),
        ("ITM-1", "date", evolve(WHEN, confidence="likely"), BadValue),  # no likelihood
        ("ITM-1", "date", evolve(WHEN, why=None), WrongUse),
        ("ITM-1", "date", evolve(WHEN, text=" "), WrongUse),
        ("ITM-1", "date", evolve(WHEN, cites=["ITM-9"]), UnknownName),
        ("ITM-9", "date", WHEN, UnknownName),
    ):
        with pytest.raises(error):
            answer(case, code, question, said)
    answer(case, "ITM-1", "motive", Answering("not looked at", state="open"))  # an open one needs no reason
    with pytest.raises(WrongUse, match="verification itself"):
        answer(case, "VER-1", "date", WHEN)
    assert 1 == len(verification(case, "ITM-1").records)


def test_what_it_rests_on_may_fall(made: Small) -> None:
    case = made.case
    answer(case, "INC-1", "source", Answering("local people", why="they say so", cites=[made.helicopter]))
    retract(case, made.helicopter, how="retracted", reason="taken back")
    told = verification(case, "INC-1").notices
    assert any("source rests on INC-1 delivery" in one and "is retracted" in one for one in told)


def test_what_is_withheld_is_counted_and_not_shown(made: Small) -> None:
    case = made.case
    done = answer(case, "ITM-1", "source", Answering("a name", why="r"))
    protect(case, target_of(case, [done.id or ""]), authority="the editors", reason="names a person")
    found = verification(case, "ITM-1")
    assert ("open", "", 1) == (of(found, "source").state, of(found, "source").answer, found.withheld)


def test_analyses_stand_beside_it_unless_they_are_kept(made: Small) -> None:
    case, ben = made.case, made.by("ben")
    analysis.begin(case, "Chronolocation", "ITM-1")
    analysis.sure(case, "CHR-1", "date", "established", "three clocks")
    analysis.unresolved(case, "CHR-1", "why")
    assert [("CHR-1", "date", "established")] == [
        (b.analysis.code, b.question, b.confidence) for b in verification(ben, "ITM-1").beside
    ]
    analysis.second(ben, "CHR-1")
    assert () == verification(ben, "ITM-1").beside  # the first answer is kept from whoever repeats it
    with pytest.raises(WrongUse):
        answer(ben, "ITM-1", "date", Answering("x", why="y", cites=["CHR-1.confidence"]))


def test_a_copy_says_the_same(made: Small, tmp_path: Path) -> None:
    case = made.case
    answer(case, "ITM-1", "date", evolve(WHEN, cites=[made.accused]))
    review(made.by("ben"), "ITM-1", "date", "agrees", why="r")
    new(case, "Item", title="Another")
    export_statements(case, tmp_path / "all.jsonl")
    copy = make_case(tmp_path / "copy", title="a copy", by="carl")
    import_statements(copy, tmp_path / "all.jsonl")
    one, other = (of(verification(c, "ITM-1"), "date") for c in (case, copy))
    assert (one.answer, one.percent, one.by) == (other.answer, other.percent, other.by)
    assert [r.reviewer for r in one.reviews] == [r.reviewer for r in other.reviews]
    assert [c.text for c in one.cites] == [c.text for c in other.cites]
    close_case(copy)


def test_a_reason_is_asked_for_by_the_name_of_its_option(made: Small) -> None:
    # "--reason" was once named, which no step of verify takes
    for act in (
        lambda: answer(made.case, "ITM-1", "date", Answering("x")),
        lambda: rate(made.case, "ITM-1", "2", why=None),
        lambda: set_class(made.case, "ITM-1", "children", why=""),
    ):
        with pytest.raises(WrongUse) as caught:
            act()
        assert "--why" in str(caught.value.todo)


def test_a_thing_is_looked_at_by_its_title_too(made: Small) -> None:
    answer(made.case, "A video", "date", Answering("11 April", why="r"))
    assert "ITM-1" == verification(made.case, "A video").subject.code
