"""Tables of a case: typed columns, both bounds of an uncertain time, and nothing withheld."""

from pathlib import Path

import pytest

from sightline.core.clock import from_rfc3339
from sightline.work.case import Case
from sightline.work.data_frame import frame
from sightline.work.importing import import_statements
from sightline.work.new import new
from sightline.work.say import Saying, say
from sightline.work.table import Table, entity_table, statement_table

APRIL = Path(__file__).resolve().parents[2] / "src/sightline/resources/cases/april_2014/statements.jsonl"


def row(table: Table, number: int) -> dict[str, object]:
    return {c.name: c.values[number] for c in table.columns}


def test_entities(case: Case) -> None:
    new(case, "Incident", title="An attack")
    new(case, "Incident", title="Another")
    say(case, "INC-1", "occurred", "2014-04-11T03Z")
    say(case, "INC-1", "position", "35.37, 36.60 (village)")
    say(case, "INC-1", "means", "a bomb")
    say(case, "INC-1", "means", "a shell")
    table = entity_table(case, "Incident")
    assert 2 == table.rows
    one, two = row(table, 0), row(table, 1)
    assert ("INC-1", "An attack", "2014-04-11T03Z") == (one["code"], one["title"], one["when"])
    bounds = [from_rfc3339("2014-04-11T03:00:00Z"), from_rfc3339("2014-04-11T04:00:00Z")]
    assert bounds == [one["earliest"], one["latest"]]
    assert (35.37, 36.6) == (one["lat"], one["lon"])
    assert 500 <= int(str(one["radius_m"]))  # what a village's precision stands for
    assert "a bomb | a shell" == one["means"]
    assert (None, None, None, None) == (two["when"], two["earliest"], two["lat"], two["means"])


def test_statements(case: Case) -> None:
    new(case, "Item", title="A tip")
    new(case, "Source", name="The blog")
    say(case, "ITM-1", "informant", "Canary Name")
    say(
        case,
        "ITM-1",
        "text",
        "words",
        saying=Saying(source="SRC-1", evidence=["ITM-1"], said="2014-04-12", hedged=True),
    )
    table = statement_table(case, "Item")
    assert 2 == table.rows
    said = row(table, 1)
    assert ("text", "words", "The blog", "2014-04-12", "hedged", "ITM-1") == tuple(
        said[k] for k in ("property", "value", "source", "said", "certainty", "evidence")
    )
    assert "Canary" not in str(table)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames(case: Case, library: str) -> None:
    pytest.importorskip(library)
    import_statements(case, APRIL)
    incidents = frame(case, "Incident", library=library)
    assert (11, "INC-1") == (len(incidents), incidents["code"][0])
    assert "UTC" in str(incidents["earliest"].dtype)
    assert "UTC" in str(frame(case, "Incident", rows="statements", library=library)["recorded"].dtype)
    assert (
        0 == len(frame(case, "Artefact", library=library).query("code == 'none'"))
        if library == "pandas"
        else True
    )
