"""What is withheld leaves by no door of writing: exports, sheets, tables, lists, what acts say, an undo."""

import io
from pathlib import Path

import pytest

from sightline.core.errors import WrongUse
from sightline.work.case import Case
from sightline.work.closing import retract
from sightline.work.export import write_statements
from sightline.work.judging import judge_statement
from sightline.work.listing import listing
from sightline.work.new import new
from sightline.work.protect import Target, protect
from sightline.work.say import Saying, say
from sightline.work.sheet import export_sheet
from sightline.work.sheets.edits import import_sheet
from sightline.work.table import entity_table, statement_table
from sightline.work.undoing import undo

CANARY = "Canary Serinus"


@pytest.fixture
def withheld(case: Case) -> Case:
    """Make an item whose description is withheld, and whose title names nobody."""
    new(case, "Item", title="A tip")
    new(case, "Source", name="The blog")
    said = say(
        case,
        "ITM-1",
        "description",
        f"Says {CANARY}",
        saying=Saying(source="SRC-1", qualifiers={"role": CANARY}),
    )
    protect(case, Target("statement", said.id or ""), authority="A. Editor", reason="names a person at risk")
    return case


def test_exports(withheld: Case, tmp_path: Path) -> None:
    stream = io.StringIO()
    done = write_statements(withheld, stream)
    assert (1, False) == (done.withheld, CANARY in stream.getvalue())
    for name in ("a.csv", "a.xlsx"):
        export_sheet(withheld, tmp_path / name)
        assert CANARY.encode() not in (tmp_path / name).read_bytes()
    assert CANARY not in (tmp_path / "a.csv").read_text(encoding="utf-8")
    assert None is import_sheet(withheld, tmp_path / "a.csv").event


def test_tables_and_lists(withheld: Case) -> None:
    assert CANARY not in repr(entity_table(withheld, "Item"))
    assert CANARY not in repr(statement_table(withheld, "Item"))
    assert CANARY not in repr(listing(withheld, ["Item"]))
    assert 0 == listing(withheld, ["Item"], search=CANARY).total


def test_acts_on_it(withheld: Case) -> None:
    judged = judge_statement(withheld, "ITM-1", "description", verdict="verified")
    assert ("verified: ITM-1 description: [withheld]",) == judged.told
    closed = retract(withheld, "ITM-1", "description", how="retracted", reason="he asked for it")
    assert CANARY not in repr(closed)
    with pytest.raises(WrongUse) as caught:
        undo(withheld, closed.id or "")
    assert CANARY not in str(caught.value)
