"""Files for other programs, from the two example cases: what stands in them, and that a denial is no link."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import sightline
from sightline.model.disclosed import Dossier
from sightline.model.shown import Link, ShownEntity, ShownStatement
from sightline.publish.exporters import choose_exporter, export_dossier
from sightline.publish.formats import followthemoney
from sightline.publish.formats.ftm_records import id_of
from sightline.publish.formats.stated import stated
from sightline.work.demo_coalition import build_coalition

Entities = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def coalition(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("coalition")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGHTLINE_KEYS", str(folder / "keys"))
        return build_coalition(folder / "case", tell=lambda _: None).dossier


@pytest.fixture(scope="module")
def ftm(coalition: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Entities:
    target = tmp_path_factory.mktemp("ftm") / "entities.json"
    export_dossier(coalition, target, choose_exporter("ftm"))
    return {one["id"]: one for line in target.read_text().splitlines() for one in [json.loads(line)]}


def named(ftm: Entities, name: str) -> str:
    return next(i for i, one in ftm.items() if name in one["properties"].get("name", ()))


def test_a_member_with_its_dates_is_a_membership(ftm: Entities) -> None:
    guard, front = named(ftm, "Harbour Guard"), named(ftm, "Lower Aren Front")
    spans = {
        (one["properties"].get("startDate", [""])[0], one["properties"].get("endDate", [""])[0])
        for one in ftm.values()
        if one["schema"] == "Membership" and one["properties"]["member"] == [guard]
    }
    assert all(
        front in one["properties"]["organization"] for one in ftm.values() if one["schema"] == "Membership"
    )
    assert ("2021-03-02", "2021-06-20") in spans


def test_a_denial_is_a_note_and_never_a_link(ftm: Entities) -> None:
    battalion = named(ftm, "River Battalion")
    links = [
        one
        for one in ftm.values()
        if one["schema"] in {"Membership", "UnknownLink", "Succession"}
        and battalion in str(one["properties"])
    ]
    assert links == []
    notes = [one["properties"]["description"][0] for one in ftm.values() if one["schema"] == "Note"]
    assert any("Member of: not Lower Aren Front" in text and "Aren Notes" in text for text in notes)


def test_what_merged_is_a_succession_from_the_one_that_went(ftm: Entities) -> None:
    ends = [
        (one["properties"]["predecessor"], one["properties"]["successor"], one["properties"]["role"])
        for one in ftm.values()
        if one["schema"] == "Succession"
    ]
    assert ([named(ftm, "Harbour Guard")], [named(ftm, "Coast Brigade")], ["merged into"]) in ends
    # the group that broke away comes after the one it left
    assert ([named(ftm, "Eastern Hills Brigade")], [named(ftm, "Northern Company")], ["split from"]) in ends


def test_every_id_that_is_pointed_to_is_there(ftm: Entities) -> None:
    pointing = (
        "member",
        "organization",
        "subject",
        "object",
        "predecessor",
        "successor",
        "document",
        "resolved",
        "proof",
        "entity",
        "involved",
        "addressEntity",
    )
    lost = [
        i
        for one in ftm.values()
        for name in pointing
        for i in one["properties"].get(name, ())
        if i not in ftm
    ]
    assert lost == []


def test_two_figures_are_a_range_and_never_a_sum(coalition: Dossier, tmp_path: Path) -> None:
    # one side says that four were killed, the other that nobody was
    target = tmp_path / "ucdp.csv"
    export_dossier(coalition, target, choose_exporter("ucdp"))
    (row,) = csv.DictReader(target.read_text(encoding="utf-8").splitlines())
    assert ("Fordham", "2021-05-08", "2021-05-08", "1", "1") == tuple(
        row[name] for name in ("where_coordinates", "date_start", "date_end", "date_prec", "event_clarity")
    )
    assert "2" == row["number_of_sources"]


def test_rows_of_acled_have_its_columns_and_codes(coalition: Dossier, tmp_path: Path) -> None:
    target = tmp_path / "acled.csv"
    export_dossier(coalition, target, choose_exporter("acled"))
    (row,) = csv.DictReader(target.read_text(encoding="utf-8").splitlines())
    assert ("INC-1", "2021-05-08", "2021", "1") == tuple(
        row[name] for name in ("event_id_cnty", "event_date", "year", "time_precision")
    )


def test_a_map_without_positions_is_an_empty_collection(coalition: Dossier, tmp_path: Path) -> None:
    target = tmp_path / "map.geojson"
    export_dossier(coalition, target, choose_exporter("geojson"))
    assert {"type": "FeatureCollection", "features": []} == json.loads(target.read_text())


ACLED = (
    "event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,country,admin1,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities\n"
    "SYR7,2014-04-12,1,Armed clash,Group A,Group B,Syria,Hama,Kafr Zita,35.374200,36.603300,1,Blog; A paper,"
    "National,=HYPERLINK(1),3\n"
    "SYR8,2014-04-12,2,Attack,Group A,,Syria,Hama,Atshan,35.400000,-6.700000,3,Blog,,Words,\n"
)
UCDP = (
    "id,conflict_name,dyad_name,side_a,side_b,number_of_sources,source_article,where_prec,where_coordinates,"
    "where_description,adm_1,country,latitude,longitude,event_clarity,date_prec,date_start,date_end,"
    "deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n"
    '77,War,A - B,Side A,Side B,3,"Blog, 2 May; Paper",5,Road,on the road,Hama,Syria,35.374200,36.603300,1,4,'
    "2014-04-01,2014-04-30,4,0,2,1,7,9,5\n"
    "78,War,A - B,Side A,Side B,1,Blog,7,Sea,off the coast,,Syria,35.374200,36.603300,2,5,"
    "2014-04-01,2014-05-30,,,,,7,9,5\n"
)


@pytest.mark.parametrize(
    "form, text, key", [("acled", ACLED, "event_id_cnty"), ("ucdp", UCDP, "id")], ids=["acled", "ucdp"]
)
def test_rows_of_others_come_out_as_they_came_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, text: str, key: str
) -> None:
    monkeypatch.setenv("SIGHTLINE_KEYS", str(tmp_path / "keys"))
    came = tmp_path / "events.csv"
    came.write_text(text)
    with sightline.make(tmp_path / "case") as case:
        case.load(came, form=form)
        case.export_as(form, tmp_path / "out.csv")
        again = case.load(tmp_path / "out.csv", form=form)
    rows = {row[key]: row for row in csv.DictReader((tmp_path / "out.csv").read_text().splitlines())}
    for row in csv.DictReader(text.splitlines()):
        told = {name: rows[row[key]][name] for name in row if name not in ("side_a", "side_b")}
        want = {name: cell for name, cell in row.items() if name in told}
        if form == "acled":
            want["notes"] = "'=HYPERLINK(1)" if want["notes"].startswith("=") else want["notes"]
            told["event_date"] = want["event_date"] if row["time_precision"] != "1" else told["event_date"]
        assert want == told
    # what came out comes in as the same incidents, none of them a second time
    assert 1 == again.entities  # type: ignore[union-attr]


def test_the_items_of_an_incident_are_its_proof_and_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # every incident read every item: 70 of 98 s where there were 100,000 statements
    def points(number: int, code: str) -> ShownStatement:
        return ShownStatement(
            f"{number:032x}", Link(f"ITM-{number}", f"ITM-{number}", "Item"), "shows", "shows", code, code=code
        )  # fmt: skip

    items = [ShownEntity(f"ITM-{n}", "Item", "film", statements=(points(n, "INC-1"),)) for n in (1, 2)]
    incidents = [ShownEntity(f"INC-{n}", "Incident", "fire") for n in range(1, 30)]
    read: list[str] = []

    def counted(one: ShownEntity, *properties: str, **more: bool) -> Iterator[ShownStatement]:
        if "shows" in properties:
            read.append(one.code)
        return stated(one, *properties, **more)

    monkeypatch.setattr(followthemoney, "stated", counted)
    made = list(followthemoney.entities(Dossier("A", "internal", "today", entities=(*items, *incidents))))
    proof = {one["id"]: one["properties"].get("proof", []) for one in made if one["schema"] == "Event"}  # type: ignore[attr-defined]
    assert {id_of("INC-1"): [id_of("ITM-1"), id_of("ITM-2")]} == {i: p for i, p in proof.items() if p}
    assert ["ITM-1", "ITM-2"] == read
