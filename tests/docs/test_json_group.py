"""The document of ``group`` has the keys that the page for programs shows."""

import json
from pathlib import Path
from typing import Any

from tests.docs.documents import nothing_optional, printed, shown
from tests.fixtures.grouping import said_of

from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

PLACED: dict[str, Any] = {"claimed_time": "2021-05-03", "claimed_place_name": "Wadi Nahrin"}
ROWS: list[dict[str, Any]] = [
    {"id": "a", **PLACED, "claimed_position": {"lat": "35.1", "lon": "36.5", "radius_m": 500}},
    {"id": "b", **PLACED},
    {"id": "c", "claimed_place_name": "Wadi Nahrin", "title": "Smoke on 3 May 2021", "claimed_time": None},
    {"id": "d"},
    {"id": "v"},
]
INCIDENTS: list[dict[str, Any]] = [
    {"entity": f"incident/{day}", "kind": "Incident", "property": "occurred", "value": f"2021-{day}"}
    for day in ("05-03", "06-20")
]
SHOWN: list[dict[str, Any]] = [
    {"entity": "item/v", "property": "shows", "value": {"entity": f"incident/{day}"}}
    for day in ("05-03", "06-20")
]
MORE: list[dict[str, Any]] = [
    {"entity": "incident/05-03", "property": "place_name", "value": "Wadi Nahrin"},
    {"entity": "item/a", "property": "shows", "value": {"entity": "incident/05-03"}},
]


def test_group(tmp_path: Path, keys: Path) -> None:
    case = make_case(tmp_path / "case", title="A case", by="tester")
    path = tmp_path / "rows.jsonl"
    rows = [*(line for row in ROWS for line in said_of(row)), *INCIDENTS, *SHOWN, *MORE]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    import_statements(case, path)
    close_case(case)
    found = printed("group", "-w", tmp_path / "case")
    nothing_optional(shown("group"), found)
    for part in ("groups", "alarms", "left_alone"):
        assert [] != found[part], part
    assert [] != found["groups"][0]["against"]
    assert ["INC-1"] == [one["incident"] for one in found["groups"]]
