"""What is seen across incidents of a small case: the matrix, what looks alike, copies, and markings in read text."""

from pathlib import Path

import pytest

from sightline.core.errors import BadValue, UnknownName
from sightline.work.case import Case
from sightline.work.features import features, markings
from sightline.work.featuring.traits import features_of
from sightline.work.judging import judge_statement
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.say import Saying, say
from sightline.work.view import Times


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    made = make_case(tmp_path / "case", title="")
    for n in (1, 2, 3):
        new(made, "Incident", title=f"Attack {n}")
        new(made, "Item", title=f"Video {n}")
        say(made, f"ITM-{n}", "shows", f"INC-{n}", saying=Saying())
    return made


def see(case: Case, item: str, text: str, *, trait: str | None = None, negated: bool = False) -> None:
    quals = {"at": "0:41", "region": "100,100,50,50"} | ({"trait": trait} if trait else {})
    say(case, item, "seen", text, saying=Saying(qualifiers=quals, negated=negated, evidence=[f"{item}@0:41"]))


def test_different_words_for_one_look_are_one_feature(case: Case) -> None:
    see(case, "ITM-1", "three fins at the tail")
    see(case, "ITM-2", "you can see three tail fins on it")
    see(case, "ITM-3", "ثلاث زعانف في الخلف")
    found = features(case)
    assert ("three_tail_fins",) == found.matrix.features
    assert 3 == len(found.matrix.places)
    (first, *_) = found.observations
    assert (41_000, "100,100,50,50") == (first.at_ms, first.region)
    close_case(case)


def test_the_trait_a_person_names_goes_before_the_words(case: Case) -> None:
    see(case, "ITM-1", "odd thing at the back", trait="three_tail_fins")
    see(case, "ITM-2", "three fins")
    see(case, "ITM-3", "green")
    ranked = features(case, "INC-1").alike
    assert ["INC-2"] == [features(case).names[one.place].code for one in ranked]
    close_case(case)


def test_a_look_that_holds_another_counts_for_both() -> None:
    assert ("red_over_yellow", "yellow_paint") == features_of(
        "a yellow cylinder with red over the yellow", None
    )
    assert ("yellow_paint",) == features_of("yellow paint on the cylinder", None)
    # a reading of what the colours could mean is not a look
    assert features_of("the colours could be those of an ammonia cylinder", None)[0].startswith("free:")


def test_what_is_denied_is_told_apart_from_what_is_not_said(case: Case) -> None:
    see(case, "ITM-1", "three fins")
    see(case, "ITM-1", "yellow paint")
    see(case, "ITM-2", "yellow paint")
    see(case, "ITM-2", "three fins", negated=True)
    see(case, "ITM-3", "green paint", trait="green_paint")
    (one,) = features(case, "INC-1").alike
    assert (("yellow_paint",), ("three_tail_fins",)) == (one.shared, one.against)
    close_case(case)


def test_a_place_without_observations_says_what_to_type(case: Case) -> None:
    # an empty answer is an answer, so a script that asks of every incident does not stop there
    found = features(case, "INC-1")
    assert found.subject is not None
    assert ("INC-1", ()) == (found.subject.code, found.alike)
    assert "Nothing is recorded as seen there" in found.why
    assert 'sightline say INC-1 seen "three tail fins"' in found.why
    with pytest.raises(UnknownName, match="there is no"):
        features(case, "INC-77")
    with pytest.raises(UnknownName) as caught:
        features(case, "three tail fins")
    # seen: it told to make an incident of that name
    assert "see what there is with: sightline features" == caught.value.todo
    close_case(case)


def test_a_marking_is_found_through_slips_and_in_what_was_said(case: Case) -> None:
    new(case, "Artefact", title="Cylinder")
    say(case, "ART-1", "marking", "8G-77l5", saying=Saying())
    (hit,) = markings(case, "8G-7715").marked
    for wrong in ("", "8", "a" * 65):
        with pytest.raises(BadValue, match="letters and digits"):
            markings(case, wrong, times=Times(known_at="2001-01-01"))
    assert ("ART-1", 0.25) == (hit.where.code, hit.found.cost)
    assert () == markings(case, "9X-1234").marked
    close_case(case)


def test_how_many_hits_are_left_out_is_said(case: Case) -> None:
    # a case of many plates showed the best fifty as if they were all
    new(case, "Artefact", title="Cylinder")
    for word in ("8G-7715", "8G-77l5", "8G-7713"):
        say(case, "ART-1", "marking", word, saying=Saying())
    found = markings(case, "8G-7715", limit=2)
    assert (["8G-7715", "8G-77l5"], 1) == ([one.found.read for one in found.marked], found.left_out)
    assert 0 == markings(case, "8G-7715", limit=3).left_out
    close_case(case)


def test_what_a_person_rejected_or_refuted_is_seen_no_more(case: Case) -> None:
    see(case, "ITM-1", "three fins")
    see(case, "ITM-2", "three fins")
    ids = {one.statement.entity: one.statement.id.hex() for one in features(case).observations}
    assert 2 == len(ids)
    first, second = ids.values()
    judge_statement(case, first, verdict="refuted", reason="two fins, looked at in full size")
    assert 1 == len(features(case).observations)
    judge_statement(case, second, verdict="reject", reason="another film")
    assert () == features(case).matrix.features
    close_case(case)


def test_markings_are_of_the_chosen_times_too(case: Case) -> None:
    new(case, "Artefact", title="Cylinder")
    say(case, "ART-1", "marking", "8G-7715", saying=Saying(said="2014-04-20"))
    assert 1 == len(markings(case, "8G-7715", times=Times(said_by="2014-04-21")).marked)
    assert () == markings(case, "8G-7715", times=Times(said_by="2014-04-01")).marked
    assert () == markings(case, "8G-7715", times=Times(known_at="2001-01-01")).marked
    close_case(case)
