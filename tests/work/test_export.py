"""Exporting statements: an empty case that imports them says the same, and nothing withheld is among them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from sightline.core.clock import FixedClock
from sightline.core.errors import RowRefused
from sightline.work.assess import assessment
from sightline.work.assessing.beginning import new_assessment
from sightline.work.assessing.matrix import Weighing, weigh
from sightline.work.case import Case
from sightline.work.export import export_statements
from sightline.work.identities import judge_identity
from sightline.work.importing import import_statements
from sightline.work.new import new
from sightline.work.opening import close_case, make_case
from sightline.work.say import Saying, note, say
from sightline.work.view import entity

APRIL = Path(__file__).resolve().parents[2] / "src/sightline/resources/cases/april_2014/statements.jsonl"


@pytest.fixture
def empty(tmp_path: Path, keys: Path) -> Iterator[Case]:
    made = make_case(tmp_path / "other", clock=FixedClock(seed=7_000), by="somebody")
    yield made
    close_case(made)


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_round_trip_of_the_april_case(case: Case, empty: Case, tmp_path: Path) -> None:
    imported = import_statements(case, APRIL)
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    done = export_statements(case, first)
    # one value of the case is sealed from the first moment
    assert (imported.new, 1, 2) == (done.statements + done.withheld, done.withheld, done.identities)
    again = import_statements(empty, first)
    assert (done.statements, 0, imported.entities) == (again.new, again.known, again.entities)
    export_statements(empty, second)
    assert read(first) == read(second)
    # what was exported is what was imported: same lines, whatever their order, defaults and the sealed one aside
    lines = {json.dumps(shape(row), sort_keys=True) for row in read(APRIL)}
    assert {json.dumps(shape(row), sort_keys=True) for row in read(first)} <= lines
    assert ["INC-1", "Kafr Zita, 11 April 2014"] == [
        entity(empty, "INC-1").code,
        entity(empty, "INC-1").title,
    ]


def shape(row: dict[str, object]) -> dict[str, object]:
    usual = {
        "polarity": "affirmed",
        "certainty": "asserted",
        "rank": "normal",
        "qualifiers": {},
        "evidence": [],
    }
    out = {k: v for k, v in row.items() if k not in ("kind", "origin") and v != usual.get(k)}
    if "evidence" in out:
        out["evidence"] = [
            {k: v for k, v in ref.items() if (k, v) != ("unit", "char")} for ref in out["evidence"]
        ]  # type: ignore[attr-defined]
    return out


def test_everything_a_statement_can_hold(case: Case, empty: Case, tmp_path: Path) -> None:
    # entities without keys of their own get one; relations may come before what introduces their ends
    new(case, "Actor", name="River Brigade")
    new(case, "Place", name="Old bridge")
    new(case, "Source", name="The blog", key="blog")
    new(case, "Item", title="A post", key="file:posts/ä 1.html")
    say(
        case,
        "ACT-1",
        "controls",
        "PLC-1",
        saying=Saying(
            source="blog",
            via="blog",
            evidence=["file:posts/ä 1.html@3-9:extraction"],
            quotes=["they hold it"],
            valid="../2021-04",
            said="2021-05-12",
            hedged=True,
            negated=True,
            rank="preferred",
            note="…",
            qualifiers={"place": "PLC-1", "count": "3"},
        ),
    )
    note(case, "ITM-1@0:41", "tail fin")
    say(case, "ITM-1", "position", "35.37, 36.60 ± 500 m (village)")
    new(case, "Actor", name="River Battalion")
    new(case, "Actor", name="River Company")
    new(case, "Actor", name="The Company")
    judge_identity(case, "different", ["ACT-1", "ACT-2"], reason="two flags")
    judge_identity(case, "same", ["ACT-2", "ACT-3", "ACT-4"])
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    done = export_statements(case, first)
    again = import_statements(empty, first)
    assert (done.statements, 0, 7) == (again.new, again.known, again.entities)
    export_statements(empty, second)
    assert read(first) == read(second)
    assert "ACT-2" == entity(empty, "ACT-4").code
    ids = {code: entity(case, code).id.hex() for code in ("ACT-1", "ACT-2", "PLC-1")}
    ids |= {one.code: one.id.hex() for one in entity(case, "ACT-2").members}
    assert {
        f"place/PLC-1-{ids['PLC-1']}",
        "blog",
        "file:posts/ä 1.html",
        *(f"actor/ACT-{n}-{ids[f'ACT-{n}']}" for n in (1, 2, 3, 4)),
    } == {str(row["entity"]) for row in read(first) if "entity" in row}
    # taken in again by the case it came from, nothing is there twice
    own = import_statements(case, first)
    assert (0, done.statements, 0) == (own.new, own.known, own.entities)


def test_a_made_key_of_another_kind_is_another_thing(case: Case, tmp_path: Path) -> None:
    new(case, "Actor", name="River Brigade")
    identifier = entity(case, "ACT-1").id.hex()
    path = tmp_path / "other.jsonl"
    path.write_text(
        json.dumps({"entity": f"place/ACT-1-{identifier}", "property": "name", "value": "X"}) + "\n"
    )
    assert 1 == import_statements(case, path).entities


def test_importing_it_back_changes_nothing(case: Case, tmp_path: Path) -> None:
    import_statements(case, APRIL)
    export_statements(case, tmp_path / "all.jsonl")
    again = import_statements(case, tmp_path / "all.jsonl")
    assert (0, 0) == (again.new, again.entities)


def test_what_is_sealed_or_closed_stays_in_the_house(case: Case, tmp_path: Path) -> None:
    from sightline.work.closing import retract

    new(case, "Item", title="A tip")
    say(case, "ITM-1", "informant", "Canary Name")
    said = say(case, "ITM-1", "description", "wrong words")
    retract(case, said.id or "", how="mistranscribed", reason="wrong")
    done = export_statements(case, tmp_path / "all.jsonl")
    assert (1, 1, 1) == (done.statements, done.withheld, done.closed)
    text = (tmp_path / "all.jsonl").read_text()
    assert "Canary" not in text
    assert "wrong words" not in text


def test_the_zone_in_which_a_time_was_read_goes_along(case: Case, empty: Case, tmp_path: Path) -> None:
    # without it a day of Damascus came back as a day of nowhere
    there = evolve(case, settings=evolve(case.settings, case_zone="Asia/Damascus"))
    new(there, "Actor", name="River Brigade")
    new(there, "Place", name="Old bridge")
    said = Saying(valid="2014-04-12", said="2014-04-13")
    say(there, "ACT-1", "controls", "PLC-1", saying=said)
    export_statements(there, tmp_path / "all.jsonl")
    import_statements(empty, tmp_path / "all.jsonl")
    for one in (case, empty):
        (held,) = entity(one, "ACT-1").of("controls")
        assert ("Asia/Damascus", "Asia/Damascus") == (held.statement.valid_zone, held.statement.said_zone)


def test_what_points_at_a_statement_points_at_it_again(case: Case, empty: Case, tmp_path: Path) -> None:
    # two figures of one source: by record, property and source alone it could be either
    new(case, "Source", name="The blog")
    new(case, "Incident", title="Fire")
    first = say(
        case, "INC-1", "casualties", "5", saying=Saying(source="SRC-1", qualifiers={"state": "killed"})
    )
    say(case, "INC-1", "casualties", "9", saying=Saying(source="SRC-1", qualifiers={"state": "injured"}))
    new_assessment(case, "Who?", of="INC-1", explanations=["A", "B"])
    weigh(case, "ASM-1", Weighing("five died", cites=[first.id or ""]), cells=["A=C"])
    export_statements(case, tmp_path / "all.jsonl")
    assert "line:" in (tmp_path / "all.jsonl").read_text()
    import_statements(empty, tmp_path / "all.jsonl")
    for one in (case, empty):
        (piece,) = assessment(one, "ASM-1").pieces
        assert [("INC-1 casualties: 5", 1)] == [(c.text.split(" (")[0], c.one_of) for c in piece.cites]
    export_statements(empty, tmp_path / "again.jsonl")
    assert read(tmp_path / "all.jsonl") == read(tmp_path / "again.jsonl")


def test_pointing_at_what_is_not_there_is_refused(case: Case, tmp_path: Path) -> None:
    lines = [
        {"entity": "assessment/a", "property": "title", "value": "Who?"},
        {
            "entity": "assessment/a", "property": "cites", "value": {"entity": "incident/x"},
            "qualifiers": {"piece": 1, "statement": "line:3"},
        },
        {"entity": "incident/x", "property": "title", "value": "Fire"},
    ]  # fmt: skip
    path = tmp_path / "lines.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines))
    with pytest.raises(RowRefused, match="line 2: points at line 3"):
        import_statements(case, path)
    path.write_text("".join(json.dumps(lines[n]) + "\n" for n in (0, 2, 2, 1)))
    assert 3 == import_statements(case, path).new
