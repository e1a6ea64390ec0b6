"""The document of ``claims`` has the keys that the page for programs shows."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.docs.documents import OPTIONAL, printed, same_shape, shown
from tests.fixtures.claims import killed

from sightline.model.independence import KINDS
from sightline.work.corroborating.records import STATES
from sightline.work.importing import import_statements
from sightline.work.opening import close_case, make_case

ROWS: tuple[dict[str, Any], ...] = (
    killed(
        2, "television", said="2014-04-12", evidence=[{"item": "item/report", "quote": "two people died"}]
    ),
    killed(4, "television", said="2014-04-14"),
    killed({"min": 24, "max": 99}, "activists", qualifiers={"approximate": "dozens"}),
    killed({"min": 24}, "activists", via="ministry"),
    {"entity": "aggregate/all", "kind": "Aggregate", "property": "member", "value": {"entity": "incident/i"}},
    killed(6, "activists") | {"entity": "aggregate/all"},
)


def test_claims(tmp_path: Path, keys: Path) -> None:
    case = make_case(tmp_path / "case", title="A case", by="tester")
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    import_statements(case, path)
    close_case(case)
    found = printed("claims", "INC-1", "-w", tmp_path / "case")
    kept = frozenset(
        OPTIONAL - {"said", "source", "via", "valid", "lang", "note", "evidence", "qualifiers", "withheld"}
    )
    same_shape(shown("claims"), found, optional=kept)
    for part in ("rows", "figures", "stories", "ties", "beside"):
        assert [] != found[part], part


def test_every_kind_of_tie_and_state_is_named_on_the_page() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/how-to/weigh-claims.md").read_text("utf-8")
    assert [] == [kind for kind in KINDS if kind not in page and kind not in ("one_person", "judged")]
    assert [] == [state for state in STATES if state not in page]


@pytest.mark.parametrize("word", ["n sources", "n with no tie found", "n judged independent"])
def test_the_three_numbers_are_explained(word: str) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/how-to/weigh-claims.md").read_text("utf-8")
    assert f"**{word}**" in page
