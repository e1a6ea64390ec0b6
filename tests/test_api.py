"""The library's public names: complete, sorted, documented; and a case from beginning to end in Python."""

import inspect
import re
from pathlib import Path

import attrs
import pytest

import sightline
from sightline import api
from sightline.work.say import Saying

APRIL = Path(__file__).resolve().parents[1] / "src/sightline/resources/cases/april_2014/statements.jsonl"


def test_names_are_sorted_and_all_there() -> None:
    assert sorted(api.__all__) == api.__all__
    for name in api.__all__:
        assert getattr(sightline, name) is getattr(api, name)
        assert "" != (inspect.getdoc(getattr(api, name)) or "")
    with pytest.raises(AttributeError):
        sightline.nothing_of_this_name  # noqa: B018


def test_nothing_public_is_forgotten() -> None:
    # every record that a method gives back can be named by whoever calls it
    told = " ".join(
        str(inspect.signature(m).return_annotation)
        for _, m in inspect.getmembers(api.Case, inspect.isfunction)
    )
    records = set(re.findall(r"sightline\.(?:work|model)\.[a-z_.]+\.([A-Z]\w+)", told))
    assert {"Act", "Proposed", "Summary"} <= records
    assert set() == records - set(api.__all__)


def test_methods_are_documented_and_few() -> None:
    methods = {n: m for n, m in inspect.getmembers(api.Case, inspect.isfunction) if not n.startswith("_")}
    assert [] == [name for name, method in methods.items() if (inspect.getdoc(method) or "") == ""]
    assert {"add", "find", "entity", "frame", "say", "judge", "undo"} <= set(methods)


def test_saying_takes_every_field() -> None:
    assert {f.name for f in attrs.fields(Saying)} == set(api.Said.__annotations__)


def test_a_case_from_beginning_to_end(tmp_path: Path, keys: Path) -> None:
    with sightline.make(tmp_path / "case", title="A case", by="A. Editor") as case:
        assert 0 < case.load(APRIL).new
        view = case.entity("INC-1", held_at="2014-04-11")
        assert "Kafr Zita, 11 April 2014" == view.title
        assert [] == list(case.entity("INC-1", known_at="2014-04-12").statements)
        source = case.new("Source", name="A witness").code
        assert source is not None
        done = case.say("INC-1", "casualties", "at least 6", source=source, evidence=["ITM-1"], hedged=True)
        case.judge("statement", done.id or "", verdict="unsure", reason="one voice")
        case.note("ITM-1@0:41", "tail fin")
        case.undo()
        assert 1 == len(case.identify("unsure", "ACT-1", "ACT-2").ids)
        assert "INC-12" == case.group_into("INC-new", "ITM-1", title="Another").code
        case.retract(done.id or "", how="retracted", reason="he took it back")
        case.release("INC-1", to="public", reason="published before", by="A. Editor")
        assert 1 <= len(case.find("chlorine").hits)
        assert 1 <= len(case.find(between=("2014-04-11", "2014-04-12"), kinds=["Incident"]).hits)
        case.export(tmp_path / "items.csv")
        case.load(tmp_path / "items.csv")
        case.export(tmp_path / "all.jsonl")
        assert 12 == len(case.frame("Incident"))
    with sightline.open(tmp_path / "case") as again:
        assert "A. Editor" in {s.statement.by for s in again.entity("INC-1").statements}


def test_files_come_in(tmp_path: Path, keys: Path) -> None:
    (tmp_path / "report.txt").write_text("A yellow cylinder was seen near the mill.\n")
    with sightline.make(tmp_path / "case") as case:
        done = case.add(tmp_path / "report.txt", look=False)
        assert ["ITM-1"] == [a.code for a in done.added]
        assert () == done.refused
