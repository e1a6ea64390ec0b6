"""A first answer stays kept from whoever repeats it, whichever way they ask, until both are in.

Each test walks one way by which the second analyst could have come by the answer, or changed it.
"""

import csv
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import evolve

from sightline.core.clock import rfc3339
from sightline.core.errors import RowRefused, WrongUse
from sightline.model.view import Statement
from sightline.store.read import find_entity, statements_of
from sightline.work import importing
from sightline.work.bounds import bounds
from sightline.work.case import Case
from sightline.work.closing import rank, retract
from sightline.work.data_frame import frame
from sightline.work.disclose import disclose
from sightline.work.export import export_statements
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.judging import judge_statement
from sightline.work.listing import listing
from sightline.work.locating import analysis, places, times
from sightline.work.locating.places import Answer, Candidate
from sightline.work.locating.times import Answer as When
from sightline.work.locating.times import Bound
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.protect import protect
from sightline.work.protecting.target import target_of
from sightline.work.say import Saying, note, say
from sightline.work.search import find
from sightline.work.searching.query import Query
from sightline.work.sheet import export_sheet
from sightline.work.sheets.edits import import_sheet
from sightline.work.status import status
from sightline.work.table import entity_table, statement_table
from sightline.work.undoing import undo
from sightline.work.view import Times, entity

SECRET = ("peculiar", "35.3123", "36.6123", "35.4567", "2014-04-11T13:20")
"""Of what anna found: none of it may reach ben."""


@pytest.fixture
def anna(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    """A case in which anna said where and when, and ben has begun to look again."""
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    case = make_case(tmp_path / "case", title="Where", by="anna")
    new(case, "Item", title="A tower and a river")
    analysis.begin(case, "Geolocation", "ITM-1")
    places.landmark(case, "GEO-1", "a tower with two peculiar balconies")
    places.candidates(
        case,
        "GEO-1",
        [
            Candidate("35.4567, 36.7 ± 100 m", "rejected", "one arch too many"),
            Candidate("35.3123, 36.6123 ± 50 m", "kept", "all three in order"),
        ],
    )
    places.answer(case, "GEO-1", Answer("35.3123, 36.6123 ± 20 m", "35.3123, 36.6123 ± 9 m"))
    analysis.begin(case, "Chronolocation", "ITM-1")
    times.bound(case, "CHR-1", [Bound("not_after", "2014-04-11T13:20Z", "a peculiar shadow")])
    times.answer(case, "CHR-1", When("2014-04-11T13:20Z/2014-04-11T13:50Z"))
    analysis.second(evolve(case, by="ben"), "GEO-1")
    analysis.second(evolve(case, by="ben"), "CHR-1")
    yield case
    close_case(case)


@pytest.fixture
def ben(anna: Case) -> Case:
    """The same case in the hands of the second analyst."""
    return evolve(anna, by="ben")


def answered(case: Case) -> None:
    """Let ben give his answers."""
    places.answer(case, "GEO-2", Answer("35.3124, 36.6123 ± 30 m"))
    times.answer(case, "CHR-2", When("2014-04-11T13:30Z/2014-04-11T13:40Z"))


def clean(told: object) -> bool:
    return not any(secret in str(told) for secret in SECRET)


def said(case: Case, code: str, prop: str) -> Statement:
    with case.catalogue.reading() as connection:
        found = find_entity(connection, code)
        assert found is not None
        return next(s for s in statements_of(connection, [found.id]) if s.property == prop)


def event_of(case: Case, code: str, prop: str) -> str:
    where = said(case, code, prop).where
    assert where is not None
    return str(where[1])


# ------------------------------------------------------------------------------------------------------------- reading


def test_statements_that_are_exported_leave_it_out(anna: Case, ben: Case, tmp_path: Path) -> None:
    file = tmp_path / "said.jsonl"
    done = export_statements(ben, file)
    assert clean(file.read_text())
    assert 9 == done.kept_from_you
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert {"title", "of", "analyst"} == {
        e["property"] for e in lines if e["entity"].startswith("geolocation/GEO-1-")
    }
    fresh = make_case(tmp_path / "fresh", by="clara")
    import_statements(fresh, file)  # what is left is whole: it can be taken in
    close_case(fresh)
    answered(ben)
    for who in (anna, ben):
        assert 0 == export_statements(who, file).kept_from_you
        assert not clean(file.read_text())


@pytest.mark.parametrize("name", ["all.csv", "all.xlsx"])
def test_sheets_leave_it_out(anna: Case, ben: Case, tmp_path: Path, name: str) -> None:
    for kind in ("Geolocation", "Chronolocation"):
        file = tmp_path / name
        done = export_sheet(ben, file, kind=kind)
        assert (2, 1) == (done.rows, done.kept_from_you)
        assert clean(entity_table(ben, kind).columns)
        if name.endswith(".csv"):
            assert clean(file.read_text("utf-8-sig"))
        done = export_sheet(anna, file, kind=kind)
        assert 0 == done.kept_from_you


def test_a_sheet_tells_nothing_when_it_is_taken_in(ben: Case, tmp_path: Path) -> None:
    file = tmp_path / "where.csv"
    export_sheet(ben, file, kind="Geolocation", columns=["title", "shown_position", "analyst"])
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    rows[1][4] = "35.9, 36.9 ± 20 m"  # ben writes into anna's row: once a conflict that showed her answer
    rows[2][5] = "clara"  # and gives his own to somebody else
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    done = import_sheet(ben, file)
    assert clean(done)
    assert (0, 0, 0) == (done.changed, done.added, done.emptied)
    assert [
        "is the work of anna, and you are ben",
        "analyst is written by the steps of an analysis alone",
    ] == [one.fault for one in done.refused]


def test_tables_and_lists_leave_it_out(anna: Case, ben: Case) -> None:
    for kind in ("Geolocation", "Chronolocation"):
        for table in (entity_table, statement_table):
            assert clean(table(ben, kind).columns)
            assert not clean(table(anna, kind).columns)
        assert clean(listing(ben, [kind]).rows)
        for rows in ("entities", "statements"):
            assert clean(frame(ben, kind, rows=rows).to_string())
    assert not clean(listing(anna, ["Chronolocation"]).rows)


def test_it_is_not_found_nor_shown_nor_counted_upon(anna: Case, ben: Case) -> None:
    for query in (
        Query("peculiar"),
        Query(kinds=("Geolocation",)),
        Query(between=("2014-04-11", "2014-04-11"), kinds=("Chronolocation",)),
    ):
        assert clean(find(ben, query).hits)
        assert {"GEO-1", "CHR-1"}.isdisjoint(h.code for h in find(ben, query).hits)
    for code in ("GEO-1", "CHR-1"):
        with pytest.raises(WrongUse, match="kept from you until you have answered"):
            entity(ben, code)
    assert clean(entity(ben, "ITM-1"))
    assert clean(disclose(ben))
    assert clean(status(ben))
    assert clean(bounds(ben, "ITM-1"))
    assert not clean(bounds(anna, "ITM-1"))


def test_what_names_another_record_is_not_told_by_that_record(anna: Case, ben: Case) -> None:
    new(anna, "Item", title="A report")
    say(anna, "GEO-1", "described_in", "ITM-2", saying=Saying(note="a peculiar tower"))
    assert clean(entity(ben, "ITM-2").mentions)
    assert not clean(entity(anna, "ITM-2").mentions)


# Looking back to when two records were one must not show what is kept now.
def test_records_that_were_once_one_do_not_show_it(anna: Case, ben: Case) -> None:
    new(anna, "Geolocation", title="Another look")
    done = judge_identity(anna, "same", ("GEO-3", "GEO-1"))
    together = rfc3339(anna.clock.now_ms())
    with pytest.raises(WrongUse, match="kept from you"):
        entity(ben, "GEO-3")
    assert clean(find(ben, Query("peculiar")).hits)
    time.sleep(0.01)
    undo(anna, done.ids[0])
    assert "GEO-3" == entity(ben, "GEO-3").code
    with pytest.raises(WrongUse, match="kept from you"):
        entity(ben, "GEO-3", times=Times(known_at=together))


@pytest.mark.parametrize("words", [("GEO-1", "camera_position"), ("GEO-1", "candidate"), ("CHR-1", "answer")])
def test_no_fault_and_no_act_names_it(ben: Case, words: tuple[str, str]) -> None:
    """``GEO-1 candidate`` fits several: the fault that says so once listed their values."""
    one = said(ben, *words).id.hex()
    tries: list[Callable[[], object]] = [
        lambda: retract(ben, *words, how="retracted", reason="r"),
        lambda: retract(ben, one, how="retracted", reason="r"),
        lambda: retract(ben, "ITM-1", "title", how="superseded", reason="r", successor=one),
        lambda: rank(ben, one, to="deprecated", reason="r"),
        lambda: judge_statement(ben, *words, verdict="verified"),
        lambda: judge_statement(ben, one, verdict="verified"),
        lambda: target_of(ben, words),
        lambda: say(ben, "ITM-1", "note", "n", saying=Saying(succeeds=one, reason="r")),
        lambda: undo(ben, event_of(ben, *words)),
        lambda: undo(ben, one),
    ]
    for go in tries:
        with pytest.raises(WrongUse) as told:
            go()
        assert clean(told.value)
    assert said(ben, *words).closed is None


# A third person's agreement tells how far the first answer lies; their own answer is much the same.
def test_what_others_found_beside_it_is_kept_too(anna: Case, ben: Case) -> None:
    clara = evolve(anna, by="clara")
    analysis.second(clara, "GEO-1")
    places.answer(clara, "GEO-3", Answer("35.3123, 36.6123 ± 30 m"))
    analysis.begin(evolve(anna, by="dora"), "Geolocation", "ITM-1")  # of the same item, naming no first look
    for code in ("GEO-1", "GEO-3", "GEO-4"):
        with pytest.raises(WrongUse, match="until you have answered GEO-2"):
            entity(ben, code)
    assert clean(statement_table(ben, "Geolocation").columns)
    answered(ben)
    for code in ("GEO-1", "GEO-3", "GEO-4"):
        assert code == entity(ben, code).code


def test_a_first_look_that_is_not_ended_is_blind_too(anna: Case, ben: Case) -> None:
    analysis.begin(anna, "Geolocation", "ITM-1")
    analysis.second(ben, "GEO-3")
    places.answer(ben, "GEO-4", Answer("35.3124, 36.6123 ± 30 m"))
    with pytest.raises(WrongUse, match="until you have answered GEO-3"):
        entity(anna, "GEO-4")
    done = places.answer(anna, "GEO-3", Answer("35.3123, 36.6123 ± 20 m"))
    assert "from the answer of GEO-4" in done.told[0]
    assert "GEO-4" == entity(anna, "GEO-4").code


# ------------------------------------------------------------------------------------------------- the work of one


def test_only_the_analyst_says_anything_of_it(anna: Case, ben: Case) -> None:
    for go in (
        lambda: say(ben, "GEO-1", "shown_position", "35.9, 36.9 ± 20 m"),
        lambda: note(ben, "GEO-1", "look at the arches"),
        lambda: say(anna, "GEO-2", "limits", "none"),
    ):
        with pytest.raises(WrongUse, match="is the work of"):
            go()
    assert "say" == say(anna, "GEO-1", "limits", "one view only").act


@pytest.mark.parametrize(
    "prop, value",
    [
        ("analyst", "clara"),
        ("outcome", "answered"),
        ("second_of", "GEO-1"),
        ("of", "ITM-1"),
        ("agreement", "none"),
    ],
)
def test_what_rules_the_analysis_is_said_by_its_steps_alone(ben: Case, prop: str, value: str) -> None:
    with pytest.raises(WrongUse, match="steps of an analysis alone"):
        say(ben, "GEO-2", prop, value)


def test_an_analysis_that_nobody_began_can_be_filled_in(anna: Case) -> None:
    new(anna, "Geolocation", title="Found in an old file")
    assert "say" == say(anna, "GEO-3", "analyst", "somebody of 2014").act
    with pytest.raises(WrongUse, match="is the work of somebody of 2014"):
        say(anna, "GEO-3", "limits", "none")


def test_steps_of_another_are_not_taken_back(anna: Case, ben: Case) -> None:
    answered(ben)
    for prop in ("camera_position", "landmark", "title"):
        with pytest.raises(WrongUse, match="is the work of anna"):
            undo(ben, event_of(ben, "GEO-1", prop))
        with pytest.raises(WrongUse, match="is the work of anna"):
            retract(ben, "GEO-1", prop, how="retracted", reason="r")
    own = undo(anna, event_of(anna, "GEO-1", "landmark"))
    assert "closed: GEO-1 landmark: a tower with two peculiar balconies" in own.told
    with pytest.raises(WrongUse, match="is the work of anna"):
        undo(ben, str((own.event or ("", 0))[1]))


def test_what_one_imported_oneself_can_be_taken_back(anna: Case, ben: Case, tmp_path: Path) -> None:
    answered(ben)
    export_statements(anna, tmp_path / "whole.jsonl")
    lead = make_case(tmp_path / "lead", by="lead")
    import_statements(lead, tmp_path / "whole.jsonl")
    event = str(said(lead, "GEO-1", "landmark").where[1])  # type: ignore[index]
    assert any("peculiar" in told for told in undo(lead, event).told)
    close_case(lead)


@pytest.mark.parametrize("by", ["ANNA", " anna ", "Ánna", "anna\u200b"])
def test_one_person_is_not_two_by_spelling(anna: Case, by: str) -> None:
    other = evolve(anna, by=by)
    with pytest.raises(WrongUse, match="is your own"):
        analysis.second(other, "GEO-1")
    assert "landmark" == places.landmark(other, "GEO-1", "a gate").act


def test_blindness_does_not_end_by_spelling(anna: Case) -> None:
    with pytest.raises(WrongUse, match="kept from you"):
        entity(evolve(anna, by="BEN"), "GEO-1")
    assert clean(statement_table(evolve(anna, by="Ben "), "Geolocation").columns)


def test_the_last_act_is_found_however_the_name_is_spelled(ben: Case) -> None:
    note(ben, "ITM-1", "a gate")
    assert ("closed: ITM-1 note: a gate",) == undo(evolve(ben, by="Ben")).told


# ----------------------------------------------------------------------------------------------------- ways around it


def test_taking_back_the_second_look_does_not_open_the_first(ben: Case) -> None:
    undo(ben, event_of(ben, "GEO-2", "second_of"))
    with pytest.raises(WrongUse, match="until you have answered GEO-2"):
        entity(ben, "GEO-1")
    analysis.unresolved(ben, "GEO-2", "begun by mistake")
    assert "GEO-1" == entity(ben, "GEO-1").code


# A name is protected to keep somebody safe, not to let them see what they are repeating.
def test_protecting_the_name_of_an_analyst_frees_nobody(anna: Case, ben: Case) -> None:
    lead = evolve(anna, by="lead")
    for code in ("GEO-1", "GEO-2"):
        protect(lead, target_of(lead, [code, "analyst"]), reason="at risk", authority="the editor")
    with pytest.raises(WrongUse, match="until you have answered GEO-2"):
        entity(ben, "GEO-1")
    with pytest.raises(WrongUse, match="is the work of somebody else"):
        places.landmark(ben, "GEO-1", "a gate")
    places.answer(ben, "GEO-2", Answer("35.3124, 36.6123 ± 30 m"))
    assert "GEO-1" == entity(ben, "GEO-1").code


def test_an_answer_after_the_end_is_not_called_blind(anna: Case, ben: Case) -> None:
    analysis.unresolved(ben, "GEO-2", "nothing to be seen")
    entity(ben, "GEO-1")
    done = places.answer(ben, "GEO-2", Answer("35.3123, 36.6123 ± 30 m"))
    assert "this comparison is not blind" in done.told[0]
    assert "not blind" in str(said(ben, "GEO-2", "agreement").value)
    times.answer(ben, "CHR-2", When("2014-04-11"))
    assert "not blind" not in str(said(ben, "CHR-2", "agreement").value)


def test_the_landmarks_of_another_are_not_even_numbered(ben: Case) -> None:
    with pytest.raises(WrongUse, match="is the work of anna"):
        places.match(ben, "GEO-1", "same", landmark=99, point="35, 36", imagery="aerial")


def test_lines_of_an_import_add_to_nobody_elses_analysis(anna: Case, ben: Case, tmp_path: Path) -> None:
    # export by the one, import by the other: known lines change nothing, new ones would be said in another's name
    path = tmp_path / "all.jsonl"
    export_statements(anna, path)
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    known = next(
        one
        for one in rows
        if one["entity"].startswith("geolocation/GEO-1-") and one["property"] == "landmark"
    )
    path.write_text(json.dumps({**known, "entity": "GEO-1"}) + "\n")
    assert 0 == import_statements(ben, path).new
    line = {"entity": "GEO-1", "property": "limits", "value": "it was ben who saw it", "origin": "analyst"}
    path.write_text(json.dumps(line) + "\n")
    with pytest.raises(RowRefused, match="is the work of anna"):
        import_statements(ben, path)
    assert 1 == import_statements(anna, path).new


def test_an_analysis_that_comes_in_with_its_file_is_taken_as_it_is(
    anna: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.jsonl"
    export_statements(anna, path)
    other = make_case(tmp_path / "other", by="ben")
    done = import_statements(other, path)
    assert 0 < done.new
    monkeypatch.setattr(importing, "BATCH", 3)  # in several batches too, which know of each other
    third = make_case(tmp_path / "third", by="cecil")
    assert done.new == import_statements(third, path).new
    for one in (other, third):
        close_case(one)
