"""The matrix: letters and numbers are never used twice, what changes stays readable, and citations lead somewhere."""

from pathlib import Path

import pytest
from tests.fixtures.assessments import Small

from sightline.core.errors import AmbiguousName, BadValue, UnknownName, WrongUse
from sightline.model.ach import Changes, Tells
from sightline.work.assess import assessment
from sightline.work.assessing.beginning import explain, new_assessment
from sightline.work.assessing.matrix import Weighing, drop, fill, reweigh, weigh
from sightline.work.case import Case
from sightline.work.closing import retract
from sightline.work.export import export_statements
from sightline.work.importing import import_statements
from sightline.work.judging import judge_statement
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.protect import protect
from sightline.work.protecting.target import target_of
from sightline.work.rebuild import rebuild
from sightline.work.say import say
from sightline.work.undoing import undo
from sightline.work.view import Times


def test_the_matrix_as_it_is_read(matrix: Small) -> None:
    found = assessment(matrix.case, "ASM-1")
    assert ["A", "B", "C"] == [e.letter for e in found.explanations]
    assert [1, 3, 2] == [r.explanation for r in found.ranking]
    assert [0, 640_000 - 10_000, 1_800_000] == [r.against for r in found.ranking]
    assert ["Who did it?", "INC-1"] == [found.question, found.of[0].code]
    assert matrix.helicopter == found.pieces[0].cites[0].statement
    assert "INC-1 delivery: dropped from a helicopter" == found.pieces[0].cites[0].text
    assert ("SRC-3", "SRC-1") == (found.pieces[0].cites[0].source.code, found.pieces[0].cites[0].through.code)  # type: ignore[union-attr]
    assert {"anna"} == {c.by for c in found.cells}
    assert () == found.notices


def test_what_falls_away_with_a_piece_or_with_a_source(matrix: Small) -> None:
    found = assessment(matrix.case, "ASM-1")
    assert [Changes.NOTHING] * 3 == [p.falls for p in found.pieces]
    assert ((1, 2), (1, 3)) == found.turns  # then C, or B, has as little against it as A
    by_source = {s.source.code: (s.pieces, s.changes, s.leaders) for s in found.sources}
    # both pieces come through the blog: without it, all that is left is what television says
    assert ((1, 3), Changes.LEADER, (1, 2)) == by_source["SRC-1"]
    assert ((1,), Changes.NOTHING, (1,)) == by_source["SRC-3"]


def test_a_cell_changes_with_a_reason_and_the_old_one_stays(matrix: Small) -> None:
    case = matrix.case
    with pytest.raises(WrongUse, match="needs a reason"):
        fill(case, "ASM-1", 1, ["A=I"])
    assert fill(case, "ASM-1", 1, ["A=CC"]).known
    then = Times(known_at=_after(case))
    done = fill(case, "ASM-1", 1, ["A=I", "C=N"], why="a helicopter was seen elsewhere")
    now, past = assessment(case, "ASM-1"), assessment(case, "ASM-1", times=then)
    assert ("I", "CC") == (now.cell(1, 1).value, past.cell(1, 1).value)  # type: ignore[union-attr]
    assert "a helicopter was seen elsewhere" == now.cell(1, 1).basis  # type: ignore[union-attr]
    undo(case, str(done.event[1]))  # type: ignore[index]
    again = assessment(case, "ASM-1").cells  # said again, so recorded anew
    assert [c.statement for c in past.cells] == [c.statement for c in again]


def _after(case: Case) -> str:
    """A moment after everything so far, and before everything later."""
    from time import sleep

    from sightline.core.clock import rfc3339

    sleep(0.005)
    at = rfc3339(case.clock.now_ms())
    sleep(0.005)
    return at


def test_cells_as_a_tired_person_types_them(matrix: Small) -> None:
    fill(matrix.case, "ASM-1", 2, ["a", "c", "b=cc"], why="in any case of letters, with = or without")
    found = assessment(matrix.case, "ASM-1")
    assert ("C", "CC") == (found.cell(2, 1).value, found.cell(2, 2).value)  # type: ignore[union-attr]
    for wrong in (["D=C"], ["A"], ["A="], ["=C"], [], ["A=C", "A=I"], ["1=C"], ["AAA=C"]):
        with pytest.raises(WrongUse):
            fill(matrix.case, "ASM-1", 1, wrong, why="r")
    with pytest.raises(BadValue, match="no term of ach_cell"):
        fill(matrix.case, "ASM-1", 1, ["A=maybe"], why="r")
    with pytest.raises(WrongUse, match="has no piece 9"):
        fill(matrix.case, "ASM-1", 9, ["A=C"])


def test_what_is_dropped_leaves_its_number(matrix: Small) -> None:
    case = matrix.case
    drop(case, "ASM-1", "3", why="it repeats the first")
    done = drop(case, "ASM-1", "c", why="nobody holds it")
    found = assessment(case, "ASM-1")
    assert ([1, 2], ["A", "B"]) == ([p.number for p in found.pieces], [e.letter for e in found.explanations])
    assert {1, 2} == {c.explanation for c in found.cells}
    assert ("piece 4",) == weigh(case, "ASM-1", Weighing("x", ["ITM-1"])).told[:1]
    assert ("D: a fourth",) == explain(case, "ASM-1", ["a fourth"]).told
    undo(case, str(done.event[1]))  # type: ignore[index]
    assert ["A", "B", "C", "D"] == [e.letter for e in assessment(case, "ASM-1").explanations]
    with pytest.raises(WrongUse):
        drop(case, "ASM-1", "3", why="again")
    with pytest.raises(WrongUse, match="reason"):
        drop(case, "ASM-1", "1", why=None)


def test_grades_weigh_and_can_change(matrix: Small) -> None:
    case = matrix.case
    assert (600_000, 30_000) == tuple(p.weight for p in assessment(case, "ASM-1").pieces)[:2]
    reweigh(
        case, "ASM-1", 2, why="an archive confirms it", credibility="1", relevance="high", cites=["ITM-1"]
    )
    piece = assessment(case, "ASM-1").pieces[1]
    assert (1_000_000, 2, 2) == (piece.weight, piece.number, len(piece.cites))
    with pytest.raises(WrongUse, match="changes nothing"):
        reweigh(case, "ASM-1", 2, why="r")
    with pytest.raises(BadValue):
        reweigh(case, "ASM-1", 2, why="r", credibility="7")


def test_a_piece_that_cites_nothing_is_assumed(matrix: Small) -> None:
    case = matrix.case
    weigh(case, "ASM-1", Weighing("it would not dare"), cells=["A=N", "B=N", "C=N"])
    found = assessment(case, "ASM-1")
    assert Tells.ALL_ALIKE is found.pieces[3].tells.tells
    assert "piece 4 cites nothing: assumed" in found.notices
    assert [r.against for r in found.ranking] == [0, 630_000, 1_800_000]  # what fits all moves nothing
    assert 250_000 + 50_000 == found.pieces[3].weight  # of middling weight: cannot be judged, medium


def test_what_a_citation_leads_to_may_fall(matrix: Small) -> None:
    case = matrix.case
    retract(case, matrix.helicopter, how="retracted", reason="the blog took it back")
    judge_statement(case, matrix.accused, verdict="refuted", reason="the studio was elsewhere")
    told = assessment(case, "ASM-1").notices
    assert any("piece 1 rests on INC-1 delivery" in one and "is retracted now" in one for one in told)
    assert any("piece 2 rests on" in one and "refuted by anna" in one for one in told)


def test_what_is_withheld_is_not_told_by_a_citation(matrix: Small) -> None:
    case = matrix.case
    protect(case, target_of(case, [matrix.helicopter]), authority="the editors", reason="names a village")
    found = assessment(case, "ASM-1")
    assert ("", "withheld") == (found.pieces[0].cites[0].text, found.pieces[0].cites[0].state)
    piece = found.pieces[2].statement
    protect(case, target_of(case, [piece]), authority="the editors", reason="r")
    found = assessment(case, "ASM-1")
    assert ([1, 2], 1) == ([p.number for p in found.pieces], found.withheld)
    assert ("piece 4",) == weigh(case, "ASM-1", Weighing("another", ["ITM-1"])).told[
        :1
    ]  # 3 is not given again


def test_refused(made: Small) -> None:
    case = made.case
    with pytest.raises(WrongUse, match="asks nothing"):
        new_assessment(case, "  ")
    with pytest.raises(WrongUse, match="is there already"):
        new_assessment(case, "q", explanations=["one", "ONE"])
    with pytest.raises(UnknownName):
        new_assessment(case, "q", of="SRC-1")  # a source is not assessed, it is rated
    new_assessment(case, "q", explanations=["one"])
    for cite in ("ffffff", "INC-9", "INC-1.nothing", ""):
        with pytest.raises((UnknownName, WrongUse)):
            weigh(case, "ASM-1", Weighing("p", [cite]))
    say(case, "INC-1", "argument", "another")
    with pytest.raises(AmbiguousName):
        weigh(case, "ASM-1", Weighing("p", ["INC-1.argument"]))
    with pytest.raises(WrongUse, match="says nothing"):
        weigh(case, "ASM-1", Weighing(" "))
    with pytest.raises(UnknownName):
        assessment(case, "INC-1")
    assert () == assessment(case, "ASM-1").pieces  # nothing of what was refused is half there
    assert () == assessment(case, "ASM-1").ranking[0].shares


def test_a_new_assessment_may_take_the_place_of_an_old_one(matrix: Small) -> None:
    new_assessment(matrix.case, "Who did it, with what is known now?", supersedes="ASM-1")
    assert ["ASM-1"] == [n.code for n in assessment(matrix.case, "ASM-2").supersedes]
    assert ["ASM-2"] == [n.code for n in assessment(matrix.case, "ASM-1").superseded_by]


def test_rebuilt_and_copied_it_says_the_same(matrix: Small, tmp_path: Path) -> None:
    before = assessment(matrix.case, "ASM-1")
    rebuild(matrix.case)
    assert before == assessment(matrix.case, "ASM-1")
    export_statements(matrix.case, tmp_path / "all.jsonl")
    copy = make_case(tmp_path / "copy", title="a copy", by="carl")
    import_statements(copy, tmp_path / "all.jsonl")
    again = assessment(copy, "ASM-1")
    # the ids of statements are others there, so a citation is found by record, property and voice
    assert [p.cites[0].text for p in before.pieces] == [p.cites[0].text for p in again.pieces]
    assert [(r.explanation, r.against) for r in before.ranking] == [
        (r.explanation, r.against) for r in again.ranking
    ]
    assert {"anna"} == {c.by for c in again.cells}
    close_case(copy)


def test_on_both_databases(case: Case) -> None:
    new(case, "Incident", title="I")
    new_assessment(case, "Who?", of="INC-1", explanations=["x", "y"])
    weigh(case, "ASM-1", Weighing("p", ["INC-1"], "2", "low"), cells=["A=I", "B=N"])
    found = assessment(case, "ASM-1")
    assert [(2, 0), (1, 240_000)] == [(r.explanation, r.against) for r in found.ranking]
