"""Files for other programs, from the two example cases: what stands in them, and that a denial is no link."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sightline.model.disclosed import Dossier
from sightline.publish.exporters import choose_exporter, export_dossier
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
