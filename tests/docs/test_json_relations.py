"""The documents of ``relations`` and ``control`` have the keys that the page for programs shows."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.docs.documents import printed, same_shape, shown

from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

RIVER, FRONT, MILL = "actor/river", "actor/front", "place/mill"
LINE = {"type": "LineString", "coordinates": [["36.2", "35.2"], ["36.8", "35.6"]]}


def said(
    entity: str, prop: str, other: str, day: str, source: str = "blog", **more: object
) -> dict[str, Any]:
    times = {"valid": day, "said": day, "source": f"source/{source}"}
    return {"entity": entity, "property": prop, "value": {"entity": other}, **times, **more}


ROWS: tuple[dict[str, Any], ...] = (
    {"entity": MILL, "property": "position", "value": {"lat": "35.5", "lon": "36.5", "radius_m": 500}},
    {"entity": MILL, "property": "front_line", "value": LINE, "source": "source/radio", "valid": "2014-04",
     "qualifiers": {"side": {"entity": RIVER}}},
    said(RIVER, "part_of", FRONT, "2014-04-12"),
    said(RIVER, "part_of", FRONT, "2014-04-29", polarity="negated"),
    said(RIVER, "leader_of", FRONT, "2014"),
    said("actor/army", "leader_of", FRONT, "2014", "radio"),
    said(RIVER, "controls", MILL, "2014-04-12"),
    said("actor/army", "controls", MILL, "2014-04-12", "radio"),
)  # fmt: skip


@pytest.fixture
def case(tmp_path: Path, keys: Path) -> Path:
    made = make_case(tmp_path / "case", title="A case", by="tester")
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    import_statements(made, path)
    close_case(made)
    return tmp_path / "case"


def test_relations(case: Path) -> None:
    found = printed("relations", RIVER, "-w", case, "--at", "2014-06")
    same_shape(shown("relations"), found, optional=frozenset())
    assert [] != found["contradictions"]


def test_relations_at_two_dates(case: Path) -> None:
    found = printed("relations", RIVER, "-w", case, "--at", "2014-04-12", "--and", "2014-06")
    same_shape({**shown("relations"), **shown("relations and")}, found, optional=frozenset())
    assert [] != found["changes"]
    assert [] != found["superseded"]


def test_control(case: Path) -> None:
    found = printed("control", "-w", case, "--at", "2014-04-12")
    same_shape(shown("control"), found, optional=frozenset())
    for part in ("places", "shapes", "sources", "contradictions"):
        assert [] != found[part], part
