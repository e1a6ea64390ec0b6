"""Geolocations and chronolocations: every step on record, one analyst each, and a second one who sees no answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from sightline.core.errors import BadTime, BadValue, UnknownName, WrongUse
from sightline.model.geodesic import distance_m
from sightline.model.place import position
from sightline.work.case import Case
from sightline.work.disclose import disclose
from sightline.work.locating import analysis, places, times
from sightline.work.locating.places import Answer, Candidate
from sightline.work.locating.times import Answer as When
from sightline.work.locating.times import Bound, Considered
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.rebuild import rebuild
from sightline.work.releasing import release
from sightline.work.search import find
from sightline.work.searching.query import Query
from sightline.work.undoing import undo
from sightline.work.view import entity


@pytest.fixture
def anna(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    case = make_case(tmp_path / "case", title="Where", by="anna")
    new(case, "Item", title="A tower and a river")
    yield case
    close_case(case)


def ben(case: Case) -> Case:
    """The same case in the hands of somebody else."""
    return evolve(case, by="ben")


def of(case: Case, code: str, prop: str) -> list[object]:
    return [s.statement.value for s in entity(case, code).of(prop)]


def test_every_step_stays_with_its_reason(anna: Case) -> None:
    assert "GEO-1" == analysis.begin(anna, "Geolocation", "ITM-1").code
    places.landmark(anna, "GEO-1", "a tower with two balconies", seen="ITM-1@0:12", relation="left of 2")
    places.landmark(anna, "GEO-1", "a bridge of three arches")
    places.candidates(
        anna,
        "GEO-1",
        [
            Candidate("35.1, 36.7 ± 100 m", "rejected", "one arch too many", found_by="landmarks"),
            Candidate("35.3, 36.6 ± 50 m", "kept", "all three in order"),
        ],
    )
    places.match(
        anna,
        "GEO-1",
        "same balconies",
        landmark=1,
        point="35.3001, 36.6002",
        imagery="aerial",
        imagery_date="2014-03",
    )
    places.sightline(anna, "GEO-1", "to the tower", bearing="54 ± 2", landmark=1)
    places.answer(anna, "GEO-1", Answer("35.3, 36.6 ± 20 m", view="52 ± 3", method="resection"))
    analysis.sure(anna, "GEO-1", "place", "well_supported", "three lines agree")
    view = entity(anna, "GEO-1")
    assert [1, 2] == [s.statement.qualifiers["order"] for s in view.of("landmark")]
    verdicts = {s.statement.qualifiers["verdict"]: s.statement.qualifiers for s in view.of("candidate")}
    assert "one arch too many" == verdicts["rejected"]["against"]
    assert "all three in order" == verdicts["kept"]["basis"]
    assert {"54", "2"} == {str(view.of("sightline")[0].statement.qualifiers[q]) for q in ("bearing", "error")}
    assert ["answered"] == of(anna, "GEO-1", "outcome")
    assert {"place"} == {s.statement.qualifiers["question"] for s in view.of("confidence")}
    before = [s.statement.id for s in view.statements]
    rebuild(anna)
    assert before == [s.statement.id for s in entity(anna, "GEO-1").statements]


def test_a_second_analyst_is_blind_until_they_answer(anna: Case) -> None:
    other = ben(anna)
    analysis.begin(anna, "Geolocation", "ITM-1")
    places.landmark(anna, "GEO-1", "a tower with two peculiar balconies")
    places.answer(anna, "GEO-1", Answer("35.3000, 36.6000 ± 20 m"))
    assert "GEO-2" == analysis.second(other, "GEO-1").code
    with pytest.raises(WrongUse, match="kept from you until you have answered GEO-2"):
        entity(other, "GEO-1")
    assert [] == [h.code for h in find(other, Query(text="peculiar")).hits]
    assert ["GEO-1"] == [h.code for h in find(anna, Query(text="peculiar")).hits]
    shown = next(e for e in disclose(other).entities if e.code == "GEO-1")
    assert "peculiar" not in repr(shown)
    assert "35.3" not in repr(shown)
    done = places.answer(other, "GEO-2", Answer("35.3003, 36.6000 ± 30 m"))
    apart = round(distance_m(position("35.3", "36.6"), position("35.3003", "36.6")))
    assert (f"{apart} m from the answer of GEO-1 (camera); their errors explain that",) == done.told
    agreed = entity(other, "GEO-2").of("agreement")[0].statement
    assert apart == agreed.qualifiers["apart_m"]
    assert "GEO-1" == entity(other, "GEO-1").code


def test_answers_further_apart_than_their_errors_say_so(anna: Case) -> None:
    analysis.begin(anna, "Geolocation", "ITM-1")
    places.answer(anna, "GEO-1", Answer("35.3000, 36.6000 ± 20 m"))
    analysis.second(ben(anna), "GEO-1")
    done = places.answer(ben(anna), "GEO-2", Answer("35.3100, 36.6000 ± 20 m"))
    assert "more than their errors explain" in done.told[0]


def test_an_analysis_is_the_work_of_one(anna: Case) -> None:
    analysis.begin(anna, "Geolocation", "ITM-1")
    with pytest.raises(WrongUse, match="is the work of anna, and you are ben"):
        places.landmark(ben(anna), "GEO-1", "a gate")
    with pytest.raises(WrongUse, match="is your own"):
        analysis.second(anna, "GEO-1")
    analysis.second(ben(anna), "GEO-1")
    with pytest.raises(WrongUse, match="second look itself"):
        analysis.second(evolve(anna, by="clara"), "GEO-2")


def test_wrong_steps_are_refused_and_leave_nothing(anna: Case) -> None:
    analysis.begin(anna, "Geolocation", "ITM-1")
    before = len(entity(anna, "GEO-1").statements)
    with pytest.raises(WrongUse, match="rejected without a reason"):
        places.candidates(anna, "GEO-1", [Candidate("35.1, 36.7", "rejected")])
    with pytest.raises(WrongUse, match="there is no landmark 3"):
        places.match(anna, "GEO-1", "same", landmark=3, point="35, 36", imagery="aerial")
    with pytest.raises(WrongUse, match="has no error"):
        places.answer(anna, "GEO-1", Answer("35.3, 36.6"))
    with pytest.raises(WrongUse, match="no place is given"):
        places.answer(anna, "GEO-1", Answer())
    with pytest.raises(BadValue):
        analysis.sure(anna, "GEO-1", "place", "certain", "because")
    with pytest.raises(UnknownName):
        analysis.begin(anna, "Geolocation", "ITM-9")
    assert before == len(entity(anna, "GEO-1").statements)


def test_what_was_not_settled_is_an_answer_too(anna: Case) -> None:
    analysis.begin(anna, "Geolocation", "ITM-1")
    done = analysis.unresolved(anna, "GEO-1", "no fixed thing is seen")
    assert ["unresolved"] == of(anna, "GEO-1", "outcome")
    assert done.event is not None
    undo(anna, str(done.event[1]), reason="too early")
    assert [] == of(anna, "GEO-1", "outcome")


# Where the camera stood can give away who filmed: of an analysis that is released, nothing of it leaves.
def test_a_release_never_tells_where_the_camera_stood(anna: Case) -> None:
    analysis.begin(anna, "Geolocation", "ITM-1")
    places.landmark(anna, "GEO-1", "a tower")
    places.candidates(anna, "GEO-1", [Candidate("35.31111, 36.61111 ± 50 m", "kept", "fits")])
    places.match(anna, "GEO-1", "same", landmark=1, point="35.32222, 36.62222", imagery="aerial")
    places.sightline(anna, "GEO-1", "to the tower from the roof", bearing="54 ± 2")
    places.answer(anna, "GEO-1", Answer("35.31111, 36.61111 ± 20 m", "35.4, 36.7 ± 20 m", view="53.25 ± 1"))
    for code in ("ITM-1", "GEO-1"):
        release(anna, code, to="public", reason="agreed", by="anna")
    told = repr(disclose(anna, audience="public").entities)
    assert "a tower" in told
    for secret in ("35.31111", "35.32222", "36.61111", "53.25", "roof"):
        assert secret not in told


def test_a_time_has_a_reason_at_both_ends(anna: Case) -> None:
    analysis.begin(anna, "Chronolocation", "ITM-1")
    times.bound(
        anna,
        "CHR-1",
        [
            Bound("not_after", "2014-04-12T09:14Z", "first known posting", of="ITM-1"),
            Bound("not_before", "2014-04-10", "the wall still stands on imagery of that day"),
        ],
    )
    times.consider(
        anna, "CHR-1", [Considered("2014-04-11T05:40Z/2014-04-11T06:10Z", "rejected", "shadows fall west")]
    )
    with pytest.raises(WrongUse, match="rejected without a reason"):
        times.consider(anna, "CHR-1", [Considered("2014-04-11", "rejected")])
    with pytest.raises(BadTime):
        times.answer(anna, "CHR-1", When("in the afternoon"))
    times.answer(anna, "CHR-1", When("2014-04-11T13:20Z/2014-04-11T13:50Z", "sun"))
    analysis.second(ben(anna), "CHR-1")
    done = times.answer(ben(anna), "CHR-2", When("2014-04-11T14:00Z/2014-04-11T14:20Z"))
    assert "540 s apart" in done.told[0]
    assert "the interval meets" in times.answer(ben(anna), "CHR-2", When("2014-04-11")).told[0]
