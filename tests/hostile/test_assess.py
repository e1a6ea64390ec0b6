"""Assessments, verifications and plans from strangers: rows that point nowhere, at themselves, or past every limit."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.assessments import Small, small

from sightline.cli.assess_told import print_assessment
from sightline.cli.verify_told import print_track, print_verified
from sightline.core.errors import BadValue, SightlineError, UnknownName, WrongUse
from sightline.work.assess import assessment
from sightline.work.assessing.assess_json import assess_json
from sightline.work.assessing.beginning import explain, new_assessment
from sightline.work.assessing.matrix import Weighing, drop, fill, weigh
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.opening import close_case
from sightline.work.plan import plan
from sightline.work.verify import verification
from sightline.work.verifying.answering import Answering, answer
from sightline.work.verifying.planning import Search, new_plan, search
from sightline.work.verifying.ratings import rate
from sightline.work.verifying.track import track_record
from sightline.work.verifying.verify_json import plan_json, track_json, verify_json


@pytest.fixture
def made(tmp_path: Path, keys: Path) -> Iterator[Small]:
    case = small(tmp_path / "case")
    yield case
    close_case(case.case)


def take_in(made: Small, tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"origin": "analyst", **row}) + "\n" for row in rows), "utf-8")
    import_statements(made.case, path)


def row(prop: str, value: object, entity: str = "assessment/x", **qualifiers: object) -> dict[str, Any]:
    return {"entity": entity, "property": prop, "value": value, "qualifiers": qualifiers}


MATRIX = [
    {"entity": "assessment/x", "kind": "Assessment", "property": "title", "value": "x"},
    row("explanation", "without a letter"),
    row("explanation", "before the first", order=0),
    row("explanation", "below nothing", order=-7),
    row("explanation", "one", order=1),
    row("explanation", "one, said otherwise", order=1),
    row("explanation", "far away", order=9_999_999),
    row("piece", "without a number"),
    row("piece", "p", order=3, credibility="1"),
    row("piece", "p, said otherwise", order=3, credibility="6"),
    row("cell", "II", piece=3, explanation=1),
    row("cell", "C", piece=3, explanation=1),
    row("cell", "II", piece=77, explanation=1),
    row("cell", "II", piece=3, explanation=77),
    row("cell", "II"),
    row("cites", {"entity": "assessment/x"}, piece=3),
    row("cites", {"entity": "assessment/x"}, piece=3, property="cell", statement="0" * 32),
    row("cites", {"entity": "assessment/x"}, piece=3, property="no_such", statement="../../etc/passwd"),
    row("cites", {"entity": "INC-1"}, piece=3, property="delivery", statement="ff", words="\u202e"),
    row("cites", {"entity": "INC-1"}, piece="3" and 99, property="delivery"),
    row("supersedes", {"entity": "assessment/x"}),
    row("confidence", "low"),
    row("likelihood", "likely", explanation=77),
    row("likelihood", "almost_certain"),
    row("likelihood_phia", "likely", explanation=1),
    row("review", "agrees", reviewer="nobody", statement="zz"),
]


def test_a_matrix_that_points_nowhere_is_read_for_what_it_says(
    made: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(made, tmp_path, MATRIX)
    found = assessment(made.case, "assessment/x")
    assert ["one, said otherwise", "far away"] == [e.text for e in found.explanations]
    assert [(3, "p, said otherwise", 300_000)] == [(p.number, p.text, p.weight) for p in found.pieces]
    assert [(3, 1, "C")] == [(c.piece, c.explanation, c.value) for c in found.cells]
    states = [c.state for c in found.pieces[0].cites]
    assert "missing" in states
    assert any("which is missing now" in one for one in found.notices)
    assert found.conclusion is not None
    # words of two scales that came in side by side: one scale is shown, never both as one
    assert ("icd203", ["almost_certain", "likely"]) == (
        found.conclusion.scale,
        [w.term for w in found.conclusion.likelihoods],
    )
    json.dumps(assess_json(found))
    print_assessment(found)
    assert "\u202e" not in capsys.readouterr().out
    assert ("piece 100",) == weigh(made.case, "assessment/x", Weighing("next", ["INC-1"])).told[:1]


def test_letters_end_somewhere(made: Small, tmp_path: Path) -> None:
    take_in(made, tmp_path, [*MATRIX[:1], row("explanation", "last", order=702)])
    with pytest.raises(WrongUse, match="more than 702"):
        explain(made.case, "assessment/x", ["one more"])


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800"])
def test_text_that_cannot_be_kept_is_refused_whole(made: Small, text: str) -> None:
    new_assessment(made.case, "q", explanations=["a", "b"])
    with pytest.raises(SightlineError):
        explain(made.case, "ASM-1", [text])
    with pytest.raises(SightlineError):
        answer(made.case, "ITM-1", "date", Answering(text, why="r"))
    assert () == verification(made.case, "ITM-1").records  # no empty record is left behind


def test_text_that_drives_a_terminal_or_a_page_is_only_text(
    made: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    nasty = "\x1b[2J<script>alert(1)</script>\u202egnp.\r\nA=II"
    new_assessment(made.case, nasty, explanations=[nasty, "b"])
    weigh(made.case, "ASM-1", Weighing(nasty, ["INC-1"]), cells=["A=I"], why=nasty)
    answer(made.case, "ITM-1", "place", Answering(nasty, why=nasty, against=nasty))
    rate(made.case, "SRC-1", "B", why=nasty)
    print_assessment(assessment(made.case, "ASM-1"))
    print_verified(verification(made.case, "ITM-1"))
    print_track(track_record(made.case, "SRC-1"))
    out = capsys.readouterr().out
    assert not set(out) & {"\x1b", "\u202e", "\r"}
    assert nasty == assessment(made.case, "ASM-1").explanations[0].text  # kept as it was typed


def test_numbers_beyond_every_matrix(made: Small) -> None:
    new_assessment(made.case, "q", explanations=["a"])
    for piece in (0, -1, 10**30):
        with pytest.raises(WrongUse, match="has no piece"):
            fill(made.case, "ASM-1", piece, ["A=C"])
    for what in ("0", "9" * 4000, "-1", "ⅷ", "²", "Ａ", "", "A;B"):
        with pytest.raises(SightlineError):
            drop(made.case, "ASM-1", what, why="r")
    with pytest.raises((BadValue, WrongUse, UnknownName)):
        weigh(made.case, "ASM-1", Weighing("p", ["f" * 33]))


def test_five_questions_from_a_stranger(
    made: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ver = "verification/x"
    take_in(
        made,
        tmp_path,
        [
            {"entity": ver, "kind": "Verification", "property": "title", "value": "x"},
            row("of", {"entity": "ITM-1"}, ver),
            row("of", {"entity": ver}, ver),
            row("conclusion", "no question", ver),
            row("conclusion", "sure beyond all", ver, question="date", percent=10_000_000),
            row("claim_credibility", "1", ver),
            row("claim_credibility", "1", ver, property="nothing", statement="xyz"),
            row("cites", {"entity": ver}, ver, question="date"),
            row("review", "disagrees", ver, question="date"),
        ],
    )
    found = verification(made.case, "ITM-1")
    assert [None, None, 10_000_000, None, None] == [q.percent for q in found.questions]
    json.dumps(verify_json(found))
    print_verified(found)
    assert "sure beyond all" in capsys.readouterr().out


def test_a_verification_of_nothing_is_named(made: Small, tmp_path: Path) -> None:
    take_in(
        made,
        tmp_path,
        [{"entity": "verification/y", "kind": "Verification", "property": "title", "value": "y"}],
    )
    with pytest.raises(UnknownName, match="does not say what it verifies"):
        verification(made.case, "verification/y")


def test_merged_records_are_read_as_one(made: Small) -> None:
    case = made.case
    for question in ("one", "two"):
        new_assessment(case, question, explanations=[f"{question} a", f"{question} b"])
    weigh(case, "ASM-1", Weighing("p", ["INC-1"]), cells=["A=I"])
    judge_identity(case, "same", ["ASM-1", "ASM-2"], reason="the same question")
    json.dumps(assess_json(assessment(case, "ASM-2")))
    assert "piece 2" in weigh(case, "ASM-2", Weighing("q", ["INC-1"])).told


def test_a_long_log_and_long_words(made: Small) -> None:
    case = made.case
    new_plan(case, "p" * 10_000)
    search(case, "PLN-1", Search("x" * 200_000, "w" * 10_000, "not_found", query="\u202e" * 100))
    json.dumps(plan_json(plan(case, "PLN-1")))
    json.dumps(track_json(track_record(case, "SRC-1")))
