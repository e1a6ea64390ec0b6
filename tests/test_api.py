"""The library's public names: complete, sorted, documented; and a case from beginning to end in Python."""

import inspect
import re
from itertools import islice
from pathlib import Path

import attrs
import pytest

import sightline
from sightline import api
from sightline.measure.geo.gazetteer.records import Name, Place, Source
from sightline.work.gazetteers import gathering
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


def test_where_and_when_are_asked_of_a_case(
    tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a world of one town: the index of the real one takes long to make
    town = Place((Name("Hama"),), 35.1318, 36.7578, "SY", ("Hama",), population=460_000)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(gathering, "builtin_source", lambda: Source("world", digest="e" * 64))
    monkeypatch.setattr(gathering, "read_builtin", lambda: islice([town], None))
    with sightline.make(tmp_path / "case", by="A. Editor") as case:
        assert "resolved" == case.place("Hama", country="SY").status
        assert "unresolved" == case.place("Zarqun").status
        place = case.new("Place", name="Zarqun").code or ""
        case.say(place, "position", "35.4, 36.6 ± 100 m")
        assert "resolved" == case.place("Zarqun").status
        (tmp_path / "report.txt").write_text("Shells fell on Zarqun on 11 April 2014.\n")
        (item,) = case.add(tmp_path / "report.txt").added
        found = case.mentions(item.code or "", written="2014-04-13")
        assert (["resolved"], ["2014-04-11"]) == (
            [one.found.status for one in found.places if one.found is not None],
            [date.edtf for date in found.dates],
        )
        incident = case.new("Incident", title="Strike on the mill").code or ""
        case.say(incident, "occurred", "2021-05-03T10:00Z/2021-05-03T14:00Z")
        told = case.bounds(incident, given=["after 2021-05-03T11:00Z: the shadow"])
        assert (1, ()) == (sum("shadow" in one.words for one in told.reasons), told.contradictions)


def test_files_come_in(tmp_path: Path, keys: Path) -> None:
    (tmp_path / "report.txt").write_text("A yellow cylinder was seen near the mill.\n")
    with sightline.make(tmp_path / "case") as case:
        done = case.add(tmp_path / "report.txt", look=False)
        assert ["ITM-1"] == [a.code for a in done.added]
        assert () == done.refused


def test_who_says_what_is_asked_of_a_case(tmp_path: Path, keys: Path) -> None:
    with sightline.make(tmp_path / "case", title="A case", by="A. Editor") as case:
        case.load(APRIL)
        claims = case.claims("incident/2014-04-11-kafr-zita")
        assert "attributed_to" in {row.property for row in claims.rows}
        assert 1 == len(case.independence("incident/2014-04-11-kafr-zita"))
        near = case.relations("actor/kataib-junud-al-haq", held_at="2014-04-12", hops=1)
        assert "affiliated_with" in {edge.relation for edge in near.edges}
        (town,) = case.control("2014-04-12").places
        assert 6 == len({h.actor for h in town.holdings if not h.negated})
        assert "three_tail_fins" in case.features().matrix.features
        assert ["CL2"] == [one.found.read for one in case.markings("CL2").marked]


def test_all_of_the_weighing_is_done_from_python(tmp_path: Path, keys: Path) -> None:
    with sightline.make(tmp_path / "case", title="A case", by="A. Editor") as case:
        source = case.new("Source", name="The blog").code or ""
        other = case.new("Source", name="Quixenby").code or ""
        incident = case.new("Incident", title="Fire at the mill").code or ""
        said = case.say(incident, "casualties", "5", source=source, qualifiers={"state": "killed"})
        weighed = case.assess("Who did it?", of=incident, explanations=["the one", "the other"]).code or ""
        case.assess_piece(weighed, "five died", "A=C", "B=I", cites=[said.id or ""], credibility="3")
        case.assess_cell(weighed, 1, "B=II", why="looked again")
        case.conclude(weighed, "A=likely", "B=unlikely", confidence="low", why="one source")
        assert "low" == getattr(case.assessment(weighed).conclusion, "confidence", None)
        case.verify(incident, "date", "that evening", state="partly", percent=60, why="the shadow")
        assert 60 in [one.percent for one in case.verification(incident).questions]
        case.rate(source, "B", why="held before")
        assert source == case.track(source).source.code
        plan = case.begin_plan("The fire", of=incident, steps=["ask the blog"]).code or ""
        case.log_search(plan, "the first upload", where="the platform", result="not_found")
        assert 1 == len(case.plan(plan).searches)
        text = "According to The blog, 5 people were killed in Zarqun on 12 April 2014."
        assert 0 < len(case.suggest_text(text, written="2014-04-13").offers)
        case.protect_source(other, pseudonym="Blue heron", authority="Ed", reason="asked for it")
        case.set_sensitive(incident, "children", why="named")
        words = {"to": "public", "reason": "children: printed elsewhere", "by": "A. Editor"}
        with pytest.raises(sightline.SightlineError):
            case.release(incident, **words)
        case.release(incident, approved_by="B. Second", **words)
        assert () == case.names_in_release("public")
        case.publish(tmp_path / "public", audience="public")
        for form in ("ftm", "geojson", "acled", "ucdp"):
            case.export_as(form, tmp_path / f"out.{form}", audience="public")
        assert "Fire at the mill" in (tmp_path / "out.ftm").read_text()
        case.unprotect_source(other, authority="Ed", reason="she said so herself")
        assert "Quixenby" == case.entity(other).title
